"""Texts of saved tables as a spreadsheet may take them: a name that begins like a formula stays a name.

A spreadsheet computes what begins with one of the signs of :data:`FORMULA`, and a formula may fetch or send data. In CSV an apostrophe in
front says that the cell is a text. A workbook says the same by the type of the cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from collegium.errors import visible

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠].|[\t\r]", re.DOTALL)
"""How a formula begins, in plain or wide letters, or what a spreadsheet passes over before one."""
NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?%?\s*", re.ASCII | re.IGNORECASE)


def as_text(value: Any) -> Any:
    """A cell of a CSV file: a text that a spreadsheet would compute gets an apostrophe; everything else stays as it is."""
    if not isinstance(value, str):
        return value
    apostrophe = "'" if FORMULA.match(value) and not NUMBER.fullmatch(value) else ""
    return apostrophe + visible(value)


def row_as_text(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same for a row."""
    return {as_text(name): as_text(value) for name, value in row.items()}
