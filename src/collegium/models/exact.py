"""Exact numbers: fractions give fractions, and a tie is a tie.

The closed forms of the library use only the four operations. They are exact with :class:`fractions.Fraction` and ordinary with
``float``. Models that compare a sum with a threshold, or with another sum, compare the fractions that :func:`fraction` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm, ulp
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np

Real = TypeVar("Real", float, Fraction)
"""A real number: all floats, or all fractions."""

Amount: TypeAlias = "float | Fraction | Decimal | np.integer[Any] | np.floating[Any]"
"""What a caller may give as a number."""

WRITTEN = 12
"""A float that so many significant digits tell, to within rounding, is the decimal that they write."""

SIMPLEST = 10**6
"""Largest denominator of the fraction, such as 1/3, that any other float may mean."""

ROUNDING = 4
"""Errors of rounding that a float may carry, in units of its last place."""


def fraction(x: Any) -> Fraction:
    """The number as it was written, so that 0.51 + 0.20 + 0.19 ties with 0.9, and 0.1 + 0.2 with 0.3.

    Parameters
    ----------
    x : int, float or Fraction
        A finite number.

    Returns
    -------
    Fraction
        An int or a fraction itself. A float is read as a decimal of up to 12 significant digits, or else as a fraction with a
        denominator of at most a million, if it is within rounding of one; or else digit by digit.

    Examples
    --------
    >>> print(fraction(0.85), fraction(1 / 3), fraction(0.1 + 0.2))
    17/20 1/3 3/10
    """
    if not isinstance(x, float) or x.is_integer():
        return Fraction(x)
    near, written = ROUNDING * ulp(x), f"{x:.{WRITTEN}g}"
    if abs(float(written) - x) < near:
        return Fraction(Decimal(written))
    digits = Fraction(Decimal(repr(float(x))))
    simple = digits.limit_denominator(SIMPLEST)
    return simple if abs(float(simple) - x) < near else digits


def integers(numbers: Iterable[Amount]) -> list[int]:
    """The numbers on their common denominator: integers in the same proportions, sums and ties kept exactly."""
    found = list(numbers)
    if all(isinstance(x, int) for x in found):
        return [int(x) for x in found]
    fractions = [fraction(x) for x in found]
    common = lcm(*(x.denominator for x in fractions))
    return [int(x * common) for x in fractions]


def in_kind(value: Fraction, *inputs: Real) -> Real:
    """The exact value, as a float if any of the numbers that it was made of is one."""
    return cast(Real, float(value) if any(isinstance(x, float) for x in inputs) else value)


def shares(amounts: Sequence[int | Fraction]) -> list[Fraction]:
    """The amounts, divided by their sum."""
    total = sum(amounts)
    return [Fraction(amount) / total for amount in amounts]
