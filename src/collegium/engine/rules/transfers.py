"""7 Transfers: posts below the top body are given again as a matter of routine (cadre transfers: Hough and Fainsod 1979).

Every year a share ``turnover`` of these posts comes up, before whoever fills it by right or the body that fills it. The incumbent is the
first choice by custom (``continuity``), and others come in as far as they are liked better. Nobody is punished by it, but a newcomer
owes the post to whoever put them there.
"""

from __future__ import annotations

import math

import numpy as np

from collegium.engine.agenda import keeper
from collegium.engine.calendar import MONTH, monthly
from collegium.engine.draws import TRANSFER, uniform
from collegium.engine.interactions import take_office, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import NO_SEAT, NOBODY
from collegium.engine.patronage import filler
from collegium.engine.posts import credited
from collegium.engine.power import favour, prefer
from collegium.engine.succession import fittest


@kernel
def comes_up(sc, th, st, o):
    """Is office o given again this month? Not where its holder sits in the top body, or fills it by right."""
    h = st.holder[o]
    if h == NOBODY or st.seat[st.top, h] != NO_SEAT or filler(sc, st, o) == h:
        return False
    years = MONTH / sc.per_year
    return uniform(st, TRANSFER, sc.office_key[o], np.uint64(0), 0) < 1.0 - math.exp(-th.turnover * years)


@kernel
def transfer(sc, th, st, wk, io, o):
    """Office o goes to whom its filler likes, or the body that fills it; to the incumbent, or to somebody else."""
    patron = filler(sc, st, o)
    if patron != NOBODY:
        for k in range(sc.n_people):
            wk.liking[k] = favour(st, patron, k)
    elif sc.filled_by[o] != NOBODY:
        prefer(sc, st, wk, sc.filled_by[o])
        patron = keeper(sc, st, sc.filled_by[o])
    else:
        return
    who = fittest(sc, th, st, wk, o, 1)
    if who != NOBODY and who != st.holder[o]:
        vacate(st, io, o, True)
        take_office(th, st, io, o, who, credited(st, patron, who))


@kernel
def transfers(sc, th, st, wk, io):
    if monthly(sc, st):
        for o in range(sc.n_offices):
            if comes_up(sc, th, st, o):
                transfer(sc, th, st, wk, io, o)
