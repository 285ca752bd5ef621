"""Armed men, whom they shelter nobody from, and what they do, written again from docs/odd.md, section 5.5."""

from __future__ import annotations

from helpers.oracle.deeds import deed, unseat, vacate, wear
from helpers.oracle.moves import own_man
from helpers.oracle.moves_sides import together
from helpers.oracle.world import ARRESTED, NO_SEAT, NOBODY, World

ARREST = 5
"""The rung of a seizure."""


def of_rank(w: World, j: int) -> bool:
    """With a seat at the top or in the electorate."""
    return any(w.seat[b][j] != NO_SEAT for b in (w.top, w.electorate) if b != NOBODY)


def sheltered(w: World, j: int) -> bool:
    """By rank, or as a member who has done nothing much in the open."""
    return bool(of_rank(w, j) or (w.member[j] and not w.hidden[j] and w.opposed[j] < w.th.arrest_threshold))


def follows(w: World, h: int, i: int, j: int) -> bool:
    """Would h take up arms for i against j?"""
    g = together(w, h, i)
    return h == i or own_man(w, i, h) or (g != NOBODY and w.g_target[g] == j)


def arms(w: World, i: int, j: int) -> float:
    ready = [o for o in w.offices() if w.active(w.holder[o]) and w.holder[o] != j and follows(w, w.holder[o], i, j)]
    return float(sum(max(w.sc.force[o], w.sc.security[o]) for o in ready))


def odds(w: World, i: int, j: int) -> float:
    mine = arms(w, i, j)
    return mine / (mine + arms(w, j, i) + w.unity) if mine else 0.0


def seize(w: World, i: int, j: int) -> None:
    w.confined[j], w.hidden[j] = ARRESTED, 0
    for b in w.bodies():
        unseat(w, b, j)
    for o in w.offices():
        if w.holder[o] == j:
            vacate(w, o, True)
    deed(w, i, j, -1.0)
    wear(w, ARREST)
    w.tell("arrested", i, j)
