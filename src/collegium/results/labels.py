"""Tables as xarray datasets: named axes, days as datetime64, units and meanings as attributes.

The package does without xarray; it is loaded when somebody asks for a dataset. NetCDF and Zarr can hold every dataset.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from collegium.analysis.columns import NEVER, codes, days
from collegium.errors import DataError
from collegium.results.meanings import family, meaning
from collegium.scenario.model import UNALIGNED, Scenario

if TYPE_CHECKING:
    from collegium.results.folder import Folder

Array: TypeAlias = NDArray[Any]
Variable: TypeAlias = tuple[tuple[str, ...], Array, dict[str, Any]]
"""Axes, values and attributes."""

AXES = {
    "histories": (), "shares": ("date", "person"), "rule": ("date",), "grid": ("date", "mover", "target"), "ties": ("date", "from", "to"),
    "allegiances": ("date", "constituency", "person"),
}  # fmt: skip
"""Table -> the columns that tell the rows of one history apart."""
UNITS = {"0..1": "1", "-1..1": "1", "as its prior": "", "by kind": ""}
"""Units of :mod:`collegium.results.meanings` in the form of the CF conventions, where they differ."""
ABSENT = np.iinfo(np.int32).min
STORED = {"units": "days since 1970-01-01", "calendar": "proleptic_gregorian", "dtype": "int32", "_FillValue": ABSENT}
"""How days are written to a file, so that every format can hold them."""


def library() -> Any:
    """xarray. Raises ImportError with what to do if it is not installed."""
    try:
        return import_module("xarray")
    except ImportError:
        raise ImportError("labelled() and to_datatree() need xarray, which is not installed: pip install xarray") from None


def dataset(results: Folder, table: str) -> Any:
    """The dataset of :meth:`collegium.results.folder.Folder.labelled`."""
    if table not in AXES:
        raise DataError(f"'{table}' has no labels of its own: choose one of {', '.join(AXES)}")
    xarray = library()
    history = np.arange(results.numbers[0], results.numbers[-1] + 1, dtype=np.int32)
    axes: dict[str, Array] = {"history": history}
    variables = dict(columns(results, axes) if table == "histories" else cells(results, table, axes))
    coordinates = {name: (name, values, attributes(table, name, values)) for name, values in axes.items()}
    found = xarray.Dataset(variables, coordinates, attrs=about(results))
    for variable in found.variables.values():
        if variable.dtype.kind == "M":
            variable.encoding = dict(STORED)
    return found


def about(results: Folder) -> dict[str, Any]:
    """Where a dataset comes from."""
    noted = results.provenance
    versions = noted.get("versions", {})
    return {
        "title": results.scenario.title, "source": f"collegium {versions.get('collegium', '')}".strip(), "scenario": results.scenario.name,
        "scenario_hash": noted["scenario"], "engine_hash": noted["engine"], "seed": str(noted["seed"]), "from": noted["from"],
        "to": noted["to"],
    }  # fmt: skip


def attributes(table: str, column: str, values: Array) -> dict[str, Any]:
    """Attributes of a variable: what it means, and in which unit it is counted."""
    try:
        unit, text = meaning(table, column)
    except KeyError:  # the names of people or parameters, which are no column of the histories
        return {"long_name": column}
    unit = UNITS.get(unit, unit)
    return {"long_name": text} | ({"units": unit} if unit and values.dtype.kind in "iuf" else {})


def plain(column: pa.ChunkedArray) -> Array:
    """A column without categories: days as datetime64, words as text, numbers as they are, or as floats where some are missing."""
    if pa.types.is_dictionary(column.type):
        names: list[str] = []
        return text(codes(column, names), names)
    if pa.types.is_date(column.type):
        found = days(column)
        return np.where(found == NEVER, np.datetime64("NaT", "D"), found.astype("datetime64[D]")).astype("datetime64[s]")
    if column.null_count or pa.types.is_boolean(column.type):
        column = column.cast(pa.float32())
    return np.asarray(column.to_numpy())


def text(places: Array, names: Sequence[str]) -> Array:
    """``names[places]``, '' where a place is negative."""
    return np.array([*names, ""], dtype=object)[places]


# one row a history


def columns(results: Folder, axes: dict[str, Array]) -> Iterator[tuple[str, Variable]]:
    """The variables of the table of histories: a family such as ``share:anna``, ``share:boris`` is one variable over people."""
    table = results.histories()
    axes["person"] = np.array([person.id for person in results.scenario.people], dtype=object)
    axes["parameter"] = np.array([name.partition(":")[2] for name in table.column_names if family(name) == "theta:"], dtype=object)
    for head, members in Counter(map(family, table.column_names)).items():
        if not head.endswith(":"):
            if head not in axes:
                values = plain(table[head])
                yield head, (("history",), values, attributes("histories", head, values))
            continue
        axis = "parameter" if head == "theta:" else "person"
        values = np.stack([plain(table[head + name]) for name in axes[axis]], axis=1)
        assert values.shape[1] == members
        name = head.rstrip(":") + ("_on" if values.dtype.kind == "M" else "")  # 'expelled' alone counts people
        yield name, (("history", axis), values, attributes("histories", head, values))


# series


def cells(results: Folder, table: str, axes: dict[str, Array]) -> Iterator[tuple[str, Variable]]:
    """The variables of a series, each put from rows into a block over history and the axes of the table."""
    keys, rows = AXES[table], results.table(table)
    place = [rows["history"].to_numpy() - results.numbers[0]]
    for key in keys:
        axes[key], where = positions(rows[key], order(results.scenario, key))
        place.append(where)
    shape = tuple(len(values) for values in axes.values())
    flat = np.ravel_multi_index(tuple(place), shape)
    for column in rows.column_names:
        if column not in ("history", *keys):
            values = plain(rows[column])
            block = np.full(np.prod(shape, dtype=np.int64), blank(values), dtype=widened(values))
            block[flat] = values
            yield column, (tuple(axes), block.reshape(shape), attributes(table, column, block))


def blank(values: Array) -> Any:
    """The value where a table has no row."""
    return "" if values.dtype.kind == "O" else np.nan


def widened(values: Array) -> Any:
    """A type that holds the values and a blank."""
    return np.float32 if values.dtype.kind in "iub" else values.dtype


def order(scenario: Scenario, axis: str) -> list[str]:
    """In which order the labels of an axis come: that of the scenario, who follows nobody last."""
    if axis == "constituency":
        return [constituency.id for constituency in scenario.constituencies]
    return [*(person.id for person in scenario.people), UNALIGNED]


def positions(column: pa.ChunkedArray, names: list[str]) -> tuple[Array, Array]:
    """The labels of an axis that occur, and where among them each row lies."""
    if pa.types.is_date(column.type):
        found, where = np.unique(days(column), return_inverse=True)
        return found.astype("datetime64[D]").astype("datetime64[s]"), where
    found, where = np.unique(codes(column, names), return_inverse=True)
    return np.array(names, dtype=object)[found], where
