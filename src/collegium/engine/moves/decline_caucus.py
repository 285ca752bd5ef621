"""Decline an invitation into a caucus."""

from __future__ import annotations

from collegium.engine.goals import INVITATION, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import INVITED, NOBODY, REFUSED

MENU = menu(INVITATION)


@kernel
def may(sc, th, st, i, g):
    return g if st.g_member[g, i] == INVITED else NOBODY


@kernel
def worth(sc, th, st, wk, i, g, arg, need):
    return 0.0


@kernel
def effect(sc, th, st, wk, io, i, g, arg):
    st.g_member[g, i] = REFUSED
