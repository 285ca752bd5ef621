"""The rows of the tables as typed: headers, numbers of rows, ids and needed cells, before anything is read in earnest."""

from __future__ import annotations

from collections.abc import Iterator

from collegium.language import say
from collegium.scenario import damage, text
from collegium.scenario.fields import Fields
from collegium.scenario.findings import Findings, nearest, suggest
from collegium.scenario.format import TABLES
from collegium.scenario.shape import Table
from collegium.scenario.text import HEAD, Folder


def check_tables(folder: Folder, findings: Findings) -> None:
    """Notes missing files, wrong headers and too few or too many rows."""
    for file in (HEAD, *TABLES):
        least = 1 if file == HEAD else TABLES[file].least
        if least and file not in folder.files and findings.clean(file):
            findings.note(file, 0, "", "this file is missing", f"write {file}{begun(file)}")
    for file, table in folder.tables.items():
        check_table(TABLES[file], table, findings)


def check_table(shape: Table, table: text.Table, findings: Findings) -> None:
    """Notes a wrong header and too few or too many rows."""
    if table.columns and check_header(shape, table, findings):
        check_count(shape, table, findings)


def begun(file: str) -> str:
    return f", beginning with the columns {', '.join(TABLES[file].needed)}" if file in TABLES else ": title, span, top_body and bodies"


def check_header(shape: Table, table: text.Table, findings: Findings) -> bool:
    file, before = shape.file, len(findings)
    if not any(nearest(column, shape.known) for column in table.columns):
        message = "the header should be here, and no column of this table is named"
        findings.note(file, table.line, "", message, f"write the names of the columns above the rows, from {', '.join(shape.known)}")
        table.rows.clear()
        return False
    for line, message, remedy in table.uneven:
        findings.note(file, line, "", message, remedy)
    for column in table.columns:
        if not column:
            findings.note(file, table.line, "", "a column has no name", "name it or delete the column")
        elif column not in shape.columns:
            findings.note(file, table.line, column, f"there is no column '{column}' in this table", suggest(column, shape.known))
    for column in sorted({column for column in table.columns if column and table.columns.count(column) > 1}):
        findings.note(file, table.line, column, "this column occurs twice", "keep one of the two")
        table.rows.clear()
    for column in shape.needed:
        if column not in table.columns:
            if column not in {nearest(other, shape.known) for other in table.columns}:
                findings.note(file, table.line, column, "this column is missing", f"add a column '{column}' and fill it")
            table.rows.clear()
    return len(findings) == before


def check_count(shape: Table, table: text.Table, findings: Findings) -> None:
    count = len(table.rows)
    if not count and shape.sparse and findings.clean(shape.file):
        findings.note(shape.file, 0, "", "the table has no rows", "add rows, or remove the file")
    if count < shape.least and findings.clean(shape.file):
        findings.note(shape.file, 0, "", f"{count} rows, but at least {shape.least} are needed", "add rows: nothing can run without them")
    if count > shape.most:
        findings.note(shape.file, 0, "", f"{count} rows, but at most {shape.most} are possible", "leave out what matters least")
        table.rows.clear()


def rows(folder: Folder, shape: Table, findings: Findings) -> Iterator[Fields]:
    """The rows of a table that are whole: ids well formed, needed cells filled, no formulas."""
    table = folder.tables.get(shape.file)
    for row in table.rows if table else ():
        before = len(findings)
        fields = Fields(findings, shape.file, "", next(iter(row.values())).line, row)
        for column, node in row.items():
            check_cell(fields, column, str(node.value))
        for column in shape.needed:
            if fields.blank(column) and (column != "id" or not fields.raw("id")):
                meaning = shape.columns[column].says.rstrip(".")
                fields.wrong(column, say("this cell must be filled"), say("fill it: {meaning}", meaning=meaning))
        if len(findings) == before:
            yield fields


def check_cell(fields: Fields, column: str, typed: str) -> None:
    if damage.formula(typed):
        fields.wrong(column, f"'{typed}' would be read as a formula by a spreadsheet", "leave out the first sign")
    elif column == "id" and typed:
        fields.check_id(column, typed)
