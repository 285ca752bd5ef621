"""One thread's work: histories simulated in buffers of its own, in blocks or, to be explained, step by step."""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.engine import layout as L
from collegium.engine.compile import Intervention, Model, compile_scenario
from collegium.engine.draws import PARAMETER, SHUFFLE, key_of
from collegium.engine.history import play_histories
from collegium.engine.prior import draw_cells, draw_parameters, uniforms
from collegium.errors import Mistake, RunError, ScenarioError, argument, place
from collegium.results.columns import Log, log_of
from collegium.scenario import at
from collegium.scenario.model import TRAITS, JointDraw, Scenario
from collegium.scenario.snapshot import outside

BLOCK = 20
"""Histories that a thread simulates at a time; a history's record takes about a megabyte, most of it room for the log."""
EQUAL_TRAIT = 2.0
"""The middle of the range 0 to 4: every trait of everyone in the arm of equal traits."""
LONGEST = 366 * 16
"""Days that the engine's monthly and quarterly records have room for."""


def model_of(scenario: Scenario, start: date, end: date, interventions: Sequence[Intervention] = ()) -> Model:
    """The arrays of a scenario as of ``start``, for a run until ``end``, with the interventions of an experiment. Raises
    :class:`ScenarioError`."""
    check_days(scenario, start, end)
    return compiled(at(scenario, start), end, interventions)


def compiled(snapshot: Scenario, end: date, interventions: Sequence[Intervention] = ()) -> Model:
    """The same from a snapshot (:func:`collegium.scenario.at`), which several runs may share, and days that are checked."""
    return compile_scenario(replace(snapshot, end=end), interventions)


def unread(model: Model, readings: bool) -> Model:
    """The same without the grids of who could remove whom, and unless ``readings``, without readings of who rules. They take time and
    change no history."""
    sc = model.sc.copy()
    sc["grids"] = L.NEVER
    if not readings:
        sc["n_quarters"] = 0
    return replace(model, sc=sc)


def check_days(scenario: Scenario, start: date, end: date) -> None:
    """Raises :class:`ScenarioError` if the scenario cannot be run from ``start`` to ``end``."""
    mistakes = outside(scenario, start, "start")
    first = scenario.first if mistakes else start
    if not first < end <= scenario.end:
        message = f"{end} does not lie between the first day of the run and the end of the scenario"
        mistakes.append(Mistake(place("end"), 0, "", message, f"choose a day after {first} and up to {scenario.end}"))
    elif (end - first).days > LONGEST:
        remedy = f"choose a shorter time with {argument('start')} and {argument('end')}"
        mistakes.append(Mistake(place("end"), 0, "", f"{start} to {end} is longer than sixteen years", remedy))
    if mistakes:
        raise ScenarioError(mistakes)


@dataclass(frozen=True)
class Draw:
    """What is drawn before a history opens, one row a history: parameters and uncertain cells."""

    theta: Any
    values: NDArray[np.float64]


def draw(model: Model, seed: int, first: int, count: int, traits: str = "real", per_draw: int = 1) -> Draw:
    """The draw of ``count`` histories from ``first`` on; so many running (counted from history 0) share one draw."""
    whose = np.arange(first, first + count) // per_draw
    begin, draws = int(whose[0]), int(whose[-1] - whose[0]) + 1
    values = draw_cells(model.uncertain, seed, begin, draws)
    if traits != "real":
        _deal(model, values, seed, begin, traits)
    theta = draw_parameters(model.scenario.parameters, seed, begin, draws)
    if model.scenario.posterior:
        _learned(model.scenario.posterior, theta, seed, begin)
    return Draw(theta[whose - begin], values[whose - begin])


def _learned(posterior: Sequence[JointDraw], theta: Any, seed: int, first: int) -> None:
    """For each draw a row of the posterior takes the place of what the priors of its parameters gave."""
    luck = np.empty((len(theta), 1))
    uniforms(np.uint64(seed), np.uint64(first), np.uint64(PARAMETER), np.array([key_of("posterior")], np.uint64), luck)
    which = (luck[:, 0] * len(posterior)).astype(np.int64)
    for name in posterior[0].values:
        theta[name] = np.array([row.values[name] for row in posterior])[which]


def _deal(model: Model, values: NDArray[np.float64], seed: int, first: int, traits: str) -> None:
    """Traits made the same for everyone, or permuted among those who sit in the top body at the start."""
    columns = {cell.label: n for n, cell in enumerate(model.uncertain)}
    if traits == "equal":
        values[:, [columns[f"{trait}:{person}"] for trait in TRAITS for person in model.people]] = EQUAL_TRAIT
        return
    seated = np.flatnonzero(model.template[0]["seat"][int(model.template[0]["top"])] > 0)
    leaders = [model.people[n] for n in seated]
    luck = np.empty((len(values), len(leaders)))
    keys = np.array([key_of(person) for person in leaders], np.uint64)
    uniforms(np.uint64(seed), np.uint64(first), np.uint64(SHUFFLE), keys, luck)
    whose = np.argsort(luck, axis=1)
    for trait in TRAITS:
        own = [columns[f"{trait}:{person}"] for person in leaders]
        values[:, own] = np.take_along_axis(values[:, own], whose, axis=1)


class Buffers:
    """State, work and output records of one thread."""

    def __init__(self, model: Model, block: int = BLOCK) -> None:
        self.state = np.zeros(1, model.template.dtype)
        self.work = np.zeros(1, L.work_type(model.capacity))
        self.ios = np.zeros(block, L.output_type(model.capacity))


@dataclass(frozen=True)
class Kept:
    """A history stopped at the start of a step: its state, what it has left behind so far, and its log. Whatever goes on from here is
    the same as from the beginning."""

    state: NDArray[np.uint8]
    output: NDArray[np.uint8]
    log: Log

    @classmethod
    def of(cls, buffers: Buffers, io: Any, log: Log | None = None) -> Kept:
        """What the buffers and the single record ``io`` hold; without a ``log``, the one that ``io`` has."""
        found = log_of(io[0]) if log is None else log
        return cls(buffers.state.view(np.uint8).copy(), io.view(np.uint8)[: recorded(io.dtype)].copy(), found)

    def restore(self, buffers: Buffers, io: Any) -> None:
        """Put it into the buffers and the single record ``io``."""
        buffers.state.view(np.uint8)[:] = self.state
        buffers.work.view(np.uint8)[:] = 0
        io.view(np.uint8)[: len(self.output)] = self.output


class Player:
    """Simulates histories of one model under one seed. Safe to share among threads: each takes buffers of its own."""

    def __init__(self, model: Model, seed: int, tracing: bool = False) -> None:
        template = model.template.copy()
        template["tracing"] = int(tracing)
        self.model, self.seed = model, seed
        self._start = template
        self._cells = model.cells()
        self._idle: queue.SimpleQueue[Buffers] = queue.SimpleQueue()

    @contextmanager
    def buffers(self) -> Iterator[Buffers]:
        """Buffers that are nobody else's, given back afterwards."""
        try:
            mine = self._idle.get_nowait()
        except queue.Empty:
            mine = Buffers(self.model)
        yield mine
        self._idle.put(mine)

    def prepare(self) -> None:
        """Have the engine compiled (or its compiled code read) without simulating anything."""
        drawn = draw(self.model, int(self.seed), 0, 1)
        buffers = Buffers(self.model, 1)
        self._call(buffers, drawn, slice(0, 0), buffers.ios[:0], 0)

    def block(self, buffers: Buffers, drawn: Draw, begin: int, end: int, first: int) -> tuple[Any, list[Log]]:
        """Simulate rows ``begin`` to ``end`` of the draw, which starts with history ``first``: output records and logs."""
        ios = buffers.ios[: end - begin]
        self._call(buffers, drawn, slice(begin, end), ios, first + begin)
        logs = [log_of(io) if io["complete"] else Log() for io in ios]
        for n in np.flatnonzero(ios["complete"] == 0):
            row = begin + int(n)
            logs[n] = joined(self.alone(buffers, drawn, row, first + row, ios[n : n + 1]))
        return ios, logs

    def alone(self, buffers: Buffers, drawn: Draw, row: int, number: int, ios: Any, every: int = 0) -> Iterator[Log]:
        """Simulate one history into the single record of ``ios``. Yields its log in pieces: when it is full, or after ``every`` steps."""
        until = int(self.model.sc[0]["first"]) + every if every else L.FOREVER
        resume = False
        while True:
            ios["n_log"] = 0
            self._call(buffers, drawn, slice(row, row + 1), ios, number, until, resume)
            log = log_of(ios[0])
            yield log
            if ios[0]["complete"]:
                return
            if not every and not len(log["week"]):
                raise RunError(f"history {number} wrote more in one step than the log can hold: report this with the scenario")
            until, resume = until + every, True

    def under(self, sc: Any) -> Player:
        """The same player with another record of the scenario, which must have the same shape."""
        other = copy(self)
        other.model = replace(self.model, sc=sc)
        return other

    def keep(self, drawn: Draw, row: int, number: int, week: int) -> Kept:
        """Simulate one history up to the start of step ``week``."""
        first = int(self.model.sc[0]["first"])
        with self.buffers() as buffers:
            io = buffers.ios[:1]
            io["n_log"] = 0
            self._call(buffers, drawn, slice(row, row + 1), io, number, first)
            opened = Kept.of(buffers, io)
            return Kept.of(buffers, io, self.advance(buffers, opened, drawn, row, number, io, week))

    def advance(self, buffers: Buffers, kept: Kept, drawn: Draw, row: int, number: int, io: Any, week: int = L.FOREVER) -> Log:
        """Go on with a history from where it was kept up to the start of step ``week``, or to its end, into the single record ``io``.
        Returns its whole log."""
        kept.restore(buffers, io)
        pieces = [kept.log]
        while not io[0]["complete"] and int(buffers.state[0]["week"]) < week:
            io["n_log"] = 0
            self._call(buffers, drawn, slice(row, row + 1), io, number, week, resume=True)
            pieces.append(log_of(io[0]))
        return joined(pieces)

    def _call(
        self, buffers: Buffers, drawn: Draw, rows: slice, ios: Any, number: int, until: int = L.FOREVER, resume: bool = False
    ) -> None:
        play_histories(
            self.model.sc, drawn.theta[rows], buffers.state, buffers.work, ios, self._start, self._cells, drawn.values[rows],
            self.seed, number, until, resume,
        )  # fmt: skip


def recorded(kind: np.dtype[Any]) -> int:
    """How many bytes of an output record hold something beside the log, which comes last."""
    assert kind.fields is not None
    return int(kind.fields["log_week"][1])


def joined(pieces: Iterable[Log]) -> Log:
    """The log of a history that came in pieces."""
    parts = list(pieces)
    return {field: np.concatenate([part[field] for part in parts]) for field in parts[0]}
