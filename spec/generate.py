"""Writes ``scenario.schema.json`` and ``tables/*.schema.json`` from the declaration of the format: run it after a change of the format.

Every key and column tells its own schema (``collegium.scenario.columns``); here they are put together as the two standards want them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from collegium.scenario.columns import WORDS, Column, Flag, Ref, cell_pattern, whole
from collegium.scenario.fields import ID, RESERVED
from collegium.scenario.format import TABLES, TOP
from collegium.scenario.shape import Table
from collegium.scenario.special import prior_pattern

HERE = Path(__file__).parent
Schema = dict[str, Any]


def head_schema() -> Schema:
    """The JSON Schema of ``scenario.yaml``."""
    return (
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "scenario.yaml of collegium",
            "$defs": {
                "id": {"pattern": whole(ID.pattern), "not": {"enum": list(RESERVED)}},
                "cell": {"type": ["number", "string", "null"], "pattern": cell_pattern([])},
                "prior": {"type": ["number", "string", "null"], "pattern": prior_pattern()},
            },
        }
        | {"description": TOP.about, "type": "object"}
        | TOP.schema()
    )


def table_schema(table: Table) -> Schema:
    """The Table Schema of one CSV table."""
    found: Schema = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "title": table.file,
        "description": f"{table.about} {table.least} to {table.most:,} rows.",
        "fields": [field(name, column) for name, column in table.columns.items()],
        "fieldsMatch": "superset",
        "missingValues": [""],
    }
    if "id" in table.columns:
        found["primaryKey"] = ["id"]
    if keys := [foreign_key(name, column) for name, column in table.columns.items() if refers(column)]:
        found["foreignKeys"] = keys
    return found


def refers(column: Column) -> bool:
    """Whether the column holds one id of one other table."""
    one = isinstance(column, Ref) and "array" not in column.types and not column.also and len(column.kinds) == 1
    return one and column.kinds[0] in {table.kind for table in TABLES.values()}


def foreign_key(name: str, column: Column) -> Schema:
    assert isinstance(column, Ref)
    return {"fields": [name], "reference": {"resource": column.kinds[0].many, "fields": ["id"]}}


def field(name: str, column: Column) -> Schema:
    """The Table Schema of one column."""
    default = column.schema().get("default", "none")
    shown = f" Default: {default}." if default not in ("none", False) else ""
    kind = column.format or (column.types[0] if len(column.types) == 1 else "string")
    found: Schema = {"name": name, "type": kind, "description": column.says + shown}
    constraints = {"pattern": column.pattern} if column.pattern else {}
    constraints |= {"enum": list(column.options)} if column.options else {}
    if kind == "integer":
        constraints |= {"minimum": column.low, "maximum": column.high}
    if isinstance(column, Flag):
        found |= {"type": "boolean", "trueValues": [word for word in WORDS if WORDS[word]]}
        found["falseValues"] = [word for word in WORDS if not WORDS[word]]
        constraints = {}
    if column.needed:
        constraints["required"] = True
    elif isinstance(column, Ref) and "array" not in column.types:
        found["missingValues"] = ["", "none"]
    return found | ({"constraints": constraints} if constraints else {})


def texts() -> dict[str, str]:
    """Path below ``spec/`` -> text of every generated file."""
    found = {"scenario.schema.json": head_schema()}
    found |= {f"tables/{file.removesuffix('.csv')}.schema.json": table_schema(table) for file, table in TABLES.items()}
    return {path: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for path, value in found.items()}


if __name__ == "__main__":
    for path, text in texts().items():
        (HERE / path).write_text(text, encoding="utf-8", newline="\n")
