"""Tables of results in other programs' formats: the same numbers, whole files only, and a word on what is missing."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pyarrow.csv
import pytest

from collegium import Results
from collegium.errors import SettingError
from collegium.results import export as room
from collegium.results.export import export
from helpers.typed import ask

NEEDS = "not installed; the extra 'export' brings it"


def test_csv_holds_every_table_as_it_is(capsys: pytest.CaptureFixture[str], council: Path, tmp_path: Path) -> None:
    code, out, _ = ask(capsys, "export", str(council), "--to", "csv", "--out", str(tmp_path / "all"))
    assert code == 0
    assert out.split() == [str(tmp_path / "all" / f"{table}.csv") for table in room.TABLES]
    for table in room.TABLES:
        ours = Results(council).table(table)
        read = pyarrow.csv.read_csv(tmp_path / "all" / f"{table}.csv")
        assert read.column_names == ours.column_names
        assert read.num_rows == ours.num_rows > 0
    shares = pyarrow.csv.read_csv(tmp_path / "all" / "shares.csv")
    assert shares["person"].to_pylist() == Results(council).series("shares")["person"].to_pylist()
    assert shares["share"].to_pylist() == pytest.approx(Results(council).series("shares")["share"].to_pylist(), rel=1e-6)
    assert "−" not in (tmp_path / "all" / "ties.csv").read_text(encoding="utf-8")


def test_one_table_in_one_file(capsys: pytest.CaptureFixture[str], council: Path, tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    assert ask(capsys, "export", str(council), "--to", "csv", "--table", "histories", "--out", str(path))[0] == 0
    assert pyarrow.csv.read_csv(path).num_rows == 12
    code, _, err = ask(capsys, "export", str(council), "--to", "csv", "--table", "histories", "--out", str(path))
    assert code == 2
    assert "--overwrite" in err
    assert ask(capsys, "export", str(council), "--to", "csv", "--table", "histories", "--out", str(path), "--overwrite")[0] == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["--to", "csv", "--out", "x.csv"], "one table only"),
        (["--to", "csv", "--out", "x.nc"], "name a file that ends in .csv"),
        (["--to", "csv", "--out", "x", "--table", "people"], "--table[0] = 'people': unknown"),
        (["--to", "netcdf", "--out", "x", "--table", "events"], "export it to csv or xlsx"),
        (["--to", "parquet", "--out", "x"], "choose from"),
    ],
)
def test_what_cannot_be_is_said(
    capsys: pytest.CaptureFixture[str], council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = ask(capsys, "export", str(council), *typed)
    assert (code, out) == (2, "")
    assert told in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("to", "library"), [("xlsx", "openpyxl"), ("netcdf", "h5netcdf")])
def test_a_missing_library_is_named(
    capsys: pytest.CaptureFixture[str], council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, library: str
) -> None:
    def missing(name: str) -> Any:
        if name == library:
            raise ImportError(name)

    monkeypatch.setattr(room, "import_module", missing)
    code, _, err = ask(capsys, "export", str(council), "--to", to, "--out", str(tmp_path / "x"))
    assert code == 2
    assert err == f"{to} needs the library {library}, which is not installed: pip install 'collegium[export]'\n"
    assert not (tmp_path / "x").exists()


def test_a_workbook_has_a_sheet_a_table(council: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason=NEEDS)
    [path] = export(Results(council), "xlsx", tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == list(room.TABLES)
    with zipfile.ZipFile(path) as archive:
        assert {part.date_time for part in archive.infolist()} == {room.TIME}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
    heads, *rows = book["ties"].iter_rows(values_only=True)
    ours = Results(council).series("ties").to_pylist()
    assert list(heads) == list(ours[0])
    assert len(rows) == len(ours)
    for row, wanted in zip(rows[:200], ours, strict=False):
        assert row[2:4] == (wanted["from"], wanted["to"])
        assert row[0] == wanted["history"] and row[1].date() == wanted["date"]
        assert row[4] == pytest.approx(wanted["tie"])


def test_a_table_that_is_too_long_for_a_sheet(council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openpyxl", reason=NEEDS)
    monkeypatch.setattr(room, "LONGEST_SHEET", 5)
    with pytest.raises(SettingError, match="more rows than a sheet can hold"):
        export(Results(council), "xlsx", tmp_path / "all.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_netcdf_reads_back_with_its_axes(council: Path, tmp_path: Path) -> None:
    pytest.importorskip("h5netcdf", reason=NEEDS)
    xarray = pytest.importorskip("xarray", reason=NEEDS)
    [path] = export(Results(council), "netcdf", tmp_path / "shares.nc", ["shares"])
    with xarray.open_dataset(path, engine="h5netcdf") as found:
        assert set(found.sizes) == {"history", "date", "person"}
        row = Results(council).series("shares").slice(7, 1).to_pylist()[0]
        whose = list(map(str, found["person"].values)).index(row["person"])
        when = [str(day)[:10] for day in found["date"].values].index(str(row["date"]))
        assert float(found["share"][int(row["history"]), when, whose]) == pytest.approx(row["share"])
    [path] = export(Results(council), "netcdf", tmp_path / "all.nc")
    for table in room.TABLES[:-1]:
        with xarray.open_dataset(path, engine="h5netcdf", group=table) as found:
            assert found.sizes["history"] == 12


def test_a_file_that_cannot_be_finished_leaves_nothing(council: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "h.csv"
    path.write_text("mine", encoding="utf-8")

    def broken(results: Results, tables: list[str], part: Path) -> None:
        part.write_text("half", encoding="utf-8")
        raise OSError("disk")

    monkeypatch.setitem(room.WRITERS, "csv", broken)
    with pytest.raises(OSError, match="disk"):
        export(Results(council), "csv", path, ["histories"], overwrite=True)
    assert path.read_text(encoding="utf-8") == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["h.csv"]
