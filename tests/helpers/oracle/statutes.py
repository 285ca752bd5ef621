"""Statutes: what their clauses do, and what they are worth to whom, written again from docs/odd.md, section 6.10."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import exp

from helpers.oracle.deeds import unseat, vacate
from helpers.oracle.power import gains, in_seats, office_stake, preference, seat_power
from helpers.oracle.world import ADOPT, HELD, LAPSED, NO_SEAT, NOBODY, REPEAL, SUBMITTED, Item, World

FOUND_BODY, FOUND_OFFICE, ABOLISH_BODY, ABOLISH_OFFICE, RIGHT, AGENDA, LEAD = range(7)
OF_BODIES, OF_OFFICES = (FOUND_BODY, ABOLISH_BODY), (FOUND_OFFICE, ABOLISH_OFFICE)
FOUNDS, ABOLISHES = (FOUND_BODY, FOUND_OFFICE), (ABOLISH_BODY, ABOLISH_OFFICE)
FOREVER = 2**30


@dataclass(frozen=True)
class Clause:
    """``of`` is a body or an office, ``to`` a constituency or the keeper of an agenda."""

    place: int
    kind: int
    of: int
    to: int
    value: float


def clauses(w: World, s: int) -> list[Clause]:
    sc = w.sc
    places = range(sc.clause_first[s], sc.clause_first[s + 1])
    return [Clause(n, sc.clause_kind[n], sc.clause_of[n], sc.clause_to[n], sc.clause_value[n]) for n in places]


# --- adoption and repeal ----------------------------------------------------------------------------------------------


def open_statutes(w: World) -> None:
    """Before anything else: nothing exists that is still to be founded, and what was adopted before the start is in force."""
    founded = [x for s in w.statutes() for x in clauses(w, s) if x.kind in FOUNDS]
    w.in_force = [0] * len(w.in_force)
    w.exists[: w.sc.n_bodies], w.created[: w.sc.n_offices] = [1] * w.sc.n_bodies, [1] * w.sc.n_offices
    for x in founded:
        if x.kind == FOUND_BODY:
            cease(w, x.of)
        else:
            w.created[x.of] = 0
    lead(w, w.top)
    for s in sorted((s for s in w.statutes() if w.sc.adopted[s]), key=lambda s: w.sc.adopted[s]):
        adopt(w, s, emptied=False)


def adopt(w: World, s: int, mover: int = NOBODY, emptied: bool = True) -> None:
    if w.in_force[s]:
        w.met["a statute that was in force already"] += 1
        return
    w.in_force[s] = 1
    for x in clauses(w, s) if emptied else ():
        if x.kind in ABOLISHES:
            empty(w, x)
    for x in clauses(w, s):
        w.met["takes effect", x.kind] += 1
        w.replaced[x.place] = replaced_by(w, x)
        set_to(w, x, what_it_sets(x))
    if emptied:
        w.tell("in_force", mover, s)


def repeal(w: World, s: int, mover: int = NOBODY) -> None:
    if not w.in_force[s]:
        w.met["a statute that was in force no longer"] += 1
        return
    w.in_force[s] = 0
    for x in clauses(w, s):
        if x.kind in FOUNDS:
            empty(w, x)
    for x in reversed(clauses(w, s)):
        w.met["is undone", x.kind] += 1
        set_to(w, x, w.replaced[x.place] if x.kind in (RIGHT, AGENDA, LEAD) else float(x.kind in ABOLISHES))
    w.tell("repealed", mover, s)


def replaced_by(w: World, x: Clause) -> float:
    """What a repeal brings back. What was founded is abolished then, and the other way round."""
    if x.kind == RIGHT:
        return float(w.appoints[x.of][x.to])
    if x.kind == AGENDA:
        return float(w.agenda[x.of])
    return float(w.top if x.kind == LEAD else 0)


def what_it_sets(x: Clause) -> float:
    if x.kind == RIGHT:
        return x.value
    if x.kind in (AGENDA, LEAD):
        return x.to if x.kind == AGENDA else x.of
    return float(x.kind in FOUNDS)


def set_to(w: World, x: Clause, value: float) -> None:
    if x.kind in OF_BODIES and value:
        begin(w, x.of)
    elif x.kind in OF_BODIES:
        cease(w, x.of)
    elif x.kind in OF_OFFICES:
        w.created[x.of] = int(value)
        if value:
            w.vacant[x.of] = w.week
    elif x.kind == RIGHT:
        w.appoints[x.of][x.to] = value
    elif x.kind == AGENDA:
        w.agenda[x.of] = int(value)
    else:
        lead(w, int(value))


def begin(w: World, b: int) -> None:
    w.exists[b], w.next_meeting[b], w.last_elected[b] = 1, w.week + w.sc.cadence[b], w.week


def cease(w: World, b: int) -> None:
    """It never meets, nor does it sit any more in this step."""
    w.exists[b], w.next_meeting[b], w.meets[b] = 0, FOREVER, 0


def lead(w: World, b: int) -> None:
    elector = w.sc.elector[b]
    w.met["a body that elects itself leads"] += elector == b
    w.top, w.electorate = b, elector if elector != b else NOBODY


def empty(w: World, x: Clause) -> None:
    """Before a body or an office ceases."""
    if x.kind in OF_OFFICES:
        if w.holder[x.of] != NOBODY:
            vacate(w, x.of, True)
        return
    for i in w.persons():
        unseat(w, x.of, i)
    for c in w.constituencies():
        w.bloc[x.of][c] = 0
    for item in w.items():
        if item.body == x.of and item.state in (SUBMITTED, HELD):
            w.met["what waits before a body that ceases"] += 1
            item.state, item.decided, item.seen = LAPSED, w.week, 2


# --- what is at stake -------------------------------------------------------------------------------------------------


def gains_by_statute(w: World, m: Item) -> dict[int, float]:
    """Everybody's gain in seats, of those who gain or lose."""
    whole: Counter[int] = Counter()
    for x in clauses(w, m.arg):
        for k, units in brings(w, x, m.kind == ADOPT).items():
            whole[k] += units  # type: ignore[assignment]
    return {k: in_seats(w, units) for k, units in whole.items() if units != 0}


def brings(w: World, x: Clause, adopted: bool) -> dict[int, float]:
    """What the clause brings everybody as it takes effect, or is undone, in units of standing."""
    begins = (x.kind in FOUNDS) == adopted
    if x.kind in OF_BODIES and begins:
        elector = w.sc.elector[x.of]
        return bestow(w, w.statute[x.of] * w.seat_weight[x.of], elector if elector != NOBODY else w.top)
    if x.kind in OF_BODIES:
        return {i: -seat_power(w, x.of, i) for i in w.persons() if w.seat[x.of][i] != NO_SEAT}
    if x.kind in OF_OFFICES and begins:
        return bestow(w, w.office_weight[x.of], w.sc.filled_by[x.of])
    holder = w.holder[x.of] if x.kind in (*OF_OFFICES, RIGHT) else NOBODY
    if x.kind in OF_OFFICES:
        return {holder: -office_stake(w, x.of, holder)} if holder != NOBODY else {}
    if x.kind == RIGHT:
        change = (x.value if adopted else w.replaced[x.place]) - w.appoints[x.of][x.to]
        units = change * min(1.0, w.th.turnover) * w.th.loyalty * w.cons_weight[x.to]
        if holder == NOBODY:
            return bestow(w, units, w.sc.filled_by[x.of])
        return {holder: units * (1 - w.allegiance[x.to][holder])}
    return {}


def bestow(w: World, units: float, y: int) -> dict[int, float]:
    """Among all who sit in the top body, as the body that would fill the place is inclined to them."""
    sitting = [k for k in w.persons() if w.alive[k] and w.seat[w.top][k] != NO_SEAT]
    weight = {k: exp(w.th.lottery * preference(w, y, k)) for k in sitting}
    return {k: units * weight[k] / sum(weight.values()) for k in sitting}


def at_stake(w: World, m: Item) -> dict[int, float]:
    """Expected change of everybody's power, in seats, by any motion."""
    return gains_by_statute(w, m) if m.kind in (ADOPT, REPEAL) else gains(w, m)
