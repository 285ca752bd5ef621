"""Repeal a statute: move that a changed rule be as it was before."""

from __future__ import annotations

from collegium.engine.agenda import submit
from collegium.engine.goals import ADVANCE, SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.reform import best, hall
from collegium.engine.statutes import enact
from collegium.scenario.kinds import REPEAL

MENU = menu(SURVIVE, ADVANCE)
MOTION = REPEAL


@kernel
def may(sc, th, st, i, j):
    """The body."""
    return hall(sc, th, st, i, REPEAL)


@kernel
def worth(sc, th, st, wk, i, j, b, need):
    """What i expects of the best statute."""
    _, most = best(sc, th, st, wk, i, j, b, REPEAL)
    return most


@kernel
def effect(sc, th, st, wk, io, i, j, b):
    s, _ = best(sc, th, st, wk, i, j, b, REPEAL)
    if s != NOBODY:
        submit(sc, st, fresh(REPEAL, i, NOBODY, b, s), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    enact(sc, st, io, q, False)
