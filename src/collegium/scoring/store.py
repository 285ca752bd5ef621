"""A score in a folder: each forecast of a run as soon as it is there, then the statements with their chances, then the scores.

A kill loses one run at most. A forecast counts if its file is as the manifest of the folder says and speaks of
the statements that are asked.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from collegium.arguments import path as path_of
from collegium.errors import DataError, SettingError, argument
from collegium.files.kinds import NOTHING, kind
from collegium.files.manifest import read as read_manifest
from collegium.files.outputs import Outputs, opened
from collegium.results.spreadsheet import as_text, row_as_text
from collegium.scenario import calendar
from collegium.scoring.forecasts import runs
from collegium.scoring.result import Score, judged
from collegium.scoring.statements import Statement
from collegium.version import __version__

HOLDS = "score"
ABOUT, TABLE, HEAD = "about.json", "statements.csv", "scores.json"
"""Where the score comes from, which never changes; what was foretold; how it fared. The last two are there when nothing is missing."""
COLUMNS = (
    "id", "label", "block", "period", "start", "end", "truth", "certainty", "person", "rung", "sentence", "low", "high",
)  # fmt: skip
"""Columns of the table of statements; the others are forecasts."""
YES_OR_NO = {"yes": True, "no": False}


@contextmanager
def stored(
    folder: Path, about: Mapping[str, Any], statements: Sequence[Statement], arms: Sequence[str], *, overwrite: bool, resume: bool
) -> Iterator[Store]:
    """A folder to keep a score in, locked until the end of the block.

    Parameters
    ----------
    folder
        The folder.
    about
        Where the score comes from.
    statements, arms
        What is asked of whom.
    overwrite, resume
        Replace what a score has written there, or go on with it.

    Yields
    ------
    Store
        The folder, ready for forecasts. Call :meth:`Store.finish` when all are there.

    Raises
    ------
    SettingError
        If the folder must not be used.
    DataError
        If what is there cannot be read.
    """
    with opened(folder, HOLDS, again=overwrite or resume) as outputs:
        store = Store(outputs, {**about, "version": __version__}, arms)
        store.begin(len(runs(statements)), overwrite)
        yield store


class Store:
    """A folder of a score being written: see :func:`stored`."""

    def __init__(self, outputs: Outputs, about: Mapping[str, Any], arms: Sequence[str]) -> None:
        self.outputs, self.about, self.arms = outputs, dict(about), list(arms)

    def begin(self, runs: int, anew: bool) -> None:
        """Make the folder ready: clear it, or keep its forecasts. Raises :class:`SettingError` if something is in the way."""
        there = None if anew else self.there()
        if there and there != self.about:
            differing = [name for name in self.about if there.get(name) != self.about[name]]
            raise SettingError(
                f"{self.outputs.folder} holds another score (it differs in {', '.join(differing)}): name another folder with "
                f"{argument('out')}, or resume with the same arguments"
            )
        self.outputs.expect([ABOUT, HEAD, TABLE, *(place(arm, run) for arm in self.arms for run in range(runs))])
        if there is None:
            self.outputs.clear()
            self.outputs.put({ABOUT: written(self.about)})

    def there(self) -> dict[str, Any] | None:
        """Where the score in the folder comes from; None if there is none. Raises :class:`DataError` if it is not what was written."""
        path = self.outputs.folder / ABOUT
        if kind(path) == NOTHING:
            return None
        data = self.outputs.holds(ABOUT)
        if data is None:
            raise DataError(damaged(path))
        return parsed(path, data)

    def chances(self, arm: str, run: int, statements: Sequence[Statement]) -> list[float] | None:
        """The chance of each statement by a forecast that is kept; None if it is not."""
        data = self.outputs.holds(place(arm, run))
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:] if data else []
        return [float(p) for _, p in rows] if [id for id, *_ in rows] == [one.id for one in statements] else None

    def put(self, arm: str, run: int, statements: Sequence[Statement], found: Sequence[float]) -> None:
        """Keep a forecast."""
        rows = [{"id": one.id, "chance": p} for one, p in zip(statements, found, strict=True)]
        self.outputs.put({place(arm, run): table(rows)})

    def finish(self, made: Score) -> None:
        """Write the statements with their chances, and the scores: nothing is missing."""
        rows = [
            row_as_text(row_of(one) | {name: filled(p[k]) for name, p in made.chances.items()}) for k, one in enumerate(made.statements)
        ]
        files = {TABLE: table(rows), HEAD: written({
            "case": made.case, "title": made.title, "about": made.about, "verdict": made.verdict, "scores": made.rows,
            "skills": made.skills, "reliability": made.reliability,
        })}  # fmt: skip
        self.outputs.put({name: data for name, data in files.items() if self.outputs.holds(name) != data})


def place(arm: str, run: int) -> str:
    """The file of a forecast."""
    return f"forecasts/{arm}/{run:05}.csv"


def row_of(one: Statement) -> dict[str, Any]:
    """A statement as a row of the table."""
    return {name: getattr(one, name) for name in COLUMNS} | {
        "start": str(one.start), "end": str(one.end), "truth": "yes" if one.truth else "no",
    }  # fmt: skip


def filled(chance: float) -> float | str:
    """A cell of the table: empty where a forecast says nothing."""
    return "" if math.isnan(chance) else float(chance)


def table(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows with the same keys as a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def written(value: Mapping[str, Any]) -> bytes:
    """JSON; what is no number becomes null."""
    return (json.dumps(plain(value), indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value


# reading


def given(name: str, value: Any) -> Score:
    """A score in hand, or the one in a folder: a reader of arguments."""
    return value if isinstance(value, Score) else read(path_of(name, value))


def is_score(folder: str | Path) -> bool:
    """Does this folder hold a score, whole or not?"""
    found = read_manifest(Path(folder)) if Path(folder).is_dir() else None
    return found is not None and found.holds == HOLDS


def read(folder: str | Path) -> Score:
    """Read a score that :func:`collegium.score` has kept.

    Parameters
    ----------
    folder
        Its folder.

    Returns
    -------
    Score
        The same as at first, except that no statement has a ``measure``.

    Raises
    ------
    SettingError
        If the folder holds no score.
    DataError
        If it holds only part of one, or another than was written.
    """
    folder = Path(folder)
    manifest = read_manifest(folder) if folder.is_dir() else None
    if manifest is None or manifest.holds != HOLDS:
        raise SettingError(f"{folder} holds no score: name a folder in which a score was kept with {argument('out')}")
    outputs = Outputs(folder, manifest, synced=False)
    head, rows = outputs.holds(HEAD), outputs.holds(TABLE)
    if head is None or rows is None:
        raise DataError(f"{folder} holds only part of a score: score again with the same arguments and {argument('resume', True)}")
    found = parsed(folder / HEAD, head)
    try:
        statements, chances = statements_in(rows.decode())
        return judged(found["case"], found["title"], found["about"], statements, chances)
    except (ValueError, KeyError):
        raise DataError(damaged(folder / TABLE)) from None


def parsed(path: Path, data: bytes) -> dict[str, Any]:
    """What a file of JSON says. Raises :class:`DataError`."""
    try:
        found = json.loads(data.decode())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise DataError(damaged(path))
    return found


def statements_in(text: str) -> tuple[list[Statement], dict[str, Any]]:
    """The statements and the chances in the table. Raises ValueError or KeyError."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = list(reader)
    names = [name for name in reader.fieldnames or () if name not in COLUMNS]
    return [statement(row) for row in rows], {name: np.array([float(row[name] or "nan") for row in rows]) for name in names}


def statement(row: Mapping[str, str]) -> Statement:
    """A row of the table as a statement."""
    return Statement(
        told(row["id"]), told(row["label"]), told(row["block"]), int(row["period"]), calendar.from_iso(row["start"]),
        calendar.from_iso(row["end"]), YES_OR_NO[row["truth"]], row["certainty"], row["person"], row["rung"], told(row["sentence"]),
        low=float(row["low"]), high=float(row["high"]),
    )  # fmt: skip


def told(cell: str) -> str:
    """A text without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if cell.startswith("'") and as_text(cell[1:]) == cell else cell


def damaged(path: Path) -> str:
    return f"{path} is not what the score wrote: score again with {argument('overwrite', True)}"
