"""The ultimate ruling coalition (Acemoglu, Egorov and Sonin 2008, Review of Economic Studies 75).

Players have powers g_i > 0. A coalition Z inside X *wins in X* if g(Z) > alpha g(X). Whoever wins may throw the
others out, but must then fear the next round. Hence the recursion

    M(X)   = { Z a proper part of X : g(Z) > alpha g(X), Z self-enforcing }
    phi(X) = the members of M(X), with X itself, of least power
    X is self-enforcing  <=>  M(X) is empty

A self-enforcing coalition is one whose members would all refuse to start another purge. Having more power can hurt:
of the powers 3, 4, 5, 10 the strongest is dropped. The theorem is stated for powers no two coalitions of which are
equal; elsewhere all minimisers are returned and the answer is marked as not generic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from collegium.theory.exact import fraction, whole

MOST = 16
"""Most players: the work grows with the pairs of a coalition and a larger one, at most 3^n."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who rules in the end.

    ``coalitions`` holds every minimiser as ascending indices of the players; ``generic`` says whether no two
    coalitions have equal power, which makes the minimiser unique.
    """

    coalitions: tuple[tuple[int, ...], ...]
    generic: bool


def ruling_coalitions(powers: Sequence[float | Fraction], alpha: float | Fraction = Fraction(1, 2)) -> Ruling:
    """The ultimate ruling coalitions of all players.

    ``powers``: positive, at most 16 of them. ``alpha``: the share that must be exceeded to win, in [1/2, 1).
    Raises ValueError outside these ranges.
    """
    sums, share = coalition_sums(powers), checked(alpha)
    able = [z for z in stable_coalitions(sums, share) if z == len(sums) - 1 or sums[z] > share * sums[-1]]
    least = min(sums[z] for z in able)
    minimisers = tuple(members(z, len(powers)) for z in able if sums[z] == least)
    return Ruling(minimisers, len(set(sums)) == len(sums))


def self_enforcing(powers: Sequence[float | Fraction], alpha: float | Fraction = Fraction(1, 2)) -> bool:
    """Does the coalition of all players stand? Arguments as for :func:`ruling_coalitions`."""
    return ruling_coalitions(powers, alpha).coalitions == (tuple(range(len(powers))),)


def stable_sizes(alpha: float | Fraction, count: int) -> list[int]:
    """The first ``count`` sizes of self-enforcing coalitions of nearly equal powers.

    k_1 = 1, k_m = floor(k_(m-1) / alpha) + 1: by simple majority 1, 3, 7, 15, ...
    """
    sizes = [1]
    while len(sizes) < count:
        sizes.append(int(sizes[-1] / checked(alpha)) + 1)
    return sizes[:count]


def coalition_sums(powers: Sequence[float | Fraction]) -> list[int]:
    """Power of every coalition, by bit mask, in whole numbers of a common unit."""
    if not 1 <= len(powers) <= MOST:
        raise ValueError(f"between 1 and {MOST} players, not {len(powers)}")
    if min(powers) <= 0:
        raise ValueError("powers must be positive")
    sums = [0]
    for power in whole(powers):
        sums += [power + rest for rest in sums]
    return sums


def stable_coalitions(sums: Sequence[int], alpha: Fraction) -> list[int]:
    """The self-enforcing coalitions, as bit masks.

    The parts of a coalition have smaller masks and so are settled before it; each that is found to stand breaks up
    all the larger ones in which it wins.
    """
    exact = sums[-1] * alpha.denominator < 2**62
    totals = np.array(sums, dtype=np.int64 if exact else object)
    broken = np.zeros(len(sums), dtype=bool)
    stable = []
    for x in range(1, len(sums)):
        if not broken[x]:
            stable.append(x)
            larger = x | parts(len(sums) - 1 - x)[1:]
            broken[larger] |= alpha.denominator * totals[x] > alpha.numerator * totals[larger]
    return stable


def parts(mask: int) -> NDArray[np.int64]:
    """All parts of a coalition as bit masks, nobody first."""
    found = np.zeros(1, dtype=np.int64)
    for i in range(mask.bit_length()):
        if mask >> i & 1:
            found = np.concatenate([found, found | 1 << i])
    return found


def members(mask: int, size: int) -> tuple[int, ...]:
    """Indices of the players of a bit mask."""
    return tuple(i for i in range(size) if mask >> i & 1)


def checked(alpha: float | Fraction) -> Fraction:
    """``alpha`` as a fraction; ValueError outside [1/2, 1), where two disjoint coalitions could both win, or none."""
    share = fraction(alpha)
    if not Fraction(1, 2) <= share < 1:
        raise ValueError(f"alpha must lie in [1/2, 1), not {alpha}")
    return share
