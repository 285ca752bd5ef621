"""The one gate for arguments of public calls: every refusal names the argument, its value and what to do.

A *reader* takes the name of an argument and its value, and returns the value in the form that the package computes with, or refuses
it. :func:`takes` puts readers before a function. A number of any type (int, float, Fraction, Decimal, numpy's, or anything with
``__index__``) is a number; a truth value is none.
"""

from __future__ import annotations

import inspect
import operator
import os
import reprlib
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from decimal import Decimal
from fractions import Fraction
from functools import partial, wraps
from math import inf, isfinite, nan
from numbers import Integral, Rational, Real
from typing import Any, NoReturn, ParamSpec, TypeAlias, TypeVar

import numpy as np

from collegium.errors import ArgumentError, place, remedied

P = ParamSpec("P")
T = TypeVar("T")
Label = TypeVar("Label")
Number = TypeVar("Number")

Reader: TypeAlias = Callable[[str, Any], Any]
"""Name and value of an argument in, the value as the package uses it out. Raises :class:`ArgumentError`."""


def refuse(name: str, value: object, fault: str, remedy: str) -> NoReturn:
    """Raise the error that says what is wrong with the argument ``name``."""
    raise ArgumentError(f"{name} = {told(value)}: {remedied(fault, remedy)}")


def told(value: object) -> str:
    """The value as a message shows it: short, on one line, whatever it is."""
    try:
        return " ".join(reprlib.repr(value.tolist() if isinstance(value, np.ndarray) else value).split())
    except Exception:  # a foreign object may fail at anything
        return f"<{type(value).__name__}>"


def takes(**readers: Reader) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A public call whose arguments these readers read. A default is taken as it is."""

    def gate(function: Callable[P, T]) -> Callable[P, T]:
        signature = inspect.signature(function)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            bound = signature.bind(*args, **kwargs)
            given = {name: value for name, value in bound.arguments.items() if value is not signature.parameters[name].default}
            bound.arguments |= read(given, readers)
            return function(*bound.args, **bound.kwargs)

        return call

    return gate


def read(given: Mapping[str, Any], readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The arguments that have a reader, read. Raises :class:`ArgumentError` with all mistakes at once."""
    found, mistakes = {}, []
    for name in [name for name in given if name in readers]:
        try:
            found[name] = readers[name](place(name), given[name])
        except ArgumentError as error:
            mistakes.append(str(error))
    if mistakes:
        raise ArgumentError("\n".join(mistakes))
    return found


# numbers


def real(name: str, value: Number, low: float = -inf, high: float = inf, strict: bool = False) -> Number:
    """A finite number from ``low`` to ``high``, the ends left out if ``strict``."""
    found: Any = value if type(value) in (int, float, Fraction) else plain(value)
    if found is None or not finite(found):
        refuse(name, value, "not a finite number", "give a number: an int, float, Fraction, Decimal or a number of numpy")
    if not low <= found <= high or (strict and found in (low, high)):
        refuse(name, value, "out of range", f"give a number {span(low, high, strict)}")
    return found  # type: ignore[no-any-return]


def plain(value: Any) -> int | float | Fraction | None:
    """A number of any type as an int, a float or a fraction; None for what is no real number."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    match value:
        case bool() | np.bool_():
            return None
        case Integral():
            return int(value)
        case Rational():
            return Fraction(int(value.numerator), int(value.denominator))
        case Decimal():
            return Fraction(value) if value.is_finite() else nan
        case Real():
            return float(str(value) if type(value).__module__ == "numpy" else value)  # a float32 is read as it prints
    try:
        return operator.index(value)
    except TypeError:
        return None


def finite(value: float | Fraction) -> bool:
    """Is it a number that floats can hold, at least roughly?"""
    try:
        return isfinite(value)
    except OverflowError:
        return False


def whole(name: str, value: int, low: float = -inf, high: float = inf, remedy: str = "") -> int:
    """A whole number, of any type of integers, from ``low`` to ``high``."""
    found = value if type(value) is int else plain(value)
    if not isinstance(found, int):
        refuse(name, value, "not a whole number", remedy or f"give a whole number {span(low, high)}".rstrip())
    if not low <= found <= high:
        refuse(name, value, "out of range", remedy or f"give a whole number {span(low, high)}")
    return found


def span(low: float | Fraction, high: float | Fraction, strict: bool = False) -> str:
    """A range in words."""
    if high == inf:
        return "" if low == -inf else f"above {low}" if strict else f"not below {low}"
    return f"between {low} and {high}" + (", both excluded" if strict else "")


# words


def one_of(name: str, value: Label, options: Collection[Label]) -> Label:
    """One of the names that an argument may have."""
    if not isinstance(value, str) or value not in options:
        refuse(name, value, "unknown", "give " + " or ".join(repr(option) for option in options))
    return value


def flag(name: str, value: object) -> bool:
    """True or False, and nothing that only counts as one of them, such as the text ``"no"``."""
    if not isinstance(value, bool | np.bool_):
        refuse(name, value, "neither True nor False", "give True or False")
    return bool(value)


def text(name: str, value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        refuse(name, value, "not a text", "give a text, such as 'one'")
    return str(value)


def texts(name: str, value: object, least: int = 0, options: Collection[str] = ()) -> tuple[str, ...]:
    """Texts in order, at least so many, each one of the ``options`` if there are any. A lone text is one of them."""
    given = [value] if isinstance(value, str) else ordered(name, value, "give a text, or a list of texts")
    if len(given) < least:
        refuse(name, given, "nothing is named", f"give {least} or more")
    found = [text(f"{name}[{n}]", one) for n, one in enumerate(given)]
    if options:
        for n, one in enumerate(found):
            one_of(name if isinstance(value, str) else f"{name}[{n}]", one, options)
    return tuple(found)


def settings(name: str, value: object) -> dict[str, str]:
    """Names with their values, both as typed. A number becomes the text that somebody would type."""
    if not isinstance(value, Mapping):
        refuse(name, value, "not names with values", "give a dict such as {'shock': '0'}")
    return {text(f"a name in {name}", key): typed(f"{name}[{key!r}]", one) for key, one in value.items()}


def typed(name: str, value: object) -> str:
    """A text, or a number as a text."""
    if isinstance(value, str):
        return str(value)
    found = plain(value)
    if found is None:
        refuse(name, value, "neither a text nor a number", "give it as you would type it, such as '0.5', 'yes' or 'none'")
    if not finite(found):
        refuse(name, value, "not a finite number", "give a number, or a text such as '0.5'")
    return str(found) if isinstance(found, int) else repr(float(found))


def path(name: str, value: Any) -> Any:
    """A path of a file or folder, as a text or as a path of ``pathlib``."""
    if not isinstance(value, str | os.PathLike) or not isinstance(os.fspath(value), str):
        refuse(name, value, "not a path", "give a text or a pathlib.Path")
    if not os.fspath(value) or "\0" in os.fspath(value):
        refuse(name, value, "not the name of a file or folder", "give the name of one")
    return value


# other things


def listed(name: str, values: object, remedy: str = "give a list") -> list[Any]:
    """The entries as a list; anything that has none is refused."""
    single = isinstance(values, np.ndarray) and values.ndim == 0
    if single or isinstance(values, str | bytes | bytearray) or not isinstance(values, Iterable):
        refuse(name, values, "not a list", remedy)
    if isinstance(values, np.ndarray) and not (values.dtype.kind == "f" and values.dtype != np.float64):
        return list(values.tolist())
    return list(values)


def ordered(name: str, values: object, remedy: str = "give a list") -> list[Any]:
    """The entries as a list; a set or a mapping is refused, because it does not say what comes first."""
    if isinstance(values, Mapping | Set):
        refuse(name, values, "its entries have no order, or have values of their own", remedy)
    return listed(name, values, remedy)


def thing(name: str, value: T, kind: type | tuple[type, ...], remedy: str) -> T:
    """An object of this kind."""
    if not isinstance(value, kind):
        refuse(name, value, f"of the type {type(value).__name__}", remedy)
    return value


def things(name: str, values: object, kind: type, remedy: str) -> list[Any]:
    """Objects of one kind, in order."""
    return [thing(f"{name}[{n}]", value, kind, remedy) for n, value in enumerate(ordered(name, values, remedy))]


def instance(kind: type) -> Reader:
    """A reader of one object of this kind."""
    return lambda name, value: thing(name, value, kind, f"give a {kind.__name__}")


def instances(kind: type) -> Reader:
    """A reader of objects of this kind, in order."""
    return lambda name, values: things(name, values, kind, f"give a list of {kind.__name__}")


def progress(name: str, value: object) -> Any:
    """What shows how far a run is: True, False, None, or a function of two numbers."""
    if value is not None and not isinstance(value, bool) and not callable(value):
        refuse(name, value, "neither True nor a function", "give True, or a function of the histories done and to do")
    return value


def optional(reader: Reader) -> Reader:
    """A reader that takes None as well."""
    return lambda name, value: None if value is None else reader(name, value)


MOST = 10**8
"""Histories that a run may have, and what may be counted in them."""
COUNT: Reader = partial(whole, low=1, high=MOST)
FROM_ZERO: Reader = partial(whole, low=0, high=MOST - 1)
SEED: Reader = partial(whole, low=0, high=2**64 - 1)
THREADS: Reader = optional(partial(whole, low=1, high=1024))
