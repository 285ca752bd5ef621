"""Measures of section 2 of ``spec/experiments.md``: a sentence, and one number a history.

>>> from collegium.experiments.measures import measure
>>> measure("power of stalin - power of trotsky", scenario, start, end).values(results).mean()      # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from collegium.analysis.columns import Recorded, source
from collegium.arguments import takes
from collegium.arguments import text as a_text
from collegium.deprecated import renamed_names
from collegium.errors import SettingError
from collegium.experiments.forms import MEASURES, Read, Run
from collegium.experiments.rows import Values
from collegium.experiments.vocabulary import slots
from collegium.interventions.grammar import Grammar
from collegium.results.columns import RULED
from collegium.scenario import days
from collegium.scenario.days import Day
from collegium.scenario.findings import Wrong, shown
from collegium.scenario.model import Scenario
from collegium.scenario.readers import held


@dataclass(frozen=True)
class Measure:
    """One measure of a run, read from its sentence by :func:`measure`.

    Parameters
    ----------
    text
        The sentence.
    label
        The same in words, for tables and charts.
    unit
        ``share`` where the measure is 0 or 1 in each history; else the unit of the number.
    tables
        The tables of results that it reads.
    read
        How it is read from them.
    readings
        Whether it rests on readings of who rules.
    """

    text: str
    label: str
    unit: str
    tables: frozenset[str]
    read: Read = field(repr=False, compare=False)
    readings: bool = field(default=False, repr=False, compare=False)

    @takes(results=source)
    def values(self, results: Recorded) -> Values:
        """The measure in every history.

        Parameters
        ----------
        results
            Results of the run for which the measure was made.

        Returns
        -------
        numpy.ndarray
            One number a history, in order of their numbers, shape (histories,); NaN where a history is left out.

        Raises
        ------
        DataError
            If a table that it reads was not recorded.
        """
        return self.read(results)


@takes(text=a_text, scenario=held)
def measure(text: str, scenario: Scenario, start: Day, end: Day) -> Measure:
    """Read a measure.

    Parameters
    ----------
    text
        A sentence of spec/experiments.md, section 2, or the difference ``A - B`` of two.
    scenario
        The scenario of the run.
    start, end
        First and last day of the run.

    Returns
    -------
    Measure
        The measure, ready to be read from results.

    Raises
    ------
    SettingError
        With every mistake in the sentence.

    Notes
    -----
    ``policy of ISSUE`` is NaN for histories without a vote on it so far, unless the scenario knows the status quo for certain: what
    is drawn for it is in no table.
    """
    first, last = days.given(start=start, end=end)
    text = " ".join(text.split())
    parts = text.split(" - ")
    grammar = Grammar("measure", tuple(MEASURES), slots(scenario, first, last), "losses")
    sentences = [grammar.read(part) for part in parts]
    wrong = [each for one in sentences for each in one.wrong]
    if not scenario.electorate and any(one.words.get("word") == "committee" for one in sentences):
        wrong.append(Wrong("no other body elects the top body, so there is no seat in it to lose", "write 'seat' or 'office'"))
    if len(parts) > 2:
        wrong.append(Wrong("it is a difference of more than two measures", "write 'A - B'"))
    if wrong:
        raise failed(text, wrong)
    made = []
    for part, sentence in zip(parts, sentences, strict=True):
        label, unit, table, read = MEASURES[sentence.form](Run(scenario, first, last, sentence.words), sentence.words)
        made.append(Measure(part, label, unit, frozenset((table,)), read, table == "rule" or column_of(read) in RULED))
    return made[0] if len(made) == 1 else _difference(text, *made)


def failed(text: str, wrong: Iterable[Wrong]) -> SettingError:
    """All mistakes of one measure."""
    mistakes = "; ".join(f"{shown(each.message)} (do: {each.remedy})" for each in wrong)
    return SettingError(f"measure '{shown(text)}': {mistakes}")


def _difference(text: str, one: Measure, other: Measure) -> Measure:
    if one.unit != other.unit:
        units = f"the first is counted in '{one.unit}', the second in '{other.unit}'"
        raise failed(text, [Wrong(units, "take the difference of two measures of one unit")])
    label, tables = f"{one.label}, less: {other.label}", one.tables | other.tables
    return Measure(text, label, one.unit, tables, partial(_less, one.read, other.read), one.readings or other.readings)


def column_of(read: Read) -> str:
    """The column of the histories that is read, if one is."""
    return str(read.keywords.get("name", "")) if isinstance(read, partial) else ""


def needed(measures: Iterable[Measure]) -> tuple[str, ...]:
    """What must be recorded for some measures.

    Parameters
    ----------
    measures
        Measures of one run.

    Returns
    -------
    tuple of str
        The argument ``record`` of :func:`collegium.run`.
    """
    tables = {table for one in measures for table in one.tables}
    series = ("series",) if tables - {"histories", "events"} else ()
    return ("outcomes", *series, *(("events",) if "events" in tables else ()))


def ask_who_rules(measures: Iterable[Measure]) -> bool:
    """Whether any of the measures rests on readings of who rules."""
    return any(one.readings for one in measures)


def _less(one: Read, other: Read, results: Recorded) -> Values:
    return one(results) - other(results)


__getattr__ = renamed_names(__name__, {"Gauge": "Measure", "gauge": "measure"})
