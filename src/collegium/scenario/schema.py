"""The shape of a scenario as data: files, columns and keys. A star marks what must be filled."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from collegium.scenario import damage
from collegium.scenario.fields import Fields, identifier
from collegium.scenario.findings import Findings, Wrong, suggest
from collegium.scenario.text import HEAD, Folder, Table


@dataclass(frozen=True, slots=True)
class Shape:
    """Names of columns or keys, a star behind those that must be filled; at least and at most so many rows."""

    names: str
    least: int = 0
    most: int = 100_000

    @property
    def known(self) -> tuple[str, ...]:
        return tuple(name.rstrip("*") for name in self.names.split())

    @property
    def needed(self) -> tuple[str, ...]:
        return tuple(name.rstrip("*") for name in self.names.split() if name.endswith("*"))


TABLES: dict[str, Shape] = {
    "people.csv": Shape(
        "id* name standing ambition caution apparatus public health authority place source certainty", 1, 128
    ),
    "seats.csv": Shape("body* person* rank from to source certainty", 1),
    "ties.csv": Shape("a* b* kind strength mutual from to source certainty", 3),
    "blocs.csv": Shape("body* constituency* seats* from to source certainty"),
    "offices.csv": Shape("office* person* from to source certainty"),
    "constituencies.csv": Shape("id* name weight boss_office source certainty", 0, 24),
    "allegiances.csv": Shape("constituency* person* share at source certainty"),
    "positions.csv": Shape("person* issue* value salience at source certainty"),
    "acts.csv": Shape("id* kind* person* other from* to what source certainty"),
    "documents.csv": Shape("id* author* to about earliest condition source certainty", 0, 16),
    "events.csv": Shape("id* kind* on when* effect source certainty", 0, 48),
    "record.csv": Shape("id* type* who what body from to value source certainty"),
    "claims.csv": Shape("id* claim* experiment measure sign source certainty"),
    "sources.csv": Shape("id* citation*"),
}

WORDING = ("name", "what", "value", "citation", "claim", "experiment", "measure", "sign")
"""Columns of free wording, in which typographic signs are at home."""

TOP = Shape("title* summary span* step top_body* issues bodies* offices parameters")
SPAN = Shape("from* to*")
ISSUE = Shape("name low high status_quo agency")
BODY = Shape(
    "name seats* weight cadence delay quorum threshold thresholds tie ballot absentee agenda chair deadline capacity "
    "decides elected_by appeal_to term"
)
OFFICE = Shape("name weight filled_by appoints fills force press security region")

MOST_BODIES, MOST_OFFICES, MOST_ISSUES = 16, 48, 12
MOST_SEATS, MOST_BLOCS = 32, 24
"""Named seats and blocs of one body at one time."""


def check_keys(fields: Fields, shape: Shape) -> bool:
    """Notes unknown and missing keys of a YAML mapping; whether nothing is missing."""
    for key in fields:
        if key not in shape.known:
            fields.wrong(key, f"there is no key '{key}' here", suggest(key, shape.known))
    missing = [key for key in shape.needed if key not in fields.values or fields.values[key].value == ""]
    for key in missing:
        fields.wrong(key, "this key must be given", f"add '{key}: ...'")
    return not missing


def check_tables(folder: Folder, findings: Findings) -> None:
    """Notes missing files, wrong headers and too few or too many rows."""
    for file in (HEAD, *TABLES):
        least = 1 if file == HEAD else TABLES[file].least
        if least and file not in folder.files and findings.clean(file):
            findings.note(file, 0, "", "this file is missing", f"write {file}; spec/format.md says what belongs in it")
    for file, table in folder.tables.items():
        if table.columns and check_header(file, table, findings):
            check_count(file, table, findings)


def check_header(file: str, table: Table, findings: Findings) -> bool:
    shape, before = TABLES[file], len(findings)
    if len(table.columns) == 1 and any(sign in table.columns[0] for sign in ";\t"):
        findings.note(file, 1, "", "the columns are not separated by commas", "save the table as CSV with commas")
        table.rows.clear()
        return False
    for column in table.columns:
        if not column:
            findings.note(file, 1, "", "a column has no name", "name it or delete the column")
        elif column not in shape.known:
            findings.note(file, 1, column, f"there is no column '{column}' in this table", suggest(column, shape.known))
    for column in sorted({column for column in table.columns if column and table.columns.count(column) > 1}):
        findings.note(file, 1, column, "this column occurs twice", "keep one of the two")
        table.rows.clear()
    for column in shape.needed:
        if column not in table.columns:
            findings.note(file, 1, column, "this column is missing", f"add a column '{column}' and fill it")
            table.rows.clear()
    return len(findings) == before


def check_count(file: str, table: Table, findings: Findings) -> None:
    shape, count = TABLES[file], len(table.rows)
    if count < shape.least and findings.clean(file):
        findings.note(
            file,
            0,
            "",
            f"{count} rows, where at least {shape.least} are needed",
            "add rows: nothing can run without them",
        )
    if count > shape.most:
        findings.note(
            file, 0, "", f"{count} rows, where at most {shape.most} are possible", "leave out what matters least"
        )


def rows(folder: Folder, file: str, findings: Findings) -> Iterator[Fields]:
    """The rows of a table that are whole: ids well formed, needed cells filled, no formulas."""
    table = folder.tables.get(file)
    for row in table.rows if table else ():
        before = len(findings)
        fields = Fields(findings, file, "", next(iter(row.values())).line, row)
        for column, node in row.items():
            check_cell(fields, column, str(node.value))
        for column in TABLES[file].needed:
            if fields.blank(column) and (column != "id" or not fields.raw("id")):
                fields.wrong(column, "this cell must be filled", f"write the {column}")
        if len(findings) == before:
            yield fields


def check_cell(fields: Fields, column: str, text: str) -> None:
    if damage.formula(text):
        fields.wrong(column, f"'{text}' would be read as a formula by a spreadsheet", "leave out the first sign")
    elif column == "id" and text:
        check_id(fields, column, text)


def check_id(fields: Fields, name: str, text: str) -> None:
    try:
        identifier(text)
    except Wrong as wrong:
        fields.wrong(name, wrong.message, wrong.remedy)


def check_most(fields: Fields, name: str, found: Collection[object], most: int) -> None:
    if len(found) > most:
        fields.wrong(name, f"{len(found)} {name}, where at most {most} are possible", "leave out what matters least")
