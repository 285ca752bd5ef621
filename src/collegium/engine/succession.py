"""Succession: who is next in an office (docs/odd.md, section 6.7)."""

from __future__ import annotations

import numpy as np

from collegium.engine.constraints import may_hold
from collegium.engine.draws import SUCCESSOR, gumbel
from collegium.engine.geometry import TINY, UTMOST
from collegium.engine.kernel import kernel
from collegium.engine.layout import NO_SEAT, NOBODY
from collegium.engine.power import active, known


@kernel
def burdened(sc, st, i, o):
    """Offices other than o held by i."""
    n = 0
    for other in range(sc.n_offices):
        if other != o and st.holder[other] == i:
            n += 1
    return n


@kernel
def fittest(sc, th, st, wk, o, below):
    """Who is next in office o, or NOBODY: a lottery by liking and by skill with the apparatus, those without office first, and by a
    candidate's power, more for a weightier post. An incumbent has the advantage of ``continuity``.
    Where ``below`` is 1, nobody from the top body is chosen."""
    best, who = -UTMOST, NOBODY
    weight = st.office_weight[o] / max(np.max(st.office_weight), TINY) / max(np.max(st.share), TINY)
    for i in range(sc.n_people):
        free = active(st, i) and st.away[i] == 0 and st.fell[i] != st.week and (below == 0 or st.seat[sc.top, i] == NO_SEAT)
        if free and known(sc, st, i) and may_hold(sc, st, o, i):
            fit = weight * st.share[i] + st.apparatus[i] * th.apparatus_skill - burdened(sc, st, i, o) * th.office_burden
            value = th.lottery * (wk.liking[i] + fit)
            if st.holder[o] == i:
                value += th.continuity
            value += gumbel(st, SUCCESSOR, sc.office_key[o], sc.person_key[i], 0)
            if value > best:
                best, who = value, i
    return who
