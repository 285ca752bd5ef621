"""Questions to a player, and the answers that a game offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from collegium.explorer.choosing import BALLOT, Choice, Option

MOST, LIKELY, ALIKE = 6, 3, 2
"""Options that are offered; so many of them because they are the likeliest, the rest for what they promise; so many with one move."""


@dataclass(frozen=True)
class Answer:
    """An answer: its sentence, the first day of its step, and whether nothing else was left to choose."""

    sentence: str
    day: date
    forced: bool = False


@dataclass(frozen=True)
class Question:
    """What the person is asked.

    Parameters
    ----------
    day, kind, occasion
        As of :class:`~collegium.explorer.choosing.Choice`.
    options
        Two to six for the player: the likeliest, and those that promise most. Silence is among them where it is open.
    all
        Everything that is open.
    terms
        Of a vote: what counts for the person, in log-odds of a yes.
    """

    day: date
    kind: str
    occasion: str
    options: tuple[Option, ...]
    all: tuple[Option, ...]
    terms: Mapping[str, float]

    @classmethod
    def of(cls, choice: Choice) -> Question:
        """The question that a choice puts."""
        return cls(choice.day, choice.kind, choice.occasion, offered(choice.options), choice.options, choice.terms)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data; ``others`` counts the options that only ``all`` has."""
        return {
            "day": self.day.isoformat(), "kind": self.kind, "occasion": self.occasion, "terms": dict(self.terms),
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


def unanswered(choices: Iterator[Choice], answers: Sequence[Answer]) -> Choice | None:
    """The first choice of a step without an answer. Votes and choices are answered each in their order."""
    votes = sum(" vote " in answer.sentence for answer in answers)
    left = {True: votes, False: len(answers) - votes}
    for choice in choices:
        vote = choice.kind == BALLOT
        if not left[vote]:
            return choice
        left[vote] -= 1
    return None
