"""Reads the small tables of the commands for published models: members with votes or power, and signed ties.

Every mistake is reported with file, line and remedy, like those of a scenario.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from collegium.arguments import path as a_path
from collegium.arguments import takes
from collegium.errors import SettingError, listed
from collegium.models.coalitions import MOST as MOST_COMPARED
from collegium.scenario.findings import Findings, Wrong, suggest
from collegium.scenario.reading import read_bytes
from collegium.scenario.text import decode, parse_csv

MOST = 10**9
"""Greatest number of a cell."""
LARGEST = 500
"""Most members of a table of votes or ties."""
TIES = {"+": 1, "1": 1, "+1": 1, "friend": 1, "-": -1, "-1": -1, "enemy": -1}
"""How a tie may be written -> its sign."""

Row = dict[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Members:
    """Names, a number of each (votes or power), and the unions by place, if the table has any."""

    names: list[str]
    numbers: list[Fraction]
    unions: list[list[int]] | None = None


@dataclass(frozen=True, slots=True)
class Ties:
    """Names and the symmetric matrix of their ties: 1, -1, or 0 where there is none."""

    names: list[str]
    signs: list[list[int]]


@takes(path=a_path)
def votes(path: str | Path) -> Members:
    """Columns member, votes (whole numbers from 0) and, if wanted, union: members of one union vote as one."""
    found = Sheet(path, ("member", "votes"), ("union",))
    numbers = [found.cell(n, "votes", whole) for n in range(len(found.rows))]
    names = found.names()
    if numbers and not any(x is None or x for x in numbers):
        found.findings.note(found.file, 0, "votes", "nobody has a vote", "give one member or more a number above 0")
    found.settle()
    blocs = [row.get("union", "") for row in found.rows]
    return Members(names, [x for x in numbers if x is not None], grouped(blocs) if any(blocs) else None)


@takes(path=a_path)
def powers(path: str | Path) -> Members:
    """Columns member and power (numbers above 0, with a point or as a fraction)."""
    found = Sheet(path, ("member", "power"))
    numbers = [found.cell(n, "power", positive) for n in range(len(found.rows))]
    names = found.names(MOST_COMPARED)
    found.settle()
    return Members(names, [x for x in numbers if x is not None])


@takes(path=a_path)
def ties(path: str | Path) -> Ties:
    """Columns a, b and tie (+ or -), one row a pair; a pair without a row has no tie."""
    found = Sheet(path, ("a", "b", "tie"))
    pairs = {}
    for n, row in enumerate(found.rows):
        sign, pair = found.cell(n, "tie", signed), frozenset((row["a"], row["b"]))
        for column in ("a", "b"):
            found.cell(n, column, named)
        if len(pair) == 1 and row["a"]:
            found.note(n, "b", f"'{row['a']}' has a tie to the same member", "name two members")
        elif pair in pairs:
            found.note(n, "", "this pair has a row already", "keep one row for each pair: a tie has no direction")
        pairs[pair] = sign or 0
    names = list(dict.fromkeys(name for row in found.rows for name in (row["a"], row["b"])))
    found.count(names)
    found.settle()
    return Ties(names, [[pairs.get(frozenset((one, other)), 0) for other in names] for one in names])


class Sheet:
    """The rows of a file and the mistakes found in it."""

    def __init__(self, path: str | Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        self.file = str(path)
        self.findings = Findings()
        self.lines: list[int] = []
        self.rows: list[Row] = []
        self.read(Path(path), columns, optional)
        self.settle()

    def read(self, path: Path, columns: tuple[str, ...], optional: tuple[str, ...]) -> None:
        data = read_bytes(path, self.file, self.findings, streams=True)
        text = None if data is None else decode(data, self.file, self.findings)
        if text is None:
            return
        table = parse_csv(text, self.file, self.findings)
        for line, message, remedy in table.uneven:
            self.findings.note(self.file, line, "", message, remedy)
        for name in dict.fromkeys(table.columns):
            if name not in columns + optional:
                self.findings.note(self.file, table.line, name, "no column has this name", suggest(name, columns + optional))
            elif table.columns.count(name) > 1:
                self.findings.note(self.file, table.line, name, "this column appears twice", "keep one of the two")
        missing = [name for name in columns if name not in table.columns]
        if table.columns and missing:
            self.findings.note(self.file, table.line, "", f"no column {', '.join(missing)}", f"begin with the line {','.join(columns)}")
        if table.columns and not table.rows and not table.uneven:
            self.findings.note(self.file, table.line, "", "there are no rows", "add a row for each member or pair")
        self.rows = [{name: str(node.value) for name, node in row.items()} for row in table.rows]
        self.lines = [min(node.line for node in row.values()) for row in table.rows]

    def note(self, n: int, column: str, message: str, remedy: str) -> None:
        self.findings.note(self.file, self.lines[n], column, message, remedy)

    def cell(self, n: int, column: str, parse: Callable[[str], T]) -> T | None:
        """The cell of row ``n``; None, and a mistake noted, where it cannot be read."""
        try:
            return parse(self.rows[n][column])
        except Wrong as wrong:
            self.note(n, column, wrong.message, wrong.remedy)
            return None

    def names(self, most: int = LARGEST) -> list[str]:
        """The members, each of whom must have a name of their own."""
        found = [row["member"] for row in self.rows]
        seen: set[str] = set()
        for n, name in enumerate(found):
            self.cell(n, "member", named)
            if name and name in seen:
                self.note(n, "member", f"'{name}' has a row already", "give each member one row and a name of its own")
            seen.add(name)
        self.count(found, most)
        return found

    def count(self, names: list[str], most: int = LARGEST) -> None:
        if len(names) > most:
            self.findings.note(self.file, 0, "", f"{len(names):,} members", f"keep the {most} who matter most, or fewer")

    def settle(self) -> None:
        """Raises :class:`SettingError` with every mistake found so far."""
        if self.findings:
            raise SettingError(listed(self.findings.ordered()))


def grouped(blocs: list[str]) -> list[list[int]]:
    """Places by union; a member without one is a union alone."""
    unions: dict[str | int, list[int]] = {}
    for place, bloc in enumerate(blocs):
        unions.setdefault(bloc or place, []).append(place)
    return list(unions.values())


# cells


def named(text: str) -> str:
    if not text:
        raise Wrong("a name is missing", "write the member's name")
    if "\n" in text:
        raise Wrong(f"the name '{text}' has a line break", "write it on one line, and close every quote")
    return text


def whole(text: str) -> Fraction:
    if not re.fullmatch(r"\d{1,10}", text, re.ASCII) or int(text) > MOST:
        raise Wrong(f"'{text}' is not a whole number from 0 to {MOST:,}", "write the votes in digits only")
    return Fraction(text)


def positive(text: str) -> Fraction:
    good = re.fullmatch(r"\d{1,10}(\.\d{1,9})?|\d{1,9}/0*[1-9]\d{0,8}", text, re.ASCII)
    number = Fraction(text) if good else Fraction(0)
    if not 0 < number <= MOST:
        remedy = "write digits with a decimal point, such as 2.5, or a fraction, such as 5/2"
        raise Wrong(f"'{text}' is not a number above 0, up to {MOST:,}", remedy)
    return number


def signed(text: str) -> int:
    if text not in TIES:
        raise Wrong(f"'{text}' is no tie", "write + for friends and - for enemies, and leave out pairs without a tie")
    return TIES[text]
