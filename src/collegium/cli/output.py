"""What the command line prints: tables and JSON."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.cli.message import put
from collegium.errors import HARMFUL, visible
from collegium.files.outputs import deliver

if TYPE_CHECKING:
    from collegium.analysis import Outcome
    from collegium.committee.summaries import Summary

WIDTH = 130
"""Width of tables where there is no terminal to fit."""
HEADS = ("outcome", "estimate", "95% interval", "error", "n", "origin")
"""Columns of the outcome table; the origin says whether the model decides a row or mostly repeats an input."""
NARROWEST = 40
"""Least width of what is printed: a terminal that claims to have one column or none would show nothing."""
NARROW = 90
"""Below this width the outcome table keeps to estimate and interval."""


def console() -> Any:
    from rich.console import Console

    class Pipe(Console):
        def on_broken_pipe(self) -> None:
            raise  # of a pipe that nobody reads any more the command line decides, not this library

    made = Pipe(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    made.width = max(made.width, NARROWEST)
    return made


def columns(rows: Sequence[Mapping[str, Any]], title: str | None = None) -> None:
    """Rows with the same keys as a table."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in rows[0] if rows else ():
        table.add_column(Text(visible(name)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(str(cell))) for cell in row.values()))
    console().print(table)


def plain(value: Any) -> Any:
    """Anything that results hold as JSON knows it; what is no number becomes null."""
    from collegium.scenario.calendar import is_day

    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if is_day(value) else str(value) if isinstance(value, Path) else value


def put_json(value: Any) -> None:
    text = json.dumps(plain(value), indent=1, ensure_ascii=False, allow_nan=False)
    put(HARMFUL.sub(lambda found: json.dumps(found[0])[1:-1], text))  # the same text, by JSON's own escapes


def measured(found: Summary, as_json: bool) -> None:
    """A published model on a small table: its rows, then what is remarkable."""
    from collegium.results.sentences import minus

    if as_json:
        put_json(found.facts | {"members": found.rows})
        return
    rounded = [{name: minus(f"{cell:.4f}") if isinstance(cell, float) else cell for name, cell in row.items()} for row in found.rows]
    columns([{name.replace("_", " "): cell for name, cell in row.items()} for row in rounded])
    put("\n" + "\n".join(found.words))


def save_rows(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Rows with the same keys as a CSV file, which a spreadsheet may open."""
    from collegium.results.spreadsheet import row_as_text

    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, row_as_text(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(row_as_text, rows))
    deliver(path, out.getvalue())


def paragraph(text: str) -> None:
    """Plain text, broken between words where the terminal ends."""
    console().print(visible(text), markup=False)


def outcome_table(rows: Sequence[Outcome]) -> None:
    """The outcome table: estimate, 95% interval, Monte Carlo standard error, histories, and whether the model or an input decides it."""
    from collegium.report.words import error, interval, number

    grouped(HEADS, 3, [
        (row, (number(row.estimate, row.unit), interval(row.low, row.high, row.unit), error(row.error, row.unit), f"{row.n:,}", row.marked))
        for row in rows
    ])  # fmt: skip


def grouped(heads: Sequence[str], narrow: int, rows: Sequence[tuple[Outcome, tuple[str, ...]]]) -> None:
    """Rows of the outcome table under their groups. On a narrow terminal only the first ``narrow`` columns are shown."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = console()
    shown = narrow if out.width < NARROW else len(heads)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for n, name in enumerate(heads[:shown]):
        table.add_column(name, justify="right" if n else "left", no_wrap=n > 0)
    group = ""
    for row, cells in rows:
        if row.group != group:
            group = row.group
            table.add_row(Text(visible(group), "bold"))
        label = row.label if row.unit == "share" else f"{row.label} ({row.unit})"
        deep = 4 if label.startswith(("first by", "of these", "with ")) else 2
        table.add_row(Padding(Text(visible(label)), (0, 0, 0, deep)), *map(visible, cells[: shown - 1]))
    out.print(table)
