"""Files that appear whole or not at all: written beside their place, synced, then renamed.

Whoever is killed, or fills the disk, leaves the old file as it was.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from collegium.errors import SettingError
from collegium.files.kinds import FILE, NOTHING, kind

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
AT_ONCE = 8
"""How many files wait for the disk together."""
UNKNOWN = (errno.EINVAL, errno.ENOTSUP)
"""Errors of a file system that cannot sync a folder: it does so by itself, or never."""


@contextmanager
def written(path: str | Path) -> Iterator[Path]:
    """Write a file whole or not at all.

    Parameters
    ----------
    path
        Where the file is to be. If it is a link, the file that it leads to is replaced.

    Yields
    ------
    Path
        An empty file beside it, with the same ending. It takes the place after the block, or is gone if the block fails.

    Raises
    ------
    SettingError
        If something else than a file lies there.
    OSError
        If the disk is full, or does not permit it.
    """
    path = Path(os.path.realpath(path))
    free(path)
    part = path.with_name(f".{secrets.token_hex(4)}.part{path.suffix}")
    try:
        os.close(os.open(part, NEW, 0o666))
        yield part
        sync(part)
        put_in_place(part, path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def write(path: str | Path, data: bytes | str) -> None:
    """The same for a file that is in memory; a text is written in UTF-8 with its own line ends."""
    with written(path) as part:
        part.write_bytes(data.encode() if isinstance(data, str) else data)


def free(path: Path) -> None:
    """Raises unless a file may be put there."""
    there = kind(path)
    if there not in (FILE, NOTHING):
        raise SettingError(f"{path} is {there}: name a file")
    if there == FILE and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def put_in_place(part: Path, path: Path) -> None:
    """The part takes its name, and keeps the permissions of the file that it replaces."""
    if kind(path) == FILE:
        shutil.copymode(path, part)
    os.replace(part, path)


def create(path: Path, data: bytes, synced: bool) -> None:
    """Write a file that is not there yet; no link is followed."""
    with os.fdopen(os.open(path, NEW, 0o666), "wb") as out:
        out.write(data)
        out.flush()
        if synced:
            os.fsync(out.fileno())


@contextmanager
def made(folder: Path) -> Iterator[Path]:
    """A new folder that appears whole: it is filled beside its place and renamed after the block, or gone if the block fails."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.with_name(f".{secrets.token_hex(4)}.part")
    part.mkdir()
    try:
        yield part
        os.rename(part, folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def sync(path: Path) -> None:
    """Wait until a file is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(paths: Iterable[Path]) -> None:
    """Wait until files and the names in folders are on the disk. It takes a disk little longer to write many at once than to write one."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda path: sync_folder(path) if path.is_dir() else sync(path), paths):
            pass


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in UNKNOWN:
            raise
    finally:
        os.close(handle)
