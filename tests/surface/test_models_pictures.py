"""The pictures of the published models: each stands on one page, stands alone, and says what its script says."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "models"
SCRIPT = runpy.run_path(str(PAGES / "pictures" / "draw.py"))
FILES = {path.stem: path.read_text(encoding="utf-8") for path in (PAGES / "pictures").glob("*.svg")}


def test_every_picture_stands_on_one_page() -> None:
    shown = Counter(name for page in PAGES.glob("*.md") for name in re.findall(r"\]\(pictures/(\w+)\.svg\)", page.read_text("utf-8")))
    assert set(shown.values()) == {1}
    assert sorted(shown) == sorted(FILES) == sorted(picture.__name__ for picture in SCRIPT["PICTURES"])


@pytest.mark.parametrize("name", sorted(FILES))
def test_files_stand_alone(name: str) -> None:
    assert ElementTree.fromstring(FILES[name]).tag == "{http://www.w3.org/2000/svg}svg"
    assert re.findall(r'(?:href|src)="(?!#)', FILES[name]) == []
    assert len(FILES[name]) < 60_000


@pytest.mark.parametrize("draw", SCRIPT["PICTURES"], ids=lambda draw: draw.__name__)
def test_the_script_draws_them_with_these_words(draw: object) -> None:
    told = draw().usermeta  # type: ignore[operator]
    drawn = " ".join("".join(ElementTree.fromstring(FILES[draw.__name__]).itertext()).split())  # type: ignore[attr-defined]
    for part in (told["title"], told["see"], told["source"]):
        assert all(word in drawn for word in part.split()), f"run 'make models': {part}"
