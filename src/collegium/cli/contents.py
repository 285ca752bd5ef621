"""What ``show`` prints: the order of the rules, the contents of a scenario, and what holds in it on a day."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from collegium import engine
from collegium.cli.message import put
from collegium.cli.output import columns, paragraph, put_json
from collegium.results.sentences import minus
from collegium.scenario import at
from collegium.scenario.amended import amended
from collegium.scenario.calendar import shown
from collegium.scenario.format import counts
from collegium.scenario.model import MOTIONS, TRAITS, Cell, Scenario, Seat, Source


def order() -> list[dict[str, Any]]:
    """The rules of one step, in order, each with the first line of its description: read from the sources, without the compiler."""
    folder = Path(engine.__file__).parent / "rules"
    body = ast.parse((folder / "__init__.py").read_text("utf-8")).body
    [names] = [[name.id for name in line.value.elts] for line in body if isinstance(line, ast.Assign)]  # type: ignore[attr-defined]
    found: list[dict[str, Any]] = []
    for n, name in enumerate(names, 1):
        described = ast.get_docstring(ast.parse((folder / f"{name}.py").read_text("utf-8"))) or ""
        found.append({"rule": n, "name": name, "what it does": described.partition("\n")[0].split(": ", 1)[-1]})
    return found


def contents(scenario: Scenario, as_json: bool, day: date | None = None) -> None:
    """What is in a scenario: its heading, bodies, constituencies, offices with holders, people, and the number of rows of each table.

    What refers to another row does so by the id of that row. Holders and seats are those of ``day`` (default: the first day).
    """
    opening = amended(at(scenario, day or scenario.start))
    when = f"on {shown(day)}" if day else "at the start"
    bodies = [
        {"body": b.name, "id": b.id, "seats": b.seats, "meets every": "step" if b.cadence == 1 else f"{b.cadence} steps",
         "elected by": b.elected_by or "-", "appeal to": b.appeal_to or "-",
         "decides": ", ".join(kind for kind in MOTIONS if kind in b.decides) or "-"}
        for b in opening.bodies
    ]  # fmt: skip
    constituencies = [{"constituency": c.name, "id": c.id, "weight": extent(c.weight)} for c in scenario.constituencies]
    names = {person.id: person.name for person in scenario.people}
    holder = {tenure.office: names[tenure.person] for tenure in opening.tenures}
    offices = [{"office": o.name, "id": o.id, f"holder {when}": holder.get(o.id, "vacant"),
                "appoints in": ", ".join(o.appoints) or "-"} for o in opening.offices]  # fmt: skip
    seated = {p: [seat_text(s) for s in opening.seats if s.person == p] for p in names}
    people = [{"person": p.name, "id": p.id, f"seats {when}": ", ".join(seated[p.id]) or "-",
               **{trait: extent(cell) for trait, cell in p.traits.items()}} for p in opening.people]  # fmt: skip
    sizes = counts(scenario)
    if as_json:
        head = {"name": scenario.name, "title": scenario.title, "summary": scenario.summary, "from": scenario.first, "to": scenario.end,
                "start": scenario.start, "step": scenario.step, "top_body": scenario.top_body}  # fmt: skip
        put_json(head | {"bodies": bodies, "constituencies": constituencies, "offices": offices, "people": people, "rows": sizes})
        return
    usual = f" (runs begin on {shown(scenario.start)} unless they name another day)" if scenario.start > scenario.first else ""
    days = f"{shown(scenario.first)} to {shown(scenario.end)}{usual}, steps of {scenario.step} days"
    heading = f"{scenario.title}\n{scenario.summary}\n{days}\n"
    paragraph(heading)
    # What a body decides has a table of its own, for one with all would break words on a narrow terminal.
    decides = [{"body": b["id"], "decides": b.pop("decides")} for b in bodies]
    for rows in (list(map(together, bodies)), decides, *(list(map(together, rows)) for rows in (constituencies, offices, people))):
        if rows:
            columns(rows)
            put()
    paragraph("Rows: " + ", ".join(f"{name} {size}" for name, size in sizes.items()))


def together(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its id behind the name."""
    (name, words), *rest = row.items()
    return {name: f"{words} ({row['id']})"} | {key: cell for key, cell in rest if key != "id"}


def seat_text(seat: Seat) -> str:
    return seat.body if seat.rank == "full" else f"{seat.body} (candidate)"


def extent(cell: Cell | None) -> str:
    """The range of a cell; '?' where nothing is known."""
    if cell is None:
        return "?"
    low, high = min(cell.values), max(cell.values)
    return minus(f"{low:.2g}" if low == high else f"{low:.2g}..{high:.2g}")


RANGE = "a..b is a range: every history draws a value from it. A certainty is high, medium, low or disputed."
DERIVED = "derived"
"""What the source says where the code book has worked a value out from acts, or from nothing known."""


def standing(scenario: Scenario, day: date | None, wanted: Sequence[str], as_json: bool) -> None:
    """The people, ties or followings that hold on a day, each with its range and source.

    Parameters
    ----------
    scenario
        The scenario.
    day
        A day within its span (default: the first).
    wanted
        Some of the keys of :data:`STANDING`.
    as_json
        Print JSON instead of tables.
    """
    snapshot = at(scenario, day or scenario.start)
    found = {name: list(STANDING[name](snapshot)) for name in wanted}
    if as_json:
        put_json({"day": snapshot.start, **{name: [row for rows in tables for row in rows] for name, tables in found.items()}})
        return
    paragraph(f"{scenario.title} on {shown(snapshot.start)}\n")
    for tables in found.values():
        for rows in tables:
            if rows:
                columns(rows)
                put()
    rests = [row.get("source", "") for tables in found.values() for rows in tables for row in rows]
    used = sorted({source.strip() for sources in rests for source in sources.split(";")} - {DERIVED, ""})
    if used:
        columns([{"source": source, "citation": scenario.sources.get(source, "")} for source in used])
        put()
    paragraph(RANGE)


def people(snapshot: Scenario) -> Iterable[list[dict[str, Any]]]:
    """Who sits where, and what each person is like."""
    seats = {p.id: ", ".join(seat_text(s) for s in snapshot.seats if s.person == p.id) or "-" for p in snapshot.people}
    offices = {p.id: ", ".join(t.office for t in snapshot.tenures if t.person == p.id) or "-" for p in snapshot.people}
    yield [{"person": named(p.name, p.id), "seats": seats[p.id], "offices": offices[p.id]} for p in snapshot.people]
    yield [
        {"person": p.id, "standing": extent(p.standing), **{trait: extent(p.traits[trait]) for trait in TRAITS},
         "authority": extent(p.authority), "deaths a year": extent(p.mortality)}
        for p in snapshot.people
    ]  # fmt: skip
    yield [{"person": p.id, "place": p.place, **origin(p.source)} for p in snapshot.people]


def ties(snapshot: Scenario) -> Iterable[list[dict[str, Any]]]:
    """The tie of each person to each other; for a patron tie the strength is the clientage."""
    yield [{"from": tie.a, "to": tie.b, "kind": tie.kind, "strength": extent(tie.strength), **origin(tie.source)} for tie in snapshot.ties]


def followings(snapshot: Scenario) -> Iterable[list[dict[str, Any]]]:
    """What part of each constituency follows whom."""
    yield [
        {"constituency": one.constituency, "follows": one.person, "share": extent(one.share), **origin(one.source)}
        for one in snapshot.allegiances
    ]


STANDING = {"people": people, "ties": ties, "followings": followings}
"""Name of an option -> the tables that it asks for."""


def named(name: str, id: str) -> str:
    return f"{name} ({id})"


def origin(source: Source) -> dict[str, str]:
    return {"source": source.id or DERIVED, "certainty": source.certainty}
