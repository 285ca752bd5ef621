"""2 Learn: what is written spreads along ties; pressure of crises and an absent leader's authority fade."""

from __future__ import annotations

from collegium.engine.draws import RUMOUR, uniform
from collegium.engine.kernel import kernel

import numpy as np


@kernel
def rumour(sc, th, st, d, i):
    """Chance that i hears of document d in this step: from the friends of his who know it."""
    quiet = 1.0
    for j in range(sc.n_people):
        if st.knows[d, j] > 0.0 and st.alive[j] == 1 and st.tie[j, i] > 0.0:
            quiet *= 1.0 - st.tie[j, i] * (1.0 - 0.5 ** (1.0 / (th.rumour_half_life * sc.per_year)))
    return 1.0 - quiet


@kernel
def learn(sc, th, st, io):
    for d in range(sc.n_docs):
        if st.written[d] == 1 and st.read_out[d] == 0:
            for i in range(sc.n_people):
                if st.knows[d, i] == 0.0 and st.alive[i] == 1:
                    if uniform(st, RUMOUR, sc.person_key[i], sc.doc_key[d], 0) < rumour(sc, th, st, d, i):
                        st.knows[d, i] = 0.5
    st.threat *= 0.5 ** (1.0 / (th.crisis_half_life * sc.per_year))
    for i in range(sc.n_people):
        if st.authority[i] > 0.0 and st.incapable[i] > st.week:
            st.authority[i] *= 0.5 ** (1.0 / (th.authority_half_life * sc.per_year))
