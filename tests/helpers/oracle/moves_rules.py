"""Moves about the rules of the group, and against those who rise, written again from docs/odd.md, section 5.3.

Adopt a statute, repeal one, put a revolt down.
"""

from __future__ import annotations

from collections.abc import Callable

from helpers.oracle import draws as d
from helpers.oracle.arms import ARREST
from helpers.oracle.deeds import forum, movable, submit
from helpers.oracle.moves import Option, access, headcount, scruple, value_to
from helpers.oracle.populations import NEVER, die_of, in_revolt, sorest, unrest
from helpers.oracle.statutes import gains_by_statute
from helpers.oracle.world import ADOPT, NOBODY, REPEAL, REVOLT, Item, World


def adopt_statute(w: World, i: int, j: int) -> Option | None:
    return of_statutes(w, i, j, ADOPT)


def repeal_statute(w: World, i: int, j: int) -> Option | None:
    return of_statutes(w, i, j, REPEAL)


def of_statutes(w: World, i: int, j: int, kind: int) -> Option | None:
    b = forum(w, i, kind)
    found = [s for s in w.statutes() if to_be_had(w, kind, s)]
    if b == NOBODY or not found:
        return None
    worth = of_worth(w, i, j, [Item(kind, i, NOBODY, b, s) for s in found])
    return Option(max(worth)[0], chosen(w, i, j, kind))


def to_be_had(w: World, kind: int, s: int) -> bool:
    there = bool(w.in_force[s]) == (kind == REPEAL)
    return there and w.week >= w.sc.statute_from[s] and movable(w, kind, NOBODY, s)


def of_worth(w: World, i: int, j: int, motions: list[Item]) -> list[tuple[float, int]]:
    """The worth of each, and its place from behind."""
    return [(worth_of(w, i, j, m), -n) for n, m in enumerate(motions)]


def worth_of(w: World, i: int, j: int, m: Item) -> float:
    chance, weighing = headcount(w, i, m)
    value = value_to(w, i, m, weighing)
    change = gains_by_statute(w, m)
    if value <= 0 or change.get(j, 0.0) >= change.get(i, 0.0):
        w.met["a statute that brings a rival more" if value > 0 else "a statute that brings nothing", m.kind] += 1
        return 0.0
    w.met["a statute to be had", m.kind] += 1
    return access(w, i, NOBODY, m.body) * chance * value


def chosen(w: World, i: int, j: int, kind: int) -> Callable[[], None]:
    """To move the one that is worth most as things are by then."""

    def effect() -> None:
        b = forum(w, i, kind)
        motions = [Item(kind, i, NOBODY, b, s) for s in w.statutes() if to_be_had(w, kind, s)]
        greatest, place = max(of_worth(w, i, j, motions))
        w.met["no statute that is worth anything"] += greatest <= 0
        if greatest > 0:
            submit(w, motions[-place])

    return effect


def put_down(w: World, i: int, c: int) -> Option | None:
    if not in_revolt(w, c):
        return None
    before = unrest(w, c)
    k = sorest(w, c)
    p = 1 / (1 + w.arms[c] * before)
    distance = w.salience[i][k] * abs(w.position[i][k] - w.mood[c][k]) / 2

    def effect() -> None:
        die_of(w, c, REVOLT, w.th.repression * before)
        prevails = w.uniform(d.REVOLT, w.sc.cons_key[c], w.person_key(i), 1) < p
        w.met["a revolt that is put down" if prevails else "a revolt that is not put down"] += 1
        w.tell("put_down", i, c)
        if prevails:
            w.risen[c] = NEVER
            w.fear[c] += before * (1 - w.fear[c])

    return Option(p * distance - (1 - p) * w.sc.core[c] - scruple(w, ARREST), effect)
