"""Two processes in one folder at a time, and a disk that is full."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from attack_kinds.stage import SHELF, Ended, Kind, Problem, command, contents, differing, fork, wrong
from attack_kinds.stage import start as beginning
from attack_kinds.writers import (
    CLAIM,
    FEW,
    OTHER,
    RUN,
    WHATIF,
    WRITERS,
    Writer,
    begin,
    claims_too_much,
    on_the_way,
    part,
    put,
    read_all,
    repeated,
    seen,
    undisturbed,
    with_claims,
)  # fmt: skip

PAIRS: dict[str, tuple[tuple[str, ...], tuple[str, ...], Callable[[Path], None]]] = {
    "two seeds": (RUN, (*RUN, *OTHER), lambda _: None),
    "the same run twice": (RUN, RUN, lambda _: None),
    "overwriting with two seeds": ((*RUN, "--overwrite"), (*RUN, *OTHER, "--overwrite"), put("other")),
    "resuming twice": ((*RUN, "--resume"), (*RUN, "--resume"), put("half")),
    "overwriting and resuming": ((*RUN, *OTHER, "--overwrite"), (*RUN, "--resume"), put("half")),
    "overwriting and reporting": ((*FEW, *OTHER, "--no-report", "--out", "out", "--overwrite"), ("report", "out"), put("few")),
    "overwriting and exporting": (
        (*RUN, *OTHER, "--overwrite"), ("export", "out", "--to", "csv", "--out", "made", "--overwrite"), put("whole"),
    ),
    "reporting twice": ((*FEW, "--out", "out", "--resume"), (*FEW, "--out", "out", "--resume"), put("few")),
    "two what-ifs": (WHATIF, (*WHATIF, *OTHER), lambda _: None),
    "overwriting what-ifs": ((*WHATIF, "--overwrite"), (*WHATIF, *OTHER, "--overwrite"), put("whatif")),
    "two claims": (CLAIM, (*CLAIM, *OTHER), with_claims),
    "the same claims twice": (CLAIM, CLAIM, with_claims),
}  # fmt: skip


@cache
def alone(name: str, place: int) -> dict[str, bytes]:
    """What one of the two leaves when the other is not there."""
    folder = SHELF.root / "alone" / f"{name.replace(' ', '_')}-{place}"
    folder.mkdir(parents=True)
    PAIRS[name][2](folder)
    ended = fork(command(*PAIRS[name][place]), folder)
    assert ended.code in (0, 2), (name, ended.text)
    return contents(folder)


def together(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    name = list(PAIRS)[number % len(PAIRS)]
    one, other, before = PAIRS[name]
    before(folder)
    start = contents(folder)
    pause = dice.choice((0.0, 0.0, 0.02, 0.1, 0.3))
    first = beginning(command(*one), folder)
    time.sleep(pause)
    second = beginning(command(*other), folder)
    ends = {0: first.end(), 1: second.end()}
    problems = [problem for place in (0, 1) for problem in wrong(ends[place], name=f"process {place + 1}")]
    problems += mixed(name, start, contents(folder), ends, folder)
    return f"{name}, {pause:g} s apart, exit codes {ends[0].code} and {ends[1].code}", problems


def mixed(name: str, start: dict[str, bytes], now: dict[str, bytes], ends: dict[int, Ended], folder: Path) -> list[Problem]:
    """Results that are neither of one process nor of the other, and a success whose results are gone though nobody may replace them."""
    known = [start, alone(name, 0), alone(name, 1)]
    problems = []
    for key in now:
        place = key.removesuffix("/provenance.json")
        if place != key and not any(part(now, place) == part(one, place) for one in known) and fork(read_all(place), folder).code == 0:
            problems.append(Problem("lie", f"{place} is taken for complete and is of neither process"))
        if key.startswith("made/") and not on_the_way(key) and not any(now[key] == one.get(key) for one in known):
            problems.append(Problem("lie", f"{key} is of neither process"))
    different, replacing = PAIRS[name][0] != PAIRS[name][1], any("--overwrite" in words for words in PAIRS[name][:2])
    if different and not replacing and ends[0].code == ends[1].code == 0 and "claims" not in name:
        problems.append(Problem("silent loss", "both say that their results are there"))
    lone = [key for key in now if on_the_way(key)]
    return problems + ([Problem("leftover", ", ".join(lone[:3]))] if lone else [])


def full(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    """A full disk: a small one of its own if the system lends one, else a limit on the size of files."""
    writer = WRITERS[number % len(WRITERS)]
    before, after = undisturbed(writer)
    need = sum(map(len, after.values()))
    begin(writer, folder)
    if can_mount():
        room = sum(-(-len(data) // 4096) * 4096 for data in contents(folder).values()) // 1024 + 200
        size = room + int(dice.random() * (need - sum(map(len, before.values()))) / 1024) + dice.choice((0, 0, 100))
        return f"{writer.name} on a disk of {size} KiB", on_small_disk(writer, folder, size)
    size = int(2 ** dice.uniform(3, 17))
    ended = writer.play(folder, lambda: limited(size, writer.act()))
    return f"{writer.name}, no file above {size} bytes", failed(writer, folder, ended, before, after)


def limited(size: int, command: Callable[[], int]) -> int:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return command()


@cache
def can_mount() -> bool:
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(SHELF.root)]
    try:
        return subprocess.run(tried, capture_output=True).returncode == 0
    except OSError:
        return False


def on_small_disk(writer: Writer, folder: Path, size: int) -> list[Problem]:
    """Play the command in a child that sees a small disk where the folder is, and leave what it left."""
    disk = folder.with_name(folder.name + "-disk")
    disk.mkdir()
    before, after = undisturbed(writer)

    def play() -> int:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)], check=True)
        subprocess.run(["cp", "-a", f"{folder}/.", str(disk)], capture_output=True)
        os.chdir(disk)
        os.environ["TMPDIR"] = str(folder / "tmp")
        code = 70
        try:
            code = writer.act()()
        finally:
            mirror(disk, folder)
        return code

    ended = writer.play(folder, lambda: apart(play))
    return failed(writer, folder, ended, before, after)


def mirror(disk: Path, folder: Path) -> None:
    """Make ``folder`` what is on the disk."""
    for path in folder.iterdir():
        if path.name != "tmp":
            subprocess.run(["rm", "-rf", str(path)], check=True)
    subprocess.run(["cp", "-a", f"{disk}/.", str(folder)], check=True)


def apart(play: Callable[[], int]) -> int:
    """In a name space of mounts of its own."""
    import ctypes

    new_mounts, private = 0x00020000, 1 << 18 | 1 << 14
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.unshare(new_mounts) == 0
    libc.mount(None, b"/", None, private, None)
    return play()


def failed(writer: Writer, folder: Path, ended: Ended, before: dict[str, bytes], after: dict[str, bytes]) -> list[Problem]:
    """A command for which there was no room says so with exit code 1 and leaves what was there; one that says 0 has done it."""
    problems = wrong(ended, (0, 1))
    if ended.code == 0 and differing(seen(folder), after):
        problems.append(Problem("lie", f"exit code 0, but {', '.join(differing(seen(folder), after)[:3])} differ"))
    problems += claims_too_much(writer, folder, before, after)
    lone = [key for key in seen(folder) if on_the_way(key)]
    problems += [Problem("leftover", ", ".join(lone[:3]))] if lone else []
    return problems or repeated(writer, folder, before, after)


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    return (together if number % 2 else full)(number // 2, dice, folder)


def prepare() -> None:
    for writer in WRITERS:
        undisturbed(writer)
    for name in PAIRS:
        alone(name, 0), alone(name, 1)
    can_mount()


KIND = Kind("two processes in one folder; a full disk", 400, attack, prepare)
