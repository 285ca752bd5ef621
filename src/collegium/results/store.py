"""Writing a folder of results so that a crash loses no more than the shard being written.

Every file is written under another name and renamed when it is whole. The table ``histories`` of a shard comes last: where it
is there, the shard is complete; whatever else carries the name of a shard without it is left over and thrown away.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from collegium.errors import DataError, SettingError, argument
from collegium.scenario.text import writable, write

PROVENANCE = "provenance.json"
SCENARIO = "scenario"
PLACES = {
    "shares": "series/shares", "rule": "series/rule", "grid": "series/grid", "ties": "series/ties",
    "allegiances": "series/allegiances", "events": "events", "histories": "histories",
}  # fmt: skip
"""Table -> its folder, in the order in which a shard is written."""
SHARD = re.compile(r"(\d{8})-(\d{8})\.parquet")
OWN = (*(place.split("/")[0] for place in PLACES.values()), SCENARIO, "arms", "report.html", PROVENANCE)
"""All that a run puts into its folder, and all that overwriting takes away; what says that it is a run's goes last."""
NOTED = ("engine", "scenario", "seed", "histories", "from", "to", "settings")
"""What the provenance of every run holds."""


def write_text(path: Path, text: str) -> None:
    """Write ``path`` whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def read_provenance(folder: Path) -> dict[str, Any]:
    """Where the results in ``folder`` come from. Raises :class:`DataError` if that is unknown."""
    path = folder / PROVENANCE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        lacking = [key for key in NOTED if key not in found] if isinstance(found, dict) else NOTED
        problem = f"it lacks {', '.join(lacking)}" if lacking else ""
    except ValueError as error:
        found, problem = {}, str(error)
    if problem:
        raise DataError(f"{path} is damaged ({problem}): run again with {argument('overwrite', True)}")
    return dict(found)


class Store:
    """A folder of results being written."""

    def __init__(self, folder: Path, provenance: Mapping[str, Any]) -> None:
        self.folder = folder
        self.provenance = dict(provenance)

    def begin(self, scenario: Mapping[str, str], *, overwrite: bool, resume: bool) -> None:
        """Make the folder ready; ``scenario`` is its complete form, by file. Raises :class:`SettingError` if it must not be used."""
        if writable(str(self.folder)) != str(self.folder):
            raise SettingError(f"{str(self.folder)!r} is no text that UTF-8 can hold: name another folder with {argument('out')}")
        if resume and (self.folder / PROVENANCE).is_file():
            self._same()
            self._tidy()
        else:
            if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
                self._clear(overwrite)
            self.folder.mkdir(parents=True, exist_ok=True)
            self._note(False)
        write(self.folder / SCENARIO, scenario)

    def _same(self) -> None:
        """An interrupted run is taken up only by the same run."""
        there = read_provenance(self.folder)
        differing = [
            key for key, value in self.provenance.items()
            if key not in ("complete", "versions", "command") and there.get(key) != json.loads(json.dumps(value))
        ]  # fmt: skip
        if differing:
            raise SettingError(
                f"{self.folder} holds another run (it differs in {', '.join(differing)}; "
                f"its command was: {there.get('command', 'not noted')}): name another folder, or resume with the same arguments"
            )

    def _tidy(self) -> None:
        whole = {f"{first:08d}-{last:08d}.parquet" for first, last in self.shards()}
        for place in PLACES.values():
            for path in (self.folder / place).glob("*"):
                if path.name not in whole:
                    path.unlink()

    def _clear(self, overwrite: bool) -> None:
        if not (self.folder / PROVENANCE).is_file():
            raise SettingError(f"{self.folder} exists, holds no results and is left alone: name another folder with {argument('out')}")
        if not overwrite:
            raise SettingError(
                f"{self.folder} holds results and is left alone: name another folder with {argument('out')}, "
                f"or add {argument('overwrite', True)} to replace them, "
                f"or {argument('resume', True)} to go on with an interrupted run"
            )
        for name in OWN:
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _note(self, complete: bool) -> None:
        write_text(self.folder / PROVENANCE, json.dumps(self.provenance | {"complete": complete}, indent=1, ensure_ascii=False) + "\n")

    def shards(self) -> list[tuple[int, int]]:
        """(first, last history) of every complete shard."""
        names = (SHARD.fullmatch(path.name) for path in (self.folder / PLACES["histories"]).glob("*.parquet"))
        return sorted((int(name[1]), int(name[2])) for name in names if name)

    def missing(self, first: int, last: int) -> list[tuple[int, int]]:
        """Ranges of histories from ``first`` to ``last`` that no complete shard holds."""
        gaps, at = [], first
        for begin, end in self.shards():
            if begin > at:
                gaps.append((at, begin - 1))
            at = max(at, end + 1)
        return [*gaps, (at, last)] if at <= last else gaps

    def put(self, first: int, last: int, tables: Mapping[str, pa.Table]) -> None:
        """Write one shard: histories ``first`` to ``last``, both included."""
        for table, place in PLACES.items():
            if table in tables:
                path = self.folder / place / f"{first:08d}-{last:08d}.parquet"
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_name(path.name + ".part")
                pq.write_table(tables[table], part, compression="zstd")
                os.replace(part, path)

    def finish(self) -> None:
        """Say that nothing is missing."""
        self._note(True)
