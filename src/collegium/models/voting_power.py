"""Voting power by weights: Banzhaf 1965 (after Penrose 1946), Shapley and Shubik 1954, and indices of minimal coalitions.

In the game [q; w_1 ... w_n] a coalition S wins if w(S) >= q. Player i *swings* for S if S wins and S without i does not. A
winning coalition is *minimal* if it wins only with all its members.

    swings            eta_i = number of coalitions i swings for
    Banzhaf           eta_i / sum of all eta          absolute: eta_i / 2^(n-1)
    Shapley-Shubik    sum over i's swings of (|S| - 1)! (n - |S|)! / n!
    Holler 1982       minimal winning coalitions with i, divided by the total over all players
    Deegan-Packel     (1978) mean over the minimal winning coalitions of 1/|S| if i is in S, else 0

*Unions* are blocs that negotiate as one: power is shared among them, then inside each (Owen 1977). *Incompatible* players never
act together (after Carreras 1991): a coalition wins if a compatible part of it does.

Counting is by generating functions (:mod:`collegium.models.counting`, :mod:`collegium.models.grouped`), exact to the last digit:
sixty members take milliseconds. In floats the Shapley-Shubik index comes from the polynomial whose integral it is (Owen 1972).

Every index returns an array by player: of floats, or of fractions with ``exact=True``. :mod:`collegium.models.simple_games` has the
same indices under the same names for games that are given as a table of all coalitions, and not by weights.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.models import counting, grouped
from collegium.models.checks import indices, listed, partition, real, reals, refuse, size
from collegium.models.exact import Amount, integers, shares

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

MOST_TIED = 16
"""Most players that incompatibilities may tie together, directly or through others: all their coalitions are looked at."""

Pairs = Iterable[tuple[int, int]]
Count = Callable[[int, Sequence[int], Sequence[set[int]], Any], list[Any]]


def swings(quota: Amount, weights: Sequence[Amount], *, incompatible: Pairs = ()) -> list[int]:
    """Number of coalitions that each player turns from losing to winning.

    Parameters
    ----------
    quota : number
        Weight that wins, above 0 and at most the sum of the weights.
    weights : sequence of numbers
        Votes of each player, 0 or more, in any unit. Decimals count as they are written. Players times quota, in whole units of the
        weights, must not exceed ten million.
    incompatible : iterable of pairs of int
        Players, counted from 0, who never act together (after Carreras 1991). They may tie up to 16 players to each other.

    Returns
    -------
    list of int
        Swings by player.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Banzhaf 1965.

    Examples
    --------
    >>> swings(12, [4, 4, 4, 2, 2, 1])
    [10, 10, 10, 6, 6, 0]
    """
    q, w = game(quota, weights)
    if foes := enemies(w, incompatible):
        return [int(value * 2 ** (len(w) - 1)) for value in restricted(grouped.swings, q, w, foes, grouped.banzhaf)]
    return counting.swings(q, w)


def banzhaf(quota: Amount, weights: Sequence[Amount], normalised: bool = True, *, incompatible: Pairs = (), exact: bool = False) -> Index:
    """Banzhaf index: each player's share of all swings.

    Parameters
    ----------
    quota, weights : as in :func:`swings`
    normalised : bool
        If False, the result is Penrose's absolute measure: the chance to decide when all others toss a coin.
    incompatible : as in :func:`swings`
    exact : bool
        Return fractions instead of floats.

    Returns
    -------
    ndarray
        Power by player. Normalised values sum to 1.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Banzhaf 1965; Penrose 1946.

    Examples
    --------
    >>> banzhaf(6, [4, 3, 2, 1], exact=True)
    array([Fraction(5, 12), Fraction(1, 4), Fraction(1, 4), Fraction(1, 12)],
          dtype=object)
    """
    eta = swings(quota, weights, incompatible=incompatible)
    total = sum(eta) if normalised else 2 ** (len(eta) - 1)
    return given([Fraction(e, total) for e in eta], exact)


def shapley_shubik(quota: Amount, weights: Sequence[Amount], *, incompatible: Pairs = (), exact: bool = False) -> Index:
    """Shapley-Shubik index: the chance to complete a winning coalition when players join in random order.

    Parameters
    ----------
    quota, weights, incompatible : as in :func:`swings`
    exact : bool
        Return fractions instead of floats. Floats are accurate to about 1e-14.

    Returns
    -------
    ndarray
        Power by player; the values sum to 1.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or if the game is too large to be computed in reasonable time.

    References
    ----------
    Shapley and Shubik 1954.

    Examples
    --------
    >>> shapley_shubik(51, [49, 49, 2])
    array([0.33333333, 0.33333333, 0.33333333])
    """
    q, w = game(quota, weights)
    foes = enemies(w, incompatible)
    if exact or foes:
        return given(restricted(grouped.swings, q, w, foes or [set() for _ in w], grouped.shapley), exact)
    short_enough(len(w), max(q, sum(w) - q + 1))
    return counting.pivot_chances(q, w)


def holler(quota: Amount, weights: Sequence[Amount], *, incompatible: Pairs = (), exact: bool = False) -> Index:
    """Holler's public good index: each player's share in the minimal winning coalitions.

    Every minimal winning coalition counts once for each of its members.

    Parameters
    ----------
    quota, weights, incompatible : as in :func:`swings`
        At most 500 players.
    exact : bool
        Return fractions instead of floats.

    Returns
    -------
    ndarray
        Power by player; the values sum to 1.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Holler 1982.

    Examples
    --------
    >>> holler(5, [3, 2, 2, 1, 1], exact=True)[0]
    Fraction(3, 13)
    """
    q, w = minimal_game(quota, weights)
    if foes := enemies(w, incompatible):
        return given(shares(restricted(grouped.minimal, q, w, foes, [1] * (len(w) + 1))), exact)
    if exact:
        return fractions(shares([count for (count,) in counting.minimal(q, w, sizes=1)]))
    counts = counting.minimal_sums(q, w, np.ones(1))[:, 0]
    return np.asarray(counts / counts.sum())


def deegan_packel(quota: Amount, weights: Sequence[Amount], *, incompatible: Pairs = (), exact: bool = False) -> Index:
    """Deegan and Packel's index: minimal winning coalitions are equally likely, and their members share equally.

    Parameters
    ----------
    quota, weights, incompatible : as in :func:`swings`
        At most 500 players.
    exact : bool
        Return fractions instead of floats. Floats come from the integral of ``x^(|S| - 1)`` over x, which is ``1 / |S|``.

    Returns
    -------
    ndarray
        Power by player; the values sum to 1.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Deegan and Packel 1978.

    Examples
    --------
    >>> deegan_packel(3, [2, 1, 1])
    array([0.5 , 0.25, 0.25])
    """
    q, w = minimal_game(quota, weights)
    common = lcm(*range(1, len(w) + 1))
    scale = [0, *(common // k for k in range(1, len(w) + 1))]
    if foes := enemies(w, incompatible):
        return given(shares(restricted(grouped.minimal, q, w, foes, scale)), exact)
    if exact:
        countable(len(w), q)
        by_player = counting.minimal(q, w, sizes=len(w) + 1)
        return fractions(shares([sum(s * c for s, c in zip(scale, by_size, strict=True)) for by_size in by_player]))
    short_enough(len(w), q)
    nodes, widths = np.polynomial.legendre.leggauss(-(-len(w) // 2))
    x = (1 + nodes) / 2
    amounts = counting.minimal_sums(q, w, x) @ (widths / x)
    return np.asarray(amounts / amounts.sum())


def owen(quota: Amount, weights: Sequence[Amount], unions: Collection[Collection[int]], *, exact: bool = False) -> Index:
    """Owen value: the Shapley value among the unions and inside each union.

    Parameters
    ----------
    quota, weights : as in :func:`swings`
    unions : collection of collections of int
        Groups of players, counted from 0. Each player is in exactly one.
    exact : bool
        Return fractions instead of floats.

    Returns
    -------
    ndarray
        Power by player; the values sum to 1.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or if there are too many players to be counted by size and weight.

    References
    ----------
    Owen 1977.

    Examples
    --------
    >>> owen(4, [1] * 7, [[0, 1, 2], [3], [4], [5], [6]])
    array([0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1])
    """
    return by_union(quota, weights, unions, grouped.shapley, grouped.shapley, exact)


def banzhaf_owen(quota: Amount, weights: Sequence[Amount], unions: Collection[Collection[int]], *, exact: bool = False) -> Index:
    """Banzhaf-Owen value: the absolute Banzhaf measure among the unions and inside each union.

    Parameters
    ----------
    quota, weights, unions, exact : as in :func:`owen`

    Returns
    -------
    ndarray
        Power by player; the values need not sum to 1.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or if there are too many players to be counted by size and weight.

    References
    ----------
    Owen 1981.

    Examples
    --------
    >>> banzhaf_owen(4, [1] * 7, [[0, 1, 2], [3], [4], [5], [6]])
    array([0.3125, 0.3125, 0.3125, 0.125 , 0.125 , 0.125 , 0.125 ])
    """
    return by_union(quota, weights, unions, grouped.banzhaf, grouped.banzhaf, exact)


def symmetric_banzhaf(quota: Amount, weights: Sequence[Amount], unions: Collection[Collection[int]], *, exact: bool = False) -> Index:
    """Symmetric coalitional Banzhaf value: Banzhaf among the unions, Shapley inside each union.

    Parameters
    ----------
    quota, weights, unions, exact : as in :func:`owen`

    Returns
    -------
    ndarray
        Power by player. Equal members of a union share its power equally.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or if there are too many players to be counted by size and weight.

    References
    ----------
    Alonso-Meijide and Fiestras-Janeiro 2002.

    Examples
    --------
    >>> symmetric_banzhaf(65, [48, 37, 27, 17], [[0], [1, 2, 3]], exact=True)[1]
    Fraction(1, 3)
    """
    return by_union(quota, weights, unions, grouped.banzhaf, grouped.shapley, exact)


def by_union(quota: Any, weights: Any, unions: Any, outer: grouped.Scale, inner: grouped.Scale, exact: bool) -> Index:
    """A value of the game with unions."""
    q, w = game(quota, weights)
    groups = partition("unions", unions, len(w))
    countable(len(groups), q)
    for group in groups:
        countable(len(group), min(q, sum(w[i] for i in group)))
    return given(grouped.by_union(q, w, groups, outer, inner), exact)


def enemies(weights: Sequence[int], incompatible: Pairs) -> list[set[int]]:
    """With whom each player never acts together; nothing if there are no such pairs."""
    found: list[set[int]] = [set() for _ in weights]
    for k, pair in enumerate(listed("incompatible", incompatible)):
        name = f"incompatible[{k}]"
        if len(two := indices(name, pair, len(weights))) != 2:
            refuse(name, two, f"{len(two)} players", "name two")
        found[two[0]].add(two[1])
        found[two[1]].add(two[0])
    return found if any(found) else []


def restricted(count: Count, quota: int, weights: Sequence[int], foes: list[set[int]], scale: Any) -> list[Any]:
    """What ``count`` finds for each of players of whom some never act together: weighted swings, or minimal winning coalitions."""
    countable(len(weights), quota)
    tied(foes)
    values = count(quota, weights, foes, scale)
    decisive(values, foes)
    return values


def tied(foes: Sequence[set[int]]) -> None:
    """Refuses incompatibilities that tie too many players together."""
    largest = max(grouped.parted(range(len(foes)), foes), key=len)
    if len(largest) > MOST_TIED:
        why = f"they tie {len(largest)} players together, all of whose coalitions are looked at"
        refuse("incompatible", [(i, j) for i in largest for j in sorted(foes[i]) if i < j], why, f"tie {MOST_TIED} or fewer together")


def decisive(values: Sequence[int | Fraction], foes: Sequence[set[int]]) -> None:
    """Refuses incompatibilities under which no coalition reaches the quota."""
    if not any(values):
        pairs = [(i, j) for i, others in enumerate(foes) for j in sorted(others) if i < j]
        refuse("incompatible", pairs, "no compatible players reach the quota", "give fewer pairs or a lower quota")


def game(quota: Amount, weights: Sequence[Amount]) -> tuple[int, list[int]]:
    """The game in whole units, small enough to be counted."""
    q, w = units(quota, weights)
    if len(w) * q > MOST_CELLS:
        remedy = f"round the weights until players x quota is below {MOST_CELLS:,}"
        refuse("weights", weights, f"{len(w)} players with a quota of {q} units", remedy)
    return q, w


def units(quota: Amount, weights: Sequence[Amount]) -> tuple[int, list[int]]:
    """Quota and weights in whole multiples of the weights' common divisor; who wins stays the same."""
    found = reals("weights", weights, 0)
    q, *w = integers([real("quota", quota), *found])
    if q <= 0:
        refuse("quota", quota, "with it nobody's vote is needed", "give a quota above 0")
    if q > sum(w):
        refuse("quota", quota, f"out of reach: the weights sum to {sum(found)}", "give a quota of at most that")
    common = gcd(*w)
    return -(-q // common), [x // common for x in w]


def minimal_game(quota: Amount, weights: Sequence[Amount]) -> tuple[int, list[int]]:
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
