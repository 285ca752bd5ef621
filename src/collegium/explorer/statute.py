"""The rules of a statute in plain words, and values that statutes usually have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from collegium.results.sentences import spaced

NONE = "none"
FRACTIONS = {
    0.25: "a quarter", 0.3333: "a third", 0.4: "two fifths", 0.5: "half", 0.6: "three fifths", 0.6667: "two thirds",
    0.75: "three quarters", 0.8: "four fifths", 1.0: "all",
}  # fmt: skip
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Said:
    """What a sentence about a rule is made of: whose rule it is, its value as ``set`` takes it, the names behind ids, the days in a step,
    and what one part of the rule is about."""

    whose: str
    value: str
    names: Mapping[str, str]
    step: int
    about: str
    own: str

    @property
    def number(self) -> float:
        return float(self.value)

    @property
    def none(self) -> bool:
        return self.value == NONE

    @property
    def named(self) -> str:
        """Whom or what the value names."""
        return self.names.get(self.value, spaced(self.value))

    @property
    def listed(self) -> str:
        """All that the value names."""
        words = [self.names.get(word, spaced(word)) for word in self.value.split(";")]
        return ", ".join(words)

    @property
    def share(self) -> str:
        """A share in words."""
        return FRACTIONS.get(round(self.number, 4), f"{self.number:.0%}")

    @property
    def steps(self) -> str:
        """A time in words: in weeks where a step is made of weeks."""
        days = int(self.number) * self.step
        if self.step % DAYS_A_WEEK:
            return "day" if days == 1 else f"{days:,} days"
        weeks = days // DAYS_A_WEEK
        return "week" if weeks == 1 else f"{weeks:,} weeks"

    @property
    def a_time(self) -> str:
        return f"a {self.steps}" if self.steps in ("week", "day") else self.steps


def the(name: str) -> str:
    """A name with its article, within a sentence."""
    return "the " + name.removeprefix("The ").removeprefix("the ")


Says: TypeAlias = Callable[[Said], str]


def either(no: str, yes: str) -> Says:
    """A rule that holds or does not."""
    return lambda s: (yes if s.value == "yes" else no).format(s.whose)


def unless_none(no: str, yes: str) -> Says:
    """A rule that names somebody or something, or nothing."""
    return lambda s: (no if s.none else yes).format(s.whose, s.listed)


def unless_zero(no: str, yes: Says) -> Says:
    """A rule that a zero abolishes."""
    return lambda s: no.format(s.whose, s.about) if s.number == 0.0 else yes(s)


def agenda(s: Said) -> str:
    if s.none:
        return f"Nobody keeps the agenda of the {s.whose}: it hears whatever comes in."
    if s.value == "rotation":
        return f"The members of the {s.whose} keep its agenda in turn, a meeting each."
    return f"The {s.named} decides what comes before the {s.whose}."


def electors(s: Said) -> str:
    if s.none:
        return f"Nobody elects the {s.whose}; its vacant seats stay empty."
    return f"The {s.whose} fills its own seats." if s.value == s.own else f"The {s.named} elects the {s.whose}."


def delay(s: Said) -> str:
    if s.value == "0":
        return f"A meeting of the {s.whose} comes on its day."
    parts = s.value.split("..")
    often = f", most often {parts[1]}" if len(parts) > 2 else ""
    return f"A meeting of the {s.whose} may come late, by {parts[0]} to {parts[-1]} steps{often}."


def command(what: str) -> Says:
    """Of an office that commands something."""
    return unless_zero(f"The {{0}} does not command {what}.", lambda s: f"The {s.whose} commands {s.share} of {what}.")


SAYS: dict[str, dict[str, Says]] = {
    "body": {
        "seats": lambda s: f"The {s.whose} has {int(s.number):,} full {'seat' if s.number == 1 else 'seats'}.",
        "cadence": lambda s: f"The {s.whose} meets every {s.steps}.",
        "delay": delay,
        "quorum": unless_zero(
            "The {0} can decide however few take part.", lambda s: f"The {s.whose} can decide when {s.share} of its full seats take part."
        ),
        "threshold": lambda s: f"A motion in the {s.whose} needs more than {s.share} of the votes.",
        "thresholds": lambda s: f"In the {s.whose} a motion {s.about} needs more than {s.share} of the votes.",
        "tie": lambda s: f"At a tie in the {s.whose} " + ("the chair decides." if s.value == "chair" else "the motion is lost."),
        "ballot": lambda s: f"The {s.whose} votes in {'secret' if s.value == 'secret' else 'the open'}.",
        "absentee": either("Absent members of the {0} have no vote.", "Absent members of the {0} may send their vote."),
        "agenda": agenda,
        "chair": unless_none("Nobody is in the chair of the {0}.", "The {1} is in the chair of the {0}."),
        "deadline": lambda s: f"What comes before the {s.whose} must be in {s.a_time} before." if s.number
        else f"The {s.whose} hears what came in before the meeting.",
        "capacity": lambda s: f"The {s.whose} hears {int(s.number)} {'item' if s.number == 1 else 'items'} at a meeting at most.",
        "extraordinary": unless_zero(
            "Nobody can call the {0} together before its day.",
            lambda s: f"The keeper of its agenda, or {s.share} of the {s.whose}, can call it together before its day.",
        ),
        "decides": unless_none("The {0} decides nothing.", "The {0} decides these kinds of motion: {1}."),
        "elected_by": electors,
        "appeal_to": unless_none("Nobody can appeal from the {0}.", "Who loses in the {0} may appeal to the {1}."),
        "suspensive": either("A decision holds while an appeal to the {0} waits.", "An appeal to the {0} holds up the decision."),
        "term": unless_zero(
            "Nobody elects the whole {0} again; elections only fill its vacant seats.",
            lambda s: f"An election of the whole {s.whose} comes every {s.steps}.",
        ),
    },
    "office": {
        "filled_by": lambda s: f"The {s.named} fills the post of {s.whose}.",
        "appoints": unless_zero("The {0} fills no posts of {1}.", lambda s: f"The {s.whose} fills {s.share} of the posts of {s.about}."),
        "fills": unless_none("The {0} names nobody to another office.", "The {0} names by right: {1}."),
        "force": command("the armed men"), "press": command("the press"), "security": command("the security police"),
        "term": unless_zero(
            "The {0} may stay for good.", lambda s: f"The {s.whose} must go after {s.a_time}, and may not come back for as long."
        ),
    },
}  # fmt: skip
"""Group and key of a rule -> its sentence."""

Usual: TypeAlias = Callable[[float, int], Sequence[float]]
MAJORITIES = (0.5, 0.6, 0.6667, 0.75)
USUAL: dict[str, Usual] = {
    "seats": lambda now, year: (now - 2, now - 1, now + 1, now + 2, 2 * now),
    "cadence": lambda now, year: (1, now // 2, 2 * now, year // 12, year // 4, year // 2, year),
    "quorum": lambda now, year: (0, 0.3333, 0.5, 0.6667, 0.75, 1),
    "threshold": lambda now, year: MAJORITIES, "thresholds": lambda now, year: MAJORITIES,
    "deadline": lambda now, year: (0, 1, 2, 4, 8),
    "capacity": lambda now, year: (1, 2, 4, 8, 16),
    "extraordinary": lambda now, year: (0, 0.25, 0.3333, 0.5),
    "term": lambda now, year: (0, year, 2 * year, 4 * year),
    "appoints": lambda now, year: (0, 0.1, 0.2, 0.5, 0.6),
    "force": lambda now, year: (0, 0.5, 1), "press": lambda now, year: (0, 0.5, 1), "security": lambda now, year: (0, 0.5, 1),
}  # fmt: skip
"""Key of a number -> values that statutes usually have, from its present value and the steps of a year."""
