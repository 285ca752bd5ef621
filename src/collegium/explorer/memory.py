"""Histories in memory: a scenario made ready once, single histories with their trace, and many futures of one past.

Nothing is written. What is simulated is what ``collegium run`` simulates: the same model, the same draws, the same rows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from collegium.arguments import COUNT, FROM_ZERO, SEED, THREADS, one_of, optional, settings, takes, texts, whole
from collegium.arguments import text as a_text
from collegium.engine.compile import Intervention, Model
from collegium.ensemble import runner
from collegium.ensemble.player import BLOCK, Draw, Kept, Player, check_days, compiled, draw, unread
from collegium.ensemble.runner import Settings
from collegium.ensemble.variants import VARIANTS
from collegium.explain.people import person_of
from collegium.explorer.futures import Futures, joined
from collegium.explorer.history import Told
from collegium.interventions import Planner
from collegium.results.columns import Columns, Piece
from collegium.results.folder import Folder
from collegium.results.provenance import RECORD
from collegium.scenario import calendar, days, edit
from collegium.scenario.days import Day
from collegium.scenario.model import Scenario
from collegium.scenario.readers import named

Entry: TypeAlias = dict[str, Any]

FORKS = 200
"""Futures of a fork: the share of an outcome is then known to within seven points."""
MOST = 2000
"""Futures of a fork at most."""


class Case:
    """A scenario made ready once: read, checked, changed and made into arrays. Histories of it cost only their simulation.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder.
    start, end
        First and last day (default: all of the scenario's span).
    seed
        0 to 2**64 - 1.
    interventions
        Sentences of spec/experiments.md.
    changes
        Made to the scenario first, as by :func:`collegium.edit`.
    variant, traits, per_draw
        As of :func:`collegium.run`.

    Raises
    ------
    ScenarioError
        For a mistake in the scenario, the changes, the days or the sentences.

    Examples
    --------
    >>> from collegium.explorer import Case
    >>> case = Case("council")                                          # doctest: +SKIP
    >>> print(case.history(7).text("2001-02-01", "2001-03-01"))         # doctest: +SKIP
    >>> case.forks(7, "2001-06-04", 200).histories()["ruler"]           # doctest: +SKIP
    """

    @takes(scenario=named, seed=SEED, interventions=texts, changes=optional(settings), variant=lambda n, v: one_of(n, v, tuple(VARIANTS)),
           traits=lambda n, v: one_of(n, v, runner.TRAIT_ARMS), per_draw=COUNT)  # fmt: skip
    def __init__(
        self,
        scenario: Scenario | str | Path,
        *,
        start: Day | None = None,
        end: Day | None = None,
        seed: int = 1,
        interventions: Sequence[str] = (),
        changes: Mapping[str, str] | None = None,
        variant: str = "full",
        traits: str = "real",
        per_draw: int = 1,
    ) -> None:
        found = runner.under(variant, edit(runner.resolved(scenario), changes or {}))
        self.start, self.end = days.given(start=found.start if start is None else start, end=found.end if end is None else end)
        check_days(found, self.start, self.end)
        self.seed, self.changes, self.variant, self.per_draw = seed, dict(changes or {}), variant, per_draw
        self.traits = VARIANTS[variant].traits if variant != "full" and traits == "real" else traits
        self._planner = Planner(found, self.start, self.end)
        self._plan(interventions, held=0)

    @classmethod
    def of(cls, results: Folder) -> Case:
        """The case of some results: the same scenario, days, seed, settings and interventions.

        Parameters
        ----------
        results
            What a run has left in a folder. Whether this engine wrote it is for ``collegium.explain.account`` to check.

        Returns
        -------
        Case
            Its history k is history k of the results.
        """
        noted, found = results.provenance, cls.__new__(cls)
        found.start, found.end = (calendar.from_iso(noted[key]) for key in ("from", "to"))
        found.seed, found.changes = noted["seed"], dict(noted["changes"])
        found.variant, found.traits, found.per_draw = (noted["settings"][key] for key in ("variant", "traits", "per_draw"))
        found._planner = Planner(results.scenario, found.start, found.end)
        found._plan(noted["interventions"], held=len(noted["interventions"]))
        return found

    def _plan(self, sentences: Sequence[str], *, held: int) -> None:
        self._held = held
        self.plan = self._planner.plan(sentences, held=held)

    def __repr__(self) -> str:
        return f"Case({self.scenario.name!r}, seed={self.seed}, interventions={list(self.sentences)})"

    @property
    def scenario(self) -> Scenario:
        """The scenario with all changes made."""
        return self.plan.scenario

    @property
    def sentences(self) -> tuple[str, ...]:
        """The interventions."""
        return self.plan.sentences

    @takes(sentences=texts)
    def under(self, *sentences: str) -> Case:
        """The same case with further interventions.

        Parameters
        ----------
        *sentences
            Interventions, after those that it has.

        Returns
        -------
        Case
            It shares with this one whatever the sentences leave alone.

        Raises
        ------
        ScenarioError
            With every mistake in the sentences.
        """
        other = copy(self)
        other.__dict__.pop("model", None)
        other._plan([*self.sentences, *sentences], held=self._held)
        return other

    @cached_property
    def model(self) -> Model:
        """The arrays of the scenario with its interventions."""
        return self.arrays()

    def arrays(self, *more: Intervention) -> Model:
        """The arrays, with interventions that no sentence can say after the others."""
        return compiled(self.plan.edited.snapshot, self.end, (*self.plan.during, *more))

    def drawn(self, first: int, count: int = 1) -> Draw:
        """What is drawn for histories ``first`` on before they open."""
        return draw(self.model, self.seed, first, count, self.traits, self.per_draw)

    @takes(k=FROM_ZERO, person=optional(a_text))
    def history(self, k: int = 0, person: str | None = None) -> Told:
        """Simulate one history with its trace.

        Parameters
        ----------
        k
            Its number.
        person
            Of this person (an id or a name) everything that they could do is traced as well, whatever they did
            (``collegium.explorer.choosing``). It changes no history.

        Returns
        -------
        Told
            The history.

        Raises
        ------
        ScenarioError
            If there is no such person.
        """
        return Told(self, k, None if person is None else person_of(self.scenario, person))

    @takes(count=COUNT, first=FROM_ZERO, record=texts, threads=THREADS)
    def futures(self, count: int, first: int = 0, *, record: Sequence[str] = (), threads: int | None = None) -> Futures:
        """Simulate many histories: the rows that :func:`collegium.run` writes.

        Parameters
        ----------
        count
            How many.
        first
            Number of the first.
        record
            What is kept besides outcomes: ``series``, ``events``.
        threads
            By default all cores. Changes no row.

        Returns
        -------
        Futures
            Their tables.
        """
        asked = self._settings(first, count, record, threads)
        model = self._recorded(self.model, record)
        player, columns, drawn = Player(model, self.seed), Columns(model, record), self.drawn(first, count)

        def block(begin: int) -> Piece:
            with player.buffers() as buffers:
                ios, logs = player.block(buffers, drawn, begin, min(begin + BLOCK, count), first)
                return columns.take(first + begin, ios, logs)

        with ThreadPoolExecutor(asked.workers) as pool:
            pieces = list(pool.map(block, range(0, count, BLOCK)))
        return Futures(self.scenario, runner.provenance(self.plan, asked, self.changes), columns.tables(drawn.theta, pieces))

    def forks(
        self, k: int, day: Day, count: int = FORKS, *, first: int = 1, record: Sequence[str] = (), threads: int | None = None
    ) -> Futures:
        """Many futures of one past: history ``k`` to the start of a step, and from then on other random draws in each.

        To ask what follows from something that did not happen, lay it down first:
        ``case.under("let anna choose denounce against boris on 2001-06-04").forks(7, "2001-06-04")``.

        Parameters
        ----------
        k
            Number of the history.
        day
            The futures part at the start of the step that holds it.
        count
            How many, 2,000 at most.
        first
            The first seed of new draws.
        record, threads
            As of :meth:`futures`.

        Returns
        -------
        Futures
            Row n, called history n, is what ``reseed from DAY with n`` makes of history ``k``.

        Raises
        ------
        ScenarioError
            If the day lies outside the run.
        """
        return joined(list(self.stream(k, day, count, first=first, size=BLOCK, record=record, threads=threads)))

    @takes(k=FROM_ZERO, count=lambda n, v: whole(n, v, low=1, high=MOST), first=FROM_ZERO, size=COUNT, record=texts, threads=THREADS)
    def stream(
        self,
        k: int,
        day: Day,
        count: int = FORKS,
        *,
        first: int = 1,
        size: int = BLOCK,
        record: Sequence[str] = (),
        threads: int | None = None,
    ) -> Iterator[Futures]:
        """The same in pieces of ``size``, each as soon as it is there; whoever stops reading stops the simulation.

        Parameters
        ----------
        k, day, count, first, record, threads
            As of :meth:`forks`.
        size
            Futures in a piece.

        Yields
        ------
        Futures
            The next of them.
        """
        (when,) = days.given(day=day)
        fork = Fork(self.under(f"reseed from {when} with {first}"), k, record)
        asked = self._settings(first, count, record, threads)
        ends = [(n, min(size, first + count - n)) for n in range(first, first + count, size)]
        pool, waiting = ThreadPoolExecutor(asked.workers), deque[Future[Futures]]()
        try:
            for n, some in ends:
                waiting.append(pool.submit(fork.futures, n, some))
                if len(waiting) > 2 * asked.workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    @takes(k=FROM_ZERO, sentences=texts)
    def command(self, k: int, *sentences: str) -> str:
        """The command line that simulates one history again, to the same bytes.

        Parameters
        ----------
        k
            Number of the history.
        *sentences
            Further interventions, such as ``reseed from 2001-06-04 with 3``.

        Returns
        -------
        str
            A line for a shell.
        """
        asked = self._settings(k, 1, RECORD, None)
        return runner.command(self.under(*sentences).plan, asked, self.changes)

    def _settings(self, first: int, count: int, record: Sequence[str], threads: int | None) -> Settings:
        asked = Settings(self.start, self.end, count, first, self.seed, tuple(record), self.traits, self.variant, self.per_draw, threads)
        runner.check_settings(asked)
        return asked

    @staticmethod
    def _recorded(model: Model, record: Sequence[str]) -> Model:
        """The arrays for histories of which only so much is kept."""
        return model if "series" in record else unread(model, True)


class Fork:
    """History ``k`` of a case kept at the start of the step in which its last intervention, ``reseed``, changes the random draws."""

    def __init__(self, case: Case, k: int, record: Sequence[str]) -> None:
        self.case, self.k, self.record = case, k, record
        self.drawn = case.drawn(k)
        model = case._recorded(case.model, record)
        self.place = len(case.plan.during) - 1
        self.player, self.columns = Player(model, case.seed), Columns(model, record)
        self.kept: Kept = self.player.keep(self.drawn, 0, k, int(model.sc[0]["v_from"][self.place]))

    def futures(self, first: int, count: int) -> Futures:
        """The futures with the seeds ``first`` on."""
        sc = self.player.model.sc.copy()
        player, pieces = self.player.under(sc), []
        with player.buffers() as buffers:
            io = buffers.ios[:1]
            for number in range(first, first + count):
                sc["v_what"][0, self.place] = number
                log = player.advance(buffers, self.kept, self.drawn, 0, self.k, io)
                pieces.append(self.columns.take(number, io, [log]))
        case, asked = self.case, self.case._settings(first, count, self.record, None)
        tables = self.columns.tables(np.repeat(self.drawn.theta, count), pieces)
        return Futures(case.scenario, runner.provenance(case.plan, asked, case.changes), tables)
