"""Reconcile: make peace with somebody, by forgiving him and taking back what one has moved against him."""

from __future__ import annotations

from collegium.engine.agenda import withdraw
from collegium.engine.geometry import SPAN
from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import deed, forgive
from collegium.engine.kernel import kernel
from collegium.engine.layout import L_RECONCILED, NOBODY
from collegium.engine.log import note
from collegium.engine.power import active
from collegium.engine.utility import strength

MENU = menu(SURVIVE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    """There is something to make up."""
    return j if active(st, j) and (st.harm[i, j] > 0.0 or st.harm[j, i] > 0.0 or st.tie[j, i] < 0.0) else NOBODY


@kernel
def worth(sc, th, st, i, j, arg, need):
    """The displeasure it takes away, as far as j is to be feared; less the score that is left unsettled."""
    warmth = min(1.0, th.tie_jump) * (1.0 - st.tie[j, i]) / SPAN
    return strength(st, j, i) * (st.harm[j, i] * (1.0 - th.resentment) + warmth) - st.harm[i, j] * (1.0 - st.caution[i])


@kernel
def effect(sc, th, st, io, i, j, arg):
    withdraw(sc, st, i, j)
    forgive(sc, st, i, j, 0.0)
    forgive(sc, st, j, i, th.resentment)
    deed(th, st, i, j, 1.0)
    note(st, io, L_RECONCILED, i, j, NOBODY, NOBODY, 0.0)
