"""Tender one's resignation: a test, paid with the post if it is accepted."""

from __future__ import annotations

import math

from collegium.engine.agenda import barred, submit
from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.power import in_seats, office_stake, weightiest
from collegium.engine.relations import menace
from collegium.engine.utility import estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import RESIGNATION

MENU = menu(SURVIVE, ACCUSED)
MOTION = RESIGNATION


@kernel
def may(sc, th, st, i, j):
    """The office at stake."""
    o = weightiest(sc, st, i)
    if o == NOBODY or sc.decides[sc.filled_by[o], RESIGNATION] == 0:
        return NOBODY
    return NOBODY if barred(sc, st, RESIGNATION, i, o, th.renewal) else o


@kernel
def disarmed(sc, th, st, i):
    """How much of the gravest document against i a vote of confidence takes away, 0..1."""
    gravest = 0.0
    for d in range(sc.n_docs):
        if st.written[d] == 1:
            gravest = max(gravest, -st.content[d, i])
    return gravest * (1.0 - th.confidence)


@kernel
def worth(sc, th, st, wk, i, j, o, need):
    """Confidence shown disarms the threat as far as it rests on papers; pays when the loss times the chance of acceptance is below the
    gain times that of refusal."""
    gain = menace(st, i, j) * disarmed(sc, th, st, i)
    if gain <= need:
        return need - 1.0
    pose(sc, th, st, wk, fresh(RESIGNATION, NOBODY, i, sc.filled_by[o], o))
    accepted = estimate_chance(sc, th, st, wk, i)
    loss = math.tanh(in_seats(sc, th, st, office_stake(sc, st, o, i)))
    return (1.0 - accepted) * gain - accepted * loss


@kernel
def effect(sc, th, st, wk, io, i, j, o):
    submit(sc, st, fresh(RESIGNATION, NOBODY, i, sc.filled_by[o], o), REGULAR)
    io.resignations += 1


@kernel
def carried(sc, th, st, io, q):
    io.resignations_accepted += 1
    if st.holder[st.q_arg[q]] == st.q_target[q]:
        vacate(st, io, st.q_arg[q], True)


@kernel
def rejected(sc, th, st, io, q):
    """A refused resignation: standing rises, and documents against the member have lost force."""
    t = st.q_target[q]
    st.standing[t] *= 1.0 + th.standing_win
    for d in range(sc.n_docs):
        if st.content[d, t] < 0.0:
            st.content[d, t] *= th.confidence
