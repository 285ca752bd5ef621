"""The prose check: every rule finds its fault and leaves a good sentence alone, code is not read, and no text gets worse."""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROSE = ROOT / "docs" / "prose"

sys.path.insert(0, str(PROSE))
check = importlib.import_module("check")
texts = importlib.import_module("texts")
sys.path.remove(str(PROSE))

STYLE = check.load()


def broken(sentence: str) -> list[str]:
    """The rules that a Markdown paragraph breaks, without the exceptions."""
    plain = check.Style(STYLE.read, STYLE.rules, [])
    return [finding.rule for finding in plain.check("page.md", texts.markdown(sentence))]


def read(text: str, kind: str) -> list[tuple[int, str]]:
    """Paragraphs with the line on which each begins."""
    return [(block.line(0), block.text.strip()) for block in getattr(texts, kind)(text)]


# rules


@pytest.mark.parametrize("rule", STYLE.rules, ids=lambda rule: rule.name)
def test_a_rule_finds_its_fault_and_leaves_a_good_sentence_alone(rule: Any) -> None:
    assert rule.why and rule.better and rule.finds and rule.leaves
    assert [sentence for sentence in rule.finds if rule.name not in broken(sentence)] == []
    assert [sentence for sentence in rule.leaves if rule.name in broken(sentence)] == []


def test_a_sentence_of_forty_words_is_short_enough() -> None:
    forty = " ".join(["word", *["another"] * 38]) + " end"
    assert "long sentence" not in broken(f"{forty}.") and "long sentence" in broken(f"One {forty}.")
    assert "long sentence" not in broken(f"{forty}. {forty.title()}.")
    assert "long sentence" in broken(f"{forty}, e.g. One.")


def test_a_finding_names_the_line_of_the_word() -> None:
    (found,) = STYLE.check("page.md", texts.markdown("# A page\n\nGood.\n\n- Both histories of the\n  pair share their luck.\n"))
    assert found[:4] == ("page.md", 6, "luck", "luck") and "common random numbers" in str(found)


@pytest.fixture(scope="module")
def found() -> tuple[list[Any], set[Any]]:
    """What is found in all texts, and which exceptions were used."""
    used: set[Any] = set()
    return STYLE.check_files(STYLE.files, used), used


@pytest.mark.slow
def test_exceptions_have_a_reason_and_are_needed(found: tuple[list[Any], set[Any]]) -> None:
    _, used = found
    assert [e for e in STYLE.exceptions if not e.reason or not (e.file or e.phrase)] == []
    assert [e for e in STYLE.exceptions if e not in used] == [], "these exceptions in style.toml excuse nothing any more: remove them"
    assert {e.rule for e in STYLE.exceptions} <= {rule.name for rule in STYLE.rules}


def test_an_exception_covers_its_file_and_phrase_only() -> None:
    excuse = check.Exemption("luck", "the title of a book", file="a.md", phrase="Luck Egalitarianism")
    style = check.Style([], STYLE.rules, [excuse])
    text = "He read Luck Egalitarianism with Stalin. It was luck."
    assert [f.found for f in style.check("a.md", texts.markdown(text))] == ["luck"]
    assert [f.found for f in style.check("b.md", texts.markdown(text))] == ["Luck", "luck"]


# what is read


def test_code_and_addresses_are_not_read() -> None:
    page = (
        "It is `luck` [of a kind](https://x.org/luck) at https://x.org/luck.\n\n```python\nluck = 1\n```\n\n    luck\n\n"
        "| name | meaning |\n|---|---|\n| `luck` | see {term}`luck share` |\n\n<!-- luck -->\n"
    )
    assert read(page, "markdown") == [(1, "It is □ of a kind at □"), (9, "name"), (9, "meaning"), (11, "see luck share")]


def test_notes_and_glossaries_are_read() -> None:
    page = "```{note}\nA note.\n```\n\n{.glossary}\nseat\n: A place\n  in a body.\n"
    assert read(page, "markdown") == [(2, "A note."), (6, "seat"), (7, "A place in a body.")]


MODULE = '''"""First line.

Second, on ``code`` and :class:`Motion`:

    y = luck

>>> luck
1

- an item
- another
"""

SIZE = 3
"""How many."""

def f(x):
    """Do it.

    Parameters
    ----------
    x : int
        How often it
        is done.
    start, end
        From when
        to when.

    Returns
    -------
    list of str
        - one
          each
    """
'''


def test_notebooks_are_read() -> None:
    cells = [{"cell_type": "code", "source": ["luck"]}, {"cell_type": "markdown", "source": ["# A title\n", "\n", "`x` and text."]}]
    assert read(json.dumps({"cells": cells}, indent=1), "notebook") == [(12, "A title"), (14, "□ and text.")]


def test_docstrings_are_read_without_their_code() -> None:
    assert read(MODULE, "python") == [
        (1, "First line."), (3, "Second, on □ and Motion:"), (10, "an item"), (11, "another"), (15, "How many."),
        (18, "Do it."), (23, "How often it is done."),
        (26, "From when to when."), (32, "one each"),
    ]  # fmt: skip


def test_messages_are_read_and_names_are_not() -> None:
    module = (
        'KEY = "a_key"\nNAMES = "one two three four five".split()\nCOLUMN = "seats of the body"[2:]\n'
        'raise ValueError(f"the body {name} has no seat left")\nPATTERN = r"one two three four (?:five)"\n'
    )
    assert read(module, "python") == [(3, "seats of the body"), (4, "the body □ has no seat left")]


TEMPLATE = """<style>a { of the same luck }</style>
<p>
Seats <b>lost</b> by {{ name }} in {% if x %}
all histories &amp; pairs.</p>
<td>Two words</td>
"""


def test_templates_are_read_between_their_tags() -> None:
    assert read(TEMPLATE, "template") == [(3, "Seats lost by □ in all histories & pairs.")]


# the ratchet


@pytest.mark.slow
def test_no_text_gets_worse(found: tuple[list[Any], set[Any]]) -> None:
    counts = Counter(finding.file for finding in found[0])
    assert check.risen(counts, check.ratchet()) == {}, "new sentences break the house style: see 'make prose'"
    assert dict(counts) == check.ratchet(), "fewer findings than before: lower the ratchet with 'python docs/prose/check.py --lower'"


def test_a_count_may_only_fall() -> None:
    allowed = {"a.md": 3, "b.md": 1}
    assert check.risen(Counter({"a.md": 2, "b.md": 1}), allowed) == {}
    assert check.risen(Counter({"a.md": 4}), allowed) == {"a.md": 4}
    assert check.risen(Counter({"a.md": 3, "b.md": 1, "c.md": 1}), allowed) == {"c.md": 1}


def test_a_file_that_moves_takes_its_allowance_along() -> None:
    allowed = {"a.md": 3, "b.md": 1}
    assert check.risen(Counter({"room/a.md": 2, "room/more.md": 1, "b.md": 1}), allowed) == {}
    assert check.risen(Counter({"room/a.md": 4, "b.md": 1}), allowed) == {"room/a.md": 4}


def test_every_kind_of_text_is_read() -> None:
    names = {check.name_of(path) for path in STYLE.files}
    assert {"README.md", "CONTRIBUTING.md", "docs/odd.md", "docs/howto/add_move.md", "spec/format.md", "src/collegium/__init__.py"} <= names
    assert any(name.endswith(".j2") for name in names) and any(name.endswith(".ipynb") for name in names)
    assert {check.area(name) for name in ("README.md", "docs/odd.md", "docs/howto/add_move.md", "src/collegium/cli/runs.py")} == {
        "README.md", "docs", "docs/howto", "src/collegium/cli",
    }  # fmt: skip
