"""Strip of office: move that somebody be relieved of the weightiest post."""

from __future__ import annotations

from collegium.engine.agenda import barred, office_forum, submit
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import interact, take_office, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.posts import free_for
from collegium.engine.power import weightiest
from collegium.engine.utility import own_man, sanction_worth
from collegium.scenario.kinds import STRIP

MENU = menu(ADVANCE, RETALIATE)
MOTION = STRIP


@kernel
def may(sc, th, st, i, j):
    """The office; i must sit where such a motion can be decided."""
    o = weightiest(sc, st, j)
    if o == NOBODY or own_man(th, st, i, j) or office_forum(sc, st, i, STRIP, o) == NOBODY:
        return NOBODY
    return NOBODY if barred(sc, st, STRIP, j, o, th.renewal) else o


@kernel
def worth(sc, th, st, wk, i, j, o, need):
    return sanction_worth(sc, th, st, wk, fresh(STRIP, i, j, office_forum(sc, st, i, STRIP, o), o), need)


@kernel
def effect(sc, th, st, wk, io, i, j, o):
    interact(th, st, i, j, -th.affront)
    submit(sc, st, fresh(STRIP, i, j, office_forum(sc, st, i, STRIP, o), o), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    if st.holder[st.q_arg[q]] == st.q_target[q]:
        vacate(st, io, st.q_arg[q], True)


@kernel
def undone(sc, th, st, io, q):
    """The office comes back."""
    o, t = st.q_arg[q], st.q_target[q]
    if st.alive[t] == 1 and st.member[t] == 1 and free_for(sc, st, o, t):
        vacate(st, io, o, False)
        take_office(th, st, io, o, t, NOBODY)
