"""A folder of results: columnar tables, the scenario behind them, and where they come from (``docs/results.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self, overload

import pyarrow as pa

from collegium.arguments import Reader, optional, refuse, takes, text, texts, whole
from collegium.arguments import path as path_of
from collegium.errors import DataError, NoHistoryError, ScenarioError, argument
from collegium.files import kinds
from collegium.language import say
from collegium.results import datatree, labels, page
from collegium.results.catalogue import ARMS, arms_in, catalogue
from collegium.results.history import History
from collegium.results.meanings import kind, meaning
from collegium.results.shards import PLACES, Shard, ShardReader
from collegium.results.store import SCENARIO
from collegium.scenario import load
from collegium.scenario.hash import files_hash
from collegium.scenario.model import Scenario

ROWS = 1 << 16
"""Rows read at a time."""
SHARED = ("scenario", "seed", "from", "to")
"""Keys of the provenance that a run has in common with its arms."""
COLUMNS: Reader = optional(texts)
"""Names of columns, or None for all."""


def at_place(name: str, value: Any) -> int | slice:
    """A place in the sequence of histories, or a slice of places."""
    if isinstance(value, slice):
        return span_of(name, value)
    return whole(name, value, remedy="give a whole number, or a slice such as [10:20]")


def span_of(name: str, value: Any) -> slice:
    """A slice of places."""
    if not isinstance(value, slice):
        refuse(name, value, "not a slice", "give slice(FIRST, LAST)")
    ends = {"start": value.start, "stop": value.stop, "step": value.step}
    return slice(*(None if end is None else whole(f"{name}.{part}", end) for part, end in ends.items()))


class Folder(Sequence[History]):
    """What a run has left in a folder: a sequence of histories, and tables of all of them.

    ``len``, iteration, an index and a slice work as on a list. An index counts from 0 by place; :meth:`history` asks by number, which
    differs if the run did not begin with history 0. A slice such as ``results[10:20]`` reads nothing: it is a view with the same
    interface, whose tables hold these histories alone.

    Parameters
    ----------
    dir
        The folder.

    Raises
    ------
    DataError
        If there are no results, only part of them, or others than the run wrote.
    """

    provenance: dict[str, Any]
    """Versions, hashes, seed, dates, settings, priors and command of the run."""

    @takes(dir=path_of)
    def __init__(self, dir: str | Path) -> None:
        self.dir = Path(dir)
        self._catalogue = catalogue(self.dir)
        self.provenance = self._catalogue.provenance
        self._reader = ShardReader(self.dir)
        self._held: dict[str, tuple[Shard, pa.Table]] = {}

    def __repr__(self) -> str:
        part = f"[{self.numbers[0]}:{self.numbers[-1] + 1}]" if self.partial else ""
        return f"{type(self).__name__}({str(self.dir)!r}){part}"

    def _repr_html_(self) -> str:
        return page.results(self)

    # a sequence of histories

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[History]:
        return (self.history(k) for k in self.numbers)

    @overload
    def __getitem__(self, place: int) -> History: ...

    @overload
    def __getitem__(self, place: slice) -> Self: ...

    @takes(place=at_place)
    def __getitem__(self, place: int | slice) -> History | Self:
        if isinstance(place, slice):
            return self._part(place)
        try:
            return self.history(self.numbers[place])
        except IndexError:
            raise NoHistoryError(f"there is no history at place {place}: choose one from 0 to {len(self) - 1}") from None

    def _part(self, place: slice) -> Self:
        """A view of some histories that follow each other."""
        if place.step not in (None, 1):
            raise DataError(f"a slice holds histories that follow each other: leave out the step {place.step}")
        chosen = self.numbers[place]
        if not chosen:
            raise NoHistoryError(f"there is no history in [{place.start}:{place.stop}]: choose places from 0 to {len(self)}")
        view = copy(self)
        view.__dict__.pop("arms", None)
        view.__dict__ |= {
            "provenance": self.provenance | {"histories": [chosen[0], chosen[-1]]}, "partial": self.partial or len(chosen) < len(self),
            "_held": {}, "_whole": self,  # a temporary folder lives as long as the results that were first opened on it
        }  # fmt: skip
        return view

    partial = False
    """Are these only some of the histories of the run?"""

    # where they come from

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that was run, complete, with all changes made. Raises :class:`DataError` if it has been damaged since."""
        path = self.dir / SCENARIO
        changed = f"{path} is no longer what was run: run it again with {argument('resume', True)}, which writes it again"
        if kinds.kind(path) != kinds.FOLDER:
            raise DataError(f"{path} is {kinds.kind(path)}: {changed}")
        try:
            scenario = load(path)
        except ScenarioError as error:
            raise DataError(f"{changed}\n{error}") from None
        if files_hash(scenario.files) != self.provenance["scenario"]:
            raise DataError(changed)
        return replace(scenario, name=self.provenance["name"])

    @cached_property
    def arms(self) -> Mapping[str, Folder]:
        """Further runs that belong to this one, by name: ``equal`` and ``shuffled`` of the permutation test. Raises :class:`DataError`
        if they are unfinished or damaged."""
        return {name: self._arm(name) for name in arms_in(self.dir)}

    def _arm(self, name: str) -> Folder:
        remedy = f"run {self.dir} again with {argument('resume', True)}, which repeats the permutation test"
        for path in (self.dir / ARMS, self.dir / ARMS / name):
            if kinds.kind(path) != kinds.FOLDER:
                raise DataError(f"{path} is {kinds.kind(path)}: move it away, then {remedy}")
        try:
            found = Folder(self.dir / ARMS / name)
        except DataError as error:
            raise DataError(f"the permutation test is unfinished or damaged: {error} (do: {remedy})") from None
        differing = [key for key in SHARED if found.provenance[key] != self.provenance[key]]
        if differing:
            raise DataError(f"{found.dir} belongs to another run, which differs in {', '.join(differing)} (do: {remedy})")
        return found

    # tables

    @property
    def numbers(self) -> range:
        """The numbers of the histories."""
        first, last = self.provenance["histories"]
        return range(first, last + 1)

    @takes(columns=COLUMNS)
    def histories(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Outcomes and drawn parameters, one row a history.

        Parameters
        ----------
        columns
            Names of the columns to read; by default all.

        Returns
        -------
        pyarrow.Table
            Rows by history; :meth:`describe` explains the columns.

        Raises
        ------
        DataError
            If the files cannot be read, or lack a column.
        """
        return self.table("histories", columns)

    @takes(name=text, columns=COLUMNS)
    def series(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole series. For large runs use :meth:`batches`, or a slice of the results.

        Parameters
        ----------
        name
            ``shares``, ``rule``, ``grid``, ``ties`` or ``allegiances``.
        columns
            Names of the columns to read; by default all.

        Returns
        -------
        pyarrow.Table
            Rows by history.

        Raises
        ------
        DataError
            If the run has not recorded series, or the files cannot be read.
        """
        return self.table(name, columns)

    @takes(columns=COLUMNS)
    def events(self, columns: Sequence[str] | None = None) -> pa.Table:
        """What happened, one row an event. For large runs use :meth:`batches`, or a slice of the results.

        Parameters
        ----------
        columns
            Names of the columns to read; by default all.

        Returns
        -------
        pyarrow.Table
            Rows by history, and within a history in the order of events.

        Raises
        ------
        DataError
            If the run has not recorded events, or the files cannot be read.
        """
        return self.table("events", columns)

    @takes(table=text, columns=COLUMNS)
    def table(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table with one dictionary a column, rows by history; :meth:`series` says what is raised."""
        parts = [self._reader.read(shard, columns, self.numbers) for shard in self._shards(table)]
        return pa.concat_tables(parts).unify_dictionaries()

    @takes(table=text, columns=COLUMNS)
    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of any table, some at a time, so that a run of any size fits in memory.

        Parameters
        ----------
        table
            ``histories``, ``events``, or a series.
        columns
            Names of the columns to read; by default all.

        Yields
        ------
        pyarrow.RecordBatch
            At most 65,536 rows, by history. Every batch has its own dictionary of words: compare words, never their numbers.

        Raises
        ------
        DataError
            If the run has not recorded the table, or the files cannot be read.
        """
        for shard in self._shards(table):
            yield from self._reader.read(shard, columns, self.numbers).to_batches(max_chunksize=ROWS)

    @takes(table=text, histories=optional(span_of))
    def labelled(self, table: str, histories: slice | None = None) -> Any:
        """A table as an xarray dataset with named axes. Needs xarray, which is not installed with the package.

        Shards are read one by one, and only those that hold the ``histories`` asked for.

        Parameters
        ----------
        table
            ``histories``, or a series. Events have no axes of their own.
        histories
            Places of the histories, such as ``slice(0, 100)``; by default all. ``results[0:100].labelled(table)`` is the same.

        Returns
        -------
        xarray.Dataset
            Over ``history``, ``date`` (datetime64) and people or constituencies. What a table has no row for, such as the share of
            somebody who is not seated, is NaN, or '' where the values are words, or NaT where they are days. Every variable has a
            ``long_name``, and ``units`` where it counts something. The table ``histories`` has one variable a family of columns:
            ``share`` and days such as ``expelled_on`` over ``person``, ``theta`` over ``parameter``.

        Raises
        ------
        DataError
            For a table without axes, or if it cannot be read.
        ImportError
            If xarray is not installed.
        """
        return labels.dataset(self if histories is None else self[histories], table)

    @takes(series=texts)
    def to_datatree(self, series: Sequence[str] = ()) -> Any:
        """The results in the groups that ArviZ reads. Needs xarray, which is not installed with the package.

        Parameters
        ----------
        series
            Series to take along, such as ``["shares"]``. They take memory: see :meth:`labelled`.

        Returns
        -------
        xarray.DataTree
            ``prior``: the parameters that differ between histories. ``constant_data``: those that are fixed. ``prior_predictive``:
            the outcomes of every history, and for every loss on record the years until it happened (``years_to_loss``, NaN if it
            did not) and how many of them had happened by each month (``losses_by``). ``observed_data``: the same two for the real
            losses; the group is there only if the scenario records any. Dimensions are ``chain`` (one) and ``draw`` (the numbers
            of the histories).

        Raises
        ------
        DataError
            If the run has not recorded a series, or the folder lacks a table.
        ImportError
            If xarray is not installed.

        Notes
        -----
        A loss counts here as everywhere (``docs/results.md``): by decision, the first of a kind for a person, from the last day that its
        date may mean. Losses that did not really happen have no observed value and are left out.
        """
        return datatree.tree(self, series)

    @takes(table=text)
    def describe(self, table: str) -> list[dict[str, str]]:
        """What the columns of a table mean.

        Parameters
        ----------
        table
            ``histories``, ``events``, or a series.

        Returns
        -------
        list of dict
            ``column``, ``type``, ``unit`` and ``meaning`` of each column.

        Raises
        ------
        DataError
            If the run has not recorded the table.
        """
        schema = self._reader.schema(self._shards(table)[0])
        return [
            {"column": field.name, "type": kind(field.type), **dict(zip(("unit", "meaning"), meaning(table, field.name), strict=True))}
            for field in schema
        ]

    @takes(k=whole)
    def history(self, k: int) -> History:
        """One history by its number.

        Parameters
        ----------
        k
            Number of the history.

        Returns
        -------
        History
            The history.

        Raises
        ------
        NoHistoryError
            If there is none of that number.
        """
        if k not in self.numbers:
            raise NoHistoryError(
                say("there is no history {k}: choose a number from {first} to {last}", k=k, first=self.numbers[0], last=self.numbers[-1])
            )
        return History(self, k)

    @property
    def tables(self) -> list[str]:
        """The tables that the run has recorded."""
        return list(self._catalogue.shards)

    def _shards(self, table: str) -> list[Shard]:
        if table not in PLACES:
            raise DataError(f"there is no table '{table}': choose one of {', '.join(PLACES)}")
        found = [shard for shard in self._catalogue.shards.get(table, ()) if shard.meets(self.numbers)]
        if not found:
            again, kept = argument("overwrite", True), argument("record")
            what = f" and {PLACES[table].split('/')[0]} in {kept.rstrip('=')}" if table != "histories" else ""
            raise DataError(f"{self.dir} does not hold the table '{table}': run again with {again}{what}")
        return found

    def _shard(self, shard: Shard) -> pa.Table:
        """A shard, the latest of its table kept in memory: whoever goes from history to history reads a file once."""
        if shard.table not in self._held or self._held[shard.table][0] != shard:
            self._held[shard.table] = shard, self._reader.read(shard, None, self.numbers)
        return self._held[shard.table][1]
