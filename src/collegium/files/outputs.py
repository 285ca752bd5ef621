"""Folders that the program writes: only what the manifest names is replaced or deleted, by one process at a time.

Nothing inside such a folder is followed if it is a link. Files of anybody else stay as they are; if one of them is in the way, the
command refuses before it changes anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from collegium.errors import DataError, SettingError, argument
from collegium.files import writing
from collegium.files.kinds import FILE, FOLDER, LINK, NOTHING, content, kind
from collegium.files.manifest import LARGEST, LOCK, MANIFEST, Entry, Manifest, digest, head, read

PROVENANCE = "provenance.json"
"""What says that a run is whole: it is deleted first."""
REPORT = "report.html"
OWN = (REPORT, "effects.csv", "claims.csv")
"""Files that commands add to a folder of results afterwards."""
REWRITTEN = MANIFEST + ".part"
HELD = {"run": "a run", "whatif": "a what-if", "ablation": "an ablation", "claims": "claims", "fit": "a fit", "score": "a score"}
"""What a folder can hold -> the same in words."""


@contextmanager
def opened(folder: Path, holds: str, *, again: bool, synced: bool = True) -> Iterator[Outputs]:
    """A folder to write in, locked until the end of the block.

    Parameters
    ----------
    folder
        The folder. It is made if need be.
    holds
        What it is to hold, of :data:`HELD`.
    again
        Whether it may hold that already. Nothing of it is deleted here.
    synced
        Whether to wait for the disk; not worth while for temporary folders.

    Yields
    ------
    Outputs
        The folder.

    Raises
    ------
    SettingError
        If it must not be used, or another process uses it.
    DataError
        If its manifest is damaged.
    """
    permitted(folder, holds, again)
    changed = make(folder)
    if synced:
        writing.sync_all(changed)
    with locked(folder):
        outputs = Outputs(folder, permitted(folder, holds, again) or Manifest(holds), synced)
        yield outputs
        outputs.settle()


def permitted(folder: Path, holds: str, again: bool) -> Manifest | None:
    """The manifest of a folder that the program may use; None if it has none yet. Raises as :func:`opened`."""
    if not os.path.lexists(folder):
        return None
    if not folder.is_dir():
        raise SettingError(f"{folder} is {kind(folder)}: name a folder with {argument('out')}")
    if kind(folder / REWRITTEN) != NOTHING and not begun(folder / REWRITTEN):
        raise SettingError(
            f"{folder / REWRITTEN} is not of this program, and in the way: move it away, or name another folder with {argument('out')}"
        )
    found = read(folder)
    if found is None or not found.holds:
        if bare(folder):
            return None
        raise SettingError(
            f"{folder} exists, holds no results and is left alone, because it has no {MANIFEST}: name another folder with {argument('out')}"
        )
    if found.holds != holds:
        raise SettingError(f"{folder} holds {HELD.get(found.holds, 'other results')}: name another folder with {argument('out')}")
    if not again:
        raise SettingError(
            f"{folder} holds results and is left alone: name another folder with {argument('out')}, "
            f"or add {argument('overwrite', True)} to replace them, or {argument('resume', True)} to go on with an interrupted command"
        )
    return found


def bare(folder: Path) -> bool:
    """Whether a folder holds nothing, or no more than the beginning of a manifest."""
    return all(path.name in (LOCK, MANIFEST, REWRITTEN) for path in folder.iterdir())


def begun(path: Path) -> bool:
    """Whether a file is a manifest, or the beginning of one that a crash has cut off: what had not reached the disk may read as zeros."""
    if kind(path) != FILE:
        return False
    sign, found = head("").partition('""')[0].encode(), content(path, LARGEST).rstrip(b"\0")
    return found[: len(sign)] == sign[: len(found)]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes out of a folder. Raises :class:`SettingError` if one is there already."""
    path = folder / LOCK
    if (there := kind(path)) not in (FILE, NOTHING):
        raise SettingError(f"{path} is {there} and in the way: move it away, or name another folder with {argument('out')}")
    lock = FileLock(path, blocking=False, fallback_to_soft=False)
    with suppress(NotImplementedError):  # a file system without locks
        try:
            lock.acquire()
        except Timeout:
            raise SettingError(
                f"{folder} is in use by another process: wait until that is done, or name another folder with {argument('out')}"
            ) from None
    try:
        yield
    finally:
        lock.release()


class Outputs:
    """A folder to write in, under its lock: see :func:`opened`."""

    def __init__(self, folder: Path, manifest: Manifest, synced: bool) -> None:
        self.folder, self.manifest, self.synced = folder, manifest, synced
        self.begun = False

    @property
    def entries(self) -> dict[str, Entry]:
        """Name -> its line in the manifest."""
        return self.manifest.entries

    # what is in the way

    def expect(self, names: Iterable[str]) -> None:
        """Raises :class:`SettingError` if something of anybody else lies where one of these is to be written."""
        seen: dict[str, str] = {}
        ways = list(dict.fromkeys(way for name in names if (way := self.obstacle(name, seen))))
        if ways:
            more = f" and {len(ways) - 3:,} more" if len(ways) > 3 else ""
            raise SettingError(
                f"{self.folder} holds what this program did not write, in the way of its own files ({', '.join(ways[:3])}{more}): "
                f"move that away, or name another folder with {argument('out')}"
            )

    def obstacle(self, name: str, seen: dict[str, str]) -> str:
        """What is in the way of a file or folder of this name; '' if nothing is. ``seen`` holds the folders looked at before."""
        if blocked := self.blocked(name, seen):
            return blocked
        path = self.folder / name.rstrip("/")
        there = kind(path)
        if name.endswith("/"):
            fine = there == NOTHING or (there == FOLDER and (kind(path / MANIFEST) == FILE or bare(path)))
        else:
            fine = there == NOTHING or (there == FILE and name in self.entries)
        return "" if fine else name + (f", {there}" if there == LINK else "")

    def blocked(self, name: str, seen: dict[str, str]) -> str:
        """What lies on the way to a name and is no folder, such as a link; '' if nothing does."""
        *parents, _ = name.rstrip("/").split("/")
        for depth in range(1, len(parents) + 1):
            parent = "/".join(parents[:depth])
            if parent not in seen:
                seen[parent] = kind(self.folder / parent)
            if seen[parent] not in (FOLDER, NOTHING):
                return f"{parent}, {seen[parent]}"
        return ""

    # reading

    def holds(self, name: str) -> bytes | None:
        """The bytes of a file that is as the manifest says; None if there is none."""
        entry = self.entries.get(name)
        if entry is None or entry.folder or self.blocked(name, {}):
            return None
        try:
            data = content(self.folder / name, entry.size)
        except DataError:
            return None
        return data if entry.fits(data) else None

    # writing

    def put(self, files: Mapping[str, bytes], rows: Mapping[str, int] | None = None) -> None:
        """Write files, each whole or not at all; ``rows`` are those of tables."""
        self.expect(files)
        entries = [Entry(name, len(data), digest(data), (rows or {}).get(name)) for name, data in files.items()]
        self.note(entries)
        parts = {self.folder / entry.part: self.folder / entry.name for entry in entries}
        changed = [path.parent for path in parts.values()]
        try:
            for (part, path), data in zip(parts.items(), files.values(), strict=True):
                changed += make(path.parent)
                writing.create(part, data, False)
            self.sync(parts)
            for part, path in parts.items():
                os.replace(part, path)
        except BaseException:
            for part in parts:
                part.unlink(missing_ok=True)
            raise
        self.sync(dict.fromkeys(changed))

    def sync(self, paths: Iterable[Path]) -> None:
        """Wait for the disk, if that is worth while."""
        if self.synced:
            writing.sync_all(paths)

    def add_folder(self, name: str) -> Path:
        """Make a folder in this one that will have a manifest of its own."""
        self.expect([f"{name}/"])
        self.note([Entry(f"{name}/")])
        self.sync(make(self.folder / name))
        return self.folder / name

    def note(self, entries: Iterable[Entry]) -> None:
        """Append lines to the manifest before their files appear."""
        entries = tuple(entries)
        if not self.begun:
            self.rewrite()
        self.manifest = self.manifest.with_lines(entries)
        with (self.folder / MANIFEST).open("ab") as out:
            out.write("".join(entry.line for entry in entries).encode())
            out.flush()
            if self.synced:
                os.fsync(out.fileno())

    def settle(self) -> None:
        """Leave the manifest with one line a name, sorted."""
        path = self.folder / MANIFEST
        if kind(path) == NOTHING or content(path, LARGEST) != self.manifest.text.encode():
            self.rewrite()

    def rewrite(self) -> None:
        """Write the whole manifest again, without anything that a crash left of it or of files that were not whole."""
        self.sweep()
        self.manifest = Manifest(self.manifest.holds, tuple(sorted(self.entries.values())))
        part = self.folder / REWRITTEN
        part.unlink(missing_ok=True)
        writing.create(part, self.manifest.text.encode(), self.synced)
        os.replace(part, self.folder / MANIFEST)
        if self.synced:
            writing.sync_folder(self.folder)
        self.begun = True

    # deleting

    def clear(self) -> None:
        """Delete everything that the manifest names, first what says that a run is whole; then begin the manifest again."""
        for name in self.entries:  # damage inside is found before anything is gone
            if name.endswith("/") and kind(self.folder / name.rstrip("/")) == FOLDER:
                read(self.folder / name)
        self.forget(sorted(self.entries, key=lambda name: name != PROVENANCE))

    def forget(self, names: Iterable[str]) -> None:
        """Delete files and folders of the manifest, then their lines."""
        names = list(names)
        self.sweep()
        for name in names:
            self.delete(name)
        parents = {parent for name in names for parent in Path(name.rstrip("/")).parents if parent.name}
        # What a crash brings back after its line is gone would look like somebody else's: every folder is synced before.
        for parent in sorted(parents, key=lambda parent: -len(parent.parts)):
            if kind(self.folder / parent) == FOLDER and not self.blocked(parent.as_posix(), {}):
                self.sync_folder(parent)
                with suppress(OSError):  # it holds something else
                    (self.folder / parent).rmdir()
                    self.sync_folder(parent.parent)
        self.sync_folder(Path())
        self.manifest = self.manifest.without(names)
        self.rewrite()

    def sync_folder(self, name: Path) -> None:
        """Make sure that what has vanished from a folder inside does not come back."""
        if self.synced:
            writing.sync_folder(self.folder / name)

    def delete(self, name: str) -> None:
        """Delete one file or folder of the manifest, unless somebody has put something else in its place."""
        path = self.folder / name.rstrip("/")
        if self.blocked(name, {}):
            return
        if name.endswith("/"):
            if kind(path) == FOLDER:
                erase(path, self.synced)
        elif kind(path) == FILE:
            path.unlink()
            if name == PROVENANCE and self.synced:
                writing.sync_folder(self.folder)

    def sweep(self) -> None:
        """Delete what a crash has left of files that were not whole."""
        for entry in self.manifest.lines:
            if not entry.folder and not self.blocked(entry.name, {}) and kind(self.folder / entry.part) == FILE:
                (self.folder / entry.part).unlink()


def erase(folder: Path, synced: bool) -> None:
    """Delete what the manifest of a folder names, and the folder if nobody has put anything else into it."""
    if found := read(folder):
        with locked(folder):
            Outputs(folder, found, synced).clear()
    if bare(folder):
        for name in (REWRITTEN, MANIFEST, LOCK):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


def deliver(path: Path, data: bytes | str) -> None:
    """Write a file that belongs into a folder of results by the rule of that folder, any other file beside its place and renamed.

    Raises :class:`SettingError` if something of anybody else lies there, or another process uses the folder.
    """
    found = read(path.parent) if path.name in OWN else None
    if found is None:
        writing.write(path, data)
        return
    with opened(path.parent, found.holds, again=True) as outputs:
        outputs.put({path.name: data.encode() if isinstance(data, str) else data})


def make(folder: Path) -> list[Path]:
    """Make a folder and those above it. Returns those in which there is a new name, which is to be synced."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
    return [one.parent for one in missing]
