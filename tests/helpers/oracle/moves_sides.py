"""Moves by which people come together and part, written again from docs/odd.md, sections 5.3 and 5.4.

Form, join, decline and leave a caucus; reconcile; join two oppositions.
"""

from __future__ import annotations

from helpers.oracle.deeds import deed, drop, forgive, let_be
from helpers.oracle.moves import Option
from helpers.oracle.relations import strength
from helpers.oracle.world import FULL, INVITED, MEMBER, NOBODY, OUTSIDE, REFUSED, World


def fears(w: World, m: int, k: int) -> float:
    """f(m, k) of section 5.4."""
    return float(strength(w, m, k) * w.ambition[k] * (1 - w.authority[k]) * (1 - w.tie[m][k]) / 2)


def greatest_fear(w: World, m: int, of: list[int]) -> float:
    return max((fears(w, m, n) for n in of), default=0.0)


def surplus(w: World, people: list[int], k: int) -> float:
    return min((fears(w, m, k) - greatest_fear(w, m, [n for n in people if n != m]) for m in people), default=1.0) - w.th.caucus_cost


def eligible(w: World, i: int) -> bool:
    return w.active(i) and w.seat[w.top][i] == FULL


def caucuses(w: World) -> list[int]:
    return [g for g, on in enumerate(w.g_on) if on]


def free_place(w: World) -> int:
    return next((g for g, on in enumerate(w.g_on) if not on), NOBODY)


def members(w: World, g: int, *status: int) -> list[int]:
    return [i for i in w.persons() if w.g_member[g][i] in (status or (MEMBER,))]


def together(w: World, i: int, j: int) -> int:
    """The first caucus of which both are members."""
    return next((g for g in caucuses(w) if {i, j} <= set(members(w, g))), NOBODY)


def found(w: World, g: int, k: int, first: list[int], invited: list[int]) -> None:
    w.g_on[g], w.g_target[g], w.g_since[g] = 1, k, w.week
    w.g_member[g] = [OUTSIDE] * len(w.g_member[g])
    for status, people in ((MEMBER, first), (INVITED, invited)):
        for i in people:
            w.g_member[g][i] = status


def form_caucus(w: World, i: int, k: int) -> Option | None:
    against = any(w.g_target[g] == k and i in members(w, g) for g in caucuses(w))
    g = free_place(w)
    if not (eligible(w, i) and eligible(w, k)) or g == NOBODY or together(w, i, k) != NOBODY or against:
        return None
    others = [j for j in w.persons() if eligible(w, j) and j not in (i, k)]
    best, invited = 0.0, list[int]()
    pairs = [[a, b] for a in others for b in others if b < a]
    for some in [*pairs, others]:
        gain = surplus(w, [i, *some], k)
        if gain > best:
            best, invited = gain, some
    if best <= 0:
        return None
    return Option(best, lambda: found(w, g, k, [i], invited))


def join_caucus(w: World, i: int, g: int) -> Option | None:
    if w.g_member[g][i] != INVITED:
        return None
    others = [m for m in members(w, g, MEMBER, INVITED) if m != i]

    def effect() -> None:
        for m in members(w, g):
            deed(w, i, m, w.th.courtship)
            deed(w, m, i, w.th.courtship)
        w.g_member[g][i] = MEMBER

    gain = fears(w, i, w.g_target[g]) - greatest_fear(w, i, others) - w.th.caucus_cost
    return Option(gain, effect)


def decline_caucus(w: World, i: int, g: int) -> Option | None:
    return Option(0.0, lambda: w.g_member[g].__setitem__(i, REFUSED))


def leave_caucus(w: World, i: int, j: int) -> Option | None:
    g = together(w, i, j)
    if g == NOBODY:
        return None

    def effect() -> None:
        w.g_member[g][i] = OUTSIDE
        for m in members(w, g):
            deed(w, i, m, -w.th.courtship)

    return Option(fears(w, i, j) + w.th.caucus_cost - fears(w, i, w.g_target[g]), effect)


def reconcile(w: World, i: int, j: int) -> Option | None:
    quarrel = w.harm[i][j] > 0 or w.harm[j][i] > 0
    if not w.active(j) or not quarrel:
        return None

    def effect() -> None:
        drop(w, i, j)
        forgive(w, i, j, 0.0)
        forgive(w, j, i, w.th.resentment)
        deed(w, i, j, 1.0)
        let_be(w, i, j)
        w.tell("reconciled", i, j)

    won = w.harm[j][i] * (1 - w.th.resentment)
    return Option(strength(w, i, j) * won - w.harm[i][j] * (1 - w.caution[i]), effect)


def join_oppositions(w: World, i: int, j: int) -> Option | None:
    others = [k for k in w.persons() if k not in (i, j) and w.power[k] > 0]
    if not w.active(j) or min(w.opposed[i], w.opposed[j]) < w.th.opposition_threshold or together(w, i, j) != NOBODY or not others:
        return None
    if min(w.tie[i][j], w.tie[j][i]) >= 0:
        w.met["nothing to be made up"] += 1
        return None
    k = max(others, key=lambda n: w.power[n])
    gain = min(fears(w, i, k) - fears(w, i, j), fears(w, j, k) - fears(w, j, i)) - w.th.caucus_cost
    if gain <= 0:
        return None

    def effect() -> None:
        forgive(w, i, j, w.th.resentment)
        forgive(w, j, i, w.th.resentment)
        deed(w, i, j, 1.0)
        deed(w, j, i, 1.0)
        w.opposed[i] = w.opposed[j] = max(w.opposed[i], w.opposed[j])
        g = free_place(w)
        if eligible(w, i) and eligible(w, j) and g != NOBODY:
            found(w, g, k, [i, j], [])
        w.tell("joined", i, j)

    return Option(gain, effect)
