"""The study of committees behind docs/validation/committees.md: the rule on made-up votes, the bank, the contrasts, the page."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from committees import bank, baselines, court, data, page, regimes, scores, study
from committees.data import Floats, Meeting
from helpers import published_data

CASES, LATE = 260, 160
SIDE = np.where(np.arange(9) < 4, 1.0, -1.0)


def blocs(noise: float, seed: int = 3) -> Floats:
    """Two blocs of four and five: each case divides them, and a member leaves the bloc with chance ``noise``."""
    dice = np.random.default_rng(seed)
    return dice.choice([-1.0, 1.0], (CASES, 1)) * SIDE * np.where(dice.random((CASES, 9)) < noise, -1, 1)


def coins(seed: int = 4) -> Floats:
    return np.random.default_rng(seed).choice([-1.0, 1.0], (CASES, 9))


def share(odds: Floats, votes: Floats) -> float:
    return float(scores.right(odds[LATE:], votes[LATE:]).mean())


@pytest.mark.parametrize("names", [court.STRICT, court.TERMS])
def test_a_committee_of_two_blocs_is_predicted_as_well_as_it_can_be(names: tuple[str, ...]) -> None:
    votes = blocs(0.1)
    odds, _ = court.predicted(votes, names)
    line = np.sign(votes @ SIDE)[:, None] * SIDE
    assert share(odds, votes) > share(line, votes) - 0.03, "only who leaves the bloc is unknown"
    assert share(odds, votes) > share(baselines.majority(votes), votes) + 0.2


def test_random_votes_are_not_predicted() -> None:
    votes = coins()
    odds, _ = court.predicted(votes)
    assert share(odds, votes) == pytest.approx(0.5, abs=0.04)
    assert scores.surprise(odds[LATE:], votes[LATE:]).mean() > np.log(2) - 0.01, "chances stay near a half"


@pytest.mark.parametrize("source", [blocs(0.2), coins()])
def test_the_future_changes_no_past_prediction(source: Floats) -> None:
    now = 180
    later = np.concatenate([source[:now], -source[now:][::-1]])
    for forecast in (lambda votes: court.predicted(votes)[0], baselines.logit, lambda votes: baselines.agreement(votes)[1]):
        assert np.array_equal(forecast(source)[:now], forecast(later)[:now], equal_nan=True)


def test_no_prediction_sees_the_vote_that_it_predicts() -> None:
    votes, now, voter = blocs(0.2), 200, 2
    other = votes.copy()
    other[now, voter] *= -1
    for name, term in court.terms(votes).items():
        assert term[now, voter] == court.terms(other)[name][now, voter], name
    for forecast in (baselines.majority, baselines.logit, lambda votes: baselines.agreement(votes)[0]):
        assert forecast(votes)[now, voter] == forecast(other)[now, voter]


def test_a_tie_moves_by_the_rule_and_by_the_surprise_of_the_act() -> None:
    votes = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0]])
    kept = 0.5 ** (1 / court.TIE_HALF_LIFE)
    assert court.ties(votes)[0].tolist() == [0, 0, 0]
    assert court.ties(votes)[1] == pytest.approx([court.TIE_JUMP / 2 * kept] * 2 + [0]), "without ties an act is half a surprise"
    apart = court.ties(votes * [1, -1, 0])[1]
    assert apart == pytest.approx(np.array([1, -1, 0]) * court.TIE_JUMP / 2 * 0.5 ** (1 / (court.TIE_HALF_LIFE * court.GRUDGE)))


def test_conformity_counts_the_others() -> None:
    assert court.conformity(np.array([[1.0, 1, -1, 0]])).tolist() == [[0, 0, 1, 0]]


def meetings(dissents: list[int]) -> list[Meeting]:
    first = date(1950, 1, 1)
    names = ("A", "B", "C")
    return [Meeting(first + timedelta(weeks=6 * at), "X", 10, k, tuple((who, 1) for who in names[:k])) for at, k in enumerate(dissents)]


@pytest.mark.slow
def test_a_time_of_dissent_is_told_from_a_quiet_one() -> None:
    dice = np.random.default_rng(5)
    late = [int(x) for x in np.repeat([0, 1] * 5, 30) * dice.integers(1, 4, 300)]
    chance, told = bank.rule(meetings(late), first=180)
    quiet, loud = (np.array([k > 0 for k in late[:-1]]) == flag for flag in (False, True))
    after = chance[1:]
    assert np.nanmean(after[loud]) > 0.6 > 0.3 > np.nanmean(after[quiet])
    assert np.nanmean(told) > -1.5
    shuffled = meetings(late[:200] + late[200:][::-1])
    assert np.array_equal(bank.rule(shuffled, first=180)[0][:200], chance[:200], equal_nan=True), "the future changes no past prediction"


def test_the_chances_of_all_numbers_of_dissents_sum_to_one() -> None:
    k = np.arange(11.0)
    logs = bank.logs(np.array([0.7, -2.0, 0.3]), np.tile([1.5, 1.0], (11, 1)), np.full(11, 10.0), k)
    assert np.exp(logs).sum() == pytest.approx(1)


def test_a_bootstrap_draws_whole_blocks() -> None:
    blocks = np.repeat(np.arange(20), 50)
    x = np.repeat(np.random.default_rng(6).random(20), 50)
    wide, narrow = scores.blocked(x, blocks), scores.blocked(x, np.arange(1000))
    assert wide.high - wide.low > 4 * (narrow.high - narrow.low), "votes of one block are alike and count as one"


def test_a_contrast_has_no_ratio_where_nothing_happened() -> None:
    ones, none, who = np.ones(4), np.zeros(4), np.arange(4)
    less, times = regimes.compared((ones, ones, who), (none, ones, who))
    assert less.value == 1 and np.isnan(times.value)
    assert np.isnan(regimes.compared((none, ones, who), (ones, ones, who))[1].value)
    less, times = regimes.compared((ones, ones, who), (ones / 2, ones, who))
    assert (less.value, times.value, times.low, times.high) == (0.5, 2, 2, 2)


def test_the_six_councils_differ_as_they_should() -> None:
    found = regimes.arms()
    assert len(found) == len({tuple(sorted(case.files.items())) for case in found.values()}) == 6
    none = found["first leader", "no support party"]
    assert [body.id for body in none.bodies] == ["council"] and not none.electorate and not none.bodies[0].elected_by
    assert "appoints:" not in found["successor", "party without appointments"].files["scenario.yaml"]


@pytest.mark.engine
def test_a_handful_of_councils_gives_leader_years() -> None:
    lines = regimes.simulated(regimes.arms()["successor", "no support party"], 3)
    years, first = np.array(lines["years"]), np.array(lines["first year"])
    assert set(years[:, 3]) <= {0, 1, 2} and len(first) >= 3 and set(np.unique(first[:, 0])) <= {0, 1}
    assert (np.abs(years[:, 2]) <= 1).all() and ((years[:, 2] >= regimes.STEP) == (years[:, 0] == 1)).all()


def test_wrong_data_are_named_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(data.VARIABLE, raising=False)
    with pytest.raises(data.DataError, match=f"--data FOLDER .* {data.VARIABLE}"):
        data.folder(None)
    with pytest.raises(data.DataError, match=f"{data.COURT}, {data.BANK}, .* not there"):
        data.folder(str(tmp_path))
    (tmp_path / data.COURT).write_text("0,1\n1,2\n1,-1\n1\n")
    with pytest.raises(data.DataError, match=r"line 2: 2 votes .*\n.*line 4: 2 votes"):
        data.court(tmp_path)


def test_the_public_data_are_read_as_published() -> None:
    where = published_data.path("data", data.COURT).parent
    votes = data.court(where)
    assert set(np.unique(votes)) == {-1, 0, 1} and (np.abs(votes.sum(1)) < (votes != 0).sum(1)).all(), "no case is unanimous"
    assert all(one.dissents <= one.votes for one in data.bank(where))
    elsewhere = data.rates(where)["B2_rise_of_personalism_from_collective_start"]
    x, _ = regimes.years_of(where)["successor"]
    assert x[:, 0].mean() == pytest.approx(elsewhere["successor"]["A"]["rate"], abs=0.01)


def test_nobody_typed_a_figure_of_the_page() -> None:
    text = (Path(__file__).parents[2] / "docs" / "validation" / "committees.md").read_text(encoding="utf-8")
    assert text == page.page(study.load()), "run python validate/committees.py --page"
    assert set(json.loads(study.KEPT.read_text(encoding="utf-8"))) == set(page.SECTIONS)
