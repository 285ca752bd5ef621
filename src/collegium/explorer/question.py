"""Questions to a player, and the answers that a game offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from collegium.explorer.choosing import BALLOT, Choice, Option

MOST, LIKELY, ALIKE = 6, 3, 2
"""Options that are offered; so many of them because they are the likeliest, the rest for what they promise; so many with one move."""

FIXED = {"yes": 0, "no": 1, "stay_silent": 2}
"""Options that have a place of their own, the same at every question; the others come before silence."""


@dataclass(frozen=True)
class Answer:
    """An answer: its sentence, the first day of its step, whose it is, and whether nothing else was left to choose."""

    sentence: str
    day: date
    person: str
    forced: bool = False


@dataclass(frozen=True)
class Question:
    """What somebody is asked.

    Parameters
    ----------
    day, person, kind, occasion
        As of :class:`~collegium.explorer.choosing.Choice`.
    options
        Two to six for the player: the likeliest, and those that promise most. Silence is among them where it is open, and comes last.
        The order of the others is drawn by a key and says nothing about their chances.
    all
        Everything that is open, by its words.
    terms
        Of a vote: what counts for the person, in log-odds of a yes.
    """

    day: date
    person: str
    kind: str
    occasion: str
    options: tuple[Option, ...]
    all: tuple[Option, ...]
    terms: Mapping[str, float]

    @classmethod
    def of(cls, choice: Choice, key: str) -> Question:
        """The question that a choice puts; ``key`` is that of the history."""
        shown = shuffled(offered(choice.options), key)
        everything = sorted(choice.options, key=lambda option: (option.text, option.sentence))
        return cls(choice.day, choice.person, choice.kind, choice.occasion, shown, tuple(everything), choice.terms)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data; ``others`` counts the options that only ``all`` has."""
        return {
            "day": self.day.isoformat(), "person": self.person, "kind": self.kind, "occasion": self.occasion, "terms": dict(self.terms),
            "options": [asdict(option) for option in self.options], "others": len(self.all) - len(self.options),
        }  # fmt: skip


def offered(options: Sequence[Option]) -> tuple[Option, ...]:
    """Those for the player, of options that come the likeliest first; no move against more than two people."""
    silence = [option for option in options if option.move == "stay_silent"]
    promising = sorted(options[LIKELY:], key=lambda option: -(option.worth or 0.0))
    found: list[Option] = []
    for option in [*options[:LIKELY], *silence, *promising]:
        if option not in found and sum(other.move == option.move for other in found) < ALIKE:
            found.append(option)
    return tuple(found[:MOST])


def shuffled(options: Sequence[Option], key: str) -> tuple[Option, ...]:
    """The options in an order that gives nothing away: by a keyed draw, and equal in every repetition of the game."""

    def place(option: Option) -> tuple[int, str]:
        return FIXED.get(option.move, 0), sha256(f"{key} {option.sentence}".encode()).hexdigest()

    return tuple(sorted(options, key=place))


def unanswered(choices: Iterator[tuple[int, Choice]], answers: Sequence[Answer]) -> tuple[int, Choice] | None:
    """The first choice of one person in a step without an answer, after its place. Votes and choices are answered each in their order."""
    votes = sum(" vote " in answer.sentence for answer in answers)
    left = {True: votes, False: len(answers) - votes}
    for place, choice in choices:
        vote = choice.kind == BALLOT
        if not left[vote]:
            return place, choice
        left[vote] -= 1
    return None
