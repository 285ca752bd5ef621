"""Refuse an order: who must carry out a decision, or has arms to resist it, says no in the open."""

from __future__ import annotations

import math

from collegium.engine.goals import ORDER, menu
from collegium.engine.interactions import interact, oppose
from collegium.engine.kernel import kernel
from collegium.engine.layout import CARRIED, NOBODY
from collegium.engine.log import note
from collegium.engine.orders import executor, opposition
from collegium.engine.power import in_seats, office_stake, strength, weightiest
from collegium.engine.utility import breach
from collegium.scenario.kinds import L_REFUSED

MENU = menu(ORDER)


@kernel
def may(sc, th, st, i, q):
    """q is a decision that waits for i."""
    return q if st.q_state[q] == CARRIED and executor(sc, st, q) == i else NOBODY


@kernel
def worth(sc, th, st, wk, i, q, arg, need):
    """What the decision costs i, less its mover's displeasure, the risk to i's post, and what it costs to break ranks."""
    s = st.q_mover[q]
    cost = strength(st, s, i) * th.displeasure if s != NOBODY and s != i else 0.0
    post = math.tanh(in_seats(sc, th, st, office_stake(sc, st, weightiest(sc, st, i), i))) * th.refusal_risk
    return opposition(sc, st, q) - cost - post - breach(th, st, i)


@kernel
def effect(sc, th, st, wk, io, i, q, arg):
    st.q_refuser[q] = i
    oppose(st, i, th.defiance)
    s = st.q_mover[q]
    if s != NOBODY and s != i:
        interact(th, st, i, s, -th.affront)
    note(st, io, L_REFUSED, i, s, st.q_body[q], st.q_kind[q], 0.0)
