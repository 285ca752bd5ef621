"""Theatres of war, written again from docs/odd.md, section 6.12."""

from __future__ import annotations

from math import exp, floor, log, sqrt

from helpers.oracle import draws as d
from helpers.oracle.populations import die_of, ground_lost
from helpers.oracle.relations import clip
from helpers.oracle.world import CLOSED, LOST, NOBODY, OPEN, WAR, WON, YET, World

OPENING, CLOSING = 0, 1
LEAST_FORCE = 1e-9
NEVER = -(2**30)


def wanted_skill(w: World) -> float:
    return float((1 + (w.policy[w.sc.army] if w.sc.army != NOBODY else 0.0)) / 2)


def date(w: World, t: int, slot: int, earliest: int) -> float:
    """A day of the range of its opening or closing that is not before the earliest."""
    name = ("opens", "closes")[slot]
    low, high = max(getattr(w.sc, f"{name}_low")[t], earliest), getattr(w.sc, f"{name}_high")[t]
    return float(low + floor((high - low + 1) * d.dated(w.luck, d.FRONT, w.sc.theatre_key[t], slot)))


def begin(w: World) -> None:
    w.skill = wanted_skill(w)
    for t in w.theatres():
        w.front[t] = YET
        w.opens[t], w.closes[t] = date(w, t, OPENING, NEVER), date(w, t, CLOSING, NEVER)


def dated_anew(w: World) -> None:
    """After a reseed: what has not come gets another date, given that it has not come."""
    for t in w.theatres():
        if w.front[t] == YET and w.opens[t] > w.week - 1:
            w.opens[t] = date(w, t, OPENING, w.week)
        if w.front[t] != CLOSED and w.closes[t] > w.week - 1:
            w.closes[t] = date(w, t, CLOSING, w.week)


# --- rule 11 ----------------------------------------------------------------------------------------------------------


def war(w: World) -> None:
    if not w.sc.n_theatres:
        return
    w.skill += (1 - w.kept(w.th.army_half_life)) * (wanted_skill(w) - w.skill)
    for t in w.theatres():
        come_and_go(w, t)
    need = {t: w.enemy[t] * exp(-w.control[t]) for t in w.theatres() if w.front[t] == OPEN}
    w.met["fronts at once", len(need)] += 1
    for t in need:
        fight(w, t, need[t] / sum(need.values()) if sum(need.values()) else 0.0)


def come_and_go(w: World, t: int) -> None:
    if w.front[t] == YET and w.week >= w.opens[t]:
        w.front[t] = OPEN
        w.tell("front_opened", NOBODY, t)
    if w.front[t] != CLOSED and w.week >= w.closes[t]:
        w.met["closes", w.front[t]] += 1
        w.front[t] = CLOSED
        w.tell("front_closed", NOBODY, t)


def fight(w: World, t: int, share: float) -> None:
    c = w.sc.exposes[t]
    if c != NOBODY:
        die_of(w, c, WAR, min(1.0, w.th.war_mortality / w.sc.per_year) * ground_lost(w, t))
    w.threat = max(w.threat, ground_lost(w, t))
    suits = w.regular[t] * w.skill + (1 - w.regular[t]) * (1 - w.skill)
    own = share * clip(w.output / w.trend, 0, 1) * (w.th.war_floor + (1 - w.th.war_floor) * suits)
    force, enemy = max(LEAST_FORCE, own), max(LEAST_FORCE, w.enemy[t])
    key = w.sc.theatre_key[t]
    luck = w.th.war_luck * d.normal(w.luck, w.week, d.WAR, key, key, 0) / sqrt(w.sc.per_year)
    w.control[t] = clip(w.control[t] + w.th.war_pace * log(force / enemy) / w.sc.per_year + luck, -1, 1)
    if abs(w.control[t]) == 1:
        w.front[t] = WON if w.control[t] > 0 else LOST
        w.tell("front_won" if w.control[t] > 0 else "front_lost", NOBODY, t)
