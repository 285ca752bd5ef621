"""collegium models how a small group rules together, and how one of them ends up ruling alone.

>>> import collegium
>>> results = collegium.run("council", histories=200)           # doctest: +SKIP
>>> results.outcomes()[0].estimate                              # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collegium.ensemble import run
    from collegium.errors import RunError, ScenarioError
    from collegium.results import Results
    from collegium.scenario import at, check, edit
    from collegium.scenario.model import Scenario
    from collegium.study.permutation import permutation
    from collegium.study.whatif import whatif

__version__ = "0.1.0"

_HOMES = {
    "run": "collegium.ensemble", "RunError": "collegium.errors", "ScenarioError": "collegium.errors", "Results": "collegium.results",
    "at": "collegium.scenario", "check": "collegium.scenario", "edit": "collegium.scenario", "Scenario": "collegium.scenario.model",
    "permutation": "collegium.study.permutation", "whatif": "collegium.study.whatif",
}  # fmt: skip
"""Public name -> the module it is read from when first asked for, so that ``collegium --help`` need not load the engine."""

__all__ = [
    "Results", "RunError", "Scenario", "ScenarioError", "__version__", "at", "check", "edit", "load", "permutation", "run", "whatif",
]  # fmt: skip


def load(scenario: str | Path) -> Scenario:
    """The scenario of that name, or in that folder. Raises :class:`ScenarioError` with every mistake in it."""
    from collegium.scenario import find
    from collegium.scenario import load as read

    return read(find(scenario))


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'collegium' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
