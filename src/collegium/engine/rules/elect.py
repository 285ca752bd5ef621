"""9 Elect: constituencies send delegates, they elect the wider body, it elects the narrower ones, vacant posts are filled.

A region's delegates lean to its strong men by allegiance ** gamma, gamma = 1 + delegation: a bonus to whoever leads it. The
leaning holds until the next congress, also for the unnamed seats of the bodies elected there.
"""

from __future__ import annotations

import numpy as np

from collegium.engine.agenda import is_congress, keeper, list_maker
from collegium.engine.ballot import decide, quorate
from collegium.engine.constraints import may_sit
from collegium.engine.draws import LIST, SUCCESSOR, absorb, gumbel, uniform
from collegium.engine.geometry import TINY, UTMOST
from collegium.engine.interactions import take_office, unseat, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import CANDIDATE, FULL, NO_SEAT, NOBODY
from collegium.engine.log import note, write
from collegium.engine.motion import election
from collegium.engine.posts import credited, other_work
from collegium.engine.power import active, delegate, known, members, prefer
from collegium.engine.relations import bond
from collegium.engine.succession import fittest
from collegium.engine.vote import pose
from collegium.scenario.kinds import L_CONGRESS, L_ELECTED, L_NOT_ELECTED


@kernel
def left_off(sc, th, st, b, y, i):
    """Does the list of names for y leave out incumbent i? Never whoever sits in the top body, nor who holds offices of the same weight."""
    k = list_maker(sc, st, b)
    if k == NOBODY or k == i or st.seat[st.top, i] != NO_SEAT:
        return False
    rank = min(1.0, other_work(sc, st, NOBODY, i) / max(st.seat_weight[st.top], TINY))
    return uniform(st, LIST, sc.body_key[y], sc.person_key[i], 0) < th.slate * th.turnover * (1.0 - bond(st, k, i)) * (1.0 - rank)


@kernel
def confirm(sc, th, st, wk, io, b, y):
    """Routine election: body b votes on every sitting full member of y, by the list that is put before it."""
    st.last_elected[y] = st.week
    for i in range(sc.n_people):
        if st.seat[y, i] == FULL and st.alive[i] == 1:
            pose(sc, th, st, wk, election(i, b, y, left_off(sc, th, st, b, y, i)))
            key = absorb(absorb(absorb(st.luck, sc.body_key[y]), sc.person_key[i]), np.uint64(st.week))
            stays, yes, no = decide(sc, th, st, wk, io, key)
            if not stays:
                unseat(sc, st, io, y, i)
                write(st, io, L_NOT_ELECTED, NOBODY, i, b, y, yes, no, 0, 0.0)


@kernel
def pool(sc, st, b, y, i):
    """May i be elected to a vacant full seat of y by b? From among b's full members and y's candidates; a congress may choose anybody
    who is known for the electorate and the top body, and a body that elects itself for itself. Nobody comes back in the step of their
    fall."""
    if not active(st, i) or st.seat[y, i] == FULL or st.fell[i] == st.week or not may_sit(sc, st, y, i):
        return False
    at_large = (b == y or (is_congress(sc, st, b) and (y == st.electorate or y == st.top))) and known(sc, st, i)
    return at_large or st.seat[b, i] == FULL or st.seat[y, i] == CANDIDATE


@kernel
def fill(sc, th, st, wk, io, b, y):
    """One vacancy of y: a lottery by b's preference, candidates first, and by a candidate's power, more for a weightier seat; an unnamed
    newcomer where y has unnamed seats."""
    best, who, region = -UTMOST, NOBODY, NOBODY
    weight = st.seat_weight[y] / max(np.max(st.seat_weight), TINY) / max(np.max(st.share), TINY)
    prefer(sc, st, wk, b)
    for i in range(sc.n_people):
        if pool(sc, st, b, y, i):
            fit = weight * st.share[i] + (th.candidate_seat if st.seat[y, i] == CANDIDATE else 0.0)
            value = th.lottery * (wk.liking[i] + fit)
            value += gumbel(st, SUCCESSOR, sc.body_key[y], sc.person_key[i], members(sc, st, y))
            if value > best:
                best, who = value, i
    if y != st.top and is_congress(sc, st, b):
        for c in range(sc.n_cons):
            value = th.lottery * preference_for_unknown(sc, st, b, c) + gumbel(
                st, SUCCESSOR, sc.body_key[y], sc.cons_key[c], members(sc, st, y)
            )
            if value > best:
                best, who, region = value, NOBODY, c
    if who != NOBODY:
        st.seat[y, who] = FULL
        note(st, io, L_ELECTED, NOBODY, who, b, y, 0.0)
    elif region != NOBODY:
        st.bloc[y, region] += 1
    return who != NOBODY or region != NOBODY


@kernel
def preference_for_unknown(sc, st, b, c):
    """Weight of constituency c among the delegates of b."""
    total = 0.0
    for k in range(sc.n_cons):
        total += st.bloc[b, k]
    return st.bloc[b, c] / total if total > 0.0 else 0.0


@kernel
def staff(sc, th, st, wk, io, b, o):
    """Body b fills vacant office o with whom it likes."""
    prefer(sc, st, wk, b)
    who = fittest(sc, th, st, wk, o, 0)
    if who != NOBODY:
        take_office(th, st, io, o, who, credited(st, keeper(sc, st, b), who))


@kernel
def retire(sc, st, io):
    """Where an office has a term limit, a holder goes after that time, and waits as long before having it again."""
    for o in range(sc.n_offices):
        if sc.tenure[o] > 0 and st.holder[o] != NOBODY and st.week - st.since[o] >= sc.tenure[o]:
            st.retired[o], st.retired_at[o] = st.holder[o], st.week
            vacate(st, io, o, False)


@kernel
def elect(sc, th, st, wk, io):
    retire(sc, st, io)
    for b in range(sc.n_bodies):
        if st.meets[b] == 1:
            if is_congress(sc, st, b):
                delegate(sc, th, st)
                io.congresses += 1
                note(st, io, L_CONGRESS, NOBODY, NOBODY, b, NOBODY, 0.0)
            for y in range(sc.n_bodies):
                if sc.elector[y] == b and st.exists[y] == 1:
                    if sc.term[y] > 0 and st.week - st.last_elected[y] >= sc.term[y] and quorate(sc, th, st, b):
                        confirm(sc, th, st, wk, io, b, y)
                    while members(sc, st, y) < st.statute[y]:
                        if not fill(sc, th, st, wk, io, b, y):
                            break
            for o in range(sc.n_offices):
                if st.holder[o] == NOBODY and sc.filled_by[o] == b and st.week - st.vacant[o] >= th.interim:
                    staff(sc, th, st, wk, io, b, o)
