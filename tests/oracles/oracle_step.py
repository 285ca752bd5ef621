"""One whole step for a world without documents, caucuses, agenda offices and appeals: docs/odd.md, section 3.

What such a world leaves out, its scenario makes impossible; see ``oracle_scenario``.
"""

from __future__ import annotations

from math import exp, floor, log

import oracle_draws as d
from oracle_deeds import leave_everything
from oracle_flows import appoint, delegate, drift, economy, elect, execute, learn
from oracle_meeting import agenda, deliberate
from oracle_moves import ACCUSED, act, choose
from oracle_power import weigh
from oracle_vote import clip
from oracle_world import CARRIED, DEFEATED, DONE, NO_SEAT, NOBODY, SUBMITTED, World

ILLNESS, DEATH = 0, 1
NEVER = -(2**30)
FOREVER = 2**30
WEEKS = 365.25 / 7


# --- rule 1 ---------------------------------------------------------------------------------------------------------


def due(w: World, e: int) -> bool:
    after = w.sc.event_after[e]
    if after == NOBODY:
        return bool(w.week >= w.event_due[e])
    return bool(w.event_week[after] != NEVER and w.week >= w.event_week[after] + w.event_due[e])


def occur(w: World, e: int) -> None:
    w.event_week[e] = w.week
    i, kind = w.sc.event_on[e], w.sc.event_kind[e]
    if kind == ILLNESS and w.alive[i]:
        if w.incapable[i] <= w.week:
            w.ill_since[i] = w.week
        until = FOREVER if w.event_weeks[e] >= FOREVER else w.week + int(w.event_weeks[e] * w.sc.per_year / WEEKS + 0.5)
        w.incapable[i], w.been_ill[i] = max(w.incapable[i], until), 1
    if kind == DEATH:
        die(w, i)
    w.output *= 1 + w.event_output[e]
    w.threat = min(1.0, w.threat + w.event_threat[e])
    for c in w.constituencies():
        for k in w.issues():
            w.mood[c][k] = clip(w.mood[c][k] + w.event_push[e][k], -1, 1)


def die(w: World, i: int) -> None:
    if w.alive[i]:
        leave_everything(w, i)
        w.alive[i] = 0


def happen(w: World) -> None:
    for e in range(w.sc.n_events):
        if w.event_week[e] == NEVER and due(w, e):
            occur(w, e)
    for i in w.persons():
        if w.alive[i] and w.week >= w.death_week[i]:
            die(w, i)
    weigh(w, w.th.perception_lag)


# --- rule 3 ---------------------------------------------------------------------------------------------------------


def maneuver(w: World) -> None:
    for i in w.persons():
        if w.active(i) and w.uniform(d.ACTIVE, w.person_key(i)) < readiness(w, i):
            act(w, i)
    for q in range(len(w.queue)):
        answer(w, q)
    for x in w.items():
        if x.state in (CARRIED, DEFEATED, DONE) and x.seen == 1:
            x.seen = 2


def readiness(w: World, i: int) -> float:
    reach = w.th.reach if w.seat[w.sc.top][i] == NO_SEAT else 1.0
    return 1 - exp(-w.th.activity * reach * WEEKS / w.sc.per_year)


def answer(w: World, q: int) -> None:
    """Who is accused by a new item answers."""
    x = w.queue[q]
    if x is None or x.state != SUBMITTED or x.seen:
        return
    x.seen = 1
    if NOBODY not in (x.target, x.mover) and x.target != x.mover and x.sense < 0 and w.active(x.target):
        choose(w, x.target, ACCUSED, x.mover, w.person_key(x.mover))


# --- the opening and the step ---------------------------------------------------------------------------------------


def open_history(w: World) -> None:
    """What follows from the numbers drawn: allegiances, dates, power, leanings (section 9)."""
    w.week = w.sc.first
    for c in w.constituencies():
        row = w.allegiance[c]
        named = sum(row[i] for i in w.persons())
        for i in w.persons():
            row[i] /= max(1.0, named)
        row[-1] = max(0.0, 1 - named)
    w.precedent, w.comradeship, w.unity, w.output, w.trend, w.threat = w.th.precedent, 1.0, 1.0, 1.0, 1.0, 0.0
    w.anchor = [list(row) for row in w.position]
    set_dates(w)
    weigh(w, 1.0)
    delegate(w)


def set_dates(w: World) -> None:
    def hazard(u: float, rate: float) -> float:
        return -log(u) / rate * w.sc.per_year if rate > 0 else float("inf")

    for b in w.bodies():
        low, high = w.sc.delay_low[b], w.sc.delay_high[b]
        delay = int(low + (high - low) * d.once(w.luck, d.DELAY, w.sc.body_key[b]) + 0.5)
        w.next_meeting[b], w.last_elected[b] = w.week + w.sc.cadence[b] + delay, w.week
    for i in w.persons():
        w.death_week[i] = w.week + hazard(d.once(w.luck, d.DEATH, w.sc.person_key[i]), w.mortality[i])
    for e in range(w.sc.n_events):
        low, key = w.sc.event_low[e], w.sc.event_key[e]
        if w.sc.event_rate[e] > 0:
            w.event_due[e] = low + hazard(d.once(w.luck, d.HAZARD, key), w.sc.event_rate[e])
        elif w.sc.event_after[e] == NOBODY:
            span = w.sc.event_high[e] - low + 1
            w.event_due[e] = low + floor(span * d.once(w.luck, d.DATE, key))


RULES = (happen, learn, maneuver, agenda, deliberate, execute, appoint, elect, drift, economy)


def step(w: World) -> None:
    for rule in RULES:
        rule(w)
    w.week += 1
