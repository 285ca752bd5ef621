"""The words of a measure (``spec/experiments.md``, section 2): which form it has, and what fills the form.

The forms are written here as the table of the specification shows them, and read from that: a word in capitals is a slot, ``|``
separates what may stand in one, a clause in square brackets may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from collegium.errors import SettingError
from collegium.results.columns import KINDS, VOTED
from collegium.results.meanings import HISTORIES
from collegium.scenario.findings import Wrong, shown, suggest
from collegium.scenario.model import Record, Scenario

COUNTED = {name: unit for name, (unit, _) in HISTORIES.items() if unit and not name.endswith(":")}
"""Columns of the table of histories that hold a number, and its unit."""
SANCTIONS = ("strip", "remove", "expel", "send_away")
GROUPS: Mapping[str, tuple[str, ...]] = {"sanctions": SANCTIONS, "attacks": (*SANCTIONS, "denounced")}
"""Words that stand for several kinds of event."""

_FILTER = "[by PERSON] [against PERSON] [in BODY] [from DAY] [until DAY]"
FORMS = {
    "column": "NAME",
    "no_loss": "no loss",
    "rule": "rule one_man|bloc|contested|locked [on DAY]",
    "ever": "ever one_man|bloc|one_man_loose",
    "quarters": "quarters one_man|bloc|contested|locked",
    "strongest": "strongest PERSON [on DAY]",
    "power": "power of PERSON [on DAY]",
    "seat": "seat of PERSON [on DAY]",
    "holds": "PERSON holds OFFICE [on DAY]",
    "months_held": "months PERSON holds OFFICE",
    "loses": "PERSON loses seat|committee|office [before DAY]",
    "fate": "PERSON sent_away|expelled|arrested|exiled|dead [before DAY]",
    "record": "record ROW",
    "months_until_loss": "months until PERSON loses seat|committee|office",
    "months_until_expelled": "months until PERSON is expelled",
    "count": f"count KIND {_FILTER}",
    "carried": f"carried MOTION {_FILTER}",
    "any": f"any KIND {_FILTER}",
    "any_carried": f"any carried MOTION {_FILTER}",
    "tie": "tie of PERSON to PERSON [on DAY]",
    "allegiance": "allegiance of CONSTITUENCY to PERSON [on DAY]",
    "policy": "policy of ISSUE [on DAY]",
    "reading": "vulnerability|initiative|bypass|contest [on DAY]",
}
"""All forms of a measure but the difference of two, each with a name."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Form:
    """``head`` words and slots in order; ``clauses``: word -> slot of what may follow them."""

    name: str
    usage: str
    head: tuple[str, ...]
    clauses: Mapping[str, str]

    @property
    def fixed(self) -> dict[int, str]:
        return {place: word for place, word in enumerate(self.head) if word.islower() and "|" not in word}

    def fits(self, words: Sequence[str]) -> bool:
        """Whether the words can be meant as this form. Where no word of a form is fixed, what may stand in its slots tells."""
        if len(words) < len(self.head):
            return False
        if self.fixed:
            return all(words[place] == word for place, word in self.fixed.items())
        return all(
            word in slot.split("|") if "|" in slot else slot != "NAME" or word in COUNTED
            for slot, word in zip(self.head, words, strict=False)
        )


def _form(name: str, usage: str) -> Form:
    clauses = dict(re.findall(r"\[(\w+) (\w+)\]", usage))
    return Form(name, usage, tuple(re.sub(r"\[.*?\]", "", usage).split()), clauses)


GRAMMAR = tuple(_form(name, usage) for name, usage in FORMS.items())


@dataclass
class Said:
    """One measure as read: what fills the slots of its form, in order, and its clauses. ``wrong`` holds what cannot be read."""

    form: Form
    slots: list[str] = field(default_factory=list)
    clauses: dict[str, str] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


class Reader:
    """Reads measures against the ids of a scenario and the days of a run."""

    def __init__(self, scenario: Scenario, start: date, end: date) -> None:
        self.start, self.end = start, end
        self.known: dict[str, Collection[str]] = {
            "PERSON": [person.id for person in scenario.people], "OFFICE": [office.id for office in scenario.offices],
            "BODY": [body.id for body in scenario.bodies], "ISSUE": [issue.id for issue in scenario.issues],
            "CONSTITUENCY": [group.id for group in scenario.constituencies], "NAME": list(COUNTED),
            "ROW": [row.id for row in scenario.record if scored(row, scenario, start, end)],
        }  # fmt: skip

    def read(self, text: str) -> Said:
        """Of the forms that fit the one with the fewest mistakes; they are told in ``wrong``."""
        words = text.split()
        tried = [self.fill(form, words) for form in GRAMMAR if form.fits(words)]
        if not tried:
            return Said(GRAMMAR[0], wrong=[self.lost(words)])
        return min(tried, key=lambda said: (len(said.wrong), -len(said.form.fixed)))

    def fill(self, form: Form, words: Sequence[str]) -> Said:
        said = Said(form)
        for place, slot in enumerate(form.head):
            if place not in form.fixed:
                said.slots.append(words[place])
                self.check(said, slot, words[place])
        rest = words[len(form.head) :]
        for clause, value in zip_longest(rest[::2], rest[1::2]):
            if clause not in form.clauses:
                remedy = f"write '{form.usage}'" if form.clauses else "leave it out"
                said.wrong.append(Wrong(f"'{clause}' says nothing here", remedy))
            elif clause in said.clauses:
                said.wrong.append(Wrong(f"'{clause}' stands here twice", "leave one of them out"))
            elif value is None:
                said.wrong.append(Wrong(f"nothing follows '{clause}'", f"write '{clause} {form.clauses[clause]}'"))
            else:
                said.clauses[clause] = value
                self.check(said, form.clauses[clause], value)
        if not said.wrong and said.clauses.get("until", "9") <= said.clauses.get("from", "0"):
            said.wrong.append(Wrong("no day lies between 'from' and 'until'", "let 'until' be the later day"))
        return said

    def check(self, said: Said, slot: str, word: str) -> None:
        try:
            if slot == "DAY":
                self.day(word)
            elif slot in ("KIND", "MOTION"):
                kinds(word, slot == "MOTION")
            else:
                known = slot.split("|") if "|" in slot else self.known[slot]
                what = "word" if "|" in slot else slot.lower()
                if word not in known:
                    raise Wrong(f"there is no {what} '{word}'" + (" here" if "|" in slot else ""), suggest(word, known))
        except Wrong as wrong:
            said.wrong.append(wrong)

    def day(self, word: str) -> date:
        """A day of the run. Raises :class:`Wrong`."""
        try:
            found = date.fromisoformat(word) if DAY.fullmatch(word) else None
        except ValueError:
            found = None
        if found is None:
            raise Wrong(f"'{word}' is not a day", "write year-month-day, such as 1923-10-08")
        if not self.start <= found <= self.end:
            raise Wrong(f"{word} lies outside the run", f"choose a day from {self.start} to {self.end}")
        return found

    def lost(self, words: Sequence[str]) -> Wrong:
        """What to say of words that have no known form: how such measures are written, or the nearest word with which one begins."""
        if not words:
            return Wrong("it is blank", "write a measure such as 'losses'")
        if words[0] in self.known["PERSON"] and len(words) > 1:
            verbs = {verb for form in GRAMMAR if form.head[0] == "PERSON" for verb in form.head[1].split("|")}
            return Wrong(f"of a person '{words[1]}' is no measure", suggest(words[1], verbs))
        person = words[0] in self.known["PERSON"]
        alike = [form.usage for form in GRAMMAR if form.head[0] == ("PERSON" if person else words[0])]
        if alike:
            return Wrong("it is not complete or not in order", "write '" + "' or '".join(alike) + "'")
        begins = {word for form in GRAMMAR for word in form.head[0].split("|") if word.islower()}
        return Wrong(f"there is no measure '{words[0]}'", suggest(words[0], begins | COUNTED.keys() | {*self.known["PERSON"]}))


def scored(row: Record, scenario: Scenario, start: date, end: date) -> bool:
    """Does this row of the record say what befell one person within the run, in a way that histories tell?"""
    fell = row.type in ("office_lost", "sent_away", "expelled", "died") or (row.type == "seat_lost" and row.body in watched(scenario))
    return fell and len(row.who.split(";")) == 1 and row.span.start is not None and start <= row.span.start.latest <= end


def watched(scenario: Scenario) -> tuple[str, str]:
    """The top body and the one that elects it: the losses of their seats are recorded."""
    return scenario.top_body, next(body.elected_by for body in scenario.bodies if body.id == scenario.top_body)


def kinds(word: str, voted: bool = False) -> tuple[str, ...]:
    """The kinds of event that a word stands for, several joined by ``+``; with ``voted`` only motions. Raises :class:`Wrong`."""
    known: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in (KINDS[:VOTED] if voted else KINDS)}
    known |= {group: members for group, members in GROUPS.items() if known.keys() >= set(members)}
    for part in word.split("+"):
        if part not in known:
            raise Wrong(f"there is no kind of {'motion' if voted else 'event'} '{part}'", suggest(part, known))
    return tuple(dict.fromkeys(kind for part in word.split("+") for kind in known[part]))


def failed(text: str, wrong: Sequence[Wrong]) -> SettingError:
    """All mistakes of one measure."""
    told = "; ".join(f"{shown(each.message)} (do: {each.remedy})" for each in wrong)
    return SettingError(f"measure '{shown(text)}': {told}")
