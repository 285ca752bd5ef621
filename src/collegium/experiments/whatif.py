"""What if: the same histories with interventions and without them.

Both arms share every number drawn that the interventions do not touch, so history k of one is compared with history k of the other, and
luck that they have in common cancels out of the difference. Several histories running share one draw of what is not known (parameters and
uncertain cells), so that the spread of the effect can be split into luck and not knowing.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from collegium.analysis import ExperimentPage
from collegium.analysis.columns import codes
from collegium.analysis.contrast import Contrast, contrast
from collegium.analysis.pairs import fan, flips, parting
from collegium.ensemble.player import model_of
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import RECORD, run
from collegium.ensemble.runner import resolved as scenario_of
from collegium.errors import SettingError, argument
from collegium.experiments.file import Experiment
from collegium.experiments.measures import Gauge, gauge, needed
from collegium.interventions import plan
from collegium.results.folder import Folder
from collegium.scenario import at, edit
from collegium.scenario.days import Day
from collegium.scenario.days import given as day_arguments
from collegium.scenario.model import Scenario

PAIRS, PER_DRAW = 2000, 10
USUAL = ("no loss", "losses", "sanctions", "ever one_man_loose", "rule contested", "strongest_share", "effective_leaders", "output")
"""What is measured if nothing is asked for, besides who is strongest at the end."""
LEADERS, DRAWN = 3, 2
"""Of each arm, so many who were strongest most often are asked about; of so many people the share of power is drawn."""


@dataclass(frozen=True)
class Design:
    """How an experiment is played: ``pairs`` of histories, so many running as ``per_draw`` says under one draw of what is not known, under
    a rival ``variant`` if wanted; ``threads`` changes no result."""

    pairs: int = PAIRS
    per_draw: int = PER_DRAW
    seed: int = 1
    variant: str = "full"
    threads: int | None = None

    def __post_init__(self) -> None:
        if self.pairs < 1 or self.per_draw < 1 or self.pairs % self.per_draw:
            raise SettingError(
                f"{self.pairs} pairs cannot be shared out {self.per_draw} to a draw: choose a multiple, or another {argument('per_draw')}"
            )

    @property
    def fixed(self) -> bool:
        """Is there but one draw, so that nothing is said about what is not known?"""
        return self.pairs == self.per_draw


@dataclass(frozen=True)
class WhatIf:
    """What an experiment showed: one :class:`Contrast` a measure, the same for a ``placebo`` (an intervention that should do nothing of
    substance), and the histories of both arms."""

    experiment: Experiment
    design: Design
    effects: tuple[Contrast, ...]
    placebo: tuple[Contrast, ...]
    placebo_sentence: str
    before: Folder
    after: Folder

    def page(self) -> ExperimentPage:
        """The same with the numbers of its pictures, for the report; both arms must have recorded series and events."""
        arms, per_draw = (self.before, self.after), self.design.per_draw
        return ExperimentPage(
            name=self.experiment.name, run=self.before, do=self.experiment.do, given=self.experiment.given, effects=self.effects,
            placebos={one.text: one.difference for one in self.placebo}, placebo=self.placebo_sentence,
            fans=tuple(fan(*arms, person, per_draw) for person in self.followed()),
            flips=tuple(flips(*arms, by, per_draw) for by in ("strongest", "rule")), parting=parting(*arms, per_draw), per_draw=per_draw,
            command=self.command(),
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
        for flag, texts in (("--given", e.given), ("--do", e.do), ("--measure", e.measures)):
            words += [part for text in texts for part in (flag, text)]
        words += ["--pairs", str(d.pairs), "--per-draw", str(d.per_draw), "--seed", str(d.seed)]
        return shlex.join(words + (["--variant", d.variant] if d.variant != "full" else []))


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
    progress: Progress | bool | None = None,
) -> WhatIf:
    """What the interventions ``do`` make of ``pairs`` histories, by each ``measure`` (sentences of spec/experiments.md); ``given`` holds in
    both arms. Without a measure, some usual ones.

    Results of both arms are kept in the folder ``out`` if one is named, with all tables; else in temporary ones that go with the results,
    with the tables that the measures need and those that ``record`` names. For ``overwrite`` and the other arguments see
    :func:`collegium.run`, which also says what is raised.
    """
    case = scenario_of(scenario)
    begin, close = day_arguments(start=start or case.start, end=end or case.end)
    experiment = Experiment("what_if", listed(do), listed(measure), listed(given), begin, close)
    design = Design(pairs, per_draw, seed, variant, threads)
    with shown(progress) as tell:
        return play(case, experiment, design, record=record, out=out, overwrite=overwrite, progress=tell)


def listed(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def play(
    case: Scenario, experiment: Experiment, design: Design, *, changes: Mapping[str, str] | None = None, record: Sequence[str] = (),
    out: str | Path | None = None, overwrite: bool = False, progress: Progress | None = None,
) -> WhatIf:  # fmt: skip
    """Play the arms of one experiment and compare them, after ``changes`` to the scenario; :func:`whatif` says what is raised."""
    gauges = ready(case, experiment, changes or {})
    begin, end = days(case, experiment)
    told = shared(progress, 3)
    wanted = RECORD if out else tuple(dict.fromkeys([*needed(gauges), *record]))

    def arm(name: str, sentences: Sequence[str]) -> Folder:
        idle = name == "placebo"
        return run(
            case, start=begin, end=end, histories=design.pairs, seed=design.seed, threads=design.threads, variant=design.variant,
            changes=changes, interventions=[*experiment.given, *sentences], per_draw=design.per_draw,
            record=needed(gauges) if idle else wanted, out=Path(out) / name if out and not idle else None, overwrite=overwrite,
            progress=told(),
        )  # fmt: skip

    sentence = placebo(case, begin)
    before, after, idle = arm("without", ()), arm("with", experiment.do), arm("placebo", (sentence,))
    if not experiment.measures:
        gauges += [gauge(f"strongest {person}", case, begin, end) for person in leaders(before, after)]
    return WhatIf(
        experiment, design, compare(before, after, gauges, design.per_draw), compare(before, idle, gauges, design.per_draw), sentence,
        before, after,
    )  # fmt: skip


def days(case: Scenario, experiment: Experiment) -> tuple[date, date]:
    """First and last day of an experiment."""
    return experiment.start or case.start, experiment.end or case.end


def ready(case: Scenario, experiment: Experiment, changes: Mapping[str, str]) -> list[Gauge]:
    """The measures of an experiment, read. Raises what :func:`whatif` raises for whatever is wrong with it, before anything is played."""
    changed, (begin, end) = edit(case, changes), days(case, experiment)
    model_of(plan(changed, (*experiment.given, *experiment.do), begin, end).scenario, begin, end)
    return [gauge(text, changed, begin, end) for text in experiment.measures or USUAL]


def compare(before: Folder, after: Folder, gauges: Sequence[Gauge], per_draw: int = 1) -> tuple[Contrast, ...]:
    """The effects that two runs of the same histories show. ValueError if their histories differ."""
    if before.numbers != after.numbers or before.provenance["seed"] != after.provenance["seed"]:
        raise ValueError("the two runs do not hold the same histories of the same seed")
    return tuple(contrast(g.text, g.label, g.unit, g.values(before), g.values(after), per_draw) for g in gauges)


def shared(progress: Progress | None, parts: int) -> Callable[[], Progress | None]:
    """Progress of ``parts`` runs of the same length as that of one."""
    begun = 0

    def next_part() -> Progress | None:
        nonlocal begun
        begun, before = begun + 1, begun
        return (lambda done, total: progress(before * total + done, parts * total)) if progress else None

    return next_part


def placebo(case: Scenario, start: date) -> str:
    """An intervention that should do nothing of substance: the least standing of all, of somebody without seat or post, is set to 0. It
    shifts everybody's share of power by a trifle; what then parts the histories is the model's sensitivity to trifles. Where everybody has
    a seat or post, a crisis of a hundredth does the same."""
    opening = at(case, start)
    busy = {seat.person for seat in opening.seats} | {tenure.person for tenure in opening.tenures}
    idle = [person for person in opening.people if person.id not in busy]
    if not idle:
        return f"add event trifle crisis at {start} with threat:0.01"
    least = min(idle, key=lambda person: (sum(person.standing.values) / len(person.standing.values), person.id))
    return f"make standing of {least.id} 0"


def leaders(*arms: Folder) -> list[str]:
    """The three who were strongest most often in each arm."""
    found: dict[str, None] = {}
    for results in arms:
        names: list[str] = []
        who = codes(results.histories(["strongest"])["strongest"], names)
        counts = np.bincount(who[who >= 0], minlength=len(names))
        found |= dict.fromkeys(names[place] for place in np.argsort(-counts, kind="stable")[:LEADERS])
    return list(found)
