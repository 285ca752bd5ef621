"""Agendas as trees, and what they are worth to whoever draws them up.

**Probabilistic agendas** (the form of KTAB, the KAPSARC Toolkit for Behavioral Analysis). A tree's leaves are
options; at every node the actors vote between what its two sides are worth to them. With values a and b to each
actor,

    P(first) = sum_k w_k max(a_k - b_k, 0) / sum_k w_k |a_k - b_k|        value = P a + (1 - P) b

under *proportional* voting; under *binary* voting each actor puts their whole weight w_k on the side they prefer. A
rule on how even the two sides of a node must be (free, moderate, balanced) cuts what the chair can gain.

**Amendment agendas** (Black 1958, Farquharson 1969). Options are paired one after the other and the winner goes on.
Sincere voters take each pair for what it is; sophisticated ones look ahead to what each side leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.models.checks import listed, one_of, refuse, table, vector, whole

Tree: TypeAlias = "int | tuple[Tree, Tree]"
"""An option's number, or a node with two sides."""

Ranking: TypeAlias = "Sequence[int | Collection[int]]"
"""A voter's options, best first; options that a voter has level are together in a group."""

Voting: TypeAlias = Literal["proportional", "binary"]
Balance: TypeAlias = Literal["free", "moderate", "balanced"]

DEEPEST = 200
"""Most votes on one path of a tree."""

MOST = 8
"""Most options: there are 1 x 3 x 5 x ... x (2n - 3) agendas over n of them, 10,395 over 7."""

NEAR = 1e-12
"""Values that differ by less, relative to their size, are equal: what they are computed from leaves that much to rounding."""

LEAST_SIDE: dict[Balance, Callable[[int], int]] = {
    "free": lambda n: 1,
    "moderate": lambda n: n // 2 if n <= 5 else n // 3,
    "balanced": lambda n: n // 2,
}
"""Fewest options on the smaller side of a node over n options."""


def agenda_value(tree: Tree, utilities: ArrayLike, weights: ArrayLike, voting: Voting = "proportional") -> NDArray[np.float64]:
    """What an agenda is worth to every actor.

    Parameters
    ----------
    tree : int or nested pairs of int
        Options, counted from 0, as leaves; each pair is a vote between its two sides. At most 200 votes on one path.
    utilities : array_like, actors x options
        What each option is worth to each actor, in any unit.
    weights : array_like, actors
        Votes of each actor, 0 or more, in any unit.
    voting : {"proportional", "binary"}
        Whether an actor votes in proportion to what they gain, or puts their whole weight on one side. An indifferent actor does not vote.

    Returns
    -------
    ndarray, actors
        Expected worth, in the unit of the utilities.

    Raises
    ------
    ArgumentError
        If an argument has another shape or is outside its range.

    References
    ----------
    KTAB, the KAPSARC Toolkit for Behavioral Analysis, read in 2026.

    Examples
    --------
    >>> agenda_value(((0, 1), 2), [[3, 1, 0], [0, 1, 3]], [1, 1])
    array([1.08888889, 1.75555556])
    """
    worth, votes = electorate(utilities, weights)
    return tree_value(branches(tree, worth.shape[1]), worth, votes, one_of("voting", voting, ("proportional", "binary")))


def tree_value(tree: Tree, utilities: NDArray[np.float64], weights: NDArray[np.float64], voting: Voting) -> NDArray[np.float64]:
    """The same, for arguments that have been checked."""
    if isinstance(tree, int):
        return utilities[:, tree].copy()
    first, second = (tree_value(side, utilities, weights, voting) for side in tree)
    return choice(first, second, weights, voting)


def branches(tree: Any, options: int, depth: int = 0) -> Tree:
    """The tree, checked: pairs all the way down to options."""
    if depth > DEEPEST:
        refuse("tree", "...", f"more than {DEEPEST} votes on one path", "give a shallower tree")
    if isinstance(tree, int | np.integer) and not isinstance(tree, bool):
        return whole("tree", int(tree), 0, options - 1, f"name the {options} options 0 to {options - 1}")
    if not isinstance(tree, tuple | list) or len(tree) != 2:
        refuse("tree", tree, "neither an option nor a pair", "give nested pairs of options, such as ((0, 1), 2)")
    return branches(tree[0], options, depth + 1), branches(tree[1], options, depth + 1)


def electorate(utilities: ArrayLike, weights: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Utilities and weights, checked."""
    worth = table("utilities", utilities)
    return worth, vector("weights", weights, 0, length=len(worth))


def choice(a: NDArray[np.float64], b: NDArray[np.float64], weights: NDArray[np.float64], voting: Voting) -> NDArray[np.float64]:
    """Worth to every actor of a vote between ``a`` and ``b`` (last axis: actors); an even chance if nobody cares."""
    margin = votes = a - b
    if voting == "binary":
        votes = np.sign(margin) * (np.abs(margin) > NEAR * (np.abs(a) + np.abs(b)))
    votes = weights * votes
    total = np.abs(votes).sum(axis=-1, keepdims=True)
    lead = np.divide(votes.sum(axis=-1, keepdims=True), total, out=np.zeros_like(total), where=total > 0)
    chance: NDArray[np.float64] = (1 + lead) / 2
    return b + chance * margin


def best_agenda(
    chair: int, utilities: ArrayLike, weights: ArrayLike, balance: Balance = "free", voting: Voting = "proportional"
) -> tuple[Tree, float]:
    """The agenda that is worth most to the chair, found by trying all.

    Parameters
    ----------
    chair : int
        The actor who sets the agenda, counted from 0.
    utilities, weights : as in :func:`agenda_value`
        At most 8 options.
    balance : {"free", "moderate", "balanced"}
        How even the two sides of each vote must be.
    voting : as in :func:`agenda_value`

    Returns
    -------
    tuple of tree and float
        The agenda and its worth to the chair. Of equally good agendas, the first in the order of :func:`all_agendas`.

    Raises
    ------
    ArgumentError
        If an argument has another shape or is outside its range.

    References
    ----------
    KTAB, read in 2026.

    Examples
    --------
    >>> best_agenda(0, [[3, 1, 0], [0, 1, 3]], [1, 1])
    ((0, (1, 2)), 1.7555555555555555)
    """
    trees, worth = all_agendas(utilities, weights, balance, voting)
    own = worth[:, whole("chair", chair, 0, worth.shape[1] - 1)]
    best = int(np.argmax(own >= own.max() - NEAR * np.abs(own).max()))
    return trees[best], float(own[best])


def all_agendas(
    utilities: ArrayLike, weights: ArrayLike, balance: Balance = "free", voting: Voting = "proportional"
) -> tuple[list[Tree], NDArray[np.float64]]:
    """Every agenda over the options, and what each is worth to every actor.

    The two sides of a vote have no order, because the vote is symmetric.

    Parameters
    ----------
    utilities, weights : as in :func:`agenda_value`
        At most 8 options.
    balance : {"free", "moderate", "balanced"}
        How even the two sides of each vote must be.
    voting : as in :func:`agenda_value`

    Returns
    -------
    tuple of list of trees and ndarray, agendas x actors
        The agendas, and their worth in the unit of the utilities.

    Raises
    ------
    ArgumentError
        If an argument has another shape or is outside its range.

    References
    ----------
    KTAB, read in 2026.

    Examples
    --------
    >>> trees, worth = all_agendas([[3, 1, 0], [0, 1, 3]], [1, 1])
    >>> trees, worth.shape
    ([(0, (1, 2)), ((0, 1), 2), ((0, 2), 1)], (3, 2))
    """
    worths, votes = electorate(utilities, weights)
    one_of("balance", balance, tuple(LEAST_SIDE))
    one_of("voting", voting, ("proportional", "binary"))
    size = worths.shape[1]
    if size > MOST:
        refuse("utilities", utilities, f"{size} options, of which there are too many agendas", f"give {MOST} options or fewer")
    known: dict[tuple[int, ...], tuple[list[Tree], NDArray[np.float64]]] = {}
    for count in range(1, size + 1):
        for options in combinations(range(size), count):
            if count == 1:
                known[options] = [options[0]], worths[:, options[0]][np.newaxis, :]
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


def sincere_winner(preferences: Sequence[Ranking], order: Sequence[int]) -> int:
    """Winner of an amendment agenda if voters look no further than the pair before them.

    Parameters
    ----------
    preferences : sequence of rankings
        Each voter's options, best first. Options that a voter has level are together in a list of their own, such as ``[2, [0, 1]]``;
        the voter then votes for neither of them.
    order : sequence of int
        The options in the order in which they are paired, each once. A tie keeps the earlier option.

    Returns
    -------
    int
        The option that wins.

    Raises
    ------
    ArgumentError
        If a voter does not rank an option, ranks one twice, or nobody votes.

    References
    ----------
    Black 1958.

    Examples
    --------
    >>> sincere_winner([[0, 1, 2], [1, 2, 0], [2, 0, 1]], order=[0, 1, 2])
    2
    """
    voters, options = ballot(preferences, order)
    holder = options[0]
    for challenger in options[1:]:
        holder = majority(voters, holder, challenger)
    return holder


def sophisticated_winner(preferences: Sequence[Ranking], order: Sequence[int]) -> int:
    """Winner of an amendment agenda if all voters foresee the later votes (backward induction).

    Parameters
    ----------
    preferences, order : as in :func:`sincere_winner`

    Returns
    -------
    int
        The option that wins.

    Raises
    ------
    ArgumentError
        If a voter does not rank an option, ranks one twice, or nobody votes.

    References
    ----------
    Farquharson 1969.

    Examples
    --------
    >>> sophisticated_winner([[0, 1, 2], [1, 2, 0], [2, 0, 1]], order=[0, 1, 2])
    1
    """
    voters, options = ballot(preferences, order)
    ends = {holder: holder for holder in options}  # who wins in the end, by who holds after the last vote
    for challenger in options[:0:-1]:
        ends = {holder: majority(voters, ends[holder], ends[challenger]) for holder in options}
    return ends[options[0]]


def ballot(preferences: Sequence[Ranking], order: Sequence[int]) -> tuple[list[dict[int, int]], list[int]]:
    """Rank of every option by voter, and the order of the vote, checked."""
    options = [whole(f"order[{k}]", x, 0) for k, x in enumerate(listed("order", order))]
    if not options or len(set(options)) < len(options):
        refuse("order", options, "an option twice, or none", "name one option or more, each once")
    voters = [ranks(f"preferences[{i}]", voter) for i, voter in enumerate(listed("preferences", preferences))]
    if not voters:
        refuse("preferences", preferences, "no voters", "give one or more")
    for i, voter in enumerate(voters):
        if missing := set(options) - set(voter):
            refuse(f"preferences[{i}]", list(voter), f"without {sorted(missing)}", "rank every option of the agenda")
    return voters, options


def ranks(name: str, ranking: Ranking) -> dict[int, int]:
    """Option -> its rank with one voter; options in a group of their own share a rank."""
    found: dict[int, int] = {}
    for k, level in enumerate(listed(name, ranking)):
        place = f"{name}[{k}]"
        group = enumerate(level) if isinstance(level, list | tuple | set | frozenset) else None
        for x in [whole(place, level, 0)] if group is None else [whole(f"{place}[{n}]", x, 0) for n, x in group]:
            if x in found:
                refuse(name, ranking, f"option {x} twice", "rank each option once; give options that are level in a list of their own")
            found[x] = k
    return found


def majority(voters: Sequence[dict[int, int]], x: int, y: int) -> int:
    """Which of x and y more voters prefer; x if as many do. A voter who has them level votes for neither."""
    margin = sum((voter[x] < voter[y]) - (voter[y] < voter[x]) for voter in voters)
    return x if margin >= 0 else y
