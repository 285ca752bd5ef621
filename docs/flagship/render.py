"""Runs the cells of the notebook on a small run of the flagship, and writes ``docs/flagship.md`` with what they show: ``make notebook``.

The notebook itself keeps no outputs. The page keeps them as text and as one SVG for each chart, so that a change can be read in a diff.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
NOTEBOOK = HERE.parents[1] / "notebooks" / "flagship.ipynb"
SCENARIO, HISTORIES, SEED = "bolsheviks", 500, 1
WIDTH = "110"
NOTE = (
    "This page shows [the notebook](../notebooks/flagship.ipynb) with its outputs. `make notebook` writes it from "
    f"{HISTORIES:,} histories, seed {SEED}. Your own copy reads the 10,000 histories of `make demo`, so its figures differ a little."
)


class Shown(NamedTuple):
    """A cell and what it shows: printed text, and the value of its last line."""

    kind: str
    source: str
    printed: str = ""
    value: Any = None


def cells() -> list[tuple[str, str]]:
    """(kind, source) of each cell."""
    return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]]


def run(names: dict[str, Any]) -> list[Shown]:
    """Run every cell in the current folder; ``names`` is what the cells know."""
    return [Shown(kind, source) if kind == "markdown" else executed(source, names) for kind, source in cells()]


def executed(source: str, names: dict[str, Any]) -> Shown:
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(tree, "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None
    return Shown("code", source, out.getvalue(), value)


def svg(value: Any) -> str:
    """The drawing of a chart; nothing for other values."""
    bundle = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {}
    return str((bundle[0] if isinstance(bundle, tuple) else bundle).get("image/svg+xml", ""))


def page(shown: Iterable[Shown]) -> tuple[str, dict[str, str]]:
    """The page, and name of a file -> drawing."""
    parts: list[str] = []
    files: dict[str, str] = {}
    heading = ""
    for cell in shown:
        if cell.kind == "markdown":
            parts.append(cell.source)
            heading = cell.source.split("\n")[0].lstrip("# ")
            continue
        parts.append(f"```python\n{cell.source}\n```")
        if cell.printed.strip():
            parts.append(f"```text\n{cell.printed.rstrip()}\n```")
        if drawing := svg(cell.value):
            name = f"chart_{len(files) + 1:02}.svg"
            files[name] = drawing
            parts.append(f"![{heading}](flagship/{name})")
        elif hasattr(cell.value, "_repr_html_"):
            parts.append(cell.value._repr_html_())
        elif cell.value is not None:
            parts.append(f"```text\n{cell.value!r}\n```")
    return "\n\n".join([parts[0], NOTE, *parts[1:]]) + "\n", files


def main() -> None:
    import collegium

    with tempfile.TemporaryDirectory() as place:
        out, folder = Path(place) / "runs" / "demo", Path(place) / "notebooks"
        collegium.permutation(collegium.run(SCENARIO, histories=HISTORIES, seed=SEED, out=out))
        folder.mkdir()
        os.environ["COLUMNS"] = WIDTH
        with contextlib.chdir(folder):
            text, files = page(run({}))
    for old in HERE.glob("*.svg"):
        old.unlink()
    for name, drawing in files.items():
        (HERE / name).write_text(drawing, encoding="utf-8")
    (HERE.parent / "flagship.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
