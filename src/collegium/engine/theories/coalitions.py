"""Coalitions: members of the top body look ahead to who rules in the end (Acemoglu, Egorov and Sonin 2008).

Whoever holds more than half of the power of a group can throw the others out, and must then fear the next round. So a group ends as the
weakest of those parts of it that win and in which nobody could begin again (:mod:`collegium.models.coalitions`, here for the powers of one
step). A member supports whatever raises their share of power in the end.
"""

from __future__ import annotations

from collegium.engine.geometry import EVEN
from collegium.engine.goals import ADVANCE, SURVIVE
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NOBODY, PLAYERS
from collegium.engine.scales import clip


@kernel
def assemble(sc, st, wk):
    """List the full members of the top body in ``wk.mind``, the strongest first, up to ``PLAYERS``. Returns their number."""
    n = 0
    for i in range(sc.n_people):
        if st.seat[st.top, i] == FULL and st.alive[i] == 1 and st.power[i] > 0.0:
            k = min(n, PLAYERS)
            while k > 0 and st.power[i] > st.power[wk.mind[k - 1]]:
                if k < PLAYERS:
                    wk.mind[k] = wk.mind[k - 1]
                k -= 1
            if k < PLAYERS:
                wk.mind[k] = i
                n = min(n + 1, PLAYERS)
    return n


@kernel
def solve(st, wk, n):
    """Set ``wk.ends`` for every group of the n listed members, as sets of bits: who rules once that group is left to itself."""
    for x in range(1, 1 << n):
        wk.force[x] = 0.0
        for k in range(n):
            if (x >> k) & 1 == 1:
                wk.force[x] += st.power[wk.mind[k]]
        best, z = wk.force[x], (x - 1) & x
        wk.ends[x] = x
        while z > 0:
            if wk.ends[z] == z and wk.force[z] > EVEN * wk.force[x] and wk.force[z] < best:
                best, wk.ends[x] = wk.force[z], z
            z = (z - 1) & x


@kernel
def look_ahead(sc, st, wk):
    """Set everybody's share of power among the members now, ``st.part``, and in the end if j fell, ``st.prospect[j]``."""
    n = assemble(sc, st, wk)
    solve(st, wk, n)
    everybody = (1 << n) - 1
    st.part[:] = 0.0
    st.prospect[:] = 0.0
    for k in range(n):
        st.part[wk.mind[k]] = st.power[wk.mind[k]] / wk.force[everybody]
    for k in range(n):
        end = wk.ends[everybody ^ (1 << k)] if n > 1 else 0
        for m in range(n):
            if (end >> m) & 1 == 1:
                st.prospect[wk.mind[k], wk.mind[m]] = st.power[wk.mind[m]] / wk.force[end]


@kernel
def advantage(st, i, j):
    """What i gains in the end if j falls, relative to i's share now, -1..1."""
    if st.part[i] == 0.0 or st.part[j] == 0.0:
        return 0.0
    return clip(st.prospect[j, i] / st.part[i] - 1.0, -1.0, 1.0)


@kernel
def stake(th, st, wk, m):
    """What m gains in the end by the target's fall, or loses by the target's rise, as far as the motion is a part of it."""
    return -wk.sense * wk.portion * advantage(st, m, wk.target) if wk.target != NOBODY else 0.0


worth = stake


@kernel
def salience(st, i, j, goal):
    """By whose fall one would gain; who would gain by one's own."""
    if goal == ADVANCE:
        return max(0.0, advantage(st, i, j))
    return max(0.0, advantage(st, j, i)) if goal == SURVIVE else 0.0


@kernel
def interest(st, i, k):
    return 0.0


@kernel
def ill_will(st, i, j):
    return max(0.0, advantage(st, i, j))
