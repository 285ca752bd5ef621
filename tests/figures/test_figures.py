"""Every figure: words, axes, colours, both widths, and files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from collegium import analysis, figures
from collegium.analysis.columns import as_day
from collegium.figures import style
from collegium.figures.rule import spread
from collegium.figures.ties import SHAPES, order, shown, sides
from collegium.figures.timeline import _lanes
from collegium.results.folder import Folder
from collegium.results.sentences import short_names
from collegium.scenario.model import Span, When
from helpers import sensitive, synthetic
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
    "sensitivity": lambda results, **options: figures.sensitivity(sensitive.found(results), **options),
    "timeline": lambda results, **options: figures.timeline(results, 3, **options),
}


@pytest.fixture(scope="module")
def specifications(results: Folder) -> dict[str, dict[str, Any]]:
    """Every wide figure, checked by Altair against the schema of Vega-Lite; the report draws the narrow ones."""
    return {name: draw(results).to_dict() for name, draw in DRAW.items()}


def test_narrow_panels_fit_a_phone(results: Folder) -> None:
    narrow = figures.grid(results, width=style.NARROW).to_dict()
    assert all(panel["width"] <= style.NARROW for panel in narrow["vconcat"])
    assert max(map(len, narrow["title"]["subtitle"])) <= style.NARROW // 6


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("shares", r"^At the end \w+ holds the largest share of power in the Politburo: the median is [\d.]+%$"),
        ("rule", r"^[\w -]+ is the most frequent kind of rule at the end \([\d.]+% of histories\); one-man rule peaks at [\d.]+%$"),
        ("losses", r"^\w+ loses the seat in the Politburo most often, in [\d.]+% of histories$"),
        ("followings", r"^At the end Tomsky has the largest median following in 2 of 2 constituencies; the unaligned outnumber every foll"),
        ("ties", r"^At the end \w+ and \w+ are the most often hostile pair in the Politburo, in [\d.]+% of histories$"),
        ("grid", r"^Of the pairs most often seated at the end, \w+ against \w+ has the highest chance of removal: [\d.]+%$"),
        ("protection", r"^Votes protect \w+ in [\d.]+% of histories; only the agenda protects \w+ in [\d.]+%$"),
        (
            "permutation",
            r"^\w+ ends as the strongest in [\d.]+% of histories with traits as coded, [\d.]+% with traits equal and [\d.]+% with",
        ),
        ("sensitivity", r"^1 of 9 inputs visibly affect a main outcome; fate has the largest index$"),
        ("timeline", r"^History 3 has \d+ loss(es)? by decision, the record has \d+$"),
    ],
)
def test_the_title_states_the_finding(specifications: dict[str, dict[str, Any]], name: str, told: str) -> None:
    assert re.search(told, " ".join(specifications[name]["title"]["text"]))


@pytest.mark.parametrize(
    ("end", "title", "unit"), [("1922-05-15", "Day", "week"), ("1922-10-01", "Month", "month"), ("1927-12-31", "Year", "year")]
)
def test_short_runs_have_ticks_too(end: str, title: str, unit: str) -> None:
    run: Any = SimpleNamespace(provenance={"from": "1922-04-03", "to": end})
    axis = style.time_axis(run).to_dict()["axis"]
    assert (axis["title"], axis["tickCount"]["interval"]) == (title, unit)


def test_cells_too_rough_to_read_are_blank(results: Folder) -> None:
    rough = [replace(one, error=one.error + 1.0) for one in analysis.grid_means(results)]
    assert "Too few histories" in json.dumps(figures.grid(results, means=rough).to_dict())


def test_a_kind_of_rule_never_met_is_named_and_not_drawn(results: Folder) -> None:
    counts = analysis.rule_by_quarter(results)
    kinds = counts.counts.copy()
    kinds[:, analysis.KINDS.index("one_man")] = 0
    drawn = figures.rule(results, counts=replace(counts, counts=kinds, other=0 * counts.other)).to_dict()
    told = " ".join(drawn["title"]["subtitle"])
    assert "One-man rule occurs in no history." in told
    assert "Not drawn, because they never reach 0.5% of histories: " in told
    assert "one-man rule never occurs (95% upper bound: 1.3%)" in " ".join(drawn["title"]["text"])
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


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0%"), (0.0001, "under 0.1%"), (0.04, "4.0%"), (0.385, "38%"), (0.999, "99.9%"), (0.9999, "over 99.9%"), (1.0, "100%")],
)
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
def test_saved_as(results: Folder, tmp_path: Any, ending: str, start: bytes) -> None:
    path = figures.save(figures.grid(results), tmp_path / f"grid{ending}")
    assert path.read_bytes().startswith(start)


def test_a_drawing_names_fonts_that_a_reader_has(results: Folder, tmp_path: Any, fonts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style, "FONT", fonts)
    text = figures.save(figures.grid(results), tmp_path / "grid.svg").read_text(encoding="utf-8")
    assert fonts.endswith(", sans-serif") and set(re.findall('font-family="([^"]+)"', text)) == {fonts}


def test_dark_file_is_dark(results: Folder, tmp_path: Any) -> None:
    text = figures.save(figures.grid(results), tmp_path / "grid.svg", dark=True).read_text(encoding="utf-8")
    assert style.DARK[style.PAPER].lower() in text.lower()
    assert style.INK not in text


def test_other_endings_are_refused(results: Folder, tmp_path: Any) -> None:
    with pytest.raises(ValueError, match="no ending of a picture"):
        figures.save(figures.grid(results), tmp_path / "grid.gif")


def test_permutation_needs_arms(results: Folder) -> None:
    with pytest.raises(ValueError, match="no arms"):
        figures.permutation(results.arms["equal"])


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


def test_how_ties_divide_in_words(results: Folder) -> None:
    everybody = tuple(synthetic.TOP)

    def told(*camps: tuple[str, ...], often: int = 80) -> str:
        return sides(results, analysis.Camps(camps, 0.0, analysis.proportion(often, 100)))

    assert told(everybody) == "one camp; in 80% of histories"
    assert told(everybody[2:], everybody[:2]) == "two camps, Lenin and Trotsky against 5; in 80% of histories"
    assert told(everybody[:3], everybody[3:]) == "two camps, 3 against 4; in 80% of histories"
    assert told(everybody[:3], everybody[3:], often=3) == "no common camps; the camps of the mean ties are in 3.0% of histories"
    assert told(everybody, often=0) == "no common camps; the camps of the mean ties are in no history (95% upper bound: 3.7%)"


@pytest.mark.parametrize(("often", "drawn"), [(3, False), (55, False), (80, True)])
def test_a_division_is_drawn_only_if_most_histories_have_it(results: Folder, often: int, drawn: bool) -> None:
    """Fifty-five of a hundred is more than half, but not beyond the simulation's error."""
    network = shown(analysis.tie_means(results))[0]
    camps = analysis.Camps(
        (("trotsky", "zinoviev"), ("kamenev", "lenin", "rykov", "stalin", "tomsky")), 0.0, analysis.proportion(often, 100)
    )
    assert camps.common == drawn
    people = order(results, network, camps)
    assert (set(people[:2]) == {"trotsky", "zinoviev"}) == drawn
    assert set(people) == set(synthetic.TOP)
    lines = [node for node in walk(figures.ties(results, networks=[network], divided=[camps]).to_dict()) if node.get("type") == "rule"]
    assert bool(lines) == drawn


def test_ties_of_too_few_histories_are_not_shown(results: Folder) -> None:
    networks = analysis.tie_means(results)
    assert [one.when.year for one in shown(networks)] == [1922, 1924, 1927]
    few = [replace(one, n=one.n // 100) for one in networks]
    assert shown(few) == []
    assert "Too few histories" in json.dumps(figures.ties(results, networks=[], divided=[]).to_dict())


def test_marks_of_one_person_do_not_cover_each_other() -> None:
    days = [When(day, day) for day in (date(1927, 10, 23), date(1927, 11, 14), date(1927, 12, 18))]
    same = [("trotsky", "lost_top", day) for day in days]
    assert _lanes(same, 30) == [0, 1, 0]
    assert _lanes(same, 60) == [0, 1, 2]
    assert _lanes([("trotsky", "a", days[0]), ("kamenev", "a", days[0])], 30) == [0, 0]
    fuzzy = When(date(1927, 10, 1), date(1927, 11, 30), True)
    assert _lanes([("trotsky", "a", fuzzy), ("trotsky", "a", days[2])], 30) == [0, 1], "as long as its date is uncertain"


@pytest.mark.parametrize("name", ["losses", "timeline"])
def test_an_uncertain_date_has_a_width(specifications: dict[str, dict[str, Any]], name: str) -> None:
    """Kamenev was sent away about December 1926: from November to January."""
    tables = [str(table) for table in specifications[name]["datasets"].values()]
    assert any("1926-11-01T12:00:00,1926-12-16T12:00:00,1927-01-31T12:00:00" in table for table in tables)
    assert [node for node in walk(specifications[name]) if node.get("type") == "rule" and node.get("strokeWidth") in (2, 2.5)]


def test_a_loss_of_the_seat_with_an_uncertain_date_is_a_stripe(results: Folder) -> None:
    row = next(row for row in results.scenario.record if row.id == "lost_top_kamenev")
    fuzzy = replace(row, span=Span(When(date(1926, 10, 1), date(1926, 10, 31))))
    record = tuple(fuzzy if one is row else one for one in results.scenario.record)
    drawn = figures.shares(synthetic.recast(results, replace(results.scenario, record=record))).to_dict()
    (stripe,) = (node for node in walk(drawn) if node.get("mark", {}).get("type") == "rect")
    assert (stripe["encoding"]["x"]["field"], stripe["encoding"]["x2"]["field"]) == ("first", "last")


def test_nobody_of_the_top_body_is_left_out(results: Folder, specifications: dict[str, dict[str, Any]]) -> None:
    names = short_names(results.scenario)
    for name in ("shares", "losses", "permutation", "protection", "ties"):
        text = json.dumps(specifications[name], ensure_ascii=False)
        for person in (*synthetic.TOP, *(synthetic.OTHERS[:3] if name in ("shares", "losses") else ())):
            assert names[person] in text, (name, person)


def test_who_is_left_out_is_said() -> None:
    assert style.left_out([], "because") == ""
    assert style.left_out(["Anna", "Boris"], "who are rare") == " Not shown: Anna and Boris, who are rare."
    assert style.left_out(["Anna"] * 9, "who are rare") == " Not shown: 9 people, who are rare."


def test_a_large_body_is_drawn_whole(results: Folder) -> None:
    """With thirty members the panels lie one below the other, and the cells lose their numbers before anybody is left out."""
    base = results.scenario.people[0]
    people = [replace(base, id=f"p{n}", name=f"Member {n:02}") for n in range(30)]
    names = tuple(person.id for person in people)
    n = np.full((30, 30), 100) - 100 * np.eye(30, dtype=int)
    means = analysis.GridMeans(date(1923, 4, 1), names, np.full((30, 30), 0.1), np.full((30, 30), 0.01), n)
    case = synthetic.recast(results, replace(results.scenario, people=tuple(people), seats=()))
    for width in (style.WIDE, style.NARROW):
        chart = figures.grid(case, means=[means, means], width=width).to_dict()
        panel = chart["vconcat"][0]
        assert len(panel["layer"][0]["encoding"]["x"]["scale"]["domain"]) == 30 and panel["width"] <= width
        assert "Not shown" not in chart["usermeta"]["see"]


@pytest.mark.parametrize("name", ["grid", "ties"])
def test_names_are_not_cut_short(results: Folder, name: str) -> None:
    """The margin grows with the longest name; seven pixels are enough for a letter of eleven points."""
    people = tuple(replace(p, name="Louis de Révellière-Lépeaux") if p.id == "stalin" else p for p in results.scenario.people)
    case = synthetic.recast(results, replace(results.scenario, people=people))
    limits = {node["labelLimit"] for node in walk(DRAW[name](case, width=style.NARROW).to_dict()) if node.get("labelLimit")}
    assert min(limits) >= 6 * len("Révellière-Lépeaux")
