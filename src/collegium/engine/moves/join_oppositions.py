"""Join two oppositions: former opponents who are both under pressure bury their quarrel against whoever is stronger."""

from __future__ import annotations

from collegium.engine.caucus import eligible, found, free_place, threat, together
from collegium.engine.goals import ACCUSED, ADVANCE, SURVIVE, menu
from collegium.engine.interactions import forgive, interact
from collegium.engine.kernel import kernel
from collegium.engine.layout import MEMBER, NOBODY
from collegium.engine.log import note
from collegium.engine.power import active
from collegium.scenario.kinds import L_JOINED

MENU = menu(SURVIVE, ADVANCE, ACCUSED)


@kernel
def common_opponent(sc, st, i, j):
    """The strongest third man."""
    most, who = 0.0, NOBODY
    for k in range(sc.n_people):
        if k != i and k != j and st.power[k] > most:
            most, who = st.power[k], k
    return who


@kernel
def common_threat(th, st, i, j, k):
    """What the one gains by it who gains less: the fear of k, less that of the other, less the cost of keeping together."""
    return min(threat(st, i, k) - threat(st, i, j), threat(st, j, k) - threat(st, j, i)) - th.caucus_cost


@kernel
def may(sc, th, st, i, j):
    """The opponent against whom it would pay for both. Only former opponents have a quarrel to bury."""
    if min(st.tie[i, j], st.tie[j, i]) >= 0.0 or not active(st, j) or together(st, i, j) != NOBODY:
        return NOBODY
    if min(st.opposed[i], st.opposed[j]) < th.opposition_threshold:
        return NOBODY
    k = common_opponent(sc, st, i, j)
    return k if k != NOBODY and common_threat(th, st, i, j, k) > 0.0 else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, k, need):
    return common_threat(th, st, i, j, k)


@kernel
def agree(sc, st, io, i, j, k):
    """They form a caucus of two, if both sit in the top body and there is a place."""
    if free_place(st) != NOBODY and eligible(sc, st, i) and eligible(sc, st, j):
        st.g_member[found(sc, st, io, i, k), j] = MEMBER


@kernel
def effect(sc, th, st, wk, io, i, j, k):
    forgive(sc, st, i, j, th.resentment)
    forgive(sc, st, j, i, th.resentment)
    interact(th, st, i, j, 1.0)
    interact(th, st, j, i, 1.0)
    most = max(st.opposed[i], st.opposed[j])
    st.opposed[i], st.opposed[j] = most, most
    agree(sc, st, io, i, j, k)
    note(st, io, L_JOINED, i, j, NOBODY, NOBODY, 0.0)
