"""Scores beside a record: what is asked, what the baselines know, and the verdict."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import collegium
from collegium.cli import main
from collegium.errors import SettingError
from collegium.experiments.positions import periods
from collegium.scenario.hash import scenario_hash
from collegium.scenario.model import Scenario
from collegium.scoring import Score, Skill, Statement, blanked, score
from collegium.scoring.baselines import BASELINES, FOREIGN, foreign, sides
from collegium.scoring.forecasts import share
from collegium.scoring.result import MEANINGS, judged
from collegium.scoring.statements import risks
from collegium.scoring.study import plain

SMALL = {"histories": 10, "months": 24, "start": "1795-11-08", "end": "1799-11-11"}


@pytest.fixture(scope="module")
def directory() -> Scenario:
    return collegium.load("directory")


@pytest.fixture(scope="module")
def small(directory: Scenario) -> Score:
    return score(directory, **SMALL)  # type: ignore[arg-type]


# what is asked


def test_periods_cover_the_span_without_a_gap() -> None:
    spans = periods(date(1922, 4, 3), date(1923, 2, 10))
    assert spans[0][0] == date(1922, 4, 3) and spans[-1][1] == date(1923, 2, 10)
    assert [b for _, b in spans[:-1]] == [a for a, _ in spans[1:]] == [date(1922, 7, 1), date(1922, 10, 1), date(1923, 1, 1)]


def test_who_lost_a_seat_is_at_risk_once_and_then_no_more(directory: Scenario) -> None:
    """Carnot fled on 18 Fructidor V (4 September 1797)."""
    found = [one for one in risks(directory, periods(directory.start, directory.end)) if (one.person, one.rung) == ("carnot", "lost_top")]
    assert [one.truth for one in found] == [False] * (len(found) - 1) + [True]
    assert found[-1].start <= date(1797, 9, 4) < found[-1].end
    assert len({one.id for one in found}) == len(found)


def test_nobody_is_at_risk_of_what_they_do_not_hold(directory: Scenario) -> None:
    spans = periods(directory.start, directory.end)
    seats = {seat.person for seat in directory.seats if seat.body == directory.top_body}
    assert {one.person for one in risks(directory, spans) if one.rung == "lost_top"} <= seats


def test_every_loss_on_record_is_asked_about_or_its_holder_had_nothing(directory: Scenario) -> None:
    """Longer periods ask less often and miss losses of what was gained within them."""
    counts = [sum(one.truth for one in risks(directory, periods(directory.start, directory.end, months))) for months in (1, 3, 12)]
    assert counts[0] >= counts[1] >= counts[2] > 0


# forecasts and baselines


@pytest.mark.parametrize(("hits", "n", "chance"), [(0, 99, 0.005), (99, 99, 0.995), (49, 98, 0.5)])
def test_no_forecast_is_certain(hits: int, n: int, chance: float) -> None:
    assert share(hits, n) == pytest.approx(chance)


def test_the_foreign_rate_is_a_rate_of_a_year(directory: Scenario) -> None:
    spans = [(date(1796, 1, 1), date(1797, 1, 1))]
    asked = [replace(one, start=spans[0][0], end=spans[0][1]) for one in risks(directory, periods(directory.start, directory.end))[:1]]
    assert foreign(directory, asked)[0] == pytest.approx(1 - (1 - FOREIGN) ** (366 / 365.25))


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_knows_nothing_of_its_own_period_or_later(directory: Scenario, name: str) -> None:
    """Turn everything round that happens from some period on: no chance before the next period changes."""
    asked = risks(directory, periods(directory.start, directory.end))
    rule, turn = BASELINES[name][0], 6
    other = [replace(one, truth=not one.truth) if one.period >= turn else one for one in asked]
    before = np.array([one.period <= turn for one in asked])
    assert before.any() and not before.all()
    assert (rule(directory, asked)[before] == rule(directory, other)[before]).all()


def test_sides_of_a_recorded_vote() -> None:
    assert sides("yes:a,b,c no:d") == ({"a", "b", "c"}, {"d"})
    assert sides("rejected yes:a no:b,c") == ({"b", "c"}, {"a"})
    assert sides("for:10 against:2") == (frozenset(), frozenset())


def test_nothing_is_left_that_was_coded_about_people(directory: Scenario) -> None:
    bare = blanked(directory)
    assert not bare.acts
    assert len({str(person.standing) for person in bare.people}) == 1
    assert [seat.person for seat in bare.seats] == [seat.person for seat in directory.seats]


# the score


def test_a_score_is_the_same_for_any_number_of_threads(directory: Scenario, small: Score) -> None:
    other = score(directory, threads=1, **SMALL)  # type: ignore[arg-type]
    assert all((small.chances[name] == p).all() or np.isnan(p).any() for name, p in other.chances.items())
    assert other.rows == small.rows or repr(other.rows) == repr(small.rows)


def test_every_forecast_has_a_row_for_all_and_one_a_block(small: Score) -> None:
    blocks = {one.block for one in small.statements}
    at_risk = {one.block for one in small.statements if one.rung}
    for name, p in small.chances.items():
        parts = {"risks", *at_risk} if np.isnan(p).any() else {"risks", "all", *blocks}
        assert {row.block for row in small.rows if row.forecast == name} == parts
    assert set(small.chances) == {"full", "blank", "chance", *BASELINES}
    assert set(small.chances) <= set(MEANINGS)


def test_whoever_knows_the_record_beats_every_baseline(directory: Scenario) -> None:
    """The instrument can say yes: a forecast that gives 0.99 to what happened is better than all others by two standard errors."""
    asked = risks(directory, periods(directory.start, directory.end))
    truth = np.array([float(one.truth) for one in asked])
    lots = np.full(len(asked), 0.05)
    chances = {"full": np.where(truth > 0, 0.99, 0.01), "blank": lots, "chance": lots, **plain(directory, asked)}
    found = judged("directory", directory.title, {}, asked, chances)
    assert found.verdict == (
        "The model is better, by two standard errors, than: " + "; ".join(MEANINGS[name] for name in chances if name != "full") + ".",
    )


def test_a_forecast_of_lots_is_better_than_none(directory: Scenario) -> None:
    """The instrument can say no, and says it first."""
    asked = risks(directory, periods(directory.start, directory.end))
    dice = np.random.default_rng(1)
    chances = {"full": dice.uniform(0.2, 0.8, len(asked)), "blank": np.full(len(asked), 0.03), "chance": np.full(len(asked), 0.03)}
    found = judged("directory", directory.title, {}, asked, chances | plain(directory, asked))
    assert found.verdict[0].startswith("The model is worse, by two standard errors, than: the same case with nothing coded")


@pytest.mark.parametrize(
    ("gain", "error", "better", "worse"), [(0.5, 0.2, True, False), (0.3, 0.2, False, False), (-0.5, 0.2, False, True)]
)
def test_better_means_two_standard_errors(gain: float, error: float, better: bool, worse: bool) -> None:
    found = Skill("blank", "risks", gain, error)
    assert (found.better, found.worse) == (better, worse)


# mistakes, and the command


def test_a_case_without_a_record_cannot_be_scored() -> None:
    with pytest.raises(SettingError, match="council has no record, so there is nothing to compare with"):
        score("council")


def test_where_nothing_happened_whoever_expects_nothing_is_best() -> None:
    """Controls have a record without losses. It is scored like any other; only a rank of who was in danger has no meaning."""
    found = score("swiss", histories=10, months=60)
    rows = {row.forecast: row for row in found.rows if row.block == "risks"}
    assert not any(one.truth for one in found.statements if one.rung in ("lost_top", "expelled"))
    assert min(rows.values(), key=lambda row: row.log).forecast == "quo"


def test_the_command_prints_writes_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["score", "directory", "--histories", "10", "--months", "24"]
    assert main([*words, "--page", str(tmp_path / "score.html")]) == 0
    said = capsys.readouterr().out
    assert "what it says" in said and "Log loss by block" in said
    page = (tmp_path / "score.html").read_text(encoding="utf-8")
    assert "The verdict" in page and "http" not in page.replace("http://www.w3.org", "")
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["case"] == "directory" and told["months"] == 24
    assert len(told["statements"]) == next(row["n"] for row in told["scores"] if row["block"] == "all")
    assert all(0 < one["chances"]["full"] < 1 for one in told["statements"])


def test_a_run_is_scored_by_its_own_days_and_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    collegium.run("directory", end="1797-12-31", histories=2, changes={"tie": "0"}, out=out)
    assert main(["score", str(out), "--histories", "10", "--months", "24", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["from"], told["to"]) == ("1795-11-08", "1797-12-31")
    assert told["scenario"] == scenario_hash(collegium.edit(collegium.load("directory"), {"tie": "0"}))


def test_a_run_of_a_rival_variant_is_not_scored_as_the_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    collegium.run("directory", end="1796-12-31", histories=2, variant="office", out=out)
    assert main(["score", str(out)]) == 2
    assert "add --variant office to see both" in capsys.readouterr().err


def test_unknown_words_end_with_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "directory", "--months", "0"]) == 2
    assert main(["score", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_one_statement_is_read_as_it_is_written() -> None:
    one = Statement("x", "x", "seats", 0, date(1, 1, 1), date(1, 2, 1), True, "high", "anna", "lost_top")
    assert one.measure is None and math.isclose(one.low, one.high)
