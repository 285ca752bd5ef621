"""A motion on policy: what it brings whom, whose friends care, and whether it goes back on a settled line (docs/odd.md, section 4.4)."""

from __future__ import annotations

from collegium.engine.geometry import TINY
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NOBODY
from collegium.engine.scales import nearer


@kernel
def brings(st, wk, i):
    """What the posed line gains i, -1..1."""
    return nearer(st.position[i, wk.arg], st.salience[i, wk.arg], st.policy[wk.arg], wk.value)


@kernel
def count_in(st, wk, p):
    """p is one of those whose friends look at what the line means to them."""
    wk.party[wk.n_parties], wk.cares[wk.n_parties] = p, brings(st, wk, p)
    wk.n_parties += 1


@kernel
def parties(sc, st, wk):
    """List whose wishes a vote on policy takes into account: the mover's, and those of the full members of the top body."""
    wk.n_parties = 0
    if wk.mover != NOBODY:
        count_in(st, wk, wk.mover)
    for p in range(sc.n_people):
        if p != wk.mover and st.seat[st.top, p] == FULL and st.alive[p] == 1:
            count_in(st, wk, p)


@kernel
def friends_gain(wk, feelings, m):
    """How far the friends of a voter gain by the line and the enemies lose, -1..1: the mean of ``feelings`` for all parties but m,
    weighted by what the line brings each."""
    total, weight = 0.0, 0.0
    for a in range(wk.n_parties):
        if wk.party[a] != m:
            total += feelings[wk.party[a]] * wk.cares[a]
            weight += abs(wk.cares[a])
    return total / max(weight, TINY)


@kernel
def goes_back(sc, th, st, wk):
    """Does the posed line go back on one that was carried lately?"""
    k = wk.arg
    return st.swing[k] * (wk.value - st.policy[k]) < 0.0 and st.week - st.swung[k] <= th.settlement * sc.per_year


@kernel
def settle(st, k, value):
    """The line on issue k is ``value`` from now on."""
    st.swing[k], st.swung[k] = value - st.policy[k], st.week
    st.policy[k] = value
