"""Contested autocracy: the strongest grabs power, and the others hold on as long as a rebellion would succeed (after Svolik 2009).

While the strongest has less than half of all power, the others could still put them down, fear their gains and want them lowered. From
half on nobody dares, and everybody goes along.
"""

from __future__ import annotations

from collegium.engine.geometry import PAIR
from collegium.engine.goals import ADVANCE, SURVIVE
from collegium.engine.kernel import kernel
from collegium.engine.power import strength
from collegium.engine.scales import squashed


@kernel
def freedom(st):
    """Chance that a rebellion succeeds, less the chance that it fails, -1..1: the others' share of power less that of the strongest."""
    return 1.0 - PAIR * st.share[st.foremost]


@kernel
def stake(th, st, wk, m):
    """The own gain, less that of the strongest, as far as the others are free."""
    if wk.n_gainers == 0:
        return 0.0
    return squashed(wk.gain[m] - (freedom(st) * wk.gain[st.foremost] if m != st.foremost else 0.0))


worth = stake


@kernel
def salience(st, i, j, goal):
    """The strongest looks at the next, and the others at the strongest."""
    if goal == ADVANCE and i == st.foremost:
        return strength(st, j, i)
    if goal == SURVIVE and j == st.foremost:
        return max(0.0, freedom(st)) * strength(st, j, i)
    return 0.0


@kernel
def interest(st, i, k):
    return 0.0


@kernel
def ill_will(st, i, j):
    return max(salience(st, i, j, ADVANCE), salience(st, i, j, SURVIVE))
