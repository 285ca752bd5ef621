"""What each form of a measure counts (spec/experiments.md, section 2).

A day means the step in which it lies: ``on`` includes that step, ``from`` begins with it, ``before`` and ``until`` end before it. Readings
of a step are taken at its end. Without a day a measure is about the end of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np

from collegium.analysis.columns import NEVER, Recorded, as_day, months
from collegium.analysis.outcomes import KIND_LABELS
from collegium.experiments import rows
from collegium.experiments.rows import Values
from collegium.experiments.vocabulary import COUNTED, kinds, watched
from collegium.interventions.grammar import Form, Words
from collegium.language import say
from collegium.results.meanings import HISTORIES
from collegium.results.sentences import Teller, spaced
from collegium.scenario import at, calendar
from collegium.scenario.model import Scenario

Read = Callable[[Recorded], Values]
Meaning = tuple[str, str, str, Read]
"""Label, unit, table and how it is read."""
SHARE = "share"
"""The unit of what is 1 or 0 in each history."""
LOST = {"seat": "lost_top", "committee": "lost_committee", "office": "lost_office"}
FATES = {
    "sent_away": "is sent away", "expelled": "is expelled", "arrested": "is arrested", "exiled": "is exiled", "dead": "dies",
}  # fmt: skip
FILTERS = {"by": ("person", "actor"), "against": ("person2", "target"), "about": ("subject", "subject"), "in": ("body", "body")}
"""Word before a clause that narrows a count -> the slot of the clause, and the column of events that it reads."""
READINGS = {
    "vulnerability": "Vulnerability of the strongest", "initiative": "Initiative of the strongest",
    "bypass": "Chance that the strongest is bypassed", "contest": "Greatest chance of a removal",
}  # fmt: skip


class Run:
    """What each form counts in a run: a method for each form, called with what fills its slots."""

    def __init__(self, scenario: Scenario, start: date, end: date, words: Words) -> None:
        self.scenario, self.start, self.end, self.words = scenario, start, end, words
        self.name = Teller(scenario).name
        self.begin, self.stop = as_day(start), as_day(end) + 1
        self.top = self.name(scenario.top_body)

    # days

    def step(self, day: date) -> int:
        """First day of the step in which the day lies, as the tables date it."""
        length = self.scenario.step
        return max(as_day(calendar.from_ordinal(day.toordinal() // length * length)), self.begin)

    def day(self, word: str) -> date | None:
        """The day after this word."""
        return calendar.from_iso(self.words[word]) if self.words.get(word) else None

    def edge(self, word: str, default: int) -> int:
        """First day of the step in which the day after this word lies."""
        day = self.day(word)
        return self.step(day) if day else default

    def until(self) -> int:
        """The day before which everything counts, by the clause ``on``."""
        day = self.day("on")
        return as_day(day) + 1 if day else self.stop

    def at_end(self) -> bool:
        """Whether the last step is meant, of which the table of histories speaks."""
        return self.until() > self.step(self.end)

    def last_reading(self, every: int) -> int:
        """The last reading up to the clause ``on`` of those taken at the start and every so many months (yearly ones at the end too)."""
        firsts = [day for day in months(self.start, self.end) if day.day == 1 and (day.month - 1) % every == 0]
        moments = [self.start, *firsts, *([self.end] if every == 12 else [])]
        return max(step for step in map(self.step, moments) if step < self.until())

    def when(self, *words: str) -> str:
        """The days in words."""
        said = [f" {word} {_dated(day)}" for word in words for day in [self.day(word)] if day]
        return "".join(said) or (say(" at the end") if words == ("on",) else "")

    # forms

    def column(self, w: Words) -> Meaning:
        name = w["name"]
        meaning = {"strongest_share": "greatest share of power at the end"}.get(name, HISTORIES[name][1].partition(";")[0])
        return _capital(say(meaning)), COUNTED[name], "histories", partial(rows.column, name=name)

    def no_loss(self, w: Words) -> Meaning:
        return (
            say("Nobody loses a full seat in the {body} by decision", body=self.top),
            SHARE,
            "histories",
            partial(rows.none_of, name="losses"),
        )

    def rule(self, w: Words) -> Meaning:
        kind = w["word"]
        label, where = say(KIND_LABELS[kind]) + self.when("on"), {"rule": [kind]}
        if self.at_end():
            return label, SHARE, "histories", partial(rows.is_word, name="rule", word=kind)
        return label, SHARE, "rule", partial(rows.has_row, table="rule", where=where, day=self.last_reading(3))

    def ever(self, w: Words) -> Meaning:
        kind = w["word"]
        rule = say(KIND_LABELS[kind.removesuffix("_loose")])
        loose = kind == "one_man_loose"
        label = say("{rule} by looser thresholds at some time", rule=rule) if loose else say("{rule} at some time", rule=rule)
        return label, SHARE, "histories", partial(rows.befell, name=f"{kind}_from")

    def quarters(self, w: Words) -> Meaning:
        kind = w["word"]
        return self.column({"name": f"quarters_{kind}"})

    def strongest(self, w: Words) -> Meaning:
        person = w["person"]
        name = self.name(person)
        label = f"{name} is the strongest{self.when('on')}" if self.words.get("on") else say("{who} is the strongest at the end", who=name)
        if self.at_end():
            return label, SHARE, "histories", partial(rows.is_word, name="strongest", word=person)
        where = {"strongest": [person]}
        return label, SHARE, "rule", partial(rows.has_row, table="rule", where=where, day=self.last_reading(3))

    def power(self, w: Words) -> Meaning:
        person = w["person"]
        name = self.name(person)
        label = f"{name}'s share of power{self.when('on')}" if self.words.get("on") else say("{who}'s share of power at the end", who=name)
        where = {"person": [person]}
        read = partial(rows.reading, table="shares", where=where, day=self.last_reading(1), value="share", missing=0.0)
        return label, "0..1", "shares", read

    def seat(self, w: Words) -> Meaning:
        person = w["person"]
        label = f"{self.name(person)} has a full seat in the {self.top}{self.when('on')}"
        return label, SHARE, "shares", partial(rows.full_seat, person=person, day=self.last_reading(1))

    def holds(self, w: Words) -> Meaning:
        person, office = w["person"], w["office"]
        label = f"{self.name(person)} holds the post of {self.name(office)}{self.when('on')}"
        read = partial(rows.holds, person=person, office=office, stop=self.until(), at_start=self.held(person, office))
        return label, SHARE, "events", read

    def months_held(self, w: Words) -> Meaning:
        person, office = w["person"], w["office"]
        label = f"Months for which {self.name(person)} holds the post of {self.name(office)}"
        held = self.held(person, office)
        read = partial(rows.months_held, person=person, office=office, begin=self.begin, stop=self.stop, at_start=held)
        return label, "months", "events", read

    def held(self, person: str, office: str) -> bool:
        """Whether the person holds it on the first day."""
        return any((one.person, one.office) == (person, office) for one in at(self.scenario, self.start).tenures)

    def loses(self, w: Words) -> Meaning:
        person, what = w["person"], w["word"]
        label = f"{self.name(person)} loses {self.loss(what)} by decision{self.when('before')}"
        return label, SHARE, "histories", partial(rows.befell, name=f"{LOST[what]}:{person}", before=self.edge("before", int(NEVER)))

    def fate(self, w: Words) -> Meaning:
        person, fate = w["person"], w["word"]
        name = "died" if fate == "dead" else fate
        label = f"{self.name(person)} {FATES[fate]}{self.when('before')}"
        return label, SHARE, "histories", partial(rows.befell, name=f"{name}:{person}", before=self.edge("before", int(NEVER)))

    def record(self, w: Words) -> Meaning:
        """Whether the recorded event has happened by its day; an office counts as the first that the person loses."""
        row_id = w["row"]
        row = next(one for one in self.scenario.record if one.id == row_id)
        assert row.span.start is not None
        day = row.span.start.latest
        what = {"office_lost": "office", "seat_lost": "seat" if row.body == self.scenario.top_body else "committee"}.get(row.type)
        event = f"loses {self.loss(what)} by decision" if what else FATES["dead" if row.type == "died" else row.type]
        column = LOST[what] if what else row.type
        label = f"{self.name(row.who)} {event} by {_dated(day)}, as on record"
        return label, SHARE, "histories", partial(rows.befell, name=f"{column}:{row.who}", before=as_day(day) + 1)

    def loss(self, what: str) -> str:
        top, elector = map(self.name, watched(self.scenario))
        return {"seat": f"a seat in the {top}", "committee": f"a seat in the {elector}", "office": "an office"}[what]

    def months_until_loss(self, w: Words) -> Meaning:
        person, what = w["person"], w["word"]
        return self.months_until(f"{self.name(person)} loses {self.loss(what)} by decision", f"{LOST[what]}:{person}")

    def months_until_expelled(self, w: Words) -> Meaning:
        person = w["person"]
        return self.months_until(f"{self.name(person)} is expelled", f"expelled:{person}")

    def months_until(self, what: str, name: str) -> Meaning:
        return f"Months until {what}", "months", "histories", partial(rows.months_until, name=name, begin=self.begin, stop=self.stop)

    def count(self, w: Words) -> Meaning:
        return self.counted(w["kind"], carried=False, any_=False)

    def carried(self, w: Words) -> Meaning:
        return self.counted(w["motion"], carried=True, any_=False)

    def any(self, w: Words) -> Meaning:
        return self.counted(w["kind"], carried=False, any_=True)

    def any_carried(self, w: Words) -> Meaning:
        return self.counted(w["motion"], carried=True, any_=True)

    def counted(self, kind: str, carried: bool, any_: bool) -> Meaning:
        given = {word: self.words[slot] for word, (slot, _) in FILTERS.items() if self.words[slot]}
        where = {"kind": kinds(kind, carried)} | {FILTERS[word][1]: [what] for word, what in given.items()}
        names = "".join(f" {word} {'the ' if word == 'in' else ''}{self.name(what)}" for word, what in given.items())
        what = ("Motions carried" if carried else "Events") if not any_ else ("A motion is carried" if carried else "There is an event")
        label = f"{what} ({spaced(kind).replace('+', ', ')}){names}{self.when('from', 'until')}"
        begin, stop = self.edge("from", self.begin), self.edge("until", self.stop)
        read = partial(rows.count, where=where, begin=begin, stop=stop, carried=carried, any_=any_)
        return label, SHARE if any_ else "number", "events", read

    def tie(self, w: Words) -> Meaning:
        person, other = w["person"], w["person2"]
        label, where = f"Tie of {self.name(person)} to {self.name(other)}{self.when('on')}", {"from": [person], "to": [other]}
        return label, "-1..1", "ties", partial(rows.reading, table="ties", where=where, day=self.last_reading(12), value="tie")

    def allegiance(self, w: Words) -> Meaning:
        constituency, person = w["constituency"], w["person"]
        label = f"{self.name(constituency)}: the part that follows {self.name(person)}{self.when('on')}"
        where = {"constituency": [constituency], "person": [person]}
        read = partial(rows.reading, table="allegiances", where=where, day=self.last_reading(3), value="share", missing=0.0)
        return label, "0..1", "allegiances", read

    def policy(self, w: Words) -> Meaning:
        issue = w["issue"]
        cell = next(one.status_quo.on(self.start) for one in self.scenario.issues if one.id == issue)
        drawn = cell.values[0] if cell.certain else np.nan
        label = f"Line last carried on {self.name(issue)}{self.when('on')}"
        return label, "-1..1", "events", partial(rows.last_line, issue=issue, stop=self.until(), drawn=drawn)

    def reading(self, w: Words) -> Meaning:
        name = w["word"]
        label = READINGS[name] + self.when("on")
        return label, "0..1", "rule", partial(rows.reading, table="rule", where={}, day=self.last_reading(3), value=name)


_FILTER = "[by PERSON] [against PERSON] [about SUBJECT] [in BODY] [from DAY] [until DAY]"
MEASURES: dict[Form, Callable[[Run, Words], Meaning]] = {
    Form("NAME"): Run.column,
    Form("no loss"): Run.no_loss,
    Form("rule one_man|bloc|contested|locked [on DAY]"): Run.rule,
    Form("ever one_man|bloc|one_man_loose"): Run.ever,
    Form("quarters one_man|bloc|contested|locked"): Run.quarters,
    Form("strongest PERSON [on DAY]"): Run.strongest,
    Form("power of PERSON [on DAY]"): Run.power,
    Form("seat of PERSON [on DAY]"): Run.seat,
    Form("PERSON holds OFFICE [on DAY]"): Run.holds,
    Form("months PERSON holds OFFICE"): Run.months_held,
    Form("PERSON loses seat|committee|office [before DAY]"): Run.loses,
    Form("PERSON sent_away|expelled|arrested|exiled|dead [before DAY]"): Run.fate,
    Form("record ROW"): Run.record,
    Form("months until PERSON loses seat|committee|office"): Run.months_until_loss,
    Form("months until PERSON is expelled"): Run.months_until_expelled,
    Form(f"count KIND {_FILTER}"): Run.count,
    Form(f"carried MOTION {_FILTER}"): Run.carried,
    Form(f"any KIND {_FILTER}"): Run.any,
    Form(f"any carried MOTION {_FILTER}"): Run.any_carried,
    Form("tie of PERSON to PERSON [on DAY]"): Run.tie,
    Form("allegiance of CONSTITUENCY to PERSON [on DAY]"): Run.allegiance,
    Form("policy of ISSUE [on DAY]"): Run.policy,
    Form("vulnerability|initiative|bypass|contest [on DAY]"): Run.reading,
}
"""Every form of a measure but the difference of two, and what it counts."""


def _dated(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
