"""The reference committee in five styles of engine, in one run: who is how fast, and do they play the same histories?

Written to docs/peers.md with machine and date. Needs a C compiler and Mesa (``pip install mesa``); what is missing is said and left out.

    make peers
"""

from __future__ import annotations

import ctypes
import importlib.util
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from bench import processor  # noqa: E402
from committee import ACTORS, STEPS, compiled, with_numpy  # noqa: E402
from committee.plain import Committee  # noqa: E402

PAGE = HERE.parent / "docs" / "peers.md"
SEED, ROUNDS, BATCH = 1, 5, 256
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
Histories = tuple[Any, Any]
"""Final powers and chairs."""


def in_c(folder: Path) -> Callable[[int], Histories] | None:
    """The C histories, if there is a compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    library = folder / "committee.so"
    subprocess.run([compiler, *FLAGS, str(HERE / "committee" / "committee.c"), "-o", str(library), "-lm"], check=True)
    play = ctypes.CDLL(str(library)).histories
    play.argtypes = [ctypes.c_uint64, ctypes.c_uint64, ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p]

    def run(count: int) -> Histories:
        powers, chairs = np.empty((count, ACTORS)), np.empty((count, STEPS), np.int64)
        play(SEED, 0, count, powers.ctypes.data, chairs.ctypes.data)
        return powers, chairs

    return run


def one_by_one(make: Callable[[int, int], Any]) -> Callable[[int], Histories]:
    def run(count: int) -> Histories:
        played = [make(SEED, n) for n in range(count)]
        for history in played:
            history.play()
        return np.array([powers(history) for history in played]), np.array([history.chairs for history in played])

    return run


def powers(history: Any) -> list[float]:
    return history.power if isinstance(history, Committee) else [member.power for member in history.people]


def numpy_single(count: int) -> Histories:
    played = [with_numpy.one(SEED, n) for n in range(count)]
    return np.array([power for power, _ in played]), np.array([chairs for _, chairs in played])


def numpy_batched(count: int) -> Histories:
    played = [with_numpy.batch(SEED, first, min(BATCH, count - first)) for first in range(0, count, BATCH)]
    return np.concatenate([power for power, _ in played]), np.concatenate([chairs for _, chairs in played])


def styles(folder: Path) -> dict[str, tuple[Callable[[int], Histories], int]]:
    """Name -> (player, histories a round)."""
    found: dict[str, tuple[Callable[[int], Histories], int]] = {"plain Python": (one_by_one(Committee), 10)}
    if importlib.util.find_spec("mesa"):
        from committee.with_mesa import Committee as Mesa

        found["Mesa"] = (one_by_one(Mesa), 20)
    found |= {
        "NumPy, one history at a time": (numpy_single, 100),
        f"NumPy, {BATCH} histories at a time": (numpy_batched, 4 * BATCH),
        "this engine's style": (lambda count: compiled.histories(SEED, count), 10_000),
        "this engine's style, two threads": (lambda count: compiled.histories(SEED, count, 2), 20_000),
    }
    c = in_c(folder)
    return found | ({"C, gcc -O3": (c, 10_000)} if c else {})


def same(reference: Histories, found: Histories) -> str:
    """How far the histories agree with those of plain Python."""
    n = min(len(reference[0]), len(found[0]))
    if np.array_equal(reference[0][:n], found[0][:n]) and np.array_equal(reference[1][:n], found[1][:n]):
        return "to the bit"
    close = np.allclose(reference[0][:n], found[0][:n], rtol=1e-9) and np.array_equal(reference[1][:n], found[1][:n])
    return "to 1e-9" if close else "no"


def measured() -> list[tuple[str, float, str]]:
    """(style, histories a second, agreement); rounds of all styles take turns, so that a busy minute hits all alike."""
    with tempfile.TemporaryDirectory() as folder:
        players = styles(Path(folder))
        reference = players["plain Python"][0](10)
        agreement = {name: same(reference, run(10)) for name, (run, _) in players.items()}  # compiles, too
        rates: dict[str, list[float]] = {name: [] for name in players}
        for _ in range(ROUNDS):
            for name, (run, count) in players.items():
                begun = time.perf_counter()
                run(count)
                rates[name].append(count / (time.perf_counter() - begun))
    return [(name, median(found), agreement[name]) for name, found in rates.items()]


def page(rows: list[tuple[str, float, str]]) -> str:
    rate = {name: found for name, found, _ in rows}
    ours = rate["this engine's style"]
    lines = [f"| {name} | {found:,.0f} | {agrees} | {ours / found:.2f} |" for name, found, agrees in rows]
    missing = [name for name in ("Mesa", "C, gcc -O3") if name not in rate]
    return "\n".join([
        "# The reference committee in five styles of engine", "",
        f"Written by `make peers` on {date.today()}: {processor()}, Python {platform.python_version()}; medians of {ROUNDS} rounds "
        "in which all styles take turns. The model (benchmarks/committee): 40 actors, 10 bodies, 120 steps, 16 keyed draws a step. One "
        "thread unless it says otherwise.",
        *([f"Not measured here, for want of it: {', '.join(missing)}."] if missing else []), "",
        "| style | histories a second | same histories as plain Python | this engine's style is so many times as fast |",
        "|---|---|---|---|", *lines, "",
    ])  # fmt: skip


def main() -> None:
    PAGE.write_text(page(measured()), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
