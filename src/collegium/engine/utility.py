"""How a leader reckons: his own headcount, with its error, and what the motion would be worth to him."""

from __future__ import annotations

import math

from collegium.engine.agenda import keeper, person_key
from collegium.engine.draws import HEADCOUNT, absorb, normal
from collegium.engine.geometry import EVEN, RUNGS, SPAN
from collegium.engine.headcount import chance
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, POLICY, RUNG
from collegium.engine.power import own_stake
from collegium.engine.vote import clip, nearer, pose


@kernel
def strength(st, j, i):
    """j's share of what i and j have together, 0..1: what i has to fear from j's displeasure."""
    both = st.share[i] + st.share[j]
    return st.share[j] / both if both > 0.0 else EVEN


@kernel
def menace(st, i, j):
    """How much i feels threatened by j: j's relative power times his injuries to i and his enmity."""
    return strength(st, j, i) * clip(st.harm[i, j] - min(0.0, st.tie[j, i]), 0.0, 1.0)


@kernel
def bond(st, i, j):
    """How close j stands to i as client or friend, 0..1."""
    return clip(max(st.client[j, i], st.tie[i, j]), 0.0, 1.0)


@kernel
def reckon(sc, th, st, i):
    """i's own estimate of the chance that the posed motion passes; kept for the explanation."""
    about = absorb(person_key(sc, st.m_target), sc.body_key[st.m_body])
    error = th.headcount_error * normal(st, HEADCOUNT, sc.person_key[i], about, st.m_kind)
    st.estimate = chance(sc, th, st, error)
    return st.estimate


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
def value_to(sc, th, st, i):
    """What it is worth to i that the posed motion passes, -1..1: power, policy, and what befalls those close to him."""
    total = math.tanh(own_stake(sc, th, st, i) / th.stake_unit) if st.n_gainers > 0 else 0.0
    if st.m_kind == POLICY:
        total += nearer(st.position[i, st.m_arg], st.salience[i, st.m_arg], st.policy[st.m_arg], st.m_value)
    t = st.m_target
    if t != NOBODY and t != i:
        total += st.m_sense * (st.tie[i, t] + st.client[t, i])
        if st.m_sense < 0.0:
            total += st.harm[i, t]
    return clip(total, -1.0, 1.0)


@kernel
def sanction_worth(sc, th, st, i, j, kind, body, arg, need):
    """Expected utility of moving a sanction: gain if it is heard and carried, j's displeasure if not, the cost of proposing."""
    cost = th.sanction_cost * RUNG[kind] / RUNGS / th.precision
    if 1.0 - cost <= need:
        return need - 1.0
    pose(sc, th, st, kind, i, j, body, arg, 0.0, 0)
    gain = value_to(sc, th, st, i)
    if max(gain, -strength(st, j, i)) - cost <= need:
        return need - 1.0
    success = access(sc, th, st, i, j, body) * reckon(sc, th, st, i)
    return success * gain - (1.0 - success) * strength(st, j, i) - cost


@kernel
def midway(th, st, i, k):
    """The compromise on issue k that i would offer: between the position of i and the line in force."""
    return th.compromise * st.position[i, k] + (1.0 - th.compromise) * st.policy[k]


@kernel
def ill_will(st, i, j):
    """How much i would like to see j lowered, 0..1: for his injuries, or for the room that j takes."""
    return max(st.harm[i, j], st.ambition[i] * (1.0 - st.tie[i, j]) / SPAN)


@kernel
def openly(th, st, i):
    """Weight of an open risk to i, 0..1. It grows with caution."""
    return th.caution_floor + st.caution[i] * (1.0 - th.caution_floor)


@kernel
def breach(th, st, i):
    """What it costs i to break ranks, 0..1: the norm of unity, the more the more cautious he is."""
    return openly(th, st, i) * st.unity


@kernel
def scruple(th, st, rung):
    """What holds a man back from a sanction on which nobody votes: the norm of comradeship, for each rung above what is customary."""
    return th.comradeship * st.comradeship * max(0.0, rung - st.precedent) * th.scruple / th.precision


@kernel
def security(sc, th, st, i):
    """State security at i's orders, 0..1: by an office of his own or of his own man's."""
    most = 0.0
    for o in range(sc.n_offices):
        h = st.holder[o]
        if h != NOBODY and (h == i or own_man(th, st, i, h)):
            most = max(most, sc.security[o])
    return most


@kernel
def own_man(th, st, i, j):
    """Is j i's own client? Nobody purges his own following."""
    return st.client[j, i] >= th.client_threshold
