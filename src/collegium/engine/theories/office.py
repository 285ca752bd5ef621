"""Office only: everybody wants posts, from whoever has them; nobody is a friend."""

from __future__ import annotations

from collegium.engine.geometry import EVEN
from collegium.engine.goals import ADVANCE
from collegium.engine.kernel import kernel
from collegium.engine.power import strength
from collegium.engine.scales import squashed


@kernel
def stake(th, st, wk, m):
    """The own gain."""
    return squashed(wk.gain[m]) if wk.n_gainers > 0 else 0.0


worth = stake


@kernel
def salience(st, i, j, goal):
    """The strong have most to lose to one."""
    return EVEN * strength(st, j, i) if goal == ADVANCE else 0.0


@kernel
def interest(st, i, k):
    return 0.0


@kernel
def ill_will(st, i, j):
    return EVEN
