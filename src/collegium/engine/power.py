"""Power: who has how much of it, and who would gain from somebody's fall."""

from __future__ import annotations

import math

from collegium.engine.geometry import EVEN, TINY
from collegium.engine.kernel import kernel
from collegium.engine.layout import AT_LARGE, CANDIDATE, FULL, NOBODY
from collegium.scenario.kinds import MOTION_KINDS, STAKE_CENTRAL_OFFICES, STAKE_EVERYTHING, STAKE_OFFICE, STAKE_SEAT

STAKE = tuple(row.stake for row in MOTION_KINDS)


@kernel
def active(st, i):
    """Alive, of the organisation, able to work and at large."""
    return st.alive[i] == 1 and st.member[i] == 1 and st.incapable[i] <= st.week and st.confined[i] == AT_LARGE


@kernel
def seat_power(th, st, i, b):
    """Power from i's seat in body b."""
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
def followings(sc, st):
    """Set ``st.following`` of everybody, a constituency at a time, as they lie in memory."""
    for i in range(sc.n_people):
        st.following[i] = 0.0
    for c in range(sc.n_cons):
        for i in range(sc.n_people):
            st.following[i] += st.cons_weight[c] * st.allegiance[c, i]


@kernel
def ranks(sc, st, i):
    """Does i sit or hold office anywhere? Shares of power are taken over those who do, so that bystanders do not count."""
    for b in range(sc.n_bodies):
        if st.seat[b, i] > 0:
            return True
    for o in range(sc.n_offices):
        if st.holder[o] == i:
            return True
    return False


@kernel
def known(sc, st, i):
    """May a body think of i for a seat or an office? Of whoever has one already, or a following."""
    return st.followed[i] > 0.0 or ranks(sc, st, i)


@kernel
def in_seats(sc, th, st, x):
    """Power x in units of ``stake_unit`` full seats in the top body."""
    return x / max(th.stake_unit * st.seat_weight[st.top], TINY)


@kernel
def weigh(sc, th, st, lag):
    """Set power and its shares: standing, seats, offices, and the following as perceived with a lag (1: as it is)."""
    for i in range(sc.n_people):
        st.power[i] = st.standing[i] if st.alive[i] == 1 and st.member[i] == 1 else 0.0
        st.ranks[i] = 0
    for b in range(sc.n_bodies):
        for i in range(sc.n_people):
            if st.seat[b, i] > 0:
                st.power[i] += seat_power(th, st, i, b)
                st.ranks[i] = 1
    for o in range(sc.n_offices):
        h = st.holder[o]
        if h != NOBODY:
            st.power[h] += st.office_weight[o]
            st.ranks[h] = 1
    followings(sc, st)
    st.total = 0.0
    for i in range(sc.n_people):
        if st.alive[i] == 1 and st.member[i] == 1:
            st.followed[i] += lag * (st.following[i] - st.followed[i])
            st.power[i] += st.followed[i]
        st.share[i] = st.power[i] if st.ranks[i] == 1 else 0.0
        st.total += st.share[i]
    for i in range(sc.n_people):
        st.share[i] /= max(st.total, TINY)


@kernel
def strength(st, j, i):
    """j's share of what i and j have together, 0..1: what i has to fear from j's displeasure."""
    both = st.power[i] + st.power[j]
    return st.power[j] / both if both > 0.0 else EVEN


@kernel
def office_stake(sc, st, o, i):
    """Power of office o while i holds it: the post, and the part of i's following that the post appoints or heads."""
    total = st.office_weight[o]
    for c in range(sc.n_cons):
        hold = st.appoints[o, c]
        if sc.boss[c] == o:
            hold = 1.0
        total += hold * st.cons_weight[c] * st.allegiance[c, i]
    return total


@kernel
def weightiest(sc, st, j):
    """The office on which most of j's power depends, or NOBODY."""
    best, which = 0.0, NOBODY
    for o in range(sc.n_offices):
        if st.holder[o] == j and office_stake(sc, st, o, j) > best:
            best, which = office_stake(sc, st, o, j), o
    return which


@kernel
def stake_of(sc, th, st, m):
    """Power at stake for the target of motion m, in units of standing (0 where nobody's power is at stake)."""
    stake = STAKE[m.kind]
    if stake == STAKE_OFFICE:
        return office_stake(sc, st, m.arg, m.target)
    if stake == STAKE_SEAT:
        return seat_power(th, st, m.target, m.arg) if st.seat[m.arg, m.target] > 0 else st.seat_weight[m.arg]
    if stake == STAKE_CENTRAL_OFFICES:
        total = 0.0
        for o in range(sc.n_offices):
            if st.holder[o] == m.target and sc.region[o] == NOBODY:
                total += office_stake(sc, st, o, m.target)
        return total
    return st.power[m.target] if stake == STAKE_EVERYTHING else 0.0


@kernel
def favour(st, p, k):
    """How much p would like to see k in a place, -1..1: as a client, and as a friend or an enemy."""
    return max(-1.0, min(1.0, st.client[k, p] + st.tie[p, k]))


@kernel
def like(sc, st, wk, b):
    """Set ``wk.liking`` of everybody listed: how much body b would like each, by its members' mean tie (1 to themselves) and the leaning
    of its blocs, plus the favour of leaders who can count on its votes."""
    n, listed = 0.0, wk.listed[: wk.n_listed]
    for k in listed:
        wk.liking[k] = 0.0
    for m in range(sc.n_people):
        if st.seat[b, m] == FULL and st.alive[m] == 1:
            n += 1.0
            for k in listed:
                wk.liking[k] += st.tie[m, k]
                if k == m:
                    wk.liking[k] += 1.0
    for c in range(sc.n_cons):
        seats = st.bloc[b, c]
        if seats > 0:
            n += seats
            for k in listed:
                wk.liking[k] += seats * st.leaning[c, k]
    for k in listed:
        wk.liking[k] = wk.liking[k] / n if n > 0.0 else 0.0
    for p in range(sc.n_people):
        if st.sway[b, p] > 0.0 and st.seat[st.top, p] == FULL:
            for k in listed:
                if k != p:
                    wk.liking[k] += st.sway[b, p] * favour(st, p, k)


@kernel
def prefer(sc, st, wk, b):
    """Set ``wk.liking`` of everybody for body b."""
    for k in range(sc.n_people):
        wk.listed[k] = k
    wk.n_listed = sc.n_people
    like(sc, st, wk, b)


@kernel
def prefer_heirs(sc, st, wk, b):
    """Set ``wk.liking`` of the members of the top body for body b. While nothing changes the last answer is kept."""
    if wk.still == 1 and wk.liked == b:
        return
    wk.n_listed, wk.liked = 0, b
    for k in range(sc.n_people):
        if st.seat[st.top, k] > 0 and st.alive[k] == 1:
            wk.listed[wk.n_listed] = k
            wk.n_listed += 1
    like(sc, st, wk, b)


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
def delegate(sc, th, st):
    """Leaning of every constituency's delegates: allegiance ** gamma, normalised (the unaligned count as one more). Adherents are
    those to whom it leans."""
    gamma = 1.0 + th.delegation
    for c in range(sc.n_cons):
        st.n_adherents[c] = 0
        total = delegates(st, c, gamma)
        for i in range(sc.n_people):
            st.leaning[c, i] = 0.0
            if st.allegiance[c, i] > 0.0:
                st.leaning[c, i] = st.allegiance[c, i] ** gamma / total
                st.adherent[c, st.n_adherents[c]] = i
                st.n_adherents[c] += 1


@kernel
def chooser(sc, st, m):
    """The body that would fill what motion m vacates."""
    if STAKE[m.kind] == STAKE_OFFICE:
        return sc.filled_by[m.arg]
    if STAKE[m.kind] == STAKE_SEAT and sc.elector[m.arg] != NOBODY:
        return sc.elector[m.arg]
    return st.electorate if st.electorate != NOBODY else m.body


@kernel
def lottery(sc, th, st, wk, m, sign):
    """Set ``wk.gain``: the change of everybody's power if motion m carries, in seats of the top body (``stake_unit``); and ``wk.portion``,
    the part of its target's power that is at stake, 0..1.

    Power that its target loses (sign -1) or keeps, wins (+1) goes to, or is withheld from, the members of the
    top body, each with the chance of a softmax of the choosing body's preferences (the successor lottery).
    """
    wk.n_gainers, wk.portion, target = 0, 0.0, m.target
    at_stake = stake_of(sc, th, st, m) if target != NOBODY else 0.0
    stake = in_seats(sc, th, st, at_stake)
    if stake <= 0.0:
        return
    wk.portion = min(1.0, at_stake / max(st.power[target], TINY))
    prefer_heirs(sc, st, wk, chooser(sc, st, m))
    total = 0.0
    for k in range(sc.n_people):
        wk.gain[k] = 0.0
        if k != target and st.seat[st.top, k] > 0 and st.alive[k] == 1:
            wk.gain[k] = math.exp(th.lottery * wk.liking[k])
            total += wk.gain[k]
            wk.gainer[wk.n_gainers] = k
            wk.n_gainers += 1
    for n in range(wk.n_gainers):
        wk.gain[wk.gainer[n]] *= -sign * stake / total
    wk.gain[target] = sign * stake
    wk.gainer[wk.n_gainers] = target
    wk.n_gainers += 1
    note_gains(st, wk)


@kernel
def note_gains(st, wk):
    """Put down, for everybody who gains or loses, the gain and what makes it feared."""
    for n in range(wk.n_gainers):
        k = wk.gainer[n]
        wk.drive[n], wk.might[n], wk.prize[n] = drive(st, k), st.power[k], wk.gain[k]


@kernel
def drive(st, k):
    """What makes k's lead feared: k's ambition. As far as k has a founder's authority, k is followed and not feared."""
    return st.ambition[k] * (1.0 - st.authority[k])


@kernel
def fear(drive, might, inverse, tie):
    """theta of the balancing term: a member's fear of somebody's gain, 0..2. It is that person's drive times their lead relative to the
    member's own power (``inverse`` is one over it), capped at one: none of a friend, twice as much of an enemy."""
    lead = might * inverse - 1.0
    theta = drive * (lead if lead > 0.0 else 0.0)
    return (theta if theta < 1.0 else 1.0) * (1.0 - tie)


@kernel
def own_stake(th, st, wk, m):
    """What the posed motion is worth to m: m's own gain less the feared gains of the stronger, in seats."""
    inverse = 1.0 / max(st.power[m], TINY)
    own, feared = 0.0, 0.0
    for n in range(wk.n_gainers):
        k = wk.gainer[n]
        if k == m:
            own = wk.prize[n]
        feared += fear(wk.drive[n], wk.might[n], inverse, st.tie[m, k]) * wk.prize[n]
    return own - th.balancing * feared
