"""Assumptions: parameters with priors, conventions, sources by certainty, versions, and how to run again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from collegium.analysis.columns import Recorded, span
from collegium.figures.style import minus
from collegium.scenario.calendar import shown
from collegium.scenario.codebook import ENOUGH
from collegium.scenario.format import AGREEMENT
from collegium.scenario.model import CERTAINTIES, Prior, Scenario
from collegium.scenario.parameters import DEFAULTS

NEGATIVE = re.compile(r"(?<![\w-])-(?=\d)")
"""The hyphen before a number."""
LIMITS = ("vulnerable", "dominant", "bypassed", "lost", "readings")
"""Parameters of the definition of rule."""

TABLES = {
    "people": "people", "seats": "seats", "blocs": "blocs of seats", "tenures": "offices held",
    "constituencies": "constituencies", "allegiances": "allegiances", "ties": "ties", "acts": "acts",
    "positions": "positions", "moods": "moods", "documents": "documents", "events": "events", "record": "record",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assumption:
    name: str
    prior: str
    meaning: str


def drawn(results: Recorded) -> list[Assumption]:
    """Parameters drawn in every history, from their posterior if there is one."""
    case = results.scenario
    fitted = [Assumption(name, posterior_text(case, name), meaning(name)) for name in case.fitted]
    return fitted + [
        _assumption(name, prior) for name, prior in case.parameters.items() if prior.family != "point" and name not in case.fitted
    ]


def fixed(results: Recorded) -> list[Assumption]:
    """Conventions: parameters with one value."""
    case = results.scenario
    return [_assumption(name, prior) for name, prior in case.parameters.items() if prior.family == "point" and name not in case.fitted]


def meaning(name: str) -> str:
    """What a parameter means, its numbers with the sign that readers know."""
    return NEGATIVE.sub(minus("-"), DEFAULTS[name].meaning)


def _assumption(name: str, prior: Prior) -> Assumption:
    return Assumption(name, prior_text(prior), meaning(name))


def posterior_text(case: Scenario, name: str) -> str:
    """The mean and the 90% interval of a fitted parameter."""
    values = np.array([one.values[name] for one in case.posterior])
    low, high = np.quantile(values, (0.05, 0.95))
    return f"posterior: mean {values.mean():.3g}, 90% {low:.3g} to {high:.3g}"


def prior_text(prior: Prior) -> str:
    """A prior as it is typed in a scenario."""
    inner = ", ".join(f"{value:g}" for value in prior.args)
    text = inner if prior.family == "point" else f"{prior.family}({inner})"
    low, high = prior.bounds
    return text if low == float("-inf") and high == float("inf") else f"{text} in {low:g}..{high:g}"


def sources_by_certainty(results: Recorded) -> list[tuple[str, list[int]]]:
    """(table, rows by certainty in the order of :data:`CERTAINTIES`) for every table that has rows."""
    found = []
    for field, words in TABLES.items():
        counts = Counter(row.source.certainty for row in getattr(results.scenario, field))
        if counts:
            found.append((words, [counts[certainty] for certainty in CERTAINTIES]))
    return found


def facts(results: Recorded) -> list[tuple[str, str]]:
    """Seed, dates, versions and hashes: what a second run needs to be the same one."""
    noted = results.provenance
    first, last = noted.get("histories", (0, -1))
    start, end = span(results)
    rows = [
        ("Histories", f"{last - first + 1:,} (numbers {first:,} to {last:,})"),
        ("Seed", str(noted.get("seed", "not recorded"))),
        ("Dates", f"{shown(start)} to {shown(end)}, steps of {results.scenario.step} days"),
        ("Scenario", f"{results.scenario.name}, hash {noted.get('scenario', 'not recorded')}"),
        ("Coding of acts", coding(results.scenario)),
        ("Engine", f"hash {noted.get('engine', 'not recorded')}"),
    ]
    rows += [(name, str(version)) for name, version in noted.get("versions", {}).items()]
    settings = noted.get("settings", {})
    return rows + [
        (name.replace("_", " ").capitalize(), ", ".join(value) if isinstance(value, list) else str(value))
        for name, value in settings.items()
    ]


def coding(scenario: Scenario) -> str:
    """Whether a second coding of the acts says how far the traits and ties derived from them can be trusted."""
    if not scenario.acts:
        return "no acts are listed"
    if not scenario.agreement:
        return "made once: no second coding says how far another reader of the acts would agree"
    found = ", ".join(
        f"{name} {minus(f'{kappa:.2f}')}{' (range doubled)' if kappa < ENOUGH else ''}" for name, kappa in scenario.agreement.items()
    )
    once = ", ".join(name for name in AGREEMENT.known if name not in scenario.agreement)
    return f"made twice; agreement (weighted kappa: 1 is full agreement, 0 is chance) of {found}" + (
        f"; coded once: {once}" if once else ""
    )


def limits(results: Recorded) -> dict[str, str]:
    """The thresholds of the definition of rule in words: percentages, and the number of readings."""
    return {
        name: f"{100 * prior.args[0]:g}%" if prior.family == "point" and name != "readings" else prior_text(prior)
        for name, prior in results.scenario.parameters.items()
        if name in LIMITS
    }


def again(results: Recorded) -> str:
    """The command line that makes the same folder again, an option a line."""
    return str(results.provenance.get("command", "The command was not recorded.")).replace(" --", " \\\n  --")
