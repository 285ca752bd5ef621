"""Reading the files of a table: which of them hold some histories, and which of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from collegium.errors import DataError, argument


def ends(path: Path) -> tuple[int, int]:
    """First and last history of a shard, from its name."""
    first, last = path.stem.split("-")
    return int(first), int(last)


def holding(folder: Path, numbers: range) -> list[Path]:
    """The shards that hold any of these histories, in order."""
    return [path for path in sorted(folder.glob("*.parquet")) if meets(path, numbers)]


def meets(path: Path, numbers: range) -> bool:
    """Does the shard hold any of these histories?"""
    first, last = ends(path)
    return first <= numbers[-1] and numbers[0] <= last


def within(path: Path, numbers: range) -> bool:
    """Are all histories of the shard among these?"""
    first, last = ends(path)
    return numbers[0] <= first and last <= numbers[-1]


def read(path: Path, columns: Sequence[str] | None, numbers: range) -> pa.Table:
    """The rows of one shard that belong to these histories. Raises :class:`DataError`."""
    names = None if columns is None else list(columns)
    cut = not within(path, numbers)
    wanted = names if names is None or not cut or "history" in names else [*names, "history"]
    try:
        # Nested names and partitions do not occur; reading the file itself spares looking for them.
        found = pq.ParquetFile(path).read(columns=wanted)
    except (OSError, pa.ArrowException) as error:
        raise DataError(f"{path} cannot be read ({error}): run again with {argument('overwrite', True)}") from None
    lacking = set(names or ()) - set(found.column_names)
    if lacking:
        raise DataError(f"{path} lacks the columns {', '.join(sorted(lacking))}: run again with this version")
    if cut:
        found = rows(found, numbers)
    return found.select(names) if names is not None else found


def rows(table: pa.Table, numbers: range) -> pa.Table:
    """The rows of these histories; the rows of a table come by history."""
    places = table["history"].to_numpy()
    begin, end = np.searchsorted(places, numbers[0], "left"), np.searchsorted(places, numbers[-1], "right")
    return table.slice(int(begin), int(end - begin))
