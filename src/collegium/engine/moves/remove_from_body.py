"""Remove from a body: move, in the body that elects it, that somebody lose his seat."""

from __future__ import annotations

from collegium.engine.agenda import barred, submit
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import deed, unseat
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NOBODY, REMOVE
from collegium.engine.utility import own_man, sanction_worth

MENU = menu(ADVANCE, RETALIATE)


@kernel
def judge(sc, st, y):
    """The body that may take away a seat in y: the one that elects it, else y itself; NOBODY if it is not competent."""
    b = sc.elector[y] if sc.elector[y] != NOBODY else y
    return b if sc.decides[b, REMOVE] == 1 else NOBODY


@kernel
def open_to(sc, th, st, i, j, y):
    """May i move that j lose his seat in y?"""
    b = judge(sc, st, y)
    sits = st.seat[y, j] > 0 and b != NOBODY and (st.seat[b, i] == FULL or st.seat[y, i] == FULL)
    return sits and not barred(sc, st, REMOVE, j, y, th.renewal)


@kernel
def may(sc, th, st, i, j):
    """The body in which j sits: the top body, else the one that elects it, else any."""
    if own_man(th, st, i, j):
        return NOBODY
    if open_to(sc, th, st, i, j, sc.top):
        return sc.top
    if sc.electorate != NOBODY and st.seat[sc.top, j] == 0 and open_to(sc, th, st, i, j, sc.electorate):
        return sc.electorate
    for y in range(sc.n_bodies):
        if y != sc.top and y != sc.electorate and open_to(sc, th, st, i, j, y):
            return y
    return NOBODY


@kernel
def worth(sc, th, st, i, j, y, need):
    return sanction_worth(sc, th, st, i, j, REMOVE, judge(sc, st, y), y, need)


@kernel
def effect(sc, th, st, io, i, j, y):
    deed(th, st, i, j, -th.affront)
    submit(sc, st, REMOVE, i, j, judge(sc, st, y), y, 0.0, 0, 0)


@kernel
def carried(sc, th, st, io, q):
    unseat(sc, st, io, st.q_arg[q], st.q_target[q])
