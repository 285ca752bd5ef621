"""Writing a folder of results so that a crash loses no more than the shard being written.

The manifest names each file with its hash before it appears. A shard is whole if all its files are there and fit their lines; any other
is thrown away when the run goes on, and simulated again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from collegium.errors import CollegiumError, SettingError, argument
from collegium.files.kinds import NOTHING, kind
from collegium.files.manifest import read
from collegium.files.outputs import PROVENANCE, REPORT, Outputs, opened
from collegium.results.provenance import read_provenance
from collegium.results.shards import PLACES, Shard, file_name, shards, tables_of
from collegium.scenario.text import writable

SCENARIO = "scenario"
ARMS = ("arms/equal/", "arms/shuffled/")
"""Further runs that the permutation test adds."""
CHANGING = ("complete", "versions", "command")
"""Keys of the provenance in which a run that goes on may differ from its beginning."""
Range = tuple[int, int]


@contextmanager
def stored(
    folder: Path, provenance: Mapping[str, Any], scenario: Mapping[str, str], *, overwrite: bool, resume: bool, shard: int,
    synced: bool = True,
) -> Iterator[Store]:  # fmt: skip
    """A folder of results to write in, locked until the end of the block.

    Parameters
    ----------
    folder
        The folder.
    provenance
        Where the results come from.
    scenario
        The complete form of the scenario, by file.
    overwrite, resume
        Replace what a run has written there, or go on with it.
    shard
        Histories in a shard.
    synced
        Whether to wait for the disk.

    Yields
    ------
    Store
        The folder, ready for shards. Call :meth:`Store.finish` when all are there.

    Raises
    ------
    SettingError
        If the folder must not be used.
    DataError
        If what is there cannot be read.
    """
    if writable(str(folder)) != str(folder):
        raise SettingError(f"{str(folder)!r} is no text that UTF-8 can hold: name another folder with {argument('out')}")
    with opened(folder, "run", again=overwrite or resume, synced=synced) as outputs:
        store = Store(outputs, provenance, shard)
        store.begin(scenario, anew=overwrite or kind(folder / PROVENANCE) == NOTHING)
        yield store


class Store:
    """A folder of results being written: see :func:`stored`."""

    def __init__(self, outputs: Outputs, provenance: Mapping[str, Any], shard: int) -> None:
        self.outputs, self.folder = outputs, outputs.folder
        self.provenance, self.shard = dict(provenance), shard
        self.whole: list[Range] = []

    def begin(self, scenario: Mapping[str, str], anew: bool) -> None:
        """Make the folder ready: clear it, or keep the shards that are whole. Raises :class:`SettingError` if something is in the way."""
        if not anew:
            self.same()
        self.whole = [] if anew else whole(self.outputs, self.provenance)
        own = {f"{SCENARIO}/{name}": text.encode() for name, text in scenario.items()}
        first, last = self.provenance["histories"]
        missing = self.missing(first, last)
        self.outputs.expect([PROVENANCE, REPORT, *ARMS, *own, *self.names(missing)])
        if anew:
            self.outputs.clear()
        scraps = self.scraps()
        if anew or missing or scraps:
            self.note(False)
        if scraps:
            self.outputs.forget(scraps)
        self.outputs.put(own)

    def same(self) -> None:
        """An interrupted run is taken up only by the same run."""
        there = read_provenance(self.folder)
        differing = [
            key for key, value in self.provenance.items() if key not in CHANGING and there.get(key) != json.loads(json.dumps(value))
        ]
        if differing:
            raise SettingError(
                f"{self.folder} holds another run (it differs in {', '.join(differing)}; "
                f"its command was: {there.get('command', 'not noted')}): name another folder, or resume with the same arguments"
            )

    def names(self, ranges: list[Range]) -> Iterator[str]:
        """The files that are to be written for histories in these ranges."""
        for low, high in ranges:
            for first, last in cut(low, high, self.shard):
                for table in tables_of(self.provenance["settings"]["record"]):
                    yield file_name(table, first, last)

    def scraps(self) -> list[str]:
        """Files of shards that are not whole."""
        kept = set(self.whole)
        every = (shard for some in shards(self.outputs.entries).values() for shard in some)
        return [shard.entry.name for shard in every if (shard.first, shard.last) not in kept]

    def note(self, complete: bool) -> None:
        """Write the provenance."""
        text = json.dumps(self.provenance | {"complete": complete}, indent=1, ensure_ascii=False) + "\n"
        self.outputs.put({PROVENANCE: text.encode()})

    def missing(self, first: int, last: int) -> list[Range]:
        """Ranges of histories from ``first`` to ``last`` that no whole shard holds."""
        found, at = [], first
        for begin, end in self.whole:
            if begin > at:
                found.append((at, begin - 1))
            at = end + 1
        return [*found, (at, last)] if at <= last else found

    def put(self, first: int, last: int, tables: Mapping[str, pa.Table]) -> None:
        """Write one shard: histories ``first`` to ``last``, both included."""
        some = {file_name(table, first, last): tables[table] for table in PLACES if table in tables}
        self.outputs.put({name: parquet(table) for name, table in some.items()}, {name: table.num_rows for name, table in some.items()})

    def finish(self) -> None:
        """Say that nothing is missing."""
        self.note(True)


def cut(low: int, high: int, size: int) -> Iterator[Range]:
    """The shards of histories ``low`` to ``high``."""
    for first in range(low, high + 1, size):
        yield first, min(first + size, high + 1) - 1


def parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a file."""
    out = pa.BufferOutputStream()
    pq.write_table(table, out, compression="zstd")
    return bytes(out.getvalue())


def whole(outputs: Outputs, provenance: Mapping[str, Any]) -> list[Range]:
    """First and last history of each whole shard, by number: all its files fit the manifest, and no other shard has its histories."""
    tables, (low, high) = tables_of(provenance["settings"]["record"]), provenance["histories"]
    found = shards(outputs.entries)
    files = {table: {(shard.first, shard.last): shard for shard in found.get(table, ())} for table in tables}
    kept, due = list[Range](), low
    for first, last in files["histories"]:
        some = [files[table].get((first, last)) for table in tables]
        if due <= first <= last <= high and all(shard is not None and fits(outputs, shard) for shard in some):
            kept.append((first, last))
            due = last + 1
    return kept


def fits(outputs: Outputs, shard: Shard) -> bool:
    """Whether the file of a shard is as the manifest says, and has a row for each history if it is one of the table of histories."""
    rows = shard.last - shard.first + 1 if shard.table == "histories" else shard.entry.rows
    return shard.entry.rows == rows and outputs.holds(shard.entry.name) is not None


def finished(folder: Path) -> int:
    """How many histories in a folder are complete, as far as the manifest and the sizes tell; 0 if there is no run."""
    try:
        found = read(folder)
    except CollegiumError:
        return 0
    some = shards(found.entries if found else {}).get("histories", [])
    there = (shard for shard in some if kind(folder / shard.entry.name) != NOTHING)
    return sum(shard.last - shard.first + 1 for shard in there if (folder / shard.entry.name).stat().st_size == shard.entry.size)
