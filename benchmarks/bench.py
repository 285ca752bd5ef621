"""How fast: histories a second end to end, a process cold and warm, cost by histories, threads, steps, people and bodies, what a what-if
takes before its first history, how a step's time is divided among the rules, and the budgets of the browser
application; written to docs/performance.md with machine and date. Nothing fails by it.

    make bench
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from unittest.mock import patch

import budgets
import collegium
from by_rule import shares
from collegium.ensemble import runner
from collegium.scenario import find
from collegium.scenario.model import Scenario
from larger import with_bodies, with_people

THREADS = 2
HISTORIES = 30
"""Histories of the profile; the first, in which the rules are compiled, does not count."""
FLAGSHIP = "bolsheviks"
TRIES = 3
SENTENCES = ("drop lenin_letter_to_congress", "take right over everything from general_secretary", "let lenin die")
"""Of a what-if: the first two change the scenario, the third only what happens in it."""
READINGS = 9
"""Measurements of something that takes tenths of a second."""
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
Row = tuple[str, float, int]
"""What, seconds, histories."""


def seconds(scenario: str | Scenario, histories: int, end: date | None = None, threads: int = THREADS) -> float:
    """Wall time of one run without report, default record; the median of three."""
    times = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            collegium.run(scenario, histories=histories, end=end, threads=threads, out=Path(folder) / "run")
        times.append(time.perf_counter() - begun)
    return median(times)


def process(scenario: str, histories: int, cache: str | None = None) -> float:
    """Wall time of a whole process, from the shell and back; with the compiled code kept in another folder if ``cache`` is given."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["run", scenario, "--histories", str(histories), "--no-report", "--out", str(Path(folder) / "run")]
        around = os.environ | ({"COLLEGIUM_CACHE": cache} if cache else {})
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "collegium", *words], check=True, capture_output=True, env=around)
        return time.perf_counter() - begun


def end_to_end() -> list[Row]:
    """Runs of the flagship by histories, threads and length."""
    flagship = collegium.load(FLAGSHIP)
    days = (flagship.end - flagship.start).days
    seconds(FLAGSHIP, THREADS)  # compiled code is read, or made, before the clock starts
    found = [(f"{n:,} histories", seconds(FLAGSHIP, n), n) for n in (500, 1000, 2000, 4000)]
    found += [(f"1,000 histories on {n} thread{'s' * (n > 1)}", seconds(FLAGSHIP, 1000, threads=n), 1000) for n in (1, 2, 4)]
    for part in (8, 4, 2, 1):
        end = flagship.start + timedelta(days=days // part)
        weeks = days // part // flagship.step
        found.append((f"1,000 histories of {weeks} weeks", seconds(FLAGSHIP, 1000, end), 1000))
    return found


def by_size() -> list[Row]:
    """Runs of the flagship with more people and more bodies than it has. Above 64 people another version of the engine is compiled."""
    flagship = collegium.load(FLAGSHIP)
    cases = [(f"{len(flagship.people)} people, {len(flagship.bodies)} bodies", flagship)]
    cases += [(f"{n} people", with_people(flagship, n)) for n in (64, 96, 128)]
    cases += [(f"{n} bodies", with_bodies(flagship, n)) for n in (12, 16)]
    for _, case in cases:
        seconds(case, THREADS)
    return [(f"500 histories, {what}", seconds(case, 500), 500) for what, case in cases]


def starts() -> list[Row]:
    """A process from start to end, cold (nothing compiled) and warm."""
    with tempfile.TemporaryDirectory() as cache:
        found = [("council, 100 histories, cold: everything is compiled", process("council", 100, cache), 100)]
    for scenario in ("council", FLAGSHIP):
        found.append((f"{scenario}, 100 histories, warm", median(process(scenario, 100) for _ in range(TRIES)), 100))
    return found


class Started(Exception):
    """Raised where the first history would start."""


def before_the_first_history(sentence: str) -> float:
    """Computing time of a what-if from the call until its first history starts."""
    begun = time.process_time()
    with patch.object(runner, "_fill", side_effect=Started):
        try:
            collegium.whatif(FLAGSHIP, sentence, "power of stalin", pairs=2, per_draw=1)
        except Started:
            return time.process_time() - begun
    raise AssertionError("a what-if started no history")


def reading() -> float:
    """Computing time of reading the flagship from its folder."""
    begun = time.process_time()
    collegium.load(find(FLAGSHIP))
    return time.process_time() - begun


def planning() -> list[str]:
    """What a what-if takes before its first history, in readings of its scenario; the two are measured in turn."""
    lines = []
    for sentence in SENTENCES:
        pairs = [(before_the_first_history(sentence), reading()) for _ in range(READINGS)]
        whole, once = (median(column) for column in zip(*pairs, strict=True))
        lines.append(f"| `{sentence}` | {whole:.2f} | {whole / once:.1f} |")
    return [
        "Computing time from the call until the first history starts. For that the scenario is read once, changed once and compiled once. "
        f"The unit is one reading of the flagship. Medians of {READINGS}.", "",
        "| what-if with the intervention | seconds | readings of the scenario |", "|---|---|---|", *lines, "",
    ]  # fmt: skip


def processor() -> str:
    """The processor's name where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def table(found: list[Row]) -> list[str]:
    lines = [f"| {what} | {took:.2f} | {n / took:.0f} |" for what, took, n in found]
    return ["| what | seconds | histories a second |", "|---|---|---|", *lines, ""]


def profile() -> list[str]:
    """The rules by their share of a step's time."""
    parts, micro = shares(FLAGSHIP, HISTORIES)
    lines = [f"| {name} | {100 * share:.1f} |" for name, share in parts.items()]
    return [
        f"{micro:.1f} microseconds a step over {HISTORIES - 1} histories, every rule called from outside and timed by itself, less "
        "what a call costs.", "",
        "| rule | % of a step's time |", "|---|---|", *lines, "",
    ]  # fmt: skip


def page() -> str:
    parts = [
        "## End to end", "", f"The flagship, `{FLAGSHIP}`.", "", *table(end_to_end()),
        "## By size", "", "Bystanders have no seat; further bodies are copies of the top body that decide on policy every week.", "",
        *table(by_size()),
        "## Cold and warm", "", "A process from the shell and back.", "", *table(starts()),
        "## What a what-if takes before its first history", "", *planning(),
        "## By rule", "", *profile(),
        "## The browser application", "", "What it may cost, and what it costs. `python benchmarks/budgets.py` measures it alone.", "",
        *budgets.table(),
    ]  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "\n".join([
        "# How fast", "",
        f"Written by `make bench` on {date.today()}: {processor()}, Python {platform.python_version()}, {THREADS} threads unless "
        f"it says otherwise, without report, default record; medians of {TRIES}. Other machines, and this one when it is busy, differ; "
        f"ratios hold better than figures. Greatest memory of this process: {peak:.0f} MiB.", "", *parts,
    ])  # fmt: skip


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
