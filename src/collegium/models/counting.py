"""Counting coalitions of a weighted game by generating functions, in single large integers.

The coefficient of s^k t^w in prod_j (1 + s t^(w_j)) is the number of coalitions of k players and weight w. A polynomial
with whole coefficients below 2^b is held as one integer: the coefficient of t^w is its w-th field of b bits, so that to
multiply by 1 + t^w is a shift and an addition. To leave a player out is to divide by the factor of that player, and

    1 / (1 + y) = (1 - y) (1 + y^2) (1 + y^4) (1 + y^8) ...

is again shifts and additions. What overflows a field on the way comes back when the result fits: the fields are a ring
homomorphism, x -> 2^b. Weights and quota are whole; only weights below the quota matter. :func:`add_trial` counts with chances.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

CELLS = 1_000_000
"""Entries of a table kept at a time: what stays near the processor is computed fastest."""


def swings(quota: int, weights: Sequence[int]) -> list[int]:
    """Number of coalitions that each player turns from losing to winning."""
    row = len(weights) + 1
    top = row * quota
    counts = 1
    for weight in weights:
        counts = cut(counts + (counts << row * weight), top) if weight < quota else counts
    known = {0: 0}
    for weight in set(weights) - {0}:
        others = without(counts, row * weight, top) if weight < quota else counts
        known[weight] = summed(others >> row * max(0, quota - weight), row)
    return [known[weight] for weight in weights]


def without(counts: int, shift: int, top: int) -> int:
    """The polynomial with the factor 1 + x^shift divided out, modulo x^top."""
    counts, double = cut(counts - (counts << shift), top), 2 * shift
    while double < top:
        counts = cut(counts + (counts << double), top)
        double *= 2
    return counts


def cut(counts: int, top: int) -> int:
    """The lowest ``top`` bits."""
    return counts & (1 << top) - 1


def summed(rows: int, width: int) -> int:
    """Sum of all rows of that many bits, by halving."""
    while (count := -(-rows.bit_length() // width)) > 1:
        half = width * (-(-count // 2))
        rows = cut(rows, half) + (rows >> half)
    return rows


def fields(row: int, bits: int, count: int) -> list[int]:
    """The first fields of a row."""
    return [cut(row >> bits * k, bits) for k in range(count)]


def minimal(quota: int, weights: Sequence[int], sizes: int) -> list[list[int]]:
    """For each player, the minimal winning coalitions with that player, by size (0 ... n), or in one count if ``sizes`` is 1.

    Members are put in order of weight, heaviest first. A coalition is minimal if it wins, and loses without its last
    member in that order. Equals in weight have equal counts, so one of each weight is followed.
    """
    order = sorted(weights, reverse=True)
    known = {weight: minimal_with(quota, order, order.index(weight), sizes) for weight in set(weights) - {0}}
    known[0] = [0] * sizes
    return [known[weight] for weight in weights]


def minimal_with(quota: int, order: Sequence[int], own: int, sizes: int) -> list[int]:
    """Minimal winning coalitions with the player at place ``own`` of the descending weights."""
    bits = len(order) + 1
    row, step = bits * sizes, bits if sizes > 1 else 0
    found, counts = 0, 1  # ``counts``: coalitions of those before; from his own place on, only those with him
    for place, last in enumerate(order):
        if place >= own and last:
            closing = counts >> row * max(0, quota - last)  # they lose, and win with ``last``
            found += summed(closing, row) << step
        joined = cut(counts << row * last + step, row * quota) if last < quota else 0
        counts = joined if place == own else counts + joined
    return fields(found, bits, sizes)


def pivot_chances(quota: int, weights: Sequence[int]) -> NDArray[np.float64]:
    """Shapley-Shubik index in floats: the integral over p of the chance to swing when each other joins with chance p.

    The integrand is a polynomial of degree n - 1, for which Gauss and Legendre's rule is exact. Chances above one half
    come from the dual game (p for 1 - p, the losing weight for the winning one), because leaving a player out keeps all digits
    only up to p = 1/2.
    """
    dual = sum(weights) - quota + 1
    nodes, shares = np.polynomial.legendre.leggauss(-(-len(weights) // 2))
    index = dict.fromkeys(weights, 0.0)
    for node, share in zip((1 + nodes) / 2, shares / 2, strict=True):
        if node <= 0.5:
            other = share if node < 0.5 else 0.0
            chances = weight_chances(max(quota, dual), weights, node)
            for weight in index:
                if weight:
                    apart = left_out(chances, weight, node)
                    for q, part in ((quota, share), (dual, other)):
                        index[weight] += part * apart[max(0, q - weight) : q].sum()
    never = {weight for weight, count in zip(weights, swings(quota, weights), strict=True) if not count}
    return np.array([0.0 if weight in never else index[weight] for weight in weights])


def weight_chances(most: int, weights: Sequence[int], p: float) -> NDArray[np.float64]:
    """Chance of each total weight below ``most`` when everyone joins with chance p."""
    chances = np.zeros(most)
    chances[0] = 1.0
    for weight in weights:
        joined = p * chances[: max(0, most - weight)]
        chances *= 1 - p
        chances[weight:] += joined
    return chances


def left_out(chances: NDArray[np.float64], weight: int, p: float) -> NDArray[np.float64]:
    """The same chances without one player of that weight."""
    ratio, apart, shift = p / (1 - p), chances / (1 - p), weight
    apart[shift:] -= ratio * apart[:-shift].copy() if shift < len(apart) else 0.0
    while (shift := 2 * shift) < len(apart):
        ratio = ratio * ratio
        apart[shift:] += ratio * apart[:-shift].copy()
    return apart


def minimal_sums(quota: int, weights: Sequence[int], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each player, the sum of ``x^|S|`` over the minimal winning coalitions S with that player: players x entries of ``x``.

    With the members in order of weight, as in :func:`minimal`, a coalition with a player consists of some of those before the
    player, of a weight below the quota, and some of those after. A forward pass counts the former. A backward pass counts the ways to go
    on from each weight to a minimal coalition: one way at the quota. Numbers are only added and multiplied.
    """
    order = sorted((min(weight, quota) for weight in weights if weight), reverse=True)
    sums = {weight: np.zeros(len(x)) for weight in {0, *order}}
    part = max(1, CELLS // (len(order) * quota))
    for k in range(0, len(x), part):
        few = x[k : k + part, np.newaxis]
        before = coalitions_before(quota, order, few)
        after = np.zeros((len(few), 2 * quota))
        after[:, quota:] = 1.0
        for place, weight in reversed(list(enumerate(order))):
            joined = few * after[:, weight : weight + quota]
            if place == order.index(weight):
                sums[weight][k : k + part] = np.einsum("xw,xw->x", before[place], joined)
            after[:, :quota] += joined
    return np.array([sums[min(weight, quota)] for weight in weights])


def coalitions_before(quota: int, order: Sequence[int], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """``x^|S|`` summed over the coalitions S of those before each place: places x entries of ``x`` (a column) x weight below the quota."""
    before = np.zeros((len(order), len(x), quota))
    before[0, :, 0] = 1.0
    for place, weight in enumerate(order[:-1]):
        before[place + 1] = before[place]
        before[place + 1, :, weight:] += x * before[place, :, : quota - weight]
    return before


def add_trial(pmf: Any, n: int, p: Any) -> None:
    """Fold one more trial, which succeeds with chance ``p``, into the distribution of successes in ``n`` trials (Poisson 1837).

    ``pmf[0] ... pmf[n]`` are the chances of 0 ... n successes and ``pmf[n + 1]`` is 0; the new chances are left in their place. Plain
    loops on a list or an array, so that a compiler takes it without a change.
    """
    for k in range(n + 1, 0, -1):
        pmf[k] += p * (pmf[k - 1] - pmf[k])
    pmf[0] *= 1 - p
