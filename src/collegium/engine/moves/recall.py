"""Recall: move that somebody sent away come back to the centre."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, submit
from collegium.engine.goals import ADVANCE, PROTECT, menu
from collegium.engine.interactions import interact
from collegium.engine.kernel import kernel
from collegium.engine.layout import AT_LARGE, EXILED, NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.theories import worth_to
from collegium.engine.utility import access, estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import RECALL

MENU = menu(ADVANCE, PROTECT)
MOTION = RECALL


@kernel
def may(sc, th, st, i, j):
    if st.away[j] == 0 or st.member[j] == 0 or st.confined[j] != AT_LARGE:
        return NOBODY
    if barred(sc, st, RECALL, j, NOBODY, th.routine_renewal):
        return NOBODY
    return forum(sc, st, i, RECALL)


@kernel
def worth(sc, th, st, wk, i, j, b, need):
    pose(sc, th, st, wk, fresh(RECALL, i, j, b, NOBODY))
    gain = worth_to(th, st, wk, i)
    if max(gain, 0.0) <= need:
        return need - 1.0
    return access(sc, th, st, i, NOBODY, b) * estimate_chance(sc, th, st, wk, i) * gain


@kernel
def effect(sc, th, st, wk, io, i, j, b):
    submit(sc, st, fresh(RECALL, i, j, b, NOBODY), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    t = st.q_target[q]
    if st.confined[t] != EXILED:  # security was quicker
        st.away[t] = 0
        interact(th, st, st.q_mover[q], t, 1.0)
