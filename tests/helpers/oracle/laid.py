"""What an experiment lays down, as far as rules ask for it: docs/odd.md, sections 6.7 and 9.4. What acts: ``oracle_interventions``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from helpers.oracle.world import ELECT, NOBODY, Item, World


@dataclass
class Laid:
    """One intervention, in force from step ``start`` (included) to ``end`` (excluded)."""

    kind: str
    start: int
    end: int
    who: int
    other: int
    where: int
    what: int
    value: float
    sentence: int
    done: bool = False
    before: bool = False
    """Whether the document was locked away already."""


def laid(model: Any, interventions: Iterable[Any]) -> list[Laid]:
    """From ids and days to numbers and steps."""
    kinds = (model.people, model.bodies, model.offices, model.constituencies, model.issues, model.documents)
    number = {name: n for names in kinds for n, name in enumerate(names)} | {"": NOBODY}
    first, steps, length = int(model.sc[0]["first"]), int(model.sc[0]["weeks"]), model.scenario.step

    def step(day: Any) -> int:
        later = day.toordinal() // length - model.scenario.start.toordinal() // length
        return first + (steps if day > model.scenario.end else max(0, later))

    return [
        Laid(x.kind, step(x.start), step(x.end), number[x.who], number[x.other], number[x.where], x.what, x.value, x.sentence)
        for x in interventions
    ]


def in_force(w: World, kind: str) -> Iterator[Laid]:
    return (x for x in w.laid if x.kind == kind and x.start <= w.week < x.end)


def free_for_seat(w: World, b: int, i: int) -> bool:
    return not any((x.who, x.where) == (i, b) for x in in_force(w, "bar_seat"))


def free_for_office(w: World, o: int, i: int) -> bool:
    barred = any((x.who, x.where) == (i, o) for x in in_force(w, "bar_office"))
    waits = w.retired[o] == i and w.week - w.retired_at[o] < w.sc.tenure[o]
    return bool(w.created[o]) and not barred and not waits and not elsewhere(w, o, i)


def elsewhere(w: World, o: int, i: int) -> bool:
    """Does the office tie him to one district, while he lives in another?"""
    districts = {w.sc.district[other] for other in w.offices() if w.holder[other] == i and other != o} - {NOBODY}
    away = w.sc.district[o] != NOBODY and bool(districts - {w.sc.district[o]})
    w.met["a post in another district"] += away
    return away


def kept_well(w: World, i: int) -> bool:
    return any(x.who == i for x in in_force(w, "well"))


def forbidden(w: World, i: int, move: int, target: int) -> bool:
    """May i not make this move against the target, or nobody?"""
    bans = [x for x in in_force(w, "forbid") if x.who in (NOBODY, i) and x.what >> move & 1]
    return any(x.other in (NOBODY, target) for x in bans)


def meant(x: Laid, m: Item) -> bool:
    there = (x.what in (NOBODY, m.kind), x.other in (NOBODY, m.target), x.where in (NOBODY, m.body))
    return all(there) and m.kind != ELECT


def laid_on(w: World, kind: str, m: Item) -> list[Laid]:
    """What is in force about a motion."""
    return [x for x in in_force(w, kind) if meant(x, m)]


def bound(w: World, m: Item, i: int) -> int | None:
    """The vote that is laid down for him, if one is."""
    orders = [x for x in w.laid if x.kind in ("bind", "cast") and x.start <= w.week < x.end and x.who == i and meant(x, m)]
    return int(orders[-1].value > 0) if orders else None


def cast(w: World, m: Item, i: int) -> int | None:
    """The same as he votes: each single vote laid down serves once, in order, before what binds him."""
    for x in laid_on(w, "cast", m):
        if x.who == i and not x.done:
            x.done = True
            return int(x.value > 0)
    return bound(w, m, i)


def choices(w: World, i: int) -> list[Laid]:
    """What is laid down for him to choose in this step, and not yet chosen."""
    return [x for x in in_force(w, "choose") if x.who == i and not x.done]


def manner(w: World, paper: int) -> float | None:
    orders = [x for x in in_force(w, "manner") if x.where == paper]
    return orders[-1].value if orders else None
