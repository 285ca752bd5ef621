"""A hundred thousand mutants of the shipped scenarios, and some thousand random command lines: no traceback, no hang, no useless message.

For every mutant (validate/mutants.py), either the reader refuses it with mistakes that say where, what and what to do, or it is a scenario
from which the engine's arrays can be made. Of those that pass, the script writes one in twenty, reads it again and simulates some steps.
Slow: up to an hour on two cores.

    python validate/mutations.py [MUTANTS]
    python validate/mutations.py --only NUMBER     # one of them again, its recipe and what comes of it
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

import commands
from collegium.engine.compile import Model, compile_scenario
from collegium.ensemble.player import LONGEST, Buffers, Player, draw
from collegium.errors import Mistake, ScenarioError
from collegium.scenario import at, find, from_files, load
from collegium.scenario.model import Scenario
from collegium.scenario.write import to_files
from mutants import Mutant, mutant

MUTANTS, COMMANDS, CHUNK = 100_000, 3_000, 100
PLAYED, STEPS = 20, 12
"""The script simulates one in so many of those that pass, for so many steps."""
SMALLEST = 64
"""People in the smaller of the engine's two sizes; no mutant reaches the larger one, which would be compiled for it alone."""
LIMIT = 20.0
"""Seconds of computing that one mutant may take."""
LONGEST_LINE = 1000
TITLE = "## Robustness: damaged scenario files"
PAGE = Path(__file__).parent.parent / "docs" / "validation.md"


class Hang(BaseException):
    """Raised in a mutant that has computed too long; nothing that catches errors catches it."""


@dataclass(frozen=True)
class Outcome:
    """What came of one mutant: how it ended, the kinds of mistakes, and the problem, if anything went as it must not."""

    number: int
    end: str
    kinds: tuple[str, ...]
    seconds: float
    problem: str = ""


# judging one


def judge(made: Mutant, play: bool) -> Outcome:
    """Write the mutant to a folder and try it, within its time and with every warning an error."""
    printed = io.StringIO()
    end, kinds, problem = "failed", (), ""
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("error")
        folder = lay_out(made, Path(place))
        try:
            with limited(LIMIT), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                end, kinds = attempt(made, folder, play)
        except (Exception, Hang):
            problem = traceback.format_exc()
    if printed.getvalue():
        problem += f"printed: {printed.getvalue()[:200]}"
    return Outcome(made.number, end, kinds, time.process_time() - begun, problem)


def attempt(made: Mutant, folder: Path, play: bool) -> tuple[str, tuple[str, ...]]:
    """How it ends, and the kinds of mistakes met. Raises whatever is wrong with the reader."""
    try:
        case = load(folder)
    except ScenarioError as error:
        assert error.mistakes, "refused without a mistake"
        lines = {name: len(re.split(b"\r\n|\r|\n", data)) for name, data in made.files.items()}
        for mistake in error.mistakes:
            check_mistake(mistake, lines.get(mistake.file, 0))
        return "refused", tuple({kind(mistake) for mistake in error.mistakes})
    model = arrays(case)
    if not play or model.capacity != SMALLEST:
        return "passed", ()
    assert replace(from_files(case.name, to_files(case)), files=case.files) == case, "written and read again it is another scenario"
    check_shares(model)
    return "played", ()


def check_mistake(mistake: Mistake, lines: int) -> None:
    """A mistake must say in one line where in its file it is, what it is and what to do."""
    told = str(mistake)
    assert mistake.file and mistake.message.strip() and mistake.remedy.strip(), f"it says too little: {told!r}"
    assert told.isprintable() and len(told) <= LONGEST_LINE, f"it cannot be read: {told[:200]!r} ({len(told)} signs)"
    assert 0 <= mistake.line <= lines, f"the file has {lines} lines: {told}"


def kind(mistake: Mistake) -> str:
    """The message without what was typed."""
    bare = re.sub(r"'.*'", "'...'", mistake.message)
    return re.sub(r"\d[\d.,e+-]*", "N", bare)


def arrays(case: Scenario) -> Model:
    """The engine's arrays from the first day on, over no more years than it can record."""
    end = min(case.end, case.start + timedelta(days=min(LONGEST, (case.end - case.start).days)))
    return compile_scenario(replace(at(case, case.start), end=end))


def check_shares(model: Model) -> None:
    """A few steps of one history, after which everybody's share of power is a number from 0 to 1."""
    player, buffers, luck = Player(model, seed=1), Buffers(model, 1), draw(model, 1, 0, 1)
    next(player.alone(buffers, luck, 0, 0, buffers.ios[:1], STEPS))
    share = buffers.state[0]["share"][: len(model.people)]
    assert np.isfinite(share).all() and share.min() >= 0 and share.sum() <= 1 + 1e-9, f"shares {share}"


def lay_out(made: Mutant, place: Path) -> Path:
    folder = place / made.scenario
    folder.mkdir()
    for name, data in made.files.items():
        (folder / name).write_bytes(data)
    return folder


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises :class:`Hang` after so many seconds of computing."""

    def stop(*_: object) -> None:
        raise Hang(f"more than {seconds:g} seconds of computing")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# judging many


def chunk(first: int, last: int) -> list[Outcome]:
    """The outcomes of some mutants. Compiled code hears no alarm: a worker that hangs in it is ended by the operating system."""
    used = int(sum(os.times()[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (used + int(LIMIT) * CHUNK, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    return [judge(mutant(number), number % PLAYED == 0) for number in range(first, last)]


def mutants(count: int) -> Iterator[Outcome]:
    """The outcomes of so many mutants, in order, from every core."""
    check_shares(arrays(load(find("council"))))  # compiles the engine before the first mutant is timed
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        starts = range(0, count, CHUNK)
        for first, found in zip(starts, pool.map(chunk, starts, (min(first + CHUNK, count) for first in starts)), strict=True):
            yield from found
            if first % 5000 == 0:
                print(f"  {first:,} of {count:,}", file=sys.stderr, flush=True)


def command_lines(count: int) -> Iterator[tuple[commands.Command, int, str]]:
    """So many command lines, each with its exit code and what went as it must not."""
    with tempfile.TemporaryDirectory() as folder:
        commands.prepare(Path(folder))
        for number in range(count):
            given = commands.command(number)
            yield given, *commands.judge(given, Path(folder), lambda: limited(LIMIT))


# telling


def summary(outcomes: list[Outcome], codes: Counter[int]) -> list[str]:
    """The table, and the most frequent kinds of mistakes."""
    ends = Counter(outcome.end for outcome in outcomes)
    kinds = Counter(kind for outcome in outcomes for kind in outcome.kinds)
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    rows = {
        "mutants tried": f"{len(outcomes):,}",
        "refused, with the place and a remedy for every mistake": f"{ends['refused']:,}",
        "accepted, and turned into the engine's arrays": f"{ends['passed'] + ends['played']:,}",
        f"of these written, read again and simulated for {STEPS} steps": f"{ends['played']:,}",
        "tracebacks, hangs, warnings, messages that say too little": f"{sum(bool(outcome.problem) for outcome in outcomes):,}",
        "kinds of mistakes found": f"{len(kinds):,}",
        "slowest mutant": f"{slowest.seconds:.1f} s of computing time (number {slowest.number:,})",
        "command lines tried": f"{sum(codes.values()):,}: {', '.join(f'{n:,} with exit code {code}' for code, n in sorted(codes.items()))}",
    }
    table = ["| what | how many |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())]
    often = [f"- {name} ({count:,})" for name, count in kinds.most_common(8)]
    return [*table, "", "The most frequent messages, each with the number of mutants:", "", *often]


def section(lines: list[str]) -> str:
    """The section of docs/validation.md."""
    about = (
        "`validate/mutations.py` writes this section. It damages the shipped scenarios in one to five places each: it changes, deletes, "
        "doubles or swaps cells, rows, columns, keys, bytes and files. A damaged scenario is called a mutant. The script can make any "
        "mutant again from its number."
    )
    return "\n".join([TITLE, "", about, "", *lines]) + "\n"


def keep(text: str) -> None:
    """Put the section at the end of the page, in place of an older one."""
    before = PAGE.read_text(encoding="utf-8").partition(TITLE)[0].rstrip()
    PAGE.write_text(f"{before}\n\n{text}", encoding="utf-8")


def again(number: int) -> int:
    """One mutant once more, told in full and left in a folder."""
    made = mutant(number)
    outcome = judge(made, play=True)
    print(f"mutant {number} of {made.scenario}", *made.recipe, f"{outcome.end}, {outcome.seconds:.2f} s", outcome.problem, sep="\n")
    print(lay_out(made, Path(tempfile.mkdtemp(prefix=f"mutant-{number}-"))))
    return 1 if outcome.problem else 0


def main(argv: list[str]) -> int:
    if argv[:1] == ["--only"]:
        return again(int(argv[1]))
    count, failures, codes = int(argv[0]) if argv else MUTANTS, 0, Counter[int]()
    outcomes = []
    for outcome in mutants(count):
        outcomes.append(outcome)
        if outcome.problem:
            print(f"mutant {outcome.number}: {'; '.join(mutant(outcome.number).recipe)}\n{outcome.problem}")
            failures += 1
    for given, code, problem in command_lines(min(COMMANDS, count)):
        codes[code] += 1
        if problem:
            print(f"command {given.number}: {given.argv}\n{problem}")
            failures += 1
    lines = summary(outcomes, codes)
    print("\n".join(lines))
    keep(section(lines))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
