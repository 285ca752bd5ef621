"""Arrest: security takes an opponent who has neither rank nor the shelter of the organisation. Nobody votes on it."""

from __future__ import annotations

from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import first, interact, vacate, wear
from collegium.engine.kernel import kernel
from collegium.engine.layout import ARRESTED, AT_LARGE, NO_SEAT, NOBODY
from collegium.engine.log import note
from collegium.engine.power import strength
from collegium.engine.utility import ill_will, own_man, scruple, security
from collegium.scenario.kinds import ARREST, L_ARREST

MENU = menu(ADVANCE, RETALIATE)


@kernel
def unprotected(sc, th, st, j):
    """Without a seat in the top body or in the one that elects it; and expelled, underground or in open opposition."""
    ranked = st.seat[sc.top, j] != NO_SEAT or (sc.electorate != NOBODY and st.seat[sc.electorate, j] != NO_SEAT)
    return not ranked and (st.member[j] == 0 or st.hidden[j] == 1 or st.opposed[j] >= th.arrest_threshold)


@kernel
def may(sc, th, st, i, j):
    free = st.alive[j] == 1 and st.confined[j] == AT_LARGE and not own_man(th, st, i, j)
    return j if free and unprotected(sc, th, st, j) and security(sc, th, st, i) > 0.0 else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """i's ill will as far as there is a case, less the displeasure of j's own and the norm that it breaks."""
    case = st.charges[j]
    cost = (1.0 - case) * strength(st, j, i) * th.accusation_cost
    return security(sc, th, st, i) * ill_will(st, i, j) * case - cost - scruple(th, st, ARREST)


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    st.confined[j] = ARRESTED
    st.hidden[j] = 0
    for o in range(sc.n_offices):
        if st.holder[o] == j:
            vacate(st, io, o, True)
    interact(th, st, i, j, -1.0)
    wear(th, st, ARREST)
    io.arrests += 1
    first(io.arrested_at, j, st.week)
    note(st, io, L_ARREST, i, j, NOBODY, NOBODY, st.charges[j])
