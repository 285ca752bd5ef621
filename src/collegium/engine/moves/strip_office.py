"""Strip of office: move that somebody be relieved of his weightiest post."""

from __future__ import annotations

from collegium.engine.agenda import barred, office_forum, submit
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import deed, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, STRIP
from collegium.engine.power import office_stake
from collegium.engine.utility import own_man, sanction_worth

MENU = menu(ADVANCE, RETALIATE)


@kernel
def weightiest(sc, st, j):
    """The office of j on which most of his power hangs, or NOBODY."""
    best, which = 0.0, NOBODY
    for o in range(sc.n_offices):
        if st.holder[o] == j and office_stake(sc, st, o, j) > best:
            best, which = office_stake(sc, st, o, j), o
    return which


@kernel
def may(sc, th, st, i, j):
    """The office; i must sit where such a motion can be decided."""
    o = weightiest(sc, st, j)
    if o == NOBODY or own_man(th, st, i, j) or office_forum(sc, st, i, STRIP, o) == NOBODY:
        return NOBODY
    return NOBODY if barred(sc, st, STRIP, j, o, th.renewal) else o


@kernel
def worth(sc, th, st, i, j, o, need):
    return sanction_worth(sc, th, st, i, j, STRIP, office_forum(sc, st, i, STRIP, o), o, need)


@kernel
def effect(sc, th, st, io, i, j, o):
    deed(th, st, i, j, -th.affront)
    submit(sc, st, STRIP, i, j, office_forum(sc, st, i, STRIP, o), o, 0.0, 0, 0)


@kernel
def carried(sc, th, st, io, q):
    if st.holder[st.q_arg[q]] == st.q_target[q]:
        vacate(sc, st, io, st.q_arg[q], True)
