"""Stay silent: let it pass. What every other move is measured against."""

from __future__ import annotations

from collegium.engine.goals import ACCUSED, ADVANCE, APPEAL, KEEPER, ORDER, PROTECT, RETALIATE, RISEN, SHAPE, SURVIVE, menu
from collegium.engine.kernel import kernel

MENU = menu(SURVIVE, ADVANCE, SHAPE, PROTECT, RETALIATE, KEEPER, ACCUSED, APPEAL, ORDER, RISEN)


@kernel
def may(sc, th, st, i, j):
    return 0


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    return 0.0


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    pass
