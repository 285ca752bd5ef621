"""One history in memory: its reasons, its events, and the state after each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from collegium.analysis.columns import listed
from collegium.arguments import optional, takes
from collegium.arguments import text as a_text
from collegium.engine.compile import Intervention, Model
from collegium.ensemble.player import Draw
from collegium.ensemble.traces import Row
from collegium.errors import Mistake, ScenarioError
from collegium.explain.people import person_of
from collegium.explain.replay import Replay, within
from collegium.explain.text import text as told
from collegium.explorer.scene import Scene, scene_of
from collegium.language import say
from collegium.results.columns import EPOCH, Columns, log_of
from collegium.results.recall import Recall
from collegium.scenario import calendar, days
from collegium.scenario import kinds as K
from collegium.scenario.days import Day

if TYPE_CHECKING:
    from collegium.explorer.memory import Case

Entry: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One step of a history: its first day, the rows of its trace, and what the state was after it."""

    day: date
    rows: list[Row]
    scene: Scene


class Told:
    """One history with its reasons, simulated when it is made.

    Parameters
    ----------
    case
        Whose history it is.
    k
        Its number.
    person
        The id of somebody of whom it is traced what they could do; None for nobody.
    """

    def __init__(self, case: Case, k: int, person: str | None = None) -> None:
        self.case, self.k, self.person = case, k, person
        more = () if person is None else (Intervention("survey", case.start, calendar.LAST, who=person),)
        model = case.arrays(*more) if more else case.model
        self._replay = Replay(case.scenario, model, case.drawn(k), case.seed, k, case.sentences)
        self._first = int(model.sc[0]["first"])
        self.steps = [self._step(n, rows) for n, rows in enumerate(self._replay.steps())]

    def _step(self, n: int, rows: list[Row]) -> Step:
        day = calendar.from_ordinal(int(self._replay.columns.day(np.array([self._first + n]))[0]) + EPOCH)
        return Step(day, rows, Scene.after(self._replay.state, len(self._replay.model.people)))

    def __repr__(self) -> str:
        return f"Told({self.case!r}, {self.k})"

    @property
    def model(self) -> Model:
        """The arrays that were simulated."""
        return self._replay.model

    def days(self) -> list[date]:
        """The first day of each step."""
        return [step.day for step in self.steps]

    def place(self, day: Day) -> int:
        """The number of the step that holds the day. Raises :class:`ScenarioError` if none does."""
        (when,) = days.given(day=day)
        if not self.case.start <= when <= self.case.end:
            message = f"{when} lies outside the run"
            raise ScenarioError(
                [Mistake("day", 0, "", message, say("choose a day from {start} to {end}", start=self.case.start, end=self.case.end))]
            )
        return max(n for n, step in enumerate(self.steps) if step.day <= when)

    @takes(person=optional(a_text))
    def entries(self, start: Day | None = None, end: Day | None = None, person: str | None = None) -> list[Entry]:
        """Every move, vote and event, as ``collegium.explain.account`` gives them from a folder.

        Parameters
        ----------
        start, end
            First and last day, both included (default: the whole history).
        person
            An id or a name: only what concerns this person.

        Returns
        -------
        list of dict
            First the entry about the history, then the others in the order in which things were done.

        Raises
        ------
        ScenarioError
            If there is no such person, or a day is no day.
        """
        first, last = days.given(start=self.case.start if start is None else start, end=self.case.end if end is None else end)
        who = None if person is None else person_of(self.case.scenario, person)
        return [self._replay.head(self.case.start, who), *within(self._entries, first, last, who)]

    @cached_property
    def _entries(self) -> list[Entry]:
        found: list[Entry] = []
        for step in self.steps:
            self._replay.state = step.scene.fields
            found += self._replay.step(step.rows)
        return found

    def text(self, start: Day | None = None, end: Day | None = None, person: str | None = None) -> str:
        """The same as text, which is what ``collegium explain`` prints."""
        return told(self.entries(start, end, person))

    def outcome(self) -> dict[str, Any]:
        """Its row of the table of histories: name of a column -> value."""
        return outcome_of(self.model, self._replay.drawn, self.k, self._replay.final)

    @cached_property
    def _events(self) -> list[tuple[Entry, Entry]]:
        """Each row of the table, and the same with what earlier ones add to it: what a sentence is made of, in whatever language."""
        rows = [row for step in self.steps for row in step.rows if row.kind < K.L_MOVE]
        recall = Recall(self.case.scenario, self.case.start)
        return [(event, recall.told(event)) for event in map(self._replay.told, rows)]

    def events(self) -> list[Entry]:
        """Its rows of the table of events, in order, each with a sentence as ``text``."""
        return [{**event, "text": self._replay.teller.sentence(row)} for event, row in self._events]

    def scene(self, day: Day) -> dict[str, Any]:
        """Who sits where, holds what, is followed by whom, and what is on the agenda at the end of the step that holds a day.

        Parameters
        ----------
        day
            A day of the run.

        Returns
        -------
        dict
            As ``collegium.explorer.scene.scene_of`` describes it; made of plain numbers, words and lists.

        Raises
        ------
        ScenarioError
            If the day lies outside the run.
        """
        step = self.steps[self.place(day)]
        return scene_of(step.scene, self._replay, step.day)


def outcome_of(model: Model, drawn: Draw, k: int, final: Any) -> dict[str, Any]:
    """The row of the table of histories that a finished record makes."""
    columns = Columns(model, ())
    piece = columns.take(k, final[None], [log_of(final)])
    table = columns.tables(drawn.theta, [piece])["histories"]
    return {name: listed(table[name])[0] for name in table.column_names}
