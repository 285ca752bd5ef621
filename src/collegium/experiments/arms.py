"""The arms of an experiment: runs of the same histories under different interventions.

What they have in common is read once: the scenario, the changes made to it, and every sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from collegium.arguments import COUNT, SEED, THREADS, Reader, instance, one_of, optional, read, takes, thing
from collegium.arguments import settings as a_settings
from collegium.ensemble.player import check_days
from collegium.ensemble.progress import Progress
from collegium.ensemble.runner import Settings, check_settings, simulate, under
from collegium.ensemble.variants import VARIANTS
from collegium.errors import SettingError, argument
from collegium.experiments.file import Experiment
from collegium.experiments.measures import Measure, measure
from collegium.interventions import Planner
from collegium.results.folder import Folder
from collegium.scenario import at, edit
from collegium.scenario.model import Scenario
from collegium.scenario.readers import held

PAIRS, PER_DRAW = 2000, 10
USUAL = ("no loss", "losses", "sanctions", "ever one_man_loose", "rule contested", "strongest_share", "effective_leaders", "output")
"""The measures of an experiment that names none, besides who is strongest at the end."""


DESIGNED: dict[str, Reader] = {
    "pairs": COUNT, "per_draw": COUNT, "seed": SEED, "variant": partial(one_of, options=tuple(VARIANTS)), "threads": THREADS,
}  # fmt: skip
"""Field of a design -> what reads it."""


@dataclass(frozen=True)
class Design:
    """How an experiment is simulated.

    Parameters
    ----------
    pairs
        Histories in each arm; a multiple of ``per_draw``.
    per_draw
        How many consecutive histories share one draw of the parameters and uncertain cells. With several, the variance of the effect is
        divided into chance and parameter uncertainty.
    seed
        Of all draws, 0 to 2**64 - 1.
    variant
        The full model or one of its rivals (:mod:`collegium.ensemble.variants`).
    threads
        By default one a core. Changes no result.

    Raises
    ------
    SettingError
        For a field out of range, or ``pairs`` that are no multiple of ``per_draw``.
    """

    pairs: int = PAIRS
    per_draw: int = PER_DRAW
    seed: int = 1
    variant: str = "full"
    threads: int | None = None

    def __post_init__(self) -> None:
        for name, value in read(vars(self), DESIGNED).items():
            object.__setattr__(self, name, value)
        if self.pairs % self.per_draw:
            raise SettingError(
                f"{self.pairs} pairs cannot be divided into draws of {self.per_draw}: choose a multiple, or another {argument('per_draw')}"
            )

    @property
    def fixed(self) -> bool:
        """Whether all histories share one draw, so that nothing is said about parameter uncertainty."""
        return self.pairs == self.per_draw


DESIGN: Reader = partial(thing, kind=Design, remedy="give an experiments.arms.Design")
"""A design, as an argument."""
EXPERIMENT: Reader = partial(thing, kind=Experiment, remedy="give an experiments.file.Experiment")
"""An experiment, as an argument."""


@dataclass(frozen=True)
class Prepared:
    """An experiment that has no mistake and of which nothing has been simulated.

    Parameters
    ----------
    scenario
        The scenario before the changes.
    changed
        The scenario with the ``changes`` made.
    experiment, design, changes
        As given to :func:`prepare`.
    planner
        Makes the plan of each arm.
    measures
        The measures that the experiment asks for, or the usual ones.
    """

    scenario: Scenario
    changed: Scenario
    experiment: Experiment
    design: Design
    changes: Mapping[str, str]
    planner: Planner
    measures: tuple[Measure, ...]

    @property
    def start(self) -> date:
        """First day of every arm."""
        return self.planner.base.start

    @property
    def end(self) -> date:
        """Last day of every arm."""
        return self.planner.base.end

    @property
    def opening(self) -> Scenario:
        """The scenario as of the first day, without changes."""
        base = self.planner.base
        return base.snapshot if base.scenario is self.scenario else at(self.scenario, self.start)

    def arm(
        self, do: Sequence[str], record: Sequence[str], out: Path | None = None, resume: bool = False, progress: Progress | None = None,
        readings: bool = True,
    ) -> Folder:  # fmt: skip
        """Simulate the arm with ``do`` besides what is given."""
        sentences = [*self.experiment.given, *do]
        made = settings(self.planner, self.design, record, readings)
        return play_arm(self.planner, made, sentences, self.changes, out=out, resume=resume, progress=progress)


@takes(
    case=held, experiment=EXPERIMENT, design=optional(DESIGN), changes=optional(a_settings), planner=optional(instance(Planner)),
)  # fmt: skip
def prepare(
    case: Scenario, experiment: Experiment, design: Design | None = None, changes: Mapping[str, str] | None = None, *,
    planner: Planner | None = None,
) -> Prepared:  # fmt: skip
    """Read an experiment, and find every mistake in it before any simulation.

    Parameters
    ----------
    case
        The scenario.
    experiment
        What is done and measured.
    design
        How to simulate it.
    changes
        Made to the scenario in all arms, as by :func:`collegium.edit`.
    planner
        One that has made plans of the same scenario, changes, variant and days before.

    Returns
    -------
    Prepared
        The experiment, ready to be simulated.

    Raises
    ------
    ScenarioError
        For mistakes in the changes, the interventions or the days.
    SettingError
        For mistakes in the measures or the design.
    """
    design, changes = design or Design(), changes or {}
    changed, (start, end) = edit(case, changes), days(case, experiment)
    planner = planner or Planner(under(design.variant, changed), start, end)
    planner.plan((*experiment.given, *experiment.do))
    check_days(planner.base.scenario, start, end)
    check_settings(settings(planner, design, ()))
    measures = tuple(measure(text, changed, start, end) for text in experiment.measures or USUAL)
    return Prepared(case, changed, experiment, design, changes, planner, measures)


def days(case: Scenario, experiment: Experiment) -> tuple[date, date]:
    """First and last day of an experiment."""
    return experiment.start or case.start, experiment.end or case.end


def play_arm(
    planner: Planner, made: Settings, sentences: Sequence[str], changes: Mapping[str, str], *,
    out: Path | None = None, resume: bool = False, progress: Progress | None = None,
) -> Folder:  # fmt: skip
    """One arm: the histories of a design under these interventions."""
    return simulate(planner.plan(sentences), made, changes=changes, out=out, resume=resume, progress=progress)


def settings(planner: Planner, design: Design, record: Sequence[str], readings: bool = True) -> Settings:
    """The settings of a run that is one arm."""
    return Settings(
        planner.base.start, planner.base.end, design.pairs, seed=design.seed, record=tuple(record), traits=VARIANTS[design.variant].traits,
        variant=design.variant, per_draw=design.per_draw, threads=design.threads, readings=readings,
    )  # fmt: skip


def parts_of(progress: Progress | None, parts: int) -> Callable[[], Progress | None]:
    """Progress of ``parts`` runs of the same length as that of one: the progress of the next run, each time it is called."""
    begun = 0

    def next_part() -> Progress | None:
        nonlocal begun
        begun, before = begun + 1, begun
        return (lambda done, total: progress(before * total + done, parts * total)) if progress else None

    return next_part
