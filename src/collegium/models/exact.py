"""Numbers of the theory room: what goes in as fractions comes out as fractions.

The closed forms of this room use only the four operations, so they are exact when called with
:class:`fractions.Fraction` and ordinary when called with ``float``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeVar

Real = TypeVar("Real", float, Fraction)
"""A real number: all floats, or all fractions."""

FINEST = 10**9
"""Largest denominator of the fraction a float is read as."""


def fraction(x: float | Fraction) -> Fraction:
    """The number itself; a float is read as the simplest fraction it can stand for, so that 0.1 + 0.2 ties with 0.3."""
    return x if isinstance(x, Fraction) else Fraction(x).limit_denominator(FINEST)


def integers(numbers: Iterable[float | Fraction]) -> list[int]:
    """The numbers on their common denominator: integers in the same proportions, sums and ties kept exactly."""
    fractions = [fraction(x) for x in numbers]
    common = lcm(*(x.denominator for x in fractions))
    return [int(x * common) for x in fractions]


def shares(amounts: Sequence[int | Fraction]) -> list[Fraction]:
    """The amounts, divided by their sum."""
    total = sum(amounts)
    return [Fraction(amount) / total for amount in amounts]
