"""Attacks on folders, caches, results and surroundings, of the kinds that a bad day brings, and what came of them.

Each kind has one file in ``validate/attack_kinds``. An attack has a number; seed, kind and number are all its luck, so that any can be
played again. The script plays the attacks against the commands and the public Python calls only, and counts what went as it must not.
A full run takes about forty minutes on two cores.

    python validate/attacks.py [--kind KIND ...] [--count N] [--first N] [--seed S]
    python validate/attacks.py --only KIND:NUMBER     # one of them again, told in full, its folder kept
    python validate/attacks.py --resume               # go on after an interruption
    python validate/attacks.py --page                 # write the counts into docs/reliability.md
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from attack_kinds.stage import PROBLEMS, SHELF, Kind, Problem, plain_pictures, warm

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reliability.md"
BEFORE = Path(__file__).parent / "attack_kinds" / "before.json"
"""The counts of version 0.2 before its folders were made safe; the page shows them beside the present ones."""
KEPT = ROOT / "build" / "attacks"
NAMES = ("surroundings", "caches", "arguments", "files", "kills", "power_loss", "company", "damage", "texts")
"""All kinds. The first two need a process that has not loaded the engine."""
MARKS = ("<!-- counts -->", "<!-- end of counts -->")


@dataclass(frozen=True)
class Outcome:
    """What came of one attack."""

    kind: str
    number: int
    label: str
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        return "\n".join(f"{self.kind}:{self.number} {self.label}: {one.what}: {one.told}" for one in self.problems)


def kinds(names: list[str]) -> dict[str, Kind]:
    return {name: import_module(f"attack_kinds.{name}").KIND for name in NAMES if name in (names or NAMES)}


def play(name: str, kind: Kind, number: int, seed: int) -> Outcome:
    """One attack in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-{number}-", dir=SHELF.root))
    try:
        label, problems = kind.attack(number, Random(f"attack {seed} {name} {number}"), folder)
    finally:
        os.system(f"chmod -R u+rwX {folder}") if os.getuid() else None
        shutil.rmtree(folder, ignore_errors=True)
    return Outcome(name, number, label, tuple(problems))


def begin(kind: Kind) -> None:
    """Make this process ready for the attacks of a kind."""
    if kind.warm:
        warm()
        if kind.plain:
            plain_pictures()


def played(name: str, kind: Kind, numbers: range, seed: int, jobs: int) -> Iterator[Outcome]:
    """The attacks of a kind, from several processes."""
    begin(kind)
    gc.freeze()
    if jobs == 1:  # what attacks share is made when it is first needed
        yield from (play(name, kind, number, seed) for number in numbers)
        return
    kind.prepare()
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        waiting = [pool.apply_async(play, (name, kind, number, seed)) for number in numbers]
        yield from (one.get() for one in waiting)


# telling


def table(counts: dict[str, dict[str, int]], before: dict[str, dict[str, int]] | None = None) -> list[str]:
    """The counts by kind; where earlier ones are given, as ``before -> now``."""
    heads = ["kind of attack", "attacks", *(f"{what}s" if not what.endswith("s") else what for what in PLURALS)]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for name, found in counts.items():
        was = (before or {}).get(name, {})
        now = {what: f"{found[what]:,}" if found["attacks"] else "–" for what in ("attacks", *PROBLEMS)}
        cells = [f"{was[what]:,} → {now[what]}" if what in was else now[what] for what in now]
        lines.append(f"| {TITLES[name]} | " + " | ".join(cells) + " |")
    return lines


PLURALS = ("traceback", "hang", "wrong exit code", "silent losses", "lie", "dead end", "leftover")
TITLES: dict[str, str] = {}


def counted(name: str, folder: Path) -> dict[str, int]:
    """The counts of one kind from what was kept: attacks that brought a problem of a sort to light, once each."""
    rows = kept(name, folder)
    found = Counter(what for row in rows for what in {one["what"] for one in row["problems"]})
    return {"attacks": len(rows), **{what: found[what] for what in PROBLEMS}}


def kept(name: str, folder: Path) -> list[dict[str, Any]]:
    path = folder / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def write_page(folder: Path) -> None:
    """Put the table into the page."""
    before = json.loads(BEFORE.read_text(encoding="utf-8")) if BEFORE.is_file() else {}
    TITLES.update({name: kind.title for name, kind in kinds([]).items()})
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    lines = table({name: counted(name, folder) for name in NAMES if kept(name, folder) or name in before}, before)
    PAGE.write_text("\n".join([head + MARKS[0], "", *lines, "", MARKS[1]]) + rest.partition(MARKS[1])[2], encoding="utf-8")


def again(told: str, seed: int) -> int:
    """One attack once more, its folder kept."""
    name, _, number = told.partition(":")
    kind = kinds([name])[name]
    begin(kind)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-{number}-"))
    label, problems = kind.attack(int(number), Random(f"attack {seed} {name} {number}"), folder)
    print(Outcome(name, int(number), label, tuple(problems)) if problems else f"{label}: nothing went wrong", folder, sep="\n")
    return 1 if problems else 0


def main(argv: list[str]) -> int:
    p = argparse.ArgumentParser(description="Attack the program and count what goes wrong.")
    p.add_argument("--kind", action="append", default=[], metavar="KIND[=N]", help=f"only this kind, N attacks of it: {', '.join(NAMES)}")
    p.add_argument("--count", type=int, help="attacks of each kind (default: as many as the kind says)")
    p.add_argument("--first", type=int, default=0, help="number of the first attack")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    p.add_argument("--kept", type=Path, default=KEPT, help="folder for the outcomes")
    p.add_argument("--resume", action="store_true", help="keep the outcomes of an interrupted run")
    p.add_argument("--only", metavar="KIND:NUMBER", help="one attack again")
    p.add_argument("--page", action="store_true", help="write the counts into the page at the end")
    a = p.parse_args(argv)
    try:
        return again(a.only, a.seed) if a.only else study(a)
    finally:
        SHELF.clear()


def study(a: argparse.Namespace) -> int:
    a.kept.mkdir(parents=True, exist_ok=True)
    asked = dict(word.partition("=")[::2] for word in a.kind)
    chosen = kinds(list(asked))
    TITLES.update({name: kind.title for name, kind in chosen.items()})
    for name, kind in chosen.items():
        path = a.kept / f"{name}.jsonl"
        done = {row["number"] for row in kept(name, a.kept)} if a.resume else set()
        if not a.resume:
            path.unlink(missing_ok=True)
        numbers = [n for n in range(a.first, a.first + int(asked.get(name) or a.count or kind.count)) if n not in done]
        begun = time.monotonic()
        with path.open("a", encoding="utf-8") as out:
            for outcome in played(name, kind, numbers, a.seed, a.jobs):
                out.write(json.dumps(asdict(outcome), ensure_ascii=True) + "\n")
                out.flush()
                if outcome.problems:
                    print(outcome, flush=True)
        print(f"{name}: {len(numbers):,} attacks in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    counts = {name: counted(name, a.kept) for name in chosen}
    print("\n".join(table(counts)))
    if a.page:
        write_page(a.kept)
    return 1 if any(found[what] for found in counts.values() for what in PROBLEMS) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
