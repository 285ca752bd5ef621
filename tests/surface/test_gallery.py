"""The gallery shows every picture of the report and of an experiment, each as a file that stands alone."""

from __future__ import annotations

import re
import runpy
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from collegium.report.pictures import Picture
from collegium.scenario import shipped
from helpers.drawn import Drawn

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "gallery.md").read_text(encoding="utf-8")
SCRIPT = runpy.run_path(str(DOCS / "gallery" / "draw.py"))
REPORTS = runpy.run_path(str(DOCS / "gallery" / "reports.py"))


@pytest.fixture(scope="module")
def pictures(results_page: Drawn) -> dict[str, Picture]:
    return results_page.pictures


def test_every_picture_of_the_report_and_of_an_experiment_is_shown(pictures: dict[str, Picture]) -> None:
    shown = re.findall(r"\]\(gallery/(\w+)\.svg\)", PAGE)
    assert shown == [*pictures, "fans", "flips", "parting"], "run 'make gallery'"
    assert sorted(shown) == sorted(path.stem for path in (DOCS / "gallery").glob("*.svg"))


def test_files_stand_alone() -> None:
    for path in (DOCS / "gallery").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        root = ElementTree.fromstring(text)
        assert root.tag == "{http://www.w3.org/2000/svg}svg" and root[0].get("width") == "100%", path.name
        assert re.findall(r'(?:href|src)="(?!#)', text) == [], path.name
        assert len(text) < 300_000, path.name


def test_a_new_picture_is_taken_as_it_comes(pictures: dict[str, Picture]) -> None:
    (picture, *_) = pictures.values()
    new = replace(picture, id="signed_network", title="Who stands with whom", see="A line is a tie.")
    page = SCRIPT["page"]({picture.id: picture, new.id: new}, 300, {})
    assert "## Signed network\n\n**Who stands with whom.**" in page and "*How to read it.* A line is a tie." in page


# the reports of the shipped cases


def test_every_shipped_case_has_its_report_on_the_site() -> None:
    page = (DOCS / "reports.md").read_text(encoding="utf-8")
    entries = re.findall(r'^- <a href="\.\./reports/(\w+)\.html">', page, re.MULTILINE)
    assert entries == shipped(), "run 'make gallery'"
    assert REPORTS["page"](dict(zip(entries, re.findall("^- .*", page, re.MULTILINE), strict=True))) == page


def test_a_report_is_written_with_a_sentence_on_it(tmp_path: Path) -> None:
    said = REPORTS["write"]("council", tmp_path, 20)
    found = re.fullmatch(r'- <a href="\.\./reports/council\.html">(.+)</a> \(`council`\): (.+) is most often the strongest .*', said)
    report_page = (tmp_path / "council.html").read_text(encoding="utf-8")
    assert found and found[1] in report_page and found[2] in report_page
    assert re.search(r"In (\d+)% \(\d+% to \d+%\) nobody loses a full seat in the \w+ by decision\.$", said)
