"""Reconcile: make peace with somebody, by forgiving and by taking back one's motions against them."""

from __future__ import annotations

from collegium.engine.agenda import withdraw
from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import forgive, interact, let_be
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.log import note
from collegium.engine.power import active, strength
from collegium.scenario.kinds import L_RECONCILED

MENU = menu(SURVIVE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    """There is something to make up."""
    return j if active(st, j) and (st.harm[i, j] > 0.0 or st.harm[j, i] > 0.0) else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """The displeasure it takes away, in proportion to j's strength; less the score left unsettled."""
    return strength(st, j, i) * st.harm[j, i] * (1.0 - th.resentment) - st.harm[i, j] * (1.0 - st.caution[i])


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    withdraw(st, i, j)
    forgive(sc, st, i, j, 0.0)
    forgive(sc, st, j, i, th.resentment)
    interact(th, st, i, j, 1.0)
    let_be(st, i, j)
    note(st, io, L_RECONCILED, i, j, NOBODY, NOBODY, 0.0)
