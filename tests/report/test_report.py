"""The page: sections, balance, self-containment, light and dark, careful words."""

from __future__ import annotations

import base64
import csv
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from collegium import analysis, report
from collegium.figures import style
from collegium.report import assumptions, numbers, people, words
from collegium.report import page as page_module
from collegium.report.citations import FILES, Citations
from collegium.report.glossary import TERMS
from collegium.report.pictures import Picture
from collegium.results.folder import Folder
from collegium.scenario import dates, find, load
from collegium.scenario.model import Cell, Prior, Record, Source, Span, When
from helpers import synthetic
from helpers.parsed import Page, read

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
SECTIONS = [
    "rule",
    "answer",
    "outcomes",
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
    "sources",
    "glossary",
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
    for tag, attributes in page.found:
        for name in ("src", "href", "xlink:href"):
            address = attributes.get(name) or "#"
            assert address.startswith("#") or (tag == "a" and "download" in attributes and address.startswith("data:"))


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
        numbers.followings(results, bands), numbers.ties(results, networks, camps, lambda *_: ""), numbers.rule(counts),
        numbers.losses(results, curves),
        numbers.grid(results, means)))  # fmt: skip
    shares = numbers.shares(results, analysis.share_bands(results))
    for table in (followed, ties, rule, lost, grid, *numbers.timeline(results, 3), *shares):
        assert table.rows and {len(row) for row in table.rows} == {len(table.head)}, table.caption
    tomsky = next(row for row in followed.rows if row[:2] == ["The unions", "Tomsky"])
    assert tomsky[3].startswith(f"{bands.median('unions', 'tomsky')[-1]:.0%} (")
    pair = next(row for row in ties.rows if row[0] == "Lenin and Trotsky")
    place = networks[0].people.index("lenin"), networks[0].people.index("trotsky")
    assert pair[1].startswith(f"{networks[0].mean[place]:+.2f}".replace("-", "−"))
    assert pair[2] == style.percent(float(networks[0].hostile[place]))
    assert [row[0][-4:] for row in rule.rows] == ["1922", *(str(year) for year in range(1923, 1928)), "1927"]
    trotsky = next(row for row in lost.rows if row[0] == "Trotsky")
    assert trotsky[2] == style.percent(float(curves.share[curves.people.index("trotsky"), curves.rungs.index("lost_top"), -1]))
    assert grid.rows[0][1] == "–", "nobody removes himself"
    real = {(row[0], row[1]): row[3] for row in numbers.timeline(results, 3)[0].rows}
    assert real["Trotsky", "a seat in the top body"] == "23 October 1926"
    assert real["Kamenev", "sent away from the centre"] == "about December 1926"


def test_everything_that_moves_is_reached_by_keyboard(page: Page, text: str) -> None:
    """Links, summaries and what scrolls, in the order of the page; the way past the contents comes first; the focus shows."""
    reached = [(tag, a) for tag, a in page.found if tag in ("a", "summary", "button") or "tabindex" in a]
    assert reached[0] == ("a", {"class": "skip", "href": "#answer"})
    assert all(a.get("href", "#")[1:] in {"", *page.ids} for tag, a in reached if tag == "a" and "download" not in a)
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
    assert "Twelve people &amp; no &lt;politics&gt;." in text


def test_a_fuzzy_date_is_printed_as_fuzzy(text: str) -> None:
    assert re.search(r"Kamenev was sent away \(envoy in Rome\).*?<td class=\"date\">about December 1926</td>", text, re.S)
    assert "31 January 1927" not in text


def test_every_loss_on_record_is_listed(results: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person may lose several offices; each is a row of the record and of the page."""
    lost = next(row for row in results.scenario.record if row.id == "lost_war")
    again = replace(lost, id="lost_second", what="general_secretary", span=Span(When(date(1926, 2, 1), date(1926, 2, 1))))
    case = replace(results.scenario, record=(*results.scenario.record, again))
    found = [
        loss for loss in analysis.by_real_date(synthetic.recast(results, case)) if (loss.person, loss.rung) == ("trotsky", "lost_office")
    ]
    assert [(loss.what, loss.day.isoformat()) for loss in found] == [("War Commissar", "1925-01-26"), ("General Secretary", "1926-02-01")]
    assert found[0].share <= found[1].share, "a history counts from the first office that it takes away"


def test_facts_cite_the_row_that_they_come_from(results: Folder, text: str, page: Page) -> None:
    """Every citation leads to a row on the page, and that row is the one of the copy of the scenario in the folder."""
    cited = set(re.findall(r'<a class="src" href="#([\w-]+)">([\w.]+):(\d+)</a>', text))
    assert {file for _, file, _ in cited} >= {"record.csv", "seats.csv", "offices.csv"}
    assert {anchor for anchor, _, _ in cited} <= set(page.ids)
    known = Citations(results.scenario)
    lines = {file: (results.dir / "scenario" / file).read_text(encoding="utf-8").splitlines() for file in FILES}
    for field in FILES.values():
        for fact in getattr(results.scenario, field):
            row = known.cite(fact)
            cells = lines[row.file][row.line - 1].split(",")
            marks = (getattr(fact, name, None) for name in ("id", "body", "person", "office", "a", "b"))
            assert all(mark in cells for mark in marks if mark), row.place
    assert re.search(r'<tr id="record-\d+"><th scope="row">\d+</th><td>Lenin dies</td><td>from 21 January 1924</td>', text)
    assert text.count('<a href="#source-dice">dice</a>') == len(re.findall(r'<tr id="[a-z]+-\d+">', text))
    assert '<li id="source-dice"><code>dice</code>: Thrown for the tests.</li>' in text
    assert '<a href="#tie-stalin-trotsky">Stalin and Trotsky</a>' in text and "Stalin and Trotsky: tie" in text


def test_figures_and_numbers_can_be_saved_without_a_network(text: str) -> None:
    saved = dict(re.findall(r'<a download="([^"]+)" href="(data:[^"]+)"', text))
    figures = re.findall(r'<figure id="figure-([^"]+)"', text)
    assert sorted(saved) == sorted(f"{name}.{ending}" for name in figures for ending in ("csv", "svg"))
    for name in figures:
        kind, _, coded = saved[f"{name}.svg"].partition(";base64,")
        root = ElementTree.fromstring(base64.b64decode(coded))
        assert kind == "data:image/svg+xml" and root.tag.endswith("svg")
        kind, _, coded = unescape(saved[f"{name}.csv"]).partition(",")
        rows = list(csv.DictReader(unquote(coded).splitlines()))
        assert kind == "data:text/csv;charset=utf-8" and rows and "−" not in unquote(coded), name
    assert all(0 <= float(row["share"]) <= 1 for row in _rows(saved["rule.csv"]))


def _rows(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(unquote(unescape(address).partition(",")[2]).splitlines()))


def test_numbers_to_be_saved_are_those_of_the_analysis(results: Folder, text: str) -> None:
    saved = dict(re.findall(r'<a download="([^"]+)" href="(data:[^"]+)"', text))
    counts = analysis.rule_by_quarter(results)
    found = [float(row["share"]) for row in _rows(saved["rule.csv"]) if row["rule"] == "One-man rule"]
    assert found == pytest.approx(counts.kind("one_man")[0].tolist(), abs=1e-5)
    network = analysis.tie_means(results)[0]
    place = network.people.index("stalin"), network.people.index("trotsky")
    mean = next(float(row["Mean tie, 95% interval"]) for row in _rows(saved["ties.csv"]) if row["Pair"] == "Stalin and Trotsky")
    assert mean == pytest.approx(network.mean[place], abs=1e-5) and mean < 0


def test_every_section_and_figure_has_a_permalink(page: Page) -> None:
    links = {attributes["href"] for tag, attributes in page.found if tag == "a" and attributes.get("class") == "permalink"}
    named = {f"#{attributes['id']}" for tag, attributes in page.found if tag in ("section", "figure")}
    assert links == named


def test_who_is_who_is_folded_and_the_first_figure_comes_first(text: str) -> None:
    who = text[text.index('<section id="who"') : text.index('<section id="assumed"')]
    assert who.index("<details>") < who.index("<table") and "<details open" not in text
    assert text.index("<figure") < text.index('<section id="answer"')
    assert "<li>" not in re.sub(r"<nav.*?</nav>", "", text[: text.index("<figure")], flags=re.S), "nothing long before it"


def test_agreement_is_said_wherever_coding_is(text: str) -> None:
    for section in ("ties", "permutation", "who", "assumed"):
        body = text[text.index(f'<section id="{section}"') :]
        assert "Coding of acts: made once" in body[: body.index("</section>")], section


def test_headings_go_down_by_one(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip(levels, levels[1:], strict=False))


def test_one_minus_sign(text: str) -> None:
    body = re.sub(r"<(?:style|svg|pre|code)\b.*?</(?:style|svg|pre|code)>|<[^>]*>", " ", text[text.index("<body>") :], flags=re.S)
    assert re.findall(r"(?<![\w-])-\d", body) == []


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_explained_as_in_the_glossary(term: str) -> None:
    entries = dict(re.findall(r"^(?!#|:|\{)(\S.*)\n: (.+)$", GLOSSARY, re.MULTILINE))
    linked = re.sub(r"\{term\}`(?:([^`<]*?) <[^`>]+>|([^`<>]+))`", lambda found: found[1] or found[2], entries[term])
    plain = re.sub(r"[`*]", "", re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", linked))
    assert words.recode(plain).startswith(TERMS[term])


def test_terms_on_the_page_lead_to_their_explanation(page: Page) -> None:
    used = {attributes["href"] for tag, attributes in page.found if tag == "a" and attributes.get("class") == "term"}
    assert len(used) > 10
    assert used == {f"#{name}" for name in page.ids if name.startswith("term-")}


def test_small_enough(text: str) -> None:
    assert len(text.encode()) < 4_000_000


def test_numbers_of_the_answer_are_those_of_the_table(results: Folder) -> None:
    rows = analysis.outcomes(results)
    real, arms = analysis.by_real_date(results), analysis.permutation(results)
    answer = words.short_answer(results, rows, real, arms)
    none = next(row for row in rows if row.name == "no_loss")
    assert f"by decision up to 31 December 1927 in {round(100 * none.estimate)}% of histories (" in answer[0]
    assert "Stalin" in " ".join(answer)
    assert len(answer) == 6


def test_without_arms_and_record_the_page_says_so(results: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank = Picture("blank", "", "", "", "", Markup("<svg></svg>"), Markup("<svg></svg>"), [])
    names = ("rule", "shares", "followings", "ties", "losses", "grid", "protection", "timeline")
    monkeypatch.setattr(page_module, "_pictures", lambda *_: dict.fromkeys(names, blank))
    bare = synthetic.recast(results.arms["equal"], replace(synthetic.scenario(), record=()))
    text = report.write(bare, tmp_path / "bare.html").read_text(encoding="utf-8")
    assert "These results have no run with equal or shuffled traits." in text
    assert "The record holds no dated loss in this period" in text
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
        ({"stalin": (0.5, 0.4, 0.6), "lenin": (0.2, 0.1, 0.3)}, "Stalin leads as often without the coding"),
        ({"stalin": (0.3, 0.25, 0.35), "lenin": (0.2, 0.1, 0.3)}, "Stalin still leads"),
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
        (0.384, 1000, "38% of histories"),
        (0.0005, 2000, "1 of 2,000 histories"),
        (0.0, 500, "none of the 500 histories (95% upper bound: 0.76%)"),
        (1.0, 5, "all 5 histories"),
        (0.6, 5, "3 of 5 histories"),
        (1.0, 1, "1 of 1 histories"),
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
    rows = [{"kind": entry["kind"], "subject": None, "target": None} for entry in told]
    run: Any = SimpleNamespace(history=lambda k: SimpleNamespace(timeline=lambda: told, events=lambda: rows))
    kept, left_out = page_module._told(run, 0, Citations(synthetic.scenario()))
    assert len(kept) == 75
    assert kept[-1] == ("29 May 1922", [("148", None)])
    assert left_out == ["75 denunciations"]


@pytest.mark.parametrize(
    ("first", "last", "approximate", "printed"),
    [
        (date(1924, 1, 21), date(1924, 1, 21), False, "21 January 1924"),
        (date(1924, 2, 1), date(1924, 2, 29), False, "February 1924"),
        (date(1922, 8, 1), date(1922, 9, 30), False, "August to September 1922"),
        (date(1922, 12, 1), date(1923, 1, 31), False, "December 1922 to January 1923"),
        (date(1927, 1, 1), date(1927, 12, 31), False, "1927"),
        (date(1922, 8, 5), date(1922, 9, 30), False, "5 August 1922 to 30 September 1922"),
        (date(1924, 8, 19), date(1924, 8, 20), False, "19 to 20 August 1924"),
        (date(1924, 5, 1), date(1924, 7, 31), True, "about June 1924"),
    ],
)
def test_dates_no_more_exact_than_known(first: date, last: date, approximate: bool, printed: str) -> None:
    assert style.dated(When(first, last, approximate)) == printed


@pytest.mark.parametrize(
    ("typed", "printed"), [("~1926-12", "about December 1926"), ("~1922-09-14", "about 14 September 1922"), ("~1927", "about 1927"),
                           ("1926-12", "December 1926"), ("1922-04..1922-06", "April to June 1922")],
)  # fmt: skip
def test_dates_as_typed(typed: str, printed: str) -> None:
    assert style.dated(dates.parse(typed)) == printed


def test_priors_as_typed() -> None:
    assert assumptions.prior_text(Prior("half_normal", (0.7,), (0.0, 1.8))) == "half_normal(0.7) in 0..1.8"
    assert assumptions.prior_text(Prior("point", (4,))) == "4"


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        ({}, "made once: no second coding"),
        (
            {"public": 0.72, "tie": -0.58},
            "made twice; agreement (weighted kappa: 1 is full agreement, 0 is chance) of public 0.72, tie −0.58 (range doubled); "
            "coded once: ambition, caution, apparatus",
        ),
        (
            dict.fromkeys(("ambition", "caution", "apparatus", "public"), 0.7) | {"tie": 0.75},
            "made twice; agreement (weighted kappa: 1 is full agreement, 0 is chance) of ambition 0.70",
        ),
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
    assert "At 3 quarterly readings in a row" in text


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
    cites = Citations(results.scenario)
    who = {person.name: person for person in people.who_is_who(results, cites)}
    assert set(list(who)[:7]) == {f"Person {name.title()}" for name in synthetic.TOP}
    trotsky, lenin = who["Person Trotsky"], who["Person Lenin"]
    assert [post for post, _ in trotsky.posts] == ["Politburo", "Central Committee", "War Commissar"]
    assert all(row and "Trotsky: " in row.text for _, row in trotsky.posts)
    assert (lenin.traits[3].basis, lenin.traits[3].link) == ("no acts", "")
    assert lenin.traits[0].basis == "set by hand" and lenin.traits[0].link[1:] in cites.rows
    assert trotsky.traits[3].basis == "1 act" and trotsky.traits[3].link == "#trait-trotsky-public"
    assert [row.text for row in cites.groups["trait-trotsky-public"].rows] == ["Trotsky: public: "]
