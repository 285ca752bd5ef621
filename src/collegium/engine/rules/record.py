"""14 Record: what the caller asked for; nothing here changes the state of the group."""

from __future__ import annotations

import math

from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL
from collegium.engine.regime.definition import capability_grid, classify, removal_grid
from collegium.engine.still import move_on, stand_still


@kernel
def month(sc, st, io, n):
    for i in range(sc.n_people):
        io.shares[n, i] = st.share[i]
        io.seats[n, i] = st.seat[st.top, i]


@kernel
def followings(sc, st, io, n):
    """Who follows whom, constituency by constituency; the last column is nobody's."""
    free = st.allegiance.shape[1] - 1
    for c in range(sc.n_cons):
        for i in range(sc.n_people):
            io.allegiances[n, c, i] = st.allegiance[c, i]
        io.allegiances[n, c, free] = st.allegiance[c, free]


@kernel
def ties(sc, st, io, n):
    """The tie of each holder of a seat in the top body to each other; no number for any other pair."""
    for i in range(sc.n_people):
        for j in range(sc.n_people):
            seated = i != j and st.seat[st.top, i] > 0 and st.seat[st.top, j] > 0
            io.ties[n, i, j] = st.tie[i, j] if seated else math.nan


@kernel
def record(sc, th, st, wk, io):
    for i in range(sc.n_people):
        if st.seat[st.top, i] == FULL and st.alive[i] == 1:
            io.member_steps += 1
    stand_still(wk)
    for n in range(sc.n_months):
        if sc.months[n] == st.week:
            month(sc, st, io, n)
    for n in range(sc.n_quarters):
        if sc.quarters[n] == st.week:
            classify(sc, th, st, wk, io, n)
            followings(sc, st, io, n)
    for n in range(sc.n_years):
        if sc.years[n] == st.week:
            ties(sc, st, io, n)
    for n in range(2):
        if sc.grids[n] == st.week:
            removal_grid(sc, th, st, wk, io, n)
            if n == 1:
                capability_grid(sc, th, st, wk, io, n)
    move_on(wk)
