"""A folder of results: columnar tables, the scenario behind them, and where they come from (``docs/results.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from collegium.errors import DataError, ScenarioError
from collegium.results.meanings import kind, meaning
from collegium.results.sentences import Teller
from collegium.results.store import PLACES, PROVENANCE, SCENARIO, read_provenance
from collegium.scenario import load
from collegium.scenario.model import Scenario

LABELS = {
    "histories": ["history"], "shares": ["history", "date", "person"], "rule": ["history", "date"],
    "grid": ["history", "date", "mover", "target"], "ties": ["history", "date", "from", "to"],
    "allegiances": ["history", "date", "constituency", "person"],
}  # fmt: skip
"""Table -> the columns that tell its rows apart."""
ROWS = 1 << 16
"""Rows read at a time."""


class Folder:
    """What a run left behind in the folder ``dir``.

    Raises :class:`DataError` if there are no results, or only part of them.
    """

    def __init__(self, dir: str | Path) -> None:
        self.dir = Path(dir)
        if not (self.dir / PROVENANCE).is_file():
            raise DataError(f"{self.dir} holds no results: name the folder that a run has written")
        if not self.provenance.get("complete", True):
            raise DataError(f"{self.dir} holds only part of a run: run it again with --resume")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.dir)!r})"

    @cached_property
    def provenance(self) -> dict[str, Any]:
        """Versions, hashes, seed, dates, settings, priors and command of the run. Raises :class:`DataError`."""
        return read_provenance(self.dir)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that was run, complete, with all changes made. Raises :class:`DataError` if it has been damaged since."""
        try:
            scenario = load(self.dir / SCENARIO)
        except ScenarioError as error:
            raise DataError(f"{self.dir / SCENARIO} is no longer what was run; run again with --overwrite\n{error}") from None
        return replace(scenario, name=self.provenance.get("name", scenario.name))

    @cached_property
    def arms(self) -> Mapping[str, Folder]:
        """Further runs that belong to this one, by name: ``equal`` and ``shuffled`` of the permutation test."""
        return {path.parent.name: Folder(path.parent) for path in sorted((self.dir / "arms").glob(f"*/{PROVENANCE}"))}

    @property
    def numbers(self) -> range:
        """The numbers of the histories."""
        first, last = self.provenance["histories"]
        return range(first, last + 1)

    def histories(self, columns: Sequence[str] | None = None) -> pa.Table:
        """One row a history: outcomes and drawn parameters (or only some ``columns``)."""
        return self.table("histories", columns)

    def series(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole series: ``shares``, ``rule``, ``grid``, ``ties`` or ``allegiances``. For large runs use :meth:`batches`."""
        return self.table(name, columns)

    def events(self, columns: Sequence[str] | None = None) -> pa.Table:
        """What happened, one row an event. For large runs use :meth:`batches`."""
        return self.table("events", columns)

    def table(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table with one dictionary a column, rows by history."""
        parts = [self._read(path, columns) for path in self._shards(table)]
        return pa.concat_tables(parts).unify_dictionaries()

    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of any table, by history, some at a time."""
        for path in self._shards(table):
            yield from self._read(path, columns).to_batches(max_chunksize=ROWS)

    def labelled(self, table: str) -> Any:
        """Any table but the events as an :class:`xarray.Dataset` over history, date and people or constituencies; what a table has no
        row for, such as the share of somebody who is not seated, has no value. Needs xarray and pandas, which are not installed with
        the package. Raises :class:`DataError` for any other table."""
        if table not in LABELS:
            raise DataError(f"'{table}' has no labels of its own: choose one of {', '.join(LABELS)}")
        return self.table(table).to_pandas().set_index(LABELS[table]).to_xarray()

    def describe(self, table: str) -> list[dict[str, str]]:
        """The columns of a table: ``column``, ``type``, ``unit`` and ``meaning`` of each."""
        schema = pq.read_schema(self._shards(table)[0])
        return [
            {"column": field.name, "type": kind(field.type), **dict(zip(("unit", "meaning"), meaning(table, field.name), strict=True))}
            for field in schema
        ]

    def history(self, k: int) -> History:
        """One history. Raises :class:`DataError` if there is none of that number."""
        if k not in self.numbers:
            raise DataError(f"there is no history {k}: choose a number from {self.numbers[0]} to {self.numbers[-1]}")
        return History(self, k)

    def _shards(self, table: str) -> list[Path]:
        if table not in PLACES:
            raise DataError(f"there is no table '{table}': choose one of {', '.join(PLACES)}")
        found = sorted((self.dir / PLACES[table]).glob("*.parquet"))
        if not found:
            what = f" and {PLACES[table].split('/')[0]} in --record" if table != "histories" else ""
            raise DataError(f"{self.dir} does not hold the table '{table}': run again with --overwrite{what}")
        return found

    def _read(self, path: Path, columns: Sequence[str] | None) -> pa.Table:
        names = None if columns is None else list(columns)
        try:
            # Nested names and partitions do not occur; reading the file itself spares looking for them.
            found = pq.ParquetFile(path).read(columns=names)
        except (OSError, pa.ArrowException) as error:
            raise DataError(f"{path} cannot be read ({error}): run again with --overwrite") from None
        lacking = set(names or ()) - set(found.column_names)
        if lacking:
            raise DataError(f"{path} lacks the columns {', '.join(sorted(lacking))}: run again with this version")
        return found.select(names) if names is not None else found


@dataclass(frozen=True)
class History:
    """History ``k`` of some results."""

    results: Folder
    k: int

    def outcome(self) -> dict[str, Any]:
        """Its row of the table of histories."""
        return dict(self._rows("histories")[0])

    def events(self) -> list[dict[str, Any]]:
        """Its rows of the table of events, in order."""
        return self._rows("events")

    def timeline(self) -> list[dict[str, Any]]:
        """What happened, in order: ``date``, ``kind`` and a sentence (``text``) for each event."""
        teller = Teller(self.results.scenario, self.results.provenance.get("interventions", ()))
        return [{"date": row["date"], "kind": row["kind"], "text": teller.sentence(row)} for row in self.events()]

    def _rows(self, table: str) -> list[dict[str, Any]]:
        for path in self.results._shards(table):
            first, last = (int(part) for part in path.stem.split("-"))
            if first <= self.k <= last:
                found = self.results._read(path, None)
                rows: list[dict[str, Any]] = found.filter(pc.equal(found["history"], self.k)).to_pylist()
                return rows
        raise DataError(f"{self.results.dir} lacks the shard of history {self.k}: run again with --overwrite")
