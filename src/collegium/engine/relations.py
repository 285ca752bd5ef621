"""What one person is to another: fear, closeness, rivalry, offence (docs/odd.md, section 5)."""

from __future__ import annotations

from collegium.engine.geometry import SPAN
from collegium.engine.kernel import kernel
from collegium.engine.power import strength
from collegium.engine.scales import clip


@kernel
def menace(st, i, j):
    """How much i feels threatened by j: j's relative power times j's injuries to i and enmity."""
    return strength(st, j, i) * clip(st.harm[i, j] - min(0.0, st.tie[j, i]), 0.0, 1.0)


@kernel
def bond(st, i, j):
    """How close j is to i as client or friend, 0..1."""
    return clip(max(st.client[j, i], st.tie[i, j]), 0.0, 1.0)


@kernel
def rivalry(st, i, j):
    """How much j is in i's way, 0..1: as far as i is ambitious and no friend of j's. A founder with authority is in nobody's way, and
    nobody is in the founder's."""
    return st.ambition[i] * (1.0 - st.authority[i]) * (1.0 - st.authority[j]) * (1.0 - st.tie[i, j]) / SPAN


@kernel
def offence(st, i, j):
    """How much j's open opposition offends i, 0..1: as far as i is of the majority and no friend of j."""
    return st.opposed[j] * (1.0 - st.lost[i]) * (1.0 - st.tie[i, j]) / SPAN


@kernel
def issue_gap(st, i, k):
    """How far issue k is from where i wants it, weighted by its salience, 0..1."""
    return st.salience[i, k] * abs(st.position[i, k] - st.policy[k]) / SPAN


@kernel
def kin(st, i, j):
    """How far i and j are patron and client of one another, 0..1."""
    return min(1.0, st.client[i, j] + st.client[j, i])
