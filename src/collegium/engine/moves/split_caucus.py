"""Split the other side: win over one member of a hostile caucus, with a report of what the others plan against that member."""

from __future__ import annotations

from collegium.engine.caucus import threat
from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import interact
from collegium.engine.kernel import kernel
from collegium.engine.layout import MEMBER, NOBODY, G
from collegium.engine.power import strength

MENU = menu(SURVIVE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    """A caucus against i of which j is a member."""
    for g in range(G):
        if st.g_on[g] == 1 and st.g_target[g] == i and st.g_member[g, j] == MEMBER:
            return g
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, g, need):
    """How much more j has to fear inside than from i, as far as j counts."""
    inside = 0.0
    for m in range(sc.n_people):
        if m != j and st.g_member[g, m] == MEMBER:
            inside = max(inside, threat(st, j, m))
    return strength(st, j, i) * (inside + th.caucus_cost - threat(st, j, i))


@kernel
def effect(sc, th, st, wk, io, i, j, g):
    """A courtesy to j; what j hears of the others is an injury, and they learn who told j."""
    interact(th, st, i, j, th.courtship)
    for m in range(sc.n_people):
        if m != j and st.g_member[g, m] == MEMBER:
            interact(th, st, m, j, -th.courtship)
            interact(th, st, i, m, -th.courtship)
