"""The page: sections, balance, self-containment, light and dark, careful words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup

from collegium import analysis, report
from collegium.figures import style
from collegium.report import assumptions, numbers, people, words
from collegium.report import page as page_module
from collegium.report.pictures import Picture
from collegium.results.folder import Folder
from collegium.scenario import find, load
from collegium.scenario.model import Cell, Prior, Record, Source, Span, When
from helpers import synthetic
from helpers.parsed import Page, read

SECTIONS = [
    "answer",
    "outcomes",
    "rule",
    "kinds",
    "shares",
    "followings",
    "ties",
    "losses",
    "grid",
    "protection",
    "one",
    "permutation",
    "who",
    "assumed",
    "again",
]


@pytest.fixture(scope="module")
def text(results: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = report.write(results, tmp_path_factory.mktemp("report") / "report.html")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return read(text)


def test_balanced_with_unique_ids(page: Page) -> None:
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)


def test_the_parser_would_notice_a_mistake() -> None:
    with pytest.raises(AssertionError):
        Page().feed("<p><b></p></b>")


def test_sections_in_order_each_with_a_heading(page: Page, text: str) -> None:
    assert [attributes["id"] for tag, attributes in page.found if tag == "section"] == SECTIONS
    assert [name[1:] for name in re.findall(r'<li><a href="([^"]+)"', text)] == SECTIONS
    assert text.count("<h2>") == len(SECTIONS)


def test_loads_nothing(page: Page, text: str) -> None:
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "link", "img", "iframe", "object", "image", "use"}
    assert not re.search(r"https?://|@import|url\((?!#)", text)
    for _, attributes in page.found:
        for name in ("src", "href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#")


def test_references_inside_drawings_are_their_own(page: Page, text: str) -> None:
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(page.ids)


def test_every_figure_is_described(page: Page, text: str) -> None:
    count = sum(tag == "figure" for tag, _ in page.found)
    assert count == 9
    assert text.count("<figcaption id=") == count
    drawings = [attributes for tag, attributes in page.found if tag == "svg" and "aria-hidden" not in attributes]
    assert len(drawings) == 2 * count
    assert all(drawing["role"] == "img" and drawing["aria-label"] for drawing in drawings)
    assert {drawing["aria-describedby"] for drawing in drawings} <= set(page.ids), "described by words that are not there"
    assert len(re.findall(r'<p class="reading">Reading: [^<]+\.</p>', text)) == count
    tables = sum(tag == "table" for tag, _ in page.found)
    assert sum(tag == "caption" for tag, _ in page.found) == tables
    assert 'class="skip"' in text


def test_every_figure_has_its_numbers_as_a_table(text: str) -> None:
    for figure in re.findall(r"<figure.*?</figure>", text, re.S):
        details = re.search(r"<details>\s*<summary>[^<]+</summary>(.*?)</details>", figure, re.S)
        assert details is not None
        head, rows = details[1].count('<th scope="col">'), details[1].count("<tr>")
        assert head >= 3 and rows >= 3 and "<caption>" in details[1]


def test_tables_hold_the_numbers_of_the_pictures(results: Folder) -> None:
    bands, networks = analysis.following_bands(results), analysis.tie_means(results)[-1:]
    camps = [analysis.camps(results, networks[0])]
    curves, means, counts = analysis.loss_curves(results), analysis.grid_means(results), analysis.rule_by_quarter(results)
    followed, ties, rule, lost, grid = (found[0] for found in (
        numbers.followings(results, bands), numbers.ties(results, networks, camps), numbers.rule(counts), numbers.losses(results, curves),
        numbers.grid(results, means)))  # fmt: skip
    for table in (followed, ties, rule, lost, grid, *numbers.timeline(results, 3), *numbers.shares(results, analysis.share_bands(results))):
        assert table.rows and {len(row) for row in table.rows} == {len(table.head)}, table.caption
    tomsky = next(row for row in followed.rows if row[:2] == ["The unions", "Tomsky"])
    assert tomsky[3].startswith(f"{bands.median('unions', 'tomsky')[-1]:.0%} (")
    pair = next(row for row in ties.rows if row[0] == "Lenin and Trotsky")
    place = networks[0].people.index("lenin"), networks[0].people.index("trotsky")
    assert pair[1].startswith(f"{networks[0].mean[place]:+.2f}".replace("-", "−"))
    assert pair[2] == style.percent(float(networks[0].hostile[place]))
    assert [row[0] for row in rule.rows] == ["3 April 1922", *(f"1 January {year}" for year in range(1923, 1928)), "1 October 1927"]
    trotsky = next(row for row in lost.rows if row[0] == "Trotsky")
    assert trotsky[2] == style.percent(float(curves.share[curves.people.index("trotsky"), curves.rungs.index("lost_top"), -1]))
    assert grid.rows[0][1] == "–", "nobody removes himself"
    real = {(row[0], row[1]): row[3] for row in numbers.timeline(results, 3)[0].rows}
    assert real["Trotsky", "a seat in the top body"] == "23 October 1926"


def test_everything_that_moves_is_reached_by_keyboard(page: Page, text: str) -> None:
    """Links, summaries and what scrolls, in the order of the page; the way past the contents comes first; the focus shows."""
    reached = [(tag, a) for tag, a in page.found if tag in ("a", "summary", "button") or "tabindex" in a]
    assert reached[0] == ("a", {"class": "skip", "href": "#answer"})
    assert all(a.get("href", "#")[1:] in {"", *page.ids} for tag, a in reached if tag == "a")
    assert all(a.get("tabindex", "0") == "0" for _, a in reached), "an order of its own"
    scrolling = [a for tag, a in page.found if tag == "div" and a.get("class") == "scroll"]
    assert len(scrolling) >= 8
    assert all(a["tabindex"] == "0" and a["role"] == "region" and a["aria-label"] for a in scrolling)
    style_sheet = text[text.index("<style>") : text.index("</style>")]
    # Whatever scrolls by the style sheet is one of these.
    assert re.findall(r"([^{}\n]+) \{[^}]*overflow: auto", style_sheet) == [".scroll"]
    assert re.search(r"^:focus-visible \{ outline: 3px solid", style_sheet, re.M) and "outline: none" not in style_sheet


def test_light_dark_phone_and_print(text: str) -> None:
    assert "@media screen and (prefers-color-scheme: dark)" in text
    assert "@media print" in text
    assert "max-width: 720px" in text
    for light, dark in style.DARK.items():
        assert f'svg [fill="{light}"]{{fill:{dark}}}' in text


def test_no_drawing_paints_the_paper(text: str) -> None:
    body = text[text.index("<body>") :]
    for drawing in re.findall(r"<svg viewBox.*?</svg>", body, re.S):
        assert not re.search(r'<rect[^>]*width="[67]\d\d"[^>]*fill="(?:#fff|white)', drawing)


def test_nothing_is_foretold(text: str) -> None:
    assert "simulated histories" in text
    assert not re.search(r"\bwill\b", re.sub(r"<style>.*?</style>", "", text, flags=re.S))


def test_text_from_results_is_escaped(text: str) -> None:
    assert "Zinoviev moves &lt;against&gt; Trotsky" in text


def test_small_enough(text: str) -> None:
    assert len(text.encode()) < 4_000_000


def test_numbers_of_the_answer_are_those_of_the_table(results: Folder) -> None:
    rows = analysis.outcomes(results)
    real, arms = analysis.by_real_date(results), analysis.permutation(results)
    answer = words.short_answer(results, rows, real, arms)
    none = next(row for row in rows if row.name == "no_loss")
    assert answer[0].startswith(f"In {round(100 * none.estimate)} of 100 (")
    assert "Stalin" in " ".join(answer)
    assert len(answer) == 6


def test_without_arms_and_record_the_page_says_so(results: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank = Picture("blank", "", "", "", "", Markup(""), Markup(""), [])
    names = ("rule", "shares", "followings", "ties", "losses", "grid", "protection", "timeline")
    monkeypatch.setattr(page_module, "_pictures", lambda *_: dict.fromkeys(names, blank))
    bare = synthetic.recast(results.arms["equal"], replace(synthetic.scenario(), record=()))
    text = report.write(bare, tmp_path / "bare.html").read_text(encoding="utf-8")
    assert "No run with equal or shuffled traits" in text
    assert "The record holds no dated loss" in text
    parsed = Page()
    parsed.feed(text)
    assert parsed.open == []


def arm(name: str, shares: dict[str, tuple[float, float, float]]) -> analysis.Arm:
    found = {person: analysis.Estimate(value, low, high, 0.01, 100) for person, (value, low, high) in shares.items()}
    leader = max(found, key=lambda person: found[person].value)
    return analysis.Arm(name, 100, found, leader, found[leader], None)


@pytest.mark.parametrize(
    ("equal", "said"),
    [
        ({"stalin": (0.5, 0.4, 0.6), "lenin": (0.2, 0.1, 0.3)}, "He leads as often without the coding"),
        ({"stalin": (0.3, 0.25, 0.35), "lenin": (0.2, 0.1, 0.3)}, "He still leads"),
        ({"stalin": (0.1, 0.05, 0.15), "lenin": (0.5, 0.4, 0.6)}, "our coding of characters carries"),
        ({"stalin": (0.3, 0.2, 0.4), "lenin": (0.35, 0.25, 0.45)}, "within the simulation"),
    ],
)
def test_verdict_follows_the_numbers(results: Folder, equal: dict[str, tuple[float, float, float]], said: str) -> None:
    real = arm("real", {"stalin": (0.5, 0.4, 0.6), "lenin": (0.2, 0.1, 0.3)})
    assert said in words.verdict(results, [real, arm("equal", equal)])


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (0.1437, "share", "14.4%"),
        (0.0004, "share", "0.04%"),
        (0.0, "share", "0%"),
        (1.0, "share", "100%"),
        (0.9981, "share", "99.81%"),
        (0.00001, "share", "under 0.01%"),
        (-0.0123, "share", "−1.2%"),
        (1.647, "a history", "1.65"),
        (75.66, "a history", "75.7"),
        (0.0029, "a history", "0.0029"),
        (float("nan"), "share", "–"),
    ],
)
def test_numbers_as_printed(value: float, unit: str, printed: str) -> None:
    assert words.number(value, unit) == printed


def test_no_error_where_all_agree_and_differences_in_points() -> None:
    assert words.interval(0.36, 0.401, "share") == "36.0% to 40.1%"
    assert words.interval(float("nan"), float("nan"), "a history") == "–"
    assert words.error(0.0, "share") == "–"
    assert words.error(0.011, "share") == "1.1%"
    assert (words.points(0.0051), words.points(-0.0017)) == ("+0.51", "−0.17")


@pytest.mark.parametrize(
    ("share", "n", "printed"),
    [
        (0.384, 1000, "38 of 100"),
        (0.0005, 2000, "1 of 2,000"),
        (0.0, 500, "none of the 500"),
        (1.0, 5, "all 5"),
        (0.6, 5, "3 of 5"),
        (1.0, 1, "1 of 1"),
    ],
)
def test_counts_in_sentences(share: float, n: int, printed: str) -> None:
    assert words.of(share, n) == printed


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("seat", "a", "elected", "top", "candidate"), "Anna: candidate seat in the Council (elected)"),
        (("seat_lost", "a", "", "top", "full"), "Anna: full seat in the Council lost"),
        (("seat_lost", "a", "given up: by lot", "top", "full"), "Anna: full seat in the Council ended (given up: by lot)"),
        (("office_lost", "a", "chair", "", "removed"), "Anna: no longer Chairman (removed)"),
        (("caucus", "a; b", "the two", "", ""), "Anna and Boris form a caucus (the two)"),
    ],
)
def test_the_record_in_words(row: tuple[str, str, str, str, str], said: str) -> None:
    kind, who, what, body, value = row
    names = {"a": "Anna", "b": "Boris", "top": "Council", "chair": "Chairman"}
    record = Record("x", kind, who, what, body, Span(None, None), value, Source("s", "high"))
    assert words.recorded(record, names) == said


def test_a_long_history_is_told_to_its_end() -> None:
    told = [{"date": date(1922, 1, 1) + timedelta(days=n), "kind": "denounced" if n % 2 else "remove", "text": str(n)} for n in range(150)]
    run: Any = SimpleNamespace(history=lambda k: SimpleNamespace(timeline=lambda: told))
    kept, left_out = page_module._told(run, 0)
    assert len(kept) == 75
    assert kept[-1] == ("29 May 1922", ["148"])
    assert left_out == ["75 denunciations"]


@pytest.mark.parametrize(
    ("first", "last", "approximate", "printed"),
    [
        (date(1924, 1, 21), date(1924, 1, 21), False, "21 January 1924"),
        (date(1924, 2, 1), date(1924, 2, 29), False, "February 1924"),
        (date(1922, 8, 1), date(1922, 9, 30), False, "1 August 1922 to 30 September 1922"),
        (date(1924, 8, 19), date(1924, 8, 20), False, "19 to 20 August 1924"),
        (date(1924, 5, 1), date(1924, 7, 31), True, "about June 1924"),
    ],
)
def test_dates_no_more_exact_than_known(first: date, last: date, approximate: bool, printed: str) -> None:
    assert words.dated(When(first, last, approximate)) == printed


def test_priors_as_typed() -> None:
    assert assumptions.prior_text(Prior("half_normal", (0.7,), (0.0, 1.8))) == "half_normal(0.7) in 0..1.8"
    assert assumptions.prior_text(Prior("point", (4,))) == "4"


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        ({}, "made once: no second coding"),
        (
            {"public": 0.72, "tie": 0.58},
            "made twice; weighted kappa of public 0.72, tie 0.58 (range doubled); coded once: ambition, caution, apparatus",
        ),
        (dict.fromkeys(("ambition", "caution", "apparatus", "public"), 0.7) | {"tie": 0.75}, "made twice; weighted kappa of ambition 0.70"),
    ],
)
def test_the_page_says_how_often_acts_were_coded(agreement: dict[str, float], said: str) -> None:
    scenario = replace(load(find("council")), agreement=agreement)
    assert assumptions.coding(scenario).startswith(said)
    assert ("coded once" in assumptions.coding(scenario)) == (len(agreement) in range(1, 5))
    assert assumptions.coding(replace(scenario, acts=())) == "no acts are listed"


def test_thresholds_of_rule_are_the_scenarios(results: Folder, text: str) -> None:
    assert assumptions.limits(results) == {"vulnerable": "5%", "dominant": "50%", "bypassed": "20%", "lost": "10%", "readings": "3"}
    assert "within 26 weeks" in text
    assert "On 3 quarterly readings running" in text


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (None, (0, None, 4)),
        (Cell("point", (2,)), (2, 2, 2)),
        (Cell("uniform", (1, 3)), (1, None, 3)),
        (Cell("triangular", (1, 2, 4)), (1, 2, 4)),
    ],
)
def test_range_of_a_trait(cell: Cell | None, found: tuple[float, float | None, float]) -> None:
    assert people.bounds(cell) == found


def test_who_is_who_starts_with_the_top_body(results: Folder) -> None:
    who = people.who_is_who(results)
    assert [person.name for person in who[:2]] == ["Person Lenin", "Person Trotsky"]
    assert who[1].posts == ["Politburo", "Central Committee", "War Commissar"]
    assert who[0].traits[3].basis == "no acts"
    assert who[0].traits[0].basis == "set by hand"
