"""Resign a seat in the top body before a vote takes it: nobody votes, no precedent follows, and followers stay."""

from __future__ import annotations

import math

from collegium.engine.agenda import waiting
from collegium.engine.geometry import RUNGS
from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import unseat
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, LAPSED, NOBODY, Q
from collegium.engine.log import note
from collegium.engine.motion import item
from collegium.engine.power import following, in_seats, seat_power
from collegium.engine.utility import estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import FRESH, L_RESIGNED, REMOVE, RUNG

MENU = menu(SURVIVE, ACCUSED)


@kernel
def against(sc, st, q, i):
    """Is q a motion, not yet heard, that takes the seat in the top body from i?"""
    return waiting(st, q) and st.q_kind[q] == REMOVE and st.q_target[q] == i and st.q_arg[q] == st.top and st.q_appeal[q] == FRESH


@kernel
def may(sc, th, st, i, j):
    """The motion to be forestalled."""
    if st.seat[st.top, i] == FULL:
        for q in range(Q):
            if against(sc, st, q, i):
                return q
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, q, need):
    """The followers whom a fall would cost, times the chance of it; less the seat, times the chance of keeping it."""
    spared = math.tanh(in_seats(sc, th, st, following(sc, st, i) * th.desertion * RUNG[REMOVE] / RUNGS))
    if spared <= need:
        return need - 1.0
    pose(sc, th, st, wk, item(st, q))
    p = estimate_chance(sc, th, st, wk, i)
    return p * spared - (1.0 - p) * math.tanh(in_seats(sc, th, st, seat_power(th, st, i, st.top)))


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    for q in range(Q):
        if against(sc, st, q, i):
            st.q_state[q], st.q_seen[q], st.q_decided[q] = LAPSED, 2, st.week
    unseat(sc, st, io, st.top, i)
    note(st, io, L_RESIGNED, i, NOBODY, st.top, st.top, 0.0)
