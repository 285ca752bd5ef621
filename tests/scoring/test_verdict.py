"""The verdict at the head of every report: what it says of which score, and that documents say the same."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

import collegium
import log
import scores as instrument
from collegium.errors import SettingError
from collegium.scenario.model import Scenario
from collegium.scoring import Row, Score, Skill, shipped
from collegium.scoring.verdict import SHORT, blocks, of_cases, of_score, of_variant

ABOUT = {"scenario": "0" * 16, "engine": "1" * 16, "from": "1795-11-08", "to": "1799-11-11", "histories": 200, "seed": 1, "months": 3}


def made(gains: dict[str, float], parts: dict[str, tuple[float, float]] | None = None, **about: Any) -> Score:
    """A score with these gains over baselines, each with an error of 0.01; ``parts`` has log losses of the model and of lots by block."""
    rows = [Row(name, "risks", 100, 5, 0.1, 0.1, 0.5) for name in ("full", *gains)]
    skills = [Skill(name, "risks", gain, 0.01) for name, gain in gains.items()]
    for block, (own, lots) in (parts or {}).items():
        rows += [Row("full", block, 10, 1, own, 0.1, 0.5), Row("chance", block, 10, 1, lots, 0.1, 0.5)]
        skills.append(Skill("chance", block, lots - own, 0.01))
    return Score("directory", "The French Directory, 1795-1799", ABOUT | about, (), {}, tuple(rows), tuple(skills), {})


@pytest.fixture(scope="module")
def directory() -> Scenario:
    return collegium.load("directory")


def run_of(case: Scenario, **noted: Any) -> Any:
    """A run of the case, as far as a verdict looks at it."""
    settings = {"variant": "full", "traits": "real"} | noted.pop("settings", {})
    scored = shipped.scores()["directory"].about
    provenance = {
        "name": case.name, "scenario": scored["scenario"], "engine": scored["engine"], "changes": {}, "interventions": [],
        "settings": settings,
    }  # fmt: skip
    return SimpleNamespace(provenance=provenance | noted, scenario=case)


# the sentences


@pytest.mark.parametrize(
    ("gain", "words"), [(0.03, "better than"), (0.01, "no better than"), (-0.01, "no better than"), (-0.03, "worse than")]
)
def test_two_standard_errors_decide_the_word(gain: float, words: str) -> None:
    assert f"membership {words} the same case with nothing known about its people" in of_score(made({"blank": gain})).sentences[0]


def test_failures_come_before_successes() -> None:
    text = of_score(made({"blank": 0.0, "chance": 0.05, "quo": -0.05, "logit": 0.0})).text
    assert (
        text.index("worse than a forecast without any loss")
        < text.index("no better than a regression")
        < text.index("better than votes by lot")
    )
    assert "better than none of 3 other baselines" in of_score(made({"blank": 0.0, "quo": -0.1, "tie": -0.1, "logit": 0.0})).text


def test_the_best_and_the_worst_block_are_found_by_the_share_of_the_surprise_of_lots() -> None:
    """Votes gain more nats than seats, and less of what lots lose."""
    [told] = blocks(made({"blank": 0.0, "chance": 0.0}, {"seats": (0.05, 0.1), "votes": (1.5, 2.0), "regions": (3.0, 2.0)}))
    assert "best on seats (log loss 50% lower, ± 20%, 10 statements) and worst on regions (log loss 50% higher, ± 1%" in told


def test_where_lots_are_better_everywhere_nothing_is_called_best() -> None:
    [told] = blocks(made({"blank": 0.0, "chance": 0.0}, {"seats": (0.2, 0.1), "votes": (3.0, 1.0)}))
    assert "better on no part of the record. It does least badly on seats" in told


def test_a_block_without_an_error_is_not_called_best() -> None:
    found = made({"blank": 0.0, "chance": 0.0}, {"seats": (0.05, 0.1), "votes": (1.0, 2.0)})
    single = Skill("chance", "one", 5.0, math.nan)
    rows = (*found.rows, Row("full", "one", 1, 1, 1.0, 0.1, math.nan), Row("chance", "one", 1, 1, 6.0, 0.1, math.nan))
    [told] = blocks(Score(found.case, found.title, found.about, (), {}, rows, (*found.skills, single), {}))
    assert "one (" not in told


def test_a_variant_is_judged_from_its_own_side() -> None:
    told = of_variant(made({"blank": 0.0, "office": 0.05}), "office")
    assert (
        told
        and "this variant predicts losses of seats, offices and membership worse than the full model (gain −0.0500 ± 0.0200" in told.text
    )
    assert of_variant(made({"blank": 0.0}), "office") is None


# which score belongs to a run


def test_the_score_of_a_shipped_case_needs_no_word_of_warning(directory: Scenario) -> None:
    told = shipped.of_run(run_of(directory))
    assert told == of_score(shipped.scores()["directory"])
    assert {name for name, *_ in told.rows} == {"full", *SHORT}


def test_a_copy_under_another_name_has_the_score_of_the_original(directory: Scenario) -> None:
    assert shipped.of_run(run_of(directory, name="mine")).text == of_score(shipped.scores()["directory"]).text


@pytest.mark.parametrize(
    ("noted", "notes"),
    [
        ({"scenario": "f" * 16}, [shipped.OTHER_CASE]), ({"engine": "f" * 16}, [shipped.OTHER_ENGINE]),
        ({"scenario": "f" * 16, "engine": "f" * 16}, [shipped.OTHER_CASE, shipped.OTHER_ENGINE]),
        ({"settings": {"traits": "equal"}}, [shipped.OTHER_CASE]),
    ],
)  # fmt: skip
def test_what_the_score_is_not_about_is_said(directory: Scenario, noted: dict[str, Any], notes: list[str]) -> None:
    known = of_score(shipped.scores()["directory"]).sentences
    assert list(shipped.of_run(run_of(directory, **noted)).sentences) == [*known, *notes]


def test_a_case_without_a_record_or_a_score_says_so(directory: Scenario) -> None:
    assert shipped.of_run(run_of(collegium.load("council"))).text == shipped.NO_RECORD
    told = shipped.of_run(run_of(directory, name="my case", scenario="f" * 16)).text
    assert "is not known: there is no score (do: collegium score 'my case' --out 'scores/my case')" in told


def test_a_variant_takes_its_own_score_or_none(directory: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "this variant predicts" in shipped.of_run(run_of(directory, settings={"variant": "chance"})).text
    whole = shipped.scores()
    without = replace(whole["directory"], rows=tuple(row for row in whole["directory"].rows if row.forecast != "office"),
                      skills=tuple(one for one in whole["directory"].skills if one.over != "office"))  # fmt: skip
    monkeypatch.setattr(shipped, "scores", lambda: {**whole, "directory": without})
    assert "the variant 'office' foretells this case is not known" in shipped.of_run(run_of(directory, settings={"variant": "office"})).text
    changed = shipped.of_run(run_of(directory, settings={"variant": "chance"}, changes={"shock": "0"}))
    assert changed.sentences[-1] == shipped.OTHER_CASE


def test_a_score_of_another_case_is_refused(directory: Scenario) -> None:
    given = shipped.scores()["swiss"]
    with pytest.raises(SettingError, match="score: this is a score of swiss, and the run is of directory"):
        shipped.of_run(run_of(directory), given)
    assert shipped.of_run(run_of(directory), made({"blank": 0.0})).sentences[-2:] == (shipped.OTHER_CASE, shipped.OTHER_ENGINE)


# documents


def test_every_shipped_case_with_a_record_has_a_score() -> None:
    with_record = {name for name in collegium.scenario.shipped() if collegium.load(name).record}
    assert set(shipped.scores()) == with_record


@pytest.mark.parametrize("name", instrument.HEADS)
def test_the_head_of_the_documents_says_what_the_scores_say(name: str) -> None:
    text = (instrument.ROOT / name).read_text(encoding="utf-8")
    assert instrument.headed(text, name, kept()) == text, "python validate/scores.py --page writes it"
    assert text.index(instrument.BEGIN) < 1000, "the verdict is in the first lines"
    assert of_cases(list(shipped.scores().values()))[0] in " ".join(text.split())


def test_the_page_of_scores_is_that_of_the_kept_figures() -> None:
    assert instrument.page(kept()) == instrument.PAGE.read_text(encoding="utf-8"), "python validate/scores.py --page writes it"


def kept() -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(Path(str(shipped.KEPT)).read_text(encoding="utf-8"))
    return found


# the log


def test_the_log_is_that_of_its_data() -> None:
    noted = yaml.safe_load(log.DATA.read_text(encoding="utf-8"))
    assert log.page(noted) == log.PAGE.read_text(encoding="utf-8"), "python validate/log.py writes it"
    assert noted["entries"][-1]["scores"] == {name: log.figures(one) for name, one in sorted(shipped.scores().items())}, (
        "the scores have changed: python validate/log.py --change ... --reason ... --because ..."
    )


def test_an_entry_says_why_and_what_it_did() -> None:
    engine = log.engine_hash()
    first = log.entry([], "start", None, "", {"directory": made({"blank": 0.0, "chance": 0.0, "logit": 0.0}, engine=engine)})
    after = {"directory": made({"blank": -0.05, "chance": 0.0, "logit": 0.0}, engine=engine)}
    with pytest.raises(SystemExit, match="a change has a reason"):
        log.entry([first], "ties fade", None, "", after)
    with pytest.raises(SystemExit, match="nothing to log"):
        log.entry(
            [first], "ties fade", "source", "letters", {"directory": made({"blank": 0.0, "chance": 0.0, "logit": 0.0}, engine=engine)}
        )
    with pytest.raises(SystemExit, match="the scores of directory are of another engine"):
        log.entry([first], "ties fade", "source", "letters", {"directory": made({"blank": 0.0, "chance": 0.0, "logit": 0.0})})
    told = log.page({"entries": [first, log.entry([first], "ties fade", "source", "letters", after)], "history": []})
    assert told.index("ties fade") < told.index("start")
    assert "Reason: source, letters." in told
    assert "+0.0000 ± 0.0200 → −0.0500 ± 0.0200" in told
