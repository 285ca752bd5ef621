"""Deeds, offices, leaving everything, and the queue of motions: docs/odd.md, sections 3.4, 3.6, 6.1."""

from __future__ import annotations

import oracle_draws as d
from oracle_world import CARRIED, DEFEATED, DONE, FULL, HELD, LAPSED, NO_SEAT, NOBODY, SUBMITTED, Item, World


def deed(w: World, i: int, j: int, size: float) -> None:
    """i does j a good or a bad turn."""
    goal = 1.0 if size > 0 else -1.0
    w.tie[j][i] += min(1.0, w.th.tie_jump * abs(size)) * (goal - w.tie[j][i])
    if size < 0:
        w.harm[j][i] = min(1.0, w.harm[j][i] + abs(size))
        w.hurt[j] = max(w.hurt[j], w.harm[j][i])


def take_office(w: World, o: int, i: int, patron: int) -> None:
    w.holder[o] = i
    if patron not in (NOBODY, i):
        w.client[i][patron] += w.th.clientage * (1 - w.client[i][patron])


def vacate(w: World, o: int, by_decision: bool) -> None:
    if by_decision:
        w.fell[w.holder[o]] = w.week
    w.holder[o], w.vacant[o] = NOBODY, w.week


def unseat(w: World, b: int, i: int) -> None:
    """A seat lost by decision."""
    if w.seat[b][i] != NO_SEAT:
        w.seat[b][i], w.fell[i] = NO_SEAT, w.week


def leave_everything(w: World, i: int) -> None:
    for b in w.bodies():
        w.seat[b][i] = NO_SEAT
    for o in w.offices():
        if w.holder[o] == i:
            vacate(w, o, False)
    for c in w.constituencies():
        w.allegiance[c][-1] += w.allegiance[c][i]
        w.allegiance[c][i] = w.leaning[c][i] = 0.0


def keeper(w: World, b: int) -> int:
    """Who keeps the agenda of a body."""
    office = w.sc.agenda[b]
    return w.holder[office] if office != NOBODY and w.active(w.holder[office]) else NOBODY


def forum(w: World, i: int, kind: int) -> int:
    order = [w.sc.top, *w.bodies()]
    return next((b for b in order if w.seat[b][i] == FULL and w.sc.decides[b][kind]), NOBODY)


def office_forum(w: World, i: int, kind: int, o: int) -> int:
    """Up the line of appeal from the body that fills the office."""
    b = w.sc.filled_by[o]
    while b != NOBODY and not (w.seat[b][i] == FULL and w.sc.decides[b][kind]):
        b = w.sc.appeal[b]
    return b


def motion_key(w: World, m: Item, week: int) -> int:
    parts = (m.kind, w.person_key(m.mover), w.person_key(m.target), w.sc.body_key[m.body], w.subject_key(m.kind, m.arg), week)
    return d.absorb(w.luck, *parts)


def submit(w: World, m: Item) -> None:
    """Into the first free place, else the one settled earliest, else lost."""
    free = [q for q, item in enumerate(w.queue) if item is None]
    settled = [q for q, item in enumerate(w.queue) if item is not None and item.state in (DONE, DEFEATED, LAPSED)]
    if not free and not settled:
        return
    place = free[0] if free else min(settled, key=lambda q: (w.queue[q].decided, q))
    m.week, m.decided, m.key, m.state = w.week, w.week, motion_key(w, m, w.week), SUBMITTED
    w.queue[place] = m


def _alike(w: World, kind: int, target: int, arg: int) -> list[Item]:
    return [x for x in w.items() if (x.kind, x.target, x.arg) == (kind, target, arg)]


def pending(w: World, kind: int, target: int, arg: int) -> bool:
    return any(x.state in (SUBMITTED, HELD, CARRIED) for x in _alike(w, kind, target, arg))


def refused(w: World, kind: int, target: int, arg: int, years: float) -> bool:
    weeks = years * w.sc.per_year
    return any(x.state in (DEFEATED, LAPSED) and w.week - x.decided <= weeks for x in _alike(w, kind, target, arg))


def movable(w: World, kind: int, target: int, arg: int, years: float = 0.5) -> bool:
    return not pending(w, kind, target, arg) and not refused(w, kind, target, arg, years)
