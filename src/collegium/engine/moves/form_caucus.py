"""Form a caucus: invite two others, or everybody but one, to agree beforehand against a common threat."""

from __future__ import annotations

from collegium.engine.caucus import eligible, found, free_place, threat, together, triple_surplus
from collegium.engine.goals import ACCUSED, ADVANCE, SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import INVITED, MEMBER, NOBODY, G

MENU = menu(SURVIVE, ADVANCE, ACCUSED)
STRIDE = 256
EVERYBODY = STRIDE * STRIDE
"""How two partners, or all, are coded in one whole number."""


@kernel
def wide_surplus(sc, th, st, k):
    """Surplus of all full members of the top body but k."""
    least = 1.0
    for m in range(sc.n_people):
        if m != k and eligible(sc, st, m):
            inside = 0.0
            for n in range(sc.n_people):
                if n != m and n != k and eligible(sc, st, n):
                    inside = max(inside, threat(st, m, n))
            least = min(least, threat(st, m, k) - inside)
    return least - th.caucus_cost


@kernel
def may(sc, th, st, i, k):
    """The best pair of partners against k, coded a * 256 + b, or everybody; NOBODY if no caucus would pay."""
    if not eligible(sc, st, i) or not eligible(sc, st, k) or free_place(st) == NOBODY or together(st, i, k) != NOBODY:
        return NOBODY
    for g in range(G):
        if st.g_on[g] == 1 and st.g_target[g] == k and st.g_member[g, i] == MEMBER:
            return NOBODY
    best, choice = 0.0, NOBODY
    for a in range(sc.n_people):
        if a != i and a != k and eligible(sc, st, a):
            for b in range(a):
                if b != i and b != k and eligible(sc, st, b):
                    value = triple_surplus(th, st, i, a, b, k)
                    if value > best:
                        best, choice = value, a * STRIDE + b
    if wide_surplus(sc, th, st, k) > best:
        choice = EVERYBODY
    return choice


@kernel
def worth(sc, th, st, wk, i, k, arg, need):
    if arg == EVERYBODY:
        return wide_surplus(sc, th, st, k)
    return triple_surplus(th, st, i, arg // STRIDE, arg % STRIDE, k)


@kernel
def effect(sc, th, st, wk, io, i, k, arg):
    """The founder belongs; the others are invited and answer for themselves."""
    g = found(sc, st, io, i, k)
    for m in range(sc.n_people):
        if m != k and m != i and eligible(sc, st, m) and (arg == EVERYBODY or m == arg // STRIDE or m == arg % STRIDE):
            st.g_member[g, m] = INVITED
