"""Tables of results in the formats of other programs: CSV, a workbook (XLSX), NetCDF.

The libraries for workbooks and NetCDF do not
come with the package. They are the extra ``export``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import pyarrow as pa
from pyarrow import csv

from collegium.analysis.columns import listed, source
from collegium.arguments import flag, one_of, takes, texts
from collegium.arguments import path as path_of
from collegium.errors import SettingError, argument, place, visible
from collegium.files.writing import free, written
from collegium.results.folder import Folder
from collegium.results.shards import PLACES
from collegium.results.spreadsheet import as_text
from collegium.scenario.calendar import Early

ENDINGS = {"csv": ".csv", "xlsx": ".xlsx", "netcdf": ".nc"}
"""Format -> how its files end."""
TABLES = ("histories", *(table for table in PLACES if table != "histories"))
"""All tables, in the order in which they are written."""
AXELESS = "events"
"""The table that has no axes, so that no dataset can hold it."""
LONGEST_SHEET = 1_048_576
"""Rows of a sheet in a workbook, its heading included."""
TIME = (1980, 1, 1, 0, 0, 0)
"""The time that a workbook notes for itself and its parts: the earliest that its format knows."""


@takes(results=source, to=partial(one_of, options=tuple(ENDINGS)), out=path_of, tables=partial(texts, options=TABLES), overwrite=flag)
def export(results: Folder, to: str, out: str | Path, tables: Sequence[str] = (), overwrite: bool = False) -> list[Path]:
    """Write tables of results in the format of another program.

    Parameters
    ----------
    results
        A folder of results.
    to
        ``csv``, ``xlsx`` or ``netcdf``.
    out
        A file that ends in ``.csv``, ``.xlsx`` or ``.nc``, or else a folder, which gets one file a table. A workbook holds one sheet a
        table. A NetCDF file with several tables holds one group a table. A CSV file holds one table only.
    tables
        Which tables; by default all that the folder holds and the format can take. NetCDF cannot take the events.
    overwrite
        Replace files that exist.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    SettingError
        If the format, a table or the file cannot be as asked, or a library is missing.
    DataError
        If a table that was asked for is not there.
    """
    out, ending = Path(out), ENDINGS[to]
    chosen = chosen_tables(results, to, tables)
    needed(to)
    if out.suffix in ENDINGS.values():
        if out.suffix != ending:
            raise SettingError(f"{out} does not end as {to} does: name a file that ends in {ending}, or a folder")
        if to == "csv" and len(chosen) > 1:
            raise SettingError(f"{out} can hold one table only: choose one with {place('tables')}, or name a folder")
        files = {out: chosen}
    else:
        if out.exists() and not out.is_dir():
            raise SettingError(f"{out} is a file: name a file that ends in {ending}, or a folder")
        files = {out / f"{table}{ending}": [table] for table in chosen}
    there = [str(path) for path in files if path.exists()]
    if there and not overwrite:
        remedy = f"name another place with {argument('out')}, or add {argument('overwrite', True)}"
        raise SettingError(f"{', '.join(there)} exists and is left alone: {remedy}")
    for path in files:
        free(path)
    for path, some in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with written(path) as part:
            WRITERS[to](results, some, part)
    return list(files)


def chosen_tables(results: Folder, to: str, tables: Sequence[str]) -> list[str]:
    """The tables that are to be written. Raises :class:`SettingError`."""
    takes = [table for table in TABLES if to != "netcdf" or table != AXELESS]
    for table in tables:
        if table not in takes:
            raise SettingError(f"the table '{table}' has no axes, so it does not fit into {to}: export it to csv or xlsx")
    return [table for table in takes if table in (tables or results.tables)]


def needed(to: str) -> None:
    """Raises :class:`SettingError` if a library for the format is missing."""
    for library in {"xlsx": ("openpyxl",), "netcdf": ("xarray", "pandas", "h5netcdf", "h5py")}.get(to, ()):
        try:
            import_module(library)
        except ImportError:
            message = f"{to} needs the library {library}, which is not installed: pip install 'collegium[export]'"
            raise SettingError(message) from None


def to_csv(results: Folder, tables: Sequence[str], path: Path) -> None:
    (table,) = tables
    writer = None
    for batch in results.batches(table):
        plain = decoded(batch, as_text)
        writer = writer or csv.CSVWriter(path, plain.schema)
        writer.write_batch(plain)
    if writer:
        writer.close()


def to_xlsx(results: Folder, tables: Sequence[str], path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(*TIME)
    for table in tables:
        sheet, rows = book.create_sheet(table), 1
        for batch in results.batches(table):
            rows += batch.num_rows
            if rows > LONGEST_SHEET:
                remedy = "export it to csv, or choose other tables with --table"
                raise SettingError(f"the table '{table}' has more rows than a sheet can hold ({LONGEST_SHEET:,}): {remedy}")
            if rows == 1 + batch.num_rows:
                sheet.append([cell(sheet, name) for name in batch.schema.names])
            for row in zip(*map(listed, decoded(batch, visible)), strict=True):
                sheet.append([cell(sheet, value) for value in row])
    ExcelWriter(book, Timeless(path, "w", ZIP_DEFLATED)).save()  # its own ``save`` notes the time


class Timeless(ZipFile):
    """The archive of a workbook. All its parts bear the same time, so that equal tables give equal bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, compress_type: Any = None, compresslevel: Any = None) -> None:
        super().writestr(ZipInfo(zinfo_or_arcname, TIME), data, compress_type or self.compression, compresslevel)

    def write(self, filename: Any, arcname: Any = None, compress_type: Any = None, compresslevel: Any = None) -> None:
        info = ZipInfo(arcname or filename, TIME)
        info.compress_type, info.file_size = compress_type or self.compression, os.path.getsize(filename)
        with open(filename, "rb") as sheet, self.open(info, "w") as part:
            shutil.copyfileobj(sheet, part)


def cell(sheet: Any, value: Any) -> Any:
    """A value as a sheet takes it: what is not a number stays empty, and a text is never a formula."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Early):
        value = str(value)  # a sheet has no such days
    if not isinstance(value, str) or value[:1] not in ("=", "#"):
        return None if isinstance(value, float) and value != value else value
    text = WriteOnlyCell(sheet, value)
    text.data_type = "s"
    return text


def to_netcdf(results: Folder, tables: Sequence[str], path: Path) -> None:
    for n, table in enumerate(tables):
        found = results.labelled(table)
        for name in [name for name in found.variables if not isinstance(found[name].dtype, np.dtype) or found[name].dtype == object]:
            found[name] = (found[name].dims, words(found[name].to_numpy()))
        for name in [name for name in found.variables if found[name].dtype.kind == "M"]:
            if (found[name] < np.datetime64("0001-01-01")).any():  # xarray cannot write such days
                found[name] = (found[name].dims, counted(found[name].to_numpy()), found[name].attrs | SINCE)
        found.to_netcdf(path, mode="a" if n else "w", group=table if len(tables) > 1 else None, engine="h5netcdf")


SINCE = {"units": "days since 1970-01-01", "calendar": "proleptic_gregorian"}


def counted(days: Any) -> Any:
    """Days as the conventions of NetCDF count them, NaN where there is none."""
    return np.where(np.isnat(days), np.nan, days.astype("datetime64[D]").astype(np.float64))


def words(values: Any) -> Any:
    """Words, days and categories as plain text, '' where there is none: NetCDF knows nothing else of them."""
    flat = ["" if value is None or value != value else str(value) for value in np.asarray(values, dtype=object).ravel()]
    return np.array(flat, dtype=object).reshape(values.shape)


def decoded(batch: pa.RecordBatch, word: Callable[[str], str]) -> pa.RecordBatch:
    """The batch with words instead of their numbers in a dictionary, each as ``word`` gives it."""
    columns = [
        reworded(column.dictionary_encode() if pa.types.is_string(column.type) else column, word)
        if pa.types.is_dictionary(column.type) or pa.types.is_string(column.type)
        else column
        for column in batch.columns
    ]
    return pa.record_batch(columns, names=[word(name) for name in batch.schema.names])


def reworded(column: pa.DictionaryArray, word: Callable[[str], str]) -> pa.Array:
    """The words of a column, each as ``word`` gives it."""
    if pa.types.is_string(column.type.value_type):
        words = pa.array([one if one is None else word(one) for one in column.dictionary.to_pylist()], column.type.value_type)
        column = pa.DictionaryArray.from_arrays(column.indices, words)
    return column.dictionary_decode()


WRITERS: dict[str, Callable[[Folder, Sequence[str], Path], None]] = {"csv": to_csv, "xlsx": to_xlsx, "netcdf": to_netcdf}
