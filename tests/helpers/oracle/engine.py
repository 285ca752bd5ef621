"""The engine's kernels made callable from Python, and states made of dice to try them on."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numba
import numpy as np

from collegium.engine import headcount, vote
from collegium.engine import layout as L
from collegium.engine.history import play_histories
from collegium.engine.motion import motion
from collegium.engine.prior import draw_parameters
from collegium.scenario import kinds as K
from collegium.scenario.kinds import INTERVENTIONS
from collegium.scenario.parameters import DEFAULTS
from helpers.oracle import draws as d
from helpers.oracle import world as ow
from helpers.oracle.laid import Laid
from helpers.oracle.realm import surround
from helpers.oracle.scenario import tiny

compiled = numba.njit(error_model="numpy")
_NO_CELLS = np.zeros((0, 3), np.int64)


@cache
def model() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return tiny(Path(folder))


class Case:
    """Records of one state made of dice: ``sc``, ``th``, ``st``, ``io`` as the kernels take them.

    ``people`` is how many there are, no fewer than the six of the small world.
    """

    def __init__(self, seed: int, people: int = 6) -> None:
        self.rng, self.lain = np.random.default_rng(seed), list[Laid]()
        m = model()
        self.sc, self.st = m.sc.copy(), m.template.copy()
        self.wk = np.zeros(1, L.work_type(m.capacity))
        self.io = np.zeros(1, L.output_type(m.capacity))
        self.th = draw_parameters(m.scenario.parameters, seed, 0, 1)
        r = self.sc[0]
        newcomers = range(int(r["n_people"]), people)
        r["person_key"][newcomers.start : people] = [d.key(f"newcomer {n}") for n in newcomers]
        r["n_people"] = people
        self.n, self.nb, self.no, self.nc, self.nk = (int(r[x]) for x in ("n_people", "n_bodies", "n_offices", "n_cons", "n_issues"))
        self._conventions(np.random.default_rng([seed, 3]))
        self._parameters()
        self._scenario()
        self._people()
        self._institutions()
        self._information()
        self._outlaws(np.random.default_rng([seed, 1]))
        self._rules(np.random.default_rng([seed, 2]))
        self._contest(np.random.default_rng([seed, 4]))
        self._calls(np.random.default_rng([seed, 6]))
        self._settled(np.random.default_rng([seed, 11]))
        surround(self, np.random.default_rng([seed, 13]))

    def _conventions(self, rng: np.random.Generator) -> None:
        """What is fixed by default takes any value of its range, so that the wrong parameter is never the right number."""
        for name, asked in DEFAULTS.items():
            if asked.range:
                self.th[0][name] = rng.uniform(*asked.range)

    def _parameters(self) -> None:
        theta = self.th[0]
        for name in ("policy tie stake balancing whip dependence deference comradeship discipline document shock conformity "
                     "status_quo headcount_error standing_win norm_ratchet delegation tie_jump").split():  # fmt: skip
            theta[name] = abs(self.rng.normal()) * (0.4 if name in ("standing_win", "tie_jump", "norm_ratchet") else 1.0)
        for name in ("turnover", "protection", "slate", "loyalty", "resistance", "openness", "obstruction", "absence", "perception_lag"):
            theta[name] = self.rng.random()

    def _scenario(self) -> None:
        r = self.sc[0]
        r["n_docs"] = 2
        r["doc_key"][:2] = [11, 12]
        r["author"][:2], r["addressee"][:2], r["about"][:2] = 0, 1, 2
        r["decides"][: self.nb, :] = self.rng.random((self.nb, L.M)) < 0.8
        r["threshold"][: self.nb, :] = self.rng.choice([0.4, 0.5, 2 / 3], (self.nb, L.M))
        r["deadline"][: self.nb] = self.rng.integers(1, 8, self.nb)
        r["secret"][: self.nb] = self.rng.random(self.nb) < 0.3
        r["chair"][: self.nb] = self.rng.integers(-1, self.no, self.nb)
        r["chair_breaks"][: self.nb] = self.rng.random(self.nb) < 0.6
        self.st[0]["agenda"][: self.nb] = self.rng.integers(ow.ROTATION, self.no, self.nb)
        r["absentee"][: self.nb] = self.rng.random(self.nb) < 0.6
        r["quorum"][: self.nb] = self.rng.random(self.nb) * 0.8

    def _people(self) -> None:
        t, n, rng = self.st[0], self.n, self.rng
        t["luck"], t["week"] = rng.integers(0, 2**63), self.sc[0]["first"] + rng.choice([10, 11])
        for name in ("ambition", "caution", "apparatus", "public", "standing", "opposed"):
            t[name][:n] = rng.random(n)
        t["authority"][:n] = rng.random(n) * (rng.random(n) < 0.4)
        t["alive"][:n] = rng.random(n) < 0.93
        t["member"][:n] = rng.random(n) < 0.95
        t["away"][:n] = rng.random(n) < 0.1
        t["incapable"][:n] = np.where(rng.random(n) < 0.12, t["week"] + 5, 0)
        t["tie"][:n, :n] = rng.uniform(-1, 1, (n, n))
        t["client"][:n, :n] = rng.random((n, n)) * (rng.random((n, n)) < 0.4)
        t["harm"][:n, :n] = rng.random((n, n)) * (rng.random((n, n)) < 0.4)
        np.fill_diagonal(t["tie"], 0)
        np.fill_diagonal(t["client"], 0)
        np.fill_diagonal(t["harm"], 0)
        t["hurt"][:n] = t["harm"][:n].max(axis=1)
        k = self.nk
        for name, low in (("position", -1), ("anchor", -1), ("salience", 0)):
            t[name][:n, :k] = rng.uniform(low, 1, (n, k))
        t["policy"][:k] = rng.uniform(-1, 1, k)
        t["mood"][: self.nc, :k] = rng.uniform(-1, 1, (self.nc, k))
        t["mood_salience"][: self.nc, :k] = rng.random((self.nc, k))
        power = rng.random(n) * (t["alive"][:n] & t["member"][:n])
        t["power"][:n], t["total"] = power, power.sum()
        t["share"][:n] = power / max(power.sum(), 1e-9)
        t["followed"][:n] = rng.random(n)

    def _institutions(self) -> None:
        t, n, rng = self.st[0], self.n, self.rng
        t["seat"][: self.nb, :n] = rng.choice([0, 1, 2], (self.nb, n), p=[0.2, 0.15, 0.65])
        t["seat"][: self.nb, :n] *= t["alive"][:n] & t["member"][:n]
        t["bloc"][: self.nb, : self.nc] = rng.integers(0, 4, (self.nb, self.nc)) * rng.choice([0, 1], (self.nb, 1))
        t["statute"][: self.nb] = rng.integers(3, 12, self.nb)
        for name, count in (("seat_weight", self.nb), ("office_weight", self.no), ("cons_weight", self.nc)):
            t[name][:count] = rng.uniform(0.02, 0.4, count)
        t["holder"][: self.no] = rng.integers(-1, n, self.no)
        shares = rng.dirichlet(np.ones(n + 1), self.nc)
        t["allegiance"][: self.nc, :n], t["allegiance"][: self.nc, -1] = shares[:, :n], shares[:, n]
        t["leaning"][: self.nc, :n] = rng.dirichlet(np.ones(n), self.nc) * rng.random((self.nc, 1))
        for o in range(self.no):
            if t["holder"][o] >= 0 and not (t["alive"] & t["member"])[t["holder"][o]]:
                t["holder"][o] = L.NOBODY
        gone = np.flatnonzero(~(t["alive"] & t["member"])[:n].astype(bool))
        t["allegiance"][: self.nc, -1] += t["allegiance"][: self.nc, gone].sum(axis=1)
        t["allegiance"][: self.nc, gone] = t["leaning"][: self.nc, gone] = 0
        for c in range(self.nc):
            adherents = np.flatnonzero(t["leaning"][c, :n])
            t["n_adherents"][c], t["adherent"][c, : len(adherents)] = len(adherents), adherents
        t["vacant"][: self.no], t["fell"][:n] = t["week"] - rng.integers(0, 8, self.no), t["week"] - rng.integers(0, 3, n)
        t["spoke"][:n] = t["week"] - rng.integers(0, 30, n)
        t["precedent"], t["comradeship"], t["unity"], t["threat"] = rng.uniform(0, 3), rng.random(), rng.random(), rng.random()
        t["output"], t["trend"] = rng.uniform(0.7, 1.1), 1.0
        t["next_meeting"][: self.nb] = t["week"] + rng.integers(-2, 3, self.nb)
        t["meets"][: self.nb] = rng.random(self.nb) < 0.7
        t["last_elected"][: self.nb] = t["week"] - rng.integers(0, 40, self.nb)
        for g in range(2):
            t["g_on"][g], t["g_target"][g] = rng.random() < 0.6, rng.integers(0, n)
            t["g_member"][g, :n] = rng.choice([0, 1, 2, 3], n, p=[0.3, 0.1, 0.5, 0.1])
            t["g_member"][g, t["g_target"][g]] = ow.OUTSIDE

    def _information(self) -> None:
        t, n, rng = self.st[0], self.n, self.rng
        t["written"][:2] = rng.random(2) < 0.7
        t["read_out"][:2] = rng.random(2) < 0.3
        t["knows"][:2, :n] = rng.choice([0, 0.5, 1], (2, n))
        t["content"][:2, :n] = rng.uniform(-1, 1, (2, n))

    def _outlaws(self, rng: np.random.Generator) -> None:
        """Who is isolated, in the hands of security, underground or charged, and what the bodies may decide of it."""
        t, n = self.st[0], self.n
        t["been_ill"][:n] = rng.random(n) < 0.4
        t["isolated"][:n] = np.where(rng.random(n) < 0.15, t["week"] + rng.integers(0, 3, n), 0)
        t["confined"][:n] = rng.choice([ow.AT_LARGE, ow.ARRESTED, ow.EXILED], n, p=[0.84, 0.08, 0.08])
        t["away"][:n] |= t["confined"][:n] == ow.EXILED
        t["hidden"][:n] = rng.random(n) < 0.15
        t["charges"][:n] = rng.random(n) * (rng.random(n) < 0.5)
        self.sc[0]["security"][: self.no] = rng.random(self.no) * (rng.random(self.no) < 0.4)

    def _rules(self, rng: np.random.Generator) -> None:
        """Who hears appeals, who fills posts by right, and term limits with those whom they have sent."""
        r, t = self.sc[0], self.st[0]
        r["appeal"][: self.nb] = rng.integers(-1, np.arange(self.nb))  # no ring
        r["fills"][: self.no, : self.no] = rng.random((self.no, self.no)) < 0.2
        r["tenure"][: self.no] = rng.choice([0, 4, 9], self.no)
        t["since"][: self.no] = t["week"] - rng.integers(0, 9, self.no)
        t["retired"][: self.no] = rng.integers(-1, self.n, self.no)
        t["retired_at"][: self.no] = t["week"] - rng.integers(1, 9, self.no)
        t["sittings"][: self.nb] = rng.integers(0, 9, self.nb)
        t["enlarged"][: self.nb] = t["week"] - rng.choice([3, 99], self.nb)
        r["about"][1] = ow.NOBODY
        r["earliest"][:2], r["condition"][:2] = t["week"] - 1 + rng.integers(0, 2, 2), rng.integers(0, 4, 2)

    def _contest(self, rng: np.random.Generator) -> None:
        """Who is in the minority, what hangs on whom, and what everybody is after; who has power without a rank."""
        t, n, nb, nc = self.st[0], self.n, self.nb, self.nc
        t["lost"][:n] = rng.random(n)
        t["sway"][:nb, :n] = rng.random((nb, n)) * (rng.random((nb, n)) < 0.6)
        t["hold"][:n, :n] = rng.random((n, n)) * (rng.random((n, n)) < 0.6)
        np.fill_diagonal(t["hold"], 0)
        t["reach"][:nc, :n] = rng.random((nc, n)) * (rng.random((nc, n)) < 0.5)
        t["share"][:n] *= rng.random(n) < 0.85
        t["aim"][:n] = rng.integers(0, 6, n)
        for i in range(n):
            others = [j for j in range(n) if j != i]
            goal = int(t["aim"][i])
            t["aimed_at"][i] = rng.integers(0, self.nk) if goal == 2 else rng.choice(others)
            if goal == 5 or (goal == 1 and rng.random() < 0.2):
                t["aimed_at"][i] = ow.NOBODY
        t["turned"][:n] = t["week"] - rng.choice([1, 4, 26, 104], n)
        t["hurt_then"][:n] = np.where(rng.random(n) < 0.7, t["hurt"][:n], rng.random(n))
        self.th[0]["review"] = rng.choice([0.1, 2.0])

    def _calls(self, rng: np.random.Generator) -> None:
        """Which bodies can be called together, by how many, and which hold up what they hear appeals against."""
        r = self.sc[0]
        r["extraordinary"][: self.nb] = rng.choice([0.0, 0.0, 0.3, 0.6], self.nb)
        r["suspensive"][: self.nb] = rng.random(self.nb) < 0.5

    def _settled(self, rng: np.random.Generator) -> None:
        """Lines that changed of late or long ago, posts with a district, people without followers here and there, and some to whom others
        are indifferent."""
        r, t, n, nc = self.sc[0], self.st[0], self.n, self.nc
        t["swing"][: self.nk] = rng.uniform(-1, 1, self.nk) * (rng.random(self.nk) < 0.8)
        t["swung"][: self.nk] = t["week"] - rng.choice([0, 5, 26, 52, 104, 300], self.nk)
        r["district"][: self.no] = rng.choice([ow.NOBODY, 0, 1], self.no)
        t["tie"][:n, :n] *= rng.choice([1, 1e-3, 0], (n, n), p=[0.8, 0.1, 0.1])
        nowhere = rng.random((nc, n)) < 0.4
        t["allegiance"][:nc, -1] += (t["allegiance"][:nc, :n] * nowhere).sum(axis=1)
        t["allegiance"][:nc, :n][nowhere] = 0

    def believe(self, theory: int) -> Case:
        """What moves leaders; and what theories look at, in a state that no step has come to: some are among the players, some are not."""
        t, n, rng = self.st[0], self.n, np.random.default_rng([theory, int(self.st[0]["luck"])])
        self.th[0]["theory"] = theory
        t["foremost"] = rng.integers(0, n)
        t["part"][:n] = rng.random(n) * (rng.random(n) < 0.8)
        t["prospect"][:n, :n] = rng.random((n, n)) * (rng.random((n, n)) < 0.7)
        t["prospect"][:n, :n] *= (t["part"][:n] > 0) * (t["part"][:n, None] > 0)
        np.fill_diagonal(t["prospect"], 0)
        return self

    def rearrange(self, rng: np.random.Generator) -> None:
        """Who elects whom: as in the small world, or otherwise, so that some body beside the top body is not above it, or elects itself."""
        r, t = self.sc[0], self.st[0]
        top, wide = int(t["top"]), int(t["electorate"])
        congress, nobody = int(r["elector"][wide]), ow.NOBODY
        electors = ((wide, congress, nobody), (congress, congress, nobody), (congress, top, nobody), (nobody, congress, nobody),
                    (wide, nobody, top), (top, top, nobody), (nobody, wide, top))  # fmt: skip
        r["elector"][[top, wide, congress]] = electors[rng.choice(len(electors), p=[0.3, 0.15, 0.15, 0.1, 0.15, 0.1, 0.05])]
        t["electorate"] = nobody if r["elector"][top] == top else r["elector"][top]

    def enqueue(self, kinds: tuple[int, ...], states: tuple[int, ...], count: int = 6) -> None:
        """Motions of these kinds in the first places of the queue, in any of these states."""
        t, rng = self.st[0], self.rng
        for q in range(count):
            m = self.motion(int(rng.choice(kinds)))
            for name in ("kind", "mover", "target", "body", "arg", "value", "appeal"):
                t["q_" + name][q] = getattr(m, name)
            if m.mover >= 0 and rng.random() < 0.1:
                t["q_mover"][q] = rng.integers(0, self.n)  # perhaps dead
            t["q_state"][q], t["q_week"][q] = rng.choice(states), t["week"] - rng.choice([0, 1, 3, 6, 20, 45])
            t["q_decided"][q] = t["week"] - rng.integers(0, 3)
            t["q_key"][q] = rng.integers(0, 2**63)
            t["q_ordered"][q], t["q_refuser"][q] = rng.random() < 0.6, m.target if rng.random() < 0.5 else rng.integers(-1, self.n)
            t["q_urgent"][q], t["q_seen"][q] = rng.random() < 0.3, rng.choice([0, 1, 2])

    def expel(self, rng: np.random.Generator, count: int) -> None:
        """Now and then somebody of whom there are motions in the first places of the queue is to be expelled, for good or as a mistake."""
        t = self.st[0]
        sure = np.flatnonzero(t["q_target"][:count] != ow.NOBODY)
        for q in np.flatnonzero(rng.random(count) < 0.1) if len(sure) else ():
            t["q_kind"][q], t["q_target"][q], t["q_arg"][q] = ow.EXPEL, t["q_target"][rng.choice(sure)], ow.NOBODY
            t["q_state"][q], t["q_appeal"][q] = ow.CARRIED, rng.choice([0, 0, 0, ow.REVERSE, ow.INSIST])

    def world(self) -> ow.World:
        return ow.read(self.sc[0], self.th[0], self.st[0])

    def run(self, rule: Any, *more: Any) -> Any:
        return rule(self.sc, self.th, self.st, self.wk, self.io, *more)

    def calm(self) -> None:
        """Nobody acts of his own accord, nothing comes from outside, nothing is recorded."""
        r, t = self.sc[0], self.st[0]
        self.th[0]["activity"] = 0.0
        r["n_events"], r["n_months"], r["n_quarters"], r["grids"] = 0, 0, 0, L.NEVER
        t["death_week"] = float(L.FOREVER)

    def lay(self, lain: Sequence[Laid]) -> None:
        """The same interventions for the engine."""
        r, self.lain = self.sc[0], list(lain)
        r["n_interventions"] = len(lain)
        for n, x in enumerate(lain):
            row = (INTERVENTIONS.index(x.kind), x.start, x.end, x.who, x.other, x.where, x.what, x.value)
            for name, value in zip("kind from until who other where what value".split(), row, strict=True):
                r["v_" + name][n] = value

    def step(self) -> None:
        """One whole step of the engine from the state as it stands, by the entry that is compiled for all."""
        until = int(self.st[0]["week"]) + 1
        play_histories(self.sc, self.th, self.st, self.wk, self.io, self.st, _NO_CELLS, np.zeros((1, 0)), 0, 0, until, resume=True)

    def motion(self, kind: int | None = None) -> ow.Item:
        """Any motion that could be made, of people who live."""
        rng = self.rng
        kind = int(rng.integers(0, ow.ELECT + 1)) if kind is None else kind
        living = np.flatnonzero(self.st[0]["alive"][: self.n])
        target = ow.NOBODY if kind in (ow.POLICY, ow.PACK, ow.POSTPONE, ow.ADOPT, ow.REPEAL) else int(rng.choice(living))
        nobodys = kind in (ow.RESIGNATION, ow.ELECT) or (rng.random() < 0.1 and kind != ow.RECALL)
        mover = ow.NOBODY if nobodys else int(rng.choice(living))
        statutes = int(self.sc[0]["n_statutes"])
        subjects = {ow.POLICY: self.nk, ow.APPOINT: self.no, ow.STRIP: self.no, ow.RESIGNATION: self.no, ow.REMOVE: self.nb,
                    ow.PACK: self.nb, ow.POSTPONE: self.nb, ow.ELECT: self.nb, ow.DISCLOSE: 2, ow.SUPPRESS: 2,
                    ow.ADOPT: statutes, ow.REPEAL: statutes}  # fmt: skip
        arg = int(rng.integers(0, subjects[kind])) if kind in subjects else ow.NOBODY
        marks = [0, 3] if kind in (ow.PACK, ow.RESIGNATION, ow.APPOINT, ow.POSTPONE) else [0, 0, 1, 2, 3]
        appeal = int(rng.choice(marks)) if kind != ow.ELECT else 0
        value = float(rng.uniform(-1, 1)) if kind == ow.POLICY else float(rng.choice([-1, 1])) if kind == ow.ELECT else 0.0
        return ow.Item(kind, mover, target, int(rng.integers(0, self.nb)), arg, value, appeal)


@compiled
def _leaned(scs, ths, sts, wks, kind, mover, target, body, arg, value, mark):
    vote.pose(scs[0], ths[0], sts[0], wks[0], motion(kind, mover, target, body, arg, value, mark))
    vote.lean(scs[0], ths[0], sts[0], wks[0], 0)


@compiled
def _chance(scs, ths, sts, wks, kind, mover, target, body, arg, value, mark, shift):
    vote.pose(scs[0], ths[0], sts[0], wks[0], motion(kind, mover, target, body, arg, value, mark))
    return headcount.chance(scs[0], ths[0], sts[0], wks[0], shift)


def _parts(m: ow.Item) -> tuple[Any, ...]:
    return m.kind, m.mover, m.target, m.body, m.arg, m.value, m.appeal


def rule(name: str) -> Any:
    """A rule of the step by its name, callable from Python."""
    body = getattr(importlib.import_module(f"collegium.engine.rules.{name}"), name)

    @compiled
    def run(scs, ths, sts, wks, ios):
        body(scs[0], ths[0], sts[0], wks[0], ios[0])

    return run


def logged(io: Any) -> list[tuple[int, ...]]:
    """Decisions on items as the engine has logged them, in the form of ``World.decisions``; the flag is carried + 2 x mark."""
    rows = _rows(io, "week", "kind", "actor", "target", "body", "subject", "yes", "no", "flag")
    return [row[1:] for row in rows if row[0] < ow.ELECT]


TOLD = {
    K.L_DENOUNCED: "denounced", K.L_RECONCILED: "reconciled", K.L_PLATFORM: "platform", K.L_REFUSED: "refused_order",
    K.L_CASE: "case_built", K.L_ARREST: "arrested", K.L_EXILE: "exiled", K.L_UNDERGROUND: "underground",
    K.L_CAPITULATED: "capitulated", K.L_JOINED: "joined", K.L_WRITTEN: "written", K.L_OFFICE: "took_office", K.L_LEFT: "left_office",
    K.L_INTERVENED: "intervened", K.L_RESIGNED: "resigned_seat",
    K.L_IN_FORCE: "in_force", K.L_REPEALED: "repealed", K.L_REVOLT: "revolt", K.L_CALM: "calm", K.L_PUT_DOWN: "put_down", K.L_HUNT: "hunt",
    K.L_FRONT: "front_opened", K.L_FRONT_WON: "front_won", K.L_FRONT_LOST: "front_lost", K.L_FRONT_CLOSED: "front_closed",
}  # fmt: skip
"""Kind of a row of the log by number: moves that are told without a vote, and what befalls statutes, populations and theatres."""
ABOUT_SUBJECTS = (K.L_IN_FORCE, K.L_REPEALED, K.L_REVOLT, K.L_CALM, K.L_PUT_DOWN, K.L_HUNT, K.L_FRONT, K.L_FRONT_WON, K.L_FRONT_LOST,
                  K.L_FRONT_CLOSED)  # fmt: skip
"""Rows about a statute, a population or a theatre, which stand where others have their target."""
COUNTED = {"revolts": "revolt", "put_down": "put_down", "hunts": "hunt"}
"""What the outcomes count of what is told."""


def _rows(io: Any, *names: str) -> list[tuple[int, ...]]:
    return list(zip(*(io["log_" + name][: io["n_log"]].tolist() for name in ("kind", *names)), strict=True))


def told(io: Any) -> list[tuple[int, str, int, int]]:
    """What the engine tells beside decisions, in the form of ``World.told``."""
    found = []
    for kind, week, actor, target, subject, value in _rows(io, "week", "actor", "target", "subject", "value"):
        if kind == K.L_INTERVENED:
            actor, target = int(value), ow.NOBODY
        if kind in TOLD:
            found.append((week, TOLD[kind], actor, subject if kind in ABOUT_SUBJECTS else target))
    return found


def outcome(io: Any) -> list[float]:
    """How many have died of each cause, and what is counted of statutes and populations."""
    return [*io["toll"].tolist(), *(float(io[name]) for name in COUNTED)]


def outcome_of(world: ow.World) -> list[float]:
    """The same of a world that has come from a blank outcome."""
    return [*world.toll, *(float(sum(row[1] == kind for row in world.told)) for kind in COUNTED.values())]


def moved(io: Any) -> list[tuple[int, ...]]:
    """The moves of a traced engine, in the form of ``World.moves``."""
    return [row[1:] for row in _rows(io, "week", "actor", "target", "subject", "flag") if row[0] == K.L_MOVE]


def weighed(io: Any) -> list[tuple[float, ...]]:
    """The moves that a traced engine weighed, in the form of ``World.options``."""
    rows = zip(_rows(io, "week", "actor", "target", "subject", "flag", "value"), io["log_terms"][: io["n_log"], 0].tolist(), strict=True)
    return [(*row[1:], luck) for row, luck in rows if row[0] == K.T_OPTION]


def leaned(case: Case, m: ow.Item) -> Any:
    """The work record after the kernels have filled in everybody's sum and terms, without conformity."""
    case.st["tracing"] = 1  # terms are put down only for the explanation
    _leaned(case.sc, case.th, case.st, case.wk, *_parts(m))
    return case.wk[0]


def chance(case: Case, m: ow.Item, shift: float) -> float:
    """The kernels' headcount; the work record is left with conformity in the sums."""
    return float(_chance(case.sc, case.th, case.st, case.wk, *_parts(m), shift))
