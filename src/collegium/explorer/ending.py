"""The end of a game: the player beside the model in the same chair, and beside the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import pyarrow as pa

from collegium.analysis import intervals
from collegium.analysis.columns import listed
from collegium.explorer.words import GRAVE
from collegium.results.sentences import Teller, spaced
from collegium.scenario.model import Record, Scenario

Outcome: TypeAlias = Mapping[str, Any]
"""A row of the table of histories: name of a column -> value."""


def compared(person: str, mine: Outcome, alone: Outcome, others: pa.Table) -> list[dict[str, Any]]:
    """For each question what became of the player, of the model with the same random draws, and of the model in the other histories."""
    rows = list(rows_in(others))
    return [
        {"person": person, "what": what, "you": read(mine), "same_draws": read(alone), **estimated([read(row) for row in rows])}
        for what, read in measures_of(person).items()
    ]


def measures_of(person: str) -> dict[str, Callable[[Outcome], Any]]:
    """What is compared -> how to read it."""

    def befell(column: str) -> Callable[[Outcome], bool]:
        return lambda row: row[f"{column}:{person}"] is not None

    return {
        "share of all power at the end": lambda row: row[f"share:{person}"],
        "the strongest at the end": lambda row: row["strongest"] == person,
        "comes to rule alone": lambda row: row["one_man_by"] == person,
        "loses a seat in the top body by decision": befell("lost_top"),
        "loses an office by decision": befell("lost_office"),
        "is sent away": befell("sent_away"), "is expelled": befell("expelled"),
        "is arrested": befell("arrested"), "is exiled": befell("exiled"), "dies": befell("died"),
    }  # fmt: skip


def rows_in(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table as dictionaries."""
    columns = [listed(table[name]) for name in table.column_names]
    return (dict(zip(table.column_names, row, strict=True)) for row in zip(*columns, strict=True))


def estimated(values: Sequence[Any]) -> dict[str, float]:
    """The share of some truth values, or the mean of some numbers, with its interval."""
    truths = isinstance(values[0], bool)
    found = intervals.proportion(sum(values), len(values)) if truths else intervals.mean(values, 0.0)
    return {"model": found.value, "low": found.low, "high": found.high}


def record_of(scenario: Scenario, person: str) -> list[dict[str, str]]:
    """What the record of a case has about somebody, by date: ``date`` (or the days between which it lies), ``type``, ``what`` and
    ``body``."""
    teller = Teller(scenario)
    rows = [row for row in scenario.record if row.type != "target" and person in row.who.split(";")]
    rows.sort(key=day_of)
    return [
        {"date": days_of(row), "type": spaced(row.type), "what": teller.known(row.what), "body": teller.known(row.body)} for row in rows
    ]


def warning(scenario: Scenario) -> dict[str, Any]:
    """What a game should show before the first move: ``died``, whom the record counts among the dead (id, name, date, what), and ``grave``,
    the moves in reach of somebody by which people lose their freedom or their life."""
    names = Teller(scenario).names
    rows = [row for row in scenario.record if row.type == "died"]
    armed = any(office.security or office.force for office in scenario.offices)
    died = [{"id": who, "name": names.get(who, who), "date": day_of(row), "what": row.what} for row in rows for who in row.who.split(";")]
    return {"died": died, "grave": [spaced(move) for move in GRAVE] if armed else []}


def day_of(row: Record) -> str:
    """The day of a row of the record, '' if it has none."""
    return row.span.start.earliest.isoformat() if row.span.start else ""


def days_of(row: Record) -> str:
    """The day of a row of the record, or the first and the last on which it can have been."""
    if not row.span.start or row.span.start.earliest == row.span.start.latest:
        return day_of(row)
    return f"{day_of(row)} to {row.span.start.latest.isoformat()}"
