"""The list of mistakes found so far, and the exception by which a parser reports one."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from collegium.errors import Mistake

FIRST = ("scenario.yaml", "people.csv", "constituencies.csv")
"""Files whose mistakes are told first."""
LONGEST = 300
"""Signs of a message that are told; a longer one is cut in the middle, where what was typed stands."""
MOST_COMPARED = 1000
"""With more known names than this the nearest one is not looked for."""


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
        self.mistakes.append(Mistake(shown(file), line, shown(column), shown(message), shown(remedy)))

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
    """The known name that is most like this one, '' if none is, or if there are too many to look at."""
    return next(iter(get_close_matches(name.lower(), sorted(known), n=1)), "") if len(known) <= MOST_COMPARED else ""


def shown(text: str) -> str:
    """The text on one line: what cannot be seen is named (``<U+200B>``), and the middle of a long one is left out."""
    if len(text) > LONGEST:
        text = f"{text[:180]} ... {text[-100:]}"
    return text if text.isprintable() else "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text)


def suggest(name: str, known: Collection[str]) -> str:
    """A remedy for an unknown name: the nearest known one, or the list of what there is."""
    near = nearest(name, known)
    if near:
        return f"write '{near}'"
    if not known:
        return "leave it out, or define it first: there are none"
    some = sorted(known)[:12]
    return "use one of " + ", ".join(some) + (", ..." if len(known) > len(some) else "")
