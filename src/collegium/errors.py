"""Everything that collegium raises on purpose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from collegium.language import numeral, say

MOST = 100
"""Mistakes of one file that a message shows; of the others it gives the number."""

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
"""What must not reach a terminal: signs that steer it, end a line or turn its direction, and halves of signs. Line feed and tab may."""


def visible(text: str) -> str:
    """The text with harmful signs by their code: an escape sign becomes ``<U+001B>``."""
    return HARMFUL.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def keyword(name: str, value: Any = "") -> str:
    """An argument as Python writes it: ``out=``, or ``overwrite=True`` with its value."""
    return f"{name}={value}"


Spelling = Callable[[str, Any], str]
"""How a surface writes an argument: from its name in Python and its value."""
_SPELLING: ContextVar[Spelling] = ContextVar("spelling", default=keyword)


@contextmanager
def spelled(spelling: Spelling) -> Iterator[None]:
    """Within this block messages write arguments in another way: the command line calls itself in such a block."""
    token = _SPELLING.set(spelling)
    try:
        yield
    finally:
        _SPELLING.reset(token)


def argument(name: str, value: Any = "") -> str:
    """An argument as the caller must type it, for the remedy in a message.

    Parameters
    ----------
    name
        Its name in Python.
    value
        The value to give; '' if the caller knows best.

    Returns
    -------
    str
        ``overwrite=True`` in Python, ``--overwrite`` where the command line has been called.
    """
    return _SPELLING.get()(name, value)


def place(name: str) -> str:
    """An argument as the place of a mistake: ``start`` in Python, ``--from`` on the command line."""
    return argument(name).rstrip("=")


def remedied(fault: str, remedy: str) -> str:
    """What is wrong, and what to do about it."""
    return say("{fault} (do: {remedy})", fault=fault, remedy=remedy)


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a scenario: where it is, what it is and what to do about it.

    ``file`` is relative to the scenario's folder; ``line`` counts from 1 (0: the file as a whole);
    ``column`` is a column of a table or the dotted path of a key, or ''.
    """

    file: str
    line: int
    column: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        column = f"{self.column}: " if self.column else ""
        return visible(f"{place}: {column}{remedied(self.message, self.remedy)}")


def listed(mistakes: Iterable[Mistake]) -> str:
    """The mistakes, one a line; of a file that has very many the first :data:`MOST`, and how many more."""
    told: list[str] = []
    counts: Counter[str] = Counter()
    for mistake in mistakes:
        counts[mistake.file] += 1
        if counts[mistake.file] <= MOST:
            told.append(str(mistake))
    more = {file: count - MOST for file, count in counts.items() if count > MOST}
    rest = (say("{file}: and {n} more (do: correct those above first)", file=file, n=numeral(f"{n:,}")) for file, n in more.items())
    return "\n".join([*told, *rest])


class CollegiumError(Exception):
    """The common base: catching it catches whatever the package raises on purpose."""


class ScenarioError(CollegiumError):
    """A scenario that cannot be used. ``mistakes`` holds every mistake, by file and line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return listed(self.mistakes)


class RunError(CollegiumError):
    """A run that could not be carried through: a bad setting, or a computation that left its limits."""


class SettingError(RunError):
    """A setting out of range, or a folder in the way: nothing has been done."""


class DataError(CollegiumError):
    """Results that cannot be read, or that lack what somebody asked for."""


class NoHistoryError(DataError, IndexError):
    """There is no history of this number, or at this place. Iteration and ``except IndexError`` take it as Python does."""


class ArgumentError(SettingError, ValueError):
    """An argument that a public call cannot take. The message names it, its value and a remedy; of several, one a line."""
