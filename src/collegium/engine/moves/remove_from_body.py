"""Remove from a body: move, in the body that elects it, that somebody lose a seat."""

from __future__ import annotations

from collegium.engine.agenda import barred, judge, submit
from collegium.engine.constraints import may_sit
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import interact, unseat
from collegium.engine.kernel import kernel
from collegium.engine.layout import CANDIDATE, FULL, NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.power import members
from collegium.engine.utility import own_man, sanction_worth
from collegium.scenario.kinds import REMOVE

MENU = menu(ADVANCE, RETALIATE)
MOTION = REMOVE


@kernel
def open_to(sc, th, st, i, j, y):
    """May i move that j lose the seat in y?"""
    b = judge(sc, y)
    sits = st.seat[y, j] > 0 and b != NOBODY and (st.seat[b, i] == FULL or st.seat[y, i] == FULL)
    return sits and not barred(sc, st, REMOVE, j, y, th.renewal)


@kernel
def may(sc, th, st, i, j):
    """The body in which j sits: the top body, else the one that elects it, else any."""
    if own_man(th, st, i, j):
        return NOBODY
    if open_to(sc, th, st, i, j, st.top):
        return st.top
    if st.electorate != NOBODY and st.seat[st.top, j] == 0 and open_to(sc, th, st, i, j, st.electorate):
        return st.electorate
    for y in range(sc.n_bodies):
        if y != st.top and y != st.electorate and open_to(sc, th, st, i, j, y):
            return y
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, y, need):
    return sanction_worth(sc, th, st, wk, fresh(REMOVE, i, j, judge(sc, y), y), need)


@kernel
def effect(sc, th, st, wk, io, i, j, y):
    interact(th, st, i, j, -th.affront)
    submit(sc, st, fresh(REMOVE, i, j, judge(sc, y), y), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    unseat(sc, st, io, st.q_arg[q], st.q_target[q])


@kernel
def undone(sc, th, st, io, q):
    """The seat comes back; one that is taken again comes back as a candidate's."""
    y, t = st.q_arg[q], st.q_target[q]
    if st.alive[t] == 1 and st.member[t] == 1 and st.seat[y, t] != FULL and may_sit(sc, st, y, t):
        st.seat[y, t] = FULL if members(sc, st, y) < st.statute[y] else CANDIDATE
