"""Paired runs: laws of an arm with itself, and exact values on tables small enough to count by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from collegium import analysis
from collegium.analysis.columns import NEVER, as_day
from collegium.results.folder import Folder
from helpers import synthetic

Event = tuple[int, date, str, str | None, int, bool | None]
MAY, JUNE, JULY = date(1922, 5, 1), date(1922, 6, 1), date(1922, 7, 3)


def words(values: list[str | None]) -> pa.Array:
    return pa.array(values, pa.string()).dictionary_encode()


def arm(n: int = 2, chunk: int = 65536, **tables: dict[str, Any]) -> synthetic.Given:
    noted = {"seed": 1, "histories": [0, n - 1], "from": "1922-04-03", "to": "1922-08-15"}
    return synthetic.Given({name: pa.table(columns) for name, columns in tables.items()}, chunk=chunk, provenance=noted)


def events(rows: list[Event], n: int = 2, chunk: int = 65536) -> synthetic.Given:
    """A run with these events: history, day, kind, target, votes for, carried."""
    history, day, kind, target, yes, passed = (list(column) for column in zip(*rows, strict=True)) if rows else ([] for _ in range(6))
    nobody = words([None] * len(rows))
    return arm(n, chunk, events={
        "history": pa.array(history, pa.int32()), "date": pa.array(day, pa.date32()), "kind": words(kind), "actor": nobody,
        "target": words(target), "body": nobody, "subject": nobody, "yes": pa.array(yes, pa.int16()),
        "no": pa.array([0] * len(rows), pa.int16()), "passed": pa.array(passed, pa.bool_()),
    })  # fmt: skip


def test_an_arm_with_itself(results: Folder) -> None:
    fan = analysis.fan(results, results, "stalin")
    assert (fan.difference == 0).all() and (fan.low == 0).all() and (fan.high == 0).all()
    np.testing.assert_array_equal(fan.before, fan.after)
    flips = analysis.flips(results, results)
    assert (flips.counts == np.diag(np.diag(flips.counts))).all() and flips.counts.sum() == 300 and (flips.gain == 0).all()
    parting = analysis.parting(results, results)
    assert (parting.first == NEVER).all() and (parting.share == 0).all()
    assert (parting.never.value, parting.median) == (1.0, None)


def test_different_arms_do_differ(results: Folder) -> None:
    """The arms of the dice share no random draw at all."""
    other = synthetic.paired(results)
    assert np.abs(analysis.fan(results, other, "stalin").difference).max() > 0
    assert analysis.parting(results, other).never.value == 0.0


def test_other_seeds_or_histories_or_days_are_no_pair(results: Folder) -> None:
    for name, value in (("seed", 2), ("histories", [1, 300]), ("to", "1926-01-01")):
        other = synthetic.renamed(results, **{name: value})
        for compare in (lambda a, b: analysis.fan(a, b, "stalin"), analysis.flips, analysis.parting):
            with pytest.raises(ValueError, match="not the same histories, seed and days"):
                compare(results, other)


def power(rows: list[tuple[int, date, str, float]], chunk: int = 65536) -> synthetic.Given:
    history, day, person, share = zip(*rows, strict=True)
    return arm(2, chunk, shares={"history": pa.array(history, pa.int32()), "date": pa.array(day), "person": words(list(person)),
                                 "share": pa.array(share, pa.float64())})  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 100])
def test_fan_by_hand(chunk: int) -> None:
    """In June Stalin has lost his seat in the second history of the base arm: that counts as nothing, not as missing."""
    before = power([(0, MAY, "stalin", 0.2), (0, JUNE, "stalin", 0.4), (1, MAY, "stalin", 0.4), (1, JUNE, "lenin", 1.0)], chunk)
    after = power([(0, MAY, "stalin", 0.2), (0, JUNE, "stalin", 0.6), (1, MAY, "stalin", 0.4), (1, JUNE, "stalin", 0.6)], chunk)
    found = analysis.fan(before, after, "stalin")
    assert (found.dates, found.n) == ((MAY, JUNE), 2)
    assert found.before[:, 2] == pytest.approx([0.3, 0.2]) and found.after[:, 2] == pytest.approx([0.3, 0.6])
    assert found.difference == pytest.approx([0.0, 0.4])
    half = analysis.intervals.Z95 * 0.2  # differences 0.2 and 0.6
    assert (found.low[1], found.high[1]) == (pytest.approx(0.4 - half), pytest.approx(0.4 + half))
    with pytest.raises(ValueError, match="person = 'nobody': nobody of this id"):
        analysis.fan(before, after, "nobody")


def ends(strongest: list[str | None]) -> synthetic.Given:
    return arm(len(strongest), histories={"history": list(range(len(strongest))), "strongest": words(strongest)})


def test_flips_by_hand() -> None:
    found = analysis.flips(ends(["stalin", "stalin", "lenin", None]), ends(["stalin", "lenin", "lenin", "lenin"]))
    assert found.outcomes == ("lenin", "stalin", "nobody")
    assert found.counts.tolist() == [[1, 0, 0], [1, 1, 0], [1, 0, 0]]
    assert found.gain.tolist() == [0.5, -0.25, -0.25]
    with pytest.raises(ValueError, match="give 'strongest' or 'rule'"):
        analysis.flips(ends(["stalin"]), ends(["stalin"]), by="losses")


def test_rare_outcomes_are_put_together() -> None:
    people = [name for place, name in enumerate(synthetic.PEOPLE[:9]) for _ in range(9 - place)]
    found = analysis.flips(ends(people), ends([synthetic.PEOPLE[0]] * len(people)))
    assert found.outcomes == (*synthetic.PEOPLE[:7], "others")
    assert found.counts[7].tolist() == [3, 0, 0, 0, 0, 0, 0, 0], "the two rarest, met twice and once"


SAME: list[Event] = [(0, MAY, "policy", None, 3, True), (0, JUNE, "remove", "lenin", 2, False), (1, MAY, "policy", None, 3, True)]


@pytest.mark.parametrize("chunk", [1, 100])
@pytest.mark.parametrize(
    ("changed", "days"),
    [
        ([*SAME[:1], (0, JUNE, "remove", "stalin", 2, False), SAME[2]], (JUNE, None)),
        ([*SAME[:1], (0, JUNE, "remove", "lenin", 3, False), SAME[2]], (JUNE, None)),
        ([*SAME[:1], (0, JUNE, "remove", "lenin", 2, None), SAME[2]], (JUNE, None)),
        ([*SAME[:1], (0, JULY, "remove", "lenin", 2, False), SAME[2]], (JUNE, None)),  # put off: one has it in June, the other not
        ([*SAME[:1], (0, MAY, "death", "lenin", 0, None), *SAME[1:]], (MAY, None)),  # one more in between
        ([*SAME, (1, JULY, "death", "lenin", 0, None)], (None, JULY)),  # one goes on
        (SAME[:2], (None, MAY)),  # one stays empty
        (SAME, (None, None)),
    ],
)
def test_parting_by_hand(changed: list[Event], days: tuple[date | None, date | None], chunk: int) -> None:
    base, other = events(SAME, chunk=chunk), events(changed, chunk=chunk)
    expected = [NEVER if day is None else as_day(day) for day in days]
    assert analysis.parting(base, other).first.tolist() == expected
    assert analysis.parting(other, base).first.tolist() == expected, "whichever is which"


def test_parting_as_a_curve() -> None:
    """Of three pairs one parts in May, one in July, one never: half have parted by July."""
    base = events([(0, MAY, "policy", None, 1, True), (1, JULY, "policy", None, 1, True), (2, MAY, "policy", None, 1, True)], n=3)
    other = events([(2, MAY, "policy", None, 1, True)], n=3)
    found = analysis.parting(base, other)
    assert found.dates == (MAY, JUNE, date(1922, 7, 1), date(1922, 8, 1), date(1922, 8, 15))
    assert found.share == pytest.approx([1 / 3, 1 / 3, 1 / 3, 2 / 3, 2 / 3])
    low, high = analysis.wilson(2, 3)
    assert (found.low[-1], found.high[-1]) == (pytest.approx(low), pytest.approx(high))
    assert (found.median, found.never.value, found.n) == (JULY, pytest.approx(1 / 3), 3)


@pytest.mark.parametrize(("n", "median"), [(2, MAY), (3, None)])
def test_fewer_than_half_have_no_median(n: int, median: date | None) -> None:
    base = events([(0, MAY, "policy", None, 1, True)], n=n)
    assert analysis.parting(base, events([], n=n)).median == median


def test_histories_that_share_a_draw_widen_the_band() -> None:
    """Two draws of ten: all of the first part, none of the second. That is two observations, not twenty."""
    base, other = events([(k, MAY, "policy", None, 1, True) for k in range(10)], n=20), events([], n=20)
    alone, blocked = analysis.parting(base, other), analysis.parting(base, other, per_draw=10)
    assert alone.share[0] == blocked.share[0] == 0.5
    assert blocked.high[0] - blocked.low[0] > 2 * (alone.high[0] - alone.low[0])
