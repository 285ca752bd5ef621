"""Readers of arguments that are numbers of many histories (:mod:`collegium.arguments`)."""

from __future__ import annotations

from math import inf, isnan, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.arguments import plain, real, refuse
from collegium.models.checks import array, within


def values(name: str, value: Any) -> NDArray[np.float64]:
    """One number a history; NaN where it is missing."""
    return in_a_row(name, value, array(name, value, missing=True))


def counts(name: str, value: Any) -> NDArray[np.float64]:
    """One number a history, none missing and none negative."""
    return in_a_row(name, value, amounts(name, value))


def amounts(name: str, value: Any) -> NDArray[np.float64]:
    """Numbers not below 0, in an array of any shape."""
    found = array(name, value)
    return within(name, found, 0, inf) if found.size else found


def in_a_row(name: str, value: Any, found: NDArray[np.float64]) -> NDArray[np.float64]:
    """The array, if it has one dimension."""
    if found.ndim != 1:
        refuse(name, value, f"shape {found.shape}", "give a list of numbers, one for each history")
    return found


def same_length(first: NDArray[np.float64], name: str, other: NDArray[np.float64]) -> None:
    """Refuse the second of two arguments that speak of different numbers of histories."""
    if len(first) != len(other):
        refuse(name, other, f"{len(other)} numbers beside {len(first)}", "give numbers of the same histories, one for each")


def spread(name: str, value: Any) -> Any:
    """A number not below 0, or NaN where no history has a value."""
    found = plain(value)
    return nan if isinstance(found, float) and isnan(found) else real(name, value, 0)


def least(name: str, value: Any) -> Any:
    """A lower bound, or minus infinity for none."""
    return value if plain(value) == -inf else real(name, value)
