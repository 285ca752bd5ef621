"""Tables of simulated histories in memory, which the analysis reads as it reads a folder of results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from collegium.analysis.columns import Recorded, listed
from collegium.errors import DataError, NoHistoryError, argument
from collegium.language import say
from collegium.results.folder import ROWS
from collegium.results.shards import rows
from collegium.scenario.model import Scenario


@dataclass(frozen=True, repr=False)
class Futures:
    """What some histories have left behind, in memory: everything in :mod:`collegium.analysis` takes it as results.

    Parameters
    ----------
    scenario
        The scenario with all changes made.
    provenance
        As of a run that would write the same rows.
    recorded
        Table -> its rows, by history.
    """

    scenario: Scenario
    provenance: dict[str, Any]
    recorded: Mapping[str, pa.Table]
    dir: Path = Path("(in memory)")

    def __repr__(self) -> str:
        return f"Futures({self.scenario.name}, histories {self.numbers[0]} to {self.numbers[-1]})"

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def numbers(self) -> range:
        """The numbers of the histories; of forks, those of their seeds."""
        first, last = self.provenance["histories"]
        return range(first, last + 1)

    @property
    def tables(self) -> list[str]:
        """The tables that were recorded."""
        return list(self.recorded)

    @property
    def arms(self) -> Mapping[str, Recorded]:
        """No permutation test belongs to them."""
        return {}

    def histories(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Outcomes and drawn parameters, one row a history."""
        return self.table("histories", columns)

    def series(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole series: ``shares``, ``rule``, ``grid``, ``ties`` or ``allegiances``, if series were recorded."""
        return self.table(name, columns)

    def events(self, columns: Sequence[str] | None = None) -> pa.Table:
        """What happened, one row an event, if events were recorded."""
        return self.table("events", columns)

    def table(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table. Raises :class:`DataError` if it was not recorded."""
        if table not in self.recorded:
            raise DataError(
                say(
                    "these histories do not hold the table '{table}': simulate them again with more in {record}",
                    table=table,
                    record=argument("record"),
                )
            )
        found = self.recorded[table]
        return found if columns is None else found.select(list(columns))

    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of a table, some at a time."""
        yield from self.table(table, columns).to_batches(max_chunksize=ROWS)

    def history(self, k: int) -> dict[str, Any]:
        """The outcomes of one history: name of a column -> value."""
        if k not in self.numbers:
            raise NoHistoryError(
                say("there is no history {k}: choose a number from {first} to {last}", k=k, first=self.numbers[0], last=self.numbers[-1])
            )
        found = rows(self.histories(), range(k, k + 1))
        return {name: listed(found[name])[0] for name in found.column_names}


def joined(parts: Sequence[Futures]) -> Futures:
    """One table of several that follow each other."""
    first, last = parts[0], parts[-1]
    tables = {name: pa.concat_tables([part.recorded[name] for part in parts]).unify_dictionaries() for name in first.recorded}
    return Futures(first.scenario, first.provenance | {"histories": [first.numbers[0], last.numbers[-1]]}, tables)
