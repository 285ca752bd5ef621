"""Results in the hands of other libraries: nothing is lost on the way."""

from __future__ import annotations

import importlib
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pytest
import xarray

import collegium
from collegium import Results
from collegium.engine.layout import PARAMETERS
from collegium.errors import DataError

HISTORIES = 8
TABLES = ("histories", "shares", "rule", "grid", "ties", "allegiances")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return collegium.run("council", histories=HISTORIES, out=tmp_path_factory.mktemp("conversions") / "council")


def test_pandas_and_polars_hold_the_same_numbers(results: Results) -> None:
    table = results.histories()
    assert np.array_equal(table.to_pandas()["strongest_share"], table["strongest_share"].to_numpy())
    frame = polars.from_arrow(results.series("shares"))
    assert isinstance(frame, polars.DataFrame)
    assert frame["share"].to_list() == results.series("shares")["share"].to_pylist()
    assert frame["person"].to_list() == results.series("shares")["person"].to_pylist()


def test_labelled_shares_are_those_of_the_table(results: Results) -> None:
    labelled = results.labelled("shares")
    assert labelled["share"].dims == ("history", "date", "person")
    rows = results.series("shares").to_pylist()
    for row in rows[:: len(rows) // 20]:
        where = {"history": row["history"], "date": np.datetime64(row["date"]), "person": row["person"]}
        assert float(labelled["share"].sel(where)) == row["share"]
        assert int(labelled["seat"].sel(where)) == row["seat"]
    assert int(labelled["share"].notnull().sum()) == len(rows), "somebody without a seat has a share"


def test_grid_rule_and_ties_have_their_labels(results: Results) -> None:
    assert results.labelled("grid")["chance"].dims == ("history", "date", "mover", "target")
    assert results.labelled("ties")["tie"].dims == ("history", "date", "from", "to")
    following = results.labelled("allegiances")["share"]
    assert following.dims == ("history", "date", "constituency", "person")
    assert int(following.notnull().sum()) == results.series("allegiances").num_rows, "the unaligned are lost"
    rule = results.labelled("rule")
    assert rule["rule"].dims == ("history", "date")
    for name in ("rule", "ruler"):
        assert rule[name].values.ravel().tolist() == [word or "" for word in results.series("rule")[name].to_pylist()]
    with pytest.raises(DataError, match="has no labels"):
        results.labelled("events")


def test_labelled_histories_hold_every_column(results: Results) -> None:
    labelled, table = results.labelled("histories"), results.histories()
    assert labelled.sizes == {"history": HISTORIES, "person": 6, "parameter": len(PARAMETERS)}
    for name in table.column_names:
        head, colon, label = name.partition(":")
        axis = "parameter" if head == "theta" else "person"
        days = table[name].type == "date32[day]"
        found = labelled[head + ("_on" if colon and days else "")].sel({axis: label} if colon else {}).values
        known = table[name].to_pylist()
        if days:
            assert found.astype("datetime64[D]").tolist() == known
        else:
            assert found.tolist() == ["" if value is None else value for value in known], name


@pytest.mark.parametrize("table", TABLES)
def test_axes_and_attributes_say_what_everything_is(results: Results, table: str) -> None:
    labelled = results.labelled(table)
    assert all(variable.dtype.kind in "iufOM" for variable in labelled.variables.values())
    assert all(variable.attrs["long_name"] for variable in labelled.variables.values())
    if table != "histories":
        assert labelled["date"].dtype.kind == "M"
        assert labelled["date"].values.astype("datetime64[D]").tolist() == sorted(set(results.series(table)["date"].to_pylist()))
    described = {row["column"]: row for row in results.describe(table)}
    for name in labelled.data_vars:
        if name in described:
            assert labelled[name].attrs["long_name"] == described[name]["meaning"]
    assert labelled.attrs["title"] == results.scenario.title
    assert labelled.attrs["seed"] == "1"


def test_units(results: Results) -> None:
    assert results.labelled("shares")["share"].attrs["units"] == "1"
    histories = results.labelled("histories")
    assert (histories["losses"].attrs["units"], histories["member_years"].attrs["units"]) == ("seats", "years")
    assert "units" not in histories["rule"].attrs and "units" not in histories["died_on"].attrs


@pytest.mark.parametrize("table", TABLES)
def test_a_slice_is_the_same_part_of_the_whole(results: Results, table: str) -> None:
    part = results.labelled(table, histories=slice(2, 5))
    assert part["history"].values.tolist() == [2, 3, 4]
    assert part.identical(results[2:5].labelled(table))
    whole = results.labelled(table)
    axes = {axis: part[axis].values for axis in part.dims}
    assert part.drop_attrs().equals(whole.sel(axes).drop_attrs())


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("library", "engine"), [("scipy", "scipy"), ("h5netcdf", "h5netcdf"), ("netCDF4", "netcdf4")])
def test_a_dataset_survives_netcdf(results: Results, table: str, library: str, engine: Any, tmp_path: Path) -> None:
    needed(library)
    labelled = results.labelled(table)
    labelled.to_netcdf(tmp_path / "council.nc", engine=engine)
    with xarray.open_dataset(tmp_path / "council.nc", engine=engine) as again:
        xarray.testing.assert_identical(again.load(), labelled)


@pytest.mark.parametrize("table", TABLES)
def test_a_dataset_survives_zarr(results: Results, table: str, tmp_path: Path) -> None:
    needed("zarr")
    labelled = results.labelled(table)
    labelled.to_zarr(tmp_path / "council.zarr", consolidated=False)
    again = xarray.open_zarr(tmp_path / "council.zarr", chunks=None, consolidated=False)
    xarray.testing.assert_identical(again.load(), labelled)


def needed(library: str) -> Any:
    """The library, or the test is skipped. What it warns of when it is loaded is its own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(library)
        except ImportError:
            return pytest.skip(f"{library} is not installed")


def test_the_package_needs_none_of_them(results: Results) -> None:
    """Results can be read, summarised and shown where none of these libraries can be loaded."""
    code = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pandas", "polars", "xarray", "IPython", "arviz"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import collegium
results = collegium.Results({str(results.dir)!r})
assert results.series("shares").num_rows and results.outcomes() and results[0]._repr_html_()
try:
    results.labelled("shares")
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "pip install xarray" in done.stdout
