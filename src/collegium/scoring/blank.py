"""The same case with everything that was coded about its persons blanked: the first baseline of a score."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from collegium.scenario import from_files
from collegium.scenario.model import TRAITS, Scenario

PARTS = ("standing", "traits", "ties", "positions", "acts")
"""What is coded about persons. Seats, offices, followings, illnesses and the founder's authority stay."""


def blanked(case: Scenario, parts: Sequence[str] = PARTS) -> Scenario:
    """The scenario with these parts as if nobody had coded them: each cell has the default range of the format."""
    files = dict(case.files)
    persons = {person.id for person in case.people}
    cells = ({"standing": "?"} if "standing" in parts else {}) | (dict.fromkeys(TRAITS, "0..4") if "traits" in parts else {})
    files["people.csv"] = rewritten(files["people.csv"], lambda row: row | {name: x for name, x in cells.items() if name in row})
    if "positions" in parts and "positions.csv" in files:
        files["positions.csv"] = rewritten(files["positions.csv"], lambda row: None if row["person"] in persons else row)
    if "acts" in parts and "acts.csv" in files:
        files["acts.csv"] = rewritten(files["acts.csv"], lambda row: None)
    if "ties" in parts:
        first, second, third = list(dict.fromkeys(seat.person for seat in case.seats))[:3]
        # The format asks for three ties: these say no more than the default.
        files["ties.csv"] = f"a,b,kind\n{first},{second},comrade\n{second},{third},comrade\n{third},{first},comrade\n"
    return from_files(case.name, files)


def rewritten(text: str, change: Callable[[dict[str, str]], dict[str, str] | None]) -> str:
    """A table with every row changed; None drops the row."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("# ") and line != "#"]
    reader = csv.DictReader(lines)
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in map(change, reader) if row is not None)
    return out.getvalue()
