"""The rules of a statute in plain words, and values that statutes usually have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from collegium.language import marked, numeral, say, say_many
from collegium.results.sentences import spaced

NONE = "none"
FRACTIONS = {
    0.25: marked("a quarter"), 0.3333: marked("a third"), 0.4: marked("two fifths"), 0.5: marked("half"), 0.6: marked("three fifths"),
    0.6667: marked("two thirds"), 0.75: marked("three quarters"), 0.8: marked("four fifths"), 1.0: marked("all"),
}  # fmt: skip
DAYS_A_WEEK = 7
Parts: TypeAlias = dict[str, str]


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

    def name(self, word: str) -> str:
        """Whom or what a word of the value names: somebody of the scenario, or a kind of motion."""
        return self.names.get(word) or say(spaced(word))

    @property
    def listed(self) -> str:
        """All that the value names."""
        return ", ".join(self.name(word) for word in self.value.split(";"))

    @property
    def share(self) -> str:
        """A share in words."""
        known = FRACTIONS.get(round(self.number, 4))
        return say(known) if known else numeral(f"{self.number:.0%}")

    @property
    def steps(self) -> tuple[int, bool]:
        """A time, and whether it is in weeks, as it is where a step is made of weeks; else it is in days."""
        days = int(self.number) * self.step
        return (days, False) if self.step % DAYS_A_WEEK else (days // DAYS_A_WEEK, True)

    @property
    def parts(self) -> Parts:
        """What the blanks of a sentence may name."""
        n = f"{self.steps[0]:,}" if self.value.isdecimal() else ""
        return {"whose": self.whose, "about": self.about, "n": numeral(n)}


def the(name: str) -> str:
    """A name with its article, within a sentence."""
    return say("the {name}", name=name.removeprefix("The ").removeprefix("the "))


Says: TypeAlias = Callable[[Said], str]


def plain(text: str) -> Says:
    """A rule of which one sentence says everything; its blanks may be whose it is, what it is about, its share, and what it names."""
    return lambda s: say(text, **s.parts, **({"share": s.share} if "{share}" in text else {"named": s.listed}))


def either(no: str, yes: str) -> Says:
    """A rule that holds or does not."""
    return lambda s: say(yes if s.value == "yes" else no, **s.parts)


def unless_none(no: str, yes: str) -> Says:
    """A rule that names somebody or something, or nothing."""
    return lambda s: plain(no if s.none else yes)(s)


def unless_zero(no: str, yes: Says) -> Says:
    """A rule that a zero abolishes."""
    return lambda s: say(no, **s.parts) if s.number == 0.0 else yes(s)


def agenda(s: Said) -> str:
    if s.none:
        return say("Nobody keeps the agenda of the {whose}: it hears whatever comes in.", whose=s.whose)
    if s.value == "rotation":
        return say("The members of the {whose} keep its agenda in turn, a meeting each.", whose=s.whose)
    return say("The {named} decides what comes before the {whose}.", named=s.listed, whose=s.whose)


def electors(s: Said) -> str:
    if s.none:
        return say("Nobody elects the {whose}; its vacant seats stay empty.", whose=s.whose)
    if s.value == s.own:
        return say("The {whose} fills its own seats.", whose=s.whose)
    return say("The {named} elects the {whose}.", named=s.listed, whose=s.whose)


def delay(s: Said) -> str:
    if s.value == "0":
        return say("A meeting of the {whose} comes on its day.", whose=s.whose)
    first, *middle, last = s.value.split("..")
    parts = {"whose": s.whose, "least": numeral(first), "most": numeral(last)}
    if middle:
        usual = numeral(middle[0])
        return say("A meeting of the {whose} may come late, by {least} to {most} steps, most often {usual}.", usual=usual, **parts)
    return say("A meeting of the {whose} may come late, by {least} to {most} steps.", **parts)


def seats(s: Said) -> str:
    n = int(s.number)
    return say_many("The {whose} has {n} full seat.", "The {whose} has {n} full seats.", n, whose=s.whose, n=numeral(f"{n:,}"))


def capacity(s: Said) -> str:
    n = int(s.number)
    return say_many(
        "The {whose} hears {n} item at a meeting at most.", "The {whose} hears {n} items at a meeting at most.", n, whose=s.whose, n=n
    )


def cadence(s: Said) -> str:
    n, weeks = s.steps
    if weeks:
        return say_many("The {whose} meets every week.", "The {whose} meets every {n} weeks.", n, **s.parts)
    return say_many("The {whose} meets every day.", "The {whose} meets every {n} days.", n, **s.parts)


def deadline(s: Said) -> str:
    n, weeks = s.steps
    if not n:
        return say("The {whose} hears what came in before the meeting.", whose=s.whose)
    if weeks:
        return say_many(
            "What comes before the {whose} must be in a week before.",
            "What comes before the {whose} must be in {n} weeks before.",
            n,
            **s.parts,
        )
    return say_many(
        "What comes before the {whose} must be in a day before.", "What comes before the {whose} must be in {n} days before.", n, **s.parts
    )


def elections(s: Said) -> str:
    n, weeks = s.steps
    if weeks:
        return say_many(
            "An election of the whole {whose} comes every week.", "An election of the whole {whose} comes every {n} weeks.", n, **s.parts
        )
    return say_many(
        "An election of the whole {whose} comes every day.", "An election of the whole {whose} comes every {n} days.", n, **s.parts
    )


def tenure(s: Said) -> str:
    n, weeks = s.steps
    if weeks:
        return say_many(
            "The {whose} must go after a week, and may not come back for as long.",
            "The {whose} must go after {n} weeks, and may not come back for as long.", n, **s.parts,
        )  # fmt: skip
    return say_many(
        "The {whose} must go after a day, and may not come back for as long.",
        "The {whose} must go after {n} days, and may not come back for as long.", n, **s.parts,
    )  # fmt: skip


def chosen(value: str, yes: str, no: str) -> Says:
    """A rule that is one of two."""
    return lambda s: say(yes if s.value == value else no, whose=s.whose)


SAYS: dict[str, dict[str, Says]] = {
    "body": {
        "seats": seats,
        "cadence": cadence,
        "delay": delay,
        "quorum": unless_zero(
            marked("The {whose} can decide however few take part."),
            plain(marked("The {whose} can decide when {share} of its full seats take part.")),
        ),
        "threshold": plain(marked("A motion in the {whose} needs more than {share} of the votes.")),
        "thresholds": plain(marked("In the {whose} a motion {about} needs more than {share} of the votes.")),
        "tie": chosen(
            "chair", marked("At a tie in the {whose} the chair decides."), marked("At a tie in the {whose} the motion is lost.")
        ),
        "ballot": chosen("secret", marked("The {whose} votes in secret."), marked("The {whose} votes in the open.")),
        "absentee": either(
            marked("Absent members of the {whose} have no vote."), marked("Absent members of the {whose} may send their vote.")
        ),
        "agenda": agenda,
        "chair": unless_none(marked("Nobody is in the chair of the {whose}."), marked("The {named} is in the chair of the {whose}.")),
        "deadline": deadline,
        "capacity": capacity,
        "extraordinary": unless_zero(
            marked("Nobody can call the {whose} together before its day."),
            plain(marked("The keeper of its agenda, or {share} of the {whose}, can call it together before its day.")),
        ),
        "decides": unless_none(marked("The {whose} decides nothing."), marked("The {whose} decides these kinds of motion: {named}.")),
        "elected_by": electors,
        "appeal_to": unless_none(
            marked("Nobody can appeal from the {whose}."), marked("Who loses in the {whose} may appeal to the {named}.")
        ),
        "suspensive": either(
            marked("A decision holds while an appeal to the {whose} waits."), marked("An appeal to the {whose} holds up the decision.")
        ),
        "term": unless_zero(marked("Nobody elects the whole {whose} again; elections only fill its vacant seats."), elections),
    },
    "office": {
        "filled_by": plain(marked("The {named} fills the post of {whose}.")),
        "appoints": unless_zero(
            marked("The {whose} fills no posts of {about}."), plain(marked("The {whose} fills {share} of the posts of {about}."))
        ),
        "fills": unless_none(marked("The {whose} names nobody to another office."), marked("The {whose} names by right: {named}.")),
        "district": unless_none(
            marked("The {whose} may live anywhere."),
            marked("The {whose} lives or serves in {named}, and holds no post in another district."),
        ),
        "force": unless_zero(
            marked("The {whose} does not command the armed men."), plain(marked("The {whose} commands {share} of the armed men."))
        ),
        "press": unless_zero(
            marked("The {whose} does not command the press."), plain(marked("The {whose} commands {share} of the press."))
        ),
        "security": unless_zero(
            marked("The {whose} does not command the security police."),
            plain(marked("The {whose} commands {share} of the security police.")),
        ),
        "term": unless_zero(marked("The {whose} may stay for good."), tenure),
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
