"""Damaged results: whatever a disk, an editor, a synchroniser or a stranger may leave in a folder of results, and every command that reads.

A command must refuse with a message, or answer as if nothing had happened; anything else it answers is a lie.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq

from attack_kinds.stage import SHELF, Ended, Kind, Problem, command, contents, fork, wrong
from attack_kinds.writers import CLAIM, FEW, RUN, is_page, part, read_all, ready, with_claims

VALUES: tuple[Any, ...] = (
    None, 0, -1, 1, 10**30, 1.5, float("inf"), float("nan"), "", "x", "\x1b[31m", [], {}, [1], [1, 0], [0, 10**9], [-5, 5], ["0", "19"],
    [0.0, 19.0],    {"record": 7}, True, False, "0001-01-01", "9999-12-31", [[[[[]]]]],
)  # fmt: skip
KEYS = ("engine", "scenario", "seed", "histories", "from", "to", "settings", "complete", "name", "versions", "changes", "interventions",
        "priors", "command", "settings.record", "settings.step", "settings.traits", "settings.variant", "settings.per_draw",
        "settings.record.0")  # fmt: skip
WHOLE = (
    b"", b"{}", b"[]", b"7", b"null", b"true", b'"complete"', b"{", b"\xff\xfe\x00", b"\x00" * 64, b"[" * 100_000, b'{"a":' * 50_000,
    b"NaN",    b"\xef\xbb\xbf{}", b'{"complete": true}', b'{"complete": true, "complete": false}', b"1" * 5000, b" " * 1_000_000,
)  # fmt: skip
"""Contents of ``provenance.json``, or of any other file."""


# what is done to one file


def emptied(dice: Random, path: Path) -> None:
    path.write_bytes(b"")


def cut(dice: Random, path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: dice.randrange(len(data))])


def flipped(dice: Random, path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def zeroed(dice: Random, path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def removed(dice: Random, path: Path) -> None:
    path.unlink()


def replaced(dice: Random, path: Path) -> None:
    path.write_bytes(dice.choice(WHOLE))


def swapped(dice: Random, path: Path) -> None:
    """With another file of its kind."""
    others = [one for one in path.parent.iterdir() if one != path and one.suffix == path.suffix and one.is_file()]
    others = others or [one for one in path.parent.parent.rglob("*" + path.suffix) if one != path]
    other = dice.choice(others or [path])
    data = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(data)


def doubled(dice: Random, path: Path) -> None:
    """A second file of another range with the same rows."""
    shutil.copy(path, path.with_name(dice.choice(("00000000-00000000.parquet", "00000100-00000199.parquet", "00099000-00099999.parquet"))))


def renamed(dice: Random, path: Path) -> None:
    path.rename(
        path.with_name(
            dice.choice(("00000001-00000020.parquet", "99999999-99999999.parquet", "00000500-00000000.parquet", "x" + path.suffix))
        )
    )


def of_another(dice: Random, path: Path) -> None:
    """The same file of a run with another seed."""
    out = next(above for above in path.parents if above.name == "out")
    others = [ready(name) / path.relative_to(out) for name in ("other", "reported", "few")]
    data = path.read_bytes()
    another = [one.read_bytes() for one in others if one.is_file() and one.read_bytes() != data]
    path.write_bytes(another[0]) if another else flipped(dice, path)


def rewritten(dice: Random, path: Path) -> None:
    """A sound table with rows or columns that are not those of the run."""
    if path.suffix != ".parquet":
        return replaced(dice, path)
    table = pq.read_table(path)
    change = dice.randrange(5)
    if change == 0:
        table = table.slice(0, max(0, len(table) - 1))
    elif change == 1:
        table = table.drop_columns([dice.choice(table.column_names)])
    elif change == 2:
        table = table.slice(0, 0)
    elif change == 3:
        table = table.take(list(reversed(range(len(table)))))
    else:
        name = dice.choice(table.column_names)
        table = table.rename_columns([f"{column}x" if column == name else column for column in table.column_names])
    pq.write_table(table, path)
    return None


def fifo(dice: Random, path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def device(dice: Random, path: Path) -> None:
    path.unlink()
    path.symlink_to(dice.choice(("/dev/zero", "/dev/null", "/dev/random", "/dev/tty")))


def folder_there(dice: Random, path: Path) -> None:
    path.unlink()
    path.mkdir()


def loop(dice: Random, path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def link_away(dice: Random, path: Path) -> None:
    """A link to the same file elsewhere: sound, but not inside the folder."""
    target = Path(str(path).replace("/out/", "/away/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, target)
    path.symlink_to(target)


def shaped(dice: Random, path: Path) -> None:
    """A key of the provenance with a value that does not belong there, or without one."""
    path = next(above for above in path.parents if above.name == "out") / "provenance.json"
    path = path if path.is_file() else dice.choice(sorted(path.parent.rglob("provenance.json")) or [path])
    if not path.is_file():
        return
    found = json.loads(path.read_text(encoding="utf-8"))
    *above, last = dice.choice((*KEYS, *found)).split(".")
    place = found
    for key in above:
        place = place.get(key, {}) if isinstance(place, dict) else {}
    if isinstance(place, list) and place:
        place[0] = dice.choice(VALUES)
    elif isinstance(place, dict):
        if dice.random() < 0.2:
            place.pop(last, None)
        else:
            place[last] = dice.choice(VALUES)
    path.write_text(json.dumps(found), encoding="utf-8")


DAMAGES: tuple[Callable[[Random, Path], None], ...] = (
    shaped, emptied, cut, flipped, shaped, zeroed, removed, replaced, shaped, swapped, doubled, renamed, shaped, of_another, rewritten,
    fifo,    device, folder_there, loop, link_away,
)  # fmt: skip


# what is asked of the results


RESUME, OVERWRITE = (*FEW, "--no-report", "--out", "out", "--resume"), (*FEW, "--no-report", "--out", "out", "--overwrite")
ASKED: dict[str, tuple[str, ...] | None] = {
    "read": None,
    "explain": ("explain", "out", "--history", "3", "--to", "2001-01-14"),
    "explain --brief": ("explain", "out", "--history", "3", "--brief"),
    "explain --person": ("explain", "out", "--person", "anna", "--brief"),
    "compare": ("compare", "out", "sound"),
    "export": ("export", "out", "--to", "csv", "--out", "made"),
    "report": ("report", "out"),
    "run --resume": RESUME,
    "run --overwrite": OVERWRITE,
}
BASES = ("few", "whole", "reported", "claimed")


@cache
def base(name: str) -> Path:
    """What gets damaged: a run, one of three shards, one with the arms of the permutation test and a report, or the arms of claims."""
    if name != "claimed":
        return ready(name)
    folder = SHELF.root / "ready" / name
    folder.mkdir(parents=True)
    with_claims(folder)
    ended = fork(command(*CLAIM), folder)
    assert ended.code == 0, ended.text
    return folder / "out"


def asked(name: str, what: str) -> Callable[[], int]:
    words = ASKED.get(what)
    if name == "claimed":
        return command(*CLAIM)
    if name == "whole" and words in (RESUME, OVERWRITE):
        return command(*RUN, words[-1])
    if name == "reported" and words in (RESUME, OVERWRITE):
        return command(*words, "--seed", "2")
    return read_all("out") if words is None else command(*words)


def lay(name: str, folder: Path) -> None:
    shutil.copytree(base(name), folder / "out")
    shutil.copytree(ready("few"), folder / "sound")
    if name == "claimed":
        with_claims(folder)


@cache
def reference(name: str, what: str) -> tuple[str, dict[str, bytes]]:
    """What a command says and leaves when nothing is damaged."""
    folder = SHELF.root / "asked" / f"{name}_{what.replace(' ', '_')}"
    folder.mkdir(parents=True)
    lay(name, folder)
    ended = fork(asked(name, what), folder)
    assert ended.code == 0, (name, what, ended.text)
    return ended.out, contents(folder)


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    damage, name = DAMAGES[number % len(DAMAGES)], BASES[number // len(DAMAGES) % len(BASES)]
    questions = ["claims"] if name == "claimed" else ["read", *dice.sample([one for one in ASKED if one != "read"], 2)]
    lay(name, folder)
    files = sorted(path for path in (folder / "out").rglob("*") if path.is_file())
    inner = [path for path in files if path.suffix in (".parquet", ".json")] if dice.random() < 0.8 else files
    path = dice.choice(inner)
    if damage in (doubled, renamed, of_another):
        path = dice.choice([one for one in files if one.suffix == ".parquet"])
    damage(dice, path)
    label = f"{name}, {path.relative_to(folder)} {damage.__name__}"
    problems = []
    for what in questions:
        spoilt = contents(folder)
        ended = fork(asked(name, what), folder, limit=60)
        problems += wrong(ended, name=what) or false(name, what, ended, spoilt, folder)
    return label, problems


def false(name: str, what: str, ended: Ended, spoilt: dict[str, bytes], folder: Path) -> list[Problem]:
    """An answer that is not the one that whole results give."""
    if ended.code != 0:
        return []
    said, left = reference(name, "read" if what == "claims" else what)
    if what in ("run --resume", "run --overwrite"):
        now, right = part(contents(folder), "out"), part(left, "out")
        apart = [key for key in right if now.get(key) != right[key]]
        return [Problem("lie", f"{what} accepts it and ends with other files: {', '.join(apart[:3])}")] if apart else []
    if what in ("report", "export", "claims"):
        now = contents(folder)
        new = [key for key in left if is_page(key) and now.get(key) != left[key]]
        if new:
            return [Problem("lie", f"{what} writes {', '.join(new[:3])} from it")]
    elif ended.out != said:
        return [Problem("lie", f"{what} answers otherwise: {unlike(said, ended.out)}")]
    return []


def unlike(said: str, now: str) -> str:
    """The first words in which two answers differ."""
    pairs = zip([*said.split(), "the end"], [*now.split(), "the end"], strict=False)
    return next((f"{one[:40]} became {other[:40]}" for one, other in pairs if one != other), "only spaces")


def prepare() -> None:
    ready("other")
    for name in BASES:
        for what in ["read"] if name == "claimed" else ASKED:
            reference(name, what)


KIND = Kind("damaged results: wrong, missing, swapped, cut or strange files", 1500, attack, prepare)
