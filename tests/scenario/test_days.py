"""Days as Python callers give them: every usual type is taken, anything else is refused with what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

import collegium
from collegium.errors import ScenarioError
from collegium.scenario import days

DAY = date(2001, 2, 3)
TAKEN = [
    "2001-02-03", DAY, datetime(2001, 2, 3, 23, 59), datetime(2001, 2, 3, tzinfo=UTC), pd.Timestamp("2001-02-03 12:00"),
    np.datetime64("2001-02-03"), np.datetime64("2001-02-03T23:59:59", "ns"),
]  # fmt: skip
REFUSED = [
    "", " 2001-02-03", "2001-02", "2001-W05-6", "20010203", "3.2.2001", "2001-02-30", "~2001-02-03", 20010203, 2001.5, True, b"2001-02-03",
    np.datetime64("2001"), np.datetime64("2001-02"), np.datetime64("NaT"), pd.NaT, np.datetime64(10**9, "D"), np.datetime64(-(10**9), "D"),
    (2001, 2, 3),
]  # fmt: skip


@pytest.mark.parametrize("given", TAKEN, ids=repr)
def test_a_day_of_any_usual_type_is_taken(given: days.Day) -> None:
    assert days.given(day=given) == (DAY,)
    assert type(days.given(day=given)[0]) is date


@pytest.mark.parametrize("given", REFUSED, ids=repr)
def test_anything_else_is_refused_with_what_to_do(given: days.Day) -> None:
    with pytest.raises(ScenarioError) as raised:
        days.given(start=DAY, end=given)
    (mistake,) = raised.value.mistakes
    assert mistake.file == "end"
    assert "1922-04-03" in mistake.remedy or "calendar" in mistake.remedy


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ScenarioError) as raised:
        days.given(start="soon", end=5)  # type: ignore[arg-type]
    assert [mistake.file for mistake in raised.value.mistakes] == ["start", "end"]


@pytest.mark.parametrize("given", TAKEN, ids=repr)
def test_a_scenario_opens_on_a_day_of_any_type(given: days.Day) -> None:
    council = collegium.load("council")
    assert collegium.at(council, given) == collegium.at(council, DAY)


def test_a_day_outside_the_span_is_named_by_its_argument() -> None:
    with pytest.raises(ScenarioError, match=r"^day: 1900-01-01 lies outside .* \(do: choose a day from 2001-01-01"):
        collegium.at(collegium.load("council"), "1900-01-01")
    with pytest.raises(ScenarioError, match=r"(?s)^start: 1900-01-01 lies outside .*end: 2090-01-01 does not lie"):
        collegium.run("council", start="1900-01-01", end="2090-01-01")


def test_functions_that_play_refuse_what_is_no_day() -> None:
    for call in (lambda: collegium.run("council", start=5), lambda: collegium.whatif("council", "drop fever", start=5)):  # type: ignore[arg-type]
        with pytest.raises(ScenarioError, match=r"^start: 5 is no day \(do: write '1922-04-03'"):
            call()
