"""By which routes a man can fall, and with what chance, written again from docs/odd.md, section 7."""

from __future__ import annotations

from math import inf
from types import SimpleNamespace
from typing import NamedTuple

from helpers.oracle.arms import arms, follows, odds
from helpers.oracle.deeds import keeper
from helpers.oracle.moves import access, judge, own_man
from helpers.oracle.moves_force import coup
from helpers.oracle.vote import CERTAIN, Weighing, weighed
from helpers.oracle.world import ELECT, FULL, NOBODY, REMOVE, REVERSE, Item, World

Men = frozenset[int]


class Routes(NamedTuple):
    """The chance of a fall by each route."""

    removal: float
    non_election: float
    force: float


# --- the group, and when a man of it can fall -----------------------------------------------------------------------


def group(w: World) -> list[int]:
    return [i for i in w.persons() if w.alive[i] and w.member[i] and w.seat[w.top][i] == FULL and not long_incapable(w, i)]


def long_incapable(w: World, i: int) -> bool:
    return bool(w.incapable[i] > w.week and w.week - w.ill_since[i] > w.th.illness_grace)


def soon(w: World, meeting: float) -> bool:
    return bool(meeting <= w.week + w.th.horizon * w.sc.per_year)


def in_time(w: World, b: int) -> bool:
    """Does it meet soon, or can it be called together at any time?"""
    return w.sc.extraordinary[b] > 0 or soon(w, w.next_meeting[b])


def removable(w: World) -> bool:
    """Is the route of removal open?"""
    b = judge(w, w.top)
    return b != NOBODY and in_time(w, b)


def electable(w: World) -> bool:
    """Is the route of non-election open?"""
    e, term = w.sc.elector[w.top], w.sc.term[w.top]
    if e == NOBODY or not term:
        return False
    meeting = w.next_meeting[e]
    while meeting < w.last_elected[w.top] + term:
        meeting += w.sc.cadence[e]
    return soon(w, meeting)


# --- the two motions ------------------------------------------------------------------------------------------------


def removal(w: World, s: int, k: int) -> Item:
    return Item(REMOVE, s, k, judge(w, w.top), w.top)


def re_election(w: World, k: int) -> Item:
    """He is on the list, as everybody of the top body is."""
    return Item(ELECT, NOBODY, k, w.sc.elector[w.top], w.top, value=1.0)


def finality(w: World, k: int) -> float:
    """The chance that the removal of k is not reversed in time."""
    wider = w.sc.appeal[judge(w, w.top)] if removable(w) else NOBODY
    if wider == NOBODY or not in_time(w, wider):
        return 1.0
    return 1 - weighed(w, Item(REMOVE, k, k, wider, w.top, appeal=REVERSE)).chance(0)


def willing(w: World, s: int, k: int) -> Routes:
    """All vote as they are inclined."""
    removed, not_elected = 0.0, 0.0
    if removable(w):
        m = removal(w, s, k)
        removed = access(w, s, k, m.body) * weighed(w, m).chance(0)
    if electable(w):
        not_elected = 1 - weighed(w, re_election(w, k)).chance(0)
    return Routes(removed, not_elected, force(w, s, k, w.th.effort))


def force(w: World, s: int, k: int, least: float = -inf) -> float:
    """The odds of a coup that s may make, if it is worth more than the least."""
    option = coup(w, s, k)
    return odds(w, s, k) if option and option.worth > least else 0.0


def force_against(w: World, s: int, k: int, foes: Men) -> float:
    """The same where the foes turn their arms on s, too; none of their clients strikes."""
    others = foes - {s}
    if not coup(w, s, k) or any(own_man(w, d, s) for d in others):
        return 0.0
    own, theirs = arms(w, s, k), 0.0
    for o in w.offices():
        h = w.holder[o]
        if h not in (NOBODY, s) and w.active(h) and any(follows(w, h, d, s) for d in (k, *others)):
            theirs += max(w.sc.force[o], w.sc.security[o])
    return float(own / (own + theirs + w.unity)) if own > 0 else 0.0


def capable(w: World, s: int, k: int, friends: Men, foes: Men, unhindered: bool = False) -> Routes:
    """No comradeship, and no ground asked for; s and his co-sponsors, the friends first, are certain against k, and the foes for him."""
    callous = World(**{**vars(w), "comradeship": 0.0, "th": SimpleNamespace(**{**vars(w.th), "deference": 0.0, "unprovoked": 1.0})})
    removed, not_elected = 0.0, 0.0
    if removable(w):
        m = removal(w, s, k)
        sponsors, chance = sponsored(callous, m, s, friends, foes)
        admitted = unhindered or keeper(w, m.body) in sponsors
        removed = (1.0 if admitted else access(w, s, k, m.body)) * chance
    if electable(w):
        not_elected = 1 - sponsored(callous, re_election(w, k), s, friends, foes)[1]
    return Routes(removed, not_elected, force_against(w, s, k, foes))


def sponsored(w: World, m: Item, s: int, friends: Men, foes: Men) -> tuple[set[int], float]:
    """Who joins s, and the chance that m passes then."""
    against = 1 if m.kind == REMOVE else -1  # the vote that is against the target
    side = dict.fromkeys(foes, -against) | dict.fromkeys({s, *friends}, against)
    found = Weighing(w, m, side)
    sponsors = set(friends)
    for _ in range(2 - len(friends)):
        free = [i for i in group(w) if i not in (m.target, *side, *sponsors) and against * found.sums.get(i, 0.0) < CERTAIN]
        if free:
            sponsors.add(min(free, key=lambda i: against * found.sums.get(i, 0.0)))
    for sums in (found.sums, found.heard):
        sums |= {i: against * CERTAIN for i in sponsors if i in sums}
    found.follow()
    found.take_sides()
    return sponsors, found.chance(0)
