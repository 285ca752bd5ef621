"""Adopt a statute: move that a rule of the group be changed."""

from __future__ import annotations

from collegium.engine.agenda import submit
from collegium.engine.goals import ADVANCE, SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.reform import best, hall
from collegium.engine.statutes import enact
from collegium.scenario.kinds import ADOPT

MENU = menu(SURVIVE, ADVANCE)
MOTION = ADOPT


@kernel
def may(sc, th, st, i, j):
    """The body."""
    return hall(sc, th, st, i, ADOPT)


@kernel
def worth(sc, th, st, wk, i, j, b, need):
    """What i expects of the best statute."""
    _, most = best(sc, th, st, wk, i, j, b, ADOPT)
    return most


@kernel
def effect(sc, th, st, wk, io, i, j, b):
    s, _ = best(sc, th, st, wk, i, j, b, ADOPT)
    if s != NOBODY:
        submit(sc, st, fresh(ADOPT, i, NOBODY, b, s), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    enact(sc, st, io, q, True)
