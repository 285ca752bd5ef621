"""A run that is killed and taken up again ends in the same bytes, and loses no more than the shard being written.

python validate/kills.py [KILLS]
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

KILLS = 100
SCENARIO, HISTORIES = "council", 10_000


@dataclass(frozen=True)
class Trial:
    """One kill: how many shards were whole then, how many of them were still there when the run was taken up, and the end."""

    whole: int
    kept: int
    same: bool


def start(out: Path, histories: int, *more: str) -> subprocess.Popen[bytes]:
    words = ["run", SCENARIO, "--histories", str(histories), "--no-report", "--out", str(out), *more]
    return subprocess.Popen([sys.executable, "-m", "collegium", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def unbroken(out: Path, histories: int, *more: str) -> float:
    """Seconds that the run takes when nobody disturbs it."""
    begun = time.perf_counter()
    if start(out, histories, *more).wait():
        raise SystemExit("the unbroken run failed")
    return time.perf_counter() - begun


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def shards(folder: Path) -> dict[str, tuple[int, int]]:
    """Whole shards, and when and how large they were written. The table of histories is the last file of a shard that appears."""
    return {path.name: (path.stat().st_mtime_ns, path.stat().st_size) for path in (folder / "histories").glob("*.parquet")}


def trial(reference: dict[str, bytes], out: Path, histories: int, wait: float, *more: str) -> Trial:
    """Kill the run after ``wait`` seconds, take it up, look."""
    process = start(out, histories, *more)
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = shards(out)
    failed = start(out, histories, *more, "--resume").wait()
    after = shards(out)
    kept = sum(after.get(name) == mark for name, mark in before.items())
    return Trial(len(before), kept, not failed and contents(out) == reference)


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        took = unbroken(Path(folder) / "whole", HISTORIES)
        reference = contents(Path(folder) / "whole")
        trials = [trial(reference, Path(folder) / str(n), HISTORIES, dice.uniform(0.0, took)) for n in range(kills)]
    good = sum(t.same and t.kept == t.whole for t in trials)
    partly = sum(0 < t.whole < len([name for name in reference if name.startswith("histories")]) for t in trials)
    print(f"{good} of {kills} kills: taken up to the same bytes, every whole shard kept ({partly} fell between first and last shard)")
    return 0 if good == kills else 1


if __name__ == "__main__":
    sys.exit(main())
