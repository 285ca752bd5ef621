"""Leave a caucus in which somebody has come to be feared more than the common opponent."""

from __future__ import annotations

from collegium.engine.caucus import threat, together
from collegium.engine.goals import ACCUSED, ADVANCE, RETALIATE, SURVIVE, menu
from collegium.engine.interactions import interact
from collegium.engine.kernel import kernel
from collegium.engine.layout import MEMBER, OUTSIDE

MENU = menu(SURVIVE, ADVANCE, RETALIATE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    """j is the man inside; returns the caucus."""
    return together(st, i, j)


@kernel
def worth(sc, th, st, wk, i, j, g, need):
    return threat(st, i, j) + th.caucus_cost - threat(st, i, st.g_target[g])


@kernel
def effect(sc, th, st, wk, io, i, j, g):
    st.g_member[g, i] = OUTSIDE
    for m in range(sc.n_people):
        if st.g_member[g, m] == MEMBER:
            interact(th, st, i, m, -th.courtship)
