"""Fit: which values of the parameters go with the counts of process on record, in one case or in several together, and if asked with the
named positions in recorded votes.

All cases are simulated with the same seed. A parameter with the same prior everywhere then has one value in history k of every case, so
that the counts of all cases can be compared with the records history by history. Nothing is simulated twice: see
:mod:`collegium.fitting.regression`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np

from collegium.analysis.first_order import LEAST
from collegium.arguments import SEED, THREADS, flag, optional, ordered, path, takes, whole
from collegium.arguments import progress as progress_of
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import resolved
from collegium.errors import SettingError, place
from collegium.files.outputs import OWN, Outputs, opened
from collegium.fitting.found import Fit
from collegium.fitting.learning import checked, learned
from collegium.fitting.process import Floats
from collegium.fitting.runs import Part, Plan, counted, part
from collegium.fitting.votes import Ballot, ballots, runs
from collegium.scenario import days
from collegium.scenario.days import Day
from collegium.scenario.model import Scenario
from collegium.scenario.readers import named

HISTORIES = 4000
"""Histories of every case."""
CHECKED = 4
"""Histories of the posterior predictive check: the part of those of the fit."""


def several(name: str, value: object) -> list[Scenario | str | Path]:
    """Scenarios, each in hand or by its name or folder."""
    return [named(f"{name}[{n}]", one) for n, one in enumerate(ordered(name, value, "give a list of scenarios"))]


@takes(
    scenario=named, cases=several, votes=flag, histories=partial(whole, low=2 * LEAST, high=1_000_000), seed=SEED, threads=THREADS,
    out=optional(path), progress=progress_of, overwrite=flag, resume=flag,
)  # fmt: skip
def fit(
    scenario: Scenario | str | Path, *, until: Day | None = None, cases: Sequence[Scenario | str | Path] = (), votes: bool = False,
    histories: int = HISTORIES, seed: int = 1, threads: int | None = None, out: str | Path | None = None, overwrite: bool = False,
    resume: bool = False, progress: Progress | bool | None = None,
) -> Fit:  # fmt: skip
    """Learn parameters from counts of process on record.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder.
    until
        The day up to which its record counts (default: its last day).
    cases
        Further scenarios, whose records count to their last days.
    votes
        Whether recorded votes count as well: the likelihood of the named positions weights the draws. A fit that goes on after an
        interruption simulates them again.
    histories
        Histories of every case.
    seed
        The same seed gives the same posterior.
    threads
        By default all cores. Changes nothing.
    out
        Folder that keeps the histories and ``posterior.csv``.
    overwrite, resume
        Replace the fit in the folder, or go on with an interrupted one.
    progress
        True shows how far it is; a function is called with what is done and what there is to do.

    Returns
    -------
    Fit
        What was learned, and how the counts compare.

    Raises
    ------
    ScenarioError
        For a mistake in a scenario or the day.
    SettingError
        If a record gives nothing (with ``votes``, no position that can be foretold), a case is named twice or has a posterior already, or
        a folder is in the way.
    """
    parts = [part(*up_to(resolved(scenario), until)), *(part(resolved(one)) for one in cases)]
    check(parts)
    plans = {"prior": Plan(histories, seed, threads), "posterior": Plan(max(histories // CHECKED, LEAST), seed, threads)}
    extra = sum(runs(one.case, one.until) for one in parts) if votes else 0
    if votes and not extra:
        raise SettingError(no_votes(parts))
    whole = len(parts) * sum(plan.histories for plan in plans.values()) + extra * histories
    with shown(progress) as tell, folder(out, overwrite, resume) as kept:

        def simulated(arm: str, some: Sequence[Part], before: int = 0) -> list[Floats]:
            size = plans[arm].histories
            return [
                counted(one, plans[arm], along(tell, before + n * size, whole), place_of(kept, arm, one), resume)
                for n, one in enumerate(some)
            ]

        counts = simulated("prior", parts)
        cast = polled(parts, plans["prior"], along(tell, len(parts) * histories, whole)) if votes else []
        found = learned(parts, counts, plans["prior"], cast)
        if found.draws:
            fitted = [Part(found.applied(one.case), one.until, one.seen) for one in parts]
            after = simulated("posterior", fitted, (len(parts) + extra) * histories)
            found = checked(found, np.concatenate(after, axis=1))
        if tell:
            tell(whole, whole)
        if kept and found.draws:
            kept.put({"posterior.csv": found.text.encode()})
    return found


def polled(parts: Sequence[Part], plan: Plan, tell: Progress | None) -> list[Ballot]:
    """The recorded votes of all cases. Raises :class:`SettingError` if no history hears any of their motions."""
    done = count(1)

    def told() -> None:
        if tell:
            tell(next(done) * plan.histories, 0)

    found = [each for one in parts for each in ballots(one.case, one.until, plan, told)]
    if not any(one.heard for one in found):
        raise SettingError(f"{place('votes')}: no history hears any recorded motion, so the votes say nothing (do: leave them out)")
    return found


def no_votes(parts: Sequence[Part]) -> str:
    """Why there is no vote to fit."""
    which = " or ".join(f"{one.case.name} until {one.until}" for one in parts)
    return (
        f"{place('votes')}: the record of {which} has no vote with a motion and named positions that the model can foretell (do: leave "
        "it out, or add such votes; spec/experiments.md, section 6)"
    )


def along(tell: Progress | None, before: int, whole: int) -> Progress | None:
    """Progress of one run as part of all."""
    return (lambda done, _: tell(before + done, whole)) if tell else None


def up_to(case: Scenario, until: Day | None) -> tuple[Scenario, date]:
    """A scenario, and the day up to which its record counts. Raises :class:`SettingError` for a day outside its span."""
    last = case.end if until is None else days.given(until=until)[0]
    if not case.start < last <= case.end:
        raise SettingError(f"{place('until')}: {last} does not lie in the span (do: choose a day after {case.start} and up to {case.end})")
    return case, last


def check(parts: Sequence[Part]) -> None:
    """Raises :class:`SettingError` for cases that cannot be fitted together."""
    names = [one.case.name for one in parts]
    for one in parts:
        name = one.case.name
        if names.count(name) > 1:
            raise SettingError(f"{place('cases')}: {name} is named twice (do: name each case once)")
        if not one.case.record:
            raise SettingError(f"{name} has no record, so there is nothing to fit (do: add record.csv; docs/reference/scenario.md)")
        if one.case.posterior:
            raise SettingError(f"{name} has a posterior already, and a fit begins with the priors (do: leave out its posterior.csv)")


@contextmanager
def folder(out: str | Path | None, overwrite: bool, resume: bool) -> Iterator[Outputs | None]:
    """The folder of a fit, locked; None without one. Raises :class:`SettingError`."""
    if not out:
        yield None
        return
    with opened(Path(out), "fit", again=overwrite or resume) as outputs:
        outputs.expect([*OWN, "posterior.csv"])
        if overwrite:
            outputs.clear()
        yield outputs


def place_of(kept: Outputs | None, arm: str, one: Part) -> Path | None:
    """The folder of the histories of a case."""
    return kept.add_folder(f"{arm}-{one.case.name}") if kept else None
