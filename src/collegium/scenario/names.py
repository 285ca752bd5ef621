"""The name space of a scenario: which ids there are, before anything is read in earnest."""

from __future__ import annotations

from collections.abc import Iterator

from collegium.scenario.findings import Findings
from collegium.scenario.format import SECTIONS, TABLES
from collegium.scenario.ids import MOTION, MOVE, RULE, Known
from collegium.scenario.text import HEAD, Folder, Node

Place = tuple[str, str, Node]
"""File, id and its node."""


def defining() -> list[str]:
    """The tables to whose ids other rows refer."""
    return [table.file for table in TABLES.values() if table.kind]


def collect(folder: Folder, findings: Findings) -> Known:
    """All ids, well formed or not, so that one bad id is one mistake; notes those used twice."""
    shared = [place for section in SECTIONS.values() for place in keys(folder, section.kind.many)]
    for table in TABLES.values():
        if table.kind and table.kind.shared:
            shared += column(folder, table.file)
        else:
            check_unique(list(column(folder, table.file)), findings)
    check_unique(shared, findings)
    found = {section.kind: frozenset(name for _, name, _ in keys(folder, section.kind.many)) for section in SECTIONS.values()}
    words = {kind: frozenset(kind.words) for kind in (MOTION, RULE, MOVE)}
    return words | found | {table.kind: ids(folder, table.file) for table in TABLES.values() if table.kind}


def keys(folder: Folder, section: str) -> Iterator[Place]:
    head = folder.head.value
    found = head.get(section) if isinstance(head, dict) else None
    if found is not None and isinstance(found.value, dict):
        yield from ((HEAD, name, node) for name, node in found.value.items())


def column(folder: Folder, file: str) -> Iterator[Place]:
    table = folder.tables.get(file)
    for row in table.rows if table else ():
        if "id" in row and row["id"].value:
            yield file, str(row["id"].value), row["id"]


def ids(folder: Folder, file: str) -> frozenset[str]:
    torn = folder.tables[file].torn if file in folder.tables else set()
    return frozenset(name for _, name, _ in column(folder, file)) | torn


def check_unique(places: list[Place], findings: Findings) -> None:
    seen: dict[str, str] = {}
    for file, name, node in places:
        if name in seen:
            findings.note(file, node.line, "id", f"'{name}' is already the id of {seen[name]}", "give one of the two another id")
        else:
            seen[name] = f"{file}:{node.line}"
