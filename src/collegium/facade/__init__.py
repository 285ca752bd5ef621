"""What a user of the package sees: results that can be summarised, reported and explained, and the functions that return them.

The rooms below know nothing of each other's pages: a folder of results does not know the report. Here they meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import ParamSpec, Self, cast, overload

from collegium import analysis, explain, report
from collegium.analysis import Outcome, Sensitivity, markup
from collegium.arguments import flag, optional, takes, text
from collegium.arguments import path as a_path
from collegium.deprecated import renamed_argument
from collegium.ensemble import runner
from collegium.errors import SettingError, argument
from collegium.experiments import ablation
from collegium.experiments import sensitivity as examination
from collegium.experiments import whatif as experiment
from collegium.experiments.ablation import Ablation
from collegium.experiments.whatif import WhatIf
from collegium.results import folder
from collegium.results.history import History as BareHistory
from collegium.scenario.days import Day
from collegium.scoring import Score

P = ParamSpec("P")


class History(BareHistory):
    """One history of some results: its outcome, its events, and why they happened."""

    @takes(person=optional(text), brief=flag)
    def explain(self, start: Day | None = None, end: Day | None = None, person: str | None = None, brief: bool = False) -> str:
        """Every move with the options weighed and every vote with its terms, as text. The history is run again.

        Parameters
        ----------
        start, end
            First and last day, such as ``"1923-01-01"``. The default is the whole history.
        person
            An id or a name: only what concerns this person.
        brief
            A short story instead: what happened and what was decided, day by day. Any version of the engine can tell it from the
            record. The engine that wrote the record adds what it leaves out, such as who kept a motion off the agenda.

        Returns
        -------
        str
            The account, by date.

        Raises
        ------
        RunError
            If another version of the engine has run the history.
        ScenarioError
            If there is no such person, or a day is no day.
        DataError
            If the folder was changed since.
        """
        if brief:
            return explain.told(explain.story(self.results, self.k, start, end, person))
        return explain.text(explain.account(self.results, self.k, start, end, person))


class Outcomes(list[Outcome]):
    """The outcome table: a list of :class:`~collegium.analysis.Outcome` that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        return markup.outcomes(self)


class Results(folder.Folder):
    """The results that a run has left in a folder: a sequence of histories, and tables of all of them.

    ``len(results)``, ``results[7]``, ``for history in results`` and ``results[10:20]`` work as on a list. An index counts from 0 by place;
    :meth:`history` asks by number. A slice reads nothing: it is a view with the same interface, restricted to its histories.

    Parameters
    ----------
    dir
        The folder, or results that were opened before.

    Raises
    ------
    DataError
        If there are no results, or only part of them.
    """

    def __init__(self, dir: str | Path | folder.Folder) -> None:
        self._opened = dir  # a temporary folder lives as long as the results that were first opened on it
        super().__init__(dir.dir if isinstance(dir, folder.Folder) else dir)

    @overload
    def __getitem__(self, place: int) -> History: ...

    @overload
    def __getitem__(self, place: slice) -> Self: ...

    def __getitem__(self, place: int | slice) -> History | Self:
        found = super().__getitem__(place)
        return History(self, found.k) if isinstance(found, BareHistory) else found

    def __iter__(self) -> Iterator[History]:
        return map(self.history, self.numbers)

    def history(self, k: int) -> History:
        """One history by its number.

        Parameters
        ----------
        k
            Number of the history.

        Returns
        -------
        History
            The history.

        Raises
        ------
        NoHistoryError
            If there is none of that number.
        """
        return History(self, super().history(k).k)

    def outcomes(self) -> Outcomes:
        """The outcome table, one row a question, each with its 95% interval.

        Returns
        -------
        list of Outcome
            In reading order: seats, who rules, power, procedure. A notebook shows it as a table.

        Raises
        ------
        DataError
            If the table of histories cannot be read.
        """
        return Outcomes(analysis.outcomes(self))

    @takes(path=optional(a_path))
    def report(self, path: str | Path | None = None, score: Score | str | Path | None = None) -> Path:
        """Write the report, a single HTML page.

        Parameters
        ----------
        path
            File to write; by default ``report.html`` in the folder. A slice of results must name one, for that page is the whole run's.
        score
            A score of the case, or the folder that keeps one, for the first lines. By default that of the shipped case.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        SettingError
            If a slice of results names no file, or there is no score in the folder, or one of another case.
        DataError
            If the run has not recorded series and events, or the score in the folder is not whole.
        """
        if path is None and self.partial:
            raise SettingError(f"the report of some histories would replace that of all: name a file with {argument('path')}")
        return report.write(self, path or self.dir / "report.html", score)


def results_of(function: Callable[P, folder.Folder]) -> Callable[P, Results]:
    """The same function, whose results know how to be reported and explained."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> Results:
        return Results(function(*args, **kwargs))

    call.__annotations__["return"] = "Results"
    return call


def arms_of(function: Callable[P, WhatIf]) -> Callable[P, WhatIf]:
    """The same function, both arms of whose answer know how to be reported and explained."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> WhatIf:
        found = function(*args, **kwargs)
        return replace(found, before=Results(found.before), after=Results(found.after))

    return call


def examined_of(function: Callable[P, Sensitivity]) -> Callable[P, Sensitivity]:
    """The same function, the run of whose answer knows how to be reported and explained."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> Sensitivity:
        found = function(*args, **kwargs)
        return replace(found, results=Results(cast(folder.Folder, found.results)))

    return call


def before_of(function: Callable[P, Ablation]) -> Callable[P, Ablation]:
    """The same function, whose histories as they were know how to be reported and explained."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> Ablation:
        found = function(*args, **kwargs)
        return replace(found, before=Results(found.before))

    return call


run = renamed_argument("theory", "variant")(results_of(runner.run))
whatif = renamed_argument("theory", "variant")(arms_of(experiment.whatif))
sensitivity = examined_of(examination.sensitivity)
ablate = before_of(ablation.ablate)
systems = ablation.systems
