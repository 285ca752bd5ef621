"""Recorded votes as evidence: the likelihood by hand, against a posterior that is known, its calibration, and the whole fit."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2

import collegium
from collegium import cli
from collegium.errors import SettingError
from collegium.fitting import Fit, fit
from collegium.fitting.calibration import calibrate, calibrate_votes
from collegium.fitting.found import CONTRACTED
from collegium.fitting.learning import learned
from collegium.fitting.regression import Regression
from collegium.fitting.runs import Part, Plan, scores, shared
from collegium.fitting.votes import Ballot, alone, ballots, chance, dated, weights
from collegium.scenario import dates
from collegium.scenario.model import Record, Source, Span

NAN = math.nan
COUNCIL = collegium.load("council")
YES = "policy of taxes = 0.5 by anna"
START = date(2002, 1, 1)


def ballot(chances: list[list[list[float]]], yes: list[bool], movers: tuple[str, ...] = ("m",)) -> Ballot:
    """A vote of the people a, b, c ... with these chances of a yes, by mover, history and person."""
    return Ballot("case", "row", "a vote", movers, tuple("abcdefgh"[: len(yes)]), np.array(yes), np.array(chances))


def recorded(motion: str = YES, sides: str = "yes:anna,boris no:clara,david", day: str = "2002-02-10", name: str = "vote") -> Record:
    return Record(name, "vote", "", "a vote", "council", Span(dates.parse(day)), sides, Source("invented"), motion)


# the likelihood


def test_the_likelihood_of_positions_is_their_product() -> None:
    assert ballot([[[0.9, 0.2], [0.5, 0.5]]], [True, False]).likelihood() == pytest.approx([0.9 * 0.8, 0.25])


def test_of_several_movers_each_may_have_put_it() -> None:
    one = ballot([[[0.9, 0.2]], [[0.1, 0.6]]], [True, False], ("m", "n"))
    assert one.likelihood() == pytest.approx([(0.9 * 0.8 + 0.1 * 0.4) / 2])
    assert one.usual == pytest.approx([0.5, 0.6])


def test_the_own_vote_of_a_mover_is_no_evidence() -> None:
    """The rules fix it, so it must not count for those draws in which it is sure."""
    assert chance({"a": 9.0, "b": 0.0}, "b", "a") == 0.5 and math.isnan(chance({"a": 9.0}, "a", "a"))
    one = ballot([[[NAN, 0.2]]], [True, False], ("a",))
    assert one.likelihood() == pytest.approx([0.8]) and one.open == 1.0


def test_a_history_that_does_not_tell_gets_the_mean_of_those_that_do() -> None:
    one = ballot([[[0.9, 0.2], [0.5, NAN], [NAN, NAN]]], [True, False])
    assert one.likelihood() == pytest.approx([0.72, 0.5 * 0.8, 0.7 * 0.8])
    assert one.heard == pytest.approx(2 / 3)


def test_a_vote_that_no_history_hears_leaves_the_weights_as_they_were() -> None:
    silent, heard = ballot([[[NAN], [NAN]]], [True]), ballot([[[0.9], [0.3]]], [True])
    assert weights([heard, silent]) == pytest.approx([1.5, 0.5])
    assert silent.heard == 0.0 and math.isnan(silent.usual[0])


# against posteriors that are known


def polled(slope: float, people: int, histories: int, seed: int = 1) -> tuple[np.ndarray, Ballot]:
    """One parameter, on which the log-odds of everybody's yes depend in a straight line, and another that does nothing."""
    drawn = np.random.default_rng(seed).standard_normal((histories, 2))
    odds = 1.0 / (1.0 + np.exp(-slope * drawn[:, :1]))
    return drawn, ballot([np.repeat(odds, people, axis=1).tolist()], [True] * people)


def exact(slope: float, yes: int, no: int) -> tuple[float, float]:
    """Mean and standard deviation of a standard normal after so many votes, by quadrature."""
    x = np.linspace(-8, 8, 20_001)
    p = 1.0 / (1.0 + np.exp(-slope * x))
    density = np.exp(-x * x / 2) * p**yes * (1 - p) ** no
    density /= density.sum()
    mean = float(density @ x)
    return mean, math.sqrt(float(density @ np.square(x - mean)))


@pytest.mark.parametrize(("yes", "no"), [(8, 0), (4, 4), (2, 6)])
def test_the_weighted_draws_are_the_posterior_that_quadrature_gives(yes: int, no: int) -> None:
    drawn, one = polled(1.5, yes + no, 40_000)
    sides = np.array([True] * yes + [False] * no)
    found = alone(drawn, weights([one], [sides]))
    mean, sd = exact(1.5, yes, no)
    assert found.mean[0] == pytest.approx(mean, abs=0.03) and found.sd[0] == pytest.approx(sd, abs=0.03)
    assert found.mean[1] == pytest.approx(0.0, abs=0.03) and found.sd[1] == pytest.approx(1.0, abs=0.03), "the other keeps its prior"


def test_counts_and_votes_together_are_the_posterior_of_both() -> None:
    """A normal prior, a count with normal noise, and votes: against quadrature."""
    drawn, one = polled(1.5, 6, 40_000)
    counts = np.square(5.0 + drawn[:, :1] + 0.7 * np.random.default_rng(2).standard_normal((40_000, 1)))
    found = Regression(drawn, counts, weights([one])).posterior(np.array([5.0**2]))
    x = np.linspace(-8, 8, 20_001)
    density = np.exp(-x * x / 2 - x * x / (2 * 0.49)) / (1.0 + np.exp(-1.5 * x)) ** 6
    density /= density.sum()
    mean = float(density @ x)
    assert found.mean[0] == pytest.approx(mean, abs=0.04)
    assert found.sd[0] == pytest.approx(math.sqrt(float(density @ np.square(x - mean))), abs=0.03)
    assert mean > 0.2, "the votes pull, where the count alone would leave the mean at zero"


# calibration on positions that are made up


@pytest.mark.parametrize("counted", [False, True])
def test_intervals_hold_the_truth_as_often_as_they_say(counted: bool) -> None:
    drawn, one = polled(1.5, 8, 6000, seed=3)
    records = range(0, 6000, 15)
    counts = np.square(5.0 + drawn[:, :1] + 0.7 * np.random.default_rng(4).standard_normal((6000, 1)))
    found = calibrate(drawn, counts, records, [one]) if counted else calibrate_votes(drawn, records, [one])
    assert found.coverage(0.9) == pytest.approx([0.9, 0.9], abs=0.05) and found.coverage(0.5) == pytest.approx([0.5, 0.5], abs=0.08)
    for ranks in found.ranks(8):
        assert np.sum(np.square(ranks - 50) / 50) < chi2.ppf(0.999, 7)
    assert found.contraction[0] > CONTRACTED > abs(found.contraction[1])


def test_positions_are_made_up_with_the_chances_of_their_history() -> None:
    dice = np.random.default_rng(5)
    one = ballot([[[0.9, NAN, 0.2], [0.1, NAN, 0.7]]], [True, True, False], ("b",))
    found = np.mean([one.made_up(0, dice) for _ in range(4000)], axis=0)
    assert found == pytest.approx([0.9, 1.0, 0.2], abs=0.03), "the mover votes for the motion"


# on the engine


@pytest.fixture(scope="module")
def case() -> collegium.Scenario:
    lost = replace(recorded(), id="lost", type="office_lost", who="boris", what="secretary", measure="")
    later = recorded(sides="yes:anna no:boris,clara", day="2003-06-10", name="later")
    return replace(COUNCIL, record=(lost, recorded(), later))


@pytest.mark.engine
def test_only_votes_up_to_the_day_count_and_begin_with_their_period(case: collegium.Scenario) -> None:
    assert [(one.row.id, start) for one, start in dated(case, date(2002, 12, 31))] == [("vote", START)]
    assert [one.row.id for one, _ in dated(case, case.end)] == ["vote", "later"]
    assert dated(case, date(2002, 2, 9)) == []


@pytest.mark.engine
def test_a_history_of_a_vote_has_the_parameters_of_that_history_of_the_counts(case: collegium.Scenario) -> None:
    """Where nothing but the tie to the mover counts, who likes the mover votes yes, the surer the greater the parameter of that draw."""
    plain = dict.fromkeys(("policy", "stake", "whip", "dependence", "deference", "conformity", "discipline", "shock", "line"), "0")
    fond = collegium.edit(case, plain | {"agreement.tie": "0"})
    plan = Plan(400, 1, 2)
    [one] = ballots(fond, date(2002, 12, 31), plan)
    assert (one.people, one.yes.tolist(), one.chances.shape) == (("boris", "clara", "david"), [True, False, False], (1, 400, 3))
    assert one.heard > 0.9
    tie = scores(["tie"], plan)[:, 0]
    sure = np.abs(np.log(one.chances[0] / (1 - one.chances[0])))
    related = [abs(float(np.corrcoef(tie[known], np.log(column[known]))[0, 1])) for column in sure.T if (known := column > 0).sum() > 300]
    assert max(related) > 0.5


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fit") / "voted"


@pytest.fixture(scope="module")
def found(case: collegium.Scenario, out: Path) -> Fit:
    return fit(case, until="2002-12-31", votes=True, histories=400, threads=2, out=out)


@pytest.mark.engine
def test_what_the_votes_say_is_told_apart_from_the_counts(case: collegium.Scenario, found: Fit, out: Path) -> None:
    assert found.votes is not None and found.votes.draws == 400 and 1 < found.votes.effective <= 400
    assert [(one.row, one.person, one.yes) for one in found.votes.positions] == [
        ("vote", "boris", True), ("vote", "clara", False), ("vote", "david", False),
    ]  # fmt: skip
    assert {one.name for one in found.votes.told} <= set(shared([case]))
    assert all(one.learned == (one.contraction >= CONTRACTED) for one in found.votes.told)
    assert "3 positions in 1 recorded vote alone" in found.votes.headline
    assert found.about["cases"][0]["votes"] == ["vote"]  # type: ignore[index]
    text = (out / "posterior.csv").read_text(encoding="utf-8") if found.draws else found.text
    assert ", recorded votes: vote\n" in text
    without = fit(case, until="2002-12-31", histories=400, threads=2)
    assert without.votes is None and "recorded votes" not in without.text and without.effective > found.effective


@pytest.mark.engine
def test_threads_and_an_interruption_change_nothing(case: collegium.Scenario, found: Fit, out: Path) -> None:
    told = list[tuple[int, int]]()
    again = fit(
        case, until="2002-12-31", votes=True, histories=400, threads=1, out=out, resume=True, progress=lambda *now: told.append(now)
    )
    assert again.text == found.text and repr(again.votes) == repr(found.votes)
    assert told == sorted(told) and told[-1][0] == told[-1][1] and 800 in {done for done, _ in told}


@pytest.mark.engine
def test_the_command_tells_it_on_screen_in_json_and_on_the_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    argv = ["fit", "chile", "--votes", "--histories", "320", "--threads", "2"]
    assert cli.main([*argv, "--out", str(tmp_path / "fit")]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Weights of the vote, by the recorded votes alone" in shown and "3 positions in 1 recorded vote alone" in shown
    page = (tmp_path / "fit" / "report.html").read_text(encoding="utf-8")
    assert "What was learned from the recorded votes alone" in page and "vote_leigh" in page
    assert cli.main([*argv, "--json"]) == 0
    votes = json.loads(capsys.readouterr().out)["votes"]
    assert votes["draws"] == 320 and {one["person"] for one in votes["positions"]} == {"pinochet", "merino", "mendoza"}
    assert {one["name"] for one in votes["weights"]} and all("learned" in one for one in votes["weights"])


def test_a_record_without_such_votes_is_refused_before_anything_is_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collegium.fitting.study.counted", None)
    with pytest.raises(SettingError, match="directory until 1798-12-31 has no vote with a motion and named positions"):
        fit("directory", until="1798-12-31", votes=True)


@pytest.mark.engine
def test_motions_that_no_history_hears_are_refused(case: collegium.Scenario) -> None:
    late = replace(case, record=(case.record[0], recorded(day="2002-12-30")), end=date(2002, 12, 31))
    with pytest.raises(SettingError, match="no history hears any recorded motion"):
        fit(late, votes=True, histories=400, threads=2)


def test_a_weight_of_the_vote_behind_many_positions_is_told() -> None:
    """The instrument can say yes: made-up votes that hang on one weight alone."""
    directory, plan = collegium.load("directory"), Plan(2000, 1, 2)
    names = shared([directory])
    drawn, dice = scores(names, plan), np.random.default_rng(1)
    chances = 1.0 / (1.0 + np.exp(-2.0 * drawn[:, names.index("tie")]))
    one = replace(ballot([np.repeat(chances[:, None], 8, axis=1).tolist()], [True] * 8), case="directory")
    counts = dice.poisson(5.0, (2000, 1)).astype(float)
    seen = learned([Part(directory, directory.end, {"lost_top": 5})], [counts], plan, [one])
    assert seen.votes is not None and [each.name for each in seen.votes.told if each.learned] == ["tie"]
    assert "tie" in {each.name for each in seen.learned}, "the screen finds it by the votes, since no count depends on it"
