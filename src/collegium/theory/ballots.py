"""Secret and open ballots on removing a leader.

Each of n members privately wants him gone with chance p; ``needed`` votes remove him. In a secret ballot all vote
as they wish. In an open one, member after member, a private opponent is bold with chance h and votes as he wishes;
else he votes against the leader only if ``company`` members already have. Small models of preference falsification
(after Kuran 1995; ours).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.theory.checks import real, reals, size, whole
from collegium.theory.counting import add_trial
from collegium.theory.exact import Amount, Real

MOST = 1000
"""Most members of a ballot."""


def poisson_binomial(probabilities: Sequence[Amount]) -> NDArray[Any]:
    """Distribution of the votes for a motion (0 ... n) when each member votes for it with a chance of his own (Poisson 1837).

    ``probabilities``: in [0, 1], of 1 to 5,000 members. The result sums to 1; it holds fractions if all of them are. Raises
    :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> poisson_binomial([0.5, 0.5])
    array([0.25, 0.5 , 0.25])
    """
    chances = reals("probabilities", probabilities, 0, 1)
    size("probabilities", chances, 5000, "while the work grows with the square")
    exact = all(isinstance(p, Fraction) for p in chances)
    votes = [Fraction(1) if exact else 1.0] + [0 * chances[0]] * len(chances)
    for n, p in enumerate(chances):
        add_trial(votes, n, p)
    return np.array(votes, dtype=object if exact else np.float64)


def secret_removal(members: int, needed: int, opposed: Real) -> Real:
    """Chance of removal by secret ballot: P(Bin(n, p) >= needed) (ours, after Kuran 1995).

    ``members``: n, 1 to 1,000; ``needed``: votes, 1 to n; ``opposed``: p in [0, 1]. Exact with fractions. Raises
    :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> secret_removal(members=9, needed=5, opposed=0.5)
    0.5
    """
    members, needed = bounds(members, needed)
    opposed = real("opposed", opposed, 0, 1)
    votes = poisson_binomial([opposed] * members)
    return sum(votes[needed:].tolist(), 0 * opposed)


def open_removal(members: int, needed: int, opposed: Real, bold: Real, company: int) -> Real:
    """Chance of removal by open ballot, member after member (ours, after Kuran 1995).

    ``bold``: h in [0, 1]; ``company``: votes against seen before the timid dare, 0 or more; else as :func:`secret_removal`. Raises
    :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> round(open_removal(members=9, needed=5, opposed=0.6, bold=0.2, company=1), 6)
    0.261622
    """
    members, needed = bounds(members, needed)
    company = whole("company", company, 0)
    opposed, bold = real("opposed", opposed, 0, 1), real("bold", bold, 0, 1)
    chances = [0 * opposed + 1] + [0 * opposed] * members
    for _ in range(members):
        for against in reversed(range(members)):
            speaks = opposed * (bold if against < company else 1)
            chances[against + 1] += chances[against] * speaks
            chances[against] *= 1 - speaks
    return sum(chances[needed:], 0 * opposed)


def silence(members: int, opposed: Real, bold: Real) -> Real:
    """Chance that nobody votes against in an open ballot in which the timid wait for company: (1 - p h)^n (ours, after Kuran 1995).

    ``members``: n, 1 to 1,000; ``opposed``, ``bold``: p and h in [0, 1]. Exact with fractions. Raises
    :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> round(silence(members=9, opposed=0.6, bold=0.2), 6)
    0.316478
    """
    members = whole("members", members, 1, MOST)
    return (1 - real("opposed", opposed, 0, 1) * real("bold", bold, 0, 1)) ** members


def bounds(members: int, needed: int) -> tuple[int, int]:
    """The sizes of a ballot, checked."""
    members = whole("members", members, 1, MOST)
    return members, whole("needed", needed, 1, members, "give at least 1 vote and at most one a member")
