"""The words of the page: careful, explained, and as exact as the numbers and dates are."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from collegium import analysis
from collegium.figures import style
from collegium.report import page as page_module
from collegium.report import words
from collegium.report.citations import Citations
from collegium.report.glossary import TERMS
from collegium.results.folder import Folder
from collegium.scenario import dates
from collegium.scenario.model import Record, Source, Span, When
from helpers import synthetic
from helpers.parsed import Page

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_nothing_is_foretold(text: str) -> None:
    assert "simulated histories" in text
    assert not re.search(r"\bwill\b", re.sub(r"<style>.*?</style>", "", text, flags=re.S))


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


def test_numbers_of_the_answer_are_those_of_the_table(results: Folder) -> None:
    rows = analysis.outcomes(results)
    real, arms = analysis.by_real_date(results), analysis.permutation(results)
    answer = words.short_answer(results, rows, real, arms)
    none = next(row for row in rows if row.name == "no_loss")
    assert f"by decision up to 31 December 1927 in {round(100 * none.estimate)}% of histories (" in answer[0]
    assert "Stalin" in " ".join(answer)
    assert len(answer) == 6


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
