"""Build a case: have security collect, or invent, what can be held against somebody."""

from __future__ import annotations

from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import charge
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.log import note
from collegium.engine.power import strength
from collegium.engine.theories import ill_will
from collegium.engine.utility import own_man, security
from collegium.scenario.kinds import L_CASE

MENU = menu(ADVANCE, RETALIATE)


@kernel
def may(sc, th, st, i, j):
    return j if st.alive[j] == 1 and not own_man(th, st, i, j) and security(sc, th, st, i) > 0.0 else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """What is still lacking in the case, as far as i wishes j ill; a cautious man fears that it becomes known."""
    gain = security(sc, th, st, i) * ill_will(th, st, i, j) * (1.0 - st.charges[j]) * th.case_building
    return gain - st.caution[i] * strength(st, j, i) * th.case_risk


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    charge(st, j, security(sc, th, st, i) * th.case_building)
    note(st, io, L_CASE, i, j, NOBODY, NOBODY, st.charges[j])
