"""Clientele: patrons and clients hold together, and nothing else counts (machine politics; the circular flow of power, Daniels 1966)."""

from __future__ import annotations

from collegium.engine.geometry import EVEN
from collegium.engine.goals import ADVANCE, PROTECT
from collegium.engine.kernel import kernel
from collegium.engine.power import strength
from collegium.engine.relations import kin
from collegium.engine.scales import squashed


@kernel
def stake(th, st, wk, m):
    """What m's own patrons and clients and m gain by it."""
    total = 0.0
    for n in range(wk.n_gainers):
        k = wk.gainer[n]
        total += wk.gain[k] if k == m else kin(st, m, k) * wk.gain[k]
    return squashed(total)


worth = stake


@kernel
def salience(st, i, j, goal):
    """Strong people who are neither patron nor client are in one's way; those who are and have been hurt are to be protected."""
    if goal == ADVANCE:
        return EVEN * (1.0 - kin(st, i, j)) * strength(st, j, i)
    return kin(st, i, j) * st.hurt[j] if goal == PROTECT else 0.0


@kernel
def interest(st, i, k):
    return 0.0


@kernel
def ill_will(st, i, j):
    return EVEN * (1.0 - kin(st, i, j))
