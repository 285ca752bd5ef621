"""A committee of fixed size whose vacancies are filled one by one (a chain of births and deaths).

k of N seats are loyal. At each step one seat, at random, falls vacant and goes to a loyal man with chance f(k / N),
so that

    up(k) = (N - k) / N f(k / N)        down(k) = k / N (1 - f(k / N))

Neutral: f(x) = x (Moran 1958), where full control comes with chance k / N. Appointment: f(x) = a + (1 - a) x.
Delegation by majority: f(x) = P(Bin(m, x) > m / 2), a congress of m delegates whose majority takes all. The
application to the circular flow of power is ours. With fractions in, all results are exact fractions.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb

from collegium.models.checks import real, refuse, whole

Filling = Callable[[Fraction], Fraction]
"""Chance that a vacancy goes to a loyal man, by the loyal share of the seats."""


def appointed(a: Fraction) -> Filling:
    """A rule of filling: a share of vacancies goes to loyal appointees, the rest in proportion to the seats.

    Parameters
    ----------
    a : number
        The share of appointees, in [0, 1].

    Returns
    -------
    callable
        Chance that a vacancy goes to a loyal member, as a function of the loyal share of the seats.

    Raises
    ------
    ArgumentError
        If the argument is outside its range.

    References
    ----------
    Moran 1958, with a bias of ours.

    Examples
    --------
    >>> from fractions import Fraction
    >>> print(appointed(Fraction(1, 4))(Fraction(1, 3)))
    1/2
    """
    a = real("a", a, 0, 1)
    return lambda x: a + (1 - a) * x


def delegated(m: int) -> Filling:
    """A rule of filling: the majority of a congress of delegates decides, each loyal with the same chance.

    Parameters
    ----------
    m : int
        Number of delegates, odd, 1 to 1,001.

    Returns
    -------
    callable
        Chance that a vacancy goes to a loyal member, as a function of the loyal share of the seats.

    Raises
    ------
    ArgumentError
        If the number is even or outside its range.

    References
    ----------
    Condorcet 1785; as a congress, ours.

    Examples
    --------
    >>> from fractions import Fraction
    >>> print(delegated(3)(Fraction(1, 3)))
    7/27
    """
    m = whole("m", m, 1, 1001)
    if m % 2 == 0:
        refuse("m", m, "even", "give an odd number of delegates, so that there is a majority")
    return lambda x: sum((comb(m, k) * x**k * (1 - x) ** (m - k) for k in range(m // 2 + 1, m + 1)), Fraction(0))


def control_chances(size: int, filling: Filling, low: int = 0, high: int | None = None) -> list[Fraction]:
    """Chance that one side reaches so many seats before it is down to too few.

    Parameters
    ----------
    size : int
        Seats, 1 to 500.
    filling : callable
        Rule of filling, as from :func:`appointed`. Between the bounds it must give chances above 0.
    low, high : int
        The bounds, 0 <= ``low`` < ``high`` <= ``size``. All seats are the upper bound if none is given.

    Returns
    -------
    list of Fraction
        By number of loyal seats at the start, from ``low`` to ``high``. The chance is 1 throughout if ``low`` is 0 and the loyal side
        comes back from there.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Birth-death chain, Moran 1958.

    Examples
    --------
    >>> from fractions import Fraction
    >>> [str(chance) for chance in control_chances(3, appointed(Fraction(0)))]
    ['0', '1/3', '2/3', '1']
    """
    size, low, top = ends(size, low, high)
    if low == 0 and filling(Fraction(0)) > 0:
        return [Fraction(1)] * (top + 1)
    climbs = [Fraction(1)]
    for k in range(low + 1, top):
        up, down = rates(size, filling, k)
        climbs.append(climbs[-1] * down / up)
    total = sum(climbs, Fraction(0))
    return [sum(climbs[:k], Fraction(0)) / total for k in range(top - low + 1)]


def steps_to_absorption(size: int, filling: Filling, high: int | None = None) -> list[Fraction]:
    """Expected number of vacancies until one side has so many seats, or none and no way back.

    Parameters
    ----------
    size, filling, high : as in :func:`control_chances`

    Returns
    -------
    list of Fraction
        By number of loyal seats at the start, from 0 to ``high``.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Birth-death chain, Moran 1958.

    Examples
    --------
    >>> from fractions import Fraction
    >>> [str(steps) for steps in steps_to_absorption(3, appointed(Fraction(1)))]
    ['11/2', '9/2', '3', '0']
    """
    size, _, top = ends(size, 0, high)
    returns = filling(Fraction(0)) > 0
    # For the time T sought, T(k) - T(k + 1) = gap(k) - lift x slope(k); a trap at 0 has T(0) = 0, which sets lift.
    gaps = [1 / filling(Fraction(0)) if returns else Fraction(0)]
    slopes = [Fraction(0 if returns else 1)]
    for k in range(1, top):
        up, down = rates(size, filling, k)
        gaps.append((1 + down * gaps[-1]) / up)
        slopes.append(slopes[-1] * down / up)
    lift = Fraction(0) if returns else sum(gaps, Fraction(0)) / sum(slopes, Fraction(0))
    falls = [gap - lift * slope for gap, slope in zip(gaps, slopes, strict=True)]
    return [sum(falls[k:], Fraction(0)) for k in range(top + 1)]


def rates(size: int, filling: Filling, k: int) -> tuple[Fraction, Fraction]:
    """Chances that the next vacancy adds a loyal seat to k, and that it takes one away."""
    x = Fraction(k, size)
    chance = filling(x)
    return (1 - x) * chance, x * (1 - chance)


def ends(size: int, low: int, high: int | None) -> tuple[int, int, int]:
    """The size, and the bounds of a walk over loyal seats, checked."""
    size = whole("size", size, 1, 500, "give 1 to 500 seats: fractions grow with each")
    top = size if high is None else whole("high", high, 1, size, "give at most the seats")
    return size, whole("low", low, 0, top - 1, "give fewer than the upper bound"), top
