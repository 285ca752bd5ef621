"""Many histories of one scenario: seeds in, a folder of results out.

The threads simulate blocks of a few histories each (compiled code holds no lock of the interpreter); the main thread takes the
blocks in order and writes a shard whenever one is whole. Every number drawn is keyed by seed and history, so the rows are the
same for any number of threads and any size of shard, and no more than a few shards are ever held in memory.
"""

from __future__ import annotations

import os
import platform
import shlex
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from collegium.arguments import COUNT, FROM_ZERO, SEED, THREADS, flag, one_of, optional, path, settings, takes, texts, whole
from collegium.arguments import progress as progress_of
from collegium.engine.cache import engine_hash
from collegium.engine.compile import Model
from collegium.ensemble.player import BLOCK, Draw, Player, check_days, compiled, draw, unread
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.variants import VARIANTS
from collegium.errors import SettingError
from collegium.files.temporary import Temporary
from collegium.interventions import Plan, plan
from collegium.results.columns import Columns, Piece
from collegium.results.folder import Folder
from collegium.results.provenance import RECORD
from collegium.results.store import Store, stored
from collegium.scenario import days, edit, find, load
from collegium.scenario.cells import write_prior
from collegium.scenario.days import Day
from collegium.scenario.hash import files_hash
from collegium.scenario.hash import scenario_hash as scenario_hash
from collegium.scenario.model import Scenario
from collegium.scenario.readers import named
from collegium.version import __version__

TRAIT_ARMS = ("real", "equal", "shuffled")
"""Traits as coded; the same for everyone; shuffled among the leaders in every history."""
SHARD = 500
LARGEST_SHARD = 5000
LIBRARIES = ("numpy", "numba", "llvmlite", "scipy", "pyarrow")


@dataclass(frozen=True)
class Settings:
    """What a run is, apart from its scenario: everything here is noted in the provenance or changes no row."""

    start: date
    end: date
    histories: int
    first: int = 0
    seed: int = 1
    record: tuple[str, ...] = RECORD
    traits: str = "real"
    variant: str = "full"
    per_draw: int = 1
    threads: int | None = None
    shard: int = SHARD
    readings: bool = True
    """Whether anybody asks who rules. If not, a run without series takes no readings. No history depends on them."""

    @property
    def workers(self) -> int:
        """Threads that are used: by default one a core."""
        return cores() if self.threads is None else self.threads

    @property
    def last(self) -> int:
        return self.first + self.histories - 1

    @property
    def kept(self) -> list[str]:
        """What is recorded, outcomes always among it."""
        return [what for what in RECORD if what in {"outcomes", *self.record}]


@takes(
    scenario=named, histories=COUNT, first=FROM_ZERO, seed=SEED, threads=THREADS, changes=optional(settings),
    record=partial(texts, options=RECORD), out=optional(path), interventions=texts, variant=partial(one_of, options=tuple(VARIANTS)),
    traits=partial(one_of, options=TRAIT_ARMS), per_draw=COUNT, shard=partial(whole, low=1, high=LARGEST_SHARD), progress=progress_of,
    overwrite=flag, resume=flag,
)  # fmt: skip
def run(
    scenario: Scenario | str | Path,
    *,
    start: Day | None = None,
    end: Day | None = None,
    histories: int = 1000,
    first: int = 0,
    seed: int = 1,
    threads: int | None = None,
    changes: Mapping[str, str] | None = None,
    record: Sequence[str] = RECORD,
    out: str | Path | None = None,
    interventions: Sequence[str] = (),
    variant: str = "full",
    traits: str = "real",
    per_draw: int = 1,
    shard: int = SHARD,
    progress: Progress | bool | None = None,
    overwrite: bool = False,
    resume: bool = False,
) -> Folder:
    """Simulate many histories of one scenario.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder.
    start, end
        First and last day, within the scenario's span (default: all of it): ``"1922-04-03"``, a :class:`datetime.date`, or a date of
        numpy or pandas.
    histories
        How many histories, numbered from ``first``.
    first
        Number of the first history, from 0.
    seed
        0 to 2**64 - 1. The same seed gives the same histories.
    threads
        By default all cores. Changes no row.
    changes
        Made to the scenario first, as by :func:`collegium.edit`.
    record
        What is kept besides ``outcomes``: ``series``, ``events``.
    out
        Folder to write. It must not exist unless ``overwrite`` or ``resume`` is set. Without it a temporary folder is used, which
        goes with the results.
    interventions
        Sentences of spec/experiments.md.
    variant
        The full model or one of its rivals (:mod:`collegium.ensemble.variants`).
    traits
        One of :data:`TRAIT_ARMS`; those other than ``real`` are for the permutation test.
    per_draw
        How many histories running share one draw of the parameters and uncertain cells.
    shard
        Histories in a file of results, 1 to 5000. Changes no row.
    progress
        True shows how far the run is, in a notebook or a terminal. A function is called with the histories done and the histories to do.
    overwrite, resume
        Replace the folder, or go on with an interrupted run in it.

    Returns
    -------
    Folder
        The results.

    Raises
    ------
    ScenarioError
        For a mistake in the scenario, the changes or the days.
    SettingError
        For a setting out of range or a folder that is in the way.
    DataError
        For a folder that it should resume and cannot read.
    """
    case = under(variant, edit(resolved(scenario), changes or {}))
    if variant != "full" and traits == "real":
        traits = VARIANTS[variant].traits
    begin, close = days.given(start=case.start if start is None else start, end=case.end if end is None else end)
    asked = Settings(begin, close, histories, first, seed, tuple(record), traits, variant, per_draw, threads, shard)
    check_settings(asked)
    made = plan(case, interventions, begin, close)
    return simulate(made, asked, changes=changes or {}, out=out, progress=progress, overwrite=overwrite, resume=resume)


def simulate(
    made: Plan,
    s: Settings,
    *,
    changes: Mapping[str, str],
    out: str | Path | None = None,
    progress: Progress | bool | None = None,
    overwrite: bool = False,
    resume: bool = False,
) -> Folder:
    """Simulate a plan: what :func:`run` does with it.

    Parameters
    ----------
    made
        The scenario with its interventions.
    s
        Settings, checked by :func:`check_settings`.
    changes
        Earlier changes to the scenario, for the provenance.
    out, progress, overwrite, resume
        As of :func:`run`.

    Returns
    -------
    Folder
        The results.

    Raises
    ------
    ScenarioError
        If the days do not lie in the scenario.
    SettingError
        For a folder that is in the way.
    DataError
        If an interrupted run in the folder is unreadable.
    """
    check_days(made.scenario, s.start, s.end)
    model = compiled(made.edited.snapshot, s.end, made.during)
    temporary = None if out else Temporary()
    folder = temporary.folder if temporary else Path(out or "")
    try:
        with stored(
            folder, provenance(made, s, changes), made.edited.files, overwrite=overwrite, resume=resume, shard=s.shard, synced=not temporary
        ) as store:
            with shown(progress) as tell:
                _fill(store, model, s, tell)
            store.finish()
        results = Folder(folder)
    except BaseException:
        if temporary:
            temporary.remove()
        raise
    if temporary:
        temporary.goes_with(results)
    return results


def resolved(scenario: Scenario | str | Path) -> Scenario:
    """The scenario itself, or the one that a name or folder leads to."""
    return scenario if isinstance(scenario, Scenario) else load(find(scenario))


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_settings(s: Settings) -> None:
    """Raises :class:`SettingError` for the first setting that is out of range."""
    limits = (
        ("histories", s.histories, 1, 10**8 - s.first), ("first", s.first, 0, 10**8 - 1), ("seed", s.seed, 0, 2**64 - 1),
        ("threads", s.workers, 1, 1024), ("per_draw", s.per_draw, 1, 10**8), ("shard", s.shard, 1, LARGEST_SHARD),
    )  # fmt: skip
    for name, value, low, high in limits:
        if not low <= value <= high:
            raise SettingError(f"{name} is {value}: choose a number from {low} to {high}")
    known("record", s.record, RECORD)
    known("traits", (s.traits,), TRAIT_ARMS)


def known(name: str, chosen: Sequence[str], words: Sequence[str]) -> None:
    """Raises :class:`SettingError` for a word that the setting does not know."""
    for word in chosen:
        if word not in words:
            raise SettingError(f"{name} has no '{word}': choose from {', '.join(words)}")


def under(variant: str, case: Scenario) -> Scenario:
    """The scenario as a variant sees it."""
    return edit(case, VARIANTS[variant].changes(case))


def provenance(made: Plan, s: Settings, changes: Mapping[str, str]) -> dict[str, Any]:
    """What a second run needs to be the same one; see ``docs/results.md``."""
    case = made.scenario
    versions = {"collegium": __version__, "python": platform.python_version()}
    return {
        "name": case.name,
        "versions": versions | {library: version(library) for library in LIBRARIES},
        "engine": engine_hash(),
        "scenario": files_hash(made.edited.files),
        "seed": s.seed,
        "histories": [s.first, s.last],
        "from": s.start.isoformat(),
        "to": s.end.isoformat(),
        "settings": {"step": case.step, "record": s.kept, "traits": s.traits, "variant": s.variant, "per_draw": s.per_draw},
        "changes": dict(changes),
        "interventions": list(made.sentences),
        "priors": {name: write_prior(prior) for name, prior in case.parameters.items()}
        | dict.fromkeys(case.fitted, f"joint draws, {len(case.posterior):,} rows of posterior.csv"),
        "command": command(made, s, changes),
    }


def command(made: Plan, s: Settings, changes: Mapping[str, str]) -> str:
    """The command line of the run, with every default written out."""
    words = ["collegium", "run", made.scenario.name, "--from", s.start.isoformat(), "--to", s.end.isoformat()]
    words += ["--histories", str(s.histories), *(["--first", str(s.first)] if s.first else []), "--seed", str(s.seed)]
    for name, value in changes.items():
        words += ["--set", f"{name}={value}"]
    for sentence in made.sentences:
        words += ["--do", sentence]
    if s.variant != "full":
        words += ["--variant", s.variant]
    if len(s.kept) < len(RECORD):
        words += ["--record", ",".join(s.kept)]
    return shlex.join(words)


@dataclass
class _Shard:
    """A shard on its way: its draw, and the pieces that have come in."""

    first: int
    last: int
    drawn: Draw
    pieces: list[Piece]


def _fill(store: Store, model: Model, s: Settings, progress: Progress | None) -> None:
    """Simulate what the store lacks, and write it shard by shard."""
    gaps = store.missing(s.first, s.last)
    total = sum(last - first + 1 for first, last in gaps)
    if not total:
        return
    if "series" not in s.record:
        model = unread(model, s.readings)
    columns = Columns(model, s.record)
    player = Player(model, s.seed)
    player.prepare()
    done = 0
    with ThreadPoolExecutor(s.workers) as pool:
        waiting: deque[tuple[_Shard, int, Future[Piece]]] = deque()
        jobs = _jobs(model, s, gaps)
        try:
            while True:
                while len(waiting) < 2 * s.workers + 1 and (job := next(jobs, None)):
                    shard, begin, end = job
                    waiting.append((shard, end, pool.submit(_block, player, columns, shard, begin, end)))
                if not waiting:
                    return
                shard, end, future = waiting.popleft()
                shard.pieces.append(future.result())
                done += len(shard.pieces[-1]["histories"]["history"])
                if shard.first + end == shard.last + 1:
                    store.put(shard.first, shard.last, columns.tables(shard.drawn.theta, shard.pieces))
                    shard.pieces.clear()
                if progress:
                    progress(done, total)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _jobs(model: Model, s: Settings, gaps: Sequence[tuple[int, int]]) -> Iterator[tuple[_Shard, int, int]]:
    """Blocks of histories: the shard, and where in it the block begins and ends."""
    for low, high in gaps:
        for first in range(low, high + 1, s.shard):
            size = min(s.shard, high + 1 - first)
            shard = _Shard(first, first + size - 1, draw(model, s.seed, first, size, s.traits, s.per_draw), [])
            for begin in range(0, size, BLOCK):
                yield shard, begin, min(begin + BLOCK, size)


def _block(player: Player, columns: Columns, shard: _Shard, begin: int, end: int) -> Piece:
    with player.buffers() as buffers:
        ios, logs = player.block(buffers, shard.drawn, begin, end, shard.first)
        return columns.take(shard.first + begin, ios, logs)
