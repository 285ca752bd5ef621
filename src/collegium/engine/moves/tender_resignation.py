"""Tender one's resignation: a test, paid with the post if it is accepted."""

from __future__ import annotations

import math

from collegium.engine.agenda import barred, submit
from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, RESIGNATION
from collegium.engine.moves.strip_office import weightiest
from collegium.engine.power import office_stake
from collegium.engine.utility import menace, reckon
from collegium.engine.vote import pose

MENU = menu(SURVIVE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    """The office at stake."""
    o = weightiest(sc, st, i)
    if o == NOBODY or sc.decides[sc.filled_by[o], RESIGNATION] == 0:
        return NOBODY
    return NOBODY if barred(sc, st, RESIGNATION, i, o, th.renewal) else o


@kernel
def worth(sc, th, st, i, j, o, need):
    """Confidence shown disarms the threat; pays when the loss times the chance of acceptance is below the gain times that of refusal."""
    if menace(st, i, j) <= need:
        return need - 1.0
    pose(sc, th, st, RESIGNATION, NOBODY, i, sc.filled_by[o], o, 0.0, 0)
    accepted = reckon(sc, th, st, i)
    loss = math.tanh(office_stake(sc, st, o, i) / st.total / th.stake_unit)
    return (1.0 - accepted) * menace(st, i, j) - accepted * loss


@kernel
def effect(sc, th, st, io, i, j, o):
    submit(sc, st, RESIGNATION, NOBODY, i, sc.filled_by[o], o, 0.0, 0, 0)
    io.resignations += 1


@kernel
def carried(sc, th, st, io, q):
    io.resignations_accepted += 1
    if st.holder[st.q_arg[q]] == st.q_target[q]:
        vacate(sc, st, io, st.q_arg[q], True)


@kernel
def confidence(sc, th, st, q):
    """A refused resignation: standing rises, and what documents said against him has lost force."""
    t = st.q_target[q]
    st.standing[t] *= 1.0 + th.standing_win
    for d in range(sc.n_docs):
        if st.content[d, t] < 0.0:
            st.content[d, t] *= th.confidence
