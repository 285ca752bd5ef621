"""What it costs that results wait for the disk: the same command with and without syncing, in turn.

The two processes of a pair follow each other at once, and the order changes from pair to pair. Each case prints the ratio of their times
(median and quartiles of the pairs), how often the command syncs, and during which part of its time at least one sync is waited for. This
part is an upper bound of the loss: it does not depend on what else the machine does, and other threads go on meanwhile.

python benchmarks/syncing.py [PAIRS]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAIRS = 10
OUT = ("--out", "out")
CASES: dict[str, tuple[str, ...]] = {
    "`collegium run council`": ("run", "council", *OUT),
    "the same with `--no-report`": ("run", "council", "--no-report", *OUT),
    "`run council --no-report --histories 20`": ("run", "council", "--no-report", "--histories", "20", *OUT),
    "`run bolsheviks --to 1927-12-31 --no-report`": ("run", "bolsheviks", "--to", "1927-12-31", "--no-report", *OUT),
    "1,000 histories of council, 10 in a shard": ("shards", "10"),
}
PLACE = Path(__file__).resolve().parent.parent / "build"
"""Not the system's temporary folder, which may lie in memory."""
PROCESS = """\
import atexit, json, os, sys, time
on, real, waited = sys.argv.pop(1) == "on", os.fsync, []
def timed(handle):
    begun = time.perf_counter()
    real(handle)
    waited.append((begun, time.perf_counter()))
os.fsync = timed if on else lambda handle: None
atexit.register(lambda: open("waited", "w").write(json.dumps(waited)))
if sys.argv[1] == "shards":
    import collegium
    collegium.run("council", histories=1000, shard=int(sys.argv[2]), out="out")
else:
    from collegium.cli import main
    sys.exit(main())
"""
"""The command in a process whose syncs are timed, or left out."""


def timed(words: tuple[str, ...], on: bool) -> tuple[float, list[tuple[float, float]]]:
    """Seconds of one process, and when it waited for the disk."""
    with tempfile.TemporaryDirectory(dir=PLACE) as folder:
        os.sync()  # what earlier processes left to write is not this one's
        argv = [sys.executable, "-c", PROCESS, "on" if on else "off", *words]
        begun = time.perf_counter()
        subprocess.run(argv, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        whole = time.perf_counter() - begun
        return whole, [(one, other) for one, other in json.loads(Path(folder, "waited").read_text())]


def covered(spans: list[tuple[float, float]]) -> float:
    """Seconds that lie in at least one span."""
    total, reached = 0.0, float("-inf")
    for begin, end in sorted(spans):
        total += max(0.0, end - max(begin, reached))
        reached = max(reached, end)
    return total


def measured(words: tuple[str, ...], pairs: int) -> str:
    """One line of the table."""
    ratios, seconds, waited, count = [], [], [], 0
    timed(words, True)  # the engine is compiled, the files of the libraries are in memory
    for pair in range(pairs):
        found = {on: timed(words, on) for on in ((True, False) if pair % 2 else (False, True))}
        ratios.append(found[True][0] / found[False][0])
        seconds.append(found[True][0])
        waited.append(covered(found[True][1]))
        count = len(found[True][1])
    low, middle, high = statistics.quantiles(ratios, n=4)
    share = statistics.quantiles([some / whole for some, whole in zip(waited, seconds, strict=True)], n=4)
    waiting = 1000 * statistics.median(waited)
    return (
        f"| {statistics.median(seconds):.1f} s | {middle:.3f} ({low:.3f} to {high:.3f}) | {count:,} | {waiting:.0f} ms "
        f"| {share[1]:.1%} ({share[0]:.1%} to {share[2]:.1%}) |"
    )


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    PLACE.mkdir(exist_ok=True)
    print(f"| {pairs} pairs | time | with / without syncing | syncs | waiting | part of the time |\n|---|---|---|---|---|---|")
    for name, words in CASES.items():
        print(f"| {name} {measured(words, pairs)}", flush=True)


if __name__ == "__main__":
    main()
