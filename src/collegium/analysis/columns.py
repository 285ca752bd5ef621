"""From Arrow columns to plain arrays: categories as numbers, dates as days.

Shards carry their own dictionaries, so a category's number in a file means nothing outside it.
Here every column is translated to positions in one list of names that the caller holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from collegium.arguments import refuse
from collegium.scenario import calendar
from collegium.scenario.model import Scenario

NEVER = np.iinfo(np.int32).max
"""The day on which a thing happens that never happens (a null date)."""

EPOCH = date(1970, 1, 1)

Column: TypeAlias = pa.Array | pa.ChunkedArray


def source(name: str, value: Any) -> Any:
    """An argument that is results: whatever offers the tables of a run."""
    if isinstance(value, type) or not (hasattr(value, "batches") and hasattr(value, "histories")):
        refuse(name, value, f"of the type {type(value).__name__}", "give results: what collegium.run returns, or collegium.Results(FOLDER)")
    return value


class Recorded(Protocol):
    """What the analysis asks of results: :class:`collegium.results.Results` offers it."""

    @property
    def dir(self) -> Path: ...

    @property
    def provenance(self) -> dict[str, Any]: ...

    @property
    def scenario(self) -> Scenario: ...

    @property
    def arms(self) -> Mapping[str, Recorded]: ...

    def histories(self, columns: Sequence[str] | None = None) -> pa.Table: ...

    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]: ...

    def history(self, k: int) -> Any: ...


def codes(column: Column, names: list[str]) -> NDArray[np.int32]:
    """Position of every value in ``names``, -1 for null. Values not yet in ``names`` are appended to it."""
    if isinstance(column, pa.ChunkedArray):
        parts = [codes(chunk, names) for chunk in column.chunks]
        return np.concatenate(parts) if parts else np.empty(0, np.int32)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    places = {name: position for position, name in enumerate(names)}
    table = np.full(len(column.dictionary) + 1, -1, np.int32)
    for local, name in enumerate(column.dictionary.to_pylist()):
        if name is None:
            continue
        if name not in places:
            places[name] = len(names)
            names.append(name)
        table[local] = places[name]
    # A null index reads the last cell of the table, which stays -1.
    places_here: NDArray[np.int32] = table[column.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    return places_here


def days(column: Column) -> NDArray[np.int32]:
    """Days since 1970 of a date column; :data:`NEVER` where it is null."""
    filled = _flat(column).cast(pa.int32()).fill_null(int(NEVER))
    return np.asarray(filled.to_numpy(zero_copy_only=False), dtype=np.int32)


def numbers(column: Column) -> NDArray[np.float64]:
    """A numeric column as floats, NaN where it is null."""
    return np.asarray(_flat(column).cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def known(column: Column) -> NDArray[np.bool_]:
    """True where the column holds a value."""
    return np.asarray(_flat(column).is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_)


def listed(column: Column) -> list[Any]:
    """The values of a column as Python has them, None for null; Arrow has no date of Python for a day before the year 1."""
    if not pa.types.is_date(column.type):
        return list(column.to_pylist())
    return [None if day == NEVER else as_date(day) for day in days(column).tolist()]


def _flat(column: Column) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def whole(batches: Iterable[list[NDArray[Any]]]) -> Iterator[list[NDArray[Any]]]:
    """The same columns in pieces of whole histories; the first column is the history, by which rows are sorted. A history that a batch
    cuts in two is held back until it is whole."""
    held: list[NDArray[Any]] = []
    for found in batches:
        rows = [np.concatenate(parts) for parts in zip(held, found, strict=True)] if held else found
        cut = int(np.searchsorted(rows[0], rows[0][-1])) if len(rows[0]) else 0
        held = [column[cut:] for column in rows]
        if cut:
            yield [column[:cut] for column in rows]
    if held and len(held[0]):
        yield held


def as_date(day: int) -> date:
    return calendar.moved(EPOCH, int(day))


def as_day(when: date) -> int:
    return (when - EPOCH).days


def span(results: Recorded) -> tuple[date, date]:
    """First and last day of the run (which may be shorter than the scenario)."""
    noted = results.provenance
    return (
        calendar.from_iso(noted["from"]) if "from" in noted else results.scenario.start,
        calendar.from_iso(noted["to"]) if "to" in noted else results.scenario.end,
    )


def months(start: date, end: date) -> list[date]:
    """First days of the months after ``start`` and before ``end``, then ``end`` itself."""
    counted = range(start.year * 12 + start.month, end.year * 12 + end.month)
    firsts = [calendar.make(month // 12, month % 12 + 1, 1) for month in counted]
    return [day for day in firsts if day < end] + [end]
