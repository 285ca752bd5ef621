"""A seat to take: the model simulates a history and stops whenever somebody with a player acts, answers or votes.

Nothing in compiled code waits for anybody. A game keeps the state at the start of a step and simulates the step. If the trace asks
something of a player, the game discards the step, makes an intervention of the answer, and simulates the step again. Keyed
draws make everything else the same. So a game is a seed and the sentences of its answers, and the command line can repeat it. Several
people can have players in one history. Of the questions of a step, the first in its trace comes first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from collegium.arguments import COUNT, FROM_ZERO, SEED, THREADS, optional, refuse, takes, texts
from collegium.arguments import path as a_path
from collegium.arguments import progress as a_progress
from collegium.arguments import text as a_text
from collegium.engine.compile import Intervention
from collegium.ensemble.player import Kept, Player
from collegium.ensemble.traces import rows_of
from collegium.errors import DataError, SettingError
from collegium.explain.people import person_of
from collegium.explain.replay import Replay
from collegium.explorer import ending, saved
from collegium.explorer.brief import Seat
from collegium.explorer.choosing import Choice, Reading
from collegium.explorer.futures import Futures, joined
from collegium.explorer.history import Step, outcome_of
from collegium.explorer.memory import FORKS, Case
from collegium.explorer.question import Answer, Question, unanswered
from collegium.explorer.scene import Scene
from collegium.files import writing
from collegium.language import say
from collegium.results.columns import EPOCH
from collegium.scenario import calendar
from collegium.scenario.days import Day
from collegium.scenario.model import Scenario

PLAYERS = 5
"""People of one game at most."""
TOGETHER = 500
"""Answers that are interventions at one time where a game is simulated again."""
PIECE = 5
"""Histories of a comparison that are simulated between two looks at whether to go on."""


def seats(name: str, value: object) -> tuple[str, ...]:
    """One to five people, each once."""
    found = texts(name, value, least=1)
    if len(found) > PLAYERS:
        refuse(name, value, say("too many people for one game"), say("name {players} at most", players=PLAYERS))
    return found


class Game:
    """A game: players decide for one to five people of one history, the model for everybody else.

    Parameters
    ----------
    scenario
        A case in hand, a scenario, the name of a shipped one, or a folder.
    person
        An id or a name, or several: then one game has several players.
    history
        Number of the history: its parameters and its random draws.
    seed, start, end, interventions
        As of :class:`~collegium.explorer.Case`; a case in hand has its own.

    Raises
    ------
    ScenarioError
        If there is no such person, or for a mistake in the rest.
    SettingError
        If somebody is named twice.

    Examples
    --------
    >>> game = Game("council", "anna", history=7)                       # doctest: +SKIP
    >>> [option.text for option in game.question.options]               # doctest: +SKIP
    >>> game.choose(0)                                                  # doctest: +SKIP
    >>> Game("council", ["anna", "boris"]).question.person              # doctest: +SKIP
    """

    @takes(person=seats, history=FROM_ZERO, seed=SEED, interventions=texts)
    def __init__(
        self,
        scenario: Case | Scenario | str | Path,
        person: str | Sequence[str],
        *,
        history: int = 0,
        seed: int = 1,
        start: Day | None = None,
        end: Day | None = None,
        interventions: Sequence[str] = (),
    ) -> None:
        self.case = scenario if isinstance(scenario, Case) else Case(scenario, start=start, end=end, seed=seed, interventions=interventions)
        self.people = tuple(person_of(self.case.scenario, one) for one in person)
        """Ids of those with a player."""
        if len(set(self.people)) < len(self.people):
            raise SettingError(say("{list}: somebody is named twice (do: name each player's person once)", list=", ".join(self.people)))
        self.k = history
        self._surveys = tuple(Intervention("survey", self.case.start, calendar.LAST, who=one) for one in self.people)
        self._model = self.case.arrays(*self._surveys)
        self._drawn = self.case.drawn(history)
        self._player = Player(self._model, self.case.seed, tracing=True)
        self._replay = Replay(self.case.scenario, self._model, self._drawn, self.case.seed, history, self.case.sentences)
        self._seats = {one: Seat(self._replay, one) for one in self.people}
        self._first = int(self._model.sc[0]["first"])
        self._steps = int(self._model.sc[0]["weeks"])
        self._opened = self._player.keep(self._drawn, 0, history, self._first)
        self.given: list[Answer] = []
        """All answers, those that were forced among them."""
        self.question: Question | None = None
        """What is asked now, and of whom; None if the game is over."""
        self._again()

    def __repr__(self) -> str:
        return f"Game({self.case!r}, {', '.join(self.people)}, history={self.k}, answers={len(self.answers)})"

    # what it is

    @property
    def over(self) -> bool:
        """Whether the history is at its end."""
        return self.question is None

    @property
    def person(self) -> str:
        """Whose question it is; when the game is over, the first of the people with a player."""
        return self.question.person if self.question else self.people[0]

    @property
    def day(self) -> date:
        """First day of the step that is played; when the game is over, of the last one."""
        return self._day(min(self._place, self._steps - 1))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answers as interventions, in order, those that were forced among them."""
        return tuple(answer.sentence for answer in self.given)

    @property
    def answers(self) -> list[str]:
        """The answers that the players have given, as interventions."""
        return [answer.sentence for answer in self.given if not answer.forced]

    @property
    def command(self) -> str:
        """The command line that simulates the game up to now, and then the rest as the model decides, to the same bytes."""
        return self.case.command(self.k, *self.sentences)

    @property
    def warning(self) -> dict[str, Any]:
        """What a player should see before the first move: ``collegium.explorer.ending.warning`` says what it holds."""
        return ending.warning(self.case.scenario)

    @takes(person=optional(a_text))
    def brief(self, person: str | None = None) -> dict[str, Any]:
        """What somebody could know now: :meth:`collegium.explorer.brief.Seat.brief` says what it holds.

        Parameters
        ----------
        person
            One of those with a player (default: whose question it is).
        """
        return self._seats[self._played(person)].brief(self._scene, self.day)

    @takes(person=optional(a_text))
    def news(self, person: str | None = None) -> list[dict[str, str]]:
        """What has become known to somebody since their last answer, by date.

        Parameters
        ----------
        person
            One of those with a player (default: whose question it is).
        """
        return list(self._news[self._played(person)])

    def _played(self, person: str | None) -> str:
        """The id of somebody with a player, by default of whose question it is."""
        found = self.person if person is None else person_of(self.case.scenario, person)
        if found not in self.people:
            raise SettingError(say("nobody plays {found} in this game (do: choose {list})", found=found, list=" or ".join(self.people)))
        return found

    # playing

    def choose(self, option: int | str) -> Question | None:
        """Answer the question.

        Parameters
        ----------
        option
            Place of one of the options that are offered, or the sentence of any that is open.

        Returns
        -------
        Question or None
            The next question; None if the history is at its end.

        Raises
        ------
        SettingError
            If the game is over, or there is no such option.
        """
        if self.question is None:
            raise SettingError(say("the game is over: take back an answer with undo(), or begin another"))
        known = {one.sentence: one for one in self.question.all} | dict(enumerate(self.question.options))
        if option not in known:
            raise SettingError(
                say(
                    "there is no option {option}: choose one from 0 to {value}, or a sentence of 'all'",
                    option=repr(option),
                    value=len(self.question.options) - 1,
                )
            )
        asked = self.question
        self.given.append(Answer(known[option].sentence, asked.day, asked.person))
        self._news[asked.person], self._since[asked.person] = [], self._place
        self._play()
        return self.question

    def undo(self) -> Question | None:
        """Take back the last answer.

        Returns
        -------
        Question or None
            The question to which it was the answer.

        Raises
        ------
        SettingError
            If there is none.
        """
        if not self.answers:
            raise SettingError(say("there is no answer to take back"))
        while self.given[-1].forced:
            self.given.pop()
        self.given.pop()
        self._again()
        return self.question

    def retell(self) -> None:
        """Repeat the question and the news since the last answer, in the language that is spoken now."""
        self._again()

    def _day(self, place: int) -> date:
        """First day of a step, counted from 0."""
        return calendar.from_ordinal(int(self._replay.columns.day(np.array([self._first + place]))[0]) + EPOCH)

    def _number(self, day: date) -> int:
        """The step of a day, counted from 0."""
        return max(0, day.toordinal() // self.case.scenario.step - self.case.start.toordinal() // self.case.scenario.step)

    def _again(self) -> None:
        """Play again, with the answers that there are, to the next question.

        The first part goes without a trace: up to the step since which somebody has not answered. What comes then is news to them."""
        self._since = dict.fromkeys(self.people, 0)
        self._since |= {answer.person: self._number(answer.day) for answer in self.given if not answer.forced}
        place, kept, begin = min(self._since.values()), traced(self._opened, self._model, False), 0
        while begin < place:
            early = [answer for answer in self.given if begin <= self._number(answer.day) < place]
            end = self._number(early[TOGETHER].day) if len(early) > TOGETHER else place
            kept = self._advance(kept, [answer for answer in early if self._number(answer.day) < end], end)[0]
            begin = end
        self._kept, self._place = traced(kept, self._model, True), place
        with self._player.buffers() as buffers:
            self._kept.restore(buffers, buffers.ios[:1])
            self._scene = Scene.after(buffers.state[0], len(self._model.people))
        self._news: dict[str, list[dict[str, str]]] = {one: [] for one in self.people}
        self._final: Any = None
        self._play()

    def _play(self) -> None:
        """Play until somebody is asked something, or the history ends."""
        while self._place < self._steps:
            today = [answer for answer in self.given if self._number(answer.day) == self._place]
            kept, step, final = self._advance(self._kept, today, self._place + 1)
            asked = self._asked(step, today)
            if asked is None:
                self._hear(step)
                self._kept, self._scene, self._final = kept, step.scene, final
                self._place += 1
            elif asked.forced:
                self.given.append(Answer(asked.options[asked.made].sentence, asked.day, asked.person, True))
            else:
                self.question = Question.of(asked, f"{self.case.seed} {self.k}")
                return
        self.question = None

    def _asked(self, step: Step, today: Sequence[Answer]) -> Choice | None:
        """The first choice of a step that is still open; of two at one place, the one whose person was named first."""
        found = []
        for one in self.people:
            mine = [answer for answer in today if answer.person == one]
            found.append(unanswered(Reading(self._replay, one, step).placed(), mine))
        return min((one for one in found if one), key=lambda one: one[0], default=(0, None))[1]

    def _hear(self, step: Step) -> None:
        """Tell everybody what of a step becomes known to them."""
        for one, seat in self._seats.items():
            if self._place >= self._since[one]:
                self._news[one] += seat.news(step, self._scene)

    def _advance(self, kept: Kept, answers: Sequence[Answer], place: int) -> tuple[Kept, Step, Any]:
        """From where the history is kept to the start of a step, with these answers as interventions: how it is then, its last rows,
        and its record."""
        known = len(self.case.plan.during)
        laid = self.case.under(*(answer.sentence for answer in answers)).plan.during[known:] if answers else ()
        player = self._player.under((self.case.arrays(*self._surveys, *laid) if laid else self._model).sc)
        with player.buffers() as buffers:
            io = buffers.ios[:1]
            log = player.advance(buffers, fresh(kept, self._model, known), self._drawn, 0, self.k, io, self._first + place)
            step = Step(self._day(place - 1), rows_of(io[0]), Scene.after(buffers.state[0], len(self._model.people)))
            return (
                Kept.of(buffers, io, {name: values[:0] for name, values in log.items()}),
                step,
                io[0].copy() if io[0]["complete"] else None,
            )

    # keeping a game

    def saved(self) -> dict[str, Any]:
        """The game as plain data: the history, the people with a player, and the answers."""
        return saved.described(self)

    @takes(path=a_path)
    def save(self, path: str | Path) -> Path:
        """Write the game to a small file of JSON.

        Parameters
        ----------
        path
            The file. One of that name is replaced.

        Returns
        -------
        Path
            The file.
        """
        writing.write(Path(path), json.dumps(self.saved(), indent=1, ensure_ascii=False) + "\n")
        return Path(path)

    @classmethod
    def restored(cls, data: Mapping[str, Any], scenario: Scenario | str | Path | None = None) -> Game:
        """The game that :meth:`saved` describes.

        Parameters
        ----------
        data
            What it returned.
        scenario
            The scenario, if it is no shipped one.

        Returns
        -------
        Game
            At the same question.

        Raises
        ------
        DataError
            If this is no saved game, or of another scenario.
        RunError
            If another version of the engine played it.
        """
        case = saved.case_of(data, scenario)
        game = cls(case, saved.seats(data), history=data["history"])
        game.given = saved.answers(data)
        if game.given:
            game._again()
        return game

    @classmethod
    def load(cls, path: str | Path, scenario: Scenario | str | Path | None = None) -> Game:
        """The game in a file that :meth:`save` has written.

        Parameters
        ----------
        path
            The file.
        scenario
            The scenario, if it is no shipped one.

        Returns
        -------
        Game
            At the same question.

        Raises
        ------
        DataError
            If the file holds no saved game, or one of another scenario.
        RunError
            If another version of the engine played it.
        """
        try:
            data = json.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DataError(say("{path} is no saved game ({error})", path=path, error=error)) from None
        return cls.restored(data, scenario)

    # the end

    def outcome(self) -> dict[str, Any]:
        """The row of the table of histories that the game makes. Raises :class:`SettingError` before it is over."""
        if self._final is None:
            raise SettingError(
                say("the game is not over: go on, or let the model play the rest with the command line that 'command' gives")
            )
        return outcome_of(self._model, self._drawn, self.k, self._final)

    @takes(histories=COUNT, threads=THREADS, progress=optional(a_progress))
    def comparison(
        self, histories: int = FORKS, threads: int | None = None, *, progress: Callable[[int, int], object] | None = None
    ) -> dict[str, Any]:
        """The players beside the model in the same chairs, and beside the record. Nothing is added up to a score.

        Parameters
        ----------
        histories
            Futures of the first day, with the parameters and cells of this history and other random draws each, in which the model
            sat in all these chairs.
        threads
            As of :meth:`~collegium.explorer.Case.futures`.
        progress
            Called with the number of histories that are there, and of all. It may raise an exception to end the work.

        Returns
        -------
        dict
            ``histories``: how many. ``rows``, one a player and question: ``person``; ``what``; ``you``; ``same_draws``, the model in
            these chairs with the random draws of this game; ``model``, a share or mean over the histories, and its 95% interval from
            ``low`` to ``high``. ``record``: what the record of the case has about these people, each row with its ``person``.

        Raises
        ------
        SettingError
            Before the game is over.
        """
        shown: dict[str, Any] = {}
        for shown in self.comparing(histories, threads):
            if progress is not None:
                progress(shown["histories"], histories)
        return shown

    @takes(histories=COUNT, threads=THREADS)
    def comparing(self, histories: int = FORKS, threads: int | None = None) -> Iterator[dict[str, Any]]:
        """The same while it grows, every few histories; whoever stops reading stops the simulation.

        Parameters
        ----------
        histories, threads
            As of :meth:`comparison`.

        Yields
        ------
        dict
            As :meth:`comparison` returns it, with the histories that are there.

        Raises
        ------
        SettingError
            Before the game is over.
        """
        mine, alone = self.outcome(), self.case.history(self.k).outcome()
        record = [{"person": one, **row} for one in self.people for row in ending.record_of(self.case.scenario, one)]
        pieces: list[Futures] = []
        for piece in self.case.stream(self.k, self.case.start, histories, size=PIECE, threads=threads):
            pieces.append(piece)
            others = joined(pieces)
            rows = [row for one in self.people for row in ending.compared(one, mine, alone, others.histories())]
            yield {"histories": len(others), "rows": rows, "record": record}


def fresh(kept: Kept, model: Any, known: int) -> Kept:
    """The same history with none of the interventions after the first ``known`` done: others may take their places."""
    state = kept.state.copy()
    state.view(model.template.dtype)["v_done"][:, known:] = 0
    return replace(kept, state=state)


def traced(kept: Kept, model: Any, on: bool) -> Kept:
    """The same history with the trace on or off."""
    state = kept.state.copy()
    state.view(model.template.dtype)["tracing"] = int(on)
    return replace(kept, state=state)
