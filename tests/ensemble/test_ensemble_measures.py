"""Measures of a real run against the same counted row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import collegium
from collegium import Results
from collegium.experiments.measures import measure

Row = dict[str, Any]
NAN = float("nan")
NOON = date(2003, 7, 9)
"""A Wednesday, in the step that begins on Sunday the 6th."""
SUNDAY = date(2003, 7, 6)
MONTH = 365.25 / 12


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Sixty histories of all four years, the first of them number 5, in three shards."""
    return collegium.run("council", histories=60, first=5, shard=25, out=tmp_path_factory.mktemp("measures") / "run")


@pytest.fixture(scope="module")
def rows(played: Results) -> list[dict[str, list[Row]]]:
    """For each history the rows of every table."""
    found: list[dict[str, list[Row]]] = [{} for _ in played.numbers]
    for table in ("histories", "shares", "rule", "ties", "allegiances", "events"):
        for history in found:
            history[table] = []
        for row in played.table(table).to_pylist():
            found[row["history"] - 5][table].append(row)
    return found


def last(rows: list[Row], day: date, **wanted: str) -> Row:
    """The row of the last reading up to a day; an empty one where that reading has none."""
    reading = max(row["date"] for row in rows if row["date"] <= day)
    return next((row for row in rows if row["date"] == reading and all(row[key.strip("_")] == wanted[key] for key in wanted)), {})


def counted(history: dict[str, list[Row]], carried: bool = False, begin: date = date.min, **wanted: Any) -> float:
    rows = [row for row in history["events"] if all(row[key] == wanted[key] for key in wanted) and row["date"] >= begin]
    return sum(1 for row in rows if not carried or row["passed"])


def outcome(history: dict[str, list[Row]], column: str) -> Any:
    return history["histories"][0][column]


def line(history: dict[str, list[Row]], issue: str, before: float) -> float:
    kinds = ("policy", "renew_policy", "insist_policy")
    for row in history["events"]:
        if row["kind"] in kinds and row["subject"] == issue and row["passed"] and row["date"] <= NOON:
            before = row["value"]
    return before


def follows(history: dict[str, list[Row]], constituency: str, person: str) -> float:
    return last(history["allegiances"], NOON, constituency=constituency, person=person).get("share", 0.0)


def month_of(day: date | None) -> float:
    return ((day or date(2005, 1, 1)) - date(2001, 1, 1)).days / MONTH


PLAIN: dict[str, Callable[[dict[str, list[Row]]], Any]] = {
    "losses": lambda h: outcome(h, "losses"),
    "no loss": lambda h: outcome(h, "losses") == 0,
    "rule contested": lambda h: outcome(h, "rule") == "contested",
    f"rule locked on {NOON}": lambda h: last(h["rule"], NOON)["rule"] == "locked",
    "ever one_man_loose": lambda h: outcome(h, "one_man_loose_from") is not None,
    "quarters locked": lambda h: sum(row["rule"] == "locked" for row in h["rule"]),
    "strongest boris": lambda h: outcome(h, "strongest") == "boris",
    f"strongest boris on {NOON}": lambda h: last(h["rule"], NOON)["strongest"] == "boris",
    f"power of boris on {NOON}": lambda h: last(h["shares"], NOON, person="boris").get("share", 0.0),
    "seat of david": lambda h: last(h["shares"], date.max, person="david").get("seat") == 2,
    f"david loses office before {NOON}": lambda h: (outcome(h, "lost_office:david") or date.max) < SUNDAY,
    "months until david loses office": lambda h: month_of(outcome(h, "lost_office:david")),
    "david dead": lambda h: outcome(h, "died:david") is not None,
    "count inquire by boris": lambda h: counted(h, kind="inquire", actor="boris"),
    f"count denounced against clara from {NOON}": lambda h: counted(h, kind="denounced", target="clara", begin=SUNDAY),
    "carried strip in council": lambda h: counted(h, True, kind="strip", body="council"),
    "any carried sanctions": lambda h: any(counted(h, True, kind=kind) for kind in ("strip", "remove", "expel", "send_away")),
    f"tie of anna to boris on {NOON}": lambda h: last(h["ties"], NOON, from_="anna", to="boris").get("tie", NAN),
    f"allegiance of guilds to clara on {NOON}": lambda h: follows(h, "guilds", "clara"),
    f"policy of taxes on {NOON}": lambda h: line(h, "taxes", 0.0),
    f"policy of autonomy on {NOON}": lambda h: line(h, "autonomy", NAN),
    f"vulnerability on {NOON}": lambda h: NAN if last(h["rule"], NOON)["vulnerability"] is None else last(h["rule"], NOON)["vulnerability"],
}  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_measure_as_counted_row_by_row(played: Results, rows: list[dict[str, list[Row]]], text: str) -> None:
    found = measure(text, played.scenario, played.scenario.start, played.scenario.end).values(played)
    expected = np.array([PLAIN[text](history) for history in rows], np.float64)
    np.testing.assert_allclose(found, expected)
    assert len(set(expected[~np.isnan(expected)].tolist())) > 1, "says nothing: all histories are alike"


def holders(history: dict[str, list[Row]]) -> list[tuple[date, dict[str, str | None]]]:
    """Who holds what after each turn, by a book that is kept strictly: a post is left by its holder, and empty when it is taken."""
    book: dict[str, str | None] = {"secretary": "boris", "treasurer": "david", "chairman": "anna", "editor": "felix"}
    found = [(date(2001, 1, 1), dict(book))]
    for row in history["events"]:
        if row["kind"] in ("took_office", "left_office"):
            assert book[row["subject"]] == (row["target"] if row["kind"] == "left_office" else None), row
            book[row["subject"]] = row["target"] if row["kind"] == "took_office" else None
            found.append((row["date"], dict(book)))
    return found


@pytest.mark.parametrize("person", ["anna", "boris", "clara", "david"])
@pytest.mark.parametrize("office", ["secretary", "treasurer", "chairman", "editor"])
def test_tenures_of_a_real_run(played: Results, rows: list[dict[str, list[Row]]], person: str, office: str) -> None:
    case = played.scenario
    held, months = [], []
    for history in rows:
        book = holders(history)
        died = outcome(history, f"died:{person}")
        assert died is None or person not in book[-1][1].values()
        held.append([then for day, then in book if day <= NOON][-1][office] == person)
        ends = [day for day, _ in book[1:]] + [date(2005, 1, 1)]
        days = sum((end - day).days for (day, then), end in zip(book, ends, strict=True) if then[office] == person)
        months.append(days / MONTH)
    np.testing.assert_array_equal(measure(f"{person} holds {office} on {NOON}", case, case.start, case.end).values(played), held)
    np.testing.assert_allclose(measure(f"months {person} holds {office}", case, case.start, case.end).values(played), months)


def test_a_table_that_was_not_recorded_is_asked_for(tmp_path: Path) -> None:
    results = collegium.run("council", histories=2, end=date(2001, 6, 1), record=["outcomes"], out=tmp_path / "bare")
    with pytest.raises(collegium.errors.DataError, match="events in record"):
        measure("count policy", results.scenario, date(2001, 1, 1), date(2001, 6, 1)).values(results)
