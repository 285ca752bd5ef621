"""Go underground: an open opponent takes his following out of sight. Appointments no longer reach it; security may."""

from __future__ import annotations

from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import charge, oppose
from collegium.engine.kernel import kernel
from collegium.engine.layout import L_UNDERGROUND, NOBODY
from collegium.engine.log import note
from collegium.engine.utility import breach, menace

MENU = menu(SURVIVE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    return j if st.hidden[i] == 0 and st.opposed[i] >= th.underground_threshold else NOBODY


@kernel
def worth(sc, th, st, i, j, arg, need):
    """He has little left to lose: the threat, as far as he is in opposition already; less part of what it costs to break ranks."""
    return menace(st, i, j) * st.opposed[i] - breach(th, st, i) * th.underground_cost


@kernel
def effect(sc, th, st, io, i, j, arg):
    st.hidden[i] = 1
    oppose(st, i, 1.0)
    charge(st, i, th.underground_charge)
    note(st, io, L_UNDERGROUND, i, NOBODY, NOBODY, NOBODY, 0.0)
