"""Recall: move that somebody sent away come back to the centre."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, submit
from collegium.engine.goals import ADVANCE, PROTECT, menu
from collegium.engine.interactions import deed
from collegium.engine.kernel import kernel
from collegium.engine.layout import AT_LARGE, EXILED, NOBODY, RECALL
from collegium.engine.utility import access, reckon, value_to
from collegium.engine.vote import pose

MENU = menu(ADVANCE, PROTECT)


@kernel
def may(sc, th, st, i, j):
    if st.away[j] == 0 or st.member[j] == 0 or st.confined[j] != AT_LARGE:
        return NOBODY
    if barred(sc, st, RECALL, j, NOBODY, th.routine_renewal):
        return NOBODY
    return forum(sc, st, i, RECALL)


@kernel
def worth(sc, th, st, i, j, b, need):
    pose(sc, th, st, RECALL, i, j, b, NOBODY, 0.0, 0)
    gain = value_to(sc, th, st, i)
    if max(gain, 0.0) <= need:
        return need - 1.0
    return access(sc, th, st, i, NOBODY, b) * reckon(sc, th, st, i) * gain


@kernel
def effect(sc, th, st, io, i, j, b):
    submit(sc, st, RECALL, i, j, b, NOBODY, 0.0, 0, 0)


@kernel
def carried(sc, th, st, io, q):
    t = st.q_target[q]
    if st.confined[t] != EXILED:  # security was quicker
        st.away[t] = 0
        deed(th, st, st.q_mover[q], t, 1.0)
