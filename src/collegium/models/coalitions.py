"""The ultimate ruling coalition (Acemoglu, Egorov and Sonin 2008, Review of Economic Studies 75).

Players have powers g_i > 0. A coalition Z inside X *wins in X* if g(Z) > alpha g(X). Whoever wins may throw the
others out, but must then fear the next round. Hence the recursion

    M(X)   = { Z a proper part of X : g(Z) > alpha g(X), Z self-enforcing }
    phi(X) = the members of M(X), with X itself, of least power
    X is self-enforcing  <=>  M(X) is empty

A self-enforcing coalition is one whose members would all refuse to start another purge. Having more power can hurt:
of the powers 3, 4, 5, 10 the strongest is dropped. The theorem holds if no two coalitions
have equal power; otherwise all minimisers are returned. :func:`is_generic` says which case it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from collegium.models.checks import indices, real, reals, refuse, size, whole
from collegium.models.exact import Amount, fraction, integers

MOST = 20
"""Most players: time and memory grow with the number of coalitions, 2^n."""
NOBODY = -1
"""Less than any coalition has."""


def ultimate_ruling_coalition(powers: Sequence[Amount], alpha: Amount = 0.5) -> tuple[frozenset[int], ...]:
    """Who rules in the end: every coalition that the theorem allows.

    Several coalitions are returned only where powers tie (:func:`is_generic`).

    Parameters
    ----------
    powers : sequence of numbers
        The power of each player, above 0, in any unit. At most 20 players.
    alpha : number
        The share of power that a coalition must exceed to win, in [1/2, 1).

    Returns
    -------
    tuple of frozenset of int
        Each ruling coalition as the indices of its players, counted from 0.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or there are more than 20 players.

    References
    ----------
    Acemoglu, Egorov and Sonin 2008, theorem 1.

    Examples
    --------
    >>> ultimate_ruling_coalition([3, 4, 5, 10])
    (frozenset({0, 1, 2}),)
    """
    sums, share = coalition_sums(powers), majority_share(alpha)
    everybody = len(sums) - 1
    able = [int(z) for z in np.flatnonzero(standing(*comparable(sums, share))) if z == everybody or sums[z] > share * sums[-1]]
    least = min(sums[z] for z in able)
    return tuple(members(z) for z in able if sums[z] == least)


def is_self_enforcing(powers: Sequence[Amount], coalition: Collection[int], alpha: Amount = 0.5) -> bool:
    """Would this coalition stay together once it rules?

    Parameters
    ----------
    powers : sequence of numbers
        The power of each player, above 0, in any unit.
    coalition : collection of int
        Indices of its players, counted from 0. At most 20.
    alpha : number
        The share of power that a coalition must exceed to win, in [1/2, 1).

    Returns
    -------
    bool
        Whether no part of the coalition can win within it and be stable itself.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Acemoglu, Egorov and Sonin 2008.

    Examples
    --------
    >>> is_self_enforcing([3, 4, 5, 10], {0, 1, 2}), is_self_enforcing([3, 4, 5, 10], {2, 3})
    (True, False)
    """
    found = reals("powers", powers, 0, strict=True)
    chosen = indices("coalition", coalition, len(found))
    sums = coalition_sums([found[i] for i in chosen])
    return bool(standing(*comparable(sums, majority_share(alpha)))[-1])


def is_generic(powers: Sequence[Amount]) -> bool:
    """Do no two coalitions have equal power? Then the ultimate ruling coalition is unique.

    Parameters
    ----------
    powers : sequence of numbers
        The power of each player, above 0, in any unit. At most 20 players.

    Returns
    -------
    bool
        Whether all sums of powers differ. Decimals are compared exactly.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Acemoglu, Egorov and Sonin 2008.

    Examples
    --------
    >>> is_generic([3, 4, 5, 10]), is_generic([3, 4, 7])
    (True, False)
    """
    sums = coalition_sums(powers)
    return len(set(sums)) == len(sums)


def stable_sizes(alpha: Amount, count: int) -> list[int]:
    """The first sizes of self-enforcing coalitions among nearly equal players.

    The sizes are ``k_1 = 1`` and ``k_m = floor(k_(m-1) / alpha) + 1``.

    Parameters
    ----------
    alpha : number
        The share of power that a coalition must exceed to win, in [1/2, 1).
    count : int
        How many sizes, 1 to 1,000.

    Returns
    -------
    list of int
        The sizes in ascending order.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Acemoglu, Egorov and Sonin 2008.

    Examples
    --------
    >>> stable_sizes(0.5, 4)
    [1, 3, 7, 15]
    """
    share, sizes = majority_share(alpha), [1]
    for _ in range(whole("count", count, 1, 1000) - 1):
        sizes.append(int(sizes[-1] / share) + 1)
    return sizes


def coalition_sums(powers: Sequence[Amount]) -> list[int]:
    """Power of every coalition, by bit mask, in whole numbers of a common unit."""
    found = reals("powers", powers, 0, strict=True)
    size("powers", found, MOST, f"while the work grows as 2^{len(found)}")
    sums = [0]
    for power in integers(found):
        sums += [power + rest for rest in sums]
    return sums


def comparable(sums: Sequence[int], alpha: Fraction) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What each coalition has and what must be exceeded in it, so that Z wins in X if has(Z) > needed(X).

    Numbers too large for the machine's integers are replaced by their ranks.
    """
    if sums[-1] * alpha.denominator < 2**62:
        totals = np.array(sums, dtype=np.int64)
        return totals * alpha.denominator, totals * alpha.numerator
    both = [g * alpha.denominator for g in sums] + [g * alpha.numerator for g in sums]
    ranks = np.unique(np.array(both, dtype=object), return_inverse=True)[1].astype(np.int64)
    return ranks[: len(sums)], ranks[len(sums) :]


def standing(has: NDArray[np.int64], needed: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is the coalition self-enforcing? By bit mask.

    A coalition breaks up if the strongest self-enforcing part of it wins in it. That part lies in one of the coalitions with one player
    less, for which it is known already: so the work grows as n 2^n.
    """
    masks = np.arange(len(has))
    players = np.bitwise_count(masks)
    stands = np.zeros(len(has), dtype=np.bool_)
    strongest = np.full(len(has), NOBODY)
    for count in range(1, len(has).bit_length()):
        layer = masks[players == count]
        for player in range(len(has).bit_length() - 1):
            larger = layer[layer >> player & 1 == 1]
            strongest[larger] = np.maximum(strongest[larger], strongest[larger - (1 << player)])
        stands[layer] = strongest[layer] <= needed[layer]
        strongest[layer] = np.where(stands[layer], has[layer], strongest[layer])
    return stands


def members(mask: int) -> frozenset[int]:
    """Indices of the players of a bit mask."""
    return frozenset(i for i in range(mask.bit_length()) if mask >> i & 1)


def majority_share(alpha: Amount) -> Fraction:
    """``alpha`` as a fraction in [1/2, 1); below, two disjoint coalitions could both win, and at 1 none."""
    share = fraction(real("alpha", alpha))
    if not Fraction(1, 2) <= share < 1:
        refuse("alpha", alpha, "out of range", "give a share of one half or more, below 1")
    return share
