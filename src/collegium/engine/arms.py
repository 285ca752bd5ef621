"""Arms: who commands them, who is safe from them, and the odds of using them (docs/odd.md, section 5.5).

Odds are a contest of armed men (Tullock 1980): those at the orders of whoever strikes, against those of the other side and those who
obey nobody but the organisation, as far as the norm of unity holds.
"""

from __future__ import annotations

from collegium.engine.caucus import together
from collegium.engine.interactions import first, interact, unseat, vacate, wear
from collegium.engine.kernel import kernel
from collegium.engine.layout import ARRESTED, NO_SEAT, NOBODY
from collegium.engine.log import note
from collegium.engine.power import active
from collegium.engine.utility import own_man
from collegium.scenario.kinds import ARREST, L_ARREST


@kernel
def ranked(sc, st, j):
    """Has j a seat in the top body or in the one that elects it?"""
    return st.seat[st.top, j] != NO_SEAT or (st.electorate != NOBODY and st.seat[st.electorate, j] != NO_SEAT)


@kernel
def sheltered(sc, th, st, j):
    """Is j safe from security? Rank shelters; and membership, as long as j is neither underground nor in open opposition."""
    if ranked(sc, st, j):
        return True
    return st.member[j] == 1 and st.hidden[j] == 0 and st.opposed[j] < th.arrest_threshold


@kernel
def at_orders(th, st, h, i, j):
    """Does h, who commands armed men, follow i against j: as i's client, or in a caucus with i against j?"""
    if h == i:
        return True
    g = together(st, h, i)
    return own_man(th, st, i, h) or (g != NOBODY and st.g_target[g] == j)


@kernel
def arms(sc, th, st, i, j):
    """Armed men, security among them, that i can turn on j: at i's own orders or at those of others who follow i."""
    total = 0.0
    for o in range(sc.n_offices):
        h, men = st.holder[o], max(sc.force[o], sc.security[o])
        if men > 0.0 and h != NOBODY and h != j and active(st, h) and at_orders(th, st, h, i, j):
            total += men
    return total


@kernel
def outcome(st, own, theirs):
    """Chance that one's own armed men prevail over theirs and over those who obey nobody but the organisation."""
    return own / (own + theirs + st.unity) if own > 0.0 else 0.0


@kernel
def odds(sc, th, st, i, j):
    """Chance that i's armed men get hold of j."""
    return outcome(st, arms(sc, th, st, i, j), arms(sc, th, st, j, i))


@kernel
def seize(sc, th, st, io, i, j):
    """i has j arrested: every seat and office of j's is lost."""
    st.confined[j], st.hidden[j] = ARRESTED, 0
    for b in range(sc.n_bodies):
        unseat(sc, st, io, b, j)
    for o in range(sc.n_offices):
        if st.holder[o] == j:
            vacate(st, io, o, True)
    interact(th, st, i, j, -1.0)
    wear(th, st, ARREST)
    io.arrests += 1
    first(io.arrested_at, j, st.week)
    note(st, io, L_ARREST, i, j, NOBODY, NOBODY, st.charges[j])
