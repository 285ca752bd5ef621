"""Power and the successor lottery, written again from docs/odd.md, sections 2.4 and 4.3."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from helpers.oracle.relations import favour
from helpers.oracle.world import APPOINT, CANDIDATE, ELECT, EXPEL, FULL, NO_SEAT, NOBODY, REMOVE, RESIGNATION, SEND_AWAY, STRIP, Item, World


def seat_power(w: World, b: int, i: int) -> float:
    worth = {NO_SEAT: 0.0, CANDIDATE: w.th.candidate_seat, FULL: 1.0}
    return w.seat_weight[b] * worth[w.seat[b][i]]


def weigh(w: World, lag: float) -> None:
    """Set power, shares and the following as perceived."""
    for i in w.persons():
        w.power[i] = 0.0
        if not (w.alive[i] and w.member[i]):
            continue
        w.followed[i] += lag * (following(w, i) - w.followed[i])
        seats = sum(seat_power(w, b, i) for b in w.bodies())
        offices = sum(w.office_weight[o] for o in w.offices() if w.holder[o] == i)
        w.power[i] = w.standing[i] + seats + offices + w.followed[i]
    w.total = sum(w.power[i] for i in w.persons() if ranks(w, i))
    for i in w.persons():
        w.share[i] = w.power[i] / max(w.total, 1e-9) if ranks(w, i) else 0.0


def ranks(w: World, i: int) -> bool:
    """With a seat in any body, or an office."""
    return any(w.seat[b][i] != NO_SEAT for b in w.bodies()) or i in w.holder[: w.sc.n_offices]


def known(w: World, i: int) -> bool:
    """Whoever ranks, or is followed by anybody."""
    return ranks(w, i) or bool(w.followed[i] > 0)


def following(w: World, i: int) -> float:
    return float(sum(w.cons_weight[c] * w.allegiance[c][i] for c in w.constituencies()))


def delegates(w: World, c: int, i: int) -> float:
    """How the constituency would lean to i if its delegates were chosen now (6.7)."""
    gamma = 1 + w.th.delegation
    whole = sum(w.allegiance[c][j] ** gamma for j in w.persons()) + w.allegiance[c][-1] ** gamma
    return float(w.allegiance[c][i] ** gamma / whole)


def office_stake(w: World, o: int, i: int) -> float:
    """O(o, i): the post, and what of i's following hangs on it."""
    stake = w.office_weight[o]
    for c in w.constituencies():
        hold = 1.0 if w.sc.boss[c] == o else w.appoints[o][c]
        stake += hold * w.cons_weight[c] * w.allegiance[c][i]
    return stake


def in_seats(w: World, units: float) -> float:
    """Power against that of a full seat in the top body."""
    return float(units / max(w.th.stake_unit * w.seat_weight[w.top], 1e-9))


def units_at_issue(w: World, m: Item) -> float:
    """Power at issue for the target, in units of standing."""
    t = m.target
    if t == NOBODY:
        return 0.0
    if m.kind in (STRIP, APPOINT, RESIGNATION):
        units = office_stake(w, m.arg, t)
    elif m.kind in (REMOVE, ELECT):
        units = seat_power(w, m.arg, t) if w.seat[m.arg][t] else w.seat_weight[m.arg]
    elif m.kind == SEND_AWAY:
        units = sum(office_stake(w, o, t) for o in w.offices() if w.holder[o] == t and w.sc.region[o] == NOBODY)
    elif m.kind == EXPEL:
        units = w.power[t]
    else:
        units = 0.0
    return float(units)


def liking(w: World, y: int, k: int) -> float:
    """Mean of the body's votes for k."""
    named = [m for m in w.persons() if w.alive[m] and w.seat[y][m] == FULL]
    votes = sum(1.0 if m == k else w.tie[m][k] for m in named)
    votes += sum(w.bloc[y][c] * w.leaning[c][k] for c in w.constituencies())
    seats = len(named) + sum(w.bloc[y][c] for c in w.constituencies())
    return float(votes / seats) if seats else 0.0


def preference(w: World, y: int, k: int) -> float:
    """What the body is inclined to, and what those want on whom its votes hang."""
    leaders = [p for p in w.persons() if p != k and w.seat[w.top][p] == FULL and w.sway[y][p] > 0]
    return liking(w, y, k) + sum(w.sway[y][p] * favour(w, p, k) for p in leaders)


def filler(w: World, m: Item) -> int:
    """The body that would fill the place."""
    if m.kind in (STRIP, RESIGNATION, APPOINT):
        return w.sc.filled_by[m.arg]
    if m.kind in (REMOVE, ELECT) and w.sc.elector[m.arg] != NOBODY:
        return w.sc.elector[m.arg]
    return w.electorate if w.electorate != NOBODY else m.body


def gains(w: World, m: Item) -> dict[int, float]:
    """Expected change of everybody's power, in seats, if the motion carries; empty if nobody's power is at issue."""
    units = in_seats(w, units_at_issue(w, m))
    if units == 0.0:
        return {}
    top = w.seat[w.top]
    gainers = [k for k in w.persons() if w.alive[k] and top[k] != NO_SEAT and k != m.target]
    y = filler(w, m)
    weight = {k: exp(w.th.lottery * preference(w, y, k)) for k in gainers}
    change = {k: -m.sense * units * weight[k] / sum(weight.values()) for k in gainers}
    change[m.target] = m.sense * units
    return change


def fear(w: World, k: int, m: int) -> float:
    """Of a stronger person's gain: none of a bosom friend's, twice as much of an enemy's."""
    bare = min(1.0, w.ambition[k] * (1 - w.authority[k]) * max(0.0, w.power[k] / max(w.power[m], 1e-9) - 1))
    return float(bare * (1 - w.tie[m][k]))


def own_gain(w: World, change: Mapping[int, float], m: int) -> float:
    """dV_m: his own gain less the feared gains of the stronger."""
    feared = sum(fear(w, k, m) * gain for k, gain in change.items() if k != m)
    return change.get(m, 0.0) - w.th.balancing * feared
