"""Sensitivity: which of the numbers that are drawn for every history decide the main outcomes (:mod:`collegium.analysis.sensitivity`).

Results keep the parameters of each history. Uncertain cells are drawn by key, so the same engine draws them again from the folder alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from collegium.analysis.columns import numbers
from collegium.analysis.first_order import LEAST
from collegium.analysis.sensitivity import CELL, PARAMETER, Array, Input, Sensitivity, assess, more
from collegium.arguments import COUNT, SEED, THREADS, flag, one_of, optional, path, settings, takes
from collegium.arguments import progress as progress_of
from collegium.engine.cache import engine_hash
from collegium.engine.compile import Model
from collegium.engine.layout import PARAMETERS
from collegium.ensemble.player import Draw, draw, model_of
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import cores, resolved, run
from collegium.ensemble.variants import VARIANTS
from collegium.errors import DataError, RunError, SettingError, place
from collegium.files.manifest import MANIFEST
from collegium.files.outputs import PROVENANCE
from collegium.interventions import plan
from collegium.results.folder import Folder
from collegium.results.sentences import short_names, spaced
from collegium.scenario import calendar, edit
from collegium.scenario.cells import write_prior
from collegium.scenario.days import Day
from collegium.scenario.model import Prior, Scenario
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.readers import named

HISTORIES = 2000
"""Histories of a run that is made for the analysis."""
THETA = "theta:"
"""Columns of results that hold parameters begin with it."""


def run_or_scenario(name: str, value: Any) -> Any:
    """Results, or what :func:`collegium.run` takes."""
    return value if isinstance(value, Folder) else named(name, value)


@takes(
    scenario=run_or_scenario, histories=optional(COUNT), seed=optional(SEED), threads=THREADS, changes=optional(settings),
    variant=optional(partial(one_of, options=tuple(VARIANTS))), out=optional(path), progress=progress_of, overwrite=flag, resume=flag,
    fixed=flag,
)  # fmt: skip
def sensitivity(
    scenario: Folder | Scenario | str | Path,
    *,
    start: Day | None = None,
    end: Day | None = None,
    histories: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    changes: Mapping[str, str] | None = None,
    variant: str | None = None,
    out: str | Path | None = None,
    progress: Progress | bool | None = None,
    overwrite: bool = False,
    resume: bool = False,
    fixed: bool = False,
) -> Sensitivity:
    """Find which uncertain inputs decide the main outcomes of a run, and which do nothing that can be seen.

    Parameters
    ----------
    scenario
        Results, or the folder of some: their own draws are used. Or a scenario in hand, its name or its folder: then a run comes first.
    start, end, seed, changes, variant, out, overwrite, resume
        Of the run, as of :func:`collegium.run`; they do not go with results.
    histories
        How many histories to run (default 2000).
    threads
        By default all cores. Changes no number.
    fixed
        Whether the run also draws the parameters that have one value by default, each evenly from the range in which it may lie. A
        parameter that the scenario or ``changes`` set keeps what they say.
    progress
        True shows how far the run and then the analysis is. A function is called with what is done and what is to do.

    Returns
    -------
    Sensitivity
        Indices with intervals and thresholds, by input and outcome.

    Raises
    ------
    ScenarioError
        For a mistake in the scenario, the changes or the days.
    SettingError
        For a setting out of range, fewer histories than the analysis needs, or options of a run beside results.
    RunError
        If another version of the engine has written the results.
    DataError
        If results lack parameters, hold too few draws, or do not differ in any main outcome.
    """
    given = {
        "start": start, "end": end, "histories": histories, "seed": seed, "changes": changes, "variant": variant, "out": out,
        "overwrite": overwrite or None, "resume": resume or None, "fixed": fixed or None,
    }  # fmt: skip
    return examined(simulated(scenario, given, threads, progress), threads, progress)


def simulated(
    scenario: Folder | Scenario | str | Path, given: Mapping[str, Any], threads: int | None = None, progress: Progress | bool | None = None
) -> Folder:
    """The results to examine: those in hand or in the folder, or else those of a run. ``given`` are arguments of :func:`collegium.run`;
    None means the default. ``fixed`` is that of :func:`sensitivity`."""
    asked = {name: value for name, value in given.items() if value is not None}
    if isinstance(scenario, Folder) or (not isinstance(scenario, Scenario) and is_run(scenario)):
        if asked:
            raise SettingError(f"{', '.join(map(place, asked))}: this run is simulated already (do: leave it out, or name a scenario)")
        return scenario if isinstance(scenario, Folder) else Folder(scenario)
    asked = {"histories": HISTORIES} | asked
    if asked["histories"] < LEAST:
        raise SettingError(f"{place('histories')}: {asked['histories']} are too few for a sensitivity analysis (do: {more()})")
    if asked.pop("fixed", False):
        changes = asked.get("changes", {})
        asked["changes"] = ranges(edit(resolved(scenario), changes)) | dict(changes)
    return run(scenario, threads=threads, progress=progress, record=("outcomes",), **asked)


def ranges(case: Scenario) -> dict[str, str]:
    """The changes by which a run draws what is fixed by default from its range, except what the case sets otherwise."""
    return {
        name: write_prior(evenly(one.range)) for name, one in DEFAULTS.items()
        if one.range and one.range[0] < one.range[1] and write_prior(case.parameters[name]) == one.prior
    }  # fmt: skip


def evenly(range: tuple[float, float]) -> Prior:
    """Every value of a range is as likely as any other."""
    return Prior("uniform", range)


def is_run(folder: str | Path) -> bool:
    """Has a run written this folder?"""
    return any(os.path.lexists(Path(folder) / name) for name in (MANIFEST, PROVENANCE))


def examined(results: Folder, threads: int | None = None, progress: Progress | bool | None = None) -> Sensitivity:
    """The sensitivity of some results."""
    inputs, values, whose = drawn_inputs(results)
    varies = np.array([len(np.unique(column)) > 1 for column in values.T], np.bool_)
    fixed = [one.name for one, some in zip(inputs, varies, strict=True) if one.kind == PARAMETER and not some]
    priors = results.scenario.parameters
    ranged = [name for name, one in DEFAULTS.items() if one.range and priors[name] == evenly(one.range)]
    with shown(progress, "inputs") as tell:
        return assess(
            results, [one for one, some in zip(inputs, varies, strict=True) if some], values[:, varies], whose, fixed=fixed, ranged=ranged,
            threads=cores() if threads is None else threads, progress=tell,
        )  # fmt: skip


def drawn_inputs(results: Folder) -> tuple[list[Input], Array, np.ndarray[Any, np.dtype[np.int64]]]:
    """All parameters and cells, their values in each draw (draws, inputs), and the draw of each history."""
    noted = results.provenance
    recorded = [THETA + name for name in PARAMETERS]
    if not set(recorded) <= {column["column"] for column in results.describe("histories")}:
        raise DataError(f"{results.dir} holds no parameters of this version: run it again with this version")
    if noted.get("engine") != engine_hash():
        raise RunError(
            f"engine {noted.get('engine')} wrote {results.dir}. This is engine {engine_hash()}, which may draw other cells of the case: "
            f"run it again with this engine: {noted.get('command', 'collegium run')}"
        )
    table, again = results.histories(recorded), drawn_again(results)
    theta = np.stack([numbers(table[name]) for name in recorded], axis=1)
    if not np.array_equal(theta, np.stack([again.drawn.theta[name] for name in PARAMETERS], axis=1)):
        raise DataError(f"{results.dir} holds other parameters than its seed gives: the folder has changed, or the machine differs")
    names = short_names(results.scenario)
    inputs = [Input(name, name, PARAMETER) for name in PARAMETERS]
    inputs += [Input(cell.label, in_words(names, cell.label), CELL) for cell in again.model.uncertain]
    _, first, whose = np.unique(np.array(results.numbers) // noted["settings"]["per_draw"], return_index=True, return_inverse=True)
    return inputs, np.concatenate([theta, again.drawn.values], axis=1)[first], whose


class Again(NamedTuple):
    """A model, and what is drawn for it in each history."""

    model: Model
    drawn: Draw


def drawn_again(results: Folder) -> Again:
    """The parameters and cells of all histories, drawn again from what the folder says."""
    noted = results.provenance
    start, end = (calendar.from_iso(noted[key]) for key in ("from", "to"))
    model = model_of(results.scenario, start, end, plan(results.scenario, noted["interventions"], start, end, edited=True).during)
    how = noted["settings"]
    return Again(model, draw(model, noted["seed"], results.numbers[0], len(results), how["traits"], how["per_draw"]))


def in_words(names: Mapping[str, str], label: str) -> str:
    """The label of a cell with the names of people: 'ambition: Boris'."""
    kind, *whose = label.split(":")
    return f"{spaced(kind)}: {', '.join(names.get(one, spaced(one)) for one in whose)}"
