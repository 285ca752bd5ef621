"""From the complete form back to a folder in which every field is present."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from math import inf
from pathlib import Path

from collegium.scenario import cells, dates, text
from collegium.scenario.collector import paused
from collegium.scenario.model import TRAITS, Body, Cell, Event, Issue, Office, Person, Scenario, Source, Span, Tie
from collegium.scenario.schema import TABLES
from collegium.scenario.text import Folder, Node, Table

Values = Mapping[str, object]


def save(scenario: Scenario, folder: Path | str) -> None:
    """Writes the complete form into ``folder`` (made if need be): ``load`` gives the same scenario back,
    but for ``files``, and for ``name`` if the folder is called otherwise."""
    text.write(Path(folder), to_files(scenario))


@paused()
def to_files(scenario: Scenario) -> dict[str, str]:
    """The complete form as file name -> text."""
    return text.render(to_folder(scenario))


class CompleteForm(Mapping[str, str]):
    """The files of the complete form, written when they are first asked for."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    @cached_property
    def files(self) -> dict[str, str]:
        return to_files(self.scenario)

    def __getitem__(self, name: str) -> str:
        return self.files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def to_folder(scenario: Scenario) -> Folder:
    """The complete form as the nodes and tables that reading it would give."""
    head = {
        "title": scenario.title,
        "summary": scenario.summary,
        "span": {"from": scenario.start, "to": scenario.end},
        "step": scenario.step,
        "top_body": scenario.top_body,
        "issues": {issue.id: issue_keys(issue) for issue in scenario.issues},
        "bodies": {body.id: body_keys(body) for body in scenario.bodies},
        "offices": {office.id: office_keys(office) for office in scenario.offices},
        "parameters": {name: cells.write_prior(prior) for name, prior in scenario.parameters.items()},
        "agreement": scenario.agreement,
    }
    tables = {file: table(file, rows) for file, rows in table_rows(scenario).items()}
    return Folder(scenario.name, node(head), tables, {text.HEAD: "", **dict.fromkeys(tables, "")})


def node(value: object) -> Node:
    if isinstance(value, Mapping):
        return Node({key: node(child) for key, child in value.items()})
    if isinstance(value, list | tuple):
        return Node([node(child) for child in value])
    return Node(plain(value))


def plain(value: object) -> str:
    """The text of a single value, as it would be typed."""
    match value:
        case Cell():
            return cells.write(value)
        case bool():
            return "yes" if value else "no"
        case float():
            return cells.show(value)
        case None:
            return ""
        case _:
            return str(value)


def table(file: str, rows: Iterable[Values]) -> Table:
    columns = list(TABLES[file].known)
    return Table(columns, [{column: Node(plain(row.get(column))) for column in columns} for row in rows])


# scenario.yaml


def issue_keys(issue: Issue) -> Values:
    return {"name": issue.name, "low": issue.low, "high": issue.high, "status_quo": issue.status_quo, "agency": issue.agency or "none"}


def body_keys(body: Body) -> Values:
    keys = {key: value for key, value in fields(body).items() if key != "id"}
    general = Counter(body.thresholds.values()).most_common(1)[0][0]
    keys["threshold"] = general
    keys["thresholds"] = {kind: share for kind, share in body.thresholds.items() if share != general}
    keys["decides"] = sorted(body.decides)
    return keys | {key: keys[key] or "none" for key in ("agenda", "chair", "elected_by", "appeal_to")}


def office_keys(office: Office) -> Values:
    keys = {key: value for key, value in fields(office).items() if key != "id"}
    return keys | {"region": office.region or "none"}


def fields(item: Body | Office) -> dict[str, object]:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


# tables


def table_rows(scenario: Scenario) -> dict[str, list[Values]]:
    s = scenario
    views = [(view.person, view) for view in s.positions] + [(mood.constituency, mood) for mood in s.moods]
    return {
        "people.csv": [person_row(item) for item in s.people],
        "seats.csv": [{"body": i.body, "person": i.person, "rank": i.rank} | span(i.span) | source(i.source) for i in s.seats],
        "ties.csv": [tie_row(item) for item in s.ties],
        "blocs.csv": [
            {"body": i.body, "constituency": i.constituency, "seats": i.seats} | span(i.span) | source(i.source) for i in s.blocs
        ],
        "offices.csv": [{"office": i.office, "person": i.person} | span(i.span) | source(i.source) for i in s.tenures],
        "constituencies.csv": [
            {"id": i.id, "name": i.name, "weight": i.weight, "boss_office": i.boss_office} | source(i.source) for i in s.constituencies
        ],
        "allegiances.csv": [
            {"constituency": i.constituency, "person": i.person, "share": i.share, "at": dates.write(i.at)} | source(i.source)
            for i in s.allegiances
        ],
        "positions.csv": [
            {"person": who, "issue": i.issue, "value": i.value, "salience": i.salience, "at": dates.write(i.at)} | source(i.source)
            for who, i in views
        ],
        "acts.csv": [
            {"id": i.id, "kind": i.kind, "person": i.person, "other": i.other, "what": i.what} | span(i.span) | source(i.source)
            for i in s.acts
        ],
        "documents.csv": [
            {"id": i.id, "author": i.author, "to": i.to, "about": i.about, "earliest": dates.write(i.earliest), "condition": i.condition}
            | source(i.source)
            for i in s.documents
        ],
        "events.csv": [event_row(item) for item in s.events],
        "record.csv": [
            {"id": i.id, "type": i.type, "who": i.who, "what": i.what, "body": i.body, "value": i.value} | span(i.span) | source(i.source)
            for i in s.record
        ],
        "claims.csv": [
            {"id": i.id, "claim": i.claim, "experiment": i.experiment, "given": i.given, "measure": i.measure, "sign": i.sign}
            | {"from": i.start, "to": i.end}
            | source(i.source)
            for i in s.claims
        ],
        "sources.csv": [{"id": name, "citation": citation} for name, citation in s.sources.items()],
    }


def span(held: Span) -> dict[str, object]:
    return {"from": dates.write(held.start), "to": dates.write(held.end)}


def source(given: Source) -> dict[str, object]:
    return {"source": given.id, "certainty": given.certainty}


def person_row(person: Person) -> Values:
    keys: dict[str, object] = {"id": person.id, "name": person.name, "standing": person.standing, "health": person.mortality}
    keys |= {trait: person.traits[trait] for trait in TRAITS}
    return keys | {"authority": person.authority, "place": person.place} | source(person.source)


def tie_row(tie: Tie) -> Values:
    return {"a": tie.a, "b": tie.b, "kind": tie.kind, "strength": tie.strength, "mutual": "no"} | span(tie.span) | source(tie.source)


def event_row(event: Event) -> Values:
    effect = ";".join(f"{name}:{'forever' if cell == cells.point(inf) else cells.write(cell)}" for name, cell in event.effect.items())
    return {"id": event.id, "kind": event.kind, "on": event.on, "when": timing(event), "effect": effect} | source(event.source)


def timing(event: Event) -> str:
    if event.after:
        return f"after:{event.after}:{plain(event.delay)}"
    if event.when and not event.rate:
        return dates.write(event.when)
    return f"rate:{cells.show(event.rate)}" + (f" from {dates.write(event.when)}" if event.when else "")
