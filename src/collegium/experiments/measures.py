"""Measures of section 2 of ``spec/experiments.md``: a text, and one number a history.

>>> from collegium.experiments.measures import gauge
>>> gauge("power of stalin - power of trotsky", scenario, start, end).values(results).mean()      # doctest: +SKIP

A day means the step in which it lies: ``on`` takes in what that step brings, ``from`` begins with it, ``before`` and ``until`` end ahead
of it. Readings of a step are taken at its end. Without a day a measure speaks of the end of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import numpy as np

from collegium.analysis.columns import NEVER, Source, as_day, months
from collegium.analysis.outcomes import KIND_LABELS
from collegium.experiments import rows as gather
from collegium.experiments.rows import Values
from collegium.experiments.words import COUNTED, Reader, Said, failed, kinds, watched
from collegium.results.meanings import HISTORIES
from collegium.results.sentences import Teller, spaced
from collegium.scenario import at
from collegium.scenario.findings import Wrong
from collegium.scenario.model import Scenario

Read = Callable[[Source], Values]
Made = tuple[str, str, str, Read]
"""Label, unit, table and how it is read."""
SHARE = "share"
"""The unit of what is 1 or 0 in each history."""
LOST = {"seat": "lost_top", "committee": "lost_committee", "office": "lost_office"}
FATES = {
    "sent_away": "is sent away", "expelled": "is expelled", "arrested": "is arrested", "exiled": "is exiled", "dead": "dies",
}  # fmt: skip
READINGS = {
    "vulnerability": "Vulnerability of the strongest", "initiative": "Initiative of the strongest",
    "bypass": "Chance that the strongest is bypassed", "contest": "Greatest chance of a removal",
}  # fmt: skip


@dataclass(frozen=True)
class Gauge:
    """One measure. ``unit`` is ``share`` where it is 0 or 1 in each history; ``tables`` are those that it reads."""

    text: str
    label: str
    unit: str
    tables: frozenset[str]
    read: Read = field(repr=False, compare=False)

    def values(self, results: Source) -> Values:
        """One number a history, in order of their numbers; NaN where a history is left out.

        Raises :class:`DataError` if a table was not recorded.
        """
        return self.read(results)


def gauge(text: str, scenario: Scenario, start: date, end: date) -> Gauge:
    """The measure that ``text`` means for a run of ``scenario`` from ``start`` to ``end``. Raises :class:`SettingError`.

    ``policy of ISSUE`` is NaN for histories without a vote on it so far, unless the scenario knows the status quo for certain: what
    is drawn for it is in no table.
    """
    text = " ".join(text.split())
    parts = text.split(" - ")
    reader = Reader(scenario, start, end)
    said = [reader.read(part) for part in parts]
    wrong = [each for one in said for each in one.wrong]
    if len(parts) > 2:
        wrong.append(Wrong("it is a difference of more than two measures", "write 'A - B'"))
    if wrong:
        raise failed(text, wrong)
    made = [_Builder(scenario, start, end, one.clauses).build(part, one) for part, one in zip(parts, said, strict=True)]
    return made[0] if len(made) == 1 else _difference(text, *made)


def _difference(text: str, one: Gauge, other: Gauge) -> Gauge:
    if one.unit != other.unit:
        units = f"the one is counted in '{one.unit}', the other in '{other.unit}'"
        raise failed(text, [Wrong(units, "take the difference of two measures of one unit")])
    return Gauge(text, f"{one.label}, less: {other.label}", one.unit, one.tables | other.tables, partial(_less, one.read, other.read))


def needed(gauges: Iterable[Gauge]) -> tuple[str, ...]:
    """What ``record`` of :func:`collegium.run` must hold for these measures."""
    tables = {table for gauge in gauges for table in gauge.tables}
    series = ("series",) if tables - {"histories", "events"} else ()
    return ("outcomes", *series, *(("events",) if "events" in tables else ()))


def _less(one: Read, other: Read, results: Source) -> Values:
    return one(results) - other(results)


class _Builder:
    """Makes the measure of one text; a method for each form, called with what fills its slots."""

    def __init__(self, scenario: Scenario, start: date, end: date, clauses: Mapping[str, str]) -> None:
        self.scenario, self.start, self.end, self.clauses = scenario, start, end, clauses
        self.name = Teller(scenario).name
        self.begin, self.stop = as_day(start), as_day(end) + 1
        self.top = self.name(scenario.top_body)

    def build(self, text: str, said: Said) -> Gauge:
        label, unit, table, read = getattr(self, said.form.name)(*said.slots)
        return Gauge(text, label, unit, frozenset((table,)), read)

    # days

    def step(self, day: date) -> int:
        """First day of the step in which the day lies, as the tables date it."""
        length = self.scenario.step
        return max(as_day(date.fromordinal(day.toordinal() // length * length)), self.begin)

    def edge(self, clause: str, default: int) -> int:
        """First day of the step in which the clause's day lies."""
        return self.step(date.fromisoformat(self.clauses[clause])) if clause in self.clauses else default

    def until(self) -> int:
        """The day before which everything counts, by the clause ``on``."""
        return as_day(date.fromisoformat(self.clauses["on"])) + 1 if "on" in self.clauses else self.stop

    def at_end(self) -> bool:
        """Whether the last step is meant, of which the table of histories speaks."""
        return self.until() > self.step(self.end)

    def last_reading(self, every: int) -> int:
        """The last reading up to the clause ``on`` of those taken at the start and every so many months (yearly ones at the end too)."""
        firsts = [day for day in months(self.start, self.end) if day.day == 1 and (day.month - 1) % every == 0]
        moments = [self.start, *firsts, *([self.end] if every == 12 else [])]
        return max(step for step in map(self.step, moments) if step < self.until())

    def told(self, *words: str) -> str:
        """The clauses in words."""
        said = [f" {word} {_told(date.fromisoformat(self.clauses[word]))}" for word in words if word in self.clauses]
        return "".join(said) or (" at the end" if words == ("on",) else "")

    # forms

    def column(self, name: str) -> Made:
        meaning = {"strongest_share": "greatest share of power at the end"}.get(name, HISTORIES[name][1].partition(";")[0])
        return _capital(meaning), COUNTED[name], "histories", partial(gather.column, name=name)

    def no_loss(self) -> Made:
        return f"Nobody loses a full seat in the {self.top} by decision", SHARE, "histories", partial(gather.none_of, name="losses")

    def rule(self, kind: str) -> Made:
        label, where = KIND_LABELS[kind] + self.told("on"), {"rule": [kind]}
        if self.at_end():
            return label, SHARE, "histories", partial(gather.is_word, name="rule", word=kind)
        return label, SHARE, "rule", partial(gather.has_row, table="rule", where=where, day=self.last_reading(3))

    def ever(self, kind: str) -> Made:
        by = " by looser thresholds" if kind == "one_man_loose" else ""
        label = f"{KIND_LABELS[kind.removesuffix('_loose')]}{by} at some time"
        return label, SHARE, "histories", partial(gather.befell, name=f"{kind}_from")

    def quarters(self, kind: str) -> Made:
        return self.column(f"quarters_{kind}")

    def strongest(self, person: str) -> Made:
        label = f"{self.name(person)} is the strongest{self.told('on')}"
        if self.at_end():
            return label, SHARE, "histories", partial(gather.is_word, name="strongest", word=person)
        where = {"strongest": [person]}
        return label, SHARE, "rule", partial(gather.has_row, table="rule", where=where, day=self.last_reading(3))

    def power(self, person: str) -> Made:
        label, where = f"{self.name(person)}'s share of power{self.told('on')}", {"person": [person]}
        read = partial(gather.reading, table="shares", where=where, day=self.last_reading(1), value="share", missing=0.0)
        return label, "0..1", "shares", read

    def seat(self, person: str) -> Made:
        label = f"{self.name(person)} has a full seat in the {self.top}{self.told('on')}"
        return label, SHARE, "shares", partial(gather.full_seat, person=person, day=self.last_reading(1))

    def holds(self, person: str, office: str) -> Made:
        label = f"{self.name(person)} holds the post of {self.name(office)}{self.told('on')}"
        read = partial(gather.holds, person=person, office=office, stop=self.until(), at_start=self.held(person, office))
        return label, SHARE, "events", read

    def months_held(self, person: str, office: str) -> Made:
        label = f"Months for which {self.name(person)} holds the post of {self.name(office)}"
        held = self.held(person, office)
        read = partial(gather.months_held, person=person, office=office, begin=self.begin, stop=self.stop, at_start=held)
        return label, "months", "events", read

    def held(self, person: str, office: str) -> bool:
        """Whether he holds it on the first day."""
        return any((one.person, one.office) == (person, office) for one in at(self.scenario, self.start).tenures)

    def loses(self, person: str, what: str) -> Made:
        label = f"{self.name(person)} loses {self.loss(what)} by decision{self.told('before')}"
        return label, SHARE, "histories", partial(gather.befell, name=f"{LOST[what]}:{person}", before=self.edge("before", int(NEVER)))

    def fate(self, person: str, fate: str) -> Made:
        name = "died" if fate == "dead" else fate
        label = f"{self.name(person)} {FATES[fate]}{self.told('before')}"
        return label, SHARE, "histories", partial(gather.befell, name=f"{name}:{person}", before=self.edge("before", int(NEVER)))

    def record(self, row_id: str) -> Made:
        """Whether what the record says of one person has come about by its day; an office counts as the first that he loses."""
        row = next(one for one in self.scenario.record if one.id == row_id)
        assert row.span.start is not None
        day = row.span.start.latest
        what = {"office_lost": "office", "seat_lost": "seat" if row.body == self.scenario.top_body else "committee"}.get(row.type)
        told = f"loses {self.loss(what)} by decision" if what else FATES["dead" if row.type == "died" else row.type]
        column = LOST[what] if what else row.type
        label = f"{self.name(row.who)} {told} by {_told(day)}, as on record"
        return label, SHARE, "histories", partial(gather.befell, name=f"{column}:{row.who}", before=as_day(day) + 1)

    def loss(self, what: str) -> str:
        top, elector = map(self.name, watched(self.scenario))
        return {"seat": f"a seat in the {top}", "committee": f"a seat in the {elector}", "office": "an office"}[what]

    def months_until_loss(self, person: str, what: str) -> Made:
        return self.months_until(f"{self.name(person)} loses {self.loss(what)} by decision", f"{LOST[what]}:{person}")

    def months_until_expelled(self, person: str) -> Made:
        return self.months_until(f"{self.name(person)} is expelled", f"expelled:{person}")

    def months_until(self, what: str, name: str) -> Made:
        return f"Months until {what}", "months", "histories", partial(gather.months_until, name=name, begin=self.begin, stop=self.stop)

    def count(self, kind: str) -> Made:
        return self.counted(kind, carried=False, any_=False)

    def carried(self, kind: str) -> Made:
        return self.counted(kind, carried=True, any_=False)

    def any(self, kind: str) -> Made:
        return self.counted(kind, carried=False, any_=True)

    def any_carried(self, kind: str) -> Made:
        return self.counted(kind, carried=True, any_=True)

    def counted(self, kind: str, carried: bool, any_: bool) -> Made:
        said = self.clauses
        places = {"by": "actor", "against": "target", "in": "body"}
        where = {"kind": kinds(kind, carried)} | {places[word]: [said[word]] for word in places if word in said}
        names = "".join(f" {word} {'the ' if word == 'in' else ''}{self.name(said[word])}" for word in places if word in said)
        what = ("Motions carried" if carried else "Events") if not any_ else ("A motion is carried" if carried else "There is an event")
        label = f"{what} ({spaced(kind).replace('+', ', ')}){names}{self.told('from', 'until')}"
        begin, stop = self.edge("from", self.begin), self.edge("until", self.stop)
        read = partial(gather.count, where=where, begin=begin, stop=stop, carried=carried, any_=any_)
        return label, SHARE if any_ else "number", "events", read

    def tie(self, person: str, other: str) -> Made:
        label, where = f"Tie of {self.name(person)} to {self.name(other)}{self.told('on')}", {"from": [person], "to": [other]}
        return label, "-1..1", "ties", partial(gather.reading, table="ties", where=where, day=self.last_reading(12), value="tie")

    def allegiance(self, constituency: str, person: str) -> Made:
        label = f"{self.name(constituency)}: the part that follows {self.name(person)}{self.told('on')}"
        where = {"constituency": [constituency], "person": [person]}
        read = partial(gather.reading, table="allegiances", where=where, day=self.last_reading(3), value="share", missing=0.0)
        return label, "0..1", "allegiances", read

    def policy(self, issue: str) -> Made:
        cell = next(one.status_quo for one in self.scenario.issues if one.id == issue)
        drawn = cell.values[0] if cell.certain else np.nan
        label = f"Line last carried on {self.name(issue)}{self.told('on')}"
        return label, "-1..1", "events", partial(gather.last_line, issue=issue, stop=self.until(), drawn=drawn)

    def reading(self, name: str) -> Made:
        label = READINGS[name] + self.told("on")
        return label, "0..1", "rule", partial(gather.reading, table="rule", where={}, day=self.last_reading(3), value=name)


def _told(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
