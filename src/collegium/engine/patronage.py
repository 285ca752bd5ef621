"""Patronage: on whose votes a leader can count, and whose posts depend on whom (docs/odd.md, section 6.6).

Whoever staffs the regions holds their delegates, whoever holds the delegates holds the wider body that they elect, and whoever holds
that holds the narrower bodies and the posts that it fills (the circular flow of power: Daniels 1966). One account a month carries
this on by one body; at the start it is worked out to the end.
"""

from __future__ import annotations

from collegium.engine.agenda import list_maker
from collegium.engine.calendar import MONTH
from collegium.engine.geometry import TINY
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NOBODY
from collegium.engine.power import seat_power


@kernel
def owed(st, m, p):
    """How far m's vote is p's, 0..1: for favours received, and as far as m's posts depend on p."""
    favour = min(1.0, max(0.0, st.client[m, p]))
    return favour + (1.0 - favour) * st.hold[m, p]


@kernel
def sway(sc, th, st, b):
    """Set ``st.sway[b]``: the share of body b's votes on which each person can count. Slates count for whoever draws them up."""
    n, k = 0.0, list_maker(sc, st, b)
    st.sway[b, :] = 0.0
    for m in range(sc.n_people):
        if st.seat[b, m] == FULL and st.alive[m] == 1:
            n += 1.0
            own = st.sway[b, m] + 1.0
            for p in range(sc.n_people):
                st.sway[b, p] += owed(st, m, p)
            st.sway[b, m] = own
    for c in range(sc.n_cons):
        seats = st.bloc[b, c]
        if seats > 0:
            n += seats
            for a in range(st.n_adherents[c]):
                st.sway[b, st.adherent[c, a]] += seats * st.leaning[c, st.adherent[c, a]]
    for p in range(sc.n_people):
        counted = st.sway[b, p] / n if n > 0.0 else 0.0
        st.sway[b, p] = (1.0 - th.slate) * counted + (th.slate if p == k else 0.0)


@kernel
def filler(sc, st, o):
    """Who fills office o by right of an office of theirs, or NOBODY."""
    for own in range(sc.n_offices):
        if sc.fills[own, o] == 1 and st.holder[own] != NOBODY:
            return st.holder[own]
    return NOBODY


@kernel
def depend(sc, st, m, weight, b):
    """A post of m's of this weight depends on body b."""
    if b != NOBODY:
        for p in range(sc.n_people):
            st.hold[m, p] += weight * st.sway[b, p]


@kernel
def hold(sc, th, st, m):
    """Set ``st.hold[m]``: the part of m's seats and offices, by weight, that depends on each person."""
    total = 0.0
    st.hold[m, :] = 0.0
    for b in range(sc.n_bodies):
        weight = seat_power(th, st, m, b)
        if weight > 0.0:
            total += weight
            depend(sc, st, m, weight, sc.elector[b])
    for o in range(sc.n_offices):
        if st.holder[o] == m:
            weight, patron = st.office_weight[o], filler(sc, st, o)
            total += weight
            if patron != NOBODY:
                st.hold[m, patron] += weight
            else:
                depend(sc, st, m, weight, sc.filled_by[o])
    for p in range(sc.n_people):
        st.hold[m, p] /= max(total, TINY)
    st.hold[m, m] = 0.0


@kernel
def reach(sc, st):
    """Set ``st.reach``: the part of every constituency's posts that each person may refill."""
    st.reach[:, :] = 0.0
    for o in range(sc.n_offices):
        if st.holder[o] != NOBODY:
            for c in range(sc.n_cons):
                st.reach[c, st.holder[o]] = min(1.0, st.reach[c, st.holder[o]] + st.appoints[o, c])


@kernel
def account(sc, th, st):
    """What depends on whom, carried on by one body."""
    reach(sc, st)
    for b in range(sc.n_bodies):
        sway(sc, th, st, b)
    for m in range(sc.n_people):
        hold(sc, th, st, m)


@kernel
def from_the_start(sc, th, st):
    """The account at the start of a history: from the delegates down to the narrowest body."""
    for _ in range(sc.n_bodies):
        account(sc, th, st)


@kernel
def oblige(sc, th, st):
    """Whoever stays or is put in a post owes it to those on whom it depends: the clientage of officials outside the top body."""
    pace = min(1.0, MONTH * th.turnover * th.loyalty / sc.per_year)
    for m in range(sc.n_people):
        if st.seat[st.top, m] != FULL:
            for p in range(sc.n_people):
                st.client[m, p] += pace * st.hold[m, p] * max(0.0, 1.0 - st.client[m, p])
