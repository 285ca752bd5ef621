"""How fast: histories a second end to end, a process from start to end, cost by steps and by histories; written to
docs/performance.md with machine and date. Nothing fails by it.

    make bench
"""

from __future__ import annotations

import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import collegium

THREADS = 2
FLAGSHIP = "bolsheviks"
TRIES = 3
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


def seconds(scenario: str, histories: int, end: date | None = None, threads: int = THREADS) -> float:
    """Wall time of one run without report, default record; the median of three."""
    times = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            collegium.run(scenario, histories=histories, end=end, threads=threads, out=Path(folder) / "run")
        times.append(time.perf_counter() - begun)
    return median(times)


def process(scenario: str, histories: int) -> float:
    """Wall time of a whole process, from the shell and back; the median of three."""
    times = []
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory() as folder:
            words = ["run", scenario, "--histories", str(histories), "--no-report", "--out", str(Path(folder) / "run")]
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-m", "collegium", *words], check=True, capture_output=True)
            times.append(time.perf_counter() - begun)
    return median(times)


def rows() -> list[tuple[str, float, int]]:
    """(what, seconds, histories) of every measurement."""
    flagship = collegium.load(FLAGSHIP)
    days = (flagship.end - flagship.start).days
    seconds(FLAGSHIP, THREADS)  # compiled code is read, or made, before the clock starts
    found = [(f"{FLAGSHIP}, {n:,} histories", seconds(FLAGSHIP, n), n) for n in (1000, 2000, 4000)]
    found.append((f"{FLAGSHIP}, 1,000 histories, one thread", seconds(FLAGSHIP, 1000, threads=1), 1000))
    for part in (4, 2):
        end = flagship.start + timedelta(days=days // part)
        found.append((f"{FLAGSHIP}, 1,000 histories, 1/{part} of the time", seconds(FLAGSHIP, 1000, end), 1000))
    for scenario in (FLAGSHIP, "council"):
        found.append((f"{scenario}, 100 histories, a process from start to end", process(scenario, 100), 100))
    return found


def processor() -> str:
    """The processor's name where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def page(found: list[tuple[str, float, int]]) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [f"| {what} | {took:.2f} | {n / took:.0f} |" for what, took, n in found]
    return "\n".join([
        "# How fast", "",
        f"Written by `make bench` on {date.today()}: {processor()}, Python {platform.python_version()}, {THREADS} threads unless "
        f"it says otherwise, without report, default record; medians of {TRIES}. Other machines, and this one when it is busy, differ; "
        f"ratios hold better than figures. Greatest memory of this process: {peak:.0f} MiB.", "",
        "| what | seconds | histories a second |", "|---|---|---|", *lines, "",
    ])  # fmt: skip


def main() -> None:
    PAGE.write_text(page(rows()), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
