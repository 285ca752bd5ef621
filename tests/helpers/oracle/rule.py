"""Who rules, written again from docs/odd.md, section 7: every man, set of men, target and route is tried, and no search ends early.

A chance is looked up by (s, k): who moves, or wishes, the fall, and whose fall it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import NamedTuple

from helpers.oracle.routes import Men, Routes, capable, electable, finality, group, removable, willing
from helpers.oracle.world import MEMBER, NOBODY, World

VOID, SOLE_SURVIVOR, ONE_MAN, BLOC, CONTESTED, LOCKED = range(6)
STRICT, GIVEN, LOOSE = WAYS = range(3)
ALONE = Men()


class Numbers(NamedTuple):
    """What a set of men can do, and what can be done to it and without it."""

    initiative: float
    vulnerability: float
    bypass: float


class Thresholds(NamedTuple):
    dominant: float
    vulnerable: float
    bypassed: float
    lost: float

    def held(self, found: Numbers, rules: bool) -> bool:
        if rules:
            return found.vulnerability <= self.lost
        return found.initiative >= self.dominant and found.vulnerability <= self.vulnerable and found.bypass <= self.bypassed


@dataclass
class Clock:
    """What one reading hands on to the next: of a man by one way of taking the thresholds, or of a caucus."""

    candidate: int = NOBODY
    streak: int = 0
    ruler: int = NOBODY

    def tick(self, candidate: int, readings: float) -> None:
        """Readings running with the same candidate."""
        self.streak = 0 if candidate == NOBODY else self.streak + 1 if candidate == self.candidate else 1
        self.candidate = candidate
        self.ruler = candidate if self.streak >= readings else NOBODY


@dataclass
class Clocks:
    """One for each way, and that of the caucuses."""

    men: list[Clock] = field(default_factory=lambda: [Clock() for _ in WAYS])
    bloc: Clock = field(default_factory=Clock)


@dataclass
class Reading:
    """One reading, everything in it by full search. ``numbers`` are those of all men of the group."""

    kind: int
    group: list[int]
    strongest: int
    willing: dict[tuple[int, int], Routes]
    capable: dict[tuple[int, int], float]
    by_votes: dict[tuple[int, int], float]
    ruler: int = NOBODY
    rulers: list[int] = field(default_factory=lambda: [NOBODY] * 3)
    contest: float = 0.0
    numbers: dict[int, Numbers] = field(default_factory=dict)
    candidates: list[int] = field(default_factory=lambda: [NOBODY] * 3)
    rivals: bool = False
    blocs: dict[int, Numbers] = field(default_factory=dict)
    bloc: int = NOBODY

    @property
    def numbered(self) -> bool:
        """Neither void nor a sole survivor: the numbers mean something."""
        return self.kind not in (VOID, SOLE_SURVIVOR)

    @property
    def grid(self) -> dict[tuple[int, int], float]:
        return {pair: max(routes) for pair, routes in self.willing.items()}


# --- what a set of men can do ---------------------------------------------------------------------------------------


def pairs(people: list[int]) -> Iterator[tuple[int, int]]:
    return ((s, k) for k in people for s in people if s != k)


def first_greatest(people: list[int], value: list[float]) -> int:
    return max(people, key=lambda i: value[i])


def lower_median(chances: list[float]) -> float:
    return sorted(chances)[(len(chances) - 1) // 2] if chances else 1.0


class Powers:
    """All that can be asked of one state, each thing reckoned once."""

    def __init__(self, w: World) -> None:
        self.w, self.people = w, group(w)
        self.bare = cache(partial(capable, w))

    @cached_property
    def stand(self) -> dict[int, float]:
        return {k: finality(self.w, k) for k in self.people}

    def standing(self, k: int, routes: Routes) -> Routes:
        """A removal times the chance that it stands."""
        return routes._replace(removal=self.stand[k] * routes.removal)

    def able(self, s: int, k: int, friends: Men = ALONE, foes: Men = ALONE) -> float:
        return max(self.standing(k, self.bare(s, k, friends, foes)))

    def by_votes(self, s: int, k: int) -> float:
        return max(self.standing(k, capable(self.w, s, k, ALONE, ALONE, unhindered=True)))

    def numbers(self, g: Men) -> Numbers:
        """Initiative, vulnerability and bypass of a set that stands together."""
        others = [i for i in self.people if i not in g]
        return Numbers(
            lower_median([max(self.able(s, k, friends=g - {s}) for s in g) for k in others]),
            max(self.able(s, k, foes=g - {k}) for k in g for s in others),
            max((self.able(s, k, foes=g) for s, k in pairs(others)), default=0.0),
        )


def thresholds(w: World, way: int) -> Thresholds:
    d, rest = w.th.dominant, (w.th.vulnerable, w.th.bypassed, w.th.lost)
    if way == STRICT:
        return Thresholds((1 + d) / 2, *(x / 2 for x in rest))
    if way == LOOSE:
        return Thresholds(d / 2, *(min(1.0, 2 * x) for x in rest))
    return Thresholds(d, *rest)


# --- the reading ----------------------------------------------------------------------------------------------------


def read(w: World, clocks: Clocks) -> Reading:
    """The reading at the end of the step, which sets the clocks."""
    powers = Powers(w)
    people, strongest = powers.people, first_greatest(list(w.persons()), w.share)
    found = Reading(
        LOCKED, people, strongest,
        {(s, k): powers.standing(k, willing(w, s, k)) for s, k in pairs(people)},
        {(s, k): powers.able(s, k) for s, k in pairs(people)},
        {(s, k): powers.by_votes(s, k) for s, k in pairs(people)},
    )  # fmt: skip
    if not people or not (removable(w) or electable(w)):
        found.kind = VOID
    elif len(people) == 1:
        found.kind, found.ruler, found.rulers = SOLE_SURVIVOR, people[0], people * 3
    else:
        found.contest = max(found.grid.values())
        find_candidates(w, powers, found, [clock.ruler for clock in clocks.men])
        find_bloc(w, powers, found, clocks.bloc.ruler)
        for clock, candidate in zip([*clocks.men, clocks.bloc], [*found.candidates, found.bloc], strict=True):
            clock.tick(candidate, w.th.readings)
        judge_rule(w, found, clocks)
    return found


def find_candidates(w: World, powers: Powers, found: Reading, rulers: list[int]) -> None:
    """Of each way whoever alone holds its conditions."""
    found.numbers = {i: powers.numbers(Men({i})) for i in found.group}
    for way in WAYS:
        holds = thresholds(w, way).held
        able = [i for i, numbers in found.numbers.items() if holds(numbers, rulers[way] == i)]
        found.candidates[way] = able[0] if len(able) == 1 else NOBODY
        found.rivals |= len(able) > 1


def bloc_of(w: World, g: int) -> Men:
    return Men(i for i in group(w) if w.g_on[g] and w.g_member[g][i] == MEMBER)


def bloc_name(w: World, g: int) -> int:
    """A caucus is another if it was founded on another day."""
    return int(w.g_since[g] * len(w.g_on) + g)


def find_bloc(w: World, powers: Powers, found: Reading, ruler: int) -> None:
    for g in range(len(w.g_on)):
        bloc = bloc_of(w, g)
        if 2 <= len(bloc) < len(found.group) and found.bloc == NOBODY:
            numbers = found.blocs[g] = powers.numbers(bloc)
            if thresholds(w, GIVEN).held(numbers, bloc_name(w, g) == ruler):
                found.bloc = bloc_name(w, g)


def judge_rule(w: World, found: Reading, clocks: Clocks) -> None:
    found.rulers = [clock.ruler for clock in clocks.men]
    if found.rulers[GIVEN] != NOBODY:
        found.kind, found.ruler = ONE_MAN, found.rulers[GIVEN]
    elif clocks.bloc.ruler != NOBODY:
        members = bloc_of(w, clocks.bloc.ruler % len(w.g_on))
        found.kind, found.ruler = BLOC, first_greatest(sorted(members), w.share)
    elif found.contest > w.th.vulnerable:
        found.kind = CONTESTED
