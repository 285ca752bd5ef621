"""A whole history: open it, simulate it, close it.

``open_history`` fills the state: from a copy of the start, the drawn cells, and the key of all draws of this history. ``play`` runs
steps until the end. It pauses at a given step, or when the log is nearly full, so that the caller can drain it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from collegium.engine.addresses import place, settle_allegiances
from collegium.engine.cache import kept
from collegium.engine.compiler import numba
from collegium.engine.dates import once, set_dates
from collegium.engine.draws import DELAY, luck_of
from collegium.engine.geometry import EVEN, NEAREST, SPAN
from collegium.engine.goals import ADVANCE
from collegium.engine.interventions import impose, swap_traits
from collegium.engine.kernel import kernel
from collegium.engine.layout import FOREVER, LOG, NEVER, NOBODY, blank_output
from collegium.engine.patronage import from_the_start
from collegium.engine.power import delegate, weigh
from collegium.engine.society import burden, is_population
from collegium.engine.statutes import cease, in_the_beginning
from collegium.engine.step import step

Record = Any
"""An array of structured records."""
ROOM = 1024
"""Log rows kept free for one step; a history pauses when fewer are left."""


@kernel
def known(sc, b):
    """Step of the last known meeting of body b before the start, else that of the start."""
    return sc.met[b] if sc.met[b] != NEVER else sc.first


@kernel
def root(sc, b):
    """The body at the end of the line of electors of b, itself included: at its meetings the whole line was elected last."""
    for _ in range(sc.n_bodies):
        if sc.elector[b] == NOBODY or sc.elector[b] == b:
            break
        b = sc.elector[b]
    return b


@kernel
def first_meetings(sc, st):
    """Every body meets first one cadence, and its drawn delay, after it last met; if that is not known, after the start. What was due
    before the start is due in the step after it."""
    for b in range(sc.n_bodies):
        late = sc.delay_low[b] + (sc.delay_high[b] - sc.delay_low[b]) * once(st, DELAY, sc.body_key[b])
        st.next_meeting[b] = max(known(sc, b) + sc.cadence[b] + int(late + NEAREST), sc.first + 1)
        st.last_elected[b] = known(sc, root(sc, b))
        st.enlarged[b] = NEVER
        if st.exists[b] == 0:
            cease(st, b)
    for i in range(sc.n_people):
        st.fell[i], st.spoke[i] = NEVER, NEVER
        st.lost[i] = EVEN
        st.aim[i], st.aimed_at[i], st.turned[i] = ADVANCE, NOBODY, sc.first
    for o in range(sc.n_offices):
        st.since[o], st.retired[o] = sc.first, NOBODY


@kernel
def open_history(sc, th, st, cells, values, seed, history):
    """``cells`` int64[n, 3]: field and two indices; ``values`` float64[n]. The state is a copy of that at the start."""
    st.luck = luck_of(seed, history)
    st.week = sc.first
    st.comradeship, st.unity, st.output, st.trend = 1.0, 1.0, 1.0, 1.0
    for n in range(cells.shape[0]):
        place(st, cells[n, 0], cells[n, 1], cells[n, 2], values[n])
    swap_traits(sc, st)
    settle_allegiances(sc, st)
    set_dates(sc, st)
    st.skill = (1.0 + (st.policy[sc.army] if sc.army != NOBODY else 0.0)) / SPAN
    for c in range(sc.n_cons):
        st.risen[c] = NEVER
        st.hardship[c] = burden(sc, th, st, c) if is_population(st, c) else 0.0
    st.precedent = th.precedent
    in_the_beginning(sc, st)
    first_meetings(sc, st)
    weigh(sc, th, st, 1.0)
    delegate(sc, th, st)
    from_the_start(sc, th, st)


@kernel
def play(sc, th, st, wk, io, until):
    """Step on until the end; False if ``until`` (a step number) came first or the log has to be drained."""
    while st.week < sc.first + sc.weeks:
        if st.week >= until or io.n_log > LOG - ROOM:
            return False
        impose(sc, th, st, wk, io)
        step(sc, th, st, wk, io)
        st.week += 1
    weigh(sc, th, st, 1.0)
    for i in range(sc.n_people):
        io.final[i] = st.share[i]
    io.output = st.output
    return True


def _histories(scs, ths, sts, wks, ios, states, works, outputs, start, blank, cells, values, seed, number, until, resume):
    """The one compiled entry: histories ``number``, ``number + 1``, ... one for each row of ``ths`` (see :func:`play_histories`).

    ``states``, ``works`` and ``outputs`` are the bytes of ``sts``, ``wks`` and ``ios`` (copying a record as such would make the compiler
    load it whole).
    """
    sc = scs[0]
    for n in range(ths.shape[0]):
        if resume == 0:
            states[:] = start
            works[:] = 0
            outputs[n, : blank.shape[0]] = blank
            open_history(sc, ths[n], sts[0], cells, values[n], seed, number + np.uint64(n))
        ios[n].complete = 1 if play(sc, ths[n], sts[0], wks[0], ios[n], until) else 0


histories = kept(nogil=True, error_model="numpy")(_histories)


def play_histories(
    sc: Record,
    th: Record,
    st: Record,
    wk: Record,
    io: Record,
    start: Record,
    cells: np.ndarray,
    values: np.ndarray,
    seed: int,
    number: int,
    until: int = FOREVER,
    resume: bool = False,
) -> None:
    """Simulate histories ``number``, ``number + 1``, ... of one seed.

    Parameters
    ----------
    sc, st, wk
        Scenario, state and work, each an array of one record.
    th, io
        Drawn parameters and output, one record a history.
    start
        The state at the start, one record.
    cells
        int64[cells, 3], field and two indices of every drawn cell.
    values
        float64[histories, cells], the drawn values.
    seed, number
        Seed, and number of the first history.
    until
        Pause before this step.
    resume
        Go on from the state where it paused, instead of opening a history.
    """
    people = st["standing"].shape[1]
    raw = io.view(np.uint8).reshape(len(io), io.dtype.itemsize)
    states, works = st.view(np.uint8), wk.view(np.uint8)
    histories(
        shaped(sc), shaped(th), shaped(st), shaped(wk), shaped(io), states, works, raw, start.view(np.uint8), blank_output(people),
        cells, values, np.uint64(seed), np.uint64(number), until, int(resume),
    )  # fmt: skip


def shaped(records: Record) -> Record:
    """Records as compiled code takes them; un-compiled code needs fields that are attributes."""
    return records.view(np.recarray) if numba.config.DISABLE_JIT else records
