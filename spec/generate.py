"""Writes ``scenario.schema.json`` and ``tables/*.schema.json`` from what the reader itself asks for: run it after a change of the format.

The functions that read ``scenario.yaml`` and the rows of the tables are run on :class:`Asked`, which notes under every name the type,
range, default and choices they ask for. Descriptions come from ``schema.py`` and, for parameters, from ``parameters.py``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import fields as fields_of
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from collegium.scenario import cells, dates, heading, names, schema, tables
from collegium.scenario.cells import Scale
from collegium.scenario.fields import ID, RESERVED, WORDS, Fields
from collegium.scenario.findings import Findings
from collegium.scenario.model import Cell
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.text import Node, parse_yaml

HERE = Path(__file__).parent
Schema = dict[str, Any]

KINDS = tuple(field.name for field in fields_of(names.Names))
NAMES = names.Names(**{kind: frozenset({kind}) for kind in KINDS})
"""Each kind of id stands for itself, so that a reference tells what it may name."""
SMALLEST = """
issues: {issues: }
bodies: {bodies: {seats: 1}}
offices: {offices: {appoints: {constituencies: 0}}}
"""
"""A heading with one entry in every section that is keyed by ids."""
SHAPES = {
    "": schema.TOP,
    "span": schema.SPAN,
    "agreement": schema.AGREEMENT,
    "issues.issues": schema.ISSUE,
    "bodies.bodies": schema.BODY,
    "offices.offices": schema.OFFICE,
}
MOST = {"issues": schema.MOST_ISSUES, "bodies": schema.MOST_BODIES, "offices": schema.MOST_OFFICES}

DIGITS = cells.NUMBER.pattern
DAY = dates.FORM.pattern
DATE = rf"(~\s*)?{DAY}|{DAY}\s*\.\.\s*{DAY}"
READERS: dict[str, Callable[[Asked], object]] = {
    "people.csv": lambda row: tables.person(row, NAMES),
    "seats.csv": lambda row: tables.seat(row, NAMES),
    "ties.csv": lambda row: [tables.ties(row, NAMES), tables.ties(row.filled(kind="patron"), NAMES)],
    "blocs.csv": lambda row: tables.bloc(row, NAMES),
    "offices.csv": lambda row: tables.tenure(row, NAMES),
    "constituencies.csv": lambda row: tables.constituency(row, NAMES),
    "allegiances.csv": lambda row: tables.allegiance(row, NAMES),
    "positions.csv": lambda row: tables.position(row, NAMES),
    "acts.csv": lambda row: tables.act(row, NAMES),
    "documents.csv": lambda row: tables.document(row, NAMES, date.min),
    "events.csv": lambda row: tables.event(row, NAMES),
    "record.csv": lambda row: tables.record(row, NAMES),
    "claims.csv": lambda row: tables.claim(row, NAMES),
    "sources.csv": lambda row: [row.text(name) for name in schema.TABLES["sources.csv"].known],
}


class Asked(Fields):
    """Notes what is asked for under each name, as a piece of JSON Schema, and which ids a reference may name."""

    def __init__(self, path: str = "", values: dict[str, Node] | None = None) -> None:
        super().__init__(Findings(), "", path, 0, values or {})
        self.asked: dict[str, Schema] = {}
        self.refers: dict[str, set[str]] = {}

    def filled(self, **values: str) -> Asked:
        """The same with texts under some names; what is asked for comes to what was asked before."""
        self.values = {name: Node(text) for name, text in values.items()}
        return self

    def ask(self, name: str, default: Any, **found: Any) -> None:
        if default not in ("", None):
            found["default"] = plain(default)
        self.asked.setdefault(name, found)

    def read(self, name: str, parse: Callable[[str], Any], default: Any) -> Any:
        day = {"format": "date"} if parse is dates.day else {}
        self.ask(name, default if isinstance(default, str) else "", type="string", **day)
        return default

    def text(self, name: str, default: str = "") -> str:
        self.ask(name, "" if default in KINDS else default, type=["string", "number", "boolean"])
        return default

    def number(self, name: str, default: Any, low: float, high: float) -> Any:
        self.ask(name, default, type="number", **within(low, high))
        return default

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        self.ask(name, default, type="integer", **within(low, high))
        return default

    def flag(self, name: str) -> bool:
        self.ask(name, False, type=["boolean", "string"], enum=[True, False, *WORDS])
        return False

    def choice(self, name: str, options: Collection[str], default: Any) -> Any:
        self.ask(name, default, type="string", enum=list(options))
        return self.raw(name) or default

    def cell(self, name: str, scale: Scale) -> Cell:
        self.scaled(name, scale, scale.default)
        return cells.parse("", scale)

    def derived(self, name: str, scale: Scale) -> Cell | None:
        self.scaled(name, scale, "")
        return None

    def scaled(self, name: str, scale: Scale, default: str) -> None:
        """A cell; where it is asked for on two scales, the levels of both are known."""
        levels = {**self.asked.get(name, {}).get("levels", {}), **dict.fromkeys(scale.levels)}
        self.ask(name, default, type=["number", "string"], **within(scale.low, scale.high))
        self.asked[name] |= {"levels": levels, "pattern": cell_pattern(list(levels))}

    def ref(self, name: str, known: Collection[str], what: str) -> str:
        self.refers[name] = set(known)
        self.ask(name, "none", type="string", pattern=whole(ID.pattern))
        return ""

    def refs(self, name: str, known: Collection[str], what: str) -> tuple[str, ...]:
        words = ID.pattern if set(known) <= set(KINDS) else f"({'|'.join(known)})"
        one = {"enum": list(known)} if words != ID.pattern else {"pattern": whole(words)}
        self.ask(
            name,
            "none",
            type=["array", "string"],
            items={"type": "string"} | one,
            uniqueItems=True,
            pattern=whole(rf"none|{words}(\s*;\s*{words})*"),
        )
        return ()

    def inner(self, name: str) -> Asked:
        """The mapping under the name; one that is keyed by ids has the same schema under each."""
        found = Asked(self.place(name), super().inner(name).values)
        self.asked[name] = {"inner": found}
        return found

    def when(self, name: str) -> None:
        self.ask(name, "", type="string", pattern=whole(DATE))


def plain(default: Any) -> Any:
    """A default typed as text, as the number it is if it is one."""
    return json.loads(default) if isinstance(default, str) and cells.NUMBER.fullmatch(default) else default


def within(low: float, high: float) -> Schema:
    return {name: limit for name, limit in (("minimum", low), ("maximum", high)) if isfinite(limit)}


def whole(pattern: str) -> str:
    return f"^({pattern})$"


def cell_pattern(levels: list[str]) -> str:
    """What a cell typed as text looks like: ``?``, a number, a range, alternatives or a level."""
    weighted = rf"{DIGITS}\s*:\s*{DIGITS}"
    forms = [r"\?", rf"{DIGITS}(\s*\.\.\s*{DIGITS}){{0,2}}", rf"{weighted}(\s*\|\s*{weighted})*"]
    return whole("|".join(forms + ([rf"({'|'.join(levels)})\??"] if levels else [])))


def prior_pattern() -> str:
    """What a prior looks like: a number, or a family with its numbers and perhaps bounds."""
    further = rf"\s*,\s*{DIGITS}"
    families = "|".join(rf"{name}\s*\(\s*{DIGITS}{further * (count - 1)}\s*\)" for name, count in cells.FAMILIES.items())
    return whole(rf"{DIGITS}|({families})(\s+in\s+{DIGITS}\s*\.\.\s*{DIGITS})?")


# scenario.yaml


def head_schema() -> Schema:
    """The JSON Schema of ``scenario.yaml``."""
    values = parse_yaml(SMALLEST, Findings()).value
    assert isinstance(values, dict)
    top = Asked("", values)
    heading.read(top, NAMES)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "scenario.yaml of collegium",
        "$defs": {
            "id": {"pattern": whole(ID.pattern), "not": {"enum": list(RESERVED)}},
            "cell": {"type": ["number", "string", "null"], "pattern": cell_pattern([])},
            "prior": {"type": ["number", "string", "null"], "pattern": prior_pattern()},
        },
    } | mapping(top)


def mapping(found: Asked) -> Schema:
    """The schema of a mapping: of known keys, of parameters, or keyed by ids."""
    shape = SHAPES.get(found.path)
    keys = {name: key(found, name) for name in (shape.known if shape else found.asked)}
    if len(keys) == 1 and set(keys) <= set(KINDS):
        return by_id(*keys.values()) | ({"maxProperties": MOST[found.path]} if found.path in MOST else {})
    about = {"description": shape.about} if shape else {}
    needed = {"required": list(shape.needed)} if shape and shape.needed else {}
    return about | {"type": "object", "properties": keys, "additionalProperties": False} | needed


def by_id(entry: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"$ref": "#/$defs/id"}, "additionalProperties": entry}


def key(found: Asked, name: str) -> Schema:
    """The schema of one key, with what it is for. A key that need not be given may be left blank."""
    if found.path == "parameters":
        return parameter(name)
    shape, asked = SHAPES.get(found.path), dict(found.asked[name])
    if "inner" in asked:
        asked = mapping(asked["inner"])
    if "levels" in asked:
        asked = {"$ref": "#/$defs/cell"} | {word: asked[word] for word in ("minimum", "maximum", "default")}
    if shape is None or name in shape.needed:
        asked.pop("default", None)
    about = {"description": shape.says(name)} if shape and name in shape.known else {}
    return about | (asked if shape and name in shape.needed else may_be_blank(asked))


def may_be_blank(asked: Schema) -> Schema:
    if "$ref" in asked:
        return asked
    kinds = asked["type"] if isinstance(asked["type"], list) else [asked["type"]]
    choices = {"enum": [*asked["enum"], None]} if "enum" in asked else {}
    return asked | {"type": [*kinds, "null"]} | choices


def parameter(name: str) -> Schema:
    asked = DEFAULTS[name]
    return {"description": asked.meaning, "$ref": "#/$defs/prior", "default": plain(asked.prior)} | within(*heading.bounds(name))


# tables


def table_schema(file: str) -> Schema:
    """The Table Schema of one CSV table."""
    shape, row = schema.TABLES[file], Asked()
    READERS[file](row)
    found: Schema = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "title": file,
        "description": f"{shape.about} {shape.least} to {shape.most:,} rows.",
        "fields": [column(name, row.asked[name], row.refers.get(name), shape) for name in shape.known],
        "fieldsMatch": "superset",
        "missingValues": [""],
    }
    if "id" in shape.known:
        found["primaryKey"] = ["id"]
    resources = {file.removesuffix(".csv") for file in names.DEFINING}
    keys = [(name, *kinds) for name, kinds in row.refers.items() if len(kinds) == 1 and kinds <= resources]
    if keys:
        found["foreignKeys"] = [{"fields": [name], "reference": {"resource": kind, "fields": ["id"]}} for name, kind in keys]
    return found


def column(name: str, asked: Schema, refers: set[str] | None, shape: schema.Shape) -> Schema:
    kind = asked.get("format", asked["type"])
    default = f" Default: {asked['default']}." if name not in shape.needed and asked.get("default", "none") not in ("none", False) else ""
    found: Schema = {"name": name, "type": kind if isinstance(kind, str) else "string", "description": shape.says(name) + default}
    constraints = {word: asked[word] for word in ("pattern", "enum") if word in asked}
    if found["type"] == "integer":
        constraints |= {word: asked[word] for word in ("minimum", "maximum")}
    if kind == ["boolean", "string"]:
        found |= {"type": "boolean", "trueValues": [word for word in WORDS if WORDS[word]]}
        found["falseValues"] = [word for word in WORDS if not WORDS[word]]
        constraints = {}
    if name == "id":
        constraints["pattern"] = whole(ID.pattern)
    if name in shape.needed:
        constraints["required"] = True
    elif refers:
        found["missingValues"] = ["", "none"]
    return found | ({"constraints": constraints} if constraints else {})


def texts() -> dict[str, str]:
    """Path below ``spec/`` -> text of every generated file."""
    found = {"scenario.schema.json": head_schema()}
    found |= {f"tables/{file.removesuffix('.csv')}.schema.json": table_schema(file) for file in schema.TABLES}
    return {path: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for path, value in found.items()}


if __name__ == "__main__":
    for path, text in texts().items():
        (HERE / path).write_text(text, encoding="utf-8", newline="\n")
