"""Where each fact of the page comes from: the row of the scenario's tables in which it is, with the source that the row names.

The page cites a fact by the address of its row (``#seats-12``: line 12 of ``seats.csv``); the section of sources then lists every row
that was cited. Lines are those of the copy of the scenario in the folder of results.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from collegium.figures.style import dated
from collegium.report.words import RECORDED, recorded
from collegium.results.sentences import short_names, spaced, without
from collegium.scenario import codebook, spans, text, write
from collegium.scenario.findings import Findings
from collegium.scenario.model import Act, Document, Event, Person, Record, Scenario, Seat, Span, Tenure, Tie

Fact = Person | Seat | Tenure | Tie | Act | Document | Event | Record

FILES = {
    "people.csv": "people", "seats.csv": "seats", "offices.csv": "tenures", "ties.csv": "ties", "acts.csv": "acts",
    "documents.csv": "documents", "events.csv": "events", "record.csv": "record",
}  # fmt: skip
"""Table -> the field of the scenario that holds its rows, in the same order."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its ``anchor`` on the page, its ``file`` and ``line``, what it says, when, and its sources."""

    anchor: str
    file: str
    line: int
    text: str
    when: str
    sources: tuple[str, ...]
    certainty: str

    @property
    def place(self) -> str:
        """'seats.csv:12'."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are cited together, such as the acts behind a trait."""

    anchor: str
    title: str
    rows: list[Row]


@dataclass
class Citations:
    """What a page has cited of one scenario."""

    scenario: Scenario
    rows: dict[str, Row] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parsed = text.parse(self.scenario.name, write.to_files(self.scenario), Findings()).tables
        self._names = names(self.scenario)
        self._places: dict[int, tuple[str, int]] = {}
        for file, name in FILES.items():
            lines = (next(iter(row.values())).line for row in parsed[file].rows)
            self._places |= {id(fact): (file, line) for fact, line in zip(getattr(self.scenario, name), lines, strict=True)}

    def cite(self, fact: Fact) -> Row:
        """The row of a fact, which from now on is listed among the sources."""
        file, line = self._places[id(fact)]
        anchor = f"{file.removesuffix('.csv')}-{line}"
        if anchor not in self.rows:
            when = between(fact)
            self.rows[anchor] = Row(
                anchor, file, line, says(fact, self._names), when, tuple(fact.source.id.split(";")), fact.source.certainty
            )
        return self.rows[anchor]

    def together(self, anchor: str, title: str, facts: Iterable[Fact]) -> str:
        """The address of several facts under one title; '' if there are none."""
        rows = [self.cite(fact) for fact in facts]
        if rows:
            self.groups[anchor] = Group(anchor, title, rows)
        return f"#{anchor}" if rows else ""

    def seat(self, person: str, body: str, day: date) -> Row | None:
        """The row of the seat that a person has in a body on a day."""
        held = (seat for seat in self.scenario.seats if (seat.person, seat.body) == (person, body) and spans.holds(seat.span, day))
        return next(map(self.cite, held), None)

    def office(self, person: str, office: str, day: date) -> Row | None:
        """The row of the office that a person holds on a day."""
        held = (one for one in self.scenario.tenures if (one.person, one.office) == (person, office) and spans.holds(one.span, day))
        return next(map(self.cite, held), None)

    def trait(self, person: str, trait: str, day: date) -> str:
        """The address of what a trait rests on: dated acts up to a day, or the row of the person where it was set by hand."""
        who = next(one for one in self.scenario.people if one.id == person)
        if who.traits.get(trait) is not None:
            return f"#{self.cite(who).anchor}"
        kind = codebook.EVIDENCE[trait]
        acts = [act for act in self.scenario.acts if (act.kind, act.person) == (kind, person) and spans.first(act.span.start) <= day]
        return self.together(f"trait-{person}-{trait}", f"{self._names[person]}: {trait}", acts)

    def tie(self, a: str, b: str, day: date) -> str:
        """The address of what the first ties of a pair rest on: rows of ties that begin by a day, and dated acts."""
        pair = {a, b}
        ties = [tie for tie in self.scenario.ties if {tie.a, tie.b} == pair and spans.first(tie.span.start) <= day]
        acts = [act for act in self.scenario.acts if {act.person, act.other} == pair and spans.first(act.span.start) <= day]
        return self.together(f"tie-{a}-{b}", f"{self._names[a]} and {self._names[b]}: tie", [*ties, *acts])

    def of_event(self, subject: str | None, on: str | None) -> Row | None:
        """The row of the document or outside event that an event of a history is about; a death has no id there, only a person."""
        things: list[Document | Event] = [*self.scenario.documents, *self.scenario.events]
        named = [thing for thing in things if thing.id == subject]
        deaths = [event for event in self.scenario.events if event.kind == "death" and event.on and event.on == on and not subject]
        return next(map(self.cite, [*named, *deaths]), None)

    def cited(self) -> list[tuple[str, list[Row]]]:
        """(table, the rows cited) in the order of :data:`FILES` and of the lines."""
        found = [(file, sorted((row for row in self.rows.values() if row.file == file), key=lambda row: row.line)) for file in FILES]
        return [(file, rows) for file, rows in found if rows]


def names(scenario: Scenario) -> dict[str, str]:
    """Names in words of everything that a row may name."""
    bodies = {body.id: body.name for body in scenario.bodies}
    return short_names(scenario) | bodies | {office.id: office.name for office in scenario.offices}


def between(fact: Fact) -> str:
    """The dates of a row, as exact as they are known."""
    match fact:
        case Document():
            return f"from {dated(fact.earliest)}"
        case Event():
            return dated(fact.when) if fact.when else ""
        case Person():
            return ""
    return within(fact.span)


def within(span: Span) -> str:
    start, end = (dated(when) if when else "" for when in (span.start, span.end))
    return f"from {start} until {end}" if start and end else f"from {start}" if start else f"until {end}" if end else ""


def says(fact: Fact, names: Mapping[str, str]) -> str:
    """What a row says, in words."""
    match fact:
        case Person():
            return f"{fact.name}: standing, health and traits"
        case Seat():
            return f"{names[fact.person]}: {fact.rank} seat in the {names[fact.body]}"
        case Tenure():
            return f"{names[fact.person]}: {names[fact.office]}"
        case Tie():
            return f"{names[fact.a]} to {names[fact.b]}: {fact.kind}"
        case Act():
            other = f" towards {names[fact.other]}" if fact.other else ""
            return f"{names[fact.person]}: {fact.kind}{other}: {fact.what}"
        case Document():
            return f"{names[fact.author]}: {fact.what or without(fact.id, *fact.author.split('_'))}"
        case Event():
            return f"{fact.kind.capitalize()}: {fact.what or spaced(fact.id)}"
        case Record():
            return recorded(fact, names) if fact.type in RECORDED else f"{fact.type}: {fact.what}"
