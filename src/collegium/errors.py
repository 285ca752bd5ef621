"""Everything that collegium raises on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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
        return f"{place}: {column}{self.message} (do: {self.remedy})"


class CollegiumError(Exception):
    """The common base: catching it catches whatever the package raises on purpose."""


class ScenarioError(CollegiumError):
    """A scenario that cannot be used. ``mistakes`` holds every mistake, by file and line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


class RunError(CollegiumError):
    """A run that could not be carried through: a bad setting, or a computation that left its limits."""


class SettingError(RunError):
    """A setting out of range, or a folder in the way: nothing has been done."""


class DataError(CollegiumError):
    """Results that cannot be read, or that do not hold what was asked of them."""
