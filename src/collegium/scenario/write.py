"""From the complete form back to a folder in which every field is present."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from collegium.arguments import path as a_path
from collegium.arguments import takes
from collegium.scenario import cells, dates, text
from collegium.scenario.collector import paused
from collegium.scenario.format import TABLES, TOP
from collegium.scenario.model import Cell, Prior, Scenario, When
from collegium.scenario.readers import held
from collegium.scenario.shape import Table
from collegium.scenario.text import Folder, Node


@takes(scenario=held, folder=a_path)
def save(scenario: Scenario, folder: Path | str) -> None:
    """Write the complete form of a scenario: every default filled in, every range in numbers.

    Parameters
    ----------
    scenario
        A scenario that has not been cut off at a day.
    folder
        Where to write. The folder is made if need be; files of the same names are overwritten.

    Notes
    -----
    :func:`load` gives the same scenario back, except for ``files``, and for ``name`` if the folder has another name.
    """
    text.write(Path(folder), to_files(scenario))


@paused()
def to_files(scenario: Scenario) -> dict[str, str]:
    """The complete form as file name -> text."""
    return text.render(to_folder(scenario))


class CompleteForm(Mapping[str, str]):
    """The files of the complete form, written when they are first asked for."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    @cached_property
    def files(self) -> dict[str, str]:
        return to_files(self.scenario)

    def __getitem__(self, name: str) -> str:
        return self.files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def to_folder(scenario: Scenario) -> Folder:
    """The complete form as the nodes and tables that reading it would give."""
    tables = {}
    for file, table in TABLES.items():
        rows = [table.write(item) for item in table.items(scenario)]
        columns = [column for column in table.known if any(row[column] not in (None, "") for row in rows) or not spared(table, column)]
        if table.sparse and not rows:
            continue
        tables[file] = text.Table(columns, [{column: Node(typed(row[column])) for column in columns} for row in rows])
    return Folder(scenario.name, node(TOP.write(scenario)), tables, {text.HEAD: "", **dict.fromkeys(tables, "")})


def spared(table: Table, column: str) -> bool:
    """Whether the column is left out where it is blank in every row."""
    return table.sparse or table.columns[column].label or table.columns[column].rare


def node(value: object) -> Node:
    if isinstance(value, Mapping):
        return Node({key: node(child) for key, child in value.items()})
    if isinstance(value, frozenset):
        return node(sorted(value))
    if isinstance(value, list | tuple):
        return Node([node(child) for child in value])
    return Node(typed(value))


def typed(value: object) -> str:
    """The text of a single value, as it would be typed."""
    match value:
        case Cell():
            return cells.write(value)
        case Prior():
            return cells.write_prior(value)
        case When():
            return dates.write(value)
        case bool():
            return "yes" if value else "no"
        case float():
            return cells.show(value)
        case None:
            return ""
        case tuple() | frozenset():
            return ";".join(value if isinstance(value, tuple) else sorted(value))
        case _:
            return str(value)
