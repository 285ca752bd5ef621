"""Ablation: the same histories with each mechanism of a case switched off, one at a time.

The histories as they were and those under the placebo are simulated once, and serve all rows of systems.csv.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import numpy as np

from collegium.analysis import TookHold
from collegium.analysis.ablation import NO_HOLD, NOT_OFF, VERDICTS, Ablated, AblationPage, OffEffect, beyond, differing, off_verdict
from collegium.analysis.columns import Recorded, codes
from collegium.analysis.contrast import ROUNDING, SHARE, Contrast, contrast
from collegium.analysis.intervals import Estimate
from collegium.arguments import COUNT, SEED, THREADS, flag, one_of, optional, path, takes, texts
from collegium.arguments import progress as progress_of
from collegium.arguments import settings as a_settings
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import resolved as scenario_of
from collegium.ensemble.variants import VARIANTS
from collegium.errors import ScenarioError, SettingError
from collegium.experiments import rows
from collegium.experiments.arms import PER_DRAW, Design, Prepared, parts_of, prepare
from collegium.experiments.file import Experiment, sentences
from collegium.experiments.hold import took_hold, waits
from collegium.experiments.measures import Measure, measure, needed
from collegium.experiments.rows import Values
from collegium.experiments.whatif import placebo
from collegium.files.outputs import OWN, opened
from collegium.results.columns import TOLLS
from collegium.results.folder import Folder
from collegium.scenario.days import Day
from collegium.scenario.days import given as day_arguments
from collegium.scenario.findings import suggest
from collegium.scenario.model import Scenario, System
from collegium.scenario.readers import named

PAIRS = 300
"""Pairs of histories, if none are asked for."""
WITHOUT, PLACEBO, OFF = "without", "placebo", "off_"
"""Folders of the histories as they were and of those under the placebo; what begins that of a row."""
COLLECTIVE = ("quarters_contested", "quarters_locked")
"""Columns of the histories that together say how long collective rule lasts."""
STRONGEST = "who is strongest"
"""What tables call the share of pairs in which another person is the strongest at the end."""


@dataclass(frozen=True, repr=False)
class Ablation:
    """The results of switching off the mechanisms of a case, one at a time.

    Parameters
    ----------
    design
        How it was simulated.
    rows
        One :class:`~collegium.analysis.Ablated` a mechanism, in the order of systems.csv by id: its effects, and the verdict.
    placebo
        The effects of an intervention that should do nothing of substance, on the outcomes that all rows share.
    placebo_sentence
        That intervention.
    placebo_differing
        The share of pairs that end differently under it.
    only
        The ids that were asked for; empty for all.
    before
        Results of the histories as they were.
    """

    design: Design
    rows: tuple[Ablated, ...]
    placebo: tuple[Contrast, ...]
    placebo_sentence: str
    placebo_differing: Estimate
    only: tuple[str, ...]
    before: Folder

    def __repr__(self) -> str:
        counts = {verdict: sum(row.verdict == verdict for row in self.rows) for verdict in VERDICTS}
        told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
        return f"ablation of {len(self.rows)} mechanisms ({self.design.pairs:,} pairs): {told}"

    def _repr_html_(self) -> str:
        """A row a mechanism, for notebooks."""
        cells = [(row.system.id, row.system.name, row.verdict, row.reason) for row in self.rows]
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in one) + "</tr>" for one in cells)
        return f"<table><tr><th>id</th><th>mechanism</th><th>verdict</th><th>why</th></tr>{body}</table>"

    def page(self) -> AblationPage:
        """The same for the report."""
        return AblationPage(
            self.before, self.rows, self.placebo_sentence, self.placebo_differing, self.design.per_draw, self.command()
        )  # fmt: skip

    def command(self) -> str:
        """The command line that shows it again."""
        d, noted = self.design, self.before.provenance
        words = ["collegium", "ablate", noted["name"], "--from", noted["from"], "--to", noted["to"]]
        for name, value in noted["changes"].items():
            words += ["--set", f"{name}={value}"]
        words += [word for id in self.only for word in ("--system", id)]
        words += ["--pairs", str(d.pairs), "--per-draw", str(d.per_draw), "--seed", str(d.seed)]
        return shlex.join(words + (["--variant", d.variant] if d.variant != "full" else []))


@dataclass(frozen=True)
class Switch:
    """A mechanism that is about to be switched off: the sentences that do it, its own outcomes, and why it cannot be ('' if it can)."""

    system: System
    off: tuple[str, ...]
    own: tuple[Measure, ...]
    hindrance: str = ""


@takes(scenario=named)
def systems(scenario: Scenario | str | Path) -> tuple[System, ...]:
    """The mechanisms of a case, as its systems.csv lists them.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder.

    Returns
    -------
    tuple of System
        One row a mechanism, in order of id: what carries it in the model, what switches it off, and what of it is missing.

    Raises
    ------
    ScenarioError
        For mistakes in the scenario.
    """
    return scenario_of(scenario).systems


@takes(
    scenario=named, only=texts, pairs=COUNT, per_draw=COUNT, seed=SEED, variant=partial(one_of, options=tuple(VARIANTS)),
    changes=optional(a_settings), threads=THREADS, out=optional(path), overwrite=flag, resume=flag, progress=progress_of,
)  # fmt: skip
def ablate(
    scenario: Scenario | str | Path,
    only: str | Sequence[str] = (),
    *,
    start: Day | None = None,
    end: Day | None = None,
    pairs: int = PAIRS,
    per_draw: int = PER_DRAW,
    seed: int = 1,
    variant: str = "full",
    changes: Mapping[str, str] | None = None,
    threads: int | None = None,
    out: str | Path | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | bool | None = None,
) -> Ablation:
    """Switch off each mechanism of a case in paired histories, and say what that changes.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder. Its systems.csv lists the mechanisms.
    only
        Ids of the mechanisms; by default all.
    start, end
        First and last day, within the scenario's span (default: all of it).
    pairs
        Histories in each arm; a multiple of ``per_draw``.
    per_draw
        How many consecutive pairs share one draw of the parameters and uncertain cells.
    seed
        0 to 2**64 - 1. The same seed gives the same pairs.
    variant
        The full model or one of its rivals (:mod:`collegium.ensemble.variants`).
    changes
        Made to the scenario in all arms, as by :func:`collegium.edit`.
    threads
        By default one a core. Changes no result.
    out
        Folder that keeps all arms. By default temporary folders: that of the histories as they were goes with the results, the others as
        soon as they are read.
    overwrite, resume
        Replace the ablation in the folder, or go on with an interrupted one.
    progress
        Called with the histories done and the histories to do.

    Returns
    -------
    Ablation
        The effects of every mechanism beside those of the placebo, and the verdicts.

    Raises
    ------
    ScenarioError
        For mistakes in the scenario, the sentences of its systems.csv or the days, before any simulation.
    SettingError
        For a mechanism that is not there, a setting out of range, or a folder that is in the way.
    """
    case = scenario_of(scenario)
    begin, close = day_arguments(start=case.start if start is None else start, end=case.end if end is None else end)
    common = Experiment("ablation", (), (), (), begin, close)
    ready = prepare(case, common, Design(pairs, per_draw, seed, variant, threads), changes)
    with shown(progress) as tell:
        return ablated(ready, only, out=out, overwrite=overwrite, resume=resume, progress=tell)


def ablated(
    ready: Prepared, only: Sequence[str] = (), *, out: str | Path | None = None, overwrite: bool = False, resume: bool = False,
    progress: Progress | None = None,
) -> Ablation:  # fmt: skip
    """The same of an experiment that does nothing and has no mistake. It raises what :func:`ablate` does."""
    switches = [switch(ready, system) for system in chosen(ready.changed, only)]
    able = [one for one in switches if one.off and not one.hindrance]
    common = outcomes(ready)
    wanted = needed([*common, *(own for one in able for own in one.own)])
    sentence, part = placebo(ready.opening), parts_of(progress, len(able) + 2)
    found: dict[str, Ablated] = {}
    with folders(out, overwrite, resume, [one.system.id for one in able]) as place:
        before = ready.arm((), wanted, place(WITHOUT), resume, part())
        idle = ready.arm((sentence,), wanted, place(PLACEBO), resume, part())
        for one in able:
            plan = ready.planner.plan(one.off)
            record = (*needed([*common, *one.own]), *(("events",) if waits(plan) else ()))
            after = ready.arm(one.off, tuple(dict.fromkeys(record)), place(OFF + one.system.id), resume, part())
            found[one.system.id] = judged(one, common, before, after, idle, ready, took_hold(plan, after))
    floor = tuple(compared(one, before, idle, ready.design.per_draw) for one in common)
    return Ablation(
        ready.design, tuple(found.get(one.system.id) or untried(one) for one in switches), floor, sentence,
        differing(before, idle, ready.design.per_draw), tuple(only), before,
    )  # fmt: skip


def chosen(case: Scenario, only: Sequence[str]) -> tuple[System, ...]:
    """The mechanisms of these ids, or all. Raises :class:`SettingError`."""
    if not case.systems:
        raise SettingError(
            f"'{case.name}' has no systems.csv, so no mechanism can be switched off (do: write one; docs/howto/systems.md shows how)"
        )
    ids = [system.id for system in case.systems]
    for id in only:
        if id not in ids:
            raise SettingError(f"there is no mechanism '{id}' in systems.csv (do: {suggest(id, ids)})")
    return tuple(system for system in case.systems if not only or system.id in only)


def switch(ready: Prepared, system: System) -> Switch:
    """A mechanism with its sentences and measures read. In a run over part of the span, a sentence that does not fit the days is a
    hindrance. Any other mistake is an error that names the row."""
    off = sentences(system.off)
    try:
        ready.planner.plan((*ready.experiment.given, *off))
        own = tuple(measure(text, ready.changed, ready.start, ready.end) for text in sentences(system.measure))
    except (ScenarioError, SettingError) as error:
        if ready.start != ready.scenario.start or ready.end < ready.scenario.end:
            return Switch(system, off, (), str(error).splitlines()[0])
        raise SettingError(f"systems.csv: {system.id}: {error}") from None
    return Switch(system, off, own)


def untried(one: Switch) -> Ablated:
    """A mechanism of which nothing was simulated."""
    if one.hindrance:
        return Ablated(one.system, NO_HOLD, f"not within these days: {one.hindrance}")
    return Ablated(one.system, NOT_OFF, "no sentence of this version switches it off")


def outcomes(ready: Prepared) -> tuple[Measure, ...]:
    """What every mechanism is judged by, besides who is the strongest at the end."""
    table = frozenset({"histories"})
    label = "Quarters of collective rule (contested or locked)"
    found = [
        Measure("quarters contested + quarters locked", label, "quarters", table, partial(total, names=COLLECTIVE), True),
        *(measure(text, ready.changed, ready.start, ready.end) for text in ("losses", "output")),
    ]
    if any(one.peopled for one in ready.changed.constituencies):
        found.append(Measure("lives lost", "Lives lost in the populations", "thousands", table, partial(total, names=tuple(TOLLS))))
    return tuple(found)


def total(results: Recorded, names: Sequence[str]) -> Values:
    """The sum of some columns of the histories."""
    found: Values = np.sum([rows.column(results, name) for name in names], axis=0)
    return found


def compared(one: Measure, before: Folder, after: Folder, per_draw: int) -> Contrast:
    return contrast(one.text, one.label, one.unit, one.values(before), one.values(after), per_draw)


def judged(
    one: Switch, common: Sequence[Measure], before: Folder, after: Folder, idle: Folder, ready: Prepared, held: Sequence[TookHold]
) -> Ablated:  # fmt: skip
    """One mechanism: its effects beside those of the placebo, and the verdict."""
    per_draw, taken = ready.design.per_draw, [*common, *one.own]
    count = len(taken) + 1
    effects = []
    for place, measured in enumerate(taken):
        effect, floor = (compared(measured, before, arm, per_draw) for arm in (after, idle))
        scale, moves = spread(measured.values(before)), beyond(effect, floor.difference, count)
        effects.append(OffEffect(effect, floor.difference, scale, place >= len(common), moves))
    effects.insert(1, strongest(before, after, idle, per_draw, count))
    differ, typed = differing(before, after, per_draw), {each.sentence for each in held}
    verdict, reason = off_verdict(effects, differ, held, typed >= set(one.off))
    return Ablated(one.system, verdict, reason, tuple(effects), differ, tuple(held))


def spread(values: Values) -> float:
    """Standard deviation of an outcome over the histories that have one; NaN if none has. What is only rounding counts as none."""
    known = values[~np.isnan(values)]
    return round(float(known.std()), ROUNDING) if len(known) else math.nan


def strongest(before: Folder, after: Folder, idle: Folder, per_draw: int, count: int) -> OffEffect:
    """In what share of the pairs another person is the strongest at the end, beside the share under the placebo. The standard deviation is
    that of whether the person who is it most often is the strongest."""
    names: list[str] = []
    usual, off, trifle = (codes(arm.histories(["strongest"])["strongest"], names) for arm in (before, after, idle))
    under_placebo, without = ((usual != other).astype(np.float64) for other in (trifle, off))
    found = contrast(STRONGEST, "Another person is the strongest at the end", SHARE, under_placebo, without, per_draw)
    most = np.bincount(usual[usual >= 0], minlength=1).argmax()
    return OffEffect(found, None, spread((usual == most).astype(np.float64)), False, beyond(found, None, count))


@contextmanager
def folders(out: str | Path | None, overwrite: bool, resume: bool, ids: Sequence[str]) -> Iterator[Callable[[str], Path | None]]:
    """The folder of each arm in one that is locked; none without ``out``. Raises :class:`SettingError`."""
    if not out:
        yield lambda _: None
        return
    with opened(Path(out), "ablation", again=overwrite or resume) as outputs:
        outputs.expect([*OWN, *(f"{arm}/" for arm in (WITHOUT, PLACEBO, *(OFF + id for id in ids)))])
        if overwrite:
            outputs.clear()
        yield outputs.add_folder
