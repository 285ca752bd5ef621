"""Power: who has how much of it, and who would gain from somebody's fall."""

from __future__ import annotations

import math

from collegium.engine.geometry import TINY
from collegium.engine.kernel import kernel
from collegium.engine.layout import APPOINT, AT_LARGE, CANDIDATE, ELECT, EXPEL, FULL, NOBODY, REMOVE, RESIGNATION, SEND_AWAY, STRIP


@kernel
def active(st, i):
    """Alive, of the organisation, able to work and at large."""
    return st.alive[i] == 1 and st.member[i] == 1 and st.incapable[i] <= st.week and st.confined[i] == AT_LARGE


@kernel
def seat_power(sc, th, st, i, b):
    """Power that i's seat in body b lends him."""
    if st.seat[b, i] == FULL:
        return st.seat_weight[b]
    if st.seat[b, i] == CANDIDATE:
        return st.seat_weight[b] * th.candidate_seat
    return 0.0


@kernel
def following(sc, st, i):
    """Sum of weight x allegiance over constituencies."""
    total = 0.0
    for c in range(sc.n_cons):
        total += st.cons_weight[c] * st.allegiance[c, i]
    return total


@kernel
def weigh(sc, th, st, lag):
    """Set power and its shares: standing, seats, offices, and the following as perceived with a lag (1: as it is)."""
    for i in range(sc.n_people):
        st.power[i] = st.standing[i] if st.alive[i] == 1 and st.member[i] == 1 else 0.0
    for b in range(sc.n_bodies):
        for i in range(sc.n_people):
            if st.seat[b, i] > 0:
                st.power[i] += seat_power(sc, th, st, i, b)
    for o in range(sc.n_offices):
        if st.holder[o] != NOBODY:
            st.power[st.holder[o]] += st.office_weight[o]
    st.total = 0.0
    for i in range(sc.n_people):
        if st.alive[i] == 1 and st.member[i] == 1:
            st.followed[i] += lag * (following(sc, st, i) - st.followed[i])
            st.power[i] += st.followed[i]
        st.total += st.power[i]
    for i in range(sc.n_people):
        st.share[i] = st.power[i] / st.total if st.total > 0.0 else 0.0


@kernel
def office_stake(sc, st, o, i):
    """Power that hangs on office o while i holds it: the post, and of his following what the post appoints or bosses."""
    total = st.office_weight[o]
    for c in range(sc.n_cons):
        hold = sc.appoints[o, c]
        if sc.boss[c] == o:
            hold = 1.0
        total += hold * st.cons_weight[c] * st.allegiance[c, i]
    return total


@kernel
def stake_of(sc, th, st, kind, target, body, arg):
    """Power at issue for ``target`` in a motion, in units of standing (0 where it concerns nobody's power)."""
    if kind == STRIP or kind == APPOINT or kind == RESIGNATION:
        return office_stake(sc, st, arg, target)
    if kind == REMOVE or kind == ELECT:
        return seat_power(sc, th, st, target, arg) if st.seat[arg, target] > 0 else st.seat_weight[arg]
    if kind == SEND_AWAY:
        total = 0.0
        for o in range(sc.n_offices):
            if st.holder[o] == target and sc.region[o] == NOBODY:
                total += office_stake(sc, st, o, target)
        return total
    if kind == EXPEL:
        return st.power[target]
    return 0.0


@kernel
def prefer(sc, st, b):
    """Set ``st.liking``: how much body b would like each person, by the mean tie of its members (1 to oneself) and leaning of its
    blocs, plus his share of power."""
    n = 0.0
    for k in range(sc.n_people):
        st.liking[k] = 0.0
    for m in range(sc.n_people):
        if st.seat[b, m] == FULL and st.alive[m] == 1:
            n += 1.0
            for k in range(sc.n_people):
                st.liking[k] += st.tie[m, k]
            st.liking[m] += 1.0
    for c in range(sc.n_cons):
        if st.bloc[b, c] > 0:
            n += st.bloc[b, c]
            for k in range(sc.n_people):
                st.liking[k] += st.bloc[b, c] * st.leaning[c, k]
    for k in range(sc.n_people):
        st.liking[k] = st.share[k] + (st.liking[k] / n if n > 0.0 else 0.0)


@kernel
def members(sc, st, y):
    """Full seats taken in body y, named and unnamed."""
    n = 0
    for i in range(sc.n_people):
        if st.seat[y, i] == FULL:
            n += 1
    for c in range(sc.n_cons):
        n += st.bloc[y, c]
    return n


@kernel
def delegates(st, c, gamma):
    """Sum of allegiance ** gamma over everybody in constituency c, the unaligned as one more: what its delegates are divided by."""
    total = 0.0
    for i in range(st.allegiance.shape[1]):
        if st.allegiance[c, i] > 0.0:
            total += st.allegiance[c, i] ** gamma
    return total


@kernel
def chooser(sc, kind, body, arg):
    """The body that would fill what the motion vacates."""
    if kind == STRIP or kind == RESIGNATION or kind == APPOINT:
        return sc.filled_by[arg]
    if (kind == REMOVE or kind == ELECT) and sc.elector[arg] != NOBODY:
        return sc.elector[arg]
    return sc.electorate if sc.electorate != NOBODY else body


@kernel
def lottery(sc, th, st, kind, target, body, arg, sign):
    """Set ``st.gain``: the change of everybody's share if the motion carries.

    Power that ``target`` loses (sign -1) or keeps, wins (+1) goes to, or is withheld from, the members of the
    top body, each with the chance of a softmax of the choosing body's preferences (the successor lottery).
    """
    st.n_gainers = 0
    stake = stake_of(sc, th, st, kind, target, body, arg) / st.total if target != NOBODY and st.total > 0.0 else 0.0
    if stake <= 0.0:
        return
    prefer(sc, st, chooser(sc, kind, body, arg))
    total = 0.0
    for k in range(sc.n_people):
        st.gain[k] = 0.0
        if k != target and st.seat[sc.top, k] > 0 and st.alive[k] == 1:
            st.gain[k] = math.exp(th.lottery * st.liking[k])
            total += st.gain[k]
            st.gainer[st.n_gainers] = k
            st.n_gainers += 1
    for n in range(st.n_gainers):
        st.gain[st.gainer[n]] *= -sign * stake / total
    st.gain[target] = sign * stake
    st.gainer[st.n_gainers] = target
    st.n_gainers += 1


@kernel
def fear(st, k, inverse):
    """theta of the balancing term: a member's fear of k's gain, 0..1: k's ambition times his lead, relative to the member's own
    share (``inverse`` is one over it), capped at one."""
    lead = st.share[k] * inverse - 1.0
    theta = st.ambition[k] * (lead if lead > 0.0 else 0.0)
    return theta if theta < 1.0 else 1.0


@kernel
def own_stake(sc, th, st, m):
    """What the posed motion is worth to m: his own gain less the feared gains of the stronger (shares of power)."""
    inverse = 1.0 / max(st.share[m], TINY)
    own, feared = 0.0, 0.0
    for n in range(st.n_gainers):
        k = st.gainer[n]
        if k == m:
            own = st.gain[k]
        feared += fear(st, k, inverse) * st.gain[k]
    return own - th.balancing * feared
