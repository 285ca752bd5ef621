"""The tutorial and the lesson call the parts of the pages by the names that they have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from collegium.web.messages import HERE

DOCS = Path(__file__).parents[2] / "docs"
LABEL = re.compile(r"\*\*([^*\n]+)\*\*")


@pytest.mark.parametrize("page", ["tutorial_seat.md", "howto/lesson.md"])
def test_a_label_of_a_page_is_on_the_screens(page: str) -> None:
    sources = [*sorted((HERE / "templates").glob("*.j2")), HERE / "site.py"]
    shown = set(re.findall(r'(?:_|say)\("([^"%]+?)(?: \(%[^"]*)?"', "".join(path.read_text("utf-8") for path in sources)))
    bold = LABEL.findall((DOCS / page).read_text("utf-8"))
    labels = {text for text in bold if not text.endswith(".")}  # a point ends the first words of a paragraph or of a question
    assert len(labels) > 1
    assert labels - shown == set()
