"""A bench on which the engine is tried: histories played whole or step by step, with the state open to the tests.

Everything goes through the one compiled entry, so that no test compiles an engine of its own. With ``NUMBA_DISABLE_JIT=1`` the
same code, and so every test here, runs un-compiled, some thousand times slower.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from collegium.engine import layout as L
from collegium.engine.compile import Model, compile_scenario
from collegium.engine.history import play_histories
from collegium.engine.prior import draw_cells, draw_parameters
from collegium.scenario import at, find, load
from collegium.scenario import kinds as K
from collegium.scenario.model import Scenario

SEED = 20260401
LOG_FIELDS = tuple(name for name in L.output_type(64).names or () if name.startswith("log_"))
BY_MONTH = ("shares", "seats")
BY_QUARTER = ("rule", "ruler", "ruler_strict", "ruler_loose", "strongest", "contest", "vulnerability", "initiative", "bypass")
BY_PERSON = ("final", "lost_top", "lost_committee", "lost_office", "sent_away", "expelled_at", "died", "attacker")
CLOCK = tuple(name for (name, *_), _ in L.clock(64) if name != "attacker")
GRIDS = ("capable", "by_votes")
RECORDED = (*BY_MONTH, *BY_QUARTER, "grid", *GRIDS, "ties", "allegiances", *CLOCK, "attacker")
"""What the rule of the record writes: it may change with what is recorded, everything else may not."""
CALM = {"activity": 0.0, "discontent": 0.0, "absence": 0.0, "standing_win": 0.0}
"""Parameters under which nobody acts of his own accord and nothing wears off but what a test looks at."""
SCALARS = tuple(
    name for name, (kind, _) in L.output_type(64).fields.items() if kind.shape == () and name not in ("complete", "n_log", *RECORDED)
)  # fmt: skip


@cache
def scenario(name: str) -> Scenario:
    return load(find(name))


@cache
def model(name: str) -> Model:
    """A shipped scenario as it stands on its first day."""
    case = scenario(name)
    return compile_scenario(at(case, case.start))


def copied(m: Model) -> Model:
    """A model whose arrays may be changed."""
    return replace(m, sc=m.sc.copy(), template=m.template.copy())


@dataclass
class Told:
    """What a history left behind, without the unused room: rows of the log by field, outcomes by name."""

    log: dict[str, np.ndarray]
    out: dict[str, np.ndarray]

    def bytes(self, without: tuple[str, ...] = ()) -> bytes:
        """Everything, or everything but some outcomes, as bytes."""
        parts = [*self.log.values(), *(value for name, value in self.out.items() if name not in without)]
        return b"".join(np.ascontiguousarray(part).tobytes() for part in parts)

    def kinds(self, *wanted: int) -> np.ndarray:
        """Places of the log's rows of these kinds."""
        return np.flatnonzero(np.isin(self.log["log_kind"], wanted))


class Bench:
    """One model, one seed, one state. ``theta`` fixes parameters over what is drawn."""

    def __init__(self, m: Model, seed: int = SEED, theta: Mapping[str, float] | None = None, tracing: bool = False) -> None:
        self.model, self.seed, self.fixed = m, seed, dict(theta or {})
        self.template = m.template.copy()
        self.template["tracing"] = int(tracing)
        self.state, self.work = np.zeros(1, m.template.dtype), np.zeros(1, L.work_type(m.capacity))
        self.out = np.zeros(1, L.output_type(m.capacity))
        self.places = m.cells()
        self.number = 0
        self.theta, self.cells = self.luck(0)

    @property
    def sc(self) -> Any:
        return self.model.sc[0]

    @property
    def st(self) -> Any:
        """The state: fields by name, writable."""
        return self.state[0]

    @property
    def io(self) -> Any:
        return self.out[0]

    @property
    def week(self) -> int:
        return int(self.st["week"])

    @property
    def last(self) -> int:
        return int(self.sc["first"] + self.sc["weeks"])

    def luck(self, number: int, count: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """Parameters and cells of histories ``number`` on."""
        theta = draw_parameters(self.model.scenario.parameters, self.seed, number, count)
        for name, value in self.fixed.items():
            theta[name] = value
        return theta, draw_cells(self.model.uncertain, self.seed, number, count)

    def call(self, theta: np.ndarray, cells: np.ndarray, out: np.ndarray, number: int, until: int, resume: int) -> None:
        play_histories(
            self.model.sc, theta, self.state, self.work, out, self.template, self.places, cells, self.seed, number, until, bool(resume)
        )

    def open(self, number: int = 0) -> Bench:
        """Begin history ``number``, without a step."""
        self.number = number
        self.theta, self.cells = self.luck(number)
        self.call(self.theta, self.cells, self.out, number, int(self.sc["first"]), 0)
        return self

    def step(self, steps: int = 1) -> bool:
        """So many steps from the state as it stands, the log begun anew; True at the end of the history."""
        self.out["n_log"] = 0
        self.call(self.theta, self.cells, self.out, self.number, self.week + steps, 1)
        return bool(self.io["complete"])

    def play(self, number: int = 0, until: int = L.FOREVER) -> Told:
        """History ``number``, whole unless ``until``."""
        self.open(number)
        return self.finish(until)

    def finish(self, until: int = L.FOREVER) -> Told:
        """The rest of the history, the log drained as often as it is full."""
        pieces = []
        while True:
            self.out["n_log"] = 0
            self.call(self.theta, self.cells, self.out, self.number, until, 1)
            pieces.append(rows(self.io))
            if self.io["complete"] or self.week >= until:
                return Told({f: np.concatenate([p[f] for p in pieces]) for f in LOG_FIELDS}, outcomes(self.model, self.io))

    def batch(self, first: int, count: int) -> list[Told]:
        """Histories ``first`` on in one call, as an ensemble plays them. Their logs must fit."""
        out = np.zeros(count, self.out.dtype)
        theta, cells = self.luck(first, count)
        self.call(theta, cells, out, first, L.FOREVER, 0)
        assert out["complete"].all()
        return [Told(rows(io), outcomes(self.model, io)) for io in out]

    def kept(self) -> bytes:
        """The state without the mark of tracing."""
        return b"".join(self.state[name].tobytes() for name in self.state.dtype.names or () if name != "tracing")

    def rows(self, *kinds: int) -> list[dict[str, Any]]:
        """Rows of these kinds in the log as it stands."""
        log = rows(self.io)
        return [{f[4:]: log[f][n] for f in LOG_FIELDS} for n in np.flatnonzero(np.isin(log["log_kind"], kinds))]


def rows(io: Any) -> dict[str, np.ndarray]:
    """The log as it stands. Only votes have terms, and other rows of the trace one number in their place."""
    found = {field: io[field][: int(io["n_log"])].copy() for field in LOG_FIELDS}
    kind, terms = found["log_kind"], found["log_terms"]
    terms[~np.isin(kind, (K.T_VOTE, K.T_BLOC)), 1:] = 0.0
    terms[kind < K.L_MOVE] = 0.0
    return found


def outcomes(m: Model, io: Any) -> dict[str, np.ndarray]:
    """All that a history leaves behind beside its log; what lies beyond the counts of people and readings is not part of it."""
    sc, people = m.sc[0], len(m.people)
    months, quarters = int(sc["n_months"]), int(sc["n_quarters"])
    found = {name: np.array(io[name]) for name in (*SCALARS, *CLOCK)}
    found |= {name: io[name][:people].copy() for name in BY_PERSON}
    found |= {name: io[name][:months, :people].copy() for name in BY_MONTH}
    found |= {name: io[name][:quarters].copy() for name in BY_QUARTER}
    found["ties"] = io["ties"][: int(sc["n_years"]), :people, :people].copy()
    found["allegiances"] = io["allegiances"][:quarters, : int(sc["n_cons"]), [*range(people), -1]].copy()
    found |= {name: io[name][:people, :people].copy() for name in GRIDS}
    return found | {"grid": io["grid"][:, :people, :people].copy()}


def quiet(name: str = "council", theta: Mapping[str, float] | None = None, tracing: bool = False) -> Bench:
    """A bench on which nothing comes from outside and no body meets unless a test says so."""
    m = copied(model(name))
    m.sc["n_events"] = 0
    m.sc["cadence"] = 10**6
    m.sc["delay_low"], m.sc["delay_high"] = 0.0, 0.0
    m.sc["weeks"] = 10**4
    m.sc["n_months"], m.sc["n_quarters"], m.sc["n_years"], m.sc["grids"] = 0, 0, 0, L.NEVER
    bench = Bench(m, theta=CALM | dict(theta or {}), tracing=tracing).open(0)
    bench.st["death_week"] = float(L.FOREVER)
    return bench
