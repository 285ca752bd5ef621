"""Where attacks are played: children forked from one process that has loaded everything, each in a folder of its own.

A child costs some hundredths of a second where a new interpreter with its libraries costs three, so that thousands of attacks are
affordable. What depends on the start of the interpreter is played in real processes (``surroundings.py``).
"""

from __future__ import annotations

import atexit
import inspect
import io
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import IO

LIMIT = 120.0
"""Seconds after which a command hangs."""
MEMORY = 6 << 30
"""Bytes of address space of a child, so that an endless file ends in an error and not in a dead machine."""
TRACEBACK = "Traceback (most recent call last)"
PROBLEMS = ("traceback", "hang", "wrong exit code", "silent loss", "lie", "dead end", "leftover")
"""What an attack may bring to light. A lie: results that claim more than they hold. A dead end: what the program advises does not work.
A leftover: files that stay behind for nobody."""


@dataclass(frozen=True)
class Problem:
    """One thing that went as it must not."""

    what: str
    told: str

    def __post_init__(self) -> None:
        assert self.what in PROBLEMS, self.what


@dataclass(frozen=True)
class Ended:
    """How a child ended: exit code (minus the number of a signal), what it printed, and whether it had to be ended."""

    code: int
    out: str
    err: str
    hung: bool = False

    @property
    def text(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Kind:
    """A kind of attack.

    Parameters
    ----------
    title
        One line for the table.
    count
        How many attacks a full run plays.
    attack
        Plays the attack of a number in a folder of its own: a label, and the problems found.
    prepare
        Makes, before the first attack, what all of them share.
    warm
        Does it need the compiled engine in this process?
    plain
        Are pages written without their drawings?
    """

    title: str
    count: int
    attack: Callable[[int, Random, Path], tuple[str, list[Problem]]]
    prepare: Callable[[], None] = lambda: None
    warm: bool = True
    plain: bool = True


@dataclass
class Shelf:
    """The folder with what attacks start from; made once, read by all."""

    root: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="attacks-")))

    def clear(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)


SHELF = Shelf()


@cache
def warm() -> None:
    """Load the commands and the engine, so that every child starts with them."""
    from collegium import cli

    with quiet(), inside(SHELF.root):
        code = cli.main(["run", "council", "--histories", "4", "--to", "2001-01-31", "--no-report", "--threads", "1", "--out", "warm"])
    assert code == 0, "the engine does not run"
    import altair  # noqa: F401
    import openpyxl.writer.excel  # noqa: F401
    import xarray.backends.h5netcdf_  # noqa: F401

    import collegium.cli.output_experiments
    import collegium.experiments.claims
    import collegium.explain.replay
    import collegium.report
    import collegium.results.export  # noqa: F401


@cache
def plain_pictures() -> None:
    """Pages without their drawings: these take seconds each, and write no file."""
    from markupsafe import Markup

    from collegium import figures
    from collegium.figures import style
    from collegium.report import pictures

    def picture(name: str, *_: object) -> pictures.Picture:
        blank = Markup('<svg viewBox="0 0 1 1"></svg>')
        return pictures.Picture(name, "title", "see", "reading", "source", blank, blank, [])

    pictures.picture = picture
    for name in dir(figures):
        if inspect.isfunction(getattr(figures, name)) and "width" in inspect.signature(getattr(figures, name)).parameters:
            setattr(figures, name, lambda *_, **__: style.nothing("left out", 140))


@dataclass
class Child:
    """A child that was started and is to be awaited."""

    pid: int
    out: IO[bytes]
    err: IO[bytes]

    def end(self, seconds: float = LIMIT, *, kill: bool = False) -> Ended:
        """How it ended; after so many seconds it is killed, which counts as a hang unless it was meant."""
        code, late = awaited(self.pid, seconds)
        texts = []
        for stream in (self.out, self.err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
            stream.close()
        return Ended(code, *texts, hung=late and not kill)


def start(action: Callable[[], int], folder: Path, memory: int = MEMORY) -> Child:
    """Call ``action`` in a child whose working folder is ``folder``."""
    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 -- Child.end closes them
    pid = os.fork()
    if pid == 0:
        live(action, folder, out.fileno(), err.fileno(), memory)
    return Child(pid, out, err)


def fork(action: Callable[[], int], folder: Path, *, limit: float = LIMIT, kill_after: float | None = None, memory: int = MEMORY) -> Ended:
    """The same, awaited; ``kill_after`` so many seconds it is killed on purpose."""
    return start(action, folder, memory).end(limit if kill_after is None else kill_after, kill=kill_after is not None)


def live(action: Callable[[], int], folder: Path, out: int, err: int, memory: int) -> None:
    """The life of a child; it never returns."""
    code = 70
    try:
        os.setsid()
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(fd, "w", closefd=False), "utf-8", write_through=True) for fd in (1, 2))
        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        temporary = folder / "tmp"
        temporary.mkdir(exist_ok=True)
        os.environ["TMPDIR"], tempfile.tempdir = str(temporary), None
        try:
            code = action()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        except BaseException:
            traceback.print_exc()
            code = 1
        atexit._run_exitfuncs()
    finally:
        os._exit(code)


def awaited(pid: int, seconds: float) -> tuple[int, bool]:
    """The exit code of a child, and whether it had to be killed with all that it started."""
    end, pause = time.monotonic() + seconds, 0.001
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status), False
        if time.monotonic() >= end:
            os.killpg(pid, signal.SIGKILL) if os.getpgid(pid) == pid else os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return -signal.SIGKILL, True
        time.sleep(pause)
        pause = min(2 * pause, 0.02)


def command(*argv: str) -> Callable[[], int]:
    """A command line as something to do in a child."""

    def give() -> int:
        from collegium import cli

        return cli.main(list(argv))

    return give


def give(argv: Sequence[str], folder: Path, **more: float) -> Ended:
    """Give a command in ``folder``."""
    return fork(command(*argv), folder, **more)


def wrong(ended: Ended, allowed: Sequence[int] = (0, 1, 2), name: str = "") -> list[Problem]:
    """What is wrong with the way in which a command ended, whatever it did."""
    told = f"{name}: exit code {ended.code}: {last_line(ended)}".removeprefix(": ")
    if ended.hung:
        return [Problem("hang", told)]
    if TRACEBACK in ended.text or ended.code < 0 or "Fatal Python error" in ended.text:
        return [Problem("traceback", told)]
    if ended.code not in allowed or (ended.code not in (0, 130) and not ended.text.strip()):
        return [Problem("wrong exit code", told)]
    return []


def last_line(ended: Ended) -> str:
    lines = ended.err.strip().splitlines() or ended.out.strip().splitlines() or [""]
    return lines[-1][:300]


def contents(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file in a folder; a link by where it leads, a folder without files by its name."""
    found: dict[str, bytes] = {}
    for base, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(base, name)
            key = str(path.relative_to(folder))
            if path.is_symlink():
                found[key] = b"-> " + os.readlink(path).encode()
            elif path.is_file():
                found[key] = path.read_bytes()
            elif not path.is_dir():
                found[key] = b"special"
    return {key: value for key, value in found.items() if key != "tmp" and not key.startswith("tmp/")}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """What is not the same in two folders."""
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def quiet() -> Iterator[None]:
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
