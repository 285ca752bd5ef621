"""Hold back: who keeps an agenda leaves an item off it."""

from __future__ import annotations

from collegium.engine.agenda import controls
from collegium.engine.goals import KEEPER, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import HELD, NOBODY, SUBMITTED
from collegium.engine.motion import item
from collegium.engine.power import strength
from collegium.engine.theories import worth_to
from collegium.engine.utility import estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import RESIGNATION

MENU = menu(KEEPER)


@kernel
def may(sc, th, st, i, q):
    """q is an item that has come in."""
    if st.q_state[q] == SUBMITTED and st.q_mover[q] != i and st.q_kind[q] != RESIGNATION and controls(sc, st, st.q_body[q], i):
        return q
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, q, arg, need):
    """What the item threatens i with, less its mover's displeasure."""
    s = st.q_mover[q]
    pose(sc, th, st, wk, item(st, q))
    loss = -worth_to(th, st, wk, i)
    cost = strength(st, s, i) * th.displeasure if s != NOBODY else 0.0
    if max(loss, 0.0) - cost <= need:
        return need - 1.0
    return estimate_chance(sc, th, st, wk, i) * loss - cost


@kernel
def effect(sc, th, st, wk, io, i, q, arg):
    st.q_state[q] = HELD
