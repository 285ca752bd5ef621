"""Statutes: rules as something to decide (docs/odd.md, section 6.10).

A statute is a list of clauses. Each clause sets one rule of the group, and remembers what it replaced, so that a repeal brings it back.
Bodies and offices that no statute in force has founded, or that one has abolished, do not exist.
"""

from __future__ import annotations

import math

from collegium.engine.geometry import TINY
from collegium.engine.interactions import unseat, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import FOREVER, HELD, LAPSED, NO_SEAT, NOBODY, SUBMITTED, Q
from collegium.engine.log import note
from collegium.engine.power import in_seats, note_gains, office_stake, prefer_heirs, seat_power
from collegium.scenario.kinds import (
    ABOLISH_BODY,
    ABOLISH_OFFICE,
    ADOPT,
    AGENDA,
    FOUND_BODY,
    FOUND_OFFICE,
    L_IN_FORCE,
    L_REPEALED,
    LEAD,
    RIGHT,
)

# what a clause does


@kernel
def founds(kind, adopted):
    """Does the clause bring something into being: by founding it, or because nothing abolishes it any more?"""
    return (kind == FOUND_BODY or kind == FOUND_OFFICE) == adopted


@kernel
def begin(sc, st, b):
    """Body b exists from now on. It meets one cadence later, when those who elect it have filled it."""
    st.exists[b], st.next_meeting[b], st.last_elected[b] = 1, st.week + sc.cadence[b], st.week


@kernel
def cease(st, b):
    """Body b exists no more, and never meets."""
    st.exists[b], st.next_meeting[b] = 0, FOREVER


@kernel
def empty_body(sc, st, io, b):
    """The seats of body b are lost by a decision, and what waits before it lapses."""
    st.meets[b] = 0
    for i in range(sc.n_people):
        if st.seat[b, i] != NO_SEAT:
            unseat(sc, st, io, b, i)
    for c in range(sc.n_cons):
        st.bloc[b, c] = 0
    for q in range(Q):
        if (st.q_state[q] == SUBMITTED or st.q_state[q] == HELD) and st.q_body[q] == b:
            st.q_state[q], st.q_decided[q], st.q_seen[q] = LAPSED, st.week, 2


@kernel
def lead(sc, st, b):
    """Body b is the top body from now on, and whoever elects it the electorate."""
    st.top = b
    st.electorate = sc.elector[b] if sc.elector[b] != b else NOBODY


@kernel
def change(sc, st, n, adopted):
    """Clause n takes effect, or what it replaced comes back. Bodies and offices that cease have been emptied before."""
    kind, a, b = sc.clause_kind[n], sc.clause_of[n], sc.clause_to[n]
    if kind == FOUND_BODY or kind == ABOLISH_BODY:
        if founds(kind, adopted):
            begin(sc, st, a)
        else:
            cease(st, a)
    elif kind == FOUND_OFFICE or kind == ABOLISH_OFFICE:
        st.created[a] = 1 if founds(kind, adopted) else 0
        st.vacant[a] = st.week
    elif kind == RIGHT:
        before = st.appoints[a, b]
        st.appoints[a, b] = sc.clause_value[n] if adopted else st.replaced[n]
        st.replaced[n] = before
    elif kind == AGENDA:
        keeper = st.agenda[a]
        st.agenda[a] = b if adopted else int(st.replaced[n])
        st.replaced[n] = keeper
    elif kind == LEAD:
        top = st.top
        lead(sc, st, a if adopted else int(st.replaced[n]))
        st.replaced[n] = top


@kernel
def put(sc, st, s, adopted):
    """Statute s is in force from now on, or no longer. A repeal undoes the last clause first."""
    st.in_force[s] = 1 if adopted else 0
    first, last = sc.clause_first[s], sc.clause_first[s + 1]
    for n in range(first, last):
        change(sc, st, n if adopted else first + last - 1 - n, adopted)


@kernel
def empty(sc, st, io, s, adopted):
    """What statute s abolishes loses its holder or its members first, by a decision."""
    for n in range(sc.clause_first[s], sc.clause_first[s + 1]):
        kind, a = sc.clause_kind[n], sc.clause_of[n]
        if founds(kind, adopted) or kind == RIGHT or kind == AGENDA or kind == LEAD:
            continue
        if kind == FOUND_BODY or kind == ABOLISH_BODY:
            empty_body(sc, st, io, a)
        elif st.holder[a] != NOBODY:
            vacate(st, io, a, True)


@kernel
def enact(sc, st, io, q, adopted):
    """What item q asks becomes law, or is law no longer, unless it is so already."""
    s = st.q_arg[q]
    if (st.in_force[s] == 1) != adopted:
        empty(sc, st, io, s, adopted)
        put(sc, st, s, adopted)
        note(st, io, L_IN_FORCE if adopted else L_REPEALED, st.q_mover[q], NOBODY, st.q_body[q], s, 0.0)


@kernel
def in_the_beginning(sc, st):
    """What was adopted before the start is in force, in the order of adoption."""
    for rank in range(1, sc.n_statutes + 1):
        for s in range(sc.n_statutes):
            if sc.adopted[s] == rank:
                put(sc, st, s, True)


# what a statute is worth


@kernel
def bestow(sc, th, st, wk, b, amount):
    """Power that nobody has yet: it goes to the members of the top body, each with the chance of a softmax of body b's preferences."""
    prefer_heirs(sc, st, wk, b)
    total = 0.0
    for n in range(wk.n_listed):
        total += math.exp(th.lottery * wk.liking[wk.listed[n]])
    for n in range(wk.n_listed):
        k = wk.listed[n]
        wk.gain[k] += amount * math.exp(th.lottery * wk.liking[k]) / max(total, TINY)


@kernel
def body_share(sc, th, st, wk, b, begins):
    """The seats of a body that begins or ceases."""
    if begins:
        bestow(sc, th, st, wk, sc.elector[b] if sc.elector[b] != NOBODY else st.top, st.seat_weight[b] * st.statute[b])
    else:
        for i in range(sc.n_people):
            wk.gain[i] -= seat_power(th, st, i, b)


@kernel
def office_share(sc, th, st, wk, o, begins):
    """A post that begins or ceases."""
    if begins:
        bestow(sc, th, st, wk, sc.filled_by[o], st.office_weight[o])
    elif st.holder[o] != NOBODY:
        wk.gain[st.holder[o]] -= office_stake(sc, st, o, st.holder[o])


@kernel
def right_share(sc, th, st, wk, o, c, share):
    """A right over constituency c: the following that it brings, or no longer brings, within a year."""
    year = (share - st.appoints[o, c]) * min(1.0, th.turnover) * th.loyalty * st.cons_weight[c]
    if st.holder[o] != NOBODY:
        wk.gain[st.holder[o]] += year * (1.0 - st.allegiance[c, st.holder[o]])
    else:
        bestow(sc, th, st, wk, sc.filled_by[o], year)


@kernel
def share_out(sc, th, st, wk, kind, s):
    """Set ``wk.gain``: the change of everybody's power if statute s is adopted or repealed, in seats of the top body."""
    for k in range(sc.n_people):
        wk.gain[k] = 0.0
    adopted = kind == ADOPT
    for n in range(sc.clause_first[s], sc.clause_first[s + 1]):
        clause, a = sc.clause_kind[n], sc.clause_of[n]
        if clause == FOUND_BODY or clause == ABOLISH_BODY:
            body_share(sc, th, st, wk, a, founds(clause, adopted))
        elif clause == FOUND_OFFICE or clause == ABOLISH_OFFICE:
            office_share(sc, th, st, wk, a, founds(clause, adopted))
        elif clause == RIGHT:
            right_share(sc, th, st, wk, a, sc.clause_to[n], sc.clause_value[n] if adopted else st.replaced[n])
    list_gainers(sc, th, st, wk)


@kernel
def list_gainers(sc, th, st, wk):
    """List who gains or loses, in seats."""
    wk.n_gainers, wk.portion = 0, 0.0
    for k in range(sc.n_people):
        if wk.gain[k] != 0.0:
            wk.gain[k] = in_seats(sc, th, st, wk.gain[k])
            wk.gainer[wk.n_gainers] = k
            wk.n_gainers += 1
    note_gains(st, wk)
