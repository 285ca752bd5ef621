"""Power loss: whatever was not synced when the light went out may be lost, file by file and name by name.

A command is ended at a file operation, as by a kill, with every operation before it on record. Then the folder is made what a disk might
hold: of a file whose contents were not synced an older part, nothing or all; of the names in a folder that was not synced since, those
before any of the last changes. A folder made but not synced into the one above is gone with all in it.
"""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from attack_kinds.kills import operations, watched
from attack_kinds.stage import Kind, Problem
from attack_kinds.writers import WRITERS, begin, cut_short, undisturbed

LOG = "tmp/operations.pickle"


@dataclass
class Change:
    """A change of the names in a folder, and what undoes it."""

    what: str
    paths: tuple[str, ...]
    lost: bytes | None = None
    """The contents that the change took away: of the file removed, or of the one a rename replaced."""
    undone: bool = False


@dataclass
class Record:
    """What a command has done to a folder so far.

    ``durable``: inode -> the contents that were synced last. ``pending``: folder -> changes of its names since it was synced.
    """

    durable: dict[int, bytes] = field(default_factory=dict)
    pending: dict[str, list[Change]] = field(default_factory=dict)
    order: list[Change] = field(default_factory=list)

    def told(self, what: str, _: int, *paths: str) -> None:
        if what == "synced":
            self.synced(paths[0])
        elif what == "open":
            if not os.path.lexists(paths[0]):
                self.change(Change("make", paths))
        elif what == "os.rename":
            self.change(Change("rename", paths, bytes_of(paths[1])))
        elif what in ("os.remove", "os.rmdir"):
            self.change(Change(what[3:], paths, bytes_of(paths[0])))
        elif what in ("os.mkdir", "os.link", "os.symlink") and not os.path.lexists(paths[-1]):
            self.change(Change("mkdir" if what == "os.mkdir" else "make", paths[-1:]))

    def change(self, change: Change) -> None:
        self.order.append(change)
        for folder in {os.path.dirname(path) for path in change.paths}:
            self.pending.setdefault(folder, []).append(change)

    def synced(self, path: str) -> None:
        if os.path.isdir(path):
            for change in self.pending.pop(path, []):
                self.order = [one for one in self.order if one is not change]
        elif os.path.isfile(path):
            self.durable[os.stat(path).st_ino] = Path(path).read_bytes()


def bytes_of(path: str) -> bytes | None:
    return Path(path).read_bytes() if os.path.isfile(path) and not os.path.islink(path) else None


def recorded(command: Callable[[], int], folder: Path, stop: int) -> Callable[[], int]:
    """The command, ended at an operation; what it has done is left in a file."""
    before = {path.stat().st_ino for path in folder.rglob("*") if path.is_file()}

    def act() -> int:
        record = Record()
        record.durable = {
            path.stat().st_ino: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.stat().st_ino in before
        }

        def told(what: str, number: int, *paths: str) -> None:
            record.told(what, number, *paths)
            if number == stop - 1:
                (folder / LOG).write_bytes(pickle.dumps(record))

        return watched(command, folder, stop, told)()

    return act


def lose(record: Record, folder: Path, dice: Random) -> list[str]:
    """Make the folder what a disk may hold after the power went; what was lost, in words."""
    told = lose_data(record, folder, dice)
    cuts = {name: dice.randint(0, len(changes)) for name, changes in record.pending.items()}
    late = [change for name, changes in record.pending.items() for change in changes[cuts[name] :]]
    for change in reversed(record.order):
        if any(change is one for one in late):
            told.append(undo(change))
    return told


def lose_data(record: Record, folder: Path, dice: Random) -> list[str]:
    """Files whose contents were not synced: an older state, nothing, a part, or all of it."""
    told = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name == "manifest.lock" or str(path).startswith(str(folder / "tmp")):
            continue
        data, old = path.read_bytes(), record.durable.get(path.stat().st_ino)
        if data == old:
            continue
        begun = old if old and data.startswith(old) else b""  # what was synced before more was appended is safe
        rest = len(data) - len(begun)
        left = dice.choice((old or b"", begun, data[: len(begun) + dice.randint(0, rest)], begun + bytes(rest), data))
        if left != data:
            path.write_bytes(left)
            told.append(f"{path.name} ({len(left)} of {len(data)} bytes)")
    return told


def undo(change: Change) -> str:
    """The names as they were before the change."""
    first, last = change.paths[0], change.paths[-1]
    if change.what == "mkdir":
        shutil.rmtree(first, ignore_errors=True)
    elif change.what == "make" and os.path.lexists(first):
        os.unlink(first) if not os.path.isdir(first) else None
    elif change.what == "rename" and os.path.lexists(last) and os.path.isdir(os.path.dirname(first)):
        if not os.path.lexists(first):
            os.rename(last, first)
            if change.lost is not None:
                Path(last).write_bytes(change.lost)
    elif change.what == "remove" and os.path.isdir(os.path.dirname(first)) and not os.path.lexists(first) and change.lost is not None:
        Path(first).write_bytes(change.lost)
    elif change.what == "rmdir" and os.path.isdir(os.path.dirname(first)):
        os.makedirs(first, exist_ok=True)
    return f"{change.what} {os.path.basename(last)}"


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    writer = WRITERS[number % len(WRITERS)]
    begin(writer, folder)
    stop = dice.randint(2, operations(writer) + 1)
    ended = writer.play(folder, recorded(writer.act(), folder, stop))
    record = pickle.loads((folder / LOG).read_bytes())
    finished = ended.code == 0
    told = lose(record, folder, dice)
    label = f"{writer.name}, power lost at operation {stop} of {operations(writer)}, and with it {', '.join(told[-4:]) or 'nothing'}"
    problems = cut_short(writer, folder)
    return label + (" (after its end)" if finished else ""), problems


def prepare() -> None:
    for writer in WRITERS:
        undisturbed(writer), operations(writer)


KIND = Kind("power loss: whatever the disk has not synced may vanish, at every file operation", 700, attack, prepare)
