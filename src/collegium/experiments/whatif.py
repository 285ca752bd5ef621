"""What if: the same histories with interventions and without them.

History k of one arm is compared with history k of the other. Both get the same random draws, except where the interventions themselves
affect them (common random numbers), so the interval of the difference is narrower. Several consecutive histories share one draw of the
parameters and uncertain cells, so that the variance of the effect can be divided into chance and parameter uncertainty.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import numpy as np

from collegium.analysis import ExperimentPage, TookHold
from collegium.analysis.columns import codes, source
from collegium.analysis.contrast import Contrast, contrast
from collegium.analysis.pairs import fan, flips, parting
from collegium.arguments import COUNT, SEED, THREADS, flag, one_of, optional, path, refuse, takes, texts, things
from collegium.arguments import progress as progress_of
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import resolved as scenario_of
from collegium.ensemble.variants import VARIANTS
from collegium.experiments import measures
from collegium.experiments.arms import PAIRS, PER_DRAW, Design, Prepared, parts_of, prepare
from collegium.experiments.file import Experiment
from collegium.experiments.hold import took_hold, waits
from collegium.experiments.measures import Measure, ask_who_rules, needed
from collegium.files.outputs import OWN, opened
from collegium.interventions import Plan
from collegium.results.folder import Folder
from collegium.results.provenance import RECORD
from collegium.scenario.days import Day
from collegium.scenario.days import given as day_arguments
from collegium.scenario.model import Scenario
from collegium.scenario.readers import named

LEADERS, DRAWN = 3, 2
"""How many leaders of each arm, those who were strongest most often, are measured; and how many lines of power a chart has."""
ARMS = "as it was", "changed"
"""What tables call the arm without the interventions and the arm with them; their folders are :data:`FOLDERS`."""
FOLDERS = "without", "with"


@dataclass(frozen=True, repr=False)
class WhatIf:
    """The results of an experiment.

    Parameters
    ----------
    experiment
        What was done and measured.
    design
        How it was simulated.
    effects
        One :class:`~collegium.analysis.Contrast` a measure: the means of both arms and their paired difference, with 95% intervals.
    placebo
        The same for an intervention that should do nothing of substance: how large an effect can be without a cause.
    placebo_sentence
        That intervention.
    before, after
        Results of the histories as they were, and of the changed ones.
    took_hold
        In how many pairs each intervention took hold that may fail to, such as a forced move: for ``given`` in the histories as they
        were, for ``do`` in the changed ones.
    """

    experiment: Experiment
    design: Design
    effects: tuple[Contrast, ...]
    placebo: tuple[Contrast, ...]
    placebo_sentence: str
    before: Folder
    after: Folder
    took_hold: tuple[TookHold, ...] = ()

    def __repr__(self) -> str:
        lines = [f"what if: {'; '.join(self.experiment.do)} ({self.design.pairs:,} pairs)"]
        lines += [
            f"  {one.label}: {one.difference.value:+.3g} ({one.difference.low:+.3g} to {one.difference.high:+.3g})" for one in self.effects
        ]
        return "\n".join([*lines, *(f"  {held.sentence}: {held}" for held in self.took_hold)])

    def _repr_html_(self) -> str:
        """The effects as a table, for notebooks."""
        head = "".join(f"<th>{name}</th>" for name in ("measure", "unit", *ARMS, "difference", "95% interval"))
        rows = []
        for one in self.effects:
            numbers = f"{one.before.value:.3g}", f"{one.after.value:.3g}", f"{one.difference.value:+.3g}"
            interval = f"{one.difference.low:+.3g} to {one.difference.high:+.3g}"
            rows.append("".join(f"<td>{escape(cell)}</td>" for cell in (one.label, one.unit, *numbers, interval)))
        held = "".join(f"<p>{escape(one.sentence)}: {one}</p>" for one in self.took_hold)
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<p>{escape('; '.join(self.experiment.do))}</p><table><tr>{head}</tr>{body}</table>{held}"

    def page(self) -> ExperimentPage:
        """The same with the numbers of its pictures, for the report; both arms must have recorded series and events."""
        arms, per_draw = (self.before, self.after), self.design.per_draw
        return ExperimentPage(
            name=self.experiment.name, run=self.before, do=self.experiment.do, given=self.experiment.given, effects=self.effects,
            placebos={one.text: one.difference for one in self.placebo}, placebo=self.placebo_sentence,
            fans=tuple(fan(*arms, person, per_draw) for person in self.followed()),
            flips=tuple(flips(*arms, by, per_draw) for by in ("strongest", "rule")), parting=parting(*arms, per_draw),
            took_hold=self.took_hold, per_draw=per_draw, command=self.command(),
        )  # fmt: skip

    def followed(self) -> list[str]:
        """Whose share of power is drawn: who is named in a measure and ever sits in the top body, else who is strongest most often."""
        words = {word for text in self.experiment.measures for word in text.split()}
        seated = set(self.before.series("shares", ["person"])["person"].unique().to_pylist())
        named = [person.id for person in self.before.scenario.people if person.id in words & seated]
        return (named or leaders(self.before, self.after))[:DRAWN]

    def command(self) -> str:
        """The command line that shows it again."""
        e, d, noted = self.experiment, self.design, self.before.provenance
        words = ["collegium", "whatif", noted["name"], "--from", noted["from"], "--to", noted["to"]]
        for name, value in noted["changes"].items():
            words += ["--set", f"{name}={value}"]
        for option, sentences in (("--given", e.given), ("--do", e.do), ("--measure", e.measures)):
            words += [part for sentence in sentences for part in (option, sentence)]
        words += ["--pairs", str(d.pairs), "--per-draw", str(d.per_draw), "--seed", str(d.seed)]
        return shlex.join(words + (["--variant", d.variant] if d.variant != "full" else []))


@takes(
    scenario=named, do=partial(texts, least=1), measure=texts, given=texts, pairs=COUNT, per_draw=COUNT, seed=SEED,
    variant=partial(one_of, options=tuple(VARIANTS)), threads=THREADS, record=partial(texts, options=RECORD), out=optional(path),
    overwrite=flag, resume=flag, progress=progress_of,
)  # fmt: skip
def whatif(
    scenario: Scenario | str | Path,
    do: str | Sequence[str],
    measure: str | Sequence[str] = (),
    *,
    given: str | Sequence[str] = (),
    start: Day | None = None,
    end: Day | None = None,
    pairs: int = PAIRS,
    per_draw: int = PER_DRAW,
    seed: int = 1,
    variant: str = "full",
    threads: int | None = None,
    record: Sequence[str] = (),
    out: str | Path | None = None,
    overwrite: bool = False,
    resume: bool = False,
    progress: Progress | bool | None = None,
) -> WhatIf:
    """Estimate the effect of interventions from paired histories.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder.
    do
        Interventions: sentences of spec/experiments.md, section 1.
    measure
        Measures: sentences of its section 2. Without one some usual ones are taken.
    given
        Interventions that hold in both arms.
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
    threads
        By default one a core. Changes no result.
    record
        Tables to keep besides those that the measures need: ``series``, ``events``. Without any, the columns about who rules are kept only
        if a measure asks for them.
    out
        Folder that keeps both arms, ``without`` and ``with`` the interventions, with all tables. By default temporary folders, which
        go with the results.
    overwrite, resume
        Replace the what-if in the folder, or go on with an interrupted one.
    progress
        Called with the histories done and the histories to do.

    Returns
    -------
    WhatIf
        The effects, the noise floor and the histories of both arms.

    Raises
    ------
    ScenarioError
        For mistakes in the scenario, the interventions or the days, before any simulation.
    SettingError
        For mistakes in the measures, a setting out of range, or a folder that is in the way.
    """
    case = scenario_of(scenario)
    begin, close = day_arguments(start=case.start if start is None else start, end=case.end if end is None else end)
    experiment = Experiment("what_if", tuple(do), tuple(measure), tuple(given), begin, close)
    design = Design(pairs, per_draw, seed, variant, threads)
    with shown(progress) as tell:
        return play(case, experiment, design, record=record, out=out, overwrite=overwrite, resume=resume, progress=tell)


def play(
    case: Scenario, experiment: Experiment, design: Design, *, changes: Mapping[str, str] | None = None, record: Sequence[str] = (),
    out: str | Path | None = None, overwrite: bool = False, resume: bool = False, progress: Progress | None = None,
) -> WhatIf:  # fmt: skip
    """Read an experiment, simulate its arms and compare them; :func:`whatif` says what is raised."""
    ready = prepare(case, experiment, design, changes)
    return played(ready, record=record, out=out, overwrite=overwrite, resume=resume, progress=progress)


def played(
    ready: Prepared, *, record: Sequence[str] = (), out: str | Path | None = None, overwrite: bool = False, resume: bool = False,
    progress: Progress | None = None,
) -> WhatIf:  # fmt: skip
    """Simulate the arms of an experiment that has been read, and compare them.

    Parameters
    ----------
    ready
        The experiment, by :func:`collegium.experiments.arms.prepare`.
    record, out, overwrite, resume, progress
        As of :func:`whatif`.

    Returns
    -------
    WhatIf
        The effects, the noise floor and the histories of both arms.

    Raises
    ------
    SettingError
        For a folder that is in the way.
    """
    experiment, design, taken, part = ready.experiment, ready.design, list(ready.measures), parts_of(progress, 3)
    needs = needed(taken)
    wanted = RECORD if out else tuple(dict.fromkeys([*needs, *record]))
    readings = bool(out or record) or ask_who_rules(taken)
    plans = [ready.planner.plan((*experiment.given, *do)) for do in ((), experiment.do)]

    def more(plan: Plan) -> tuple[str, ...]:
        return (*wanted, "events") if waits(plan) else wanted

    sentence = placebo(ready.opening)
    with folders(out, overwrite, resume) as (without, changed):
        before = ready.arm((), more(plans[0]), without, resume, part(), readings)
        after = ready.arm(experiment.do, more(plans[1]), changed, resume, part(), readings)
    idle = ready.arm((sentence,), needs, progress=part(), readings=readings)
    if not experiment.measures:
        taken += [measures.measure(f"strongest {person}", ready.changed, ready.start, ready.end) for person in leaders(before, after)]
    return WhatIf(
        experiment, design, compare(before, after, taken, design.per_draw), compare(before, idle, taken, design.per_draw), sentence,
        before, after, (*took_hold(plans[0], before), *took_hold(plans[1], after, len(experiment.given))),
    )  # fmt: skip


@contextmanager
def folders(out: str | Path | None, overwrite: bool, resume: bool) -> Iterator[tuple[Path, Path] | tuple[None, None]]:
    """The folders of both arms in one that is locked; none without ``out``. Raises :class:`SettingError`."""
    if not out:
        yield None, None
        return
    with opened(Path(out), "whatif", again=overwrite or resume) as outputs:
        outputs.expect([*OWN, *(f"{arm}/" for arm in FOLDERS)])
        if overwrite:
            outputs.clear()
        without, changed = (outputs.add_folder(arm) for arm in FOLDERS)
        yield without, changed


@takes(before=source, after=source, taken=partial(things, kind=Measure, remedy="give what measures.measure makes"), per_draw=COUNT)
def compare(before: Folder, after: Folder, taken: Sequence[Measure], per_draw: int = 1) -> tuple[Contrast, ...]:
    """Estimate the effects that two runs of the same histories show.

    Parameters
    ----------
    before, after
        Results of the histories as they were, and of the changed ones.
    taken
        The measures.
    per_draw
        How many consecutive histories share one draw of the parameters and uncertain cells.

    Returns
    -------
    tuple of Contrast
        One a measure.

    Raises
    ------
    ArgumentError
        If the runs do not hold the same histories of the same seed.
    """
    if before.numbers != after.numbers or before.provenance["seed"] != after.provenance["seed"]:
        refuse("after", after, "not the same histories of the same seed as 'before'", "give both arms of one experiment")
    return tuple(contrast(one.text, one.label, one.unit, one.values(before), one.values(after), per_draw) for one in taken)


def placebo(opening: Scenario) -> str:
    """An intervention that should do nothing of substance.

    Parameters
    ----------
    opening
        The scenario as of the first day, by :func:`collegium.scenario.at`.

    Returns
    -------
    str
        Of those without seat or post, the person with the least standing loses it. That shifts all shares of power by a trifle; the
        differences that follow show how sensitive the histories are to trifles. Where everybody has a seat or post, a crisis of a
        hundredth does the same.
    """
    busy = {seat.person for seat in opening.seats} | {tenure.person for tenure in opening.tenures}
    idle = [person for person in opening.people if person.id not in busy]
    if not idle:
        return f"add event trifle crisis at {opening.start} with threat:0.01"
    least = min(idle, key=lambda person: (sum(person.standing.values) / len(person.standing.values), person.id))
    return f"make standing of {least.id} 0"


def leaders(*arms: Folder) -> list[str]:
    """The three who were most often the strongest in each arm."""
    found: dict[str, None] = {}
    for results in arms:
        names: list[str] = []
        who = codes(results.histories(["strongest"])["strongest"], names)
        counts = np.bincount(who[who >= 0], minlength=len(names))
        found |= dict.fromkeys(names[place] for place in np.argsort(-counts, kind="stable")[:LEADERS])
    return list(found)
