"""13 Economy: output grows in calm times; swings of policy, quarrels and bad harvests cost it for a time; want loosens allegiance.

A deliberately simple account: swings are charged where policy changes
(moves/propose_policy.py), harvests where they happen (rules/happen.py), quarrels here.
"""

from __future__ import annotations

from collegium.engine.calendar import MONTH, kept, monthly
from collegium.engine.kernel import kernel
from collegium.engine.layout import CARRIED, DEFEATED, DONE, Q
from collegium.scenario.kinds import RUNG


@kernel
def quarrels(st):
    """Sanctions decided in this step."""
    n = 0
    for q in range(Q):
        settled = st.q_state[q] == CARRIED or st.q_state[q] == DEFEATED or st.q_state[q] == DONE
        if settled and st.q_decided[q] == st.week and RUNG[st.q_kind[q]] > 0:
            n += 1
    return n


@kernel
def discontent(sc, th, st):
    """Where output lags behind its calm path, a share of every following falls away; of a population's, as far as it suffers."""
    lag = max(0.0, 1.0 - st.output / st.trend)
    free = st.allegiance.shape[1] - 1
    for c in range(sc.n_cons):
        lost = min(1.0, MONTH * th.discontent * max(lag, st.hardship[c]) / sc.per_year)
        for i in range(sc.n_people):
            out = lost * st.allegiance[c, i]
            st.allegiance[c, i] -= out
            st.allegiance[c, free] += out


@kernel
def economy(sc, th, st, wk, io):
    step = (1.0 + th.growth) ** (1.0 / sc.per_year)
    st.trend *= step
    st.output *= step * (1.0 - th.infighting_cost * quarrels(st))
    st.output += (1.0 - kept(th.recovery_half_life, sc)) * (st.trend - st.output)
    if monthly(sc, st):
        discontent(sc, th, st)
