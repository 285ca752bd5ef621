"""Days before the year 1: they behave as dates do, also beside dates, and nothing can mistake them for dates."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.scenario import days
from collegium.scenario.calendar import FIRST, LAST, Early, from_iso, from_ordinal, is_day, make, moved, shown

NUMBERS = st.integers(FIRST.toordinal(), LAST.toordinal())


def test_a_day_is_written_as_iso_8601_and_told_in_years_before_christ() -> None:
    day = from_iso("-0042-11-27")
    assert (day.year, day.month, day.day) == (-42, 11, 27)
    assert str(day) == day.isoformat() == "-0042-11-27"
    assert f"{day.day} {day:%B %Y}" == "27 November 43 BC"
    assert shown(day) == "-0042-11-27 (27 November 43 BC)"
    assert str(make(0, 1, 1)) == "0000-01-01"
    assert f"{make(0, 1, 1):%Y}" == "1 BC"


def test_from_the_year_one_on_a_day_is_a_plain_date() -> None:
    assert type(from_iso("0001-01-01")) is date
    assert type(make(1922, 4, 3)) is date
    assert shown(make(1922, 4, 3)) == "1922-04-03"
    assert moved(make(0, 12, 31), 1) == date(1, 1, 1)
    assert moved(date(1, 1, 1), -1) == make(0, 12, 31)


@given(NUMBERS, st.integers(-800_000, 800_000))
def test_days_are_counted_without_a_gap(number: int, days: int) -> None:
    one = from_ordinal(number)
    assert one.toordinal() == number
    assert from_iso(one.isoformat()) == one
    if FIRST.toordinal() <= number + days <= LAST.toordinal():
        other = moved(one, days)
        assert (other - one).days == days
        assert (one < other, one == other, one > other) == (days > 0, days == 0, days < 0)
        assert max(one, other) == from_ordinal(max(number, number + days))


@given(st.integers(FIRST.toordinal(), 0))
def test_numpy_counts_the_same_days(number: int) -> None:
    day = from_ordinal(number)
    counted = np.datetime64(number - date(1970, 1, 1).toordinal(), "D")
    assert np.datetime64(day.isoformat()) == counted
    assert days.given(day=counted) == days.given(day=day.isoformat()) == (day,)


def test_early_days_and_dates_are_compared_and_subtracted_both_ways() -> None:
    early, late = make(-42, 11, 27), date(1, 1, 1)
    assert early < late and late > early and early != late and not late <= early
    assert late - early == timedelta(15376) == -(early - late)
    assert early + timedelta(15376) == late
    assert early - timedelta(1) == make(-42, 11, 26)
    assert sorted([late, early, FIRST]) == [FIRST, early, late]


def test_an_early_day_is_copied_whole_and_passes_for_no_date() -> None:
    day = make(-42, 11, 27)
    assert pickle.loads(pickle.dumps(day)) == copy.deepcopy(day) == day
    assert len({day, make(-42, 11, 27)}) == 1
    assert is_day(day)
    assert not isinstance(day, date)
    assert day != day.twin  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["-0000-01-01", "-42-11-27", "-0043-02-29", "-9600-01-01", "43 BC"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError):
        from_iso(text)
    with pytest.raises(ValueError):
        Early(1, 1, 1)
