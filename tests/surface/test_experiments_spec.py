"""The written grammar of experiments lists what the program reads, and the page of rival variants what they fix: no more and no less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from collegium.ensemble.variants import EQUAL_STANDING, VARIANTS, VOTE
from collegium.experiments.forms import MEASURES
from collegium.interventions import FORMS
from collegium.interventions.during import FIELDS
from collegium.scenario.parameters import DEFAULTS

ROOT = Path(__file__).parents[2]
SPEC = (ROOT / "spec" / "experiments.md").read_text(encoding="utf-8")


def section(text: str, number: int) -> str:
    return re.split(r"^## \d+\. .*$", text, flags=re.MULTILINE)[number]


def first_column(text: str) -> Iterator[tuple[str, str]]:
    """What stands in backticks in the first column of the tables, each with the rest of its row."""
    for row in re.findall(r"^\| (?!---)(.*) \|$", text, re.MULTILINE):
        first, rest = row.replace(r"\|", "\0").split(" | ", 1)
        for found in re.findall(r"`([^`]+)`", first):
            yield found.replace("\0", "|"), rest


def interventions(spec: str) -> list[str]:
    fields = {form.text for form in FIELDS}
    return [text for text, _ in first_column(section(spec, 1)) if text not in fields]


def test_every_form_of_an_intervention_is_written_down_and_no_other() -> None:
    assert sorted(interventions(SPEC)) == sorted(form.text for form in FORMS)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("| `drop ID` |", "| drops |"),
        ("| `drop ID` |", "| `drop ID from DAY` |"),
        ("| `drop ID` |", "| `drop ID` | as before |\n| `forget ID` |"),
    ],
)
def test_a_form_too_many_too_few_or_misspelt_is_noticed(there: str, instead: str) -> None:
    assert SPEC.count(there) == 1
    assert sorted(interventions(SPEC.replace(there, instead))) != sorted(form.text for form in FORMS)


def test_what_can_be_made_is_written_down_with_its_range() -> None:
    written = {text: rest for text, rest in first_column(section(SPEC, 1)) if re.fullmatch(r"-?\d+\.\.\d+", rest)}
    assert written == {form.text: f"{low:g}..{high:g}" for form, (_, low, high, *_) in FIELDS.items()}


def test_every_form_of_a_measure_is_written_down_and_no_other() -> None:
    assert sorted(text for text, _ in first_column(section(SPEC, 2))) == sorted([*(form.text for form in MEASURES), "A - B"])


# rival variants


def fixed() -> dict[str, dict[str, str]]:
    """Rival variant -> what it fixes, by the table of docs/rivals.md."""
    page = (ROOT / "docs" / "rivals.md").read_text(encoding="utf-8")
    rows = [[cell.strip(" `") for cell in row.split("|")] for row in re.findall(r"^\| (.*) \|$", page, re.MULTILINE)]
    head = next(row for row in rows if row[0] == "parameter")
    return {
        variant: {row[0]: row[place] for row in rows if len(row) == len(head) and row[0] in DEFAULTS and row[place] != "-"}
        for place, variant in enumerate(head)
        if place
    }


def test_the_page_of_rival_theories_says_what_each_fixes() -> None:
    assert fixed() == {name: variant.fixed for name, variant in VARIANTS.items()}


def test_the_page_of_rival_theories_tells_the_rest() -> None:
    page = " ".join((ROOT / "docs" / "rivals.md").read_text(encoding="utf-8").split())
    for name, variant in VARIANTS.items():
        assert f"**{name}**" in page and variant.meaning in page, name
    assert f"standing of {EQUAL_STANDING}" in page and all(f"`{term}`" in page for term in VOTE)
    assert [name for name, variant in VARIANTS.items() if variant.level or variant.traits != "real"] == ["office"], "told on the page"
