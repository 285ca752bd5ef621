"""The effect of one change: the same histories with it and without it.

Both arms share every number drawn that the change does not touch, so history k of one is compared with history k of the other,
and luck that they have in common cancels out of the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from collegium.analysis import Estimate, mean
from collegium.analysis.columns import codes, known, numbers
from collegium.ensemble import Progress, run
from collegium.results import Results
from collegium.scenario.model import Scenario

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """One measure: its mean ``before`` and ``after`` the change, and the mean ``difference`` of paired histories with its interval
    (95%). ``unit`` is ``share`` (0..1) or what is counted."""

    name: str
    label: str
    unit: str
    before: Estimate
    after: Estimate
    difference: Estimate


def whatif(
    scenario: Scenario | str | Path,
    changes: Mapping[str, str],
    *,
    start: date | None = None,
    end: date | None = None,
    histories: int = 1000,
    seed: int = 1,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[Effect]:
    """What ``changes`` make of ``histories`` histories: one row a measure, those who were strongest first in either arm included.

    Raises what :func:`collegium.run` raises.
    """

    def told(place: int) -> Progress:
        return lambda done, total: progress(place * total + done, 2 * total) if progress else None

    def arm(place: int, made: Mapping[str, str]) -> Results:
        return run(
            scenario, start=start, end=end, histories=histories, seed=seed, threads=threads, changes=made,
            record=("outcomes",), progress=told(place),
        )  # fmt: skip

    return compare(arm(0, {}), arm(1, changes))


def compare(before: Results, after: Results) -> list[Effect]:
    """The effects that two runs of the same histories show. ValueError if their histories differ."""
    if before.numbers != after.numbers or before.provenance["seed"] != after.provenance["seed"]:
        raise ValueError("the two runs do not hold the same histories of the same seed")
    names = {person.id: person.name for person in before.scenario.people}
    tables = before.histories(), after.histories()
    effects = [_effect(name, label, unit, *(measure(table) for table in tables)) for name, label, unit, measure in MEASURES]
    for person in _leaders(*tables):
        values = (_is(table, "strongest", person) for table in tables)
        effects.append(_effect(f"strongest:{person}", f"{names.get(person, person)} is strongest at the end", "share", *values))
    return effects


def _effect(name: str, label: str, unit: str, first: Values, second: Values) -> Effect:
    return Effect(name, label, unit, mean(first), mean(second), mean(second - first))


def _is(table: pa.Table, column: str, value: str) -> Values:
    found: Values = (codes(table[column], [value]) == 0).astype(np.float64)
    return found


def _leaders(*tables: pa.Table) -> list[str]:
    """The three who were strongest most often in each arm."""
    found: dict[str, None] = {}
    for table in tables:
        names: list[str] = []
        who = codes(table["strongest"], names)
        counts = np.bincount(who[who >= 0], minlength=len(names))
        found |= dict.fromkeys(names[place] for place in np.argsort(-counts, kind="stable")[:3])
    return list(found)


def _rate(part: str, whole: str) -> Callable[[pa.Table], Values]:
    """A rate within each history; NaN, and so left out, where there was nothing to have a rate of."""

    def measure(table: pa.Table) -> Values:
        top, bottom = numbers(table[part]), numbers(table[whole])
        return np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0)

    return measure


def _count(name: str) -> Callable[[pa.Table], Values]:
    return lambda table: numbers(table[name])


MEASURES: tuple[tuple[str, str, str, Callable[[pa.Table], Values]], ...] = (
    ("no_loss", "Nobody loses a full seat in the top body by decision", "share", lambda t: (numbers(t["losses"]) == 0).astype(np.float64)),
    ("losses", "Full seats lost by decision", "a history", _count("losses")),
    ("one_man", "One-man rule at any time", "share", lambda t: known(t["one_man_from"]).astype(np.float64)),
    ("one_man_end", "One-man rule at the end", "share", lambda t: _is(t, "rule", "one_man")),
    ("locked_end", "Locked collective at the end", "share", lambda t: _is(t, "rule", "locked")),
    ("contested_end", "Contested rule at the end", "share", lambda t: _is(t, "rule", "contested")),
    ("strongest_share", "Share of power of the strongest at the end", "share", _count("strongest_share")),
    ("effective_leaders", "Effective number of leaders at the end", "people", _count("effective_leaders")),
    ("sanctions", "Sanctions put to a vote", "a history", _count("sanctions")),
    ("appeals_won", "Appeals won, in histories with appeals", "share", _rate("appeals_won", "appeals")),
    ("output", "Output at the end, relative to the start", "times", _count("output")),
)
"""Name, label, unit, and how the measure is read off the table of histories."""
