"""Every figure: words, axes, colours, both widths, and files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from collegium import analysis, figures
from collegium.analysis.columns import as_day
from collegium.figures import style
from collegium.figures.rule import spread
from collegium.figures.ties import SHAPES, shown, sides
from collegium.figures.timeline import _lanes
from collegium.results.sentences import short_names
from helpers import synthetic
from helpers.charts import walk

DRAW: dict[str, Callable[..., Any]] = {
    "shares": figures.shares,
    "followings": figures.followings,
    "ties": figures.ties,
    "rule": figures.rule,
    "losses": figures.losses,
    "grid": figures.grid,
    "protection": figures.protection,
    "permutation": figures.permutation,
    "timeline": lambda results, **options: figures.timeline(results, 3, **options),
}


@pytest.fixture(scope="module")
def specifications(results: synthetic.StandIn) -> dict[str, dict[str, Any]]:
    """Every wide figure, checked by Altair against the schema of Vega-Lite; the report draws the narrow ones."""
    return {name: draw(results).to_dict() for name, draw in DRAW.items()}


def test_narrow_panels_fit_a_phone(results: synthetic.StandIn) -> None:
    narrow = figures.grid(results, width=style.NARROW).to_dict()
    assert all(panel["width"] <= style.NARROW for panel in narrow["vconcat"])
    assert max(map(len, narrow["title"]["subtitle"])) <= style.NARROW // 6


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("shares", r"at the end \w+ holds most, by the median \d+%"),
        ("rule", r"is most frequent at the end, one-man rule peaks at \d+% of histories"),
        ("losses", r"\w+ loses the seat in the Politburo most often, in \d+% of histories"),
        ("followings", r"at the end Tomsky leads in 2 of 2 constituencies by the median; in \d the unaligned outnumber"),
        ("ties", r"at the end most often hostile between \w+ and \w+, in \d+% of histories"),
        ("grid", r"of the pairs most often seated, likeliest \w+ against \w+, \d+%"),
        ("timeline", r"\d+ loss(es)? by decision simulated, \d+ on record"),
    ],
)
def test_the_title_says_what_came_out(specifications: dict[str, dict[str, Any]], name: str, told: str) -> None:
    assert re.search(told, " ".join(specifications[name]["title"]["text"]))


@pytest.mark.parametrize(
    ("end", "title", "unit"), [("1922-05-15", "Day", "week"), ("1922-10-01", "Month", "month"), ("1927-12-31", "Year", "year")]
)
def test_short_runs_have_ticks_too(end: str, title: str, unit: str) -> None:
    run: Any = SimpleNamespace(provenance={"from": "1922-04-03", "to": end})
    axis = style.time_axis(run).to_dict()["axis"]
    assert (axis["title"], axis["tickCount"]["interval"]) == (title, unit)


def test_cells_too_rough_to_read_are_blank(results: synthetic.StandIn) -> None:
    rough = [replace(one, error=one.error + 1.0) for one in analysis.grid_means(results)]
    assert "Too few histories" in json.dumps(figures.grid(results, means=rough).to_dict())


def test_a_kind_of_rule_never_met_is_named_and_not_drawn(results: synthetic.StandIn) -> None:
    counts = analysis.rule_by_quarter(results)
    kinds = counts.counts.copy()
    kinds[:, analysis.KINDS.index("one_man")] = 0
    drawn = figures.rule(results, counts=replace(counts, counts=kinds, other=0 * counts.other)).to_dict()
    told = " ".join(drawn["title"]["subtitle"])
    assert "One-man rule came about in no history." in told
    assert "not drawn: " in told
    assert "One-man rule, by whom" not in json.dumps(drawn)
    loose = figures.rule(results, counts=replace(counts, counts=kinds)).to_dict()
    assert "One-man rule, by whom" in json.dumps(loose) and "looser" in json.dumps(loose)


@pytest.mark.parametrize("name", DRAW)
def test_says_what_it_shows(specifications: dict[str, dict[str, Any]], name: str) -> None:
    head = specifications[name]["title"]
    assert " ".join(head["text"])
    told = " ".join(head["subtitle"])
    assert len(told) > 80
    assert "Source: A leadership made of dice, 1922-1927, 300 simulated histories, seed 1" in told


@pytest.mark.parametrize("name", DRAW)
def test_axes_are_named_with_units(specifications: dict[str, dict[str, Any]], name: str) -> None:
    titles: dict[str, set[str]] = {"x": set(), "y": set()}
    for node in walk(specifications[name]):
        for channel, found in titles.items():
            axis = node.get(channel, {}).get("axis") if isinstance(node.get(channel), dict) else None
            if axis and axis.get("title"):
                found.add(axis["title"])
    assert titles["x"]
    assert titles["y"]
    if name in ("shares", "rule", "losses", "followings"):
        assert all("%" in title for title in titles["y"])
        assert titles["x"] == {"Year"}


@pytest.mark.parametrize("name", DRAW)
def test_needs_no_network_and_no_file(specifications: dict[str, dict[str, Any]], name: str) -> None:
    assert not [node for node in walk(specifications[name]) if "url" in node]


@pytest.mark.parametrize("name", ["shares", "rule", "losses", "followings"])
def test_uncertainty_is_drawn(specifications: dict[str, dict[str, Any]], name: str) -> None:
    text = json.dumps(specifications[name])
    assert '"type": "area"' in text


def test_no_text_lies_outside_the_dark_palette(specifications: dict[str, dict[str, Any]]) -> None:
    """Every colour of a figure has a dark counterpart."""
    used = {node[key] for name in DRAW for node in walk(specifications[name]) for key in ("color", "stroke", "fill")
            if isinstance(node.get(key), str) and node[key].startswith("#")}  # fmt: skip
    assert used <= set(style.DARK)


def test_a_person_keeps_his_colour() -> None:
    scenario = synthetic.scenario()
    colours = style.colours(scenario)
    assert len({colours[person] for person in synthetic.TOP}) == 7
    turned = replace(scenario, record=(), seats=tuple(reversed(scenario.seats)))
    assert style.colours(turned) == colours
    assert colours["voroshilov"] == style.REST


def test_names_are_last_names_unless_shared() -> None:
    scenario = synthetic.scenario()
    people = (*scenario.people, replace(scenario.people[0], id="other", name="Other Stalin"))
    names = short_names(replace(scenario, people=people))
    assert names["trotsky"] == "Trotsky"
    assert (names["stalin"], names["other"]) == ("Person Stalin", "Other Stalin")


@pytest.mark.parametrize(("share", "text"), [(0.0, "0%"), (0.001, "under 1%"), (0.385, "38%"), (0.999, "over 99%"), (1.0, "100%")])
def test_percent_never_claims_certainty(share: float, text: str) -> None:
    assert style.percent(share) == text


def test_labels_keep_their_distance() -> None:
    assert spread([0.3, 0.0, 0.02], 0.05) == [0.3, 0.0, 0.05]
    placed = sorted(spread([0.0] * 4, 0.1))
    assert placed == pytest.approx([0.0, 0.1, 0.2, 0.3])


def light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    first, second = sorted((light(a), light(b)), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("colour", [*style.PEOPLE, style.REST])
def test_lines_stand_out_from_both_papers(colour: str) -> None:
    """Three to one, as WCAG asks of whatever is needed to understand a picture."""
    assert contrast(colour, style.PAPER) >= 3
    assert contrast(style.DARK[colour], style.DARK[style.PAPER]) >= 3
    assert contrast("#e69f00", style.PAPER) < 3, "the measure tells a pale colour"


def test_dark_text_has_contrast() -> None:
    for text in (style.INK, style.MUTED):
        assert contrast(text, style.PAPER) >= 4.5
        assert contrast(style.DARK[text], style.DARK[style.PAPER]) >= 4.5
    for place, shade in enumerate(style.SHADES):
        text = style.ON_PALE if place < 3 else style.ON_DEEP
        assert contrast(text, shade) >= 4.5, shade
        assert contrast(style.DARK[text], style.DARK[shade]) >= 4.5, shade


@pytest.mark.parametrize(("ending", "start"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_saved_as(results: synthetic.StandIn, tmp_path: Any, ending: str, start: bytes) -> None:
    path = figures.save(figures.grid(results), tmp_path / f"grid{ending}")
    assert path.read_bytes().startswith(start)


def test_dark_file_is_dark(results: synthetic.StandIn, tmp_path: Any) -> None:
    text = figures.save(figures.grid(results), tmp_path / "grid.svg", dark=True).read_text(encoding="utf-8")
    assert style.DARK[style.PAPER].lower() in text.lower()
    assert style.INK not in text


def test_other_endings_are_refused(results: synthetic.StandIn, tmp_path: Any) -> None:
    with pytest.raises(ValueError, match="cannot save a chart as"):
        figures.save(figures.grid(results), tmp_path / "grid.gif")


def test_permutation_needs_arms(results: synthetic.StandIn) -> None:
    with pytest.raises(ValueError, match="no arms"):
        figures.permutation(synthetic.StandIn(results.dir / "arms" / "equal"))


def test_day_numbers_of_dates() -> None:
    assert as_day(synthetic.START) == -17440


@pytest.mark.parametrize("name", DRAW)
def test_one_sentence_reads_a_number_aloud(specifications: dict[str, dict[str, Any]], name: str) -> None:
    reading = specifications[name]["usermeta"]["reading"]
    assert reading.startswith("Reading: ") and reading.endswith(".")
    assert reading.count(". ") == 0, "one sentence"
    assert reading[9:30] in " ".join(specifications[name]["title"]["subtitle"])


def test_the_sign_of_a_tie_is_told_by_shape_and_colour(specifications: dict[str, dict[str, Any]]) -> None:
    signs = [node for node in walk(specifications["ties"]) if node.get("field") == "sign" and "scale" in node]
    ranges = {tuple(node["scale"]["range"]) for node in signs}
    assert {tuple(sorted(node["scale"]["domain"])) for node in signs} == {("friendly on average", "hostile on average")}
    assert ranges == {(style.BLUE, style.BRICK), SHAPES}


def test_how_ties_divide_in_words(results: synthetic.StandIn) -> None:
    often = analysis.proportion(3, 10)
    everybody = tuple(synthetic.TOP)

    def told(*camps: tuple[str, ...]) -> str:
        return sides(results, analysis.Camps(camps, 0.0, often))

    assert told(everybody) == "one camp; so in 30% of histories"
    assert told(everybody[2:], everybody[:2]) == "two camps, Lenin and Trotsky against 5; so in 30% of histories"
    assert told(everybody[:3], everybody[3:]) == "two camps, 3 against 4; so in 30% of histories"


def test_ties_of_too_few_histories_are_not_shown(results: synthetic.StandIn) -> None:
    networks = analysis.tie_means(results)
    assert [one.when.year for one in shown(networks)] == [1922, 1925, 1927]
    few = [replace(one, n=one.n // 100) for one in networks]
    assert shown(few) == []
    assert "Too few histories" in json.dumps(figures.ties(results, networks=[], divided=[]).to_dict())


def test_marks_of_one_person_do_not_cover_each_other() -> None:
    days = [date(1927, 10, 23), date(1927, 11, 14), date(1927, 12, 18)]
    same = [("trotsky", "lost_top", day) for day in days]
    assert _lanes(same, 30) == [0, 1, 0]
    assert _lanes(same, 60) == [0, 1, 2]
    assert _lanes([("trotsky", "a", days[0]), ("kamenev", "a", days[0])], 30) == [0, 0]


@pytest.mark.parametrize("name", ["grid", "ties"])
def test_names_are_not_cut_short(results: synthetic.StandIn, name: str) -> None:
    """The margin grows with the longest name; seven pixels are enough for a letter of eleven points."""
    people = tuple(replace(p, name="Louis de Révellière-Lépeaux") if p.id == "stalin" else p for p in results.scenario.people)
    case = synthetic.StandIn(results.dir, case=replace(results.scenario, people=people))
    limits = {node["labelLimit"] for node in walk(DRAW[name](case, width=style.NARROW).to_dict()) if node.get("labelLimit")}
    assert min(limits) >= 6 * len("Révellière-Lépeaux")
