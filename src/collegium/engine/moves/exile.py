"""Exile: security banishes somebody under arrest or expelled. Nobody votes on it, and in this model nobody comes back."""

from __future__ import annotations

from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import first, interact, wear
from collegium.engine.kernel import kernel
from collegium.engine.layout import ARRESTED, EXILED, NOBODY
from collegium.engine.log import note
from collegium.engine.theories import ill_will
from collegium.engine.utility import own_man, scruple, security
from collegium.scenario.kinds import EXILE, L_EXILE

MENU = menu(ADVANCE, RETALIATE)


@kernel
def may(sc, th, st, i, j):
    within = st.confined[j] == ARRESTED or (st.member[j] == 0 and st.confined[j] != EXILED)
    return j if st.alive[j] == 1 and within and not own_man(th, st, i, j) and security(sc, th, st, i) > 0.0 else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    return security(sc, th, st, i) * ill_will(th, st, i, j) - scruple(th, st, EXILE)


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    st.confined[j] = EXILED
    st.away[j] = 1
    interact(th, st, i, j, -1.0)
    wear(th, st, EXILE)
    io.exiles += 1
    first(io.exiled_at, j, st.week)
    note(st, io, L_EXILE, i, j, NOBODY, NOBODY, 0.0)
