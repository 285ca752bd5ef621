"""Cells of the tables beside the figures: as printed for a reader, and as plain numbers for a spreadsheet."""

from __future__ import annotations

import base64
import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from collegium.figures import style
from collegium.language import numeral, say

SAFE = ",:;()+*!'"
"""What an address may hold as it is."""


class Cell(str):
    """What a cell prints; ``plain`` is the same as numbers (shares from 0 to 1) or ISO dates, ``link`` an address on the page or ''."""

    plain: tuple[float | str, ...]
    link: str

    def __new__(cls, printed: str, *plain: float | str, link: str = "") -> Cell:
        cell = super().__new__(cls, printed)
        cell.plain, cell.link = plain or (printed,), link
        return cell


@dataclass(frozen=True, slots=True)
class Table:
    """What it shows, its columns, and its rows; the first cell of a row names it."""

    caption: str
    head: list[str]
    rows: Sequence[Sequence[str]]


def share(value: float) -> Cell:
    """A share in percent."""
    return Cell(style.percent(value), value)


def between(value: float, low: float, high: float) -> Cell:
    """A share with its interval."""
    printed = [style.percent(one) for one in (value, low, high)]
    return Cell(say("{value} ({low} to {high})", **dict(zip(("value", "low", "high"), printed, strict=True))), value, low, high)


def day(when: date) -> Cell:
    return Cell(style.day(when), when.isoformat())


def count(n: int) -> Cell:
    return Cell(numeral(f"{n:,}"), n)


def as_csv(tables: Sequence[Table]) -> str:
    """The plain values of tables as one CSV text with the hyphen for minus; several tables share the columns that have the same name, and
    a first column says which table a row is from. A column whose cells are an estimate with its interval becomes three."""
    several = len(tables) > 1
    rows = [{**({"table": table.caption} if several else {}), **_named(table, row)} for table in tables for row in table.rows]
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names or [name for table in tables[:1] for name in table.head], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _named(table: Table, row: Sequence[str]) -> dict[str, str]:
    """Column -> value, of one row."""
    found: dict[str, str] = {}
    for name, cell in zip(table.head, row, strict=True):
        values = cell.plain if isinstance(cell, Cell) else (cell,)
        parts = [name] if len(values) == 1 else [name, f"{name}: low", f"{name}: high"]
        found |= dict(zip(parts, map(_plain, values), strict=True))
    return found


def _plain(value: float | str) -> str:
    if isinstance(value, str):
        return "" if value == "–" else value.replace("−", "-")
    return "" if math.isnan(value) else f"{value:.6g}"


def csv_address(tables: Sequence[Table]) -> str:
    """A ``data:`` address of the same text, which a browser saves without a script or a network."""
    return f"data:text/csv;charset=utf-8,{quote(as_csv(tables), safe=SAFE)}"


def svg_address(drawing: str) -> str:
    """A ``data:`` address of a drawing."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
