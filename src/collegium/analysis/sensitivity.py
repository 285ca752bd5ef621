"""Which uncertain inputs decide the main outcomes of a run, and which do nothing that can be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from collegium.analysis import markup
from collegium.analysis.columns import Recorded, numbers
from collegium.analysis.first_order import LEAST, FirstOrder, draw_means, first_order
from collegium.analysis.numerals import interval, number
from collegium.analysis.outcomes import influences
from collegium.errors import DataError

Array: TypeAlias = NDArray[np.float64]

PARAMETER, CELL = "parameter", "cell"
"""Kinds of input."""
SHORT = {
    "losses": "losses", "no_loss": "no loss", "sanctions": "sanctions", "one_man": "one-man rule", "bloc": "bloc rule",
    "rule:contested": "contested", "effective_leaders": "leaders", "output": "output",
}  # fmt: skip
"""Names of outcomes in the outcome table, or of their column, and the words above a column; who is strongest comes before the last two."""
COLUMNS = {"effective_leaders": "Effective number of leaders at the end", "output": "Output at the end, relative to the start"}
"""Outcomes that the outcome table shows as quantiles; here the value of each history counts. Where nobody has power there is no leader."""
STRONGEST = 3
"""So many people are followed who are often the strongest at the end."""


@dataclass(frozen=True, slots=True)
class Input:
    """A number that every history draws for itself.

    Parameters
    ----------
    name
        Name of the parameter, or label of the cell, such as ``ambition:boris``.
    label
        The same in words, with the names of the scenario.
    kind
        ``parameter`` or ``cell``.
    """

    name: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Target:
    """An outcome whose variance is divided.

    Parameters
    ----------
    name
        Its name, such as ``losses`` or ``strongest:boris``.
    label
        What it says, as in the outcome table.
    short
        A few words for the head of a column.
    """

    name: str
    label: str
    short: str


@dataclass(frozen=True, slots=True, repr=False)
class Sensitivity(FirstOrder):
    """First-order sensitivity indices of the main outcomes of a run for every drawn parameter and every uncertain cell.

    The arrays are those of :class:`~collegium.analysis.FirstOrder`, by input and outcome in the order of ``inputs`` and
    ``outcomes``. An index is the share of an outcome's variance between histories, 0 to 1, that one input explains on its own. It does
    not see what an input does only together with others.

    Parameters
    ----------
    index, low, high
        The indices with the ends of their 95% bootstrap intervals; shape (inputs, outcomes).
    dummy
        The index that a permuted copy of the input exceeds in 5% of cases; shape (inputs, outcomes).
    threshold
        The index that in 95% of runs no input exceeds for any outcome, if no input matters; shape (outcomes,).
    detectable
        The least index that exceeds the threshold in about 80% of runs of this size; shape (outcomes,).
    inputs
        The inputs that differ between histories: parameters first, then cells.
    outcomes
        The outcomes that differ between histories.
    unvaried
        Main outcomes that do not differ between histories. They have no index.
    fixed
        Names of the parameters with the same value in every history: nothing can be said about them.
    ranged
        Names of the parameters that have one value by default, and that this run draws evenly from the range in which it may lie.
    draws
        Draws of the inputs. Each is one history, unless histories share draws.
    results
        The run.
    """

    inputs: tuple[Input, ...]
    outcomes: tuple[Target, ...]
    unvaried: tuple[Target, ...]
    fixed: tuple[str, ...]
    ranged: tuple[str, ...]
    draws: int
    results: Recorded

    @property
    def acts(self) -> NDArray[np.bool_]:
        """Whether the index exceeds the threshold of its outcome; shape (inputs, outcomes)."""
        return np.asarray(self.index > self.threshold)

    @property
    def inert(self) -> tuple[Input, ...]:
        """The inputs whose index exceeds the threshold of no outcome."""
        acts: list[list[bool]] = self.acts.tolist()
        return tuple(one for one, some in zip(self.inputs, acts, strict=True) if not any(some))

    def ranked(self, outcome: int) -> list[int]:
        """Places of the inputs that exceed the threshold of an outcome, the greatest index first.

        Parameters
        ----------
        outcome
            Place of the outcome.

        Returns
        -------
        list of int
            Places in ``inputs``.
        """
        column = self.index[:, outcome]
        return [int(k) for k in np.argsort(-column, kind="stable") if column[k] > self.threshold[outcome]]

    def rows(self) -> list[dict[str, Any]]:
        """The indices as rows of a table.

        Returns
        -------
        list of dict
            One for each input and outcome: ``input``, ``kind``, ``outcome``, ``index``, ``low``, ``high``, ``dummy``, ``threshold`` and
            ``acts``.
        """
        acts = self.acts
        return [
            {"input": one.name, "kind": one.kind, "outcome": target.name, "index": float(self.index[i, k]), "low": float(self.low[i, k]),
             "high": float(self.high[i, k]), "dummy": float(self.dummy[i, k]), "threshold": float(self.threshold[k]),
             "acts": bool(acts[i, k])}
            for i, one in enumerate(self.inputs)
            for k, target in enumerate(self.outcomes)
        ]  # fmt: skip

    def _repr_html_(self) -> str:
        shown = [(k, i) for k in range(len(self.outcomes)) for i in self.ranked(k)]
        cells = (
            (self.outcomes[k].label, self.inputs[i].label, number(self.index[i, k], "share"),
             interval(self.low[i, k], self.high[i, k], "share"), number(self.threshold[k], "share"))
            for k, i in shown
        )  # fmt: skip
        return markup.table(
            ("outcome", "input", "index", "95% interval", "threshold"), (markup.row(map(markup.CELL.format, row)) for row in cells),
            f"{len(self.ranged)} parameters with one value by default are drawn from their ranges" if self.ranged else "",
        )  # fmt: skip


def assess(
    results: Recorded, inputs: Sequence[Input], values: Array, whose: NDArray[np.int64], *, fixed: Sequence[str] = (),
    ranged: Sequence[str] = (), threads: int = 1, progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:  # fmt: skip
    """The indices of the main outcomes of some results.

    Parameters
    ----------
    results
        The results.
    inputs
        The inputs that differ between draws.
    values
        Their values, shape (draws, inputs).
    whose
        The draw of each history, shape (histories,).
    fixed
        Names of the parameters that do not differ.
    ranged
        Names of those that have one value by default and are drawn from their range.
    threads
        Threads to use; they change no number.
    progress
        Is called with the inputs done and to do.

    Returns
    -------
    Sensitivity
        The indices.

    Raises
    ------
    DataError
        If there are too few draws, no input, or no outcome that differs between draws.
    """
    draws = len(values)
    if draws < LEAST:
        raise DataError(f"{results.dir} has {draws:,} draws of the inputs, and a sensitivity analysis needs {LEAST} (do: {more()})")
    if not inputs:
        raise DataError(f"no input of {results.dir} differs between histories (do: give at least one parameter or cell a range)")
    targets, found = main_outcomes(results)
    varies = (np.ptp(found, axis=0) > 0) & (np.ptp(draw_means(found, whose), axis=0) > 0)
    if not varies.any():
        raise DataError(f"no main outcome of {results.dir} differs between histories (do: choose a longer time, or another case)")
    numbers_of = first_order(values, found[:, varies], whose, int(results.provenance["seed"]), threads, progress)
    split = [tuple(one for one, some in zip(targets, varies, strict=True) if some == yes) for yes in (True, False)]
    return Sensitivity(
        **{field.name: getattr(numbers_of, field.name) for field in fields(FirstOrder)},
        inputs=tuple(inputs), outcomes=split[0], unvaried=split[1], fixed=tuple(fixed), ranged=tuple(ranged),
        draws=draws, results=results,
    )  # fmt: skip


def more() -> str:
    """What to do about too few draws."""
    return f"simulate {LEAST} histories or more, each with a draw of its own; 2,000 show indices of about 2%"


def main_outcomes(results: Recorded) -> tuple[list[Target], Array]:
    """The main outcomes, and their values less a constant; shape (histories, outcomes). Of the outcome table these are shares and means, to
    which each history adds its own value."""
    found = {row.name: (row.label, values) for row, values in influences(results)}
    table = results.histories(list(COLUMNS))
    found |= {name: (label, np.nan_to_num(numbers(table[name]))) for name, label in COLUMNS.items()}
    people = [name for name in found if name.startswith("strongest:")][:STRONGEST]
    words = [*SHORT]
    names = [*words[: -len(COLUMNS)], *people, *words[-len(COLUMNS) :]]
    short = SHORT | {name: found[name][0].removesuffix(" at the end").replace(" is strongest", " strongest") for name in people}
    return [Target(name, found[name][0], short[name]) for name in names], np.stack([found[name][1] for name in names], axis=1)
