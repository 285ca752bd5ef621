"""The manifest of a folder: which files in it the program has written, one a line (``docs/results.md``).

A line is appended, and synced, before its file appears, and already holds size and hash. So a file counts if it is there and fits its
line, and whatever a crash leaves has its line. Readers ignore a last line without an end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from collegium.errors import DataError, argument
from collegium.files.kinds import NOTHING, content, kind

MANIFEST, LOCK = "manifest.jsonl", "manifest.lock"
FORMAT = 1
LARGEST = 1 << 30
NAME = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.\-]{0,99}/){0,9}(?:[A-Za-z0-9_][A-Za-z0-9_.\-]{0,99})?", re.ASCII)
"""Names of files, relative to the folder; those of folders that have a manifest of their own end in a slash."""
HASH = re.compile(r"[0-9a-f]{32}", re.ASCII)


def digest(data: bytes) -> str:
    """The hash of a file."""
    return blake2b(data, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One line: a file with its size, its hash, and its rows if it is a table; or a folder, whose name ends in a slash."""

    name: str
    size: int = 0
    hash: str = ""
    rows: int | None = None

    @property
    def folder(self) -> bool:
        return self.name.endswith("/")

    @property
    def part(self) -> str:
        """The name of the file until it is whole; nobody else gives such a name."""
        return f"{self.name}.{self.hash[:12]}.part"

    @property
    def line(self) -> str:
        noted: dict[str, Any] = {"name": self.name}
        if not self.folder:
            noted |= {"size": self.size, "blake2b": self.hash}
        return json.dumps(noted if self.rows is None else noted | {"rows": self.rows}) + "\n"

    def fits(self, data: bytes) -> bool:
        """Whether the line describes these bytes."""
        return len(data) == self.size and digest(data) == self.hash


@dataclass(frozen=True)
class Manifest:
    """What a manifest says: what the folder ``holds`` ('' if the first line was cut off), and all lines in their order."""

    holds: str
    lines: tuple[Entry, ...] = ()

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Name -> its latest line."""
        return {entry.name: entry for entry in self.lines}

    def with_lines(self, lines: Iterable[Entry]) -> Manifest:
        return Manifest(self.holds, (*self.lines, *lines))

    def without(self, names: Iterable[str]) -> Manifest:
        gone = set(names)
        return Manifest(self.holds, tuple(entry for entry in self.lines if entry.name not in gone))

    @property
    def text(self) -> str:
        """The manifest with one line a name, sorted: the same after a run that was interrupted and after one that was not."""
        return head(self.holds) + "".join(entry.line for entry in sorted(self.entries.values()))


def head(holds: str) -> str:
    """The first line."""
    return json.dumps({"format": FORMAT, "holds": holds}) + "\n"


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder, None if it has none. Raises :class:`DataError` if it is damaged."""
    path = folder / MANIFEST
    if kind(path) == NOTHING:
        return None
    try:
        *whole, _ = content(path, LARGEST).split(b"\n")
        holds = first(parsed(whole[0])) if whole else ""
    except ValueError:
        raise DataError(damaged(path, "line 1")) from None
    except DataError as error:
        raise DataError(f"{error}: {remedy(folder)}") from None
    lines = []
    for number, line in enumerate(whole[1:], 2):
        try:
            lines.append(entry_of(parsed(line)))
        except ValueError:
            raise DataError(damaged(path, f"line {number}")) from None
    return Manifest(holds, tuple(lines))


def parsed(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode())
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def first(found: dict[str, Any]) -> str:
    """What the folder holds, by the first line."""
    holds = found.get("holds")
    if found.get("format") != FORMAT or not isinstance(holds, str):
        raise ValueError("no first line")
    return holds


def entry_of(found: dict[str, Any]) -> Entry:
    """The entry of a line. Raises ValueError."""
    name, size, hash, rows = (found.get(key) for key in ("name", "size", "blake2b", "rows"))
    if not isinstance(name, str) or not name or not NAME.fullmatch(name) or name in (MANIFEST, LOCK):
        raise ValueError("no name")
    if name.endswith("/"):
        return Entry(name)
    if not isinstance(hash, str) or not HASH.fullmatch(hash):
        raise ValueError("no hash")
    return Entry(name, count(size), hash, None if rows is None else count(rows))


def count(value: Any) -> int:
    """A whole number from 0 that a file can have of anything. Raises ValueError."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 62:
        raise ValueError("no number")
    return value


def damaged(path: Path, where: str) -> str:
    return f"{path} is damaged ({where}): {remedy(path.parent)}"


def remedy(folder: Path) -> str:
    return f"name another folder with {argument('out')}, or move {folder} away yourself if you need nothing in it"
