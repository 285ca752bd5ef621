"""Ties and followings: exact values on tables small enough to count by hand, and the camps of known networks."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from collegium import analysis
from collegium.analysis import ties as ties_module
from helpers import synthetic

FIRST, LAST = date(1923, 1, 1), date(1924, 1, 1)
Row = tuple[int, date, str, str, float]


def network(rows: list[Row], chunk: int = 65536) -> synthetic.Given:
    """A table of ties with the rows given, sorted as a run writes them."""
    history, day, one, other, tie = zip(*sorted(rows, key=lambda row: (row[0], row[2], row[3], row[1])), strict=True)
    table = pa.table({
        "history": pa.array(history, pa.int32()), "date": pa.array(day), "from": pa.array(one).dictionary_encode(),
        "to": pa.array(other).dictionary_encode(), "tie": pa.array(tie, pa.float32()),
    })  # fmt: skip
    return synthetic.Given({"ties": table}, chunk=chunk)


def mutual(history: int, day: date, one: str, other: str, tie: float) -> list[Row]:
    return [(history, day, one, other, tie), (history, day, other, one, tie)]


def place(means: analysis.TieMeans, *people: str) -> tuple[int, ...]:
    return tuple(means.people.index(person) for person in people)


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 100])
def test_ties_by_hand_however_the_rows_are_cut(chunk: int) -> None:
    """Two histories: Stalin likes Trotsky less than he is liked; in the second the two are at odds."""
    rows = [(0, FIRST, "stalin", "trotsky", -0.2), (0, FIRST, "trotsky", "stalin", 0.4), *mutual(1, FIRST, "stalin", "trotsky", -0.5)]
    rows += mutual(1, LAST, "stalin", "lenin", 0.25)
    first, last = analysis.tie_means(network(rows, chunk))
    i, j = place(first, "stalin", "trotsky")
    assert (first.when, last.when) == (FIRST, LAST)
    assert first.n[i, j] == first.n[j, i] == 2
    assert first.mean[i, j] == first.mean[j, i] == pytest.approx((0.1 - 0.5) / 2, abs=1e-6)
    assert first.hostile[i, j] == 0.5
    half = analysis.intervals.Z95 * 0.3  # standard deviation 0.6 / sqrt(2), over sqrt(2)
    assert (first.low[i, j], first.high[i, j]) == (pytest.approx(-0.2 - half, abs=1e-6), pytest.approx(-0.2 + half, abs=1e-6))
    assert last.n[place(last, "stalin", "lenin")] == 1 and last.n[i, j] == 0 and np.isnan(last.mean[i, j])


def test_a_weak_dislike_is_not_hostile() -> None:
    (means,) = analysis.tie_means(network([*mutual(0, FIRST, "stalin", "lenin", -0.1), *mutual(1, FIRST, "stalin", "lenin", -0.11)]))
    assert means.hostile[place(means, "stalin", "lenin")] == 0.5


def camp_rows(history: int, sides: dict[str, int]) -> list[Row]:
    """Friends within the sides, enemies across."""
    pairs = [(one, other) for one in sides for other in sides if one < other]
    return [row for one, other in pairs for row in mutual(history, FIRST, one, other, 0.5 if sides[one] == sides[other] else -0.5)]


def test_two_camps_and_how_often_the_same() -> None:
    """Three histories with Trotsky and Lenin against two others, a fourth with all friends: a quarter goes its own way."""
    sides = {"lenin": 0, "trotsky": 0, "stalin": 1, "zinoviev": 1}
    rows = [row for history in range(3) for row in camp_rows(history, sides)] + camp_rows(3, dict.fromkeys(sides, 0))
    results = network(rows)
    (means,) = analysis.tie_means(results)
    found = analysis.camps(results, means)
    assert [set(camp) for camp in found.camps] == [{"lenin", "trotsky"}, {"stalin", "zinoviev"}]
    assert (found.same.value, found.same.n) == (0.75, 4)
    assert found.weight == pytest.approx(0.0)


def test_frustration_of_three_enemies() -> None:
    """Of three mutual enemies two must share a camp: a third of all ties is at odds with any division."""
    pairs = (("lenin", "stalin"), ("lenin", "trotsky"), ("stalin", "trotsky"))
    rows = [row for one, other in pairs for row in mutual(0, FIRST, one, other, -0.6)]
    results = network(rows)
    found = analysis.camps(results, analysis.tie_means(results)[0])
    assert found.weight == pytest.approx(1 / 3)
    assert len(found.camps) == 2


def test_who_lost_his_seat_is_left_out_of_the_comparison() -> None:
    """In the second history Lenin sits no more; the camps of the other three are still the same."""
    sides = {"lenin": 0, "trotsky": 0, "stalin": 1, "zinoviev": 1}
    without = {person: side for person, side in sides.items() if person != "lenin"}
    results = network([*camp_rows(0, sides), *camp_rows(1, without)])
    (means,) = analysis.tie_means(results)
    assert set(analysis.members(means)) == set(sides)
    assert analysis.camps(results, means).same.value == 1.0


@pytest.mark.parametrize("chunk", [3, 100])
def test_camps_are_looked_for_in_so_many_histories(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(ties_module, "HISTORIES", 2)
    results = network([row for history in range(5) for row in camp_rows(history, {"lenin": 0, "stalin": 1})], chunk)
    assert analysis.camps(results, analysis.tie_means(results)[0]).same.n == 2


def test_members_sit_in_half_of_the_histories() -> None:
    rows = [row for history in range(4) for row in mutual(history, FIRST, "stalin", "lenin", 0.1)]
    rows += mutual(0, FIRST, "stalin", "trotsky", 0.1)
    (means,) = analysis.tie_means(network(rows))
    assert set(analysis.members(means)) == {"stalin", "lenin"}
    assert set(analysis.members(means, least=0.25)) == {"stalin", "lenin", "trotsky"}


def test_followings_by_hand() -> None:
    """Four histories: nobody is counted with what was too little to be written down."""
    shares = [(0, "tomsky", 0.6), (0, "unaligned", 0.4), (1, "tomsky", 0.2), (1, "unaligned", 0.8), (2, "unaligned", 1.0)]
    shares += [(3, "tomsky", 0.2), (3, "unaligned", 0.57)]
    history, person, share = zip(*shares, strict=True)
    results = synthetic.Given({"allegiances": pa.table({
        "history": pa.array(history, pa.int32()), "date": pa.array([FIRST] * 7), "constituency": pa.array(["army"] * 7).dictionary_encode(),
        "person": pa.array(person).dictionary_encode(), "share": pa.array(share, pa.float32()),
    })}, chunk=2)  # fmt: skip
    bands = analysis.following_bands(results)
    assert (bands.n, bands.dates, bands.people[-1]) == (4, (FIRST,), "unaligned")
    assert bands.of("army", "tomsky")[0].tolist() == [0.0, 0.0, 0.2, 0.2, 0.6]
    assert bands.median("army", "unaligned").tolist() == [0.57]
    assert bands.leaders("army", 3) == ["tomsky"]
    assert bands.leaders("unions", 3) == []
