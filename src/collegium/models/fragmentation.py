"""How many equals a body is worth: concentration of shares (Herfindahl 1950, Hirschman 1964; Laakso and Taagepera 1979).

concentration       H = sum s_i^2, shares summing to 1
effective number    N = 1 / H: that many equal shares would be as concentrated
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from collegium.models.checks import reals, refuse
from collegium.models.exact import Amount


def concentration(shares: Any) -> Any:
    """Sum of squares of shares that sum to 1, unchecked: for loops that cannot stop for checks.

    Plain loops over whatever can be squared and added, so that a compiler can translate it, and a matrix with a row a member
    gives the concentration of each column.
    """
    total = shares[0] * shares[0]
    for i in range(1, len(shares)):
        total = total + shares[i] * shares[i]
    return total


def effective_number(shares: Sequence[Amount]) -> float | Fraction:
    """Effective number of parties or leaders: how many equal shares would be as concentrated.

    Parameters
    ----------
    shares : sequence of numbers
        Sizes, 0 or more, in any unit, not all 0.

    Returns
    -------
    float or Fraction
        (sum s)^2 / sum s^2, from 1 to the number of shares. A fraction if any share is one.

    Raises
    ------
    ArgumentError
        If a share is negative, or all are 0.

    References
    ----------
    Laakso and Taagepera 1979.

    Examples
    --------
    >>> effective_number([45, 45, 10])
    2.4096385542168677
    """
    return 1 / herfindahl(shares)


def herfindahl(shares: Sequence[Amount]) -> float | Fraction:
    """Index of concentration of Herfindahl and Hirschman.

    Parameters
    ----------
    shares : sequence of numbers
        Sizes, 0 or more, in any unit, not all 0.

    Returns
    -------
    float or Fraction
        sum s^2 / (sum s)^2, from 1/n (n equal shares) to 1. A fraction if any share is one.

    Raises
    ------
    ArgumentError
        If a share is negative, or all are 0.

    References
    ----------
    Herfindahl 1950; Hirschman 1964.

    Examples
    --------
    >>> herfindahl([2, 1, 1])
    0.375
    """
    found = reals("shares", shares, 0)
    if not any(found):
        refuse("shares", found, "all 0", "give at least one share above 0")
    top = max(found)  # sharing by the largest first keeps squares within the range of floats
    scaled = [Fraction(s, top) if isinstance(s, int) and isinstance(top, int) else s / top for s in found]
    index = concentration(scaled) / sum(scaled) ** 2
    return index if any(isinstance(s, Fraction) for s in found) else float(index)
