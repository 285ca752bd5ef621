"""Court: do somebody a good turn."""

from __future__ import annotations

from collegium.engine.geometry import SPAN
from collegium.engine.goals import ACCUSED, ADVANCE, PROTECT, SURVIVE, menu
from collegium.engine.interactions import interact
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.power import active, strength

MENU = menu(SURVIVE, ADVANCE, PROTECT, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    return j if active(st, j) and j != i else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """j's power, as far as i can still win j over."""
    return strength(st, j, i) * min(1.0, th.tie_jump * th.courtship) * (1.0 - st.tie[j, i]) / SPAN


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    interact(th, st, i, j, th.courtship)
