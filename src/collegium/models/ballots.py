"""Secret and open ballots on removing a leader.

Each of n members privately wants the leader gone with chance p, and ``needed`` votes remove the leader. In a secret ballot all
members vote as they wish. In an open ballot they vote one after the other. A private opponent is bold with chance h and then votes
as they wish; otherwise they vote against the leader only if ``company`` members already have. These are small models of preference
falsification (ours, after Kuran 1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.models.checks import real, reals, size, whole
from collegium.models.counting import add_trial
from collegium.models.exact import Amount, Real

MOST = 1000
"""Most members of a ballot."""


def poisson_binomial(probabilities: Sequence[Amount]) -> NDArray[Any]:
    """Distribution of the number of yes votes if each member has a chance of their own.

    Parameters
    ----------
    probabilities : sequence of numbers
        Chance of a yes vote by member, in [0, 1]; 1 to 5,000 members.

    Returns
    -------
    ndarray
        Chance of 0, 1, ... n yes votes. The entries are fractions if all chances are.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Poisson 1837.

    Examples
    --------
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
    """Chance that a secret ballot removes the leader.

    Parameters
    ----------
    members : int
        Members who vote, 1 to 1,000.
    needed : int
        Votes that remove the leader, 1 to ``members``.
    opposed : number
        Chance that a member privately wants the leader gone, in [0, 1].

    Returns
    -------
    number
        The chance. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Kuran 1995.

    Examples
    --------
    >>> secret_removal(members=9, needed=5, opposed=0.5)
    0.5
    """
    members, needed = bounds(members, needed)
    opposed = real("opposed", opposed, 0, 1)
    votes = poisson_binomial([opposed] * members)
    return sum(votes[needed:].tolist(), 0 * opposed)


def open_removal(members: int, needed: int, opposed: Real, bold: Real, company: int) -> Real:
    """Chance that an open ballot, member after member, removes the leader.

    Parameters
    ----------
    members, needed, opposed : as in :func:`secret_removal`
    bold : number
        Chance that a private opponent votes as they wish in any case, in [0, 1].
    company : int
        Votes against that the others must have seen first, 0 or more.

    Returns
    -------
    number
        The chance. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Kuran 1995.

    Examples
    --------
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
    """Chance that nobody votes against in an open ballot in which the timid wait for company.

    Parameters
    ----------
    members, opposed, bold : as in :func:`open_removal`

    Returns
    -------
    number
        (1 - opposed x bold)^members. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Kuran 1995.

    Examples
    --------
    >>> round(silence(members=9, opposed=0.6, bold=0.2), 6)
    0.316478
    """
    members = whole("members", members, 1, MOST)
    return (1 - real("opposed", opposed, 0, 1) * real("bold", bold, 0, 1)) ** members


def bounds(members: int, needed: int) -> tuple[int, int]:
    """The sizes of a ballot, checked."""
    members = whole("members", members, 1, MOST)
    return members, whole("needed", needed, 1, members, "give at least 1 vote and at most one a member")
