"""The one gate for the arguments of the published models: every refusal names the argument, its value and what to do.

Each function returns the argument in the form that the models compute with, and callers use what is returned. A number of any type
(int, float, Fraction, Decimal, numpy's) becomes an int, a float or a fraction; a Decimal is the fraction that it writes, and a short
float of numpy's, such as ``float32(0.85)``, the decimal that it shows. In arrays, truth values count as 0 and 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import inf, nan
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.arguments import listed, one_of, plain, real, refuse, span, whole
from collegium.errors import ArgumentError

__all__ = [
    "array", "entry", "indices", "listed", "one_of", "pair_of", "partition", "plain", "real", "reals", "refuse", "short", "size", "span",
    "square", "table", "vector", "whole", "within",
]  # fmt: skip

Number = TypeVar("Number")


def reals(name: str, values: Iterable[Any], low: float = -inf, high: float = inf, strict: bool = False, least: int = 1) -> list[Any]:
    """At least ``least`` finite numbers, each in the range as in :func:`real`."""
    found = listed(name, values)
    if len(found) < least:
        refuse(name, found, f"{len(found)} numbers", f"give {least} or more")
    return [real(f"{name}[{i}]", value, low, high, strict) for i, value in enumerate(found)]


def size(name: str, values: Collection[object], most: int, why: str) -> None:
    """No more than ``most`` entries, because of ``why``."""
    if len(values) > most:
        refuse(name, values, f"{len(values)} entries, {why}", f"give {most} or fewer")


def vector(name: str, values: ArrayLike, low: float = -inf, high: float = inf, length: int | None = None) -> NDArray[np.float64]:
    """An array of finite numbers in one dimension, of that length if one is given."""
    x = array(name, values)
    if x.ndim != 1 or not len(x) or (length is not None and len(x) != length):
        refuse(name, values, f"shape {x.shape}", f"give a list of {'numbers, one or more' if length is None else f'{length} numbers'}")
    return within(name, x, low, high)


def table(name: str, values: ArrayLike, low: float = -inf, high: float = inf) -> NDArray[np.float64]:
    """A matrix of finite numbers."""
    x = array(name, values)
    if x.ndim != 2 or not x.size:
        refuse(name, values, f"shape {x.shape}", "give rows of equal length, one or more")
    return within(name, x, low, high)


def square(name: str, values: ArrayLike, low: float = -inf, high: float = inf) -> NDArray[np.float64]:
    """A square matrix of finite numbers."""
    x = table(name, values, low, high)
    if x.shape[0] != x.shape[1]:
        refuse(name, values, f"{x.shape[0]} rows of {x.shape[1]}", "give a square matrix, a row and a column for everybody")
    return x


def array(name: str, values: ArrayLike, missing: bool = False) -> NDArray[np.float64]:
    """Finite numbers in a new array of any shape; NaN for what is ``missing``, if that may be."""
    if np.ma.is_masked(values):
        refuse(name, values, "masked entries", "leave out or fill in what is missing")
    try:
        if isinstance(values, list | tuple):  # kept as they are: numpy would read "1" as a number, and widen a float32 among floats
            values = np.array([list(row) if isinstance(row, np.ndarray) and row.ndim else row for row in values], dtype=object)
        entries = values if isinstance(values, np.ndarray) else np.array(values, dtype=object)
        if short(entries):
            x = entries.astype(str).astype(np.float64)
        elif entries.dtype.kind in "biuf" or (entries.dtype.kind == "O" and set(map(type, entries.flat)) <= {int, float, bool}):
            x = entries.astype(np.float64)
        else:
            x = np.array([entry(name, place, value, missing) for place, value in np.ndenumerate(entries)]).reshape(entries.shape)
    except (TypeError, ValueError, OverflowError) as error:
        if isinstance(error, ArgumentError):
            raise
        refuse(name, values, "not an array of numbers", "give numbers, in rows of equal length")
    if missing and np.isinf(x).any():
        refuse(name, values, "holds infinity", "give finite numbers, and NaN for what is missing")
    if not missing and not np.isfinite(x).all():
        refuse(name, values, "holds NaN or infinity", "leave out or fill in what is missing")
    return x


def short(x: NDArray[Any]) -> bool:
    """Are these floats other than Python's, which show fewer digits than they hold once widened?"""
    return x.dtype.kind == "f" and x.dtype != np.float64


def entry(name: str, place: tuple[int, ...], value: Any, missing: bool = False) -> float:
    """One entry of an array as a float."""
    if isinstance(value, list | tuple) or np.shape(value) != ():
        refuse(name, value, "not an array of numbers", "give numbers, in rows of equal length")
    if isinstance(value, bool | np.bool_):
        return float(value)
    if missing and isinstance(value, float | np.floating) and np.isnan(value):
        return nan
    return float(real(f"{name}[{', '.join(map(str, place))}]" if place else name, value))


def within(name: str, x: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """The array, all of whose entries lie from ``low`` to ``high``."""
    if x.min() < low or x.max() > high:
        worst = x[(x < low) | (x > high)][0]
        refuse(name, float(worst), "out of range", f"give numbers {span(low, high)}")
    return x


def indices(name: str, values: Iterable[int], count: int) -> list[int]:
    """Different places among ``count``, counted from 0; one or more."""
    found = [whole(f"{name}[{k}]", i, 0, count - 1) for k, i in enumerate(listed(name, values))]
    if not found:
        refuse(name, found, "nobody", "name one or more")
    if len(set(found)) < len(found):
        refuse(name, found, "the same place twice", "name everybody once at most")
    return found


def partition(name: str, groups: Iterable[Iterable[int]], count: int) -> list[list[int]]:
    """Groups that have each of ``count`` players, counted from 0, exactly once."""
    found = [indices(f"{name}[{k}]", group, count) for k, group in enumerate(listed(name, groups))]
    if sorted(i for group in found for i in group) != list(range(count)):
        refuse(name, found, "not a partition", f"name each of 0 to {count - 1} in exactly one group")
    return found


def pair_of(name: str, value: Sequence[Number]) -> tuple[Number, Number]:
    """Two finite numbers."""
    found = reals(name, value, least=2)
    if len(found) != 2:
        refuse(name, found, f"{len(found)} numbers", "give 2")
    return found[0], found[1]
