"""Results in the hands of other libraries: nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars
import pytest

import collegium
from collegium import Results
from collegium.errors import DataError


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return collegium.run("council", histories=8, out=tmp_path_factory.mktemp("conversions") / "council")


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
        assert float(labelled["share"].sel(history=row["history"], date=row["date"], person=row["person"])) == row["share"]
    assert int(labelled["share"].notnull().sum()) == len(rows), "somebody without a seat has a share"


def test_grid_rule_and_histories_have_their_labels(results: Results) -> None:
    assert results.labelled("grid")["chance"].dims == ("history", "date", "mover", "target")
    assert results.labelled("rule")["rule"].dims == ("history", "date")
    assert results.labelled("ties")["tie"].dims == ("history", "date", "from", "to")
    following = results.labelled("allegiances")["share"]
    assert following.dims == ("history", "date", "constituency", "person")
    assert int(following.notnull().sum()) == results.series("allegiances").num_rows, "the unaligned are lost"
    assert results.labelled("histories").sizes["history"] == 8
    with pytest.raises(DataError, match="has no labels"):
        results.labelled("events")


def test_the_package_needs_none_of_them() -> None:
    """No module of the package imports pandas, polars or xarray."""
    source = "".join(path.read_text("utf-8") for path in Path(collegium.__file__).parent.rglob("*.py"))
    assert "import numpy" in source and not any(f"import {name}" in source for name in ("pandas", "polars", "xarray"))
