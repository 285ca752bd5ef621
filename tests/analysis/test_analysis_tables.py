"""Exact values on tables small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from collegium import analysis
from collegium.analysis.columns import NEVER, codes, days, months
from collegium.analysis.shares import histogram_quantiles
from collegium.scenario.model import Record, Span, When
from helpers import synthetic


def small(**tables: dict[str, object]) -> synthetic.Given:
    return synthetic.Given({name: pa.table(columns) for name, columns in tables.items()})


def words(values: list[str | None]) -> pa.Array:
    return pa.array(values, pa.string()).dictionary_encode()


def test_codes_join_shards_with_different_dictionaries() -> None:
    names = ["a"]
    column = pa.chunked_array([words(["b", None, "a"]), words(["c", "b"])])
    assert codes(column, names).tolist() == [1, -1, 0, 2, 1]
    assert names == ["a", "b", "c"]


def test_days_of_nothing_is_never() -> None:
    assert days(pa.array([date(1970, 1, 3), None], pa.date32())).tolist() == [2, NEVER]


def test_months_end_on_the_last_day() -> None:
    assert months(date(1922, 4, 3), date(1922, 6, 30)) == [date(1922, 5, 1), date(1922, 6, 1), date(1922, 6, 30)]
    assert months(date(1922, 4, 3), date(1922, 5, 1)) == [date(1922, 5, 1)]


def test_quantiles_from_counts() -> None:
    counts = np.zeros((2, 4), np.int64)
    counts[0] = [0, 2, 0, 2]
    found = histogram_quantiles(counts, (0.25, 0.5, 0.75))
    assert found[0].tolist() == [0.375, 0.5, 0.875]
    assert np.isnan(found[1]).all()


def test_conditions_of_one_man_rule_by_hand() -> None:
    """Two readings a history: the first history meets one, then all three; the second none, then two."""
    floats = {"initiative": [0.4, 0.9, None, 0.5], "vulnerability": [0.01, 0.05, 0.2, 0.01], "bypass": [0.0, 0.2, None, 0.3]}
    results = small(
        histories={"history": pa.array([7, 8], pa.int32())} | {f"theta:{name}": pa.array([limit, limit]) for name, limit in (
            ("dominant", 0.5), ("vulnerable", 0.05), ("bypassed", 0.2))},
        rule={"history": pa.array([7, 7, 8, 8], pa.int32())} | {k: pa.array(v, pa.float64()) for k, v in floats.items()},
    )  # fmt: skip
    found = {name: estimate.value for name, estimate in analysis.conditions(results).items()}
    assert found == {"safety": 0.75, "initiative": 0.5, "no bypass": 0.25}


def test_share_bands_by_hand() -> None:
    results = small(shares={
        "history": pa.array([0, 0, 1], pa.int32()), "date": pa.array([date(1922, 5, 1)] * 3),
        "person": words(["stalin", "lenin", "stalin"]), "share": pa.array([0.2, 0.8, 0.6], pa.float32()),
        "seat": pa.array([2, 2, 1], pa.int8()),
    })  # fmt: skip
    bands = analysis.share_bands(results)
    stalin, lenin = bands.people.index("stalin"), bands.people.index("lenin")
    assert (bands.n, bands.dates) == (2, (date(1922, 5, 1),))
    assert bands.seated[0, [stalin, lenin]].tolist() == [1.0, 0.5]
    assert bands.full[0, [stalin, lenin]].tolist() == [0.5, 0.5]
    assert bands.quantiles[0, lenin, 2] == pytest.approx(0.8, abs=0.005)
    assert 0.2 <= bands.quantiles[0, stalin, 2] <= 0.6


def test_a_share_of_one_falls_into_the_last_bin() -> None:
    results = small(shares={
        "history": pa.array([0], pa.int32()), "date": pa.array([date(1922, 5, 1)]), "person": words(["stalin"]),
        "share": pa.array([1.0], pa.float32()), "seat": pa.array([2], pa.int8()),
    })  # fmt: skip
    bands = analysis.share_bands(results)
    assert bands.quantiles[0, bands.people.index("stalin"), 4] == pytest.approx(1.0, abs=0.005)


def test_rule_by_quarter_by_hand() -> None:
    first, second = date(1922, 4, 3), date(1922, 7, 1)
    results = small(rule={
        "date": pa.array([first, second, second, first, second]),
        "rule": words(["contested", "one_man", "sole_survivor", "locked", "one_man"]),
        "ruler": words([None, "stalin", "tomsky", None, "lenin"]), "ruler_strict": words([None, None, "tomsky", None, "lenin"]),
        "ruler_loose": words(["stalin", "stalin", "tomsky", None, "lenin"]),
    })  # fmt: skip
    counts = analysis.rule_by_quarter(results)
    assert counts.dates == (first, second)
    assert counts.kind("one_man")[0].tolist() == [0.0, 2 / 3]
    assert counts.kind("contested")[0].tolist() == [0.5, 0.0]
    assert counts.by("stalin")[0].tolist() == [0.0, 1 / 3]
    assert sorted(counts.rulers()) == ["lenin", "stalin"]
    assert counts.total.tolist() == [2, 3]
    assert counts.alone("strict")[0].tolist() == [0.0, 1 / 3], "a sole survivor does not count"
    assert counts.alone("loose")[0].tolist() == [0.5, 2 / 3]


def test_grid_means_and_errors_by_hand() -> None:
    first, middle, last = date(1923, 1, 1), date(1924, 1, 1), date(1925, 1, 1)
    results = small(grid={
        "date": pa.array([first, first, middle, last]), "mover": words(["stalin"] * 4),
        "target": words(["trotsky"] * 4),
        "chance": pa.array([0.1, 0.3, 0.9, 0.5], pa.float64()),
    })  # fmt: skip
    grids = analysis.grid_means(results)
    assert [one.when for one in grids] == [first, last]
    m, t = grids[0].people.index("stalin"), grids[0].people.index("trotsky")
    assert grids[0].mean[m, t] == pytest.approx(0.2)
    assert grids[0].error[m, t] == pytest.approx(0.1)
    assert grids[0].n[m, t] == 2
    assert np.isnan(grids[0].mean[t, m])
    assert np.isnan(grids[1].error[m, t])


def loss_table(dates: dict[str, list[date | None]], n: int) -> synthetic.Given:
    columns: dict[str, object] = {"history": pa.array(range(n), pa.int32())}
    for person in synthetic.PEOPLE:
        for rung in synthetic.RUNGS:
            name = f"{rung}:{person}"
            columns[name] = pa.array(dates.get(name, [None] * n), pa.date32())
    return small(histories=columns)


def test_losses_by_real_date_count_the_day_itself() -> None:
    real = date(1926, 10, 23)
    results = loss_table({"lost_top:trotsky": [real, date(1926, 10, 24), None, date(1923, 1, 1)]}, 4)
    found = {(loss.person, loss.rung): loss for loss in analysis.by_real_date(results)}
    trotsky = found["trotsky", "lost_top"]
    assert (trotsky.day, trotsky.share, trotsky.ever, trotsky.n) == (real, 0.5, 0.75, 4)
    assert trotsky.what == "Politburo"
    assert found["trotsky", "lost_office"].what == "War Commissar"
    assert found["trotsky", "lost_committee"].share == 0
    assert len(found) == 11


def test_loss_curves_are_cumulative() -> None:
    results = loss_table({"expelled:zinoviev": [date(1922, 5, 1), date(1927, 12, 31), None, None]}, 4)
    curves = analysis.loss_curves(results)
    line = curves.share[curves.people.index("zinoviev"), curves.rungs.index("expelled")]
    assert (line[0], line[-2], line[-1]) == (0.25, 0.25, 0.5)
    assert (np.diff(line) >= 0).all()
    assert (curves.low <= curves.share).all()
    assert (curves.share <= curves.high).all()


def test_record_outside_the_run_or_of_other_bodies_is_not_scored() -> None:
    base = synthetic.scenario()

    def row(kind: str, body: str, day: date, last: date | None = None) -> Record:
        return Record(f"{kind}{day}{body}", kind, "stalin", "", body, Span(When(day, last or day)), "", synthetic.CERTAIN)

    record = (
        row("seat_lost", "congress", date(1924, 1, 1)),
        row("died", "", date(1930, 1, 1)),
        row("vote", "politburo", date(1924, 1, 1)),
        row("expelled", "", date(1925, 1, 1), date(1925, 3, 1)),
        row("expelled", "", date(1926, 1, 1)),
    )
    found = analysis.real_losses(replace(base, record=record), base.start, base.end)
    assert [(person, rung, when.latest) for person, rung, when, _ in found] == [
        ("stalin", "expelled", date(1925, 3, 1)), ("stalin", "expelled", date(1926, 1, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "what", "value", "decided"),
    [
        ("seat_lost", "death", "full", False),
        ("seat_lost", "to the Control Commission", "full", False),
        ("seat_lost", "not elected again", "full", True),
        ("office_lost", "war_commissar", "removed", True),
        ("office_lost", "war_commissar", "shed by the holder", False),
        ("office_lost", "war_commissar", "commissariat wound up", False),
        ("expelled", "to be safe", "", True),
    ],
)
def test_what_death_or_the_holder_ended_is_no_loss_by_decision(kind: str, what: str, value: str, decided: bool) -> None:
    row = Record("r", kind, "stalin", what, "", Span(When(date(1924, 1, 1), date(1924, 1, 1))), value, synthetic.CERTAIN)
    assert analysis.by_decision(row) is decided


def test_inner_circle_is_whoever_sat_in_the_top_body() -> None:
    assert analysis.inner_circle(synthetic.scenario()) == set(synthetic.TOP) | {"bukharin", "kalinin", "molotov"}


def test_real_timeline_tells_of_the_inner_circle_only() -> None:
    told = analysis.real_timeline(small())
    assert [row.who for row in told][:2] == ["lenin", "trotsky"]
    assert "dzerzhinsky" not in [row.who for row in told]
    assert [row.span.start for row in told] == sorted((row.span.start for row in told), key=lambda when: when.earliest)


def test_seats_given_up_are_on_record_and_deaths_told_once() -> None:
    """By lot, by resignation or for another post: no loss by decision, but the seat is vacant all the same."""
    base, when = synthetic.scenario(), When(date(1924, 5, 1), date(1924, 5, 1))

    def lost(what: str) -> Record:
        return Record(what, "seat_lost", "stalin", what, "politburo", Span(when), "full", synthetic.CERTAIN)

    record = (lost("given up: the lot fell on him"), lost("to the Control Commission"), lost("not elected again"), lost("death"))
    results = replace(small(), scenario=replace(base, record=record))
    told = [row.what for row in analysis.real_timeline(results)]
    assert sorted(told) == ["given up: the lot fell on him", "not elected again", "to the Control Commission"]
    assert [row.what for _, _, _, row in analysis.real_losses(results.scenario, base.start, base.end)] == ["not elected again"]
