"""Expel: move that somebody be put out of the organisation. Every seat and office is lost."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, submit
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import first, interact, leave_everything
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.utility import own_man, sanction_worth
from collegium.scenario.kinds import EXPEL

MENU = menu(ADVANCE, RETALIATE)
MOTION = EXPEL


@kernel
def may(sc, th, st, i, j):
    """The body; nobody is expelled who still sits in the top body."""
    if own_man(th, st, i, j) or st.member[j] == 0 or st.seat[st.top, j] > 0:
        return NOBODY
    if barred(sc, st, EXPEL, j, NOBODY, th.renewal):
        return NOBODY
    return forum(sc, st, i, EXPEL)


@kernel
def worth(sc, th, st, wk, i, j, b, need):
    return sanction_worth(sc, th, st, wk, fresh(EXPEL, i, j, b, NOBODY), need)


@kernel
def effect(sc, th, st, wk, io, i, j, b):
    interact(th, st, i, j, -1.0)
    submit(sc, st, fresh(EXPEL, i, j, b, NOBODY), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    t = st.q_target[q]
    if st.alive[t] == 1 and st.member[t] == 1:
        leave_everything(sc, st, io, t, True)
        st.member[t] = 0
        io.expelled += 1
        first(io.expelled_at, t, st.week)


@kernel
def undone(sc, th, st, io, q):
    """Membership comes back, without seats and offices."""
    if st.alive[st.q_target[q]] == 1:
        st.member[st.q_target[q]] = 1
