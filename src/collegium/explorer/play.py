"""A seat to take: the model simulates a history and stops whenever one person acts, answers or votes.

Nothing in compiled code waits for anybody. A game keeps the state at the start of a step and simulates the step. If the trace asks
something of the person, the game discards the step, makes an intervention of the answer, and simulates the step again. Keyed draws make
everything else the same. So a game is a seed and the sentences of its answers, and the command line can repeat it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from collegium.arguments import COUNT, FROM_ZERO, SEED, THREADS, takes, texts
from collegium.arguments import path as a_path
from collegium.arguments import text as a_text
from collegium.engine.cache import engine_hash
from collegium.engine.compile import Intervention
from collegium.ensemble.player import Kept, Player
from collegium.ensemble.runner import scenario_hash
from collegium.ensemble.traces import rows_of
from collegium.errors import DataError, RunError, SettingError
from collegium.explain.people import person_of
from collegium.explain.replay import Replay
from collegium.explorer import ending
from collegium.explorer.brief import Seat
from collegium.explorer.choosing import Reading
from collegium.explorer.history import Step, outcome_of
from collegium.explorer.memory import FORKS, Case
from collegium.explorer.question import Answer, Question, unanswered
from collegium.explorer.scene import Scene
from collegium.files import writing
from collegium.results.columns import EPOCH
from collegium.scenario import calendar, load
from collegium.scenario import find as found_at
from collegium.scenario.days import Day
from collegium.scenario.model import Scenario

FORMAT = 1
"""Of a saved game."""
TOGETHER = 500
"""Answers that are interventions at one time where a game is simulated again."""


class Game:
    """A game: one person of one history is played, everybody else by the model.

    Parameters
    ----------
    scenario
        A case in hand, a scenario, the name of a shipped one, or a folder.
    person
        An id or a name.
    history
        Number of the history: its parameters and its random draws.
    seed, start, end, interventions
        As of :class:`~collegium.explorer.Case`; a case in hand has its own.

    Raises
    ------
    ScenarioError
        If there is no such person, or for a mistake in the rest.

    Examples
    --------
    >>> game = Game("council", "anna", history=7)                       # doctest: +SKIP
    >>> [option.text for option in game.question.options]               # doctest: +SKIP
    >>> game.choose(0)                                                  # doctest: +SKIP
    """

    @takes(person=a_text, history=FROM_ZERO, seed=SEED, interventions=texts)
    def __init__(
        self,
        scenario: Case | Scenario | str | Path,
        person: str,
        *,
        history: int = 0,
        seed: int = 1,
        start: Day | None = None,
        end: Day | None = None,
        interventions: Sequence[str] = (),
    ) -> None:
        self.case = scenario if isinstance(scenario, Case) else Case(scenario, start=start, end=end, seed=seed, interventions=interventions)
        self.person, self.k = person_of(self.case.scenario, person), history
        self._survey = Intervention("survey", self.case.start, calendar.LAST, who=self.person)
        self._model = self.case.arrays(self._survey)
        self._drawn = self.case.drawn(history)
        self._player = Player(self._model, self.case.seed, tracing=True)
        self._replay = Replay(self.case.scenario, self._model, self._drawn, self.case.seed, history, self.case.sentences)
        self._seat = Seat(self._replay, self.person)
        self._first = int(self._model.sc[0]["first"])
        self._steps = int(self._model.sc[0]["weeks"])
        self._opened = self._player.keep(self._drawn, 0, history, self._first)
        self._answers: list[Answer] = []
        self.question: Question | None = None
        """What the person is asked now; None if the game is over."""
        self._return(0)

    def __repr__(self) -> str:
        return f"Game({self.case!r}, {self.person!r}, history={self.k}, answers={len(self.answers)})"

    # what it is

    @property
    def over(self) -> bool:
        """Whether the history is at its end."""
        return self.question is None

    @property
    def day(self) -> date:
        """First day of the step that is played; when the game is over, of the last one."""
        return self._day(min(self._place, self._steps - 1))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answers as interventions, in order, those that were forced among them."""
        return tuple(answer.sentence for answer in self._answers)

    @property
    def answers(self) -> list[str]:
        """The answers that the player has given, as interventions."""
        return [answer.sentence for answer in self._answers if not answer.forced]

    @property
    def command(self) -> str:
        """The command line that simulates the game up to now, and then the rest as the model decides, to the same bytes."""
        return self.case.command(self.k, *self.sentences)

    @property
    def warning(self) -> dict[str, Any]:
        """What a player should see before the first move: ``collegium.explorer.ending.warning`` says what it holds."""
        return ending.warning(self.case.scenario)

    def brief(self) -> dict[str, Any]:
        """What the person could know now: :meth:`collegium.explorer.brief.Seat.brief` says what it holds."""
        return self._seat.brief(self._scene, self.day)

    def news(self) -> list[dict[str, str]]:
        """What has become known to the person since the last answer, by date."""
        return list(self._news)

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
            raise SettingError("the game is over: take back an answer with undo(), or begin another")
        known = {one.sentence: one for one in self.question.all} | dict(enumerate(self.question.options))
        if option not in known:
            raise SettingError(
                f"there is no option {option!r}: choose one from 0 to {len(self.question.options) - 1}, or a sentence of 'all'"
            )
        self._answers.append(Answer(known[option].sentence, self.question.day))
        self._news.clear()
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
            raise SettingError("there is no answer to take back")
        while self._answers[-1].forced:
            self._answers.pop()
        last = self._answers.pop()
        self._return(self._number(last.day))
        return self.question

    def retell(self) -> None:
        """Repeat the question and the news since the last answer, in the language that is spoken now."""
        given = [answer for answer in self._answers if not answer.forced]
        self._return(self._number(given[-1].day) if given else 0)

    def _day(self, place: int) -> date:
        """First day of a step, counted from 0."""
        return calendar.from_ordinal(int(self._replay.columns.day(np.array([self._first + place]))[0]) + EPOCH)

    def _number(self, day: date) -> int:
        """The step of a day, counted from 0."""
        return max(0, day.toordinal() // self.case.scenario.step - self.case.start.toordinal() // self.case.scenario.step)

    def _return(self, place: int) -> None:
        """Play again, with the answers before it, up to the start of a step; then on to the next question."""
        kept, begin = traced(self._opened, self._model, False), 0
        while begin < place:
            early = [answer for answer in self._answers if begin <= self._number(answer.day) < place]
            end = self._number(early[TOGETHER].day) if len(early) > TOGETHER else place
            kept = self._advance(kept, [answer for answer in early if self._number(answer.day) < end], end)[0]
            begin = end
        self._kept, self._place = traced(kept, self._model, True), place
        with self._player.buffers() as buffers:
            self._kept.restore(buffers, buffers.ios[:1])
            self._scene = Scene.after(buffers.state[0], len(self._model.people))
        self._news: list[dict[str, str]] = []
        self._final: Any = None
        self._play()

    def _play(self) -> None:
        """Play until the person is asked something, or the history ends."""
        while self._place < self._steps:
            today = [answer for answer in self._answers if self._number(answer.day) == self._place]
            kept, step, final = self._advance(self._kept, today, self._place + 1)
            asked = unanswered(Reading(self._replay, self.person, step).choices(), today)
            if asked is None:
                self._news += self._seat.news(step, self._scene)
                self._kept, self._scene, self._final = kept, step.scene, final
                self._place += 1
            elif asked.forced:
                self._answers.append(Answer(asked.options[asked.made].sentence, asked.day, True))
            else:
                self.question = Question.of(asked)
                return
        self.question = None

    def _advance(self, kept: Kept, answers: Sequence[Answer], place: int) -> tuple[Kept, Step, Any]:
        """From where the history is kept to the start of a step, with these answers as interventions: how it is then, its last rows,
        and its record."""
        known = len(self.case.plan.during)
        laid = self.case.under(*(answer.sentence for answer in answers)).plan.during[known:] if answers else ()
        player = self._player.under(self.case.arrays(self._survey, *laid).sc)
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
        """The game as plain data: the history and the answers."""
        case = self.case
        return {
            "format": FORMAT, "engine": engine_hash(), "scenario": case.scenario.name, "hash": scenario_hash(case.scenario),
            "from": case.start.isoformat(), "to": case.end.isoformat(), "seed": case.seed, "history": self.k, "person": self.person,
            "changes": case.changes, "variant": case.variant, "interventions": list(case.sentences),
            "answers": [{"day": one.day.isoformat(), "sentence": one.sentence, "forced": one.forced} for one in self._answers],
        }  # fmt: skip

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
        if not isinstance(data, Mapping) or data.get("format") != FORMAT:
            raise DataError("this is no saved game of this version (do: give a file that Game.save has written)")
        if data["engine"] != engine_hash():
            raise RunError(f"engine {data['engine']} played this game. This is engine {engine_hash()}, which plays another history")
        base = data["scenario"] if scenario is None else scenario
        read = base if isinstance(base, Scenario) else load(found_at(base))
        case = Case(
            read, start=data["from"], end=data["to"], seed=data["seed"], changes=data["changes"], variant=data["variant"],
            interventions=data["interventions"],
        )  # fmt: skip
        if scenario_hash(case.scenario) != data["hash"]:
            raise DataError(f"the scenario {case.scenario.name} is no longer that of the game (do: give the one that it began with)")
        game = cls(case, data["person"], history=data["history"])
        game._answers = [Answer(one["sentence"], calendar.from_iso(one["day"]), one["forced"]) for one in data["answers"]]
        if game._answers:
            game._return(game._number(game._answers[-1].day))
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
            raise DataError(f"{path} is no saved game ({error})") from None
        return cls.restored(data, scenario)

    # the end

    def outcome(self) -> dict[str, Any]:
        """The row of the table of histories that the game makes. Raises :class:`SettingError` before it is over."""
        if self._final is None:
            raise SettingError("the game is not over: go on, or let the model play the rest with the command line that 'command' gives")
        return outcome_of(self._model, self._drawn, self.k, self._final)

    @takes(histories=COUNT, threads=THREADS)
    def comparison(self, histories: int = FORKS, threads: int | None = None) -> dict[str, Any]:
        """The player beside the model in the same chair, and beside the record. Nothing is added up to a score.

        Parameters
        ----------
        histories
            Futures of the first day, with the parameters and cells of this history and other random draws each, in which the model
            sat in the chair.
        threads
            As of :meth:`~collegium.explorer.Case.futures`.

        Returns
        -------
        dict
            ``histories``: how many. ``rows``, one a question: ``what``; ``you``; ``same_draws``, the model in this chair with the random
            draws of this game; ``model``, a share or mean over the histories, and its 95% interval from ``low`` to ``high``. ``record``:
            what the record of the case has about the person.

        Raises
        ------
        SettingError
            Before the game is over.
        """
        mine, alone = self.outcome(), self.case.history(self.k).outcome()
        others = self.case.forks(self.k, self.case.start, histories, threads=threads)
        rows = ending.compared(self.person, mine, alone, others.histories())
        return {"histories": histories, "rows": rows, "record": ending.record_of(self.case.scenario, self.person)}


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
