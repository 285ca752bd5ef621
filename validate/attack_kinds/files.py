"""A user's files: every command that writes, pointed at folders in which other things lie. Nothing foreign may change."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from attack_kinds.stage import Kind, Problem, command, contents, differing, fork, wrong
from attack_kinds.writers import CLAIM, FEW, OTHER, VOTES, WHATIF, ready, with_claims

NOTE = b"years of work\n"
ODD = {
    "{}": "{}",
    "a list": "[]",
    "nothing": "",
    "a number": "7",
    "no JSON": "{",
    "of another program": '{"license": "MIT", "complete": true}',
}
"""Files ``provenance.json`` that no run has written."""
OWN = ("series/shares", "events", "histories", "scenario", "arms", "arms/equal/histories", "without", "with", "as_it_was", "changed")
"""Folders whose names a run or an experiment uses."""
NAMES = (
    "report.html", "effects.csv", "claims.csv", "notes.txt", "provenance.json.part", "report.html.part", ".lock", "manifest.json",
    "scenario/people.csv", "histories/00000000-00000019.parquet", "histories/mine.parquet", "series/shares/mine.parquet", "arms/mine.csv",
    "arms/equal/mine.txt", "events/notes.txt", "without/mine.txt", "with/mine.txt", "arms/equal/histories/mine.parquet", "arms/x.parquet",
    "histories/00000000-00000019.parquet.part", "effects.csv.part", "claims.csv.part", "scenario/mine/deep.txt", "histories.csv",
    "histories.part.csv", "histories.csv.part", "manifest.jsonl", "manifest.lock", "manifest.jsonl.part",
)  # fmt: skip
"""Files of the user's with names that the program may want."""
LINKED = (
    "scenario", "histories", "series", "series/shares", "events", "arms", "arms/equal", "report.html", "provenance.json",
    "histories/00000000-00000019.parquet", "scenario/people.csv",
)  # fmt: skip
"""Places within results that may be links."""
Foreign = dict[str, bytes]


def lone(names: tuple[str, ...], folder: Path) -> Foreign:
    """Files of the user's in ``folder``, where nothing is yet."""
    made: Foreign = {}
    for name in names:
        path = folder / name
        if not path.exists() and not any(above.is_file() or above.is_symlink() for above in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(NOTE)
            made[name] = NOTE
    return made


def amid(dice: Random, folder: Path) -> Foreign:
    """A folder of the user's, with some of the names above."""
    return lone(tuple(dice.sample(NAMES, dice.randint(1, 6))), folder)


def odd(dice: Random, folder: Path) -> Foreign:
    """A folder of the user's with a ``provenance.json`` that no run has written."""
    found = amid(dice, folder)
    (folder / "provenance.json").write_text(ODD[dice.choice(list(ODD))], encoding="utf-8")
    found["provenance.json"] = (folder / "provenance.json").read_bytes()
    return found


def results(dice: Random, folder: Path) -> Foreign:
    """Results, complete or not, with files of the user's among them."""
    shutil.copytree(ready(dice.choice(("few", "reported", "half", "whatif"))), folder, dirs_exist_ok=True)
    return amid(dice, folder)


def gutted(dice: Random, folder: Path) -> Foreign:
    """A sound ``provenance.json`` that somebody copied to a folder of their own."""
    own = contents(ready("few"))
    found = lone(tuple(name for name in dice.sample(NAMES, dice.randint(1, 6)) if name not in own), folder)
    shutil.copy(ready("few") / "provenance.json", folder / "provenance.json")
    return found


def linked(dice: Random, folder: Path) -> Foreign:
    """Results in which something is a link to a place of the user's."""
    shutil.copytree(ready(dice.choice(("few", "reported"))), folder, dirs_exist_ok=True)
    away = folder.parent / "elsewhere"
    name = dice.choice(LINKED)
    path = folder / name
    if path.is_dir():
        shutil.move(path, away / name)
    else:
        (away / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, away / name) if path.exists() else (away / name).write_bytes(NOTE)
        path.parent.mkdir(parents=True, exist_ok=True)
    if path.parent.is_dir() and not path.exists() and (away / name).exists():
        path.symlink_to(os.path.relpath(away / name, path.parent))
    return {}


def whole(dice: Random, folder: Path) -> Foreign:
    """The place is itself a link to a folder of the user's, or a file."""
    if dice.random() < 0.5:
        folder.rmdir()
        folder.write_bytes(NOTE)
        return {"": NOTE}
    away = folder.parent / "elsewhere" / "folder"
    away.mkdir(parents=True)
    found = amid(dice, away)
    folder.rmdir()
    folder.symlink_to(away)
    return found


SHAPES: dict[str, Callable[[Random, Path], Foreign]] = {
    "foreign files": amid, "an odd provenance.json": odd, "results and foreign files": results, "a copied provenance.json": gutted,
    "links": linked, "a file or a link": whole,
}  # fmt: skip
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": (*FEW, "--no-report", "--out", "out"),
    "run --overwrite": (*FEW, *OTHER, "--no-report", "--out", "out", "--overwrite"),
    "run --resume": (*FEW, "--no-report", "--out", "out", "--resume"),
    "run with report --overwrite": (*FEW, "--out", "out", "--overwrite"),
    "run with report --resume": (*FEW, "--out", "out", "--resume"),
    "report": ("report", "out"),
    "whatif --out": WHATIF,
    "whatif --out --overwrite": (*WHATIF, "--overwrite"),
    "claims --out": CLAIM,
    "new": ("new", "out"),
    "export": ("export", "sound", "--to", "csv", "--out", "out"),
    "power --save": ("power", "votes.csv", "--quota", "4", "--save", "out/new.csv"),
}


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    shape, words = list(SHAPES)[number % len(SHAPES)], list(COMMANDS)[number // len(SHAPES) % len(COMMANDS)]
    out, away = folder / "out", folder / "elsewhere"
    out.mkdir(), away.mkdir()
    foreign = SHAPES[shape](dice, out)
    with_claims(folder)
    shutil.copytree(ready("few"), folder / "sound")
    (folder / "votes.csv").write_text(VOTES, encoding="utf-8")
    before = contents(folder)
    state = said_complete(out)
    ended = fork(command(*COMMANDS[words]), folder)
    now = contents(folder)
    label = f"{words} on {shape}"
    mine = {f"out/{name}".rstrip("/") for name in foreign if not out.is_symlink()}
    mine |= {key for key in before if key.startswith(("elsewhere", "mine", "sound", "votes.csv"))}
    lost = [key for key in sorted(mine) if now.get(key) != before[key]]
    strayed = [key for key in now if key.startswith("elsewhere/") and key not in before and not out.is_symlink()]
    told = f"{', '.join(sorted(foreign)[:4])}; exit code {ended.code}"
    problems = wrong(ended)
    problems += [Problem("silent loss", f"{', '.join(lost[:4])} is lost ({told})")] if lost else []
    problems += [Problem("silent loss", f"it wrote outside the folder: {', '.join(strayed[:4])} ({told})")] if strayed else []
    if ended.code == 2 and differing(before, now) and not lost and not strayed:
        problems.append(Problem("leftover", f"refused, yet it changed {', '.join(differing(before, now)[:3])}"))
    if ended.code and state and not said_complete(out):
        problems.append(Problem("silent loss", f"it refused, and left whole results incomplete ({told})"))
    return label, problems


def said_complete(out: Path) -> bool:
    """Does a folder say of itself that it holds a whole run?"""
    try:
        found = json.loads((out / "provenance.json").read_text(encoding="utf-8"))
        return bool(found.get("complete")) and "engine" in found
    except (OSError, ValueError, AttributeError):
        return False


def prepare() -> None:
    for name in ("few", "reported", "half", "whatif", "mine"):
        ready(name)


KIND = Kind("a user's files: commands that write, pointed at folders with other things in them", 1200, attack, prepare)
