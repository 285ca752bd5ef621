"""When what comes from outside comes: dates drawn when a history opens, and again where an intervention changes the random draws."""

from __future__ import annotations

import math

import numpy as np

from collegium.engine.draws import DATE, DEATH, FRONT, HAZARD, RESEED, absorb, unit
from collegium.engine.kernel import kernel
from collegium.engine.layout import FOREVER, NEVER, NOBODY, YET


@kernel
def once(st, purpose, key):
    """A uniform that belongs to the whole history."""
    return unit(absorb(absorb(st.luck, np.uint64(purpose)), key))


@kernel
def threshold(u, rate, sc):
    """Steps until a hazard of ``rate`` a year reaches its exponential threshold."""
    return -math.log(u) / rate * sc.per_year if rate > 0.0 else float(FOREVER)


@kernel
def between(st, key, low, high, slot):
    """A step from ``low`` to ``high``, both included, each with the same chance."""
    u = unit(absorb(absorb(absorb(st.luck, np.uint64(FRONT)), key), np.uint64(slot)))
    return low + math.floor((high - low + 1) * u)


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
    for t in range(sc.n_theatres):
        st.opens[t] = between(st, sc.theatre_key[t], sc.opens_low[t], sc.opens_high[t], 0)
        st.closes[t] = between(st, sc.theatre_key[t], sc.closes_low[t], sc.closes_high[t], 1)
    for i in range(sc.n_people):
        st.death_week[i] = sc.first + threshold(once(st, DEATH, sc.person_key[i]), st.mortality[i], sc)


@kernel
def date_again(sc, st):
    """New dates for what is still to come, given that it has not come: a hazard begins at the step before. Of a date between two steps
    the steps up to now are excluded. What is overdue and only put off stays."""
    passed = st.week - 1
    for e in range(sc.n_events):
        if sc.event_after[e] == NOBODY and st.event_week[e] == NEVER and st.event_due[e] > passed:
            low = max(sc.event_low[e], st.week)
            if sc.event_rate[e] > 0.0:
                begin = max(sc.event_low[e], passed)
                st.event_due[e] = begin + threshold(once(st, HAZARD, sc.event_key[e]), sc.event_rate[e], sc)
            else:
                st.event_due[e] = low + math.floor((sc.event_high[e] - low + 1) * once(st, DATE, sc.event_key[e]))
    for t in range(sc.n_theatres):
        if st.front[t] == YET and st.opens[t] > passed:
            st.opens[t] = between(st, sc.theatre_key[t], max(sc.opens_low[t], st.week), sc.opens_high[t], 0)
        if st.closes[t] > passed:
            st.closes[t] = between(st, sc.theatre_key[t], max(sc.closes_low[t], st.week), sc.closes_high[t], 1)
    for i in range(sc.n_people):
        if st.death_week[i] > passed:
            st.death_week[i] = passed + threshold(once(st, DEATH, sc.person_key[i]), st.mortality[i], sc)


@kernel
def draw_anew(sc, st, number):
    """Other random draws from now on, by ``number``; the past stays as it is."""
    st.luck = absorb(absorb(st.luck, np.uint64(RESEED)), np.uint64(number))
    date_again(sc, st)
