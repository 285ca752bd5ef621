"""Targets of the record: dated statements that a run can meet or miss (spec/experiments.md, section 5).

>>> for one in targets(scenario):      # doctest: +SKIP
...     results = collegium.run(scenario, start=one.start, end=one.end)
...     print(one.row.id, one.met(results).mean())
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from collegium.analysis.columns import Recorded
from collegium.errors import SettingError
from collegium.experiments.forms import SHARE
from collegium.experiments.measures import Measure, measure
from collegium.experiments.rows import Values
from collegium.scenario import calendar
from collegium.scenario.model import Record, Scenario, Truth

QUARTER = 3
"""Months."""

Coded = TypeVar("Coded")


@dataclass(frozen=True)
class Target:
    """One target that is scored, read by :func:`targets`.

    Parameters
    ----------
    row
        Its row of the record.
    start, end
        First and last day of the run that can meet it.
    measure
        What is read from that run.
    truth
        What the measure was in life.
    """

    row: Record
    start: date
    end: date
    measure: Measure
    truth: Truth

    def met(self, results: Recorded) -> NDArray[np.bool_]:
        """In which histories of its run the statement is true.

        Parameters
        ----------
        results
            Results of a run from ``start`` to ``end``.

        Returns
        -------
        numpy.ndarray
            One truth value a history, shape (histories,).

        Raises
        ------
        DataError
            If a table that the measure reads was not recorded.
        """
        return agrees(self.truth, self.measure.values(results))


def targets(scenario: Scenario) -> list[Target]:
    """The targets of a scenario that are scored, in the order of the record.

    Parameters
    ----------
    scenario
        A scenario with a record.

    Returns
    -------
    list of Target
        Each with its measure, ready to be read from a run over its window.

    Raises
    ------
    SettingError
        With every measure that cannot be read, and every truth that does not fit the unit of its measure.
    """
    return coded(scenario, "target", target)


def coded(scenario: Scenario, kind: str, read: Callable[[Record, Scenario], Coded]) -> list[Coded]:
    """What every row of a type that has a measure says. Raises :class:`SettingError` with all mistakes at once."""
    found, wrong = [], []
    for row in scenario.record:
        if row.type == kind and row.measure:
            try:
                found.append(read(row, scenario))
            except SettingError as error:
                wrong.append(f"record.csv: {row.id}: {error}")
    if wrong:
        raise SettingError("\n".join(wrong))
    return found


def target(row: Record, scenario: Scenario) -> Target:
    """Read one target. Raises :class:`SettingError`."""
    assert row.truth is not None
    start, end = run_of(row, scenario)
    made = measure(row.measure, scenario, start, end)
    if isinstance(row.truth, bool) != (made.unit == SHARE):
        fits = "yes or no" if made.unit == SHARE else "a number or LOW..HIGH"
        raise SettingError(f"the measure '{made.text}' has the unit '{made.unit}', which the truth does not fit (do: write {fits})")
    return Target(row, start, end, made, row.truth)


def window(row: Record) -> tuple[date, date]:
    """First and last day of the window of a target: of dates that are not exact, the widest reading."""
    assert row.span.start is not None
    return row.span.start.earliest, (row.span.end or row.span.start).latest


def run_of(row: Record, scenario: Scenario) -> tuple[date, date]:
    """First and last day of the run that can meet a target: from the beginning of the quarter in which its window begins, within the span.
    Raises :class:`SettingError`."""
    first, last = window(row)
    quarter = calendar.make(first.year, first.month - (first.month - 1) % QUARTER, 1)
    start, end = max(quarter, scenario.first), min(last, scenario.end)
    if start >= end:
        raise SettingError("the window lies outside the span (do: choose days within it, or leave the target out with a reason)")
    return start, end


def agrees(truth: Truth, values: Values) -> NDArray[np.bool_]:
    """Where a measure is what it was in life. A history that the measure leaves out (NaN) lies in no range."""
    low, high = (float(truth), float(truth)) if isinstance(truth, bool) else truth
    found: NDArray[np.bool_] = (values >= low) & (values <= high)
    return found
