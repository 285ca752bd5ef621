"""Agendas as trees, and what they are worth to whoever draws them up.

**Probabilistic agendas** (the form of KTAB, the KAPSARC Toolkit for Behavioral Analysis). A tree's leaves are
options; at every node the actors vote between what its two sides are worth to them. With values a and b to each
actor,

    P(first) = sum_k w_k max(a_k - b_k, 0) / sum_k w_k |a_k - b_k|        value = P a + (1 - P) b

under *proportional* voting; under *binary* voting each actor puts his whole weight w_k on the side he prefers. A
rule on how even the two sides of a node must be (free, moderate, balanced) cuts what the chair can gain.

**Amendment agendas** (Black 1958, Farquharson 1969). Options are paired one after the other and the winner goes on.
Sincere voters take each pair for what it is; sophisticated ones look ahead to what each side leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Tree: TypeAlias = "int | tuple[Tree, Tree]"
"""An option's number, or a node with two sides."""

Voting: TypeAlias = Literal["proportional", "binary"]
Balance: TypeAlias = Literal["free", "moderate", "balanced"]

MOST = 8
"""Most options: there are 1 x 3 x 5 x ... x (2n - 3) agendas over n of them, 10,395 over 7."""

LEAST_SIDE: dict[Balance, Callable[[int], int]] = {
    "free": lambda n: 1,
    "moderate": lambda n: n // 2 if n <= 5 else n // 3,
    "balanced": lambda n: n // 2,
}
"""Fewest options on the smaller side of a node over n options."""


def agenda_value(
    tree: Tree, values: ArrayLike, weights: ArrayLike, voting: Voting = "proportional"
) -> NDArray[np.float64]:
    """Worth of an agenda to every actor, by actor.

    ``values``: actors x options. ``weights``: votes of each actor, not negative. Both in any unit.
    """
    table = np.asarray(values, dtype=np.float64)
    if isinstance(tree, int):
        return table[:, tree].copy()
    first, second = (agenda_value(side, values, weights, voting) for side in tree)
    return choice(first, second, np.asarray(weights, dtype=np.float64), voting)


def choice(
    a: NDArray[np.float64], b: NDArray[np.float64], weights: NDArray[np.float64], voting: Voting
) -> NDArray[np.float64]:
    """Worth to every actor of a vote between ``a`` and ``b`` (last axis: actors); an even chance if nobody cares."""
    margin = a - b
    votes = weights * (margin if voting == "proportional" else np.sign(margin))
    total = np.abs(votes).sum(axis=-1, keepdims=True)
    lead = np.divide(votes.sum(axis=-1, keepdims=True), total, out=np.zeros_like(total), where=total > 0)
    chance: NDArray[np.float64] = (1 + lead) / 2
    return b + chance * margin


def best_agenda(
    chair: int, values: ArrayLike, weights: ArrayLike, balance: Balance = "free", voting: Voting = "proportional"
) -> tuple[Tree, float]:
    """The agenda worth most to actor ``chair``, and its worth to him, by trying all.

    At most 8 options, else ValueError.
    """
    trees, worth = all_agendas(values, weights, balance, voting)
    best = int(worth[:, chair].argmax())
    return trees[best], float(worth[best, chair])


def all_agendas(
    values: ArrayLike, weights: ArrayLike, balance: Balance = "free", voting: Voting = "proportional"
) -> tuple[list[Tree], NDArray[np.float64]]:
    """Every agenda, and its worth (agendas x actors). The two sides of a node have no order: the vote is symmetric."""
    table, votes = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    size = table.shape[1]
    if not 1 <= size <= MOST:
        raise ValueError(f"between 1 and {MOST} options, not {size}")
    known: dict[tuple[int, ...], tuple[list[Tree], NDArray[np.float64]]] = {}
    for count in range(1, size + 1):
        for options in combinations(range(size), count):
            if count == 1:
                known[options] = [options[0]], table[:, options[0]][np.newaxis, :]
                continue
            pairs = [(known[left], known[right]) for left, right in splits(options, LEAST_SIDE[balance](count))]
            trees: list[Tree] = [(x, y) for (xs, _), (ys, _) in pairs for x in xs for y in ys]
            worth = [choice(a[:, np.newaxis], b[np.newaxis], votes, voting) for (_, a), (_, b) in pairs]
            known[options] = trees, np.concatenate([w.reshape(-1, len(votes)) for w in worth])
    return known[tuple(range(size))]


def splits(options: tuple[int, ...], least: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The ways to part the options in two, at least ``least`` on the smaller side; the first option is on the left."""
    head, rest = options[0], options[1:]
    parts = []
    for count in range(least - 1, len(options) - least):
        for companions in combinations(rest, count):
            parts.append(((head, *companions), tuple(x for x in rest if x not in companions)))
    return parts


def sincere_winner(preferences: Sequence[Sequence[int]], order: Sequence[int]) -> int:
    """Winner of an amendment agenda whose voters look no further than the pair before them.

    ``preferences``: each voter's options, best first. ``order``: the options as they are paired. A tie keeps the
    earlier.
    """
    holder = order[0]
    for challenger in order[1:]:
        holder = majority(preferences, holder, challenger)
    return holder


def sophisticated_winner(preferences: Sequence[Sequence[int]], order: Sequence[int]) -> int:
    """Winner of the same agenda if all voters foresee the later votes (backward induction)."""
    if len(order) == 1:
        return order[0]
    stays = sophisticated_winner(preferences, (order[0], *order[2:]))
    falls = sophisticated_winner(preferences, order[1:])
    return majority(preferences, stays, falls)


def majority(preferences: Sequence[Sequence[int]], x: int, y: int) -> int:
    """Which of x and y more voters prefer; x if as many do."""
    margin = sum(1 if voter.index(x) < voter.index(y) else -1 for voter in preferences if x != y)
    return x if margin >= 0 else y
