"""The notebook's cells, run one after the other on a small demo of the flagship."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from collegium import cli

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "flagship.ipynb"
FIGURES = 11


def shown(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; what its last line says, if it is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


def test_every_cell_runs_and_every_figure_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, folder = tmp_path / "runs" / "demo", tmp_path / "notebooks"
    assert cli.main(["run", "bolsheviks", "--histories", "60", "--out", str(out)]) == 0
    folder.mkdir()
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    found = [shown("".join(cell["source"]), names) for cell in cells if cell["cell_type"] == "code"]
    drawings = [chart._repr_mimebundle_() for chart in found if hasattr(chart, "_repr_mimebundle_")]
    assert len(drawings) == FIGURES
    assert all("<svg" in (bundle[0] if isinstance(bundle, tuple) else bundle)["image/svg+xml"] for bundle in drawings)
    assert (folder / "rule.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_notebook_keeps_no_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells if cell["cell_type"] == "code")
