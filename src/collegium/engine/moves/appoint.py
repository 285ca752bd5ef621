"""Appoint: put one's own man into a post, by right or by a decision of the body that fills it."""

from __future__ import annotations

import math

from collegium.engine.agenda import barred, office_forum, submit
from collegium.engine.goals import ADVANCE, PROTECT, menu
from collegium.engine.interactions import interact, take_office, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.posts import free_for, other_work
from collegium.engine.power import active, in_seats, strength
from collegium.engine.relations import bond
from collegium.engine.utility import estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import APPOINT

MENU = menu(ADVANCE, PROTECT)
MOTION = APPOINT


@kernel
def protege(sc, th, st, i, o):
    """The closest client or friend of i's for whom office o is a rise and who is free for it, or NOBODY."""
    best, who = th.faction, NOBODY
    for p in range(sc.n_people):
        if p != i and active(st, p) and st.away[p] == 0 and bond(st, i, p) > best:
            if other_work(sc, st, o, p) < st.office_weight[o] and free_for(sc, st, o, p):
                best, who = bond(st, i, p), p
    return who


@kernel
def by_right(sc, st, i, o):
    """May i fill office o by right of an office of i's own?"""
    for own in range(sc.n_offices):
        if st.holder[own] == i and sc.fills[own, o] == 1:
            return True
    return False


@kernel
def may(sc, th, st, i, j):
    """A vacant office, or one held by j that i fills by right; returns it."""
    for o in range(sc.n_offices):
        h = st.holder[o]
        if (h == NOBODY or (h == j and bond(st, i, j) == 0.0)) and by_right(sc, st, i, o) and protege(sc, th, st, i, o) != NOBODY:
            return o
    for o in range(sc.n_offices):
        if st.holder[o] == NOBODY and office_forum(sc, st, i, APPOINT, o) != NOBODY:
            p = protege(sc, th, st, i, o)
            if p != NOBODY and not barred(sc, st, APPOINT, p, o, th.routine_renewal):
                return o
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, o, need):
    """The post's weight, as far as the protege is i's client; less the displeasure of a holder put out, or times the chance of passing."""
    p = protege(sc, th, st, i, o)
    prize = math.tanh(in_seats(sc, th, st, st.office_weight[o])) * bond(st, i, p)
    if by_right(sc, st, i, o):
        return prize - (strength(st, j, i) if st.holder[o] != NOBODY else 0.0)
    if prize <= need:
        return need - 1.0
    pose(sc, th, st, wk, fresh(APPOINT, i, p, office_forum(sc, st, i, APPOINT, o), o))
    return estimate_chance(sc, th, st, wk, i) * prize


@kernel
def effect(sc, th, st, wk, io, i, j, o):
    p = protege(sc, th, st, i, o)
    if not by_right(sc, st, i, o):
        submit(sc, st, fresh(APPOINT, i, p, office_forum(sc, st, i, APPOINT, o), o), REGULAR)
        return
    if st.holder[o] != NOBODY:
        interact(th, st, i, st.holder[o], -1.0)
        vacate(st, io, o, True)
    take_office(th, st, io, o, p, i)
    interact(th, st, i, p, 1.0)


@kernel
def carried(sc, th, st, io, q):
    p, o = st.q_target[q], st.q_arg[q]
    if st.holder[o] == NOBODY and active(st, p) and free_for(sc, st, o, p):
        take_office(th, st, io, o, p, st.q_mover[q])
        if st.q_mover[q] != NOBODY:
            interact(th, st, st.q_mover[q], p, 1.0)
