"""How fast: histories a second end to end, warm start, cost by steps and by histories. Prints a table; nothing fails by it.

    make bench
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import collegium

THREADS = 2
FLAGSHIP = "bolsheviks"


def seconds(scenario: str, histories: int, end: date | None = None) -> float:
    """Wall time of one run without report, default record, two threads."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        collegium.run(scenario, histories=histories, end=end, threads=THREADS, out=Path(folder) / "run")
    return time.perf_counter() - begun


def warm_start() -> float:
    """Wall time of a whole process that runs 100 histories of the small scenario; the least of three."""
    times = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            words = ["run", "council", "--histories", "100", "--no-report", "--out", str(Path(folder) / "run")]
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-m", "collegium.cli", *words], check=True, capture_output=True)
            times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    flagship = collegium.load(FLAGSHIP)
    days = (flagship.end - flagship.start).days
    seconds(FLAGSHIP, THREADS)  # compiled code is read, or made, before the clock starts
    print(f"Python {platform.python_version()}, {platform.machine()}, {THREADS} threads, without report\n")
    print(f"{'what':52}{'seconds':>9}{'histories/s':>13}")
    for histories in (500, 1000, 2000):
        row(f"{FLAGSHIP}, {histories} histories", seconds(FLAGSHIP, histories), histories)
    for part in (4, 2, 1):
        end = flagship.start + timedelta(days=days // part)
        row(f"{FLAGSHIP}, 500 histories to {end}", seconds(FLAGSHIP, 500, end), 500)
    row("council, 100 histories, a process from start to end", warm_start(), 100)


def row(what: str, took: float, histories: int) -> None:
    print(f"{what:52}{took:9.2f}{histories / took:13.0f}", flush=True)


if __name__ == "__main__":
    main()
