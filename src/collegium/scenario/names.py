"""The one name space of a scenario: which ids there are, before anything is read in earnest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from collegium.scenario.findings import Findings
from collegium.scenario.text import HEAD, Folder, Node

SHARED = ("people.csv", "constituencies.csv", "documents.csv", "events.csv")
"""Tables whose ids share one name space with issues, bodies and offices."""
DEFINING = (*SHARED, "sources.csv")
"""Tables to whose ids other rows refer."""
OWN = ("acts.csv", "record.csv", "claims.csv", "sources.csv")
"""Tables whose ids are only theirs."""


@dataclass(frozen=True, slots=True)
class Names:
    people: frozenset[str]
    bodies: frozenset[str]
    offices: frozenset[str]
    constituencies: frozenset[str]
    issues: frozenset[str]
    documents: frozenset[str]
    events: frozenset[str]
    sources: frozenset[str]


def collect(folder: Folder, findings: Findings) -> Names:
    """All ids, well formed or not, so that one bad id is one mistake; notes those used twice."""
    check_unique([entry for kind in ("issues", "bodies", "offices") for entry in section(folder, kind)], SHARED, folder, findings)
    for file in OWN:
        check_unique([], (file,), folder, findings)
    return Names(
        people=ids(folder, "people.csv"),
        bodies=frozenset(name for name, _ in section(folder, "bodies")),
        offices=frozenset(name for name, _ in section(folder, "offices")),
        constituencies=ids(folder, "constituencies.csv"),
        issues=frozenset(name for name, _ in section(folder, "issues")),
        documents=ids(folder, "documents.csv"),
        events=ids(folder, "events.csv"),
        sources=ids(folder, "sources.csv"),
    )


def section(folder: Folder, name: str) -> Iterator[tuple[str, Node]]:
    head = folder.head.value
    found = head.get(name) if isinstance(head, dict) else None
    if found is not None and isinstance(found.value, dict):
        yield from found.value.items()


def column(folder: Folder, file: str) -> Iterator[tuple[str, Node]]:
    table = folder.tables.get(file)
    for row in table.rows if table else ():
        if "id" in row and row["id"].value:
            yield str(row["id"].value), row["id"]


def ids(folder: Folder, file: str) -> frozenset[str]:
    torn = folder.tables[file].torn if file in folder.tables else set()
    return frozenset(name for name, _ in column(folder, file)) | torn


def check_unique(taken: list[tuple[str, Node]], files: tuple[str, ...], folder: Folder, findings: Findings) -> None:
    seen: dict[str, str] = {}
    places = [(HEAD, *entry) for entry in taken] + [(file, *entry) for file in files for entry in column(folder, file)]
    for file, name, node in places:
        place = f"{file}:{node.line}"
        if name in seen:
            findings.note(file, node.line, "id", f"'{name}' is already the id of {seen[name]}", "give one of the two another id")
        else:
            seen[name] = place
