"""8 Turnover: the flow of allegiances (the circular flow of power: Daniels 1966; Hough and Fainsod 1979).

Every year a share ``turnover`` of a constituency's posts is refilled, in proportion to the appointer's right over it.
The unaligned make room first, others' clients more slowly, and a boss in place shields part of a following. Of the
posts refilled a share ``loyalty`` follows the appointer; the rest is unaligned. With one appointer and nobody else
the unaligned fall by the factor 1 - 4 x turnover x right x loyalty / (steps a year) in every fourth step: the exact limit
that tests/engine checks.
"""

from __future__ import annotations

from collegium.engine.calendar import MONTH, monthly
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.patronage import account, oblige
from collegium.engine.power import active


@kernel
def yielding(sc, th, st, c, j, appointer):
    """Speed at which j's following in c makes room for others, relative to the unaligned; one that is underground cannot be reached."""
    if j == appointer or st.hidden[j] == 1:
        return 0.0
    o = sc.boss[c]
    shield = th.protection if o != NOBODY and st.holder[o] == j else 0.0
    return th.resistance * (1.0 - shield)


@kernel
def refill(sc, th, st, c, i, flow):
    """Appointer i refills the share ``flow`` of c's posts."""
    free = st.allegiance.shape[1] - 1
    moved = flow * st.allegiance[c, free]
    st.allegiance[c, free] -= moved
    for j in range(sc.n_people):
        if st.allegiance[c, j] > 0.0:
            out = flow * yielding(sc, th, st, c, j, i) * st.allegiance[c, j]
            st.allegiance[c, j] -= out
            moved += out
    st.allegiance[c, i] += th.loyalty * moved
    st.allegiance[c, free] += (1.0 - th.loyalty) * moved


@kernel
def turnover(sc, th, st, wk, io):
    if not monthly(sc, st):
        return
    for o in range(sc.n_offices):
        i = st.holder[o]
        if i != NOBODY and active(st, i):
            for c in range(sc.n_cons):
                if st.appoints[o, c] > 0.0:
                    refill(sc, th, st, c, i, min(1.0, MONTH * th.turnover * st.appoints[o, c] / sc.per_year))
    account(sc, th, st)
    oblige(sc, th, st)
