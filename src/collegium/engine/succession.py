"""Succession: who is next in an office (docs/odd.md, section 6.7)."""

from __future__ import annotations

import numpy as np

from collegium.engine.draws import SUCCESSOR, gumbel
from collegium.engine.geometry import TINY, UTMOST
from collegium.engine.kernel import kernel
from collegium.engine.layout import NO_SEAT, NOBODY
from collegium.engine.posts import fitness, free_for
from collegium.engine.power import active, known


@kernel
def fittest(sc, th, st, wk, o, below):
    """Who is next in office o, or NOBODY: a lottery by liking, by fitness, and by a candidate's power, more for a weightier post. An
    incumbent has the advantage of ``continuity``. Where ``below`` is 1, nobody from the top body is chosen."""
    best, who = -UTMOST, NOBODY
    weight = st.office_weight[o] / max(np.max(st.office_weight), TINY) / max(np.max(st.share), TINY)
    for i in range(sc.n_people):
        free = active(st, i) and st.away[i] == 0 and st.fell[i] != st.week and (below == 0 or st.seat[st.top, i] == NO_SEAT)
        if free and known(sc, st, i) and free_for(sc, st, o, i):
            value = th.lottery * (wk.liking[i] + fitness(sc, th, st, o, i) + weight * st.share[i])
            if st.holder[o] == i:
                value += th.continuity
            value += gumbel(st, SUCCESSOR, sc.office_key[o], sc.person_key[i], 0)
            if value > best:
                best, who = value, i
    return who
