"""Informational cascades (Bikhchandani, Hirshleifer and Welch 1992, Journal of Political Economy 100).

Members act one after the other on a private signal that is right with chance p and on what they saw others do; the
indifferent toss a coin. After an even number n of movers, with K = (p - p^2)^(n/2),

    without knowing the truth    P(cascade up) = P(cascade down) = (1 - K) / 2, P(none) = K
    given the truth              P(right cascade) = p (p + 1) (1 - K) / (2 (1 - p + p^2))
                                 P(wrong cascade) = (p - 2) (p - 1) (1 - K) / (2 (1 - p + p^2))
"""

from __future__ import annotations

from collegium.models.checks import real, refuse, whole
from collegium.models.exact import Real


def cascade_chances(accuracy: Real, movers: int) -> tuple[Real, Real, Real]:
    """Chances of a right cascade, of none and of a wrong one, given the truth.

    Parameters
    ----------
    accuracy : number
        Chance that a private signal is right, in [1/2, 1].
    movers : int
        Members who have acted, an even number up to 10,000.

    Returns
    -------
    tuple of three numbers
        Right, none, wrong; they sum to 1. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or the number of movers is odd.

    References
    ----------
    Bikhchandani, Hirshleifer and Welch 1992.

    Examples
    --------
    >>> from fractions import Fraction
    >>> print(*cascade_chances(Fraction(3, 5), 2))
    12/25 6/25 7/25
    """
    none = undecided(accuracy, movers)
    right, wrong = eventual_cascades(accuracy)
    return right * (1 - none), none, wrong * (1 - none)


def unconditional_cascades(accuracy: Real, movers: int) -> tuple[Real, Real, Real]:
    """Chances of a cascade up, of none and of one down, if the truth is unknown.

    Parameters
    ----------
    accuracy, movers : as in :func:`cascade_chances`

    Returns
    -------
    tuple of three numbers
        Up, none, down; they sum to 1. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or the number of movers is odd.

    References
    ----------
    Bikhchandani, Hirshleifer and Welch 1992, equation 1.

    Examples
    --------
    >>> from fractions import Fraction
    >>> print(*unconditional_cascades(Fraction(9, 10), 2))
    91/200 9/100 91/200
    """
    none = undecided(accuracy, movers)
    return (1 - none) / 2, none, (1 - none) / 2


def eventual_cascades(accuracy: Real) -> tuple[Real, Real]:
    """Chances that a right and that a wrong cascade ever starts, given the truth.

    Parameters
    ----------
    accuracy : number
        Chance that a private signal is right, in [1/2, 1].

    Returns
    -------
    tuple of two numbers
        Right and wrong: the limits for many movers. Exact with fractions.

    Raises
    ------
    ArgumentError
        If the argument is outside its range.

    References
    ----------
    Bikhchandani, Hirshleifer and Welch 1992.

    Examples
    --------
    >>> from fractions import Fraction
    >>> print(*eventual_cascades(Fraction(3, 5)))
    12/19 7/19
    """
    p = real("accuracy", accuracy, 0.5, 1)
    scale = 2 * (1 - p + p * p)
    return p * (p + 1) / scale, (p - 2) * (p - 1) / scale


def undecided(accuracy: Real, movers: int) -> Real:
    """K: chance that no cascade has started."""
    accuracy, movers = real("accuracy", accuracy, 0.5, 1), whole("movers", movers, 0, 10_000)
    if movers % 2:
        refuse("movers", movers, "odd", "give an even number: the closed form holds only there")
    return (accuracy - accuracy * accuracy) ** (movers // 2)
