"""The reference is what its script writes, and every column of the results is described; the documents build without a warning."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import collegium
from collegium.engine import moves
from collegium.results.meanings import MEANINGS, family, meaning

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference"
sys.path.insert(0, str(FOLDER))
SCRIPT = runpy.run_path(str(FOLDER / "generate.py"))
sys.path.remove(str(FOLDER))


def test_reference_is_what_the_script_writes() -> None:
    texts: dict[str, str] = SCRIPT["texts"]()
    stale = [name for name, text in texts.items() if (FOLDER / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run 'make reference'"
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")} == set(texts)


@pytest.mark.engine
def test_every_column_is_described_and_nothing_else() -> None:
    results = collegium.run("council", histories=1)
    for table, described in MEANINGS.items():
        columns = results.table(table).column_names
        assert all(row["meaning"] for row in results.describe(table)) and [row["column"] for row in results.describe(table)] == columns
        assert {family(column) for column in columns} == set(described), table
    first, second = results.describe("shares")[:2]
    assert first["type"] == "int32" and second == {"column": "date", "type": "day", "unit": "", "meaning": "first step of the month"}
    with pytest.raises(KeyError):
        meaning("shares", "shire")


def test_every_move_is_told_in_plain_words() -> None:
    page = (ROOT / "docs" / "moves.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| (\w+) \| .+ \| .+ \| .+ \| [\d, -]+ \|$", page, re.MULTILINE)) == moves.NAMES


@pytest.mark.slow
def test_documents_build_without_a_warning(tmp_path: Path) -> None:
    assert build(ROOT, tmp_path / "site") == ""
    page = (tmp_path / "site" / "docs" / "index.html").read_text(encoding="utf-8")
    assert all(f">{kind}<" in page for kind in ("Tutorials", "How-to guides", "Reference", "Explanation"))


QUICK = """
import gc, sys
import furo
from sphinx.cmd.build import main
from sphinx.search import IndexBuilder

tree, feed, one = furo._compute_navigation_tree, IndexBuilder.feed, "docs/index"
furo._compute_navigation_tree = lambda context: tree(context) if context["pagename"] == one else ""
IndexBuilder.feed = lambda self, page, *more: feed(self, page, *more) if page == one else None
gc.disable()
sys.exit(main(sys.argv[1:]))
"""
"""Builds the documents with the words for the search box and the tree of pages beside it of one page only: neither warns of anything,
and both together with the collector of garbage take half of the time."""


def build(source: Path, out: Path) -> str:
    """What Sphinx has to say when it builds the documents of ``source``."""
    command = [sys.executable, "-c", QUICK, "-q", "-n", "-W", "--keep-going", "-c", str(source / "docs"), str(source), str(out)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    return done.stdout + done.stderr
