"""Voting power by weights: Banzhaf 1965 (after Penrose 1946), Shapley and Shubik 1954, and indices of minimal coalitions.

In the game [q; w_1 ... w_n] a coalition S wins if w(S) >= q. Player i *swings* for S if S wins and S without i does not. A
winning coalition is *minimal* if it wins only with all its members.

    swings            eta_i = number of coalitions i swings for
    Banzhaf           eta_i / sum of all eta          absolute: eta_i / 2^(n-1)
    Shapley-Shubik    sum over i's swings of (|S| - 1)! (n - |S|)! / n!
    Holler 1982       minimal winning coalitions with i, divided by the total over all players
    Deegan-Packel     (1978) mean over the minimal winning coalitions of 1/|S| if i is in S, else 0

Counting is by generating functions (:mod:`collegium.theory.counting`), exact to the last digit: sixty members take
milliseconds. In floats the Shapley-Shubik index comes from the polynomial whose integral it is (Owen 1972).
Indices by blocs (Owen, Banzhaf-Owen) look at every coalition of up to twenty players.

Every index returns an array by player: of floats, or of fractions with ``exact=True``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import comb, gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.theory import counting, simple_games
from collegium.theory.checks import partition, real, reals, refuse, size
from collegium.theory.exact import integers

Index = NDArray[Any]
"""Power by player: floats, or fractions as objects."""

MOST_CELLS = 10_000_000
"""Largest table of counts: players times quota, in units of the common divisor of the weights."""

MOST_EXACT = 40_000_000
"""Largest table of exact counts by size and weight, in bits: players squared times quota."""

MOST_STEPS = 20_000_000_000
"""Longest computation in floats, players squared times weight: some twenty seconds."""

MOST_MINIMAL = 500
"""Most players of whom the minimal winning coalitions are counted."""


def swings(quota: float | Fraction, weights: Sequence[float | Fraction]) -> list[int]:
    """Number of coalitions for which each player swings. ``weights``: not negative; ``quota``: above 0, at most their sum."""
    q, w = game(quota, weights)
    return counting.swings(q, w)


def banzhaf(
    quota: float | Fraction, weights: Sequence[float | Fraction], normalised: bool = True, *, exact: bool = False
) -> Index:
    """Banzhaf index: shares that sum to 1, or Penrose's absolute measure if not ``normalised``.

    The absolute measure is the chance to decide when all others toss a coin. Arguments else as for :func:`swings`.

    >>> banzhaf(6, [4, 3, 2, 1], exact=True)
    array([Fraction(5, 12), Fraction(1, 4), Fraction(1, 4), Fraction(1, 12)],
          dtype=object)
    """
    eta = swings(quota, weights)
    total = sum(eta) if normalised else 2 ** (len(eta) - 1)
    return given([Fraction(e, total) for e in eta], exact)


def shapley_shubik(quota: float | Fraction, weights: Sequence[float | Fraction], *, exact: bool = False) -> Index:
    """Shapley-Shubik index: the chance to turn a losing coalition into a winning one when players join in random order.

    Arguments as for :func:`swings`. Floats are good to some 1e-14.

    >>> shapley_shubik(51, [49, 49, 2])
    array([0.33333333, 0.33333333, 0.33333333])
    """
    q, w = game(quota, weights)
    n = len(w)
    if not exact:
        short_enough(n, max(q, sum(w) - q + 1))
        return counting.pivot_chances(q, w)
    countable(n, q)
    orders = [Fraction(1, n * comb(n - 1, k)) for k in range(n)]
    by_player = counting.swings_by_size(q, w)
    return fractions([sum((o * c for o, c in zip(orders, counts, strict=True)), Fraction(0)) for counts in by_player])


def holler(quota: float | Fraction, weights: Sequence[float | Fraction], *, exact: bool = False) -> Index:
    """Holler's public good index: minimal winning coalitions with the player. Arguments as for :func:`swings`, at most 500 players."""
    q, w = minimal_game(quota, weights)
    if exact:
        return fractions(simple_games.shares([Fraction(count) for (count,) in counting.minimal(q, w, sizes=1)]))
    counts = counting.minimal_sums(q, w, np.ones(1))[:, 0]
    return np.asarray(counts / counts.sum())


def deegan_packel(quota: float | Fraction, weights: Sequence[float | Fraction], *, exact: bool = False) -> Index:
    """Deegan and Packel's index: minimal winning coalitions share out equally. Arguments as for :func:`swings`.

    Floats come from the integral of ``x^(|S| - 1)`` over x, which is ``1/|S|``.
    """
    q, w = minimal_game(quota, weights)
    if exact:
        countable(len(w), q)
        by_player = counting.minimal(q, w, sizes=len(w) + 1)
        parts = [sum((Fraction(c, k) for k, c in enumerate(by_size) if k), Fraction(0)) for by_size in by_player]
        return fractions(simple_games.shares(parts))
    short_enough(len(w), q)
    nodes, widths = np.polynomial.legendre.leggauss(-(-len(w) // 2))
    x = (1 + nodes) / 2
    amounts = counting.minimal_sums(q, w, x) @ (widths / x)
    return np.asarray(amounts / amounts.sum())


def owen(
    quota: float | Fraction, weights: Sequence[float | Fraction], unions: Collection[Collection[int]], *, exact: bool = False
) -> Index:
    """Owen value (1977): Shapley among the unions and inside each. At most 20 players.

    ``unions``: groups of players, counted from 0, each in exactly one. Else as :func:`swings`.
    """
    return by_union(quota, weights, unions, simple_games.owen, exact)


def banzhaf_owen(
    quota: float | Fraction, weights: Sequence[float | Fraction], unions: Collection[Collection[int]], *, exact: bool = False
) -> Index:
    """Banzhaf-Owen value (1981): Banzhaf among the unions and inside each; it need not sum to 1. Arguments as for :func:`owen`."""
    return by_union(quota, weights, unions, simple_games.banzhaf_owen, exact)


def symmetric_banzhaf(
    quota: float | Fraction, weights: Sequence[float | Fraction], unions: Collection[Collection[int]], *, exact: bool = False
) -> Index:
    """Symmetric coalitional Banzhaf value (2002): Banzhaf among the unions, Shapley inside. Arguments as for :func:`owen`."""
    return by_union(quota, weights, unions, simple_games.symmetric_banzhaf, exact)


def effective_number(shares: Sequence[float | Fraction]) -> float | Fraction:
    """Laakso and Taagepera 1979: (sum s)^2 / sum s^2, the inverse of :func:`herfindahl`; n equal shares give n.

    ``shares``: not negative, in any unit, not all 0. Exact with fractions.
    """
    return 1 / herfindahl(shares)


def herfindahl(shares: Sequence[float | Fraction]) -> float | Fraction:
    """Herfindahl and Hirschman's index: sum s^2 / (sum s)^2, from 1/n (all equal) to 1. ``shares`` as in :func:`effective_number`."""
    found = reals("shares", shares, 0)
    if not any(found):
        refuse("shares", found, "all 0", "give at least one share above 0")
    top = max(found)  # sharing by the largest first keeps squares within the range of floats
    scaled = [Fraction(s, top) if isinstance(s, int) and isinstance(top, int) else s / top for s in found]
    index = sum(s * s for s in scaled) / sum(scaled) ** 2
    return index if any(isinstance(s, Fraction) for s in found) else float(index)


def by_union(quota: Any, weights: Any, unions: Any, value: Any, exact: bool) -> Index:
    """A value of the game with unions, from the table of all coalitions."""
    q, w = small_game(quota, weights)
    return given(value(simple_games.weighted_game(q, w), partition("unions", unions, len(w))), exact)


def small_game(quota: float | Fraction, weights: Sequence[float | Fraction]) -> tuple[int, list[int]]:
    """As :func:`game`, for computations that look at every coalition."""
    found = reals("weights", weights, 0)
    size("weights", found, simple_games.MOST, f"while all 2^{len(found)} coalitions are looked at")
    return units(quota, weights)


def game(quota: float | Fraction, weights: Sequence[float | Fraction]) -> tuple[int, list[int]]:
    """The game in whole units, small enough to be counted."""
    q, w = units(quota, weights)
    if len(w) * q > MOST_CELLS:
        remedy = f"round the weights until players x quota is below {MOST_CELLS:,}"
        refuse("weights", weights, f"{len(w)} players with a quota of {q} units", remedy)
    return q, w


def units(quota: float | Fraction, weights: Sequence[float | Fraction]) -> tuple[int, list[int]]:
    """Quota and weights in whole multiples of the weights' common divisor; who wins stays the same."""
    found = reals("weights", weights, 0)
    q, *w = integers([real("quota", quota), *found])
    if q <= 0:
        refuse("quota", quota, "with it nobody's vote is needed", "give a quota above 0")
    if q > sum(w):
        refuse("quota", quota, f"out of reach: the weights sum to {sum(found)}", "give a quota of at most that")
    common = gcd(*w)
    return -(-q // common), [x // common for x in w]


def minimal_game(quota: float | Fraction, weights: Sequence[float | Fraction]) -> tuple[int, list[int]]:
    """As :func:`game`, for the minimal winning coalitions."""
    q, w = game(quota, weights)
    size("weights", w, MOST_MINIMAL, "while every weight is counted apart")
    return q, w


def countable(players: int, quota: int) -> None:
    """Refuses a table of counts by size and weight that is too large."""
    if players * players * quota > MOST_EXACT:
        refuse("weights", f"{players} players", f"too many for a quota of {quota} units, counted by size",
               "give coarser weights, or take floats or another index")  # fmt: skip


def short_enough(players: int, weight: int) -> None:
    """Refuses a computation in floats, by size and weight, that would take too long."""
    if players * players * weight > MOST_STEPS:
        refuse("weights", f"{players} players", f"too many for weights of {weight} units", "give coarser weights, or use banzhaf")


def fractions(values: Sequence[Fraction]) -> Index:
    """An array of fractions."""
    return np.array(values, dtype=object)


def given(values: Sequence[Fraction], exact: bool) -> Index:
    """The fractions themselves, or as floats."""
    return fractions(values) if exact else np.array([float(v) for v in values])
