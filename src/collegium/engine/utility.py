"""The utility of a motion to a leader: an own headcount, with its error, and what the motion would change."""

from __future__ import annotations

from collegium.engine.agenda import keeper, person_key
from collegium.engine.draws import HEADCOUNT, absorb, normal
from collegium.engine.geometry import RUNGS
from collegium.engine.headcount import chance
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.power import strength
from collegium.engine.scales import clip
from collegium.engine.theories import worth_to
from collegium.engine.vote import pose
from collegium.scenario.kinds import RUNG


@kernel
def estimate_chance(sc, th, st, wk, i):
    """i's own estimate of the chance that the posed motion passes; kept for the explanation."""
    about = absorb(person_key(sc, wk.target), sc.body_key[wk.body])
    error = th.headcount_error * normal(st, HEADCOUNT, sc.person_key[i], about, wk.kind)
    wk.estimate = chance(sc, th, st, wk, error)
    return wk.estimate


@kernel
def access(sc, th, st, i, j, b):
    """Chance that i's item against j (NOBODY: against nobody) is put on the agenda of body b."""
    k = keeper(sc, st, b)
    if k == NOBODY or k == i:
        return 1.0
    if k == j:
        return 1.0 - th.obstruction
    against = st.tie[k, j] - st.tie[k, i] if j != NOBODY else -st.tie[k, i]
    return 1.0 - th.obstruction * clip(against, 0.0, 1.0)


@kernel
def openly(th, st, i):
    """Weight of an open risk to i, 0..1. It grows with caution."""
    return th.caution_floor + st.caution[i] * (1.0 - th.caution_floor)


@kernel
def breach(th, st, i):
    """What it costs i to break ranks, 0..1: the norm of unity, more for a cautious member, less for one known as an opponent already."""
    return openly(th, st, i) * st.unity * (1.0 - st.opposed[i])


@kernel
def sanction_worth(sc, th, st, wk, m, need):
    """Expected utility of moving sanction m: the gain if it is heard and carried; if not, the target's displeasure and a breach of unity;
    the cost of proposing."""
    cost = th.sanction_cost * RUNG[m.kind] / RUNGS / th.precision
    if 1.0 - cost <= need:
        return need - 1.0
    pose(sc, th, st, wk, m)
    gain, failure = worth_to(th, st, wk, m.mover), strength(st, m.target, m.mover) + breach(th, st, m.mover)
    if max(gain, -failure) - cost <= need:
        return need - 1.0
    success = access(sc, th, st, m.mover, m.target, m.body) * estimate_chance(sc, th, st, wk, m.mover)
    return success * gain - (1.0 - success) * failure - cost


@kernel
def midway(th, st, i, k):
    """The compromise on issue k that i would offer: between the position of i and the line in force."""
    return th.compromise * st.position[i, k] + (1.0 - th.compromise) * st.policy[k]


@kernel
def scruple(th, st, rung):
    """Restraint from a sanction on which nobody votes: the norm of comradeship, for each rung above what is customary."""
    return th.comradeship * st.comradeship * max(0.0, rung - st.precedent) * th.scruple / th.precision


@kernel
def security(sc, th, st, i):
    """State security at i's orders, 0..1: by i's own office or a client's."""
    most = 0.0
    for o in range(sc.n_offices):
        h = st.holder[o]
        if h != NOBODY and (h == i or own_man(th, st, i, h)):
            most = max(most, sc.security[o])
    return most


@kernel
def voice(sc, st, i):
    """How far i is heard, 0..1: public skill, and the press at i's command."""
    press = 0.0
    for o in range(sc.n_offices):
        if st.holder[o] == i:
            press = max(press, sc.press[o])
    return min(1.0, st.public[i] + press)


@kernel
def own_man(th, st, i, j):
    """Is j i's own client? Nobody purges their own clients."""
    return st.client[j, i] >= th.client_threshold
