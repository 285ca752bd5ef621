"""The bytes of every text that people hand to the program: scenario files, tables of members, experiments.

The reader takes an ordinary file, or a stream that the caller names as one: to open anything else may wait for ever. It compares the size
with :data:`LARGEST` before it reads.
"""

from __future__ import annotations

import os
import re
import stat
from itertools import islice
from pathlib import Path

from collegium.files.kinds import KINDS
from collegium.scenario.findings import Findings

LARGEST = 4_000_000
"""Largest size of one text in bytes; one typed by hand stays far below."""
MOST_FILES = 1000
"""Most files and folders beside each other in the folder of a scenario."""
STREAM = re.compile(r"/dev/(stdin)|(?:/dev|/proc/self)/fd/(\d{1,6})", re.ASCII)
"""Names of what the process has open already, such as a pipe of the shell."""
AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""How to open what may have become a pipe a moment ago."""
UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))
TOO_LARGE = f"more than the {LARGEST // 10**6} MB that a text may have"


def read_bytes(path: Path, file: str, findings: Findings, streams: bool = False) -> bytes | None:
    """The content of a file; None, and a mistake, if it is none, cannot be read, or is too large.

    Parameters
    ----------
    path
        The file, or a link to it.
    file
        Its name in messages.
    findings
        Where the mistake is noted.
    streams
        Whether the path may also name standard input, or what a shell has opened for the command.
    """
    if streams and (found := STREAM.fullmatch(str(path))):
        return from_stream(0 if found[1] else int(found[2]), file, findings)
    try:
        status = os.stat(path)
        if not ordinary(status, file, findings):
            return None
        with os.fdopen(os.open(path, AT_ONCE), "rb") as opened:
            if not ordinary(os.fstat(opened.fileno()), file, findings):
                return None
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        note_error(path, error, file, findings)
        return None
    return within(data, file, findings)


def from_stream(descriptor: int, file: str, findings: Findings) -> bytes | None:
    """All that comes until the end of a stream, as long as it is not too much."""
    try:
        with os.fdopen(os.dup(descriptor), "rb") as opened:
            return within(opened.read(LARGEST + 1), file, findings)
    except OSError as error:
        findings.note(file, 0, "", f"it cannot be read ({reason(error)})", "name a file, or pipe the text into the command")
        return None


def ordinary(status: os.stat_result, file: str, findings: Findings) -> bool:
    """Whether this is a file, and no larger than a text may be."""
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        findings.note(file, 0, "", f"this is {kind}, not a file", "put a file here, or name one")
        return False
    if status.st_size > LARGEST:
        findings.note(file, 0, "", f"the file has {size(status.st_size)}, {TOO_LARGE}", "keep only what belongs into it")
        return False
    return True


def within(data: bytes, file: str, findings: Findings) -> bytes | None:
    """The bytes, unless there are too many."""
    if len(data) > LARGEST:
        findings.note(file, 0, "", f"it has {TOO_LARGE}", "keep only what belongs into it")
        return None
    return data


def note_error(path: Path, error: OSError | ValueError, file: str, findings: Findings) -> None:
    """The mistake for what cannot be opened."""
    if os.path.islink(path):
        message, remedy = "this is a link that leads to no file", "put the file itself here, or name it"
    elif isinstance(error, FileNotFoundError):
        message, remedy = "there is no such file", "look for a slip in the name; a name without folders is looked up in the current folder"
    else:
        message, remedy = f"it cannot be read ({reason(error)})", "name a file that you may read"
    findings.note(file, 0, "", message, remedy)


def reason(error: OSError | ValueError) -> str:
    """The words of the operating system."""
    return os.strerror(error.errno).lower() if isinstance(error, OSError) and error.errno else str(error)


def size(count: int) -> str:
    """A number of bytes in words: '5.4 GB'."""
    unit, name = next(((unit, name) for unit, name in UNITS if count >= unit), (1, "bytes"))
    return f"{count / unit:.3g} {name}"


def names_in(folder: Path, findings: Findings) -> list[str]:
    """The names in a folder, sorted; none, and a mistake, if there are absurdly many."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, MOST_FILES + 1)]
    if len(names) > MOST_FILES:
        findings.note(str(folder), 0, "", f"this folder holds more than {MOST_FILES:,} files", "keep a scenario in a folder of its own")
        return []
    return sorted(names)
