"""The files of a table: which of them hold some histories, which of their rows, and whether they are as they were written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from collegium.errors import DataError, argument
from collegium.files.kinds import content
from collegium.files.manifest import Entry

PLACES = {
    "shares": "series/shares", "rule": "series/rule", "grid": "series/grid", "ties": "series/ties",
    "allegiances": "series/allegiances", "events": "events", "histories": "histories",
}  # fmt: skip
"""Table -> its folder, in the order in which a shard is written."""
TABLES = {place: table for table, place in PLACES.items()}
NAME = re.compile(r"(\d{8})-(\d{8})\.parquet", re.ASCII)


@dataclass(frozen=True)
class Shard:
    """One file of a table: histories ``first`` to ``last``, and its line in the manifest."""

    table: str
    first: int
    last: int
    entry: Entry

    def meets(self, numbers: range) -> bool:
        """Does the shard hold any of these histories?"""
        return self.first <= numbers[-1] and numbers[0] <= self.last

    def within(self, numbers: range) -> bool:
        """Are all histories of the shard among these?"""
        return numbers[0] <= self.first and self.last <= numbers[-1]


def file_name(table: str, first: int, last: int) -> str:
    """The name of a shard in the folder of results."""
    return f"{PLACES[table]}/{first:08d}-{last:08d}.parquet"


def tables_of(record: Iterable[str]) -> list[str]:
    """The tables that a run keeps, in the order in which they are written."""
    kept = {"histories", *record}
    return [table for table, place in PLACES.items() if table in kept or place.split("/")[0] in kept]


def shards(entries: Mapping[str, Entry]) -> dict[str, list[Shard]]:
    """Table -> its shards in the manifest, by first history."""
    found: dict[str, list[Shard]] = defaultdict(list)
    for name, entry in entries.items():
        place, _, file = name.rpartition("/")
        if place in TABLES and (ends := NAME.fullmatch(file)):
            found[TABLES[place]].append(Shard(TABLES[place], int(ends[1]), int(ends[2]), entry))
    for some in found.values():
        some.sort(key=lambda shard: (shard.first, shard.last))
    return found


class ShardReader:
    """Reads shards of one folder. It checks the hash of a shard at the first reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.checked: set[str] = set()

    def read(self, shard: Shard, columns: Sequence[str] | None, numbers: range) -> pa.Table:
        """The rows of a shard that belong to these histories. Raises :class:`DataError`."""
        names = None if columns is None else list(columns)
        cut = not shard.within(numbers)
        wanted = names if names is None or not cut or "history" in names else [*names, "history"]
        path = self.folder / shard.entry.name
        try:
            # Nested names and partitions do not occur; reading the file itself spares looking for them.
            with pq.ParquetFile(self.source(shard, path)) as file:
                found = file.read(columns=wanted)
        except (OSError, pa.ArrowException) as error:
            raise DataError(f"{path} cannot be read ({error}): {remedy()}") from None
        lacking = set(names or ()) - set(found.column_names)
        if lacking:
            raise DataError(f"{path} lacks the columns {', '.join(sorted(lacking))}: run again with this version")
        if cut:
            found = rows(found, numbers)
        return found.select(names) if names is not None else found

    def schema(self, shard: Shard) -> pa.Schema:
        """The columns of a shard. Raises :class:`DataError`."""
        path = self.folder / shard.entry.name
        try:
            return pq.read_schema(self.source(shard, path))
        except (OSError, pa.ArrowException) as error:
            raise DataError(f"{path} cannot be read ({error}): {remedy()}") from None

    def source(self, shard: Shard, path: Path) -> pa.BufferReader | Path:
        """What to read a shard from: its bytes if they have just been checked, else the file."""
        if shard.entry.name in self.checked:
            return path
        try:
            data = content(path, shard.entry.size)
        except DataError as error:
            raise DataError(f"{error}: {remedy()}") from None
        if not shard.entry.fits(data):
            raise DataError(f"{path} is not what the run wrote: {remedy()}")
        self.checked.add(shard.entry.name)
        return native(data)


def native(data: bytes) -> pa.BufferReader:
    """A reader of a copy that does not belong to Python. Arrow's threads may let go of what they read while the interpreter ends, and
    whatever belongs to Python then aborts the process."""
    copy = pa.BufferOutputStream()
    copy.write(data)
    return pa.BufferReader(copy.getvalue())


def remedy() -> str:
    return f"run it again with {argument('resume', True)}, which simulates what is lost"


def rows(table: pa.Table, numbers: range) -> pa.Table:
    """The rows of these histories; the rows of a table come by history."""
    places = table["history"].to_numpy()
    begin, end = np.searchsorted(places, numbers[0], "left"), np.searchsorted(places, numbers[-1], "right")
    return table.slice(int(begin), int(end - begin))
