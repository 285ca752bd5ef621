"""The public data, read where they lie. They are not part of the project, because some of their licences forbid copies."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
VARIABLE = "COLLEGIUM_SHARED"
"""The environment variable with the folder of published data, which tests read too. The data of this study are in its folder ``data``."""
COURT, BANK, REGIMES, LEADERS, RATES = (
    "supreme-court-votes-train.csv", "fomc-dissents.csv", "gwf-leader-years.csv", "svolik-leaders.csv", "base-rates.json")  # fmt: skip
FILES = (COURT, BANK, REGIMES, LEADERS, RATES)


class DataError(ValueError):
    """The data are not there, or not what this study reads. The message names all that is wrong and what to do."""


def folder(given: str | None) -> Path:
    """The folder of the data: as given, or else of the environment variable.

    Raises
    ------
    DataError
        If neither names a folder, or files are missing in it.
    """
    shared = os.environ.get(VARIABLE)
    named = Path(given) if given else Path(shared) / "data" if shared else None
    if named is None:
        raise DataError(f"no data: give --data FOLDER with {', '.join(FILES)}, or set {VARIABLE} to the folder that has them in data")
    if missing := [name for name in FILES if not (named / name).is_file()]:
        raise DataError(f"{named}: {', '.join(missing)} not there: give the folder of the public data by --data")
    return named


def digest(where: Path, names: Sequence[str]) -> str:
    """Hash of these files, so that figures of other data are never mixed with those of the present ones."""
    found = blake2b(digest_size=6)
    for name in names:
        found.update((where / name).read_bytes())
    return found.hexdigest()


def court(where: Path) -> Floats:
    """Votes of the court, a row a case in the order of time, a column a justice: 1, -1, or 0 for a justice who did not sit."""
    path, wrong = where / COURT, []
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    for number, line in enumerate(lines, start=2):
        if len(line) != len(lines[0]) or set(line) - {"-1", "0", "1"}:
            wrong.append(f"{path}, line {number}: {len(lines[0])} votes of -1, 0 or 1 are expected: use the file as published")
    if wrong or not lines:
        raise DataError("\n".join(wrong) or f"{path}: no justices: use the file as published")
    return np.array(lines, float).T.copy()


@dataclass(frozen=True)
class Meeting:
    """A meeting of the committee of the central bank: who chaired, how many voted, and who dissented for which side (1 tighter, -1 easier,
    0 neither)."""

    day: date
    chair: str
    votes: int
    dissents: int
    dissenters: tuple[tuple[str, int], ...]


SIDES = {"Dissenters Tighter": 1, "Dissenters Easier": -1, "Dissenters Other/Indeterminate": 0}


def bank(where: Path) -> list[Meeting]:
    """The meetings, in the order of time."""
    path, wrong, found = where / BANK, [], []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                who = tuple((name.strip(), side) for key, side in SIDES.items() for name in row[key].split(",") if name.strip())
                one = Meeting(date.fromisoformat(row["FOMC Meeting"]), row["Chair"], int(float(row["FOMC Votes"])),
                              int(float(row["Votes Against Action"])), who)  # fmt: skip
                found.append(one)
            except (KeyError, TypeError, ValueError) as error:
                wrong.append(f"{path}, line {number}: {error}: use the file as published")
    if wrong or not found:
        raise DataError("\n".join(wrong) or f"{path}: no meetings: use the file as published")
    return sorted(found, key=lambda one: one.day)


def rows(where: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table as they are typed."""
    with (where / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rates(where: Path) -> dict[str, Any]:
    """The base rates that were computed elsewhere from these and related data."""
    return dict(json.loads((where / RATES).read_text(encoding="utf-8")))
