"""1 Events: events, illness, recovery, death; the shares of power."""

from __future__ import annotations

from collegium.engine.calendar import WEEKS_A_YEAR
from collegium.engine.constraints import put_off, spared
from collegium.engine.geometry import NEAREST
from collegium.engine.interactions import die
from collegium.engine.kernel import kernel
from collegium.engine.layout import FOREVER, NEVER, NOBODY
from collegium.engine.log import note
from collegium.engine.power import weigh
from collegium.engine.theories import look_ahead
from collegium.scenario.kinds import CRISIS, DEATH, HARVEST, ILLNESS, L_CRISIS, L_HARVEST, L_ILLNESS, L_RECOVERY


@kernel
def fall_ill(sc, st, io, e, i):
    if st.alive[i] == 0:
        return
    weeks = st.event_weeks[e]
    until = FOREVER if weeks >= FOREVER else st.week + int(weeks * sc.per_year / WEEKS_A_YEAR + NEAREST)
    if st.incapable[i] <= st.week:
        st.ill_since[i] = st.week
    st.incapable[i] = max(st.incapable[i], until)
    st.been_ill[i] = 1
    note(st, io, L_ILLNESS, NOBODY, i, NOBODY, e, weeks)


@kernel
def occur(sc, st, io, e):
    """Event e happens now."""
    st.event_week[e] = st.week
    kind = sc.event_kind[e]
    if kind == ILLNESS:
        fall_ill(sc, st, io, e, sc.event_on[e])
    elif kind == DEATH:
        die(sc, st, io, sc.event_on[e])
    elif kind == HARVEST:
        note(st, io, L_HARVEST, NOBODY, NOBODY, NOBODY, e, st.event_output[e])
    elif kind == CRISIS:
        note(st, io, L_CRISIS, NOBODY, NOBODY, NOBODY, e, st.event_threat[e])
    st.output *= 1.0 + st.event_output[e]
    st.threat = min(1.0, st.threat + st.event_threat[e])
    for k in range(sc.n_issues):
        for c in range(sc.n_cons):
            st.mood[c, k] = min(1.0, max(-1.0, st.mood[c, k] + st.event_push[e, k]))


@kernel
def due(sc, st, e):
    """Has the time of event e come? Events that follow another are timed from it."""
    if st.event_week[e] != NEVER or put_off(sc, st, e):
        return False
    parent = sc.event_after[e]
    if parent != NOBODY:
        return st.event_week[parent] != NEVER and st.week >= st.event_week[parent] + st.event_due[e]
    return st.week >= st.event_due[e]


@kernel
def events(sc, th, st, wk, io):
    for e in range(sc.n_events):
        if due(sc, st, e):
            occur(sc, st, io, e)
    for i in range(sc.n_people):
        if st.alive[i] == 1:
            if st.week >= st.death_week[i] and not spared(sc, st, i):
                die(sc, st, io, i)
            elif st.incapable[i] == st.week:
                note(st, io, L_RECOVERY, NOBODY, i, NOBODY, NOBODY, 0.0)
    weigh(sc, th, st, th.perception_lag)
    look_ahead(sc, th, st, wk)
