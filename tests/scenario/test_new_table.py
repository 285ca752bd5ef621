"""A new table takes two places. On a copy of the package two made-up ones and a section are added, and all that they need is there.

What could be forgotten when a table was described in many places is impossible, or stops the package from loading.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import collegium
from collegium.scenario import format
from collegium.scenario.columns import Date, Ref
from collegium.scenario.ids import PEOPLE
from collegium.scenario.model import When
from collegium.scenario.shape import Table

TESTS = Path(__file__).parents[1]
SPEC = TESTS.parent / "spec"
OBJECTS = """\
@dataclass(frozen=True, slots=True)
class Favour:
    a: str
    b: str
    size: Cell
    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class Weather:
    constituency: str
    sky: str
    at: When | None


@dataclass(frozen=True, slots=True)
class Court:
    id: str
    name: str
    judges: int
    since: When | None


"""
FIELDS = "    favours: tuple[Favour, ...]\n    weather: tuple[Weather, ...]\n    courts: tuple[Court, ...]\n"
SECTION = """\
from collegium.scenario.ids import Kind

COURT = Section(
    Kind("courts", "court"), model.Court, "A court.", most=4,
    name=NAME, judges=Whole("How many judges.", 3, 1, 9), since=Date("First day."),
)
"""
ENTRY = '    courts=Entries("Courts by id.", COURT),\n'
DECLARATIONS = """\
    Table(
        "favours", model.Favour, "Who owes whom.",
        a=Ref("Who owes.", PEOPLE, needed=True), b=Ref("To whom.", PEOPLE, needed=True), size=Level("How much.", cells.SHARE),
        span=HELD, source=GIVEN,
    ),
    Table(
        "weather", model.Weather, "What the sky is like.",
        constituency=Ref("Where.", CONSTITUENCIES, needed=True), sky=Text("Its colour."), at=AT,
    ),
"""


def copied(folder: Path, *, objects: bool = True, declarations: bool = True) -> Path:
    """A copy of the package with the two tables in one of the two places, or in both."""
    package = folder / "collegium"
    shutil.copytree(Path(collegium.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    if objects:
        before(package / "scenario" / "model.py", "@dataclass(frozen=True, slots=True)\nclass Scenario:", OBJECTS)
        before(package / "scenario" / "model.py", "    claims: tuple[Claim, ...]\n", FIELDS)
    if declarations:
        for mark, added in (("    Lookup(SOURCES", DECLARATIONS), ("TOP = Shape(", SECTION), ("    parameters=special.Priors", ENTRY)):
            before(package / "scenario" / "format.py", mark, added)
    return folder


def before(file: Path, mark: str, added: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(mark) == 1
    file.write_text(text.replace(mark, added + mark), encoding="utf-8")


def done(src: Path, *command: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(src), str(TESTS)])}
    return subprocess.run([sys.executable, *command], env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    src = copied(tmp_path_factory.mktemp("src"))
    found = done(src, "-m", "helpers.added_tables", str(SPEC))
    assert found.returncode == 0, found.stderr
    result: dict[str, Any] = json.loads(found.stdout)
    assert Path(result["package"]).parent == src / "collegium"
    return result


def test_a_new_table_is_read_and_counted(told: Mapping[str, Any]) -> None:
    assert told["counts"] == [3, 3]


def test_a_new_table_is_checked(told: Mapping[str, Any]) -> None:
    """File, line, column, what is wrong and what to do, all at once."""
    assert told["mistakes"] == [
        "favours.csv:2: b: there is no person 'eve' (do: use one of ann, ben, cid)",
        "favours.csv:3: size: 2 lies outside 0..1 (do: write a number within 0..1)",
        "favours.csv:4: b: this cell must be filled (do: fill it: To whom)",
        "favours.csv:5: to: the row ends before it begins (do: put the first day on which it no longer holds, after 'from')",
        "weather.csv:1: until: there is no column 'until' in this table (do: use one of at, constituency, sky)",
    ]


def test_a_new_table_is_written_back_also_after_a_change_elsewhere(told: Mapping[str, Any]) -> None:
    assert told["written"].splitlines()[:2] == [
        "a,b,size,from,to,source,certainty", "ann,ben,0.2..0.4,1899-01-01..1899-12-31,1900-06-01..1900-06-30,book,medium",
    ]  # fmt: skip
    assert told["kept"] == [True, True]
    assert told["changed"]


def test_a_new_table_is_in_the_schemas_and_in_the_hash(told: Mapping[str, Any]) -> None:
    assert told["columns"] == ["a", "b", "size", "from", "to", "source", "certainty"]
    assert told["hashes"] == 3, "without the table, with it, and with another date in it"


def test_a_new_table_is_cut_off_at_the_day(told: Mapping[str, Any]) -> None:
    """Rows that do not hold on the day are gone, and no later end is known; of dated ones there is the latest up to the day."""
    always = "Span(start=None, end=None)"
    assert told["favours"] == {
        "1900-01-01": [["ann", "ben", always], ["cid", "ann", always]],
        "1900-02-01": [["ann", "ben", always]],
        "1900-07-01": [],
        "1900-10-01": [["ben", "cid", always]],
    }
    assert told["weather"] == {
        "1900-01-01": [["grey", None]], "1900-02-01": [["grey", None]], "1900-07-01": [["blue", None]], "1900-10-01": [["red", None]],
    }  # fmt: skip


def test_a_new_section_of_the_heading_likewise(told: Mapping[str, Any]) -> None:
    assert told["courts"] == {"1900-01-01": [["high", 5, None]], "1900-10-01": [["high", 5, None], ["low", 3, None]]}
    assert told["set"] == [["high", 7], ["low", 3]]
    assert told["section"] == [
        "scenario.yaml:23: courts.ann.judge: there is no key 'judge' here (do: write 'judges')",
        "scenario.yaml:23: courts.ann.judges: 'many' is not a number (do: write a number such as 0.6)",
        "people.csv:2: id: 'ann' is already the id of scenario.yaml:23 (do: give one of the two another id)",
    ]
    assert told["keys"] == ["name", "judges", "since"]


@pytest.mark.parametrize(
    ("objects", "declarations", "message"),
    [
        (True, False, "no declaration in format.py explains how to read the rows of Scenario: courts, favours, weather"),
        (False, True, "has no attribute 'Court'"),
    ],
)
def test_with_one_of_the_two_places_forgotten_nothing_loads(objects: bool, declarations: bool, message: str, tmp_path: Path) -> None:
    found = done(copied(tmp_path, objects=objects, declarations=declarations), "-c", "import collegium.scenario")
    assert found.returncode == 1
    assert message in found.stderr


@dataclass(frozen=True)
class Visit:
    person: str
    days: tuple[When, ...]


@dataclass(frozen=True)
class Guest:
    person: str
    since: When | None


def test_a_table_that_the_scenario_does_not_hold_cannot_be_declared() -> None:
    """Known to the schemas alone it would pass unread."""
    with pytest.raises(TypeError, match=r"give Scenario a field of the type tuple\[Guest, ...\]"):
        Table("guests", Guest, "Who is there.", person=Ref("Who.", PEOPLE), since=Date("Since when."))


def test_a_date_that_cannot_be_cut_off_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match=r"Visit\.days cannot be cut off at a day"):
        Table("visits", Visit, "Who came.", person=Ref("Who.", PEOPLE), days=Date("When."))


def test_every_part_of_the_scenario_is_declared() -> None:
    with pytest.raises(TypeError, match=r"rows of Scenario: seats$"):
        format.tables(*(table for table in format.TABLES.values() if table.name != "seats"))
