"""One whole step: docs/odd.md, section 3."""

from __future__ import annotations

from math import exp, floor, log

from helpers.oracle import draws as d
from helpers.oracle import populations
from helpers.oracle.choice import ACCUSED, APPEALING, INVITATION, KEEPER, act, choose
from helpers.oracle.deeds import die, keeper
from helpers.oracle.flows import delegate, diffusion, drift, economy, elect, transfers, turnover
from helpers.oracle.interventions import intervene, swap_traits
from helpers.oracle.laid import kept_well
from helpers.oracle.meeting import convene, deliberate
from helpers.oracle.moves_sides import caucuses, eligible, fears, members
from helpers.oracle.orders import implementation
from helpers.oracle.patronage import account
from helpers.oracle.power import weigh
from helpers.oracle.relations import clip
from helpers.oracle.society import society
from helpers.oracle.statutes import open_statutes
from helpers.oracle.theories import look_ahead
from helpers.oracle.war import begin, war
from helpers.oracle.world import ADVANCE, CARRIED, DEFEATED, DONE, INVITED, NO_SEAT, NOBODY, OUTSIDE, REFUSED, SUBMITTED, Item, World

ILLNESS, DEATH = 0, 1
NEVER = -(2**30)
FOREVER = 2**30
WEEKS = 365.25 / 7


# --- rule 1 ---------------------------------------------------------------------------------------------------------


def due(w: World, e: int) -> bool:
    if w.sc.event_kind[e] in (ILLNESS, DEATH) and kept_well(w, w.sc.event_on[e]):
        return False
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


def events(w: World) -> None:
    for e in range(w.sc.n_events):
        if w.event_week[e] == NEVER and due(w, e):
            occur(w, e)
    for i in w.persons():
        if w.alive[i] and w.week >= w.death_week[i] and not kept_well(w, i):
            die(w, i)
    weigh(w, w.th.perception_lag)
    look_ahead(w)


# --- rule 3 ---------------------------------------------------------------------------------------------------------


def strategy(w: World) -> None:
    prune(w)
    for i in w.persons():
        if w.active(i) and w.uniform(d.ACTIVE, w.person_key(i)) < readiness(w, i):
            act(w, i)
    for q in range(len(w.queue)):
        answer(w, q)
    for g in caucuses(w):
        invite(w, g)
    for q in range(len(w.queue)):
        come_back(w, q)


def prune(w: World) -> None:
    """Caucuses lose those who may not be in them, and end without two members or a target."""
    for g in caucuses(w):
        for i in members(w, g):
            if not eligible(w, i):
                w.g_member[g][i] = OUTSIDE
        k = w.g_target[g]
        if len(members(w, g)) < 2 or not (w.alive[k] and w.member[k]):
            dissolve(w, g)


def dissolve(w: World, g: int) -> None:
    w.g_on[g], w.g_member[g] = 0, [OUTSIDE] * len(w.g_member[g])


def invite(w: World, g: int) -> None:
    """The invited answer; an older caucus whose members fear little any more ends."""
    k = w.g_target[g]
    for i in members(w, g, INVITED):
        if w.active(i):
            choose(w, i, INVITATION, g, w.person_key(k))
        else:
            w.g_member[g][i] = REFUSED
    young = w.g_since[g] == w.week
    fears_of_it = [fears(w, i, k) for i in members(w, g)]
    if not young and (not fears_of_it or sum(fears_of_it) / len(fears_of_it) < w.th.caucus_cost):
        dissolve(w, g)


def readiness(w: World, i: int) -> float:
    reach = w.th.reach if w.seat[w.top][i] == NO_SEAT else 1.0
    return 1 - exp(-w.th.activity * reach * WEEKS / w.sc.per_year)


def answer(w: World, q: int) -> None:
    """Who keeps the agenda looks at a new item, and who is accused by it answers."""
    x = w.queue[q]
    if x is None or x.state != SUBMITTED or x.seen:
        return
    x.seen = 1
    k = keeper(w, x.body)
    if k not in (NOBODY, x.mover):
        choose(w, k, KEEPER, q, x.key)
    if NOBODY not in (x.target, x.mover) and x.target != x.mover and x.sense < 0 and w.active(x.target):
        choose(w, x.target, ACCUSED, x.mover, w.person_key(x.mover))


def come_back(w: World, q: int) -> None:
    """Who has lost a decision may bring it up again."""
    x = w.queue[q]
    if x is None or x.state not in (CARRIED, DEFEATED, DONE) or x.seen != 1:
        return
    x.seen = 2
    i = loser(x)
    if i != NOBODY and w.alive[i] and w.incapable[i] <= w.week:
        choose(w, i, APPEALING, q, x.key)


def loser(x: Item) -> int:
    if x.state == DEFEATED:
        return x.mover
    return x.target if x.rung and x.sense < 0 else NOBODY


# --- the opening and the step ---------------------------------------------------------------------------------------


def open_history(w: World) -> None:
    """What follows from the numbers drawn: allegiances, dates, power, leanings (section 9)."""
    w.week = w.sc.first
    swap_traits(w)
    for c in w.constituencies():
        row = w.allegiance[c]
        named = sum(row[i] for i in w.persons())
        for i in w.persons():
            row[i] /= max(1.0, named)
        row[-1] = max(0.0, 1 - named)
    w.precedent, w.comradeship, w.unity, w.trend, w.threat = w.th.precedent, 1.0, 1.0, 1.0, 0.0
    w.since, w.retired = [w.week] * w.sc.n_offices + w.since[w.sc.n_offices :], [NOBODY] * w.sc.n_offices + w.retired[w.sc.n_offices :]
    w.vacant = [w.week] * w.sc.n_offices + w.vacant[w.sc.n_offices :]
    w.swing, w.swung = [0.0] * len(w.swing), [NEVER] * len(w.swung)
    w.anchor = [list(row) for row in w.position]
    open_statutes(w)
    set_dates(w)
    begin(w)
    populations.begin(w)
    weigh(w, 1.0)
    delegate(w)
    for i in w.persons():
        w.lost[i], w.hurt_then[i] = 0.5, 0.0
        w.aim[i], w.aimed_at[i], w.turned[i] = ADVANCE, NOBODY, w.week
    for _ in w.bodies():
        account(w)


UNKNOWN = -(2**30)
"""The step of what is not known to have happened."""


def last_met(w: World, b: int) -> int:
    return int(w.sc.met[b]) if w.sc.met[b] > UNKNOWN else int(w.week)


def whole_line(w: World, b: int) -> list[int]:
    """The body, the one that elects it, the one that elects that, and so on."""
    line = [b]
    while w.sc.elector[line[-1]] != NOBODY and w.sc.elector[line[-1]] not in line:
        line.append(w.sc.elector[line[-1]])
    return line


def set_dates(w: World) -> None:
    def hazard(u: float, rate: float) -> float:
        return -log(u) / rate * w.sc.per_year if rate > 0 else float("inf")

    for b in w.bodies():
        low, high = w.sc.delay_low[b], w.sc.delay_high[b]
        delay = int(low + (high - low) * d.once(w.luck, d.DELAY, w.sc.body_key[b]) + 0.5)
        w.next_meeting[b] = max(last_met(w, b) + w.sc.cadence[b] + delay, w.week + 1)
        w.last_elected[b] = last_met(w, whole_line(w, b)[-1])
        if not w.exists[b]:
            w.next_meeting[b] = FOREVER
    for i in w.persons():
        w.death_week[i] = w.week + hazard(d.once(w.luck, d.DEATH, w.sc.person_key[i]), w.mortality[i])
    for e in range(w.sc.n_events):
        low, key = w.sc.event_low[e], w.sc.event_key[e]
        if w.sc.event_rate[e] > 0:
            w.event_due[e] = low + hazard(d.once(w.luck, d.HAZARD, key), w.sc.event_rate[e])
        elif w.sc.event_after[e] == NOBODY:
            span = w.sc.event_high[e] - low + 1
            w.event_due[e] = low + floor(span * d.once(w.luck, d.DATE, key))


RULES = (intervene, events, diffusion, strategy, convene, deliberate, implementation, transfers, turnover, elect, drift, war, society,
         economy)  # fmt: skip


def step(w: World) -> None:
    for rule in RULES:
        rule(w)
    w.week += 1
