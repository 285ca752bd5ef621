"""The notebook's cells, run one after the other on a small demo of the flagship, and the page that shows them with their outputs."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

import collegium

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "flagship.ipynb"
PAGE = ROOT / "docs" / "flagship.md"
SCRIPT = runpy.run_path(str(ROOT / "docs" / "flagship" / "render.py"))
OUTPUT = re.compile(r"^(?:```text\n.*?^```|<.*?>)\n\n", re.MULTILINE | re.DOTALL)
FIGURES = 11


def test_every_cell_runs_and_the_page_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, folder = tmp_path / "runs" / "demo", tmp_path / "notebooks"
    collegium.permutation(collegium.run("bolsheviks", histories=40, out=out))
    folder.mkdir()
    monkeypatch.chdir(folder)
    page, drawings = SCRIPT["page"](SCRIPT["run"]({}))
    assert len(drawings) == FIGURES
    assert all("<svg" in drawing for drawing in drawings.values())
    assert (folder / "rule.svg").read_text(encoding="utf-8").startswith("<svg")
    # The numbers of the page come from more histories; cells, charts and the places of other outputs are the same.
    assert OUTPUT.sub("(output)\n\n", page) == OUTPUT.sub("(output)\n\n", PAGE.read_text(encoding="utf-8")), "run 'make notebook'"


def test_the_charts_of_the_page_are_small_files_that_need_no_others() -> None:
    files = sorted((ROOT / "docs" / "flagship").glob("*.svg"))
    assert re.findall(r"\]\(flagship/(\w+\.svg)\)", PAGE.read_text(encoding="utf-8")) == [path.name for path in files]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg", path.name
        assert re.findall(r'(?:href|src)="(?!#)', text) == [], path.name
    assert sum(path.stat().st_size for path in files) < 1_500_000


def test_the_notebook_keeps_no_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells if cell["cell_type"] == "code")
