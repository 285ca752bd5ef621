"""The verdict on a mechanism that was switched off, from made-up effects; the table, its page and its picture."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import collegium
from collegium import analysis, figures
from collegium.analysis import Ablated, AblationPage, Contrast, Estimate, OffEffect, TookHold, contrast
from collegium.analysis.ablation import MOVES, NO_HOLD, NOT_OFF, NOTHING_BEYOND, VERDICTS
from collegium.figures import style
from collegium.report import ablation as report
from collegium.results.folder import Folder
from collegium.scenario.model import Source, System
from helpers import synthetic
from helpers.parsed import read

DICE = np.random.default_rng(3)
SYSTEM = System("press", "The press <now>", ("strategy",), ("denounce",), "offices: press", "2;7-9", "forbid anybody to denounce",
                "platforms", "editors", Source("", "medium"))  # fmt: skip
NEAR = Estimate(0.0, -0.05, 0.05, 0.02, 300)
WIDE_PLACEBO = Estimate(0.4, -0.1, 0.9, 0.2, 300)
SAME = Estimate(0.0, 0.0, 0.01, math.nan, 300)
APART = Estimate(0.5, 0.4, 0.6, 0.05, 300)


def effect_of(shift: float, text: str = "losses") -> Contrast:
    """A change of this size, with noise of one."""
    before = DICE.normal(size=300)
    return contrast(text, "Falls", "seats", before, before + shift + DICE.normal(size=300) / 4, 3)


def off(effect: Contrast, placebo: Estimate | None = NEAR, own: bool = False) -> OffEffect:
    return OffEffect(effect, placebo, 1.0, own, analysis.beyond(effect, placebo, 4))


def test_an_effect_goes_beyond_the_placebo_if_its_interval_and_its_size_do() -> None:
    assert analysis.beyond(effect_of(0.5), NEAR, 4)
    assert not analysis.beyond(effect_of(0.5), WIDE_PLACEBO, 4), "the placebo does as much"
    assert not analysis.beyond(effect_of(0.0), None, 4)
    zero = contrast("losses", "Falls", "seats", np.ones(30), np.ones(30), 3)
    assert not analysis.beyond(zero, NEAR, 1), "a null is a null"


def test_more_outcomes_ask_for_more() -> None:
    change = np.tile([-1.0, 0.0, 1.0], 10) + 0.4
    effect = contrast("losses", "Falls", "seats", np.zeros(30), change, 1)
    assert effect.difference.low > 0
    assert analysis.beyond(effect, None, 1) and not analysis.beyond(effect, None, 10)


def test_what_moves_by_exactly_the_placebo_does_not_move() -> None:
    effect = effect_of(0.5)
    edge = replace(NEAR, high=effect.difference.value)
    assert not analysis.beyond(effect, edge, 1)
    assert analysis.beyond(effect, replace(edge, high=effect.difference.value - 1e-6), 1)


def test_the_four_verdicts() -> None:
    moving, idle = off(effect_of(0.5)), off(effect_of(0.0))
    assert analysis.off_verdict([idle, moving], APART) == (MOVES, "beyond the placebo: Falls")
    assert analysis.off_verdict([idle], APART)[0] == NOTHING_BEYOND
    assert analysis.off_verdict([idle], SAME) == (NO_HOLD, "not one of 300 pairs differs in anything")
    held = (TookHold("force a to act", 0, 300),)
    assert analysis.off_verdict([moving], APART, held, True) == (NO_HOLD, "it took hold in 0 of 300 pairs")
    assert analysis.off_verdict([moving], APART, held, False)[0] == MOVES, "other sentences do take hold"


def test_pairs_differ_in_what_happens_and_not_in_what_is_drawn(results: Folder) -> None:
    assert analysis.differing(results, results, 3).value == 0
    assert analysis.differing(results, synthetic.paired(results), 3).value > 0.9


@pytest.fixture(scope="module")
def rows() -> list[Ablated]:
    strongest = off(effect_of(0.6, "who is strongest"), None)
    shared = (off(effect_of(0.5)), strongest, off(effect_of(0.5, "platforms"), own=True))
    idle = (off(effect_of(0.0)), off(effect_of(0.0, "who is strongest"), None))
    return [
        Ablated(SYSTEM, MOVES, "beyond the placebo: Falls", shared, APART),
        Ablated(replace(SYSTEM, id="agenda", name="The agenda"), NOTHING_BEYOND, "no outcome moves", idle, APART),
        Ablated(replace(SYSTEM, id="war", name="War", off="", rules=(), moves=()), NOT_OFF, "no sentence switches it off"),
    ]


def test_the_page_is_whole_and_loads_nothing(rows: list[Ablated], results: Folder, tmp_path: Path) -> None:
    page = AblationPage(results, tuple(rows), "make standing of tomsky 0", APART, 3, "collegium ablate dice")
    text = report.write(page, tmp_path / "page.html").read_text(encoding="utf-8")
    found = read(text)
    assert found.open == [] and len(set(found.ids)) == len(found.ids)
    assert not re.search(r"https?://|@import", text) and not {tag for tag, _ in found.found} & {"script", "link", "img", "iframe"}
    assert "The press &lt;now&gt;" in text and "collegium ablate dice" in text and "¶ 2, 7-9" in text
    assert all(f'<th scope="row">{verdict.capitalize()}</th>' in text for verdict in VERDICTS)
    assert text.count("<article") == 3 and "editors" in text


@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
def test_the_picture_has_a_panel_an_outcome(rows: list[Ablated], results: Folder, width: int) -> None:
    chart = figures.ablation(results, rows, width=width)
    panels = chart.to_dict()["concat"]
    assert [panel["title"]["text"] for panel in panels] == ["Falls", "Who is strongest", "Its own outcome"]
    assert chart.usermeta["title"].startswith("Of 3 mechanisms, 1 changes something when switched off; 1 does no more than a placebo")
    assert "Not shown: war" in chart.usermeta["see"]


def test_the_flagship_lists_all_its_mechanisms_and_is_honest_about_what_cannot_act() -> None:
    listed = {one.id: one for one in collegium.systems("bolsheviks")}
    assert len(listed) == 29
    assert [id for id, one in listed.items() if not one.off] == ["dual_power", "one_man_rule"]
    assert all(one.passages and one.missing for one in listed.values())
    assert collegium.systems("council") == ()
