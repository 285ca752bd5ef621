"""Joining in when enough others have (Granovetter 1978; Kuran 1989).

Person i opposes openly once the share of open opponents reaches their threshold T_i. Opposition starts at nobody and
grows to the least fixed point of k = #{i : T_i <= 100 k / n}. One threshold more or less may decide between one
opponent and all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from collegium.models.checks import indices, listed, reals, refuse, size, whole
from collegium.models.exact import Amount, fraction

MOST = 10_000
"""Most people."""


def open_opponents(thresholds: Sequence[Amount]) -> int:
    """Number of open opponents in the end.

    Parameters
    ----------
    thresholds : sequence of numbers
        For each person, the percent of all people who must oppose openly first, 0 or more. At most 10,000 people. A person with 0 opposes
        in any case. Decimals count as they are written.

    Returns
    -------
    int
        Opponents when nobody else joins.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Granovetter 1978; Kuran 1989.

    Examples
    --------
    >>> open_opponents([0, 10, 20, 30, 40, 50, 60, 70, 80, 100]), open_opponents([0, 20, 20, 30, 40, 50, 60, 70, 80, 100])
    (9, 1)
    """
    wanted = reals("thresholds", thresholds, 0)
    size("thresholds", wanted, MOST, "too many")
    company = sorted(-(-t.numerator * len(wanted) // (100 * t.denominator)) for t in map(fraction, wanted))  # rounded up
    joined = 0
    while (more := bisect_right(company, joined)) > joined:
        joined = more
    return joined


def show_of_hands(thresholds: Sequence[int], order: Sequence[int]) -> int:
    """Votes against when members vote one after the other.

    Parameters
    ----------
    thresholds : sequence of int
        For each member, how many votes against they must have seen to vote against too, 0 or more.
    order : sequence of int
        Members in the order in which they vote, counted from 0, each once.

    Returns
    -------
    int
        Votes against.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Granovetter 1978.

    Examples
    --------
    >>> show_of_hands([0, 1, 2], order=[0, 1, 2]), show_of_hands([0, 1, 2], order=[2, 1, 0])
    (3, 1)
    """
    asked = [whole(f"thresholds[{i}]", t, 0) for i, t in enumerate(listed("thresholds", thresholds))]
    if not asked:
        refuse("thresholds", thresholds, "no members", "give one or more")
    against = 0
    for member in indices("order", order, len(asked)):
        against += against >= asked[member]
    return against
