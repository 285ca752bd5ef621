"""The instrument of docs/discrimination.md: its arithmetic on made-up inputs, and every section on a handful of histories."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from collegium.engine.cache import engine_hash
from collegium.experiments.positions import periods
from collegium.scenario import check
from collegium.scenario.model import TRAITS
from collegium.scoring import blanked, rules
from discrimination import choices, coded, limits, rates, rivals, score, store, switches, traces, votes
from discrimination.case import flagship, prolonged
from discrimination.page import SECTIONS, page
from discrimination.values import Row, Size, Value, cell, median, pooled, resampled, unpacked, weighted_median

HANDFUL = Size(histories=6, traced=2, ahead=3, pairs=3, limits=4, switches=1, periods=1)


def ballot(chance: float, **terms: float) -> dict[str, object]:
    return {"vote": "yes", "chance": chance, "terms": terms}


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


# arithmetic


def test_the_spread_of_a_vote_is_that_of_its_undecided_members() -> None:
    odds = (-1.0, 0.0, 1.0)
    members = [ballot(sigmoid(x), **{"readiness": 0.5, "own stake": x / 4, "whip": x / 4, "ties": x / 2 - 0.5}) for x in odds]
    bloc = ballot(0.99, readiness=9.0) | {"vote": "3:1"}
    found = traces.spread({"passed": True, "votes": [*members, {"vote": "yes", "chance": 1.0, "terms": {}}, bloc]})
    assert found and found["n"] == 3
    assert found["sd"] == pytest.approx(math.sqrt(2 / 3)) and found["mean"] == pytest.approx(0.0)
    assert found["range"] == pytest.approx(sigmoid(1) - sigmoid(-1))
    figures = votes.figures([[found], [found]])
    assert figures["sd"].value == pytest.approx(math.sqrt(2 / 3))
    assert figures["both"].value == pytest.approx(0.5) and figures["own"].value == pytest.approx(0.25)
    assert figures["part:ties"].value == pytest.approx(0.5) and figures["part:readiness"].value == 0.0
    assert figures["mean:readiness"].value == pytest.approx(0.5) and figures["carried"].value == 1.0
    assert figures["within"].value == 0.0


def test_a_vote_with_one_undecided_member_has_no_spread() -> None:
    assert traces.spread({"passed": True, "votes": [ballot(0.5, ties=0.0), {"vote": "no", "chance": 0.0, "terms": {}}]}) is None


def test_the_best_option_counts_only_where_there_is_a_choice() -> None:
    def option(value: float, chosen: bool = False) -> dict[str, object]:
        return {"value": value, "chosen": chosen}

    total = [0.0, 0.0, 0]
    traces.add(total, [option(1, True), option(0), option(0), option(-1e9)])
    traces.add(total, [option(1), option(1), option(0, True)])
    traces.add(total, [option(1, True)])
    traces.add(total, [option(0, True), option(0)])
    assert total == [1, pytest.approx(1 / 3 + 2 / 3), 2]
    assert choices.figures([dict.fromkeys(traces.STAGES, total)])["taken:goals"].value == 0.5


def test_the_main_rival_is_a_clear_maximum_or_the_target_of_a_campaign() -> None:
    minds = [{"name": "Anna", "value": 0.4}, {"name": "Boris", "value": 0.2}]
    assert traces.main_rival({"goal": "advance", "minds": minds}) == "Anna"
    assert traces.main_rival({"goal": "protect", "minds": minds}) is None
    assert traces.main_rival({"goal": "advance", "minds": [*minds, {"name": "Clara", "value": 0.4}]}) is None
    assert traces.main_rival({"goal": "protect", "minds": minds, "campaign": "Boris"}) == "Boris"


def test_spells_end_with_another_rival_and_are_open_at_the_end() -> None:
    seen = [("anna", 0), ("anna", 100), ("boris", 365), ("anna", 365 + 731)]
    found = rivals.spells(seen, 365 + 731 + 365)
    assert [(round(years, 1), over) for years, over in found] == [(1.0, True), (2.0, True), (1.0, False)]
    lengths, ended = np.array([1.0, 2.0, 3.0, 4.0]), np.array([True, False, True, True])
    # Of four spells one ends at 1; of the two left at 3 one ends: 3/4 x 1/2 is below one half.
    assert rivals.kaplan_meier(lengths, ended, np.ones(4)) == 3.0
    assert math.isnan(rivals.kaplan_meier(lengths, np.zeros(4, bool), np.ones(4)))
    figures = rivals.figures([{"clara": seen}], 365 + 731 + 365)
    assert figures["same"].value == pytest.approx(1 / 3) and figures["n"].value == 4


def test_a_rate_is_judged_by_a_factor_of_three_or_by_what_nothing_leaves_open() -> None:
    once = rates.Documented(2.0, 0, "")
    assert once.judged(5.0) == ("2.5", False) and once.judged(6.1)[1] and once.judged(0.6)[1]
    assert not rates.Documented(0.0, 5, "").judged(0.44)[1] and rates.Documented(0.0, 5, "").judged(0.46)[1]
    assert not rates.Documented(0.0, 1, "").judged(2.9)[1] and rates.Documented(0.0, 1, "").judged(3.1)[1]


def test_every_documented_rate_has_a_source_and_a_figure() -> None:
    named = {*rates.DERIVED, *(f"column:{name}" for name in rates.COLUMNS)}
    for key, one in rates.documented().items():
        assert one.source and (key in named or key.partition(":")[0] in ("heard", "carried", "row")), key


def test_a_switch_moves_an_outcome_only_beyond_zero_and_the_placebos() -> None:
    first, second, third = list(switches.OUTCOMES)[:3]
    found = {f"placebo 0/{name}": Value(0.0, -1.0, 1.0, 9) for name in switches.OUTCOMES}
    found |= {f"x/{first}": Value(2.0, 1.5, 2.5, 9), f"x/{second}": Value(0.8, 0.5, 1.1, 9), f"x/{third}": Value(2.0, -0.1, 4.1, 9)}
    assert switches.moved(found, "x") == [first]
    switch = switches.Switch("1", "x", ("x",))
    assert "seats lost" in switches.verdict(found, switch)
    other = switches.Switch("1", "y", ("y",))
    longer = {f"{switches.LATER}{key}": value for key, value in found.items()} | {f"{switches.LATER}y/{first}": Value(2.0, 1.5, 2.5, 9)}
    unmoved = {f"y/{name}": Value(0.0, -1.0, 1.0, 9) for name in switches.OUTCOMES}
    assert switches.verdict(found | unmoved, other) == switches.INERT
    assert switches.verdict(found | unmoved | longer, other).startswith(f"{switches.LATER}seats lost"), "it is tried again in a longer run"
    assert switches.verdict({"x/gone": Value(1.0)}, switch) == "not in this engine"


def test_scores_on_known_forecasts() -> None:
    truth = np.array([1.0, 0.0, 0.0, 1.0])
    assert score.brier(np.array([1.0, 0.0, 0.0, 1.0]), truth) == 0 and score.brier(np.full(4, 0.5), truth) == 0.25
    assert score.log_loss(np.full(4, 0.5), truth) == pytest.approx(math.log(2))
    assert rules.auc(np.array([0.9, 0.1, 0.2, 0.8]), truth) == 1 and rules.auc(np.full(4, 0.5), truth) == 0.5
    assert score.base_rate(truth).tolist() == [0.5] * 4
    assert score.base_rate(truth, np.array([0, 0, 1, 1])).tolist() == [0.5] * 4
    good = score.Forecast((np.tile(truth > 0, (50, 1)),), truth)
    poor = score.Forecast((np.tile(truth < 1, (50, 1)),), truth)
    assert good.scored(score.brier).value < 0.001 and score.over(good, poor, score.brier).value > 0.99
    assert good.shares().tolist() == pytest.approx([0.995, 0.005, 0.005, 0.995])


def test_periods_meet_and_cover_the_span() -> None:
    found = periods(date(1922, 4, 3), date(1927, 12, 31), coded.MONTHS)
    assert found[0] == (date(1922, 4, 3), date(1922, 10, 1)) and found[-1] == (date(1927, 10, 1), date(1927, 12, 31))
    assert all(one[1] == other[0] for one, other in zip(found, found[1:], strict=False)) and len(found) == 12


def test_the_record_of_seats() -> None:
    case = flagship()
    assert score.had(case, "trotsky", date(1926, 10, 1)) == 1 and score.had(case, "trotsky", date(1926, 11, 1)) == 0
    assert score.had(case, "kamenev", date(1926, 4, 1)) == 0 and math.isnan(score.had(case, "lenin", date(1924, 4, 1)))
    risky = score.risk(case, date(1925, 1, 1))
    assert ("trotsky", "lost_top") in risky and ("trotsky", "lost_office") in risky and ("lenin", "lost_top") not in risky


def test_intervals_and_medians() -> None:
    assert weighted_median(np.array([3.0, 1.0, 2.0]), np.ones(3)) == 2.0
    assert median([[1.0, 2.0], [9.0]]).value == 2.0
    half = pooled([1.0, 0.0] * 200, np.ones(400))
    assert half.value == 0.5 and 0.44 < half.low < 0.46 and 0.54 < half.high < 0.56
    assert pooled(np.zeros(100), np.ones(100)).high == pytest.approx(-math.log(0.025) / 100)
    assert pooled(np.ones(100), np.ones(100)).low == pytest.approx(1 + math.log(0.025) / 100)
    assert resampled(50, lambda times: float(times.sum())).value == 50
    same = np.array([0, 1] * 20)
    assert coded.apart(same, same, 2).value == 0 and coded.apart(same, 1 - same, 2).value == 0
    assert coded.apart(np.zeros(9, int), np.ones(9, int), 2).value == 1
    assert limits.ratio(np.array([0.5, 0.5]), np.array([0.1, 0.1]), 5).value == pytest.approx(5)
    assert limits.ratio(np.array([0.5, 0.5]), np.zeros(2), 5).value == pytest.approx(10)


def test_cells_and_bounds_of_the_page() -> None:
    assert cell(Value(0.123, 0.1, 0.15, 9), "share") == "12.3% (10.0% to 15.0%)"
    assert cell(Value(-0.5, -1.0, 0.0, 9), "number") == "−0.5 (−1 to 0)"
    row = Row("x", "x", "share", ">= 0.6")
    assert row.needed == "at least 60.0%" and row.holds(Value(0.61)) == "yes" and row.holds(Value(0.59)) == "no"
    assert row.holds(Value(0.61, 0.5, 0.7, 9)) == "yes, within the error"
    assert Row("x", "x", "number", "~ 0").holds(Value(0.1, -0.1, 0.3, 9)) == "yes"
    assert Row("x", "x", "number", "~ 0").holds(Value(0.2, 0.1, 0.3, 9)) == "no"
    kept = unpacked(Value(1.23456, math.nan, 2.0, 3).packed())
    assert (kept.value, kept.high, kept.n) == (1.235, 2.0, 3) and math.isnan(kept.low)


# the cases


def test_blanking_takes_what_was_coded_and_nothing_else() -> None:
    case = flagship()
    blank = blanked(case)
    assert not blank.acts and not blank.positions and blank.moods == case.moods and len(blank.ties) == 3
    assert (blank.seats, blank.tenures, blank.allegiances, blank.events) == (case.seats, case.tenures, case.allegiances, case.events)
    for person in blank.people:
        assert person.standing.values == (0.0, 0.3) and all(person.traits[name].values == (0.0, 4.0) for name in TRAITS)
    alone = blanked(case, ("traits",))
    assert alone.acts == case.acts and alone.ties == case.ties and alone.people != case.people
    assert prolonged(case, "1932-12-31").end == date(1932, 12, 31)


@pytest.mark.parametrize("name", sorted(folder.name for folder in limits.CASES.iterdir() if folder.is_dir()))
def test_the_made_up_cases_are_plain_and_symmetrical(name: str) -> None:
    assert not check(limits.CASES / name)
    case = limits.made_up(name)
    assert not case.issues and not case.events and not case.documents and not case.acts
    assert len({tuple(cell.values for cell in person.traits.values()) for person in case.people}) == 1
    if name != "autocracy":
        assert len({person.standing.values for person in case.people}) == 1
        assert len({row.share.values for row in case.allegiances}) == (name == "camps")


# every section on a handful of histories


def test_every_section_measures_and_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "RUNS", tmp_path / "runs")
    book = store.Book(tmp_path / "figures.json")
    for name, section in SECTIONS.items():
        values = section.measure(HANDFUL)
        assert values and all(isinstance(one, Value) for one in values.values())
        book.put(engine_hash(), name, values, {"scenario": "x", "histories": 6, "traced": 2, "ahead": 3, "pairs": 3, "limits": 4})
    book.write()
    again = store.Book(tmp_path / "figures.json")
    text = page(again, engine_hash())
    assert again.before == engine_hash() and text == page(book, engine_hash())
    for section in SECTIONS.values():
        assert section.TITLE in text
    # A later engine keeps the column of the first one; a third takes the place of the second.
    for later in ("second", "third"):
        again.put(
            later,
            "votes",
            {"sd": Value(1.5, 1.0, 2.0, 9)},
            {"scenario": "x"} | dict.fromkeys(("histories", "traced", "ahead", "pairs", "limits"), 1),
        )
    assert again.before == engine_hash() and set(again.kept["engines"]) == {engine_hash(), "third"} and again.latest == "third"
    assert "1.5 (1 to 2)" in page(again, "third")


def test_what_was_measured_is_not_measured_again(tmp_path: Path) -> None:
    calls: list[int] = []
    for size in (HANDFUL, HANDFUL, Size()):
        store.once("x", size, "case", lambda: calls.append(1) or {"a": [1.0, None, None, 3]}, tmp_path)
    assert len(calls) == 2


def test_kept_figures_are_those_of_the_page() -> None:
    if not store.KEPT.exists():
        pytest.skip("nothing measured yet")
    book = store.Book()
    text = (store.HERE.parents[1] / "docs" / "discrimination.md").read_text(encoding="utf-8")
    assert text == page(book, book.latest), "run python validate/discrimination.py --page"
