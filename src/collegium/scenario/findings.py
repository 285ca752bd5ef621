"""The list of mistakes found so far, and the exception by which a parser reports one."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher

from collegium.errors import Mistake
from collegium.language import say

FIRST = ("scenario.yaml", "people.csv", "constituencies.csv")
"""Files whose mistakes come first."""
LONGEST = 300
"""Most characters of a message. A longer one loses its middle, which is what the user typed."""
MOST_COMPARED = 1000
"""With more known names than this letters are not compared one by one."""
SHORTEST = 3
"""A shorter word is not looked for in a longer one."""


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
    """The known name that is most probably meant, or '' if none is near enough.

    A name is near if a few slips of the finger lead to it: one in three to five letters, one more for every further four. A name is also
    near if it is the only one that begins with the word (``taxes`` with ``tax``) or has it as a part (``general_secretary`` has
    ``secretary``). With more than :data:`MOST_COMPARED` known names only the second rule applies. Of two names at the same distance the
    one with more letters in common wins.
    """
    word = re.sub(r"[\s-]+", "_", name.strip().lower())
    if not word:
        return ""
    allowed = 1 + (len(word) - 2) // 4 if len(word) > 2 else 0
    if len(known) <= MOST_COMPARED:
        near = [(slips(word, one.lower(), allowed), -SequenceMatcher(None, word, one.lower()).ratio(), one) for one in sorted(known)
                if abs(len(one) - len(word)) <= allowed]  # fmt: skip
        distance, _, found = min(near, default=(allowed + 1, 0.0, ""))
        if distance <= min(allowed, max(len(found) // 2, 1)):
            return found
    parts = [one for one in known if one.lower().startswith(word) or f"_{word}_" in f"_{one.lower()}_"] if len(word) >= SHORTEST else []
    return parts[0] if len(parts) == 1 else ""


def slips(one: str, other: str, most: int) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour to make one word of the other.

    Computed up to ``most``; beyond that the answer is ``most + 1``. (The restricted Damerau-Levenshtein distance.)
    """
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        earlier, before, row = before, row, [n, *([0] * len(other))]
        for m, against in enumerate(other, 1):
            row[m] = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != against))
            if n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == against:
                row[m] = min(row[m], earlier[m - 2] + 1)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def shown(text: str) -> str:
    """The text on one line: invisible characters by name (``<U+200B>``), and without the middle if it is long."""
    if len(text) > LONGEST:
        text = f"{text[:180]} ... {text[-100:]}"
    return text if text.isprintable() else "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text)


def suggest(name: str, known: Collection[str]) -> str:
    """A remedy for an unknown name: the nearest known one, or the list of what there is."""
    near = nearest(name, known)
    if near:
        return say("write '{text}'", text=near)
    if not known:
        return say("leave it out, or define it first: there are none")
    some = sorted(known)[:12]
    return say("use one of {names}", names=", ".join(some) + (", ..." if len(known) > len(some) else ""))


def unknown(what: str, name: str) -> str:
    """That there is none of this name; ``what`` is a word such as ``body``, or several (``body, office or constituency``)."""
    words = [one if one == ", " else say(one) for one in re.split("(, | or )", what)]
    return say("there is no {what} '{name}'", what="".join(words), name=name)


def write_this(usage: str) -> str:
    """A remedy: to write this."""
    return say("write {usage}", usage=usage)
