"""Figures of paired histories and of many claims: words, axes, intervals, colours, both widths."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from collegium import analysis, figures
from collegium.figures import style
from collegium.figures.forest import LIMIT, LOOKS, Row
from collegium.results.folder import Folder
from helpers import synthetic
from helpers.charts import walk

SOURCE = "Source: made of dice, 300 pairs of simulated histories, seed 1; collegium 0.0.0"


@pytest.fixture(scope="module")
def changed(results: Folder) -> synthetic.Given:
    """The second arm of a pair: other dice under the first one's numbers."""
    return synthetic.paired(results)


def row(number: int, verdict: str, value: float = 0.1, scale: float = 0.5) -> Row:
    difference = None if verdict == "not testable here" else analysis.Estimate(value, value - 0.05, value + 0.05, 0.02, 900)
    return Row(f"claim_{number}", "A is the strongest at the end", "share", difference, "up", verdict, scale)


ROWS = [row(number, verdict, 0.1 - number / 100) for number, verdict in enumerate(analysis.VERDICTS * 18)]

Draw = Callable[[int], Any]


@pytest.fixture(scope="module")
def draw(results: Folder, changed: Folder) -> dict[str, Draw]:
    fan, parting = analysis.fan(results, changed, "stalin"), analysis.parting(results, changed)
    flips = {by: analysis.flips(results, changed, by) for by in ("strongest", "rule")}
    return {
        "fans": lambda width: figures.fans(results, fan, width=width),
        "flips": lambda width: figures.flips(results, flips["strongest"], width=width),
        "rule": lambda width: figures.flips(results, flips["rule"], width=width),
        "parting": lambda width: figures.parting(results, parting, width=width),
        "forest": lambda width: figures.forest(ROWS, source=SOURCE, width=width),
    }


NAMES = ("fans", "flips", "rule", "parting", "forest")


@pytest.fixture(scope="module")
def specifications(draw: dict[str, Draw]) -> dict[str, dict[str, Any]]:
    """Every wide figure, checked by Altair against the schema of Vega-Lite."""
    return {name: one(style.WIDE).to_dict() for name, one in draw.items()}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fans", r"^At the end Stalin’s median share of power is [\d.]+% as it was and [\d.]+% changed$"),
        ("flips", r"^In [\d.]+% of pairs the change alters who is the strongest at the end, most often from \w+ to "),
        ("rule", r"the change alters who rules at the end, most often from one-man rule to contested rule$"),
        ("parting", r"^Half of the pairs have parted by \d+ \w+ \d{4}; every pair does before the end$"),
        ("forest", r"^Of 108 claims, 18 are supported, 18 are opposed, 18 are fragile, 18 have no power, 18 are built in and 18 are not "),
    ],
)
def test_the_title_states_the_finding(specifications: dict[str, dict[str, Any]], name: str, told: str) -> None:
    assert re.search(told, " ".join(specifications[name]["title"]["text"]))


@pytest.mark.parametrize("name", NAMES)
def test_words_and_source(specifications: dict[str, dict[str, Any]], name: str) -> None:
    meta, told = specifications[name]["usermeta"], " ".join(specifications[name]["title"]["subtitle"])
    assert meta["reading"].startswith("Reading: ") and meta["reading"].endswith(".") and meta["reading"].count(". ") == 0
    assert "300 pairs of simulated histories, seed 1" in told and "95% confidence interval" in told


@pytest.mark.parametrize("name", NAMES)
def test_axes_intervals_and_colours(specifications: dict[str, dict[str, Any]], name: str) -> None:
    nodes = list(walk(specifications[name]))
    units = {"fans": {"Share of power (%)", "Difference (points)"}, "parting": {"Pairs that have parted (%)"},
             "forest": {"Effect (standard deviations)"}}  # fmt: skip
    table = {"As it was (% of pairs)", "Changed (% of pairs)", "More often with the change (points)"}
    titles = {node["axis"]["title"] for node in nodes if isinstance(node.get("axis"), dict) and node["axis"].get("title")}
    assert units.get(name, table) <= titles
    low = [node for node in nodes if isinstance(node.get("encoding"), dict) and any(c in node["encoding"] for c in ("x2", "y2"))]
    assert {cell["field"] for node in low for channel, cell in node["encoding"].items() if channel in ("x2", "y2")} >= {"high"}
    used = {node[key] for node in nodes for key in ("color", "stroke", "fill") if str(node.get(key)).startswith("#")}
    assert used and used <= set(style.DARK)
    assert not [node for node in nodes if "url" in node]


@pytest.mark.parametrize("name", NAMES)
def test_narrow_drawings_fit_a_phone(draw: dict[str, Draw], name: str) -> None:
    """As drawn, in pixels: the words are taken off as the report does."""
    import vl_convert

    chart = draw[name](style.NARROW).to_dict()
    del chart["title"]
    width = float(re.search(r'width="([\d.]+)"', vl_convert.vegalite_to_svg(chart))[1])
    assert width <= style.NARROW + 16


def test_arms_are_told_apart_without_colour(specifications: dict[str, dict[str, Any]]) -> None:
    dashes = [node["scale"]["range"] for node in (n.get("strokeDash", {}) for n in walk(specifications["fans"])) if "scale" in node]
    assert dashes and all(solid != broken for solid, broken in dashes)


def tables(chart: Any) -> str:
    """The numbers of a chart, as CSV."""
    return "\n".join(str(table) for table in chart.to_dict()["datasets"].values())


def test_cells_of_flips_add_up(draw: dict[str, Draw]) -> None:
    """Every cell prints its number, so that no shade is needed to read it."""
    (text,) = (table for table in draw["flips"](style.WIDE).to_dict()["datasets"].values() if str(table).startswith("without,"))
    cells = [line.split(",") for line in text.splitlines()[1:]]
    assert sum(float(share) for _, _, share, *_ in cells) == pytest.approx(1, abs=1e-4)
    assert all(told in ("<1", f"{100 * float(share):.0f}") for _, _, share, _, told in cells)


def test_an_arm_with_itself_moves_nothing(results: Folder) -> None:
    flips = figures.flips(results, analysis.flips(results, results)).to_dict()["usermeta"]
    assert flips["title"] == "In 0% of pairs the change alters who is the strongest at the end"
    assert "by +0.0 percentage points" in flips["reading"]
    parting = figures.parting(results, analysis.parting(results, results)).to_dict()["usermeta"]
    assert parting["title"] == "Fewer than half of the pairs ever part" and "in 100% of the pairs" in parting["reading"]


def panels(rows: list[Row], width: int = style.WIDE) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = figures.forest(rows, source=SOURCE, width=width).to_dict()["vconcat"]
    return found


def test_verdicts_have_a_panel_and_a_shape_each() -> None:
    found = panels(ROWS)
    titles = ["Supported (18)", "Opposed (18)", "Fragile (18)", "No power (18)", "Built in (18)"]
    assert [panel["title"]["text"] for panel in found] == titles
    shapes = [next(n["shape"] for n in walk(panel) if n.get("type") == "point") for panel in found]
    assert shapes == [shape for shape, *_ in LOOKS.values()] and len(set(shapes)) == len(LOOKS)


def test_ninety_claims_stay_legible() -> None:
    assert all(panel["height"] / 18 >= 14 for panel in panels(ROWS)), "fourteen pixels a line"
    assert panels(ROWS[:5])[0]["height"] == 20


def test_effects_are_scaled_and_the_raw_numbers_stay() -> None:
    chart = figures.forest([row(0, "supported", value=0.2, scale=0.4)], source=SOURCE)
    assert "0.5,0.375,0.625," in tables(chart), "effect and interval in standard deviations"
    assert "0.2,0.15 to 0.25,share" in tables(chart), "and as they were, for the tooltip"
    assert "↑ claim_0: A is the strongest at the end," in tables(chart)
    told = {one["field"] for node in walk(chart.to_dict()) for one in node.get("tooltip", []) if isinstance(node.get("tooltip"), list)}
    assert {"raw", "between", "unit"} <= told


def test_what_lies_beyond_the_axis_is_marked() -> None:
    far = row(0, "built in", value=3.0, scale=0.5)
    below = replace(far, difference=analysis.Estimate(-3, -3.1, -2.9, 0.1, 9))
    for one, edge in ((far, f"{LIMIT:g},{LIMIT:g},{LIMIT:g},›"), (below, f"{-LIMIT:g},{-LIMIT:g},{-LIMIT:g},‹")):
        assert edge in tables(figures.forest([one], source=SOURCE))


def test_what_does_not_vary_is_named_and_not_drawn() -> None:
    chart = figures.forest([row(0, "supported"), row(1, "fragile", scale=0.0), row(2, "fragile", scale=math.nan)], source=SOURCE).to_dict()
    assert "Not drawn, because the measure does not vary: 2." in chart["usermeta"]["see"]
    assert "claim_1" not in json.dumps(chart)
    assert "No effect can be drawn" in json.dumps(figures.forest([], source=SOURCE).to_dict())


@pytest.mark.parametrize(("share", "told"), [(0.123, "+12.3"), (-0.05, "−5.0"), (-0.0001, "+0.0"), (0.0, "+0.0")])
def test_points_have_a_sign(share: float, told: str) -> None:
    assert style.signed_points(share) == told
