"""Isolate a sick leader: move that he be spared all business, on his doctors' advice. He no longer hears, votes or is deferred to."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, submit
from collegium.engine.goals import ADVANCE, SURVIVE, menu
from collegium.engine.interactions import deed
from collegium.engine.kernel import kernel
from collegium.engine.layout import ISOLATE, NOBODY
from collegium.engine.utility import own_man, sanction_worth

MENU = menu(SURVIVE, ADVANCE)


@kernel
def may(sc, th, st, i, j):
    """j has authority, has been ill, and is not cut off yet."""
    if own_man(th, st, i, j) or st.authority[j] <= 0.0 or st.been_ill[j] == 0 or st.alive[j] == 0 or st.isolated[j] > st.week:
        return NOBODY
    if barred(sc, st, ISOLATE, j, NOBODY, th.routine_renewal):
        return NOBODY
    return forum(sc, st, i, ISOLATE)


@kernel
def worth(sc, th, st, i, j, b, need):
    return sanction_worth(sc, th, st, i, j, ISOLATE, b, NOBODY, need)


@kernel
def effect(sc, th, st, io, i, j, b):
    deed(th, st, i, j, -th.affront)
    submit(sc, st, ISOLATE, i, j, b, NOBODY, 0.0, 0, 0)


@kernel
def carried(sc, th, st, io, q):
    st.isolated[st.q_target[q]] = st.week + int(th.isolation * sc.per_year)
