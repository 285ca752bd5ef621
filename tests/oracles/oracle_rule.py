"""Who rules, written again from docs/odd.md, section 7: every man, target and route is tried, and no search ends early.

A chance is looked up by (s, k): who moves, or wishes, the fall, and whose fall it is. ``Routes`` holds it for both routes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from oracle_moves import access, judge
from oracle_vote import CERTAIN, Weighing, weighed
from oracle_world import ELECT, FULL, NOBODY, REMOVE, REVERSE, Item, World

VOID, SOLE_SURVIVOR, ONE_MAN, CONTESTED, LOCKED = range(5)
PATIENCE = 4  # steps for which an incapable man still counts


class Routes(NamedTuple):
    """The chance of a fall by each route."""

    removal: float
    non_election: float


@dataclass
class Clock:
    """What one reading hands on to the next."""

    candidate: int = NOBODY
    streak: int = 0
    ruler: int = NOBODY


@dataclass
class Reading:
    """One reading, everything in it by full search. ``looked_at`` are those whom step 3 looks at, in order."""

    kind: int
    ruler: int
    group: list[int]
    strongest: int
    willing: dict[tuple[int, int], Routes]
    contest: float = 0.0
    looked_at: tuple[int, ...] = ()
    initiative: dict[int, float] = field(default_factory=dict)
    vulnerability: dict[int, float] = field(default_factory=dict)
    bypass: dict[int, float] = field(default_factory=dict)
    candidate: int = NOBODY

    @property
    def numbered(self) -> bool:
        """Neither void nor a sole survivor: the numbers mean something."""
        return self.kind not in (VOID, SOLE_SURVIVOR)

    @property
    def looked_at_in_turn(self) -> list[int]:
        """Those of step 3 up to the candidate, with whom the search is over."""
        return [i for i in self.looked_at if self.candidate == NOBODY or i <= self.candidate]

    @property
    def grid(self) -> dict[tuple[int, int], float]:
        return {pair: max(routes) for pair, routes in self.willing.items()}


# --- the group, and when a man of it can fall -----------------------------------------------------------------------


def group(w: World) -> list[int]:
    return [i for i in w.persons() if w.alive[i] and w.member[i] and w.seat[w.sc.top][i] == FULL and not long_incapable(w, i)]


def long_incapable(w: World, i: int) -> bool:
    return bool(w.incapable[i] > w.week and w.week - w.ill_since[i] > PATIENCE)


def in_time(w: World, meeting: float) -> bool:
    return meeting <= w.week + w.th.horizon * w.sc.per_year


def removable(w: World) -> bool:
    """Is the route of removal open?"""
    b = judge(w, w.sc.top)
    return b != NOBODY and in_time(w, w.next_meeting[b])


def electable(w: World) -> bool:
    """Is the route of non-election open?"""
    e, term = w.sc.elector[w.sc.top], w.sc.term[w.sc.top]
    if e == NOBODY or not term:
        return False
    meeting = w.next_meeting[e]
    while meeting < w.last_elected[w.sc.top] + term:
        meeting += w.sc.cadence[e]
    return in_time(w, meeting)


# --- the two motions ------------------------------------------------------------------------------------------------


def removal(w: World, s: int, k: int) -> Item:
    return Item(REMOVE, s, k, judge(w, w.sc.top), w.sc.top)


def re_election(w: World, k: int) -> Item:
    return Item(ELECT, NOBODY, k, w.sc.elector[w.sc.top], w.sc.top)


def stands(w: World, k: int) -> float:
    """The chance that the removal of k is not reversed in time."""
    wider = w.sc.appeal[judge(w, w.sc.top)]
    if wider == NOBODY or not in_time(w, w.next_meeting[wider]):
        return 1.0
    return 1 - weighed(w, Item(REMOVE, k, k, wider, w.sc.top, appeal=REVERSE)).chance(0)


def willing(w: World, s: int, k: int) -> Routes:
    """All vote as they are inclined."""
    removed, not_elected = 0.0, 0.0
    if removable(w):
        m = removal(w, s, k)
        removed = access(w, s, k, m.body) * weighed(w, m).chance(0)
    if electable(w):
        not_elected = 1 - weighed(w, re_election(w, k)).chance(0)
    return Routes(removed, not_elected)


def capable(w: World, s: int, k: int, opponent: int = NOBODY) -> Routes:
    """No comradeship; s and two more are certain against k, the opponent for him."""
    callous = World(**{**vars(w), "comradeship": 0.0})
    removed, not_elected = 0.0, 0.0
    if removable(w):
        m = removal(w, s, k)
        sponsors, chance = sponsored(callous, m, s, opponent)
        office = w.sc.agenda[m.body]
        admitted = office != NOBODY and w.holder[office] in sponsors
        removed = (1.0 if admitted else access(w, s, k, m.body)) * chance
    if electable(w):
        not_elected = 1 - sponsored(callous, re_election(w, k), s, opponent)[1]
    return Routes(removed, not_elected)


def sponsored(w: World, m: Item, s: int, opponent: int) -> tuple[list[int], float]:
    """Who joins s, and the chance that m passes then."""
    against = 1 if m.kind == REMOVE else -1  # the vote that is against the target
    side = {s: against} | ({opponent: -against} if opponent != NOBODY else {})
    found = Weighing(w, m, side)
    sponsors: list[int] = []
    for _ in range(2):
        free = [i for i in group(w) if i not in (s, m.target, opponent, *sponsors) and against * found.sums.get(i, 0.0) < CERTAIN]
        if free:
            sponsors.append(min(free, key=lambda i: against * found.sums.get(i, 0.0)))
    found.sums |= {i: against * CERTAIN for i in sponsors if i in found.sums}
    found.conform()
    return sponsors, found.chance(0)


# --- the reading ----------------------------------------------------------------------------------------------------


def standing_chances(w: World, who: dict[tuple[int, int], Routes]) -> dict[tuple[int, int], Routes]:
    """Each route times the chance that it stands."""
    stand = {k: stands(w, k) for k in group(w)} if removable(w) else {}
    return {(s, k): Routes(stand.get(k, 1.0) * r.removal, r.non_election) for (s, k), r in who.items()}


def pairs(people: list[int]) -> Iterator[tuple[int, int]]:
    return ((s, k) for k in people for s in people if s != k)


def first_greatest(people: list[int], value: list[float]) -> int:
    return max(people, key=lambda i: value[i])


def all_willing(w: World) -> dict[tuple[int, int], Routes]:
    return standing_chances(w, {(s, k): willing(w, s, k) for s, k in pairs(group(w))})


def read(w: World, clock: Clock) -> Reading:
    """The reading at the end of the step, which sets the clock."""
    people, strongest = group(w), first_greatest(list(w.persons()), w.share)
    found = Reading(LOCKED, NOBODY, people, strongest, all_willing(w))
    if not people or not (removable(w) or electable(w)):
        found.kind = VOID
    elif len(people) == 1:
        found.kind, found.ruler = SOLE_SURVIVOR, people[0]
    else:
        found.contest = max(found.grid.values())
        weigh_everybody(w, found)
        find_candidate(w, found, clock.ruler)
        tick(w, found, clock)
        if clock.ruler != NOBODY:
            found.kind, found.ruler = ONE_MAN, clock.ruler
        elif found.contest > w.th.vulnerable:
            found.kind = CONTESTED
    return found


def weigh_everybody(w: World, found: Reading) -> None:
    """Initiative, vulnerability and bypass of every man of the group; whom step 3 looks at but for the ruler."""
    people = found.group
    bare = {(s, k): capable(w, s, k) for s, k in pairs(people)}
    able = {pair: max(routes) for pair, routes in standing_chances(w, bare).items()}
    found.initiative = {i: min(able[i, k] for k in people if k != i) for i in people}
    found.vulnerability = {i: max(able[s, i] for s in people if s != i) for i in people}
    found.bypass = {i: bypass(w, people, i) for i in people}
    first = first_greatest(people, w.share)
    found.looked_at = tuple(i for i in people if i == first or max(bare[i, first]) >= w.th.dominant)


def bypass(w: World, people: list[int], i: int) -> float:
    """What the others can do against i."""
    against = {(s, k): capable(w, s, k, i) for s, k in pairs(people) if i not in (s, k)}
    return max((max(routes) for routes in standing_chances(w, against).values()), default=0.0)


def find_candidate(w: World, found: Reading, ruler: int) -> None:
    found.looked_at = tuple(i for i in found.group if i == ruler or i in found.looked_at)
    found.candidate = next((i for i in found.looked_at if dominates(w, found, i, i == ruler)), NOBODY)


def dominates(w: World, found: Reading, i: int, rules: bool) -> bool:
    if rules:
        return found.vulnerability[i] <= w.th.lost
    return found.initiative[i] >= w.th.dominant and found.vulnerability[i] <= w.th.vulnerable and found.bypass[i] <= w.th.bypassed


def tick(w: World, found: Reading, clock: Clock) -> None:
    """Readings running with the same candidate."""
    c = found.candidate
    clock.streak = 0 if c == NOBODY else clock.streak + 1 if c == clock.candidate else 1
    clock.candidate = c
    clock.ruler = c if clock.streak >= w.th.readings else NOBODY
