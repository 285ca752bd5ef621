"""Structural balance of signed ties (Heider 1946; Cartwright and Harary 1956; Davis 1967).

A network is balanced if its members fall into two camps, friends inside and enemies across; weakly balanced if into
any number of them. The *frustration index* is the least number (or weight) of ties at odds with some division into
two camps, the *cluster index* the least with any number of camps (Harary 1959; Aref and Wilson 2019). How ties change
is in :mod:`collegium.models.balance_dynamics`.

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

from collegium.models.checks import real, refuse, size, square
from collegium.models.exact import fraction, integers
from collegium.models.frustrated import least_frustrated

Matrix = NDArray[np.float64]

EQUAL = 1e-9
"""Differences of cost below this may be rounding."""

FEW = 16
"""Up to so many members every best division is looked for by branch and bound."""


@dataclass(frozen=True, slots=True)
class Division:
    """The best divisions into camps.

    Attributes
    ----------
    cost : float
        Least weight of ties at odds.
    camps : tuple of tuple of int
        Every division that attains it: the camp of each member, numbered in the order of the members.
    """

    cost: float
    camps: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Frustration:
    """A best division into two camps.

    Attributes
    ----------
    value : float
        The frustration index: the weight of ties at odds.
    partition : tuple of int
        The camp of each member, 0 or 1; the first member is in camp 0.
    optimal : bool
        Whether it is proven that no division is better. If not, the index lies between ``bound`` and ``value``.
    bound : float
        Lower bound of the index.
    """

    value: float
    partition: tuple[int, ...]
    optimal: bool
    bound: float


def frustration(signs: ArrayLike, time_limit: float = 60.0) -> Frustration:
    """Frustration index: the least weight of ties at odds with a division into at most two camps.

    Up to 16 members the search is by branch and bound, and costs are compared exactly. Larger networks are solved by an integer program
    (Aref, Mason and Wilson 2018; HiGHS). With more than 5,000 ties, or when time runs out, a local search gives ``value``, and unbalanced
    triangles that share no tie give ``bound``.

    Parameters
    ----------
    signs : array_like, members x members
        Ties, symmetric: above 0 for friends, below 0 for enemies, 0 for no tie. Weights may be in any unit.
    time_limit : number
        Seconds after which the search of a large network stops, above 0.

    Returns
    -------
    Frustration
        The index, a division that attains it (the first of several), and whether it is the best.

    Raises
    ------
    ArgumentError
        If the matrix is not square and symmetric with an empty diagonal, or the limit is not above 0.

    References
    ----------
    Harary 1959.

    Examples
    --------
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
    """All the best divisions into at most two camps.

    Parameters
    ----------
    ties : array_like, members x members
        As ``signs`` in :func:`frustration`, of at most 16 members.

    Returns
    -------
    Division
        The cost and every division that attains it, compared exactly.

    Raises
    ------
    ArgumentError
        If the matrix is not square and symmetric with an empty diagonal, or has more than 16 members.

    References
    ----------
    Harary 1959.

    Examples
    --------
    >>> best_camps([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]])
    Division(cost=1.0, camps=((0, 0, 1), (0, 1, 0), (0, 1, 1)))
    """
    return best_division(few(ties), 2)


def clusters(ties: ArrayLike) -> Division:
    """Cluster index: the best divisions into any number of camps.

    Parameters
    ----------
    ties : array_like, members x members
        As ``signs`` in :func:`frustration`, of at most 16 members.

    Returns
    -------
    Division
        The cost and every division that attains it, compared exactly.

    Raises
    ------
    ArgumentError
        If the matrix is not square and symmetric with an empty diagonal, or has more than 16 members.

    References
    ----------
    Davis 1967.

    Examples
    --------
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
    """Number of complete triangles by their positive ties; those with 3 or 1 are balanced.

    Parameters
    ----------
    ties : array_like, members x members
        As ``signs`` in :func:`frustration`; only the signs count.

    Returns
    -------
    Counter of int
        Positive ties (0 to 3) -> number of triangles.

    Raises
    ------
    ArgumentError
        If the matrix is not square and symmetric with an empty diagonal.

    References
    ----------
    Cartwright and Harary 1956.

    Examples
    --------
    >>> triangles([[0, 1, -1], [1, 0, 1], [-1, 1, 0]])
    Counter({2: 1})
    """
    s = np.sign(symmetric(ties))
    friends, enemies = np.maximum(s, 0), np.maximum(-s, 0)
    common_friends, common_enemies = friends @ friends, enemies @ enemies
    # a sum over ordered pairs meets a triangle of three equal ties six times, any other twice
    met = {
        3: (friends * common_friends).sum() / 6, 2: (enemies * common_friends).sum() / 2,
        1: (friends * common_enemies).sum() / 2, 0: (enemies * common_enemies).sum() / 6,
    }  # fmt: skip
    return Counter({positive: round(count) for positive, count in met.items() if count})


def energy(ties: ArrayLike) -> Fraction:
    """Unbalanced minus balanced triangles, as a share of all triangles.

    Parameters
    ----------
    ties : array_like, members x members
        As ``signs`` in :func:`frustration`, with one triangle or more; only the signs count.

    Returns
    -------
    Fraction
        From -1 (all balanced) to 1.

    Raises
    ------
    ArgumentError
        If the matrix is not square and symmetric with an empty diagonal, or has no triangle.

    References
    ----------
    Antal, Krapivsky and Redner 2005.

    Examples
    --------
    >>> print(energy([[0, 1, -1], [1, 0, -1], [-1, -1, 0]]))
    -1
    """
    counts = triangles(ties)
    total = sum(counts.values())
    if not total:
        refuse("ties", ties, "no triangle", "give at least three members with ties to each other")
    return Fraction(total - 2 * (counts[1] + counts[3]), total)


def walk_balance(ties: ArrayLike) -> float:
    """Closed walks with signs over closed walks without: ``tr exp(S) / tr exp(|S|)``.

    Parameters
    ----------
    ties : array_like, members x members
        As ``signs`` in :func:`frustration`; only the signs count.

    Returns
    -------
    float
        1 if the network is balanced, else less.

    Raises
    ------
    ArgumentError
        If the matrix is not square and symmetric with an empty diagonal.

    References
    ----------
    Estrada and Benzi 2014.

    Examples
    --------
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
        refuse(name, ties, "a member has a tie to themselves", "fill the diagonal with 0")
    return x
