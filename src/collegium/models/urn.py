"""A committee that grows seat by seat (Polya's urn; Eggenberger and Polya 1923).

r loyal and b other members sit at the start. Each enlargement adds ``step`` seats of one kind, loyal with the
chance f(loyal share). With f(x) = x the number of loyal additions in n draws is

    P(j) = C(n, j) r^(j) b^(n-j) / (r + b)^(n)        rising factorials with increment ``step``

and the expected share never moves: growth alone favours nobody. With f = a + (1 - a) x the other side's expected
share shrinks by (T + 1 - a) / (T + 1) at each added seat, T the seats before. The reading as packing of a committee
is ours.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, prod

from collegium.models.checks import reals, whole
from collegium.models.turnover import Filling


def additions(loyal: int, other: int, draws: int, step: int = 1) -> list[Fraction]:
    """Distribution of the loyal draws if each enlargement follows the shares of the seats.

    Parameters
    ----------
    loyal, other : int
        Seats at the start, 1 or more each.
    draws : int
        Number of enlargements, 0 to 1,000.
    step : int
        Seats added at each, 1 or more.

    Returns
    -------
    list of Fraction
        Chance of 0, 1, ... ``draws`` loyal enlargements.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Eggenberger and Polya 1923.

    Examples
    --------
    >>> [str(chance) for chance in additions(2, 1, 3)]
    ['1/10', '1/5', '3/10', '2/5']
    """
    loyal, other, draws = start(loyal, other, draws)
    step = whole("step", step, 1)
    total = rising(loyal + other, draws, step)
    return [Fraction(comb(draws, j) * rising(loyal, j, step) * rising(other, draws - j, step), total) for j in range(draws + 1)]


def grown(loyal: int, other: int, draws: int, filling: Filling) -> list[Fraction]:
    """Distribution of the loyal additions, one seat at a time, under any rule of filling.

    Parameters
    ----------
    loyal, other, draws : as in :func:`additions`
    filling : callable
        Chance of a loyal seat by the loyal share, as from :func:`~collegium.models.turnover.appointed`.

    Returns
    -------
    list of Fraction
        Chance of 0, 1, ... ``draws`` loyal seats.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Polya's urn (Eggenberger and Polya 1923), generalised.

    Examples
    --------
    >>> from fractions import Fraction
    >>> [str(chance) for chance in grown(1, 1, 2, lambda share: share)]
    ['1/3', '1/3', '1/3']
    """
    loyal, other, draws = start(loyal, other, draws)
    chances = [Fraction(1)]
    for seats in range(loyal + other, loyal + other + draws):
        ups = [filling(Fraction(loyal + j, seats)) for j in range(len(chances))]
        stay = [c * (1 - up) for c, up in zip(chances, ups, strict=True)]
        gain = [c * up for c, up in zip(chances, ups, strict=True)]
        chances = [x + y for x, y in zip([*stay, Fraction(0)], [Fraction(0), *gain], strict=True)]
    return chances


def expected_share(loyal: int, other: int, chances: list[Fraction]) -> Fraction:
    """Expected loyal share of all seats after the additions.

    Parameters
    ----------
    loyal, other : int
        Seats at the start, 1 or more each.
    chances : sequence of numbers
        Chance of 0, 1, ... loyal additions, as from :func:`grown`.

    Returns
    -------
    Fraction
        The expected share. Without favour it stays what it was.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Polya's urn, Eggenberger and Polya 1923.

    Examples
    --------
    >>> print(expected_share(3, 4, additions(3, 4, 6)))
    3/7
    """
    chances = reals("chances", chances, 0, 1)
    loyal, other, draws = start(loyal, other, len(chances) - 1)
    seats = loyal + other + draws
    return sum((c * Fraction(loyal + j, seats) for j, c in enumerate(chances)), Fraction(0))


def majority_chance(loyal: int, other: int, chances: list[Fraction]) -> Fraction:
    """Chance that more than half of all seats are loyal after the additions.

    Parameters
    ----------
    loyal, other, chances : as in :func:`expected_share`

    Returns
    -------
    Fraction
        The chance.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, on Polya's urn (Eggenberger and Polya 1923).

    Examples
    --------
    >>> print(majority_chance(3, 4, additions(3, 4, 6)))
    131/462
    """
    chances = reals("chances", chances, 0, 1)
    loyal, other, draws = start(loyal, other, len(chances) - 1)
    seats = loyal + other + draws
    return sum((c for j, c in enumerate(chances) if 2 * (loyal + j) > seats), Fraction(0))


def seats_to_majority(size: int, loyal: int) -> int:
    """Loyal seats to add before more than half are loyal.

    Parameters
    ----------
    size : int
        Seats of the committee, 1 or more.
    loyal : int
        How many of them are loyal.

    Returns
    -------
    int
        Seats to add; 0 if there is a majority already.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Arithmetic of ours; the question is that of Daniels 1966.

    Examples
    --------
    >>> seats_to_majority(27, 8)
    12
    """
    size = whole("size", size, 1)
    loyal = whole("loyal", loyal, 0, size, "give at most the seats")
    return max(0, size - 2 * loyal + 1)


def share_to_majority(size: int, loyal: int, later: int) -> Fraction:
    """Loyal share of the added seats that gives a majority of the enlarged committee.

    Parameters
    ----------
    size, loyal : as in :func:`seats_to_majority`
    later : int
        Seats of the enlarged committee, more than ``size``.

    Returns
    -------
    Fraction
        The share. Above 1 a majority is out of reach; at 0 or below it is there already.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Arithmetic of ours; the question is that of Daniels 1966.

    Examples
    --------
    >>> print(share_to_majority(27, 5, 53))
    11/13
    """
    size = whole("size", size, 1)
    loyal = whole("loyal", loyal, 0, size, "give at most the seats")
    later = whole("later", later, size + 1)
    return Fraction(later // 2 + 1 - loyal, later - size)


def rising(x: int, n: int, step: int) -> int:
    """x (x + step) ... (x + (n - 1) step)"""
    return prod(x + k * step for k in range(n))


def start(loyal: int, other: int, draws: int) -> tuple[int, int, int]:
    """Seats of either side at the start, and the draws, checked."""
    return whole("loyal", loyal, 1), whole("other", other, 1), whole("draws", draws, 0, 1000)
