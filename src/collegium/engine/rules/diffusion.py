"""2 Diffusion: what is written spreads along ties; pressure of crises and an absent leader's authority fade."""

from __future__ import annotations

from collegium.engine.calendar import MONTH, kept, monthly
from collegium.engine.draws import RUMOUR, uniform
from collegium.engine.kernel import kernel


@kernel
def whispers(sc, st, wk, d, told):
    """Set ``wk.odds``: the chance that each hears nothing of document d.

    Every friend who knows it tells with the chance tie x ``told``."""
    for i in range(sc.n_people):
        wk.odds[i] = 1.0
    for j in range(sc.n_people):
        if st.knows[d, j] > 0.0 and st.alive[j] == 1:
            for i in range(sc.n_people):
                wk.odds[i] *= 1.0 - max(0.0, st.tie[j, i]) * told


@kernel
def spread(sc, th, st, wk):
    """A month's talk about documents that nobody has read out."""
    told = 1.0 - kept(th.rumour_half_life, sc) ** MONTH
    for d in range(sc.n_docs):
        if st.written[d] == 1 and st.read_out[d] == 0:
            whispers(sc, st, wk, d, told)
            for i in range(sc.n_people):
                if st.knows[d, i] == 0.0 and st.alive[i] == 1 and wk.odds[i] < 1.0 and st.isolated[i] <= st.week:
                    if uniform(st, RUMOUR, sc.person_key[i], sc.doc_key[d], 0) < 1.0 - wk.odds[i]:
                        st.knows[d, i] = th.hearsay


@kernel
def diffusion(sc, th, st, wk, io):
    if monthly(sc, st):
        spread(sc, th, st, wk)
    st.threat *= kept(th.crisis_half_life, sc)
    for i in range(sc.n_people):
        if st.authority[i] > 0.0 and st.incapable[i] > st.week:
            st.authority[i] *= kept(th.authority_half_life, sc)
