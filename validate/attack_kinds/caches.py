"""The cache of compiled code: damaged, strange, shared with others, or not to be written.

A command must play the histories that it plays with a sound cache, or begin to compile; compiling would take minutes, so that the attack
ends there. Code that somebody else owns or can write must not be loaded.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from attack_kinds import damage
from attack_kinds.stage import SHELF, Kind, Problem, command, contents, differing, fork, wrong
from attack_kinds.writers import FEW, part

COMPILES = 99
"""Exit code of a child that has begun to compile."""
PLAY = (*FEW, "--no-report", "--out", "out")
STRANGER = 54321
"""A user id that is not ours."""


def patched(words: tuple[str, ...], place: str) -> Callable[[], int]:
    """The command with its cache at ``place``; compiling ends it, and so does compiled code beside the sources."""

    def act() -> int:
        os.environ["COLLEGIUM_CACHE"] = place
        stop_at_compiling()
        return command(*words)()

    return act


def stop_at_compiling() -> None:
    from numba.core import caching, compiler

    def compiles(*_: object, **__: object) -> None:
        print("it begins to compile", flush=True)
        os._exit(COMPILES)

    compiler.compile_extra = compiles
    load = caching.Cache.load_overload

    def loaded(self: caching.Cache, *args: object) -> object:
        if "__pycache__" in str(self.cache_path):
            print("it looks for compiled code beside the sources", flush=True)
        return load(self, *args)

    caching.Cache.load_overload = loaded


@cache
def sound() -> Path:
    """A whole cache, copied from the user's or compiled now."""
    place = SHELF.root / "cache"
    base = os.environ.get("COLLEGIUM_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "collegium"

    def engine() -> int:
        from collegium.engine.cache import engine_hash

        print(engine_hash())
        return 0

    name = fork(engine, SHELF.root).out.split()[-1]
    if (Path(base) / name).is_dir():
        shutil.copytree(Path(base) / name, place / name)
    ended = fork(with_cache(place), SHELF.root, limit=900)
    assert ended.code == 0, ended.text
    for path in place.rglob("*"):
        if path.is_file() and str(path) not in ended.out:
            path.unlink()
    return place


def with_cache(place: Path) -> Callable[[], int]:
    """A run with a sound cache, which prints what it opens there: a cache may also hold the code of other copies of the package."""

    def opened(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and str(place) in str(args[0]):
            print(args[0])

    def act() -> int:
        os.environ["COLLEGIUM_CACHE"] = str(place)
        sys.addaudithook(opened)
        return command(*PLAY[:-1], "sound")()

    return act


@cache
def reference() -> dict[str, bytes]:
    sound()
    return part(contents(SHELF.root), "sound")


def copied(folder: Path) -> Path:
    shutil.copytree(sound(), folder / "cache")
    return folder / "cache"


def damaged(dice: Random, folder: Path) -> tuple[str, str, bool]:
    """One or several files of the cache, in one of the ways in which results are damaged."""
    place = copied(folder)
    files = sorted(path for path in place.rglob("*") if path.is_file())
    ways = [damage.emptied, damage.cut, damage.flipped, damage.flipped, damage.zeroed, damage.removed, damage.replaced, damage.swapped,
            damage.fifo, damage.device, damage.folder_there, damage.loop]  # fmt: skip
    way = dice.choice(ways)
    chosen = files if dice.random() < 0.3 else [dice.choice(files)]
    for path in chosen:
        if path.is_file() and not path.is_symlink():
            way(dice, path)
    return str(place), f"{way.__name__} {'every file' if len(chosen) > 1 else chosen[0].name}", False


def owned(dice: Random, folder: Path) -> tuple[str, str, bool]:
    """Somebody else owns the cache, its folder of compiled code or all of its files, or may write there. Whoever owns only what is above
    that folder can put another in its place, which is then theirs, but cannot write into ours."""
    place = copied(folder)
    every = sorted(place.rglob("*"))
    some = every if dice.random() < 0.4 else [dice.choice([path for path in every if path.is_dir()])]
    if os.getuid() == 0 and dice.random() < 0.5:
        for path in some:
            os.chown(path, STRANGER, STRANGER)
        return str(place), f"{len(some)} of its places owned by another user", True
    mode = dice.choice((0o777, 0o775, 0o733))
    for path in some:
        path.chmod(mode)
    return str(place), f"{len(some)} of its places with mode {mode:o}", mode != 0o775


def absent(dice: Random, folder: Path) -> tuple[str, str, bool]:
    """There is no place to keep it."""
    (folder / "plain").write_text("a file\n", encoding="utf-8")
    (folder / "loop").symlink_to("loop")
    long = "/".join(["deep" * 40] * 40)
    places = ["plain", "plain/below", "loop", "x" * 300, long]
    place = dice.choice((*(str(folder / name) for name in places), "/dev/null", "/dev/null/x", "/proc/x", "nul" + "/x" * 3000))
    return place, f"COLLEGIUM_CACHE={place[-60:]}", False


def odd(dice: Random, folder: Path) -> tuple[str, str, bool]:
    """A sound cache at an odd address."""
    place = copied(folder)
    name = dice.choice(("with space", "zeile\nzwei", "é", "\x1b[31m", "-rf", "a'b"))
    place.rename(folder / name)
    return dice.choice((name, str(folder / name))), f"cache in {name!r}", False


SITUATIONS = (damaged, damaged, damaged, owned, damaged, absent, damaged, odd)


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    place, label, forbidden = SITUATIONS[number % len(SITUATIONS)](dice, folder)
    mine = {name: data for name, data in contents(folder).items() if not name.startswith("cache")}
    ended = fork(patched(PLAY, place), folder, limit=60)
    problems = wrong(ended, (0, 1, 2, COMPILES))
    if "beside the sources" in ended.out:
        problems.append(Problem("lie", "compiled code beside the sources is used, whatever has changed in them"))
    if ended.code == 0:
        apart = differing(part(contents(folder), "out"), reference())
        problems += [Problem("lie", f"other results: {', '.join(apart[:3])}")] if apart else []
        problems += [Problem("lie", "it loads code that somebody else can have written")] if forbidden else []
    now = contents(folder)
    problems += [Problem("silent loss", name) for name in mine if now.get(name) != mine[name]]
    return label, problems


def prepare() -> None:
    import numba  # noqa: F401 -- the libraries are loaded once, for all children
    import pyarrow.parquet  # noqa: F401
    import scipy.special  # noqa: F401

    reference()


KIND = Kind("the cache of compiled code: damaged, of somebody else, not to be written", 300, attack, prepare, warm=False)
