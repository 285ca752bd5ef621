"""Voting power in any simple game, by looking at every coalition.

A game is a table of truth values over all coalitions of n players (index = bit mask). It may be a weighted vote,
one with a second condition (so many states as well as so many votes), or one in which some players never act
together (after Carreras 1991). Indices, from the swings and from the minimal winning coalitions M:

    Shapley-Shubik 1954   sum over swings of (|S| - 1)! (n - |S|)! / n!
    Banzhaf 1965          swings, divided by their total
    Johnston 1978         each winning S with k > 0 critical members gives each of them 1/k; divided by the total
    Deegan-Packel 1978    (1/|M|) sum over S in M with i in S of 1/|S|
    Holler 1982           number of S in M with i in S, divided by the total

A priori unions (a partition into blocs that negotiate as one): :func:`owen` (Owen 1977), :func:`banzhaf_owen` (Owen
1981), :func:`symmetric_banzhaf` (Alonso-Meijide and Fiestras-Janeiro 2002).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.models import checks
from collegium.models.checks import indices, real, reals, refuse, size
from collegium.models.exact import Amount, integers, shares

Game = NDArray[np.bool_]
"""Does the coalition win? By bit mask; 2^n entries."""

Weight = Callable[[int, int], Fraction]
"""Weight of a coalition of k others out of n - 1: ``weight(k, n)``."""

MOST = 20
"""Most players: the table has 2^n entries."""


def weighted_game(quota: Amount, weights: Sequence[Amount]) -> Game:
    """The game in which coalitions win with so much weight.

    Parameters
    ----------
    quota : number
        Weight that wins, above 0.
    weights : sequence of numbers
        Weight of each player, 0 or more. At most 20 players. Decimals count as they are written.

    Returns
    -------
    ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    """
    found = reals("weights", weights, 0)
    size("weights", found, MOST, f"while all 2^{len(found)} coalitions are looked at")
    needed, *units = integers([real("quota", quota, 0, strict=True), *found])
    totals: NDArray[Any] = np.zeros(1, dtype=np.int64 if max(needed, sum(units)) < 2**63 else object)
    for unit in units:
        totals = np.concatenate([totals, totals + unit])
    return np.asarray(totals >= needed, dtype=np.bool_)


def restricted_game(game: Game, pairs: Iterable[tuple[int, int]]) -> Game:
    """The same game among players of whom some never act together.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.
    pairs : iterable of pairs of int
        Players, counted from 0, who never act together.

    Returns
    -------
    ndarray of bool, 2^n
        A coalition wins if a compatible part of it wins.

    Raises
    ------
    ArgumentError
        If a pair does not name two players.

    References
    ----------
    After Carreras 1991.
    """
    n, masks = players(game), np.arange(len(game))
    wins = game.copy()
    for k, pair in enumerate(pairs):
        if len(two := indices(f"pairs[{k}]", pair, n)) != 2:
            refuse(f"pairs[{k}]", two, f"{len(two)} players", "name two")
        i, j = two
        wins &= ~((masks >> i & 1) & (masks >> j & 1)).astype(bool)
    for i in range(n):
        joined = masks[masks >> i & 1 == 1]
        wins[joined] |= wins[joined ^ (1 << i)]
    return wins


def players(game: Game) -> int:
    """Number of players of a game, which has a truth value for each coalition."""
    if not isinstance(game, np.ndarray) or game.dtype != np.bool_ or game.ndim != 1 or len(game).bit_count() != 1:
        refuse("game", game, "not a table of all coalitions", "give an array of 2^n truth values, as from weighted_game")
    return len(game).bit_length() - 1


def swing_table(game: Game) -> NDArray[np.bool_]:
    """Players x coalitions: does the player swing for the coalition (it wins with the player and loses without)?"""
    n, masks = players(game), np.arange(len(game))
    return np.array([(masks >> i & 1 == 1) & game & ~game[masks & ~(1 << i)] for i in range(n)])


def swings(game: Game) -> list[int]:
    """Number of coalitions that each player turns from losing to winning.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.

    Returns
    -------
    list of int
        Swings by player.

    Raises
    ------
    ArgumentError
        If the table does not have 2^n entries.

    References
    ----------
    Banzhaf 1965.
    """
    return [int(n) for n in swing_table(game).sum(axis=1)]


def banzhaf(game: Game) -> list[Fraction]:
    """Banzhaf index: each player's share of all swings.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.

    Returns
    -------
    list of Fraction
        Power by player; it sums to 1.

    Raises
    ------
    ArgumentError
        If nobody swings.

    References
    ----------
    Banzhaf 1965.
    """
    return divided(swings(game))


def shapley_shubik(game: Game) -> list[Fraction]:
    """Shapley-Shubik index.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.

    Returns
    -------
    list of Fraction
        Power by player; it sums to 1.

    Raises
    ------
    ArgumentError
        If the table does not have 2^n entries.

    References
    ----------
    Shapley and Shubik 1954.
    """
    return list(map(sum_fractions, swing_values(game, shapley_weight)))


def johnston(game: Game) -> list[Fraction]:
    """Johnston index: every winning coalition counts once, divided among its critical members.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.

    Returns
    -------
    list of Fraction
        Power by player; it sums to 1.

    Raises
    ------
    ArgumentError
        If nobody swings.

    References
    ----------
    Johnston 1978.
    """
    table = swing_table(game)
    critical = table.sum(axis=0)
    counts = [np.bincount(critical[row], minlength=len(table) + 1) for row in table]
    return divided([sum_fractions(Fraction(int(c), k) for k, c in enumerate(count) if k) for count in counts])


def minimal_winning(game: Game) -> list[int]:
    """The winning coalitions of which every member is needed.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.

    Returns
    -------
    list of int
        Bit masks in ascending order.

    Raises
    ------
    ArgumentError
        If the table does not have 2^n entries.
    """
    needed = swing_table(game).sum(axis=0)
    return [int(s) for s in np.flatnonzero(game & (needed == np.bitwise_count(np.arange(len(game)))))]


def deegan_packel(game: Game) -> list[Fraction]:
    """Deegan-Packel index.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.

    Returns
    -------
    list of Fraction
        Power by player; it sums to 1.

    Raises
    ------
    ArgumentError
        If nobody swings.

    References
    ----------
    Deegan and Packel 1978.
    """
    minimal = minimal_winning(game)
    return divided([sum_fractions(Fraction(1, s.bit_count()) for s in minimal if s >> i & 1) for i in range(players(game))])


def holler(game: Game) -> list[Fraction]:
    """Holler's public good index.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.

    Returns
    -------
    list of Fraction
        Power by player; it sums to 1.

    Raises
    ------
    ArgumentError
        If nobody swings.

    References
    ----------
    Holler 1982.
    """
    minimal = minimal_winning(game)
    return divided([sum(s >> i & 1 for s in minimal) for i in range(players(game))])


def owen(game: Game, partition: Sequence[Collection[int]]) -> list[Fraction]:
    """Owen value: the Shapley value among the unions and inside each union.

    Parameters
    ----------
    game : ndarray of bool, 2^n
        Whether each coalition wins, by bit mask.
    partition : sequence of collections of int
        Unions: each player, counted from 0, is in exactly one.

    Returns
    -------
    list of Fraction
        Power by player; it sums to 1.

    Raises
    ------
    ArgumentError
        If the unions are no partition of the players.

    References
    ----------
    Owen 1977.
    """
    return union_value(game, partition, shapley_weight, shapley_weight)


def banzhaf_owen(game: Game, partition: Sequence[Collection[int]]) -> list[Fraction]:
    """Banzhaf-Owen value: the absolute Banzhaf measure among the unions and inside each union.

    Parameters
    ----------
    game, partition : as in :func:`owen`

    Returns
    -------
    list of Fraction
        Power by player; it need not sum to 1.

    Raises
    ------
    ArgumentError
        If the unions are no partition of the players.

    References
    ----------
    Owen 1981.
    """
    return union_value(game, partition, banzhaf_weight, banzhaf_weight)


def symmetric_banzhaf(game: Game, partition: Sequence[Collection[int]]) -> list[Fraction]:
    """Symmetric coalitional Banzhaf value: Banzhaf among the unions, Shapley inside each union.

    Parameters
    ----------
    game, partition : as in :func:`owen`

    Returns
    -------
    list of Fraction
        Power by player. Equal members of a union share its power equally.

    Raises
    ------
    ArgumentError
        If the unions are no partition of the players.

    References
    ----------
    Alonso-Meijide and Fiestras-Janeiro 2002.
    """
    return union_value(game, partition, banzhaf_weight, shapley_weight)


def union_value(game: Game, partition: Sequence[Collection[int]], outer: Weight, inner: Weight) -> list[Fraction]:
    """Sum over the unions that joined before (weight ``outer``) and own companions (``inner``) of a player's swing."""
    partition = checks.partition("partition", partition, players(game))
    masks = [sum(1 << i for i in union) for union in partition]
    values = [Fraction(0)] * players(game)
    for own, union in enumerate(partition):
        before = parts([mask for place, mask in enumerate(masks) if place != own])
        for i in union:
            for others, k in before:
                for companions, count in parts([1 << j for j in union if j != i]):
                    coalition = others | companions
                    if game[coalition | 1 << i] and not game[coalition]:
                        values[i] += outer(k, len(partition)) * inner(count, len(union))
    return values


def parts(masks: Sequence[int]) -> list[tuple[int, int]]:
    """Every union of some of these disjoint masks, and of how many."""
    found = [(0, 0)]
    for mask in masks:
        found += [(mask | rest, k + 1) for rest, k in found]
    return found


def shapley_weight(k: int, n: int) -> Fraction:
    """k! (n - 1 - k)! / n!"""
    return Fraction(1, n * comb(n - 1, k))


def banzhaf_weight(k: int, n: int) -> Fraction:
    """1 / 2^(n-1)"""
    return Fraction(1, 2 ** (n - 1))


def swing_values(game: Game, weight: Weight) -> list[list[Fraction]]:
    """For each player, the swings by size times their weight."""
    n = players(game)
    sizes = np.bitwise_count(np.arange(len(game)))
    counts = [np.bincount(sizes[row], minlength=n + 1) for row in swing_table(game)]
    return [[int(count[k + 1]) * weight(k, n) for k in range(n)] for count in counts]


def divided(amounts: Sequence[int | Fraction]) -> list[Fraction]:
    """The amounts as shares; a game in which nobody ever swings has none."""
    if not any(amounts):
        refuse("game", f"a table of {2 ** len(amounts)} coalitions", "nobody swings", "let some coalition win, and the empty one lose")
    return shares(amounts)


def sum_fractions(terms: Iterable[Fraction]) -> Fraction:
    """A sum that is a fraction even if it is empty."""
    return sum(terms, Fraction(0))
