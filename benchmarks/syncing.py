"""What it costs that results wait for the disk: the same run with and without syncing, in turn.

The two runs of a pair follow each other at once, and the order changes from pair to pair. Each case prints the ratio of their times
(median and quartiles of the pairs), how often a run syncs, and which part of its time it spends on that. The last number does not
depend on what else the machine does between two runs.

python benchmarks/syncing.py [PAIRS]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import collegium

PAIRS = 20
CASES: dict[str, dict[str, Any]] = {
    "council, 1,000 histories (the defaults)": {"scenario": "council", "histories": 1000},
    "bolsheviks to 1927, 1,000 histories": {"scenario": "bolsheviks", "end": "1927-12-31", "histories": 1000},
    "council, 1,000 histories, 10 in a shard": {"scenario": "council", "histories": 1000, "shard": 10},
    "council, one history": {"scenario": "council", "histories": 1},
}
PLACE = Path(__file__).resolve().parent.parent / "build"
"""Not the system's temporary folder, which may lie in memory."""
FSYNC = os.fsync


@dataclass
class Syncs:
    """The syncs of a run: seconds of each."""

    seconds: list[float] = field(default_factory=list)

    def fsync(self, handle: Any) -> None:
        begun = time.perf_counter()
        FSYNC(handle)
        self.seconds.append(time.perf_counter() - begun)


@contextmanager
def syncing(on: bool) -> Iterator[Syncs]:
    """Within the block syncs are timed, or left out."""
    syncs = Syncs()
    os.fsync = syncs.fsync if on else lambda _: None
    try:
        yield syncs
    finally:
        os.fsync = FSYNC


def timed(case: dict[str, Any], on: bool) -> tuple[float, Syncs]:
    """Seconds of one run, and its syncs."""
    with tempfile.TemporaryDirectory(dir=PLACE) as folder, syncing(on) as syncs:
        os.sync()  # what earlier runs left to write is not this one's
        begun = time.perf_counter()
        collegium.run(**case, out=Path(folder) / "out")
        return time.perf_counter() - begun, syncs


def measured(case: dict[str, Any], pairs: int) -> str:
    """One line of the table."""
    ratios, parts, every = [], [], list[list[float]]()
    timed(case, True)  # the engine is read, or compiled
    for pair in range(pairs):
        found = {on: timed(case, on) for on in ((True, False) if pair % 2 else (False, True))}
        whole, syncs = found[True]
        ratios.append(whole / found[False][0])
        parts.append(sum(syncs.seconds) / whole)
        every.append(syncs.seconds)
    low, middle, high = statistics.quantiles(ratios, n=4)
    each = statistics.median(one for some in every for one in some)
    share = f"{statistics.median(parts):.2%} (at most {max(parts):.2%})"
    return f"| {middle:.3f} ({low:.3f} to {high:.3f}) | {len(every[0])} | {1000 * each:.2f} ms | {share} |"


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    PLACE.mkdir(exist_ok=True)
    print(f"| run, {pairs} pairs | time with syncing / without (quartiles) | syncs | one sync | part of the time |\n|---|---|---|---|---|")
    for name, case in CASES.items():
        print(f"| {name} {measured(case, pairs)}", flush=True)


if __name__ == "__main__":
    main()
