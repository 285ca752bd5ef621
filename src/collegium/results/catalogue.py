"""What a folder of results holds, checked when it is opened: provenance, shards without gaps, and further runs (arms)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from collegium.errors import DataError, argument
from collegium.files.kinds import FILE, FOLDER, NOTHING, content, kind
from collegium.files.manifest import MANIFEST, Entry, Manifest, read
from collegium.files.outputs import PROVENANCE
from collegium.results.provenance import LARGEST, read_provenance
from collegium.results.shards import Shard, remedy, shards, tables_of

ARMS = "arms"


@dataclass(frozen=True)
class Catalogue:
    """The provenance, and the shards of each table in order."""

    provenance: dict[str, Any]
    shards: dict[str, list[Shard]]


def catalogue(folder: Path) -> Catalogue:
    """Open a folder of results.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    Catalogue
        What it holds.

    Raises
    ------
    DataError
        If it holds no results, only part of them, or others than the run wrote.
    """
    manifest = manifest_of(folder)
    if kind(folder / PROVENANCE) == NOTHING:
        raise DataError(f"{folder} holds only part of a run: {remedy()}")
    noted = read_provenance(folder)
    if not noted["complete"]:
        raise DataError(f"{folder} holds only part of a run: run it again with {argument('resume', True)}")
    if not vouched(folder, manifest):
        raise DataError(f"{folder / PROVENANCE} is not what the run wrote: run again with {argument('overwrite', True)}")
    found, tables = shards(manifest.entries), tables_of(noted["settings"]["record"])
    chosen = {table: found.get(table, []) for table in tables}
    wrong = [gap for table in tables if (gap := gaps(table, chosen[table], *noted["histories"]))]
    wrong += files_wrong(folder, (shard.entry for some in chosen.values() for shard in some))
    if wrong:
        more = f"; and {len(wrong) - 3:,} more" if len(wrong) > 3 else ""
        raise DataError(f"{folder} is not as the run left it ({'; '.join(wrong[:3])}{more}): {remedy()}")
    return Catalogue(noted, chosen)


def arms_in(folder: Path) -> list[str]:
    """The names of further runs in a folder of results. Raises :class:`DataError`."""
    names = (name.split("/") for name, entry in sorted(manifest_of(folder).entries.items()) if entry.folder)
    return [arm for place, arm, *_ in names if place == ARMS and kind(folder / ARMS / arm) != NOTHING]


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a run. Raises :class:`DataError` if the folder has none."""
    found = read(folder) if folder.is_dir() else None
    if found is None and kind(folder / PROVENANCE) != NOTHING:
        raise DataError(
            f"{folder} has no {MANIFEST}: an earlier version wrote it, or part of it is lost (do: run again into another folder; "
            f"the command is in {PROVENANCE})"
        )
    if found is None or found.holds != "run":
        raise DataError(f"{folder} holds no results: name the folder that a run has written")
    return found


def vouched(folder: Path, manifest: Manifest) -> bool:
    """Whether the provenance is one that the manifest names: the latest, or one before it if the run was killed in between."""
    data = content(folder / PROVENANCE, LARGEST)
    return any(entry.fits(data) for entry in manifest.lines if entry.name == PROVENANCE)


def gaps(table: str, some: list[Shard], first: int, last: int) -> str:
    """What is wrong with the ranges of a table's shards; '' if they hold each history once."""
    due = first
    for shard in some:
        if shard.first != due or shard.last < shard.first:
            return f"the table {table} {'lacks history' if shard.first > due else 'holds twice, or not in order, history'} {due}"
        if table == "histories" and shard.entry.rows != shard.last - shard.first + 1:
            return f"{shard.entry.name} has {shard.entry.rows} rows"
        due = shard.last + 1
    return "" if due == last + 1 else f"the table {table} ends with history {due - 1} instead of {last}"


def files_wrong(folder: Path, entries: Iterable[Entry]) -> list[str]:
    """The files that are missing, no files, reached through a link, or of another size."""
    wrong, parents = list[str](), dict[str, str]()
    for entry in entries:
        parent = entry.name.rpartition("/")[0]
        if parent not in parents:
            steps = parent.split("/")
            kinds = [kind(folder.joinpath(*steps[: n + 1])) for n in range(len(steps))]
            parents[parent] = next((one for one in kinds if one != FOLDER), "")
            if parents[parent]:
                wrong.append(f"{parent} is {parents[parent]}")
        if parents[parent]:
            continue
        path = folder / entry.name
        if (there := kind(path)) != FILE:
            wrong.append(f"{entry.name} is {there}")
        elif path.stat().st_size != entry.size:
            wrong.append(f"{entry.name} has another size")
    return wrong
