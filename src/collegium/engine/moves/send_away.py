"""Send away: move that somebody be posted far from the centre. He keeps his seats and loses his central offices."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, submit
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import deed, first, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, SEND_AWAY
from collegium.engine.utility import own_man, sanction_worth

MENU = menu(ADVANCE, RETALIATE)


@kernel
def may(sc, th, st, i, j):
    if own_man(th, st, i, j) or st.away[j] == 1 or st.member[j] == 0:
        return NOBODY
    if barred(sc, st, SEND_AWAY, j, NOBODY, th.renewal):
        return NOBODY
    return forum(sc, st, i, SEND_AWAY)


@kernel
def worth(sc, th, st, i, j, b, need):
    return sanction_worth(sc, th, st, i, j, SEND_AWAY, b, NOBODY, need)


@kernel
def effect(sc, th, st, io, i, j, b):
    deed(th, st, i, j, -th.affront)
    submit(sc, st, SEND_AWAY, i, j, b, NOBODY, 0.0, 0, 0)


@kernel
def carried(sc, th, st, io, q):
    t = st.q_target[q]
    st.away[t] = 1
    first(io.sent_away, t, st.week)
    for o in range(sc.n_offices):
        if st.holder[o] == t and sc.region[o] == NOBODY:
            vacate(sc, st, io, o, True)
