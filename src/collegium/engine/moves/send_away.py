"""Send away: move that somebody be posted far from the centre. Seats are kept, central offices lost."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum_on, submit
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import first, interact, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import AT_LARGE, EXILED, NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.utility import own_man, sanction_worth
from collegium.scenario.kinds import SEND_AWAY

MENU = menu(ADVANCE, RETALIATE)
MOTION = SEND_AWAY


@kernel
def may(sc, th, st, i, j):
    if own_man(th, st, i, j) or st.away[j] == 1 or st.member[j] == 0 or st.confined[j] != AT_LARGE:
        return NOBODY
    if barred(sc, st, SEND_AWAY, j, NOBODY, th.renewal):
        return NOBODY
    return forum_on(sc, st, i, SEND_AWAY, j)


@kernel
def worth(sc, th, st, wk, i, j, b, need):
    return sanction_worth(sc, th, st, wk, fresh(SEND_AWAY, i, j, b, NOBODY), need)


@kernel
def effect(sc, th, st, wk, io, i, j, b):
    interact(th, st, i, j, -th.affront)
    submit(sc, st, fresh(SEND_AWAY, i, j, b, NOBODY), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    t = st.q_target[q]
    st.away[t] = 1
    first(io.sent_away, t, st.week)
    for o in range(sc.n_offices):
        if st.holder[o] == t and sc.region[o] == NOBODY:
            vacate(st, io, o, True)


@kernel
def undone(sc, th, st, io, q):
    """Back to the centre, unless security was quicker."""
    t = st.q_target[q]
    if st.alive[t] == 1 and st.confined[t] != EXILED:
        st.away[t] = 0
