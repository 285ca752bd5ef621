"""The schemas of ``spec/`` are what its script writes, admit what the reader admits and refuse what they can see."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from collegium.scenario import find, load, shipped
from collegium.scenario.findings import Findings
from collegium.scenario.format import TABLES
from collegium.scenario.text import HEAD, Table, parse_csv
from collegium.scenario.write import to_files
from helpers.cases import CASES, files_of

SPEC = CASES.parent
HEADING = json.loads((SPEC / "scenario.schema.json").read_text(encoding="utf-8"))
COLUMNS = {file: json.loads((SPEC / f"tables/{file.removesuffix('.csv')}.schema.json").read_text(encoding="utf-8")) for file in TABLES}
GOOD: dict[str, Callable[[], Mapping[str, str]]] = {
    **{f"shipped {name}": lambda name=name: load(find(name)).files for name in shipped()},
    **{f"complete {name}": lambda name=name: to_files(load(find(name))) for name in shipped()},
    **{path.name: lambda path=path: files_of(path) for path in sorted((CASES / "valid").iterdir())},
}


class Loader(yaml.SafeLoader):
    """Reads a date as text, as editors do."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in found if not tag.endswith("timestamp")]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_files_are_what_the_script_writes() -> None:
    texts = runpy.run_path(str(SPEC / "generate.py"))["texts"]()
    assert {path: (SPEC / path).read_text(encoding="utf-8") for path in texts} == texts
    assert len(texts) == 1 + len(list((SPEC / "tables").iterdir()))


def test_every_key_column_and_parameter_is_described() -> None:
    Draft202012Validator.check_schema(HEADING)
    parts = [HEADING, *(entry["additionalProperties"] for entry in HEADING["properties"].values() if "propertyNames" in entry)]
    parts += [HEADING["properties"][name] for name in ("parameters", "agreement")]
    found = [key for part in parts for key in part["properties"].values()]
    found += [field for table in COLUMNS.values() for field in table["fields"]]
    assert len(found) > 150
    assert all(key["description"] for key in found)


@pytest.mark.parametrize("name", GOOD)
def test_what_the_reader_admits_the_schemas_admit(name: str) -> None:
    files = GOOD[name]()
    assert list(refused_keys(files[HEAD])) == []
    tables = {file: parse_csv(text, file, Findings()) for file, text in files.items() if file != HEAD}
    assert [mistake for file in tables for mistake in refused_cells(file, tables)] == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("key_missing", ""),
        ("key_unknown", "bodies.council"),
        ("key_needs_mapping", "span"),
        ("key_needs_one_value", "bodies.council.quorum"),
        ("quorum_range", "bodies.council.quorum"),
        ("agreement_above_one", "agreement.tie"),
        ("threshold_range", "bodies.council.thresholds.strip"),
        ("motion_unknown", "bodies.council.decides.1"),
        ("number_whole", "bodies.assembly.seats"),
        ("number_not", "bodies.council.quorum"),
        ("parameter_unknown", "parameters"),
        ("prior_form", "parameters.shock"),
        ("prior_family", "parameters.shock"),
        ("prior_arguments", "parameters.shock"),
    ],
)
def test_what_the_schema_of_the_heading_refuses(name: str, place: str) -> None:
    assert list(refused_keys(files_of(CASES / "invalid" / name)[HEAD])) == [place]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("column_unknown", "people.csv standng"),
        ("cell_needed", "offices.csv person"),
        ("choice_unknown", "seats.csv rank"),
        ("level_unknown", "people.csv standing"),
        ("date_form", "allegiances.csv at"),
        ("id_form", "people.csv id"),
        ("id_twice", "people.csv id"),
        ("person_unknown", "seats.csv person"),
        ("damage_date_for_range", "people.csv standing"),
        ("tie_kind_unknown", "ties.csv kind"),
    ],
)
def test_what_the_schemas_of_the_tables_refuse(name: str, place: str) -> None:
    files = files_of(CASES / "invalid" / name)
    tables = {file: parse_csv(text, file, Findings()) for file, text in files.items() if file != HEAD}
    assert {mistake for file in tables for mistake in refused_cells(file, tables)} == {place}


def refused_keys(text: str) -> Iterator[str]:
    for error in Draft202012Validator(HEADING).iter_errors(yaml.load(text, Loader)):
        yield ".".join(map(str, error.absolute_path))


def refused_cells(file: str, tables: Mapping[str, Table]) -> Iterator[str]:
    """Columns and cells that the Table Schema of a file does not admit: the part of that standard which the schemas use."""
    fields = {field["name"]: field for field in COLUMNS[file]["fields"]}
    yield from (f"{file} {column}" for column in tables[file].columns if column not in fields)
    for name, field in fields.items():
        for text in texts(tables[file], name):
            if not admitted(text, field):
                yield f"{file} {name}"
    for (name,) in [COLUMNS[file][key] for key in ("primaryKey",) if key in COLUMNS[file]]:
        if len(set(texts(tables[file], name))) < len(tables[file].rows):
            yield f"{file} {name}"
    for key in COLUMNS[file].get("foreignKeys", []):
        known = texts(tables[f"{key['reference']['resource']}.csv"], "id")
        (name,) = key["fields"]
        if set(texts(tables[file], name)) - {*known, "", "none"}:
            yield f"{file} {name}"


def texts(table: Table, column: str) -> list[str]:
    return [str(row[column].value) if column in row else "" for row in table.rows]


def admitted(text: str, field: dict[str, Any]) -> bool:
    rule = field.get("constraints", {})
    if text in field.get("missingValues", [""]):
        return not rule.get("required")
    if field["type"] == "boolean":
        return text in field["trueValues"] + field["falseValues"]
    if field["type"] == "integer" and not rule["minimum"] <= int(text) <= rule["maximum"]:
        return False
    return text in rule.get("enum", [text]) and bool(re.search(rule.get("pattern", ""), text))
