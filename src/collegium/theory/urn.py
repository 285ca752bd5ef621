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

from collegium.theory.checks import reals, whole
from collegium.theory.turnover import Filling


def additions(loyal: int, other: int, draws: int, step: int = 1) -> list[Fraction]:
    """Distribution of the loyal draws (0 ... draws), as fractions, if every draw follows the shares (Eggenberger and Polya 1923).

    ``loyal``, ``other``: seats at the start, above 0; ``draws``: 0 to 1,000; ``step``: seats added at a draw, 1 or more. Raises
    :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> [str(chance) for chance in additions(2, 1, 3)]
    ['1/10', '1/5', '3/10', '2/5']
    """
    loyal, other, draws = start(loyal, other, draws)
    step = whole("step", step, 1)
    total = rising(loyal + other, draws, step)
    return [Fraction(comb(draws, j) * rising(loyal, j, step) * rising(other, draws - j, step), total) for j in range(draws + 1)]


def grown(loyal: int, other: int, draws: int, filling: Filling) -> list[Fraction]:
    """Distribution of the loyal additions (0 ... draws), one seat at a time, under any rule of filling (Polya's urn, 1923, generalised).

    ``loyal``, ``other``: seats at the start, above 0; ``draws``: 0 to 1,000; ``filling``: chance of a loyal seat by the loyal share, as
    from :func:`~collegium.theory.turnover.appointed`. Raises :class:`~collegium.errors.ArgumentError` outside these ranges.

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
    """Expected loyal share of all seats after additions distributed as ``chances`` (Polya's urn, 1923: it never moves without favour).

    ``loyal``, ``other``: seats at the start, above 0; ``chances``: of 0, 1, ... loyal additions, as from :func:`grown`. Raises
    :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> print(expected_share(3, 4, additions(3, 4, 6)))
    3/7
    """
    chances = reals("chances", chances, 0, 1)
    loyal, other, draws = start(loyal, other, len(chances) - 1)
    seats = loyal + other + draws
    return sum((c * Fraction(loyal + j, seats) for j, c in enumerate(chances)), Fraction(0))


def majority_chance(loyal: int, other: int, chances: list[Fraction]) -> Fraction:
    """Chance that more than half of all seats are loyal after additions distributed as ``chances`` (ours, on Polya's urn, 1923).

    Arguments as for :func:`expected_share`. Raises :class:`~collegium.errors.ArgumentError` as that does.

    >>> print(majority_chance(3, 4, additions(3, 4, 6)))
    131/462
    """
    chances = reals("chances", chances, 0, 1)
    loyal, other, draws = start(loyal, other, len(chances) - 1)
    seats = loyal + other + draws
    return sum((c for j, c in enumerate(chances) if 2 * (loyal + j) > seats), Fraction(0))


def seats_to_majority(size: int, loyal: int) -> int:
    """Loyal seats to add to a committee before more than half are loyal (arithmetic of ours; the question is Daniels's, 1966).

    ``size``: seats, 1 or more, ``loyal`` of them loyal already. Raises :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> seats_to_majority(27, 8)
    12
    """
    size = whole("size", size, 1)
    loyal = whole("loyal", loyal, 0, size, "give at most the seats")
    return max(0, size - 2 * loyal + 1)


def share_to_majority(size: int, loyal: int, later: int) -> Fraction:
    """Loyal share of the added seats that makes a majority of a grown committee (arithmetic of ours; the question is Daniels's, 1966).

    ``size``: seats, 1 or more, ``loyal`` of them loyal; ``later``: seats afterwards, more than ``size``. Above 1: out of reach. Below 0
    or 0: the majority is there without any. Raises :class:`~collegium.errors.ArgumentError` outside these ranges.

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
