"""Join a caucus to which one has been invited."""

from __future__ import annotations

from collegium.engine.caucus import threat
from collegium.engine.goals import INVITATION, menu
from collegium.engine.interactions import interact
from collegium.engine.kernel import kernel
from collegium.engine.layout import INVITED, MEMBER, NOBODY

MENU = menu(INVITATION)


@kernel
def may(sc, th, st, i, g):
    return g if st.g_on[g] == 1 and st.g_member[g, i] == INVITED else NOBODY


@kernel
def worth(sc, th, st, wk, i, g, arg, need):
    """i's own fear of the target, less i's greatest fear of anybody who is in it or may come in, less the cost."""
    inside = 0.0
    for m in range(sc.n_people):
        if m != i and (st.g_member[g, m] == MEMBER or st.g_member[g, m] == INVITED):
            inside = max(inside, threat(st, i, m))
    return threat(st, i, st.g_target[g]) - inside - th.caucus_cost


@kernel
def effect(sc, th, st, wk, io, i, g, arg):
    for m in range(sc.n_people):
        if m != i and st.g_member[g, m] == MEMBER:
            interact(th, st, i, m, th.courtship)
            interact(th, st, m, i, th.courtship)
    st.g_member[g, i] = MEMBER
