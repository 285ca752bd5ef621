"""Targets: what a row means, and that those of the shipped cases can be scored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

import targets as instrument
from collegium.errors import SettingError
from collegium.experiments.targets import agrees, run_of, target, targets, window
from collegium.scenario import dates, find, load, shipped
from collegium.scenario.model import Record, Source, Span, Truth
from helpers import synthetic

FLAGSHIP = load(find("bolsheviks"))
LEDGER = (*(f"v{number:02}" for number in range(1, 43)), *(f"t{number:02}" for number in range(1, 17)))
"""The dated decisions and the patterns that the account of the period gives; the list itself is not part of the repository."""
EARLIER = tuple(f"w{number:02}" for number in range(1, 16))
"""Statements about the time before April 1922, by paragraph of the same account."""
VOTES = {
    "vote_1922_10_06": "v02", "vote_1922_12_18": "v03", "vote_1923_08_21": "v12", "vote_1923_10_27": "decision_1923_10_27",
    "vote_1924_01_18": "decision_1924_01_18", "vote_1924_05_22": "v17", "vote_1925_01": "v23", "vote_1925_12_23": "decision_1925_12_23",
    "vote_1927_06_20": "v34", "vote_1927_07_china": "v33", "vote_1927_11_30": "decision_1927_11_30",
    "vote_1927_12_18": "decision_1927_12_18", "vote_1927_12_19": "v41",
    "vote_1920_11_08": "decision_1920_11_08", "vote_1920_12_07": "decision_1920_12_07", "vote_1921_01_17": "decision_1921_01_17",
    "vote_1921_03_14": "decision_1921_03_14", "vote_1921_03_16_unity": "decision_1921_03_16_unity",
    "vote_1921_03_16_deviation": "decision_1921_03_16_deviation", "vote_1921_08_09": "decision_1921_08_09",
    "vote_1922_04_02": "decision_1922_04_02",
}  # fmt: skip
"""Each recorded vote, and the target that speaks of it."""
BLOCKS = {"civil_war", "lenin", "secretariat", "caucuses", "exclusions", "votes", "regions"}
COUNTS = ("any", "count", "carried")
"""How measures begin that count what happens in a time; they take ``from``."""


def row(measure: str, truth: Truth, start: str, end: str = "") -> Record:
    span = Span(dates.parse(start), dates.parse(end) if end else None)
    return Record("r", "target", "", "", "", span, "", Source("invented"), measure, truth, "power")


# what a row means


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "begins"),
    [
        ("1924-05-12", "1924-05-20", "1924-05-12", "1924-05-20", "1924-04-01"),
        ("1924-05", "", "1924-05-01", "1924-05-31", "1924-04-01"),
        ("1924-01..1924-02", "1924", "1924-01-01", "1924-12-31", "1924-01-01"),
        ("1924-12-31", "1925-01-05", "1924-12-31", "1925-01-05", "1924-10-01"),
        ("1919-03-26", "1919-06-01", "1919-03-26", "1919-06-01", "1919-03-25"),  # the span begins on 25 March
    ],
)
def test_a_run_begins_with_the_quarter_and_ends_with_the_window(start: str, end: str, first: str, last: str, begins: str) -> None:
    one = row("losses", (0, 0), start, end)
    assert [str(day) for day in window(one)] == [first, last]
    assert [str(day) for day in run_of(one, FLAGSHIP)] == [begins, last]


def test_a_run_ends_with_the_span_at_the_latest() -> None:
    assert run_of(row("losses", (0, 0), "1927-12-01", "1928-06-30"), FLAGSHIP)[1] == date(1927, 12, 31)


def test_a_truth_holds_at_both_its_ends_and_nowhere_for_what_is_left_out() -> None:
    values = np.array([0, 0.5, 1, 2, np.nan])
    assert agrees(True, values).tolist() == [False, False, True, False, False]
    assert agrees(False, values).tolist() == [True, False, False, False, False]
    assert agrees((0.5, 1), values).tolist() == [False, True, True, False, False]
    assert agrees((2, 2), values).tolist() == [False, False, False, True, False]


def test_a_target_is_met_where_its_measure_is_what_it_was() -> None:
    tables = {"histories": pa.table({"history": [0, 1, 2], "losses": [0, 2, 1]})}
    one = target(row("losses", (1, 2), "1924-05"), FLAGSHIP)
    assert one.met(synthetic.Given(tables)).tolist() == [False, True, True]


def test_every_target_that_cannot_be_scored_is_named_at_once() -> None:
    wrong = {
        "losses": (True, "1924-05", "the measure 'losses' has the unit 'seats', which the truth does not fit (do: write a number or LOW.."),
        "no loss": ((0.0, 1.0), "1924-05", "which the truth does not fit (do: write yes or no)"),
        "losss": (True, "1924-05", "no measure begins with 'losss' (do: write 'losses')"),
        "any strip from 1925-01-01": (True, "1924-05", "1925-01-01 lies outside the run"),
        "deaths": ((0.0, 0.0), "1928-05", "the window lies outside the span (do: "),
    }  # fmt: skip
    rows = [replace(row(text, truth, start), id=f"r{n}") for n, (text, (truth, start, _)) in enumerate(wrong.items())]  # type: ignore[arg-type]
    with pytest.raises(SettingError) as caught:
        targets(replace(FLAGSHIP, record=tuple(rows)))
    told = str(caught.value).splitlines()
    assert len(told) == len(wrong)
    for n, (line, (_, _, part)) in enumerate(zip(told, wrong.values(), strict=True)):
        assert line.startswith(f"record.csv: r{n}: ") and part in line


# the shipped cases


@pytest.mark.parametrize("name", shipped())
def test_every_target_of_a_shipped_case_can_be_scored(name: str) -> None:
    case = load(find(name))
    rows = [one for one in case.record if one.type == "target"]
    assert {one.row.id for one in targets(case)} == {one.id for one in rows if not one.excluded}


def test_every_item_of_the_ledger_is_scored_or_left_out_with_a_reason() -> None:
    rows = {one.id: one for one in FLAGSHIP.record if one.type == "target"}
    assert len(LEDGER) == 58 and {*LEDGER, *EARLIER} <= set(rows)
    assert all(bool(one.measure) != bool(one.excluded) for one in rows.values())
    further = {id.partition("_")[0] for id in rows if id not in {*LEDGER, *EARLIER} and not id.startswith("decision_")}
    assert further <= set(LEDGER), "a further statement carries the id of its item"


def test_every_recorded_vote_has_a_target() -> None:
    rows = {one.id: one for one in FLAGSHIP.record}
    assert set(VOTES) == {one.id for one in FLAGSHIP.record if one.type == "vote"}
    for vote, about in VOTES.items():
        (first, last), day = window(rows[about]), window(rows[vote])
        assert first <= day[1] and day[0] <= last, f"{about} has another time than {vote}"
    assert {about for about in VOTES.values() if about.startswith("decision_")} == {id for id in rows if id.startswith("decision_")}


def test_every_block_has_statements_that_are_true_and_statements_that_are_not() -> None:
    truths = defaultdict(set)
    for one in targets(FLAGSHIP):
        truths[one.row.block].add(one.truth)
    assert set(truths) == BLOCKS
    assert all({True, False} <= found for found in truths.values())


def test_a_count_says_from_when_it_counts_exactly_if_its_window_begins_within_the_run() -> None:
    for one in targets(FLAGSHIP):
        first, text = window(one.row)[0], one.measure.text
        assert " until " not in text, f"{one.row.id}: the window ends with the run"
        if text.split()[0] in COUNTS and " " in text:
            assert (f" from {first}" in text) == (first > one.start) and text.count(" from ") == (first > one.start), one.row.id


def test_no_two_targets_say_the_same() -> None:
    said = [(one.measure.text, *window(one.row)) for one in targets(FLAGSHIP)]
    assert len(set(said)) == len(said)


def test_the_page_shows_every_target_and_is_what_the_script_writes() -> None:
    page = Path(instrument.PAGE).read_text(encoding="utf-8")
    assert page == instrument.page(FLAGSHIP)
    for one in FLAGSHIP.record:
        if one.type == "target":
            assert f"| `{one.id}` | {one.what} | " + (f"{one.excluded} |" if one.excluded else f"`{one.measure}` |") in page
