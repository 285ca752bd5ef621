"""Arrest: security takes an opponent who has neither rank nor the shelter of the organisation. Nobody votes on it."""

from __future__ import annotations

from collegium.engine.arms import seize, sheltered
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import AT_LARGE, NOBODY
from collegium.engine.power import strength
from collegium.engine.theories import ill_will
from collegium.engine.utility import own_man, scruple, security
from collegium.scenario.kinds import ARREST

MENU = menu(ADVANCE, RETALIATE)


@kernel
def may(sc, th, st, i, j):
    free = st.alive[j] == 1 and st.confined[j] == AT_LARGE and not own_man(th, st, i, j)
    return j if free and not sheltered(sc, th, st, j) and security(sc, th, st, i) > 0.0 else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """i's ill will as far as there is a case, less the displeasure of j's own and the norm that it breaks."""
    case = st.charges[j]
    cost = (1.0 - case) * strength(st, j, i) * th.accusation_cost
    return security(sc, th, st, i) * ill_will(th, st, i, j) * case - cost - scruple(th, st, ARREST)


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    seize(sc, th, st, io, i, j)
