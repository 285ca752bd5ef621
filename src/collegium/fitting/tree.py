"""A fit in the groups of ArviZ: posterior, prior, both predictive distributions, and the counts on record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from collegium.files.writing import free, written
from collegium.fitting.found import Fit
from collegium.fitting.process import Floats
from collegium.results import labels
from collegium.results.export import needed
from collegium.scenario.parameters import DEFAULTS
from collegium.version import __version__


def datatree(found: Fit) -> Any:
    """The groups as an xarray DataTree; without ``posterior`` if nothing was learned. Raises ImportError without xarray."""
    xarray = labels.library()
    names = [f"{one.case}: {one.name}" for one in found.compared]
    prior = {one.name: found.prior[:, n] for n, one in enumerate(found.parameters)}
    groups = {
        "prior": sampled(xarray, prior), "prior_predictive": predicted(xarray, names, found.counts),
        "posterior_predictive": predicted(xarray, names, found.after),
        "observed_data": xarray.Dataset({"count": ("statistic", np.array([one.seen for one in found.compared]))}, {"statistic": names}),
    }  # fmt: skip
    if found.draws:
        groups["posterior"] = sampled(xarray, found.draws)
    told = {"title": found.title, "engine": str(found.about["engine"]), "seed": str(found.about["seed"])}
    told |= {"inference_library": "collegium", "inference_library_version": __version__}
    return xarray.DataTree.from_dict({name: group.assign_attrs(told) for name, group in groups.items()})


def sampled(xarray: Any, values: Any) -> Any:
    """Parameters as the draws of one chain."""
    variables = {name: (("chain", "draw"), column[None], {"long_name": DEFAULTS[name].meaning}) for name, column in values.items()}
    return xarray.Dataset(variables, {"chain": [0], "draw": np.arange(len(next(iter(values.values()))))})


def predicted(xarray: Any, names: list[str], counts: Floats) -> Any:
    """Counts of simulated histories."""
    variables = {"count": (("chain", "draw", "statistic"), counts.astype(np.int32)[None])}
    return xarray.Dataset(variables, {"chain": [0], "draw": np.arange(len(counts)), "statistic": names})


def to_netcdf(found: Fit, path: str | Path) -> None:
    """Write the groups to a NetCDF file, over one that is there. Raises :class:`SettingError` if a library is missing."""
    needed("netcdf")
    tree = datatree(found)
    free(Path(path))
    with written(Path(path)) as part:
        tree.to_netcdf(part, engine="h5netcdf")
