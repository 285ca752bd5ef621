"""The page of a run: sections, balance, self-containment, light and dark, keyboard."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from collegium import report
from collegium.figures import style
from collegium.report import page as page_module
from collegium.report.pictures import Picture
from collegium.results.folder import Folder
from helpers import synthetic
from helpers.parsed import Page

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


def test_text_from_results_is_escaped(text: str) -> None:
    assert "Twelve people &amp; no &lt;politics&gt;." in text


def test_every_section_and_figure_has_a_permalink(page: Page) -> None:
    links = {attributes["href"] for tag, attributes in page.found if tag == "a" and attributes.get("class") == "permalink"}
    named = {f"#{attributes['id']}" for tag, attributes in page.found if tag in ("section", "figure")}
    assert links == named


def test_who_is_who_is_folded_and_the_first_figure_comes_first(text: str) -> None:
    who = text[text.index('<section id="who"') : text.index('<section id="assumed"')]
    assert who.index("<details>") < who.index("<table") and "<details open" not in text
    assert text.index("<figure") < text.index('<section id="answer"')
    assert "<li>" not in re.sub(r"<nav.*?</nav>", "", text[: text.index("<figure")], flags=re.S), "nothing long before it"


def test_headings_go_down_by_one(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in zip(levels, levels[1:], strict=False))


def test_one_minus_sign(text: str) -> None:
    body = re.sub(r"<(?:style|svg|pre|code)\b.*?</(?:style|svg|pre|code)>|<[^>]*>", " ", text[text.index("<body>") :], flags=re.S)
    assert re.findall(r"(?<![\w-])-\d", body) == []


def test_small_enough(text: str) -> None:
    assert len(text.encode()) < 4_000_000


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
