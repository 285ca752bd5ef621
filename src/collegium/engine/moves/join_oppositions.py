"""Join two oppositions: former opponents who are both under pressure bury their quarrel against whoever is stronger."""

from __future__ import annotations

import math

from collegium.engine.caucus import eligible, threat, together
from collegium.engine.goals import ACCUSED, ADVANCE, SURVIVE, menu
from collegium.engine.interactions import deed, forgive, oppose
from collegium.engine.kernel import kernel
from collegium.engine.layout import L_CAUCUS, L_JOINED, MEMBER, NOBODY, OUTSIDE
from collegium.engine.log import note
from collegium.engine.moves.form_caucus import free_place
from collegium.engine.power import active

MENU = menu(SURVIVE, ADVANCE, ACCUSED)


@kernel
def common_opponent(sc, st, i, j):
    """The strongest third man."""
    most, who = 0.0, NOBODY
    for k in range(sc.n_people):
        if k != i and k != j and st.share[k] > most:
            most, who = st.share[k], k
    return who


@kernel
def common_threat(th, st, i, j, k):
    """The lesser of their fears of k, less the greater of their fears of each other, less the cost of keeping together."""
    return min(threat(st, i, k), threat(st, j, k)) - max(threat(st, i, j), threat(st, j, i)) - th.caucus_cost


@kernel
def may(sc, th, st, i, j):
    """The opponent against whom it would pay for both."""
    if not active(st, j) or min(st.opposed[i], st.opposed[j]) < th.opposition_threshold or together(st, i, j) != NOBODY:
        return NOBODY
    k = common_opponent(sc, st, i, j)
    return k if k != NOBODY and common_threat(th, st, i, j, k) > 0.0 else NOBODY


@kernel
def worth(sc, th, st, i, j, k, need):
    return math.tanh(common_threat(th, st, i, j, k) / th.stake_unit)


@kernel
def agree(sc, st, io, i, j, k):
    """They form a caucus of two, if both sit in the top body and there is a place."""
    g = free_place(st)
    if g != NOBODY and eligible(sc, st, i) and eligible(sc, st, j):
        st.g_on[g] = 1
        st.g_target[g] = k
        st.g_since[g] = st.week
        for m in range(sc.n_people):
            st.g_member[g, m] = MEMBER if m == i or m == j else OUTSIDE
        note(st, io, L_CAUCUS, i, k, sc.top, g, 0.0)


@kernel
def effect(sc, th, st, io, i, j, k):
    forgive(sc, st, i, j, th.resentment)
    forgive(sc, st, j, i, th.resentment)
    deed(th, st, i, j, 1.0)
    deed(th, st, j, i, 1.0)
    oppose(st, i, max(0.0, st.opposed[j] - st.opposed[i]))
    oppose(st, j, max(0.0, st.opposed[i] - st.opposed[j]))
    agree(sc, st, io, i, j, k)
    note(st, io, L_JOINED, i, j, NOBODY, NOBODY, 0.0)
