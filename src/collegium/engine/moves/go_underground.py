"""Go underground: an open opponent takes a following out of sight. Appointments no longer reach it; security may."""

from __future__ import annotations

from collegium.engine.arms import ranked
from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import charge
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.log import note
from collegium.engine.relations import menace
from collegium.engine.utility import breach
from collegium.scenario.kinds import L_UNDERGROUND

MENU = menu(SURVIVE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    """Only for those who have been put out of the leading bodies."""
    return j if st.hidden[i] == 0 and st.opposed[i] >= th.underground_threshold and not ranked(sc, st, i) else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """The threat, as far as i is in opposition already, with little left to lose; less part of what it costs to break ranks."""
    return menace(st, i, j) * st.opposed[i] - breach(th, st, i) * th.underground_cost


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    st.hidden[i] = 1
    st.opposed[i] = 1.0
    charge(st, i, th.underground_charge)
    note(st, io, L_UNDERGROUND, i, NOBODY, NOBODY, NOBODY, 0.0)
