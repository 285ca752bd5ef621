"""Results in the groups of ArviZ: prior, prior predictive and observed data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import NEVER, as_day, days, months, span
from collegium.analysis.losses import real_losses
from collegium.results import labels
from collegium.scenario.parameters import DEFAULTS

if TYPE_CHECKING:
    from collegium.results.folder import Folder

Days: TypeAlias = NDArray[np.float64]
YEAR = 365.25
YEARS_TO_LOSS = "years from the first day until this loss; NaN if it does not happen"
LOSSES_BY = "losses on record that have happened by this day"


def tree(results: Folder, series: Sequence[str] = ()) -> Any:
    """The tree of :meth:`collegium.results.folder.Folder.to_datatree`."""
    xarray = labels.library()
    outcomes = labels.dataset(results, "histories")
    groups = {"prior": drawn(results, outcomes), "constant_data": fixed(results, outcomes)}
    predicted = numeric(outcomes).drop_vars("theta").drop_vars("parameter")
    for table in series:
        predicted = predicted.merge(prefixed(numeric(labels.dataset(results, table)), table))
    start, end = span(results)
    # A history has the first loss of a kind only, so of several on record the first is the one to compare with.
    real: dict[str, int] = {}
    for person, rung, known, _ in real_losses(results.scenario, start, end):
        if rung != "died":
            real.setdefault(f"{rung}:{person}", as_day(known.latest))
    if real:
        names, when = list(real), np.array([list(real.values())], np.float64)
        predicted = predicted.merge(losses(xarray, names, simulated(results, names), start, end, results.numbers))
        groups["observed_data"] = losses(xarray, names, when, start, end, range(1)).isel(history=0, drop=True)
    groups["prior_predictive"] = predicted
    noted = labels.about(results)
    told = noted | {"inference_library": "collegium", "inference_library_version": noted["source"].removeprefix("collegium ")}
    return xarray.DataTree.from_dict({name: sampled(group).assign_attrs(told) for name, group in groups.items()})


def sampled(group: Any) -> Any:
    """The histories of a group as the draws of one chain."""
    return group.rename(history="draw").expand_dims(chain=[0]) if "history" in group.dims else group


def numeric(group: Any) -> Any:
    """The variables that are numbers: words and days are nothing that ArviZ can draw."""
    return group[[name for name, values in group.data_vars.items() if values.dtype.kind in "iufb"]]


def prefixed(group: Any, table: str) -> Any:
    """A series whose variables and axes carry its name, for two series differ in their dates and people."""
    return group.rename({name: f"{table}_{name}" for name in (*group.data_vars, *group.dims) if name != "history"})


def drawn(results: Folder, outcomes: Any) -> Any:
    """The parameters that differ between histories, a variable each."""
    return parameters(results, outcomes, fixed=False)


def fixed(results: Folder, outcomes: Any) -> Any:
    """The parameters that have one value in all histories."""
    return parameters(results, outcomes, fixed=True).isel(history=0, drop=True)


def parameters(results: Folder, outcomes: Any, *, fixed: bool) -> Any:
    case = results.scenario
    known = {name for name, prior in case.parameters.items() if prior.family == "point"} - {*case.fitted}
    chosen = [name for name in outcomes["parameter"].values.tolist() if (name in known) == fixed]
    values = {name: outcomes["theta"].sel(parameter=name, drop=True).assign_attrs(long_name=DEFAULTS[name].meaning) for name in chosen}
    return outcomes[["history"]].assign(values)


def simulated(results: Folder, names: Sequence[str]) -> Days:
    """Day of each loss in each history, infinite if it does not happen; shape (histories, losses)."""
    table = results.histories(names)
    found = np.stack([days(table[name]) for name in names], axis=1).astype(np.float64)
    return np.where(found == NEVER, np.inf, found)


def losses(xarray: Any, names: Sequence[str], when: Days, start: date, end: date, numbers: range) -> Any:
    """When each loss happens, and how many have happened by the first of every month."""
    ends = np.array([as_day(day) for day in months(start, end)])
    years = np.where(np.isfinite(when), (when - as_day(start)) / YEAR, np.nan).astype(np.float32)
    counts = (when[:, :, None] <= ends).sum(axis=1).astype(np.int16)
    variables = {
        "years_to_loss": (("history", "loss"), years, {"long_name": YEARS_TO_LOSS, "units": "years"}),
        "losses_by": (("history", "month"), counts, {"long_name": LOSSES_BY, "units": "losses"}),
    }
    month = ends.astype("datetime64[D]").astype("datetime64[s]")
    return xarray.Dataset(variables, {"history": np.array(numbers, np.int32), "loss": np.array(names, dtype=object), "month": month})
