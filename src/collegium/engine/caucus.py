"""Caucuses: who has reason to agree beforehand, and whether it lasts.

The surplus of a caucus against k is the least of what its members gain by it: a member's fear of k, less what that member fears of
the others, less the cost of keeping it together (docs/odd.md, section 5.4). It is founded while that is positive, and lasts as long as
its members still fear k: what they fear of each other comes into its own when k is down.
"""

from __future__ import annotations

from collegium.engine.geometry import SPAN
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, MEMBER, NOBODY, OUTSIDE, G
from collegium.engine.log import note
from collegium.engine.power import active, strength
from collegium.scenario.kinds import L_CAUCUS, L_DISSOLVED


@kernel
def threat(st, m, k):
    """What m has to fear from k, 0..1: k's power relative to m's, as far as k is ambitious and no friend of m."""
    return strength(st, k, m) * st.ambition[k] * (1.0 - st.authority[k]) * (1.0 - st.tie[m, k]) / SPAN


@kernel
def eligible(sc, st, m):
    """Full members of the top body who can work."""
    return st.seat[st.top, m] == FULL and active(st, m)


@kernel
def outlived(sc, th, st, g):
    """Has caucus g nothing left to fear from its target: is its members' mean fear of the target below the cost of keeping together?"""
    total, n = 0.0, 0
    for m in range(sc.n_people):
        if st.g_member[g, m] == MEMBER:
            total += threat(st, m, st.g_target[g])
            n += 1
    return total < th.caucus_cost * n


@kernel
def relief(st, m, a, b, k):
    """What m gains by agreeing with a and b against k: the fear of k, less the greater of what m fears of the two."""
    return threat(st, m, k) - max(threat(st, m, a), threat(st, m, b))


@kernel
def triple_surplus(th, st, i, a, b, k):
    return min(relief(st, i, a, b, k), relief(st, a, b, i, k), relief(st, b, i, a, k)) - th.caucus_cost


@kernel
def size(sc, st, g):
    n = 0
    for m in range(sc.n_people):
        if st.g_member[g, m] == MEMBER:
            n += 1
    return n


@kernel
def together(st, i, j):
    """A caucus to which both belong, or NOBODY."""
    for g in range(G):
        if st.g_on[g] == 1 and st.g_member[g, i] == MEMBER and st.g_member[g, j] == MEMBER:
            return g
    return NOBODY


@kernel
def free_place(st):
    for g in range(G):
        if st.g_on[g] == 0:
            return g
    return NOBODY


@kernel
def found(sc, st, io, i, k):
    """A caucus against k to which only i belongs so far; returns its place."""
    g = free_place(st)
    st.g_on[g], st.g_target[g], st.g_since[g] = 1, k, st.week
    for m in range(sc.n_people):
        st.g_member[g, m] = OUTSIDE
    st.g_member[g, i] = MEMBER
    note(st, io, L_CAUCUS, i, k, st.top, g, 0.0)
    return g


@kernel
def dissolve(sc, st, io, g):
    st.g_on[g] = 0
    note(st, io, L_DISSOLVED, NOBODY, st.g_target[g], st.top, g, 0.0)
    for m in range(sc.n_people):
        st.g_member[g, m] = OUTSIDE


@kernel
def prune(sc, st, io):
    """Members who lost their seat or their capacity drop out; a caucus of fewer than two, or against nobody, is over."""
    for g in range(G):
        if st.g_on[g] == 1:
            for m in range(sc.n_people):
                if st.g_member[g, m] == MEMBER and not eligible(sc, st, m):
                    st.g_member[g, m] = OUTSIDE
            target = st.g_target[g]
            if size(sc, st, g) < 2 or st.alive[target] == 0 or st.member[target] == 0:
                dissolve(sc, st, io, g)
