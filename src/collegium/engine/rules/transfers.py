"""7 Transfers: posts outside the top body change hands as a matter of routine (cadre transfers: Hough and Fainsod 1979).

Every year a share ``turnover`` of these posts is filled again, by whoever fills it by right or keeps the agenda of the body that fills
it; the less so, the more the holder is theirs. Nobody is punished by it, but whoever comes owes the post to who put them there.
"""

from __future__ import annotations

import math

import numpy as np

from collegium.engine.agenda import keeper
from collegium.engine.calendar import MONTH, monthly
from collegium.engine.draws import TRANSFER, uniform
from collegium.engine.interactions import take_office, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NOBODY
from collegium.engine.patronage import filler
from collegium.engine.power import favour, prefer
from collegium.engine.succession import fittest
from collegium.engine.utility import bond


@kernel
def staffer(sc, st, o):
    """Who moves people in and out of office o: whoever fills it by right, else the keeper of the agenda of the body that fills it."""
    patron = filler(sc, st, o)
    if patron != NOBODY or sc.filled_by[o] == NOBODY:
        return patron
    return keeper(sc, st, sc.filled_by[o])


@kernel
def due(sc, th, st, o, i, h):
    """Does i put somebody else in the place of holder h of office o this month?"""
    years = MONTH / sc.per_year
    return uniform(st, TRANSFER, sc.office_key[o], np.uint64(0), 0) < 1.0 - math.exp(-th.turnover * (1.0 - bond(st, i, h)) * years)


@kernel
def transfer(sc, th, st, wk, io, o, i):
    """Somebody else takes office o: whom i likes who fills it by right, else whom the body likes that fills it."""
    if filler(sc, st, o) == i:
        for k in range(sc.n_people):
            wk.liking[k] = favour(st, i, k)
    else:
        prefer(sc, st, wk, sc.filled_by[o])
    who = fittest(sc, th, st, wk, o)
    if who != NOBODY:
        vacate(st, io, o, True)
        take_office(th, st, io, o, who, i)


@kernel
def transfers(sc, th, st, wk, io):
    if not monthly(sc, st):
        return
    for o in range(sc.n_offices):
        h, i = st.holder[o], staffer(sc, st, o)
        if h != NOBODY and i != NOBODY and i != h and st.seat[sc.top, h] != FULL and due(sc, th, st, o, i, h):
            transfer(sc, th, st, wk, io, o, i)
