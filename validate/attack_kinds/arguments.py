"""Wrong arguments to every public call, from the table of the tests; and settings at random, after which every number lies in its range."""

from __future__ import annotations

import resource
import sys
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from attack_kinds.stage import SHELF, Kind, Problem, command, fork, inside, quiet, wrong
from attack_kinds.writers import ready

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

PLAY = ("--histories", "6", "--to", "2001-06-30", "--no-report", "--threads", "1", "--out", "out")
SIGNED = ("policy",)
"""Kinds of event whose value is a policy, on -1 to 1."""


@cache
def table() -> list[tuple[str, str, str]]:
    """(call, argument, what it is) of every wrong argument."""
    from helpers.calls import KINDS

    return [(name, argument, what) for name, call in public().items() for argument, kind in call.kinds.items() for what in KINDS[kind]]


@cache
def public() -> dict[str, Any]:
    import collegium
    from helpers.calls import calls

    folder = SHELF.root / "calls"
    folder.mkdir()
    with inside(folder), quiet():
        return calls(collegium.Results(ready("permuted")), folder)


def wrongly(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    """One wrong argument in one call."""
    import inspect

    from collegium.errors import CollegiumError
    from helpers.calls import KINDS, generator

    name, argument, what = table()[number * 7919 % len(table())]
    call = public()[name]
    value = KINDS[call.kinds[argument]][what]
    known = inspect.signature(call.function).parameters.get(argument)
    if known is not None and value is known.default:
        return f"{name}({argument}: {what}), its default", []

    def act() -> int:
        try:
            call.function(**call.good | {argument: value() if value is generator else value})
        except CollegiumError as error:
            print(error)
            return 0 if argument in str(error) or "(do:" in str(error) or ": " in str(error) else 3
        print("taken")
        return 4

    ended = fork(act, folder, memory=resource.RLIM_INFINITY)  # who draws reserves much
    label = f"{name}({argument}: {what})"
    if ended.code == 4:
        return label, [Problem("lie", f"{label} is taken")]
    return label, wrong(ended, (0,), label)


def changed(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    """A run under one to three changes of settings or of the scenario."""
    from commands import change

    changes = [word for _ in range(dice.choice((1, 1, 2, 3))) for word in ("--set", change(dice))]
    ended = fork(command("run", "council", *changes, *PLAY), folder)
    problems = wrong(ended)
    if ended.code == 0:
        inner = fork(lambda: ranges(folder / "out"), folder)
        problems += wrong(inner, (0, 3)) or ([Problem("lie", inner.out.strip())] if inner.code else [])
    return " ".join(changes), problems


def ranges(place: Path) -> int:
    """3 if a number lies outside the range that its column's description gives."""
    import collegium

    results = collegium.Results(place)
    for table in ("histories", "shares", "rule", "grid", "ties", "allegiances"):
        rows = results.table(table)
        for column in results.describe(table):
            low, _, high = column["unit"].partition("..")
            if high and rows[column["column"]].null_count < len(rows):
                values = rows[column["column"]].drop_null().to_numpy()
                if not (np.isfinite(values).all() and values.min() >= float(low) - 1e-6 and values.max() <= float(high) + 1e-6):
                    print(f"{table}: {column['column']} runs from {values.min()} to {values.max()}, and its range is {column['unit']}")
                    return 3
    events = results.events(["kind", "value"]).to_pylist()
    beyond = [row["value"] for row in events if row["kind"] in SIGNED and row["value"] is not None and not abs(row["value"]) <= 1 + 1e-6]
    if beyond:
        print(f"events: a policy of {beyond[0]}, outside -1 to 1")
        return 3
    return 0


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    return (changed if number % 4 == 3 else wrongly)(number - number // 4 if number % 4 != 3 else number // 4, dice, folder)


def prepare() -> None:
    ready("permuted"), table()


KIND = Kind("wrong arguments of Python calls; settings at random", 4000, attack, prepare, plain=False)
