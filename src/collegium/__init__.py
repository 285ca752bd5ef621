"""collegium models how a small group rules together, and how one of them ends up ruling alone.

>>> import collegium
>>> results = collegium.run("council", histories=200, progress=True)   # doctest: +SKIP
>>> results.outcomes()[0].estimate                                     # doctest: +SKIP
>>> print(results[7].explain("2001-02-01", "2001-03-01"))              # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from collegium import deprecated
from collegium.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from collegium.errors import RunError, ScenarioError
    from collegium.experiments.permutation import permutation
    from collegium.facade import Results, ablate, run, sensitivity, systems, whatif
    from collegium.fitting import fit
    from collegium.scenario import at, check, edit
    from collegium.scenario.model import Scenario
    from collegium.scoring import score

_HOMES = {
    "run": "facade", "whatif": "facade", "Results": "facade", "sensitivity": "facade", "ablate": "facade", "systems": "facade",
    "permutation": "experiments.permutation",
    "fit": "fitting", "score": "scoring",
    "RunError": "errors", "ScenarioError": "errors",
    "at": "scenario", "check": "scenario", "edit": "scenario", "Scenario": "scenario.model",
}  # fmt: skip
"""Public name -> the module it is read from when first asked for, so that ``collegium --help`` need not load the engine."""
_ROOMS = (
    "analysis", "committee", "ensemble", "errors", "experiments", "explain", "explorer", "figures", "fitting", "models", "report",
    "results", "scenario", "scoring",
)  # fmt: skip
"""Sub-packages, and the module of errors, that a user may want. They are loaded when first asked for."""

__all__ = [
    "Results", "RunError", "Scenario", "ScenarioError", "__version__", "ablate", "at", "check", "edit", "fit", "load", "permutation", "run",
    "score", "sensitivity", "systems", "whatif",
]  # fmt: skip

deprecated.install()


def load(scenario: str | Path) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    scenario
        Name of a shipped scenario, or a folder.

    Returns
    -------
    Scenario
        The scenario, complete.

    Raises
    ------
    ScenarioError
        With every mistake in it: file, line, and what to do.
    """
    from collegium.arguments import path
    from collegium.scenario import find
    from collegium.scenario import load as read

    return read(find(path("scenario", scenario)))


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    if name in _ROOMS or name in deprecated.RENAMED:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*__all__, *_ROOMS])
