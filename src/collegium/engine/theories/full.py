"""The full model: leaders care about power, policy, friends and clients, and injuries. The other theories each keep a part of this."""

from __future__ import annotations

import math

from collegium.engine.goals import ADVANCE, PROTECT, SURVIVE
from collegium.engine.issue import brings
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.power import own_stake, strength
from collegium.engine.relations import bond, issue_gap, menace, offence, rivalry
from collegium.engine.scales import clip, squashed
from collegium.scenario.kinds import POLICY


@kernel
def stake(th, st, wk, m):
    """The own gain, less the feared gains of the stronger."""
    return squashed(own_stake(th, st, wk, m))


@kernel
def worth(th, st, wk, i):
    """Power, policy, and what befalls those close to i."""
    total = math.tanh(own_stake(th, st, wk, i)) if wk.n_gainers > 0 else 0.0
    if wk.kind == POLICY:
        total += brings(st, wk, i)
    t = wk.target
    if t != NOBODY and t != i:
        total += wk.sense * (st.tie[i, t] + st.client[t, i])
        if wk.sense < 0.0:
            total += st.harm[i, t]
    return clip(total, -1.0, 1.0)


@kernel
def salience(st, i, j, goal):
    """Whom one fears; who is in one's way and strong; who is close and has been hurt; who has injured or defies one."""
    if goal == SURVIVE:
        return menace(st, i, j)
    if goal == ADVANCE:
        return rivalry(st, i, j) * strength(st, j, i)
    if goal == PROTECT:
        return bond(st, i, j) * st.hurt[j]
    return max(st.harm[i, j] * (1.0 - st.caution[i]), offence(st, i, j))


@kernel
def interest(st, i, k):
    """How far issue k is from where i wants it."""
    return issue_gap(st, i, k)


@kernel
def ill_will(st, i, j):
    """For j's injuries, or for the room that j takes."""
    return max(st.harm[i, j], rivalry(st, i, j))
