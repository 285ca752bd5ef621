"""Where each record of two ledgers is in the flagship: docs/validation/ledger.md, from validate/ledger.csv. Seconds; it runs no history."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from collegium import scenario
from collegium.engine.moves import NAMES
from collegium.engine.rules import ORDER
from collegium.scenario.model import Scenario
from collegium.scenario.parameters import DEFAULTS
from targets import table

SCENARIO = "bolsheviks"
HERE = Path(__file__).parent
DATA, PAGE = HERE / "ledger.csv", HERE.parent / "docs" / "validation" / "ledger.md"
LEDGERS = {"1917 to 1922": range(89), "1922 to 1927": range(89, 1000)}
"""Name of a ledger -> its paragraphs."""
KEYS = {
    "allegiances.csv": ("constituency", "person", "at"),
    "blocs.csv": ("body", "constituency", "from"),
    "meetings.csv": ("body", "date"),
    "offices.csv": ("office", "person", "from"),
    "positions.csv": ("person", "issue", "at"),
    "seats.csv": ("body", "person", "from"),
    "ties.csv": ("a", "b", "kind"),
}
"""Table without ids -> the columns that name a row. The last may be left out."""
CLASSES = {
    "before the case": "It happened before 25 March 1919, and no table or rule carries it.",
    "after the case": "It happened after December 1927.",
    "nobody named": "Those who take part are no people of the scenario.",
    "no act towards a named person": "Orders, notes and statements that the code book does not count as acts.",
    "a detail of another record": "A number, a place or a circumstance of a record that has its own row here.",
    "a judgement of the author": "The author judges by the outcome, or says what mattered.",
    "character or motive": "The code book leaves out what people were like and why they acted.",
    "not known or disputed": "The author says that nobody knows it, or that historians disagree.",
    "a mechanism that the model has not": "No rule and no move does this.",
    "no place in the format": "The format has no table or key for it.",
    "a cause not tested": "It belongs in `claims.csv`, whose sentences are about 1922 to 1927.",
    "an outcome without a row": "Leaders decided it, and `record.csv` has no row for it.",
    "missing in a table": "A table could hold it and does not.",
}
"""Class of a reason -> what it means, in the order of the page."""
LACKS = tuple(CLASSES)[-5:]
"""Classes whose reasons the page lists: what the scenario and the model lack."""
HEAD = """\
# The records of the account

`python validate/ledger.py` writes this page from `validate/ledger.csv`; nobody types a count by hand.

Two ledgers list what the account of the period (`seed0`) states, one statement a record: events, acts, ties, rules, mechanisms, numbers,
open questions. The ledgers are not part of the repository. The table of this page says for each record where the flagship carries it, or
why it does not. A test checks that every row, key, rule, move and parameter that the table names exists."""
CARRIED = """\
A record counts as placed if a row, a key, a rule, a move or a parameter has its content. A record may be in several places. Placed does
not mean reproduced: the engine reads neither `record.csv` nor `claims.csv`, and [the targets](targets.md) and [the claims](../claims.md)
say what the model makes of them. `systems.csv` lists mechanisms, each with its rules and with what it lacks."""
LACKING = """\
These records say something that the flagship could have and does not. Equal reasons are counted together."""


@dataclass(frozen=True)
class Place:
    """A place that carries a record: a table or kind of thing, and a name in it."""

    where: str
    name: str


@dataclass(frozen=True)
class Row:
    """A record of a ledger: where it is, or the class of the reason why it is not, and the reason."""

    id: str
    places: tuple[Place, ...]
    why: str
    reason: str

    @property
    def ledger(self) -> str:
        """Name of its ledger."""
        return next(name for name, paragraphs in LEDGERS.items() if int(self.id[1:4]) in paragraphs)


def rows() -> list[Row]:
    """The table of the ledgers."""
    return [row(line["id"], line["in"], line["excluded"]) for line in lines(DATA.read_text(encoding="utf-8"))]


def row(name: str, placed: str, excluded: str) -> Row:
    """A line of the table; what is not "class: reason" has no class."""
    why, colon, reason = excluded.partition(": ")
    return Row(name, tuple(places(placed)) if placed else (), why if colon else "", reason)


def places(cell: str) -> Iterable[Place]:
    """What a cell "table: row, row; table: row" names."""
    for part in cell.split("; "):
        where, _, names = part.partition(": ")
        yield from (Place(where, name) for name in names.split(", "))


def lines(text: str) -> list[dict[str, str]]:
    """Rows of a table whose comments begin with "# "."""
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("# ")))


class Known:
    """Everything that the table may name."""

    def __init__(self, case: Scenario) -> None:
        self.tables = {name: keys(name, text) for name, text in case.files.items() if name.endswith(".csv")}
        self.settings: Any = yaml.safe_load(case.files["scenario.yaml"])
        self.lists = {"rule": {rule.__name__ for rule in ORDER}, "move": set(NAMES), "parameter": set(DEFAULTS)}
        self.untried = {line["id"] for line in lines(case.files["claims.csv"]) if not line["sign"]}
        self.unscored = {line["id"] for line in lines(case.files["record.csv"]) if line["excluded"]}

    def has(self, place: Place) -> bool:
        """Whether the scenario or the engine has this place."""
        if place.where == "scenario.yaml":
            return leads(self.settings, place.name.split("."))
        if place.where in self.lists:
            return place.name in self.lists[place.where]
        return place.name in self.tables.get(place.where, set())

    def open(self, place: Place) -> bool:
        """Whether it is a row of the record or a claim that nothing scores or tests."""
        return place.name in {"record.csv": self.unscored, "claims.csv": self.untried}.get(place.where, set())


def keys(name: str, text: str) -> set[str]:
    """What the rows of a table may be called: their ids, or their keys with and without the last cell."""
    if name not in KEYS:
        return {line["id"] for line in lines(text)}
    cells = [[line[column] for column in KEYS[name]] for line in lines(text)]
    return {" ".join(line[:length]) for line in cells for length in range(2, len(KEYS[name]) + 1)}


def leads(settings: Any, path: Sequence[str]) -> bool:
    """Whether a path of keys leads somewhere."""
    for key in path:
        if not isinstance(settings, dict) or key not in settings:
            return False
        settings = settings[key]
    return True


def page(case: Scenario) -> str:
    """The page as Markdown."""
    known, found = Known(case), rows()
    placed, left = [one for one in found if one.places], [one for one in found if not one.places]
    where = Counter(name for one in placed for name in sorted({place.where for place in one.places}))
    alone = sum(all(known.open(place) for place in one.places) for one in placed)
    parts = [
        HEAD,
        "## How many",
        table(["records", *LEDGERS, "together"], [counted("placed", placed), counted("left out", left), counted("all", found)]),
        "## Where they are",
        CARRIED,
        f"{alone} of the {len(placed)} records are only in rows of `record.csv` and `claims.csv` that nothing scores or tests.",
        table(["place", "records"], [[f"`{name}`", str(number)] for name, number in where.most_common()]),
        "## Why the others are left out",
        table(
            ["reason", "meaning", *LEDGERS, "together"],
            [[one, CLASSES[one], *counted("", [row for row in left if row.why == one])[1:]] for one in CLASSES],
        ),
        "## What is missing",
        LACKING,
    ]
    for name in LACKS:
        parts += [f"### {name[0].upper()}{name[1:]}", listed([one for one in left if one.why == name])]
    return "\n\n".join(parts) + "\n"


def counted(name: str, some: Sequence[Row]) -> list[str]:
    """A name, and how many of these are in each ledger and in both."""
    numbers = Counter(one.ledger for one in some)
    return [name, *(str(numbers[ledger]) for ledger in LEDGERS), str(len(some))]


def listed(some: Sequence[Row]) -> str:
    """The reasons, the most frequent first, with the records."""
    reasons: dict[str, list[str]] = {}
    for one in some:
        reasons.setdefault(one.reason, []).append(f"`{one.id}`")
    ordered = sorted(reasons.items(), key=lambda pair: -len(pair[1]))
    return table(["what", "records", "which"], [[reason, str(len(names)), ", ".join(names)] for reason, names in ordered])


def main() -> None:
    PAGE.write_text(page(scenario.load(scenario.find(SCENARIO))), encoding="utf-8")


if __name__ == "__main__":
    main()
