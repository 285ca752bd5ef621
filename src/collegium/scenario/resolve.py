"""From the short form that people type to the complete form: every default filled, every mistake found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from collegium.errors import Mistake, ScenarioError
from collegium.scenario import checks, heading, names, schema, tables, text
from collegium.scenario.collector import paused
from collegium.scenario.fields import Fields
from collegium.scenario.findings import Findings
from collegium.scenario.heading import Heading
from collegium.scenario.model import Act, Constituency, Mood, Office, Position, Scenario
from collegium.scenario.names import Names
from collegium.scenario.text import HEAD, Folder

T = TypeVar("T")


@paused()
def load(path: Path | str) -> Scenario:
    """The scenario in the folder ``path``, complete. Raises :class:`ScenarioError` with every mistake in it."""
    folder, findings = open_folder(Path(path))
    return complete(folder, findings)


def check(path: Path | str) -> list[Mistake]:
    """Every mistake in the folder ``path``, by file and line; empty if it can be run."""
    try:
        load(path)
    except ScenarioError as error:
        return list(error.mistakes)
    return []


@paused()
def from_files(name: str, files: Mapping[str, str]) -> Scenario:
    """The scenario whose files are given as texts, as results carry it. Raises :class:`ScenarioError`."""
    findings = Findings()
    return complete(text.parse(name, files, findings), findings)


def open_folder(path: Path) -> tuple[Folder, Findings]:
    findings = Findings()
    files = text.read(path, tuple(schema.TABLES), findings)
    if not files:
        raise ScenarioError(findings.ordered())
    return text.parse(text.writable(path.resolve().name), files, findings), findings


def complete(folder: Folder, findings: Findings) -> Scenario:
    """The typed scenario of a folder that has been parsed. Raises :class:`ScenarioError`."""
    schema.check_tables(folder, findings)
    if any(not findings.clean(file) and not names.ids(folder, file) for file in names.DEFINING):
        raise ScenarioError(findings.ordered())  # every reference to what stood there would be one more mistake
    known = names.collect(folder, findings)
    if not isinstance(folder.head.value, dict) or not folder.head.value:
        if findings.clean(HEAD):
            findings.note(HEAD, folder.head.line, "", "the file must hold keys and values", "begin with 'title: ...'")
        raise ScenarioError(findings.ordered())
    top = Fields(findings, HEAD, "", 1, folder.head.value)
    scenario = Reader(folder, findings, known, top).scenario()
    if len(findings):
        raise ScenarioError(findings.ordered())
    return scenario


@dataclass(frozen=True, slots=True)
class Reader:
    """One reading of one folder."""

    folder: Folder
    findings: Findings
    names: Names
    top: Fields

    def rows(self, file: str, make: Callable[[Fields, Names], T]) -> list[tuple[T, Fields]]:
        """The typed objects of a table with the rows they came from; rows with a mistake are left out."""
        found = []
        for row in schema.rows(self.folder, file, self.findings):
            before = len(self.findings)
            item = make(row, self.names)
            if len(self.findings) == before:
                found.append((item, row))
        return found

    def scenario(self) -> Scenario:
        head = heading.read(self.top, self.names)
        people = self.rows("people.csv", tables.person)
        seats, blocs = self.rows("seats.csv", tables.seat), self.rows("blocs.csv", tables.bloc)
        tenures = self.rows("offices.csv", tables.tenure)
        groups = self.rows("constituencies.csv", tables.constituency)
        allegiances = self.rows("allegiances.csv", tables.allegiance)
        views = self.rows("positions.csv", tables.position)
        ties = [(tie, row) for pair, row in self.rows("ties.csv", tables.ties) for tie in pair]
        acts: list[tuple[Act, Fields]] = self.rows("acts.csv", tables.act)
        documents = self.rows("documents.csv", lambda row, known: tables.document(row, known, head.start))
        events = self.rows("events.csv", tables.event)
        record, claims = self.rows("record.csv", tables.record), self.rows("claims.csv", tables.claim)
        sources = {row.text("id"): row.text("citation") for row in schema.rows(self.folder, "sources.csv", self.findings)}

        checks.check_rules(self.top, head)
        for held in (seats, blocs, tenures):
            checks.check_within(held, head.start, head.end)
        checks.check_seats(seats, blocs, self.top, head)
        if self.findings.clean("scenario.yaml", "people.csv", "seats.csv"):
            checks.check_top(seats, self.top, head)
        checks.check_tenures(tenures)
        checks.check_bosses(groups, self.top, head.offices)
        checks.check_ties(ties)
        positions = [(view, row) for view, row in views if isinstance(view, Position)]
        moods = [(view, row) for view, row in views if isinstance(view, Mood)]
        checks.check_once(positions, lambda view: (view.person, view.issue))
        checks.check_once(moods, lambda view: (view.constituency, view.issue))
        checks.check_once(allegiances, lambda item: (item.constituency, item.person))
        checks.check_shares(allegiances)
        checks.check_events(events)
        checks.check_documents(documents, head.end)

        offices, constituencies = join_bosses(head, [group for group, _ in groups])
        return Scenario(
            name=self.folder.name,
            title=head.title,
            summary=head.summary,
            start=head.start,
            end=head.end,
            step=head.step,
            top_body=head.top_body,
            issues=head.issues,
            bodies=head.bodies,
            offices=offices,
            people=ordered(people),
            seats=ordered(seats),
            blocs=ordered(blocs),
            tenures=ordered(tenures),
            constituencies=constituencies,
            allegiances=ordered(allegiances),
            moods=ordered(moods),
            ties=ordered(ties),
            acts=ordered(acts),
            positions=ordered(positions),
            documents=ordered(documents),
            events=ordered(events),
            record=ordered(record),
            claims=ordered(claims),
            parameters=head.parameters,
            agreement=head.agreement,
            sources=dict(sorted(sources.items())),
            files=self.folder.files,
        )


def ordered(rows: Iterable[tuple[T, Fields]]) -> tuple[T, ...]:
    """The objects in an order of their own (ids first), so that the order of rows never matters."""
    return tuple(sorted((item for item, _ in rows), key=repr))


def join_bosses(head: Heading, groups: list[Constituency]) -> tuple[tuple[Office, ...], tuple[Constituency, ...]]:
    """``region`` of an office and ``boss_office`` of a constituency, each completed from the other."""
    region = {group.boss_office: group.id for group in groups if group.boss_office}
    boss = {office.region: office.id for office in head.offices if office.region}
    offices = tuple(replace(office, region=office.region or region.get(office.id, "")) for office in head.offices)
    found = (replace(group, boss_office=group.boss_office or boss.get(group.id, "")) for group in groups)
    return offices, tuple(sorted(found, key=repr))
