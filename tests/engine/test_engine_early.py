"""A run before the year 1: the engine counts its steps as ever, and tables, pictures and stories are dated before Christ."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import xarray
from openpyxl import load_workbook

import collegium
from collegium import explain
from collegium.engine.compile import EARLY, compile_scenario
from collegium.figures import style
from collegium.results.export import export
from collegium.scenario import at, calendar, dates
from collegium.scenario.calendar import from_iso
from helpers.bench import scenario
from helpers.early import YEARS, early_council
from helpers.typed import ask

STEPS = ("months", "quarters", "years", "grids")


def test_the_same_case_in_another_age_has_the_same_steps() -> None:
    early, late = (compile_scenario(at(case, case.start)).sc[0] for case in (early_council(), scenario("council")))
    assert early["first"] - EARLY == late["first"] - YEARS // 400 * 146_097 // 7
    assert early["weeks"] == late["weeks"]
    for name in STEPS:
        counted = [row[name][: row[f"n_{name}"]] if name != "grids" else row[name] for row in (early, late)]
        assert np.array_equal(counted[0] - early["first"], counted[1] - late["first"])


def test_no_step_of_the_longest_calendar_is_negative() -> None:
    assert calendar.FIRST.toordinal() + EARLY > 0


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> collegium.Results:
    return collegium.run(early_council(), end="-0398-06-30", histories=4, threads=1, out=tmp_path_factory.mktemp("early") / "run")


@pytest.mark.engine
def test_what_happens_is_dated_before_christ(results: collegium.Results) -> None:
    days = [row["date"] for k in range(4) for row in results.history(k).events()]
    assert days and min(days) >= from_iso("-0399-01-01") and max(days) <= from_iso("-0398-06-30")
    assert "1 January 400 BC to 30 June 399 BC" in explain.told(explain.story(results, 0))


@pytest.mark.engine
def test_one_history_is_explained_from_its_folder(results: collegium.Results) -> None:
    entries = explain.account(results, 1, start="-0399-02-01", end="-0399-04-30")
    assert all("-0399-02-01" <= str(entry["date"]) <= "-0399-04-30" for entry in entries[1:])
    assert "400 BC" in explain.text(entries)


@pytest.mark.engine
def test_tables_and_sheets_keep_the_days(results: collegium.Results, tmp_path: Path) -> None:
    export(results, "csv", tmp_path / "rule.csv", ["rule"])
    assert (tmp_path / "rule.csv").read_text().splitlines()[1].split(",")[1] == "-0399-01-01"
    export(results, "xlsx", tmp_path / "rule.xlsx", ["rule"])
    assert load_workbook(tmp_path / "rule.xlsx")["rule"]["B2"].value == "-0399-01-01"
    export(results, "netcdf", tmp_path / "rule.nc", ["rule"])
    read = xarray.open_dataset(tmp_path / "rule.nc", decode_times=xarray.coders.CFDatetimeCoder(use_cftime=True))
    assert str(read["date"].values[0]) == "-0399-01-01 00:00:00"


@pytest.mark.engine
def test_the_command_line_takes_a_day_before_christ(results: collegium.Results, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "explain", str(results.dir), "--brief", "--history", "0", "--from", "-0399-01-08", "--to", "-0399-12-31")
    assert code == 0 and "BC" in out
    assert ask(capsys, "explain", str(results.dir), "--brief", "--from", "-0042-11-27")[0] == 2


@pytest.mark.engine
def test_years_on_an_axis_are_told_before_christ(results: collegium.Results) -> None:
    axis = json.dumps(style.time_axis(results).to_dict())
    assert "-000399-01-01T12:00:00" in axis
    assert "' BC'" in axis


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-0042-11-27", "27 November 43 BC"),
        ("-0042-11", "November 43 BC"),
        ("-0042", "43 BC"),
        ("~-0042", "about 43 BC"),
        ("~-0042-11", "about November 43 BC"),
        ("-0039-06..-0039-08", "June to August 40 BC"),
        ("-0042..0014", "43 BC to 14"),
    ],
)
def test_a_date_in_words_is_as_exact_as_typed(typed: str, told: str) -> None:
    assert style.dated(dates.parse(typed)) == told
