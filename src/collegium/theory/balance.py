"""Structural balance of signed ties (Heider 1946; Cartwright and Harary 1956; Davis 1967).

A network is balanced if its members fall into two camps, friends inside and enemies across; weakly balanced if into
any number of them. The *frustration index* is the least number (or weight) of ties at odds with some division into
two camps, the *cluster index* the least with any number of camps (Harary 1959; Aref and Wilson 2019). How ties change
is in :mod:`collegium.theory.balance_dynamics`.

``ties`` is always a symmetric n x n matrix with nothing on the diagonal, 0 for no tie.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.theory.checks import real, refuse, size, square
from collegium.theory.exact import fraction, integers
from collegium.theory.frustrated import least_frustrated

Matrix = NDArray[np.float64]

EQUAL = 1e-9
"""Differences of cost below this may be rounding."""

FEW = 16
"""Up to so many members every best division is looked for by branch and bound."""


@dataclass(frozen=True, slots=True)
class Division:
    """The least weight of ties at odds, and every division that attains it (camp of each member, numbered as met)."""

    cost: float
    camps: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Frustration:
    """The least weight of ties at odds with two camps.

    ``value``: that weight, the frustration index. ``partition``: camp of each member, 0 or 1, the first member's being 0. ``optimal``:
    whether no division is better; if time ran out before that was known, the index lies between ``bound`` and ``value``.
    """

    value: float
    partition: tuple[int, ...]
    optimal: bool
    bound: float


def frustration(signs: ArrayLike, time_limit: float = 60.0) -> Frustration:
    """Frustration index (Harary 1959): a best division into at most two camps. Exact; Read's sixteen highland tribes have 7.

    ``signs``: ties as above, signs or weights. Up to 16 members by branch and bound, and the first of several best divisions; above by
    an integer program (Aref, Mason and Wilson 2018; HiGHS), for about ``time_limit`` seconds at most. Raises
    :class:`~collegium.errors.ArgumentError` for a matrix of another kind or a limit that is not above 0.

    >>> frustration([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]]).value
    1.0
    """
    x = symmetric(signs, name="signs")
    limit = float(real("time_limit", time_limit, 0, strict=True))
    if len(x) <= FEW:
        best = best_division(x, 2)
        return Frustration(best.cost, best.camps[0], True, best.cost)
    camps, bound, optimal = least_frustrated(x, limit)
    found = cheapest(x, [as_met(list(range(len(x))), camps)])
    return Frustration(found.cost, found.camps[0], optimal, found.cost if optimal else bound)


def best_camps(ties: ArrayLike) -> Division:
    """All the best divisions into at most two camps (Harary 1959): one may not be the only one.

    ``ties``: as above, of at most 16 members. Raises :class:`~collegium.errors.ArgumentError` for others.

    >>> best_camps([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]])
    Division(cost=1.0, camps=((0, 0, 1), (0, 1, 0), (0, 1, 1)))
    """
    return best_division(few(ties), 2)


def clusters(ties: ArrayLike) -> Division:
    """Cluster index (Davis 1967): the best divisions into any number of camps.

    ``ties``: as above, of at most 16 members. Raises :class:`~collegium.errors.ArgumentError` for others.

    >>> clusters([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]])
    Division(cost=0.0, camps=((0, 1, 2),))
    """
    return best_division(few(ties), None)


def at_odds(ties: Matrix, camps: list[int]) -> float:
    """Weight of the ties at odds with a division: friends across, enemies within."""
    together = np.equal.outer(camps, camps)
    return float(np.where(together, np.maximum(-ties, 0), np.maximum(ties, 0)).sum() / 2)


def few(ties: ArrayLike) -> Matrix:
    """The matrix of ties, checked, of members few enough to try all divisions."""
    x = symmetric(ties)
    size("ties", list(x), FEW, "while divisions multiply with each")
    return x


def best_division(x: Matrix, most: int | None) -> Division:
    """The best divisions into at most ``most`` camps, by branch and bound.

    Members are placed one after the other, those with most ties first. Joining a camp costs the friends among those
    placed, less the net ties to the camp; a partial division is given up once its cost, with the least that each
    member still to come must add, exceeds the best known. The time depends on how frustrated the ties are.
    """
    order = np.argsort(-np.abs(x).sum(axis=1), kind="stable")
    rows = x[np.ix_(order, order)] / (np.abs(x).max() or 1.0)
    friends = np.tril(np.maximum(rows, 0), -1).sum(axis=1)
    best, found = inf, list[list[int]]()

    def place(camps: list[int], pull: Matrix, cost: float) -> None:
        """``pull``: net ties of each member (row) to those placed in each camp (column)."""
        nonlocal best, found
        k = len(camps)
        if k == len(rows):
            if cost < best - EQUAL:
                best, found = cost, []
            found.append(camps)
            return
        opened = max(camps, default=-1) + 1
        options = min(opened + 1, most or opened + 1)
        for more, camp in sorted((cost + friends[k] - pull[k, camp], camp) for camp in range(options)):
            joined = pull.copy()
            joined[:, camp] += rows[:, k]
            if more + least_to_come(rows, joined, k + 1) <= best + EQUAL:
                place([*camps, camp], joined, float(more))

    place([], np.zeros((len(rows), most or len(rows))), 0.0)
    return cheapest(x, [as_met(order.tolist(), camps) for camps in found])


def cheapest(ties: Matrix, divisions: list[tuple[int, ...]]) -> Division:
    """The cheapest of divisions whose costs are near each other, compared exactly."""
    pairs = [(i, j) for i, j in combinations(range(len(ties)), 2) if ties[i, j]]
    exact = [fraction(float(ties[pair])) for pair in pairs]
    units = integers(exact)

    def cost(camps: tuple[int, ...]) -> int:
        return sum(abs(tie) for (i, j), tie in zip(pairs, units, strict=True) if (camps[i] == camps[j]) == (tie < 0))

    costs = [cost(camps) for camps in divisions]
    least = min(costs)
    unit = next((value / n for value, n in zip(exact, units, strict=True)), Fraction(1))
    return Division(float(least * unit), tuple(sorted(camps for camps, found in zip(divisions, costs, strict=True) if found == least)))


def least_to_come(rows: Matrix, pull: Matrix, placed: int) -> float:
    """What the ties between those placed and those to come must add to the cost, wherever these go.

    A camp still empty pulls nobody: its column is 0.
    """
    friends = np.maximum(rows[placed:, :placed], 0).sum(axis=1)
    return float((friends - pull[placed:].max(axis=1)).sum())


def as_met(order: list[int], camps: list[int]) -> tuple[int, ...]:
    """Camps by member in their own order, renumbered so that the first member is in camp 0."""
    by_member = [camp for _, camp in sorted(zip(order, camps, strict=True))]
    names: dict[int, int] = {}
    return tuple(names.setdefault(camp, len(names)) for camp in by_member)


def triangles(ties: ArrayLike) -> Counter[int]:
    """Number of complete triangles by their positive ties (0 ... 3); those with 3 or 1 are balanced (Cartwright and Harary 1956).

    ``ties``: as above, of which the signs count. Raises :class:`~collegium.errors.ArgumentError` for a matrix of another kind.

    >>> triangles([[0, 1, -1], [1, 0, 1], [-1, 1, 0]])
    Counter({2: 1})
    """
    s = np.sign(symmetric(ties))
    counts: Counter[int] = Counter()
    for i, j, k in combinations(range(len(s)), 3):
        sides = (s[i, j], s[j, k], s[i, k])
        if all(sides):
            counts[sum(bool(side > 0) for side in sides)] += 1
    return counts


def energy(ties: ArrayLike) -> Fraction:
    """(unbalanced - balanced) / all triangles (Antal, Krapivsky and Redner 2005): -1 if balanced throughout; a fraction.

    ``ties``: as above, with one triangle or more. Raises :class:`~collegium.errors.ArgumentError` for others.

    >>> print(energy([[0, 1, -1], [1, 0, -1], [-1, -1, 0]]))
    -1
    """
    counts = triangles(ties)
    total = sum(counts.values())
    if not total:
        refuse("ties", ties, "no triangle", "give at least three members with ties to each other")
    return Fraction(total - 2 * (counts[1] + counts[3]), total)


def walk_balance(ties: ArrayLike) -> float:
    """Estrada and Benzi 2014: closed walks with signs over closed walks without, ``tr exp(S) / tr exp(|S|)``; 1 if balanced.

    ``ties``: as above, of which the signs count. Raises :class:`~collegium.errors.ArgumentError` for a matrix of another kind.

    >>> round(walk_balance([[0, 1, 1], [1, 0, -1], [1, -1, 0]]), 4)
    0.6858
    """
    s = np.sign(symmetric(ties))
    signed, unsigned = np.linalg.eigvalsh(s), np.linalg.eigvalsh(np.abs(s))
    return float(np.exp(signed - unsigned[-1]).sum() / np.exp(unsigned - unsigned[-1]).sum())


def symmetric(ties: ArrayLike, diagonal: bool = False, name: str = "ties") -> Matrix:
    """The matrix of ties, checked: square and symmetric, its diagonal empty unless ``diagonal``."""
    x = square(name, ties)
    if not np.allclose(x, x.T):
        refuse(name, ties, "not symmetric", "give each pair one tie, the same in both directions")
    if not diagonal and np.diag(x).any():
        refuse(name, ties, "somebody has a tie to himself", "fill the diagonal with 0")
    return x
