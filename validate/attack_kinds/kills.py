"""Kills: at the n-th file operation, in the midst of a file, and at a random instant, of every command that writes."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from attack_kinds.stage import SHELF, Kind, Problem
from attack_kinds.writers import WRITERS, Writer, begin, cut_short, undisturbed

FOLDERS = {"os.rename": 2, "os.link": 2, "os.remove": 1, "os.rmdir": 1, "os.mkdir": 2, "os.symlink": 2, "os.truncate": 9, "open": 9}
"""What Python announces before it changes a folder, and from which place on it names the open folders of the paths."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


GOLDEN = 0.6180339887
"""Multiples of it, without their whole part, spread evenly however many there are."""


class Operations:
    """Numbers the file operations below a folder, and ends the process at one of them.

    Parameters
    ----------
    root
        Operations elsewhere do not count.
    stop
        The number of the operation before which the process ends; None: never.
    told
        Called with every operation: what, its number, and the paths concerned.
    """

    def __init__(self, root: Path, stop: int | None = None, told: Callable[..., None] | None = None) -> None:
        self.root, self.stop, self.told, self.done = str(root.resolve()), stop, told, 0
        self.lock, self.mine = threading.RLock(), threading.local()

    def watch(self) -> None:
        """From now on. It cannot be undone: the process is a child that lives for one command."""
        import pyarrow.parquet as pq

        sys.addaudithook(self.heard)
        self.real_fsync, self.real_write, self.real_table = os.fsync, os.write, pq.write_table
        os.fsync, os.write, pq.write_table = self.fsync, self.write, self.table
        if hasattr(os, "fdatasync"):
            os.fdatasync = self.fsync

    def heard(self, event: str, args: tuple[Any, ...]) -> None:
        if event not in FOLDERS or getattr(self.mine, "busy", False):
            return
        if event == "open" and (not isinstance(args[0], str | bytes | os.PathLike) or not (args[2] or 0) & WRITING):
            return
        names = args[:2] if event in ("os.rename", "os.link") else args[1:2] if event == "os.symlink" else args[:1]
        paths = [self.placed(name, folder) for name, folder in zip(names, args[FOLDERS[event] :] or (-1, -1), strict=False)]
        if any(path.startswith(self.root + "/") for path in paths):
            self.step(event, *paths)
            if event == "open":
                self.step("midway", *paths, begun=lambda: os.close(os.open(args[0], (args[2] or 0) | os.O_CREAT, 0o666)))

    def placed(self, path: Any, folder: int = -1) -> str:
        """The whole path; beside a folder that is open, the system is asked for its name."""
        path = os.fsdecode(path)
        if not os.path.isabs(path):
            path = os.path.join(self.opened(folder) if folder >= 0 else os.getcwd(), path)
        return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))

    def step(self, what: str, *paths: str, begun: Callable[[], None] | None = None) -> None:
        """Count an operation, one thread at a time; what a thread does here does not count."""
        with self.lock:
            self.mine.busy = True
            self.done += 1
            if self.stop is not None and self.done >= self.stop:
                with suppress(OSError):  # a file without a name is not begun twice
                    if begun:
                        begun()
                os._exit(99)
            if self.told:
                self.told(what, self.done, *paths)
            self.mine.busy = False

    def opened(self, fd: int) -> str:
        try:
            return os.readlink(f"/proc/self/fd/{fd}")
        except OSError:
            return ""

    def fsync(self, fd: Any) -> None:
        path = self.opened(fd if isinstance(fd, int) else fd.fileno())
        ours = path.startswith(self.root)
        if ours:
            self.step("sync", path)
        self.real_fsync(fd)
        if ours:
            self.step("synced", path)

    def write(self, fd: int, data: Any) -> int:
        if self.opened(fd).startswith(self.root):
            self.step("write", self.opened(fd))
        return self.real_write(fd, data)

    def table(self, table: Any, where: Any, *args: Any, **more: Any) -> None:
        """A table that the library writes by itself: before, half of it, after."""
        if not isinstance(where, str | os.PathLike):
            return self.real_table(table, where, *args, **more)
        path = self.placed(where)
        self.step("open", path)
        self.real_table(table, where, *args, **more)
        self.step("midway", path, begun=lambda: os.truncate(path, os.path.getsize(path) // 2))
        return None


def watched(command: Callable[[], int], folder: Path, stop: int | None, told: Callable[..., None] | None = None) -> Callable[[], int]:
    """The command, ended at an operation; without one it prints at its end how many there were."""

    def act() -> int:
        operations = Operations(folder, stop, told)
        operations.watch()
        code = command()
        print(f"\noperations {operations.done}")
        return code

    return act


@cache
def operations(writer: Writer) -> int:
    """File operations of the command when nothing disturbs it."""
    folder = SHELF.root / "counted" / writer.name.replace(" ", "_")
    folder.mkdir(parents=True)
    begin(writer, folder)
    return int(writer.play(folder, watched(writer.act(), folder, None)).out.split()[-1])


@cache
def seconds(writer: Writer) -> float:
    folder = SHELF.root / "timed" / writer.name.replace(" ", "_")
    folder.mkdir(parents=True)
    begin(writer, folder)
    begun = time.monotonic()
    writer.play(folder)
    return time.monotonic() - begun


def prepare() -> None:
    for writer in WRITERS:
        undisturbed(writer), operations(writer), seconds(writer)


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    """Two thirds at an operation (all of them in turn), the others within a file or at an instant."""
    writer, turn = WRITERS[number % len(WRITERS)], number // len(WRITERS)
    begin(writer, folder)
    if turn % 3 < 2:
        stop = 1 + int(operations(writer) * ((turn // 3 * 2 + turn % 3 + 1) * GOLDEN % 1))
        label = f"{writer.name}, at operation {stop} of {operations(writer)}"
        writer.play(folder, watched(writer.act(), folder, stop))
    elif turn % 6 == 2:
        size = int(2 ** dice.uniform(3, 17))
        label = f"{writer.name}, in a file after {size} bytes"
        writer.play(folder, lambda: limited(size, writer.act()))
    else:
        wait = dice.uniform(0, seconds(writer))
        label = f"{writer.name}, after {wait:.3f} s"
        writer.play(folder, kill_after=wait)
    return label, cut_short(writer, folder)


def limited(size: int, command: Callable[[], int]) -> int:
    """The command, ended by the system when it writes a file beyond a size."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return command()


KIND = Kind("kills: at every file operation, within a file, at random instants", 77 * len(WRITERS), attack, prepare)
