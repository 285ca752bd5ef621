"""Voting power by weights: Banzhaf 1965 (after Penrose 1946) and Shapley and Shubik 1954, exact.

In the game [q; w_1 ... w_n] a coalition S wins if w(S) >= q. Player i *swings* for S if S wins and S without i does
not.

    swings            eta_i = number of coalitions i swings for
    Banzhaf           eta_i / sum of all eta          absolute: eta_i / 2^(n-1)
    Shapley-Shubik    sum over i's swings of (|S| - 1)! (n - |S|)! / n!

Counting is by generating functions: the coefficient of s^k t^w in prod_j (1 + s t^(w_j)) is the number of
coalitions of k players and weight w. Dividing out player i's factor leaves the coalitions he may join. The numbers
are whole, of any size, so the indices are exact fractions even for the fifty-one blocs of the American electoral
college.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.object_]
"""Numbers of coalitions, by size (rows) and by weight below the quota (columns); Python integers."""


def swings(quota: int, weights: Sequence[int]) -> list[int]:
    """Number of coalitions for which each player swings.

    ``quota`` and ``weights``: whole, quota above 0, weights not below.

    Raises ValueError otherwise, or if the grand coalition loses.
    """
    return [sum(by_size) for by_size in swings_by_size(quota, weights)]


def banzhaf(quota: int, weights: Sequence[int]) -> list[Fraction]:
    """Normalised Banzhaf index: shares that sum to 1. Arguments as for :func:`swings`."""
    eta = swings(quota, weights)
    return [Fraction(e, sum(eta)) for e in eta]


def absolute_banzhaf(quota: int, weights: Sequence[int]) -> list[Fraction]:
    """Penrose's measure: the chance that a player decides when all others vote by the toss of a coin."""
    return [Fraction(e, 2 ** (len(weights) - 1)) for e in swings(quota, weights)]


def shapley_shubik(quota: int, weights: Sequence[int]) -> list[Fraction]:
    """The chance of being the one who turns a losing coalition into a winning one when players join in random order."""
    n = len(weights)
    orders = [Fraction(1, n * comb(n - 1, k)) for k in range(n)]
    return [
        sum((share * count for share, count in zip(orders, by_size, strict=True)), Fraction(0))
        for by_size in swings_by_size(quota, weights)
    ]


def swings_by_size(quota: int, weights: Sequence[int]) -> list[list[int]]:
    """For each player, the number of his swings by the number of others in the coalition (0 ... n - 1)."""
    if quota <= 0 or min(weights) < 0 or sum(weights) < quota:
        raise ValueError("the quota must be positive and within reach, and no weight negative")
    counts = losing_coalitions(quota, weights)
    known: dict[int, list[int]] = {}
    for weight in set(weights):
        others = without(counts, weight)
        known[weight] = (
            [int(n) for n in others[:-1, max(0, quota - weight) :].sum(axis=1)] if weight else [0] * len(weights)
        )
    return [known[weight] for weight in weights]


def losing_coalitions(quota: int, weights: Sequence[int]) -> Counts:
    """Number of coalitions of each size and each weight below the quota."""
    counts = np.zeros((len(weights) + 1, quota), dtype=object)
    counts[0, 0] = 1
    for weight in weights:
        if weight < quota:
            counts[1:, weight:] = counts[1:, weight:] + counts[:-1, : quota - weight]
    return counts


def without(counts: Counts, weight: int) -> Counts:
    """The same numbers with one player of that weight left out: the factor 1 + s t^weight divided out."""
    others = counts.copy()
    if weight < counts.shape[1]:
        for size in range(1, len(counts)):
            others[size, weight:] = others[size, weight:] - others[size - 1, : counts.shape[1] - weight]
    return others


def effective_number(shares: Sequence[float | Fraction]) -> float | Fraction:
    """Laakso and Taagepera 1979: (sum s)^2 / sum s^2, the inverse of the Herfindahl index; n equal shares give n."""
    return sum(shares) ** 2 / sum(s * s for s in shares)
