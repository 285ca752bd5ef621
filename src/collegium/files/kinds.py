"""What lies at a place, and reading it: a pipe or a device is refused before anybody waits for it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from collegium.errors import DataError

FILE, FOLDER, LINK, NOTHING = "a file", "a folder", "a link", "missing"
KINDS = {
    stat.S_IFREG: FILE, stat.S_IFDIR: FOLDER, stat.S_IFLNK: LINK, stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device", stat.S_IFCHR: "a device",
}  # fmt: skip
CAREFUL = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def kind(path: str | Path) -> str:
    """What lies at a place itself, in words; a link is a link, wherever it leads."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
    return KINDS.get(stat.S_IFMT(mode), "no file")


def content(path: Path, most: int) -> bytes:
    """The bytes of a file.

    Parameters
    ----------
    path
        The file.
    most
        How many bytes it may have.

    Returns
    -------
    bytes
        All of them.

    Raises
    ------
    DataError
        If it is no file, cannot be read, or is larger. The message says which; it has no remedy.
    """
    there = kind(path)
    if there != FILE:
        raise DataError(f"{path} is {there}")
    try:
        with os.fdopen(os.open(path, CAREFUL), "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise DataError(f"{path} is no file")
            data = opened.read(most + 1)
    except OSError as error:
        raise DataError(f"{path} cannot be read ({os.strerror(error.errno or 0).lower()})") from None
    if len(data) > most:
        raise DataError(f"{path} is larger than {most:,} bytes")
    return data
