"""4 Convene: which bodies meet in this step, on their date or extraordinarily, and what can no longer be heard."""

from __future__ import annotations

import numpy as np

from collegium.engine.agenda import keeper, ready, waiting
from collegium.engine.draws import DELAY, uniform
from collegium.engine.geometry import NEAREST
from collegium.engine.headcount import support
from collegium.engine.kernel import kernel
from collegium.engine.layout import HELD, LAPSED, NOBODY, SUBMITTED, Q
from collegium.engine.log import note
from collegium.engine.motion import item
from collegium.engine.vote import pose
from collegium.scenario.kinds import L_LAPSED


@kernel
def open_if_due(sc, st, b):
    """Body b meets when its date has come; the next is set by the statute, plus a drawn delay."""
    st.meets[b] = 1 if st.week >= st.next_meeting[b] else 0
    if st.meets[b] == 1:
        st.sittings[b] += 1
        late = sc.delay_low[b] + (sc.delay_high[b] - sc.delay_low[b]) * uniform(st, DELAY, sc.body_key[b], np.uint64(0), 0)
        st.next_meeting[b] = st.week + sc.cadence[b] + int(late + NEAREST)


@kernel
def wanted(sc, th, st, wk, q):
    """Is a sitting called for item q: by whoever keeps the agenda and moves it, or by enough members, as many as would vote for it?"""
    b = st.q_body[q]
    if st.q_mover[q] != NOBODY and st.q_mover[q] == keeper(sc, st, b):
        return True
    pose(sc, th, st, wk, item(st, q))
    return support(sc, th, st, wk) >= sc.extraordinary[b]


@kernel
def open_extraordinarily(sc, th, st, wk, b):
    """Body b meets before its date for an item that is ready and wanted. Its next date stays as it is."""
    for q in range(Q):
        if st.meets[b] == 0 and ready(sc, st, q, b) and wanted(sc, th, st, wk, q):
            st.meets[b] = 1
            st.sittings[b] += 1


@kernel
def release(sc, th, st, io):
    """Mark the bodies that have business. A held item is freed when its keeper is gone, and lapses in time."""
    for b in range(sc.n_bodies):
        st.busy[b] = 0
    for q in range(Q):
        if waiting(st, q):
            st.busy[st.q_body[q]] = 1
            if st.q_state[q] == HELD and keeper(sc, st, st.q_body[q]) == NOBODY:
                st.q_state[q] = SUBMITTED
            if st.week - st.q_week[q] > th.agenda_lapse * sc.per_year + sc.cadence[st.q_body[q]]:
                st.q_state[q] = LAPSED
                st.q_decided[q] = st.week
                note(st, io, L_LAPSED, st.q_mover[q], st.q_target[q], st.q_body[q], st.q_kind[q], 0.0)


@kernel
def convene(sc, th, st, wk, io):
    for b in range(sc.n_bodies):
        open_if_due(sc, st, b)
        if sc.extraordinary[b] > 0.0 and st.exists[b] == 1:
            open_extraordinarily(sc, th, st, wk, b)
    release(sc, th, st, io)
