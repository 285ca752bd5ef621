"""The list of mistakes found so far, and the exception by which a parser reports one."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from collegium.errors import Mistake

FIRST = ("scenario.yaml", "people.csv", "constituencies.csv")
"""Files whose mistakes are told first."""


class Wrong(Exception):
    """Raised by a parser that cannot read a text: what is wrong with it and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(message, remedy)


class Findings:
    """Collects mistakes, so that a reader hears of all of them at once."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def note(self, file: str, line: int, column: str, message: str, remedy: str) -> None:
        self.mistakes.append(Mistake(file, line, column, message, remedy))

    def __len__(self) -> int:
        return len(self.mistakes)

    def clean(self, *files: str) -> bool:
        """Whether nothing was found in these files: only then is a check across rows worth making."""
        return not any(mistake.file in files for mistake in self.mistakes)

    def noted(self, file: str, column: str) -> bool:
        """Whether something was found under this key of the YAML or in this column."""
        return any(mistake.file == file and mistake.column == column for mistake in self.mistakes)

    def ordered(self) -> list[Mistake]:
        """All mistakes once each, by file and line; first the files that define most ids, from which others may follow."""
        return sorted(set(self.mistakes), key=lambda m: (FIRST.index(m.file) if m.file in FIRST else len(FIRST), m))


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that is most like this one, '' if none is."""
    return next(iter(get_close_matches(name.lower(), sorted(known), n=1)), "")


def suggest(name: str, known: Collection[str]) -> str:
    """A remedy for an unknown name: the nearest known one, or the list of what there is."""
    near = nearest(name, known)
    if near:
        return f"write '{near}'"
    if not known:
        return "leave it out, or define it first: there are none"
    shown = sorted(known)[:12]
    return "use one of " + ", ".join(shown) + (", ..." if len(known) > len(shown) else "")
