"""10 Drift: ties, clientage, injuries and charges fade, views converge, norms recover.

Positions follow Friedkin and Johnsen (1990): x <- x + s (a W x + (1 - a) x0 - x), with W the positive ties among members of the
top body, normalised; its fixed point is that of the published model.
"""

from __future__ import annotations

from collegium.engine.calendar import MONTH, kept, monthly
from collegium.engine.kernel import kernel
from collegium.engine.power import active
from collegium.models.influence import pulled

aimed_at = kernel(pulled)
"""One step of Friedkin and Johnsen, as in the library of models."""


@kernel
def fade(sc, th, st):
    tie, harm = kept(th.tie_half_life, sc) ** MONTH, kept(th.harm_half_life, sc) ** MONTH
    grudge = kept(th.tie_half_life * th.grudge, sc) ** MONTH
    for i in range(sc.n_people):
        if st.hidden[i] == 0:
            st.opposed[i] *= tie
        st.charges[i] *= harm
        st.hurt[i] *= harm
        for j in range(sc.n_people):
            st.tie[i, j] *= tie if st.tie[i, j] > 0.0 else grudge
        for j in range(sc.n_people):
            st.client[i, j] *= tie
        for j in range(sc.n_people):
            st.harm[i, j] *= harm


@kernel
def persuade(sc, th, st, wk):
    """One Friedkin-Johnsen step on every issue among the members of the top body."""
    for i in range(sc.n_people):
        if st.seat[st.top, i] > 0 and active(st, i):
            total = 0.0
            for k in range(sc.n_issues):
                wk.opinion[k] = 0.0
            for j in range(sc.n_people):
                if j != i and st.seat[st.top, j] > 0 and st.tie[i, j] > 0.0 and active(st, j):
                    total += st.tie[i, j]
                    for k in range(sc.n_issues):
                        wk.opinion[k] += st.tie[i, j] * st.position[j, k]
            for k in range(sc.n_issues):
                others = wk.opinion[k] / total if total > 0.0 else st.position[i, k]
                aim = aimed_at(th.openness, others, st.anchor[i, k])
                st.position[i, k] += MONTH * th.susceptibility * (aim - st.position[i, k])


@kernel
def recover(sc, th, st):
    """Worn norms come back by half in every half-life; precedents fade towards the custom of the start."""
    left = kept(th.norm_half_life, sc)
    st.comradeship = 1.0 - (1.0 - st.comradeship) * left
    st.unity = 1.0 - (1.0 - st.unity) * left
    st.precedent = th.precedent + (st.precedent - th.precedent) * left


@kernel
def drift(sc, th, st, wk, io):
    if monthly(sc, st):
        fade(sc, th, st)
        persuade(sc, th, st, wk)
    recover(sc, th, st)
