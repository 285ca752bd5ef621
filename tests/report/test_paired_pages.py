"""The pages of an experiment and of many claims: whole, self-contained, and with the numbers they were given."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from collegium import analysis
from collegium.analysis import ClaimsPage, Contrast, Estimate, ExperimentPage, Judged, contrast
from collegium.report import claims, experiment, words
from collegium.results.folder import Folder
from helpers import synthetic
from helpers.parsed import read

DICE = np.random.default_rng(7)
BEFORE, AFTER = (DICE.random(300) < 0.6).astype(float), (DICE.random(300) < 0.3).astype(float)
CHANCE = contrast("strongest stalin", "Stalin is the strongest at the end", "share", BEFORE, AFTER, 5)
COUNT = contrast("losses", "Full seats lost by decision", "a history", np.arange(300) % 3, np.arange(300) % 3, 5)


@pytest.fixture(scope="module")
def told(results: Folder) -> ExperimentPage:
    changed = synthetic.paired(results)
    return ExperimentPage(
        "no_right", results, ("take right over <everything> from general_secretary",), ("keep lenin healthy",), (CHANCE, COUNT),
        {"strongest stalin": Estimate(0.0, -0.012, 0.013, 0.006, 300)}, "make standing of tomsky 0",
        (analysis.fan(results, changed, "stalin"),), (analysis.flips(results, changed), analysis.flips(results, changed, "rule")),
        analysis.parting(results, changed), 5, "collegium whatif dice --do '...'",
    )  # fmt: skip


def judged(number: int, verdict: str, effect: Contrast | None = CHANCE, **variants: Contrast) -> Judged:
    sign, measure = ("down", "strongest stalin") if effect else ("", "What people believed is not in the model.")
    shares = (0.2, 0.8) if effect else (math.nan, math.nan)
    return Judged(f"c_{number}", f"Claim <{number}>", "take right over everything from general_secretary" if effect else "", "", measure,
                  "Stalin is the strongest at the end", "share", sign, verdict, "because", effect, variants, *shares, 0.5)  # fmt: skip


LEDGER = ClaimsPage(
    "Dice", "Source: dice, seed 1",
    (judged(0, "supported", patronage=COUNT), judged(1, "supported"), judged(2, "fragile"), judged(3, "not testable here", None),
     judged(4, "no power")),
    {"patronage": "votes follow posts"}, 60, 5, "collegium claims dice",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(told: ExperimentPage, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    paths = {"experiment": experiment.write(told, folder / "experiment.html"), "claims": claims.write(LEDGER, folder / "claims.html")}
    return {name: path.read_text(encoding="utf-8") for name, path in paths.items()}


BOTH = pytest.mark.parametrize("name", ["experiment", "claims"])


@BOTH
def test_balanced_with_unique_ids_and_sections_in_the_contents(pages: dict[str, str], name: str) -> None:
    page = read(pages[name])
    assert page.open == [] and len(set(page.ids)) == len(page.ids)
    sections = [a["id"] for tag, a in page.found if tag == "section"]
    assert [link[1:] for link in re.findall(r'<li><a href="([^"]+)"', pages[name])] == sections
    assert pages[name].count("<h2>") == len(sections) >= 6


@BOTH
def test_loads_nothing(pages: dict[str, str], name: str) -> None:
    page = read(pages[name])
    assert not {tag for tag, _ in page.found} & {"script", "link", "img", "iframe", "object", "image", "use"}
    assert not re.search(r"https?://|@import|url\((?!#)", pages[name])
    kept = [a for _, a in page.found if "download" not in a]
    assert all((a.get(key) or "#").startswith("#") for a in kept for key in ("src", "href", "xlink:href"))
    assert all(a["href"].startswith("data:") for _, a in page.found if "download" in a)
    assert set(re.findall(r"url\(#([^)]+)\)", pages[name])) <= set(page.ids)


@BOTH
def test_reached_by_keyboard(pages: dict[str, str], name: str) -> None:
    page = read(pages[name])
    reached = [(tag, a) for tag, a in page.found if tag in ("a", "summary") or "tabindex" in a]
    assert reached[0][1]["class"] == "skip"
    assert all(a.get("href", "#")[1:] in {"", *page.ids} for tag, a in reached if tag == "a" and "download" not in a)
    scrolling = [a for tag, a in page.found if tag == "div" and a.get("class") == "scroll"]
    assert scrolling and all(a["tabindex"] == "0" and a["role"] == "region" and a["aria-label"] for a in scrolling)


@BOTH
def test_every_figure_is_described_and_has_a_table(pages: dict[str, str], name: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", pages[name], re.S)
    assert len(figures) == {"experiment": 4, "claims": 1}[name]
    for figure in figures:
        assert len(re.findall(r'<svg [^>]*role="img" aria-label="[^"]+" aria-describedby="words-', figure)) == 2
        assert re.search(r'<p class="reading">Reading: [^<]+\.</p>', figure)
        assert figure.count('<th scope="row">') >= 2


@BOTH
def test_nothing_is_foretold(pages: dict[str, str], name: str) -> None:
    assert "simulated histories" in pages[name]
    assert not re.search(r"\bwill\b", re.sub(r"<style>.*?</style>", "", pages[name], flags=re.S))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_numbers_of_an_experiment(pages: dict[str, str]) -> None:
    text = plain(pages["experiment"])
    gap, low, high = (f"{100 * x:+.2f}".replace("-", "−") for x in (CHANCE.difference.value, CHANCE.difference.low, CHANCE.difference.high))
    before, after = (f"{100 * level.value:.1f}%" for level in (CHANCE.before, CHANCE.after))
    ranges = [f"{100 * level.low:.1f}% to {100 * level.high:.1f}%" for level in (CHANCE.before, CHANCE.after)]
    answer = f"{before} as it was, {after} changed, a difference of {gap} points ({low} to {high})."
    assert f"Stalin is the strongest at the end: {answer}" in text
    assert "Full seats lost by decision (a history): 1.00 as it was, 1.00 changed; not one of 300 pairs differs." in text
    assert f"{before} {ranges[0]} {after} {ranges[1]} {gap} points {low} to {high} −1.20 to +1.30" in text, (
        "the row of the table, placebo last"
    )
    assert f"{CHANCE.saving:.1f}" in text and "∞" in text
    assert f"{CHANCE.luck:.1%}" in text and f"{CHANCE.draws_down:.1%}" in text
    assert "<h1>No right</h1>" in pages["experiment"] and " placebo : make standing of tomsky 0 ." in text
    assert "take right over &lt;everything&gt; from general_secretary" in pages["experiment"]


def test_an_open_sign_is_said() -> None:
    unsure = replace(CHANCE, difference=Estimate(0.01, -0.02, 0.04, 0.015, 300))
    assert experiment.sentence(unsure).endswith("(−2.00 to +4.00), so the sign is uncertain.")


def test_what_was_not_recorded_is_left_out(told: ExperimentPage, tmp_path: Path) -> None:
    bare = replace(told, fans=(), flips=(), parting=None, placebos={}, placebo="", per_draw=1, command="", given=())
    text = experiment.write(bare, tmp_path / "bare.html").read_text(encoding="utf-8")
    assert read(text).open == []
    assert "<figure" not in text and "lacebo, 95%" not in text and 'id="again"' not in text
    assert "cannot separate chance from parameter uncertainty" in plain(text)


def test_one_draw_is_said(told: ExperimentPage, pages: dict[str, str], tmp_path: Path) -> None:
    text = plain(experiment.write(replace(told, per_draw=300), tmp_path / "fixed.html").read_text(encoding="utf-8"))
    assert "All pairs share one draw of the uncertain inputs, so the intervals cover chance alone." in text and "Every 5 pairs" not in text
    assert "Every 5 pairs share one draw of the uncertain inputs." in plain(pages["experiment"])


def test_numbers_of_the_claims(pages: dict[str, str]) -> None:
    text = plain(pages["claims"])
    assert re.search(r"Supported 2 The effect.* Opposed 0 The same.* Fragile 1 Neither.* Built in 0 Under.* Not testable here 1 No", text)
    assert "Claim &lt;3&gt; What people believed is not in the model. – – –" in text
    assert "↓ c_0 Claim &lt;0&gt; Measure: Stalin is the strongest at the end (share)" in text
    rows = re.findall(r'<tr><th scope="row"><a href="#claim-c_\d">.*?</tr>', pages["claims"], re.S)
    assert [plain(row).split()[:2] for row in rows] == [["c_0", "supported"], ["c_1", "supported"], ["c_2", "fragile"], ["c_4", "no"]]
    assert "· 0.00" in plain(rows[0]) and plain(rows[1]).rstrip().endswith("–"), "the rival, and where it was not run"


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.0412, "share", "+4.12 points"), (-0.5, "a history", "−0.50"), (12.34, "months", "+12.3"), (0.0, "months", "0.00"),
        (math.nan, "months", "–"),
    ],
)  # fmt: skip
def test_differences_have_a_sign(value: float, unit: str, told: str) -> None:
    assert words.gap(value, unit) == told
