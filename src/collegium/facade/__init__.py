"""What a user of the package sees: results that can be summarised, reported and explained, and the functions that return them.

The rooms below know nothing of each other's pages: a folder of results does not know the report. Here they meet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from collegium import analysis, explain, report
from collegium.analysis import Outcome
from collegium.deprecated import renamed_argument
from collegium.ensemble import runner
from collegium.experiments import whatif as experiment
from collegium.experiments.whatif import WhatIf
from collegium.results import folder

P = ParamSpec("P")


class History(folder.History):
    """One history of some results."""

    def explain(self, start: date | None = None, end: date | None = None, person: str | None = None) -> str:
        """Every move with the options weighed and every vote with its terms, as text. The history is run again.

        Parameters
        ----------
        start, end
            First and last day that is told; by default the whole history.
        person
            An id or a name: only what concerns this person is told.

        Returns
        -------
        str
            The account, by date.

        Raises
        ------
        RunError
            If another version of the engine has run the history.
        ScenarioError
            If there is no such person.
        DataError
            If the folder was changed since.
        """
        return explain.text(explain.account(self.results, self.k, start, end, person))


class Results(folder.Folder):
    """The results that a run has left in a folder.

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

    def history(self, k: int) -> History:
        """One history.

        Raises
        ------
        DataError
            If there is none of that number.
        """
        return History(self, super().history(k).k)

    def outcomes(self) -> list[Outcome]:
        """The outcome table, one row a question, each with its interval."""
        return analysis.outcomes(self)

    def report(self, path: str | Path | None = None) -> Path:
        """Write the report to ``path`` (default: ``report.html`` in the folder) and return it."""
        return report.write(self, path or self.dir / "report.html")


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


run = renamed_argument("theory", "variant")(results_of(runner.run))
whatif = renamed_argument("theory", "variant")(arms_of(experiment.whatif))
