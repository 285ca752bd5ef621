"""What people do to each other, and what a decision does to them."""

from __future__ import annotations

from collegium.engine.goals import NOTHING, SHAPE
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NEVER, NO_SEAT, NOBODY
from collegium.engine.log import note
from collegium.scenario.kinds import L_DEATH, L_LEFT, L_OFFICE


@kernel
def interact(th, st, i, j, size):
    """i does j a good (size > 0) or bad turn, full size 1: j's tie to i moves towards 1 or -1; a bad turn is remembered."""
    end = 1.0 if size > 0.0 else -1.0
    st.tie[j, i] += min(1.0, th.tie_jump * abs(size)) * (end - st.tie[j, i])
    if size < 0.0:
        st.harm[j, i] = min(1.0, st.harm[j, i] - size)
        st.hurt[j] = max(st.hurt[j], st.harm[j, i])


@kernel
def forgive(sc, st, i, j, kept):
    """Of what i holds against j the share ``kept`` is left."""
    st.harm[i, j] *= kept
    st.hurt[i] = 0.0
    for k in range(sc.n_people):
        st.hurt[i] = max(st.hurt[i], st.harm[i, k])


@kernel
def let_be(st, i, j):
    """i has nothing more in mind against j or anybody else, until i thinks again."""
    if st.aim[i] != SHAPE and st.aimed_at[i] == j:
        st.aim[i], st.aimed_at[i] = NOTHING, NOBODY


@kernel
def oppose(st, i, much):
    """i speaks against others in the open. It is opposition as far as i is not of the majority, by the votes of late."""
    st.opposed[i] = min(1.0, st.opposed[i] + much * st.lost[i])


@kernel
def stands_by(st, c, i):
    """How far c stands by i as client or friend, up to 1."""
    return max(st.client[c, i], st.tie[c, i])


@kernel
def stand_up(sc, th, st, i):
    """i goes over the heads of the majority in the open, and those outside the top body who stand by i sign with i."""
    oppose(st, i, th.defiance)
    for c in range(sc.n_people):
        if c != i and st.alive[c] == 1 and st.seat[st.top, c] != FULL and stands_by(st, c, i) >= th.faction:
            st.opposed[c] = min(1.0, st.opposed[c] + th.defiance * st.lost[i])


@kernel
def desert(sc, th, st, i, much):
    """Part of i's following leaves, ``desertion`` of it at most; what depends on a post of i's stays."""
    free = st.allegiance.shape[1] - 1
    for c in range(sc.n_cons):
        o = sc.boss[c]
        if o == NOBODY or st.holder[o] != i:
            gone = st.allegiance[c, i] * th.desertion * much
            st.allegiance[c, free] += gone
            st.allegiance[c, i] -= gone


@kernel
def charge(st, j, strength):
    """The case against j grows by so much of what it lacks."""
    st.charges[j] += strength * (1.0 - st.charges[j])


@kernel
def wear(th, st, rung):
    """A sanction carried out is a precedent: the norm of comradeship gives way towards its rung."""
    if rung > 0:
        step = min(1.0, th.norm_ratchet)
        st.precedent += step * max(0.0, rung - st.precedent)
        st.comradeship *= max(0.0, 1.0 - step * rung * th.comradeship_wear)


@kernel
def first(dates, i, week):
    """Record the first time."""
    if dates[i] == NEVER:
        dates[i] = week


@kernel
def vacate(st, io, o, by_decision):
    """Nobody holds office o any more."""
    h = st.holder[o]
    if h != NOBODY:
        note(st, io, L_LEFT, NOBODY, h, NOBODY, o, 0.0)
        if by_decision:
            first(io.lost_office, h, st.week)
            st.fell[h] = st.week
    st.vacant[o] = st.week
    st.holder[o] = NOBODY


@kernel
def take_office(th, st, io, o, i, patron):
    """i takes office o; whoever put i there becomes i's patron to some degree."""
    st.holder[o], st.since[o] = i, st.week
    if patron != NOBODY and patron != i:
        st.client[i, patron] += th.clientage * (1.0 - st.client[i, patron])
    note(st, io, L_OFFICE, patron, i, NOBODY, o, 0.0)


@kernel
def unseat(sc, st, io, b, i):
    """i loses the seat in body b by a decision."""
    if st.seat[b, i] == NO_SEAT:
        return
    if b == st.top:
        first(io.lost_top, i, st.week)
        if st.seat[b, i] == FULL:
            io.losses += 1
            if io.first_loss == NEVER:
                io.first_loss = st.week
    if b == st.electorate:
        first(io.lost_committee, i, st.week)
    st.seat[b, i] = NO_SEAT
    st.fell[i] = st.week


@kernel
def leave_everything(sc, st, io, i, by_decision):
    """Death or expulsion: no seat, no office, no following, no clients."""
    for b in range(sc.n_bodies):
        if by_decision:
            unseat(sc, st, io, b, i)
        st.seat[b, i] = NO_SEAT
    for o in range(sc.n_offices):
        if st.holder[o] == i:
            vacate(st, io, o, by_decision)
    free = st.allegiance.shape[1] - 1
    for c in range(sc.n_cons):
        st.allegiance[c, free] += st.allegiance[c, i]
        st.allegiance[c, i] = 0.0
        st.leaning[c, i] = 0.0
    st.client[:, i] = 0.0


@kernel
def die(sc, st, io, i):
    """A death: seats and offices fall vacant, the following is nobody's."""
    if st.alive[i] == 0:
        return
    if st.seat[st.top, i] == FULL:
        io.deaths += 1
    first(io.died, i, st.week)
    leave_everything(sc, st, io, i, False)
    st.alive[i] = 0
    note(st, io, L_DEATH, NOBODY, i, NOBODY, NOBODY, 0.0)
