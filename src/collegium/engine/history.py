"""A whole history: open it, play it, close it.

``open_history`` fills the state from the template, the drawn cells and the luck of (seed, history); ``play`` runs steps until the
end, or pauses at a given step or when the log is nearly full, so that the caller can drain it.
"""

from __future__ import annotations

import math

import numba
import numpy as np

from collegium.engine.addresses import place, settle_allegiances
from collegium.engine.cache import kept
from collegium.engine.draws import DATE, DEATH, DELAY, HAZARD, absorb, luck_of, unit
from collegium.engine.geometry import NEAREST
from collegium.engine.interventions import impose, swap_traits
from collegium.engine.kernel import kernel
from collegium.engine.layout import FOREVER, LOG, NEVER, NOBODY, WAYS
from collegium.engine.power import weigh
from collegium.engine.rules.elect import delegate
from collegium.engine.step import step

ROOM = 1024
"""Log rows kept free for one step; play pauses when fewer are left."""


@kernel
def once(st, purpose, key):
    """A uniform that belongs to the whole history."""
    return unit(absorb(absorb(st.luck, np.uint64(purpose)), key))


@kernel
def threshold(u, rate, sc):
    """Steps until a hazard of ``rate`` a year reaches its exponential threshold."""
    return -math.log(u) / rate * sc.per_year if rate > 0.0 else float(FOREVER)


@kernel
def set_dates(sc, st):
    """When each event comes (unless it follows another) and when each person would die of natural causes."""
    for e in range(sc.n_events):
        st.event_week[e] = NEVER
        if sc.event_after[e] == NOBODY:
            if sc.event_rate[e] > 0.0:
                st.event_due[e] = sc.event_low[e] + threshold(once(st, HAZARD, sc.event_key[e]), sc.event_rate[e], sc)
            else:
                spread = sc.event_high[e] - sc.event_low[e] + 1
                st.event_due[e] = sc.event_low[e] + math.floor(spread * once(st, DATE, sc.event_key[e]))
    for i in range(sc.n_people):
        st.death_week[i] = sc.first + threshold(once(st, DEATH, sc.person_key[i]), st.mortality[i], sc)


@kernel
def begin(sc, io):
    """No outcome yet."""
    io.n_log, io.motions, io.carried, io.unanimous, io.sanctions, io.sanctions_carried = 0, 0, 0, 0, 0, 0
    io.appeals, io.appeals_won, io.resignations, io.resignations_accepted = 0, 0, 0, 0
    io.documents, io.disclosed, io.suppressed, io.caucuses, io.congresses, io.enlargements = 0, 0, 0, 0, 0, 0
    io.expelled, io.losses, io.deaths, io.member_steps, io.bloc_streak = 0, 0, 0, 0, 0
    io.arrests, io.exiles, io.platforms, io.capitulations = 0, 0, 0, 0
    io.first_loss, io.victim, io.bloc_candidate, io.bloc_sovereign = NEVER, 0, NOBODY, NOBODY
    for a in range(WAYS):
        io.streak[a], io.candidate[a], io.sovereign[a] = 0, NOBODY, NOBODY
    for i in range(sc.n_people):
        io.lost_top[i], io.lost_committee[i], io.lost_office[i] = NEVER, NEVER, NEVER
        io.sent_away[i], io.expelled_at[i], io.died[i] = NEVER, NEVER, NEVER
        io.arrested_at[i], io.exiled_at[i] = NEVER, NEVER
        io.attacker[i] = NOBODY


@kernel
def first_meetings(sc, st):
    """Every body meets first one cadence, and its drawn delay, after the start."""
    for b in range(sc.n_bodies):
        late = sc.delay_low[b] + (sc.delay_high[b] - sc.delay_low[b]) * once(st, DELAY, sc.body_key[b])
        st.next_meeting[b] = sc.first + sc.cadence[b] + int(late + NEAREST)
        st.last_elected[b] = sc.first
        st.enlarged[b] = NEVER
    for i in range(sc.n_people):
        st.fell[i] = NEVER
    for o in range(sc.n_offices):
        st.since[o], st.retired[o] = sc.first, NOBODY


@kernel
def open_history(sc, th, st, io, cells, values, seed, history):
    """``cells`` int64[n, 3]: field and two indices; ``values`` float64[n]. State and output are zeroed templates."""
    st.luck = luck_of(seed, history)
    st.week = sc.first
    for n in range(cells.shape[0]):
        place(st, cells[n, 0], cells[n, 1], cells[n, 2], values[n])
    swap_traits(sc, st)
    settle_allegiances(sc, st)
    set_dates(sc, st)
    st.precedent = th.precedent
    st.comradeship, st.unity, st.output, st.trend = 1.0, 1.0, 1.0, 1.0
    first_meetings(sc, st)
    begin(sc, io)
    weigh(sc, th, st, 1.0)
    delegate(sc, th, st)


@kernel
def play(sc, th, st, io, until):
    """Step on until the end; False if ``until`` (a step number) came first or the log has to be drained."""
    while st.week < sc.first + sc.weeks:
        if st.week >= until or io.n_log > LOG - ROOM:
            return False
        impose(sc, th, st, io)
        step(sc, th, st, io)
        st.week += 1
    weigh(sc, th, st, 1.0)
    for i in range(sc.n_people):
        io.final[i] = st.share[i]
    io.output = st.output
    return True


def _histories(scs, ths, template, raw, sts, ios, cells, values, seed, number, until, resume):
    """The one compiled entry: histories ``number``, ``number + 1``, ... one for each row of ``ths``.

    ``scs`` and ``sts`` are arrays of one record, ``raw`` the bytes of ``sts`` and ``template`` those of the state at the start
    (copying a record as such would make the compiler load it whole); ``ios`` one record a history; ``values`` float64[histories, cells];
    ``seed``, ``number`` uint64; ``until``, ``resume`` int64. With ``resume`` the state is taken up where it paused.
    """
    sc = scs[0]
    for n in range(ths.shape[0]):
        if resume == 0:
            raw[:] = template
            open_history(sc, ths[n], sts[0], ios[n], cells, values[n], seed, number + np.uint64(n))
        ios[n].complete = 1 if play(sc, ths[n], sts[0], ios[n], until) else 0


with kept():
    histories = numba.njit(nogil=True, error_model="numpy", cache=True)(_histories)
