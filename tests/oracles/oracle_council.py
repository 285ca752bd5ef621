"""States made of dice in which several sit in the top body: strong men, comrades, meetings near and far, and the engine's readings."""

from __future__ import annotations

import numpy as np

import oracle_rule as rule
import oracle_world as ow
from collegium.engine import layout as L
from oracle_engine import Case

TOP, ASSEMBLY, CONGRESS = 1, 2, 0
SOON = (1, 3, 20, 26, 27)
LATE = (40, 60)
THRESHOLDS = ("vulnerable", "dominant", "bypassed", "lost")
PROCESSES = ("activity", "turnover", "susceptibility", "discontent")
"""What would change the state between two readings that are to be of the same state."""


class Council(Case):
    """One state, its clock, and a step of the engine that does nothing but take a reading."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed, int(np.random.default_rng(seed).choice([6, 6, 7, 8])))
        self.readings = 0
        self._calm()
        self._constitution()
        self._sitting()
        self._calendar()
        style = self.rng.choice(["any", "lord", "comrades", "alone"], p=[0.36, 0.4, 0.16, 0.08])
        getattr(self, f"_{style}")()
        self._thresholds()
        self._clock()

    def chance(self, p: float) -> bool:
        return bool(self.rng.random() < p)

    def _calm(self) -> None:
        """Nothing happens in the step but the reading; power is worked out in it."""
        theta = self.th[0]
        for name in PROCESSES:
            theta[name] = 0.0
        theta["conformity"] = self.rng.uniform(0, 1.8)
        self.sc[0]["n_events"], self.st[0]["death_week"] = 0, float(L.FOREVER)

    def _constitution(self) -> None:
        r = self.sc[0]
        if self.chance(0.15):
            r["elector"][TOP] = r["electorate"] = ow.NOBODY
        for b in (TOP, ASSEMBLY):
            r["decides"][b, ow.REMOVE] = self.chance(0.85)
            r["appeal"][b] = self.rng.choice([ow.NOBODY, CONGRESS])
        r["cadence"][: self.nb] = self.rng.choice([1, 4, 13, 50], self.nb)
        r["term"][TOP] = self.rng.choice([0, 9, 30, 52])
        r["agenda"][: self.nb] = np.where(self.rng.random(self.nb) < 0.6, self.rng.integers(0, self.no, self.nb), ow.NOBODY)
        self.th[0]["obstruction"] = self.rng.choice([0.3, 0.9, 1.0])

    def _sitting(self) -> None:
        t, n, rng = self.st[0], self.n, self.rng
        living = (t["alive"] & t["member"])[:n]
        t["seat"][TOP, :n] = living * rng.choice([ow.NO_SEAT, ow.CANDIDATE, ow.FULL], n, p=[0.08, 0.07, 0.85])
        t["bloc"][TOP] = 0
        t["ill_since"][:n] = t["week"] - rng.choice([1, 4, 5, 9], n)
        for o in range(self.no):
            who = int(rng.integers(0, n))
            t["holder"][o] = who if living[who] and self.chance(0.8) else ow.NOBODY

    def _calendar(self) -> None:
        t, rng = self.st[0], self.rng
        ahead = SOON if self.chance(0.7) else (*SOON, *LATE, *LATE, *LATE)
        t["next_meeting"][: self.nb] = t["week"] + rng.choice(ahead, self.nb)
        t["last_elected"][: self.nb] = t["week"] - rng.choice([0, 5, 30, 60], self.nb)

    def _any(self) -> None:
        pass

    def _lord(self) -> None:
        """One man on whom all depend: they vote as he does, and nobody else moves them."""
        t, th, n, rng = self.st[0], self.th[0], self.n, self.rng
        i = int(rng.choice(np.flatnonzero(t["seat"][TOP, :n] == ow.FULL))) if (t["seat"][TOP, :n] == ow.FULL).any() else 0
        t["standing"][i], t["client"][:n, :n] = 2.5, rng.random((n, n)) * 0.2
        t["client"][:n, i], t["client"][i, :n] = rng.uniform(0.7, 1, n), 0.0
        t["client"][i, i], t["authority"][:n] = 0.0, 0.0
        t["authority"][i] = rng.choice([0.0, 0.5])
        t["incapable"][i], t["opposed"][i] = 0, 0.0
        t["leaning"][: self.nc, :n] *= 0.2
        t["leaning"][: self.nc, i] = rng.uniform(0.5, 0.7)
        for c in range(self.nc):
            adherents = np.flatnonzero(t["leaning"][c, :n])
            t["n_adherents"][c], t["adherent"][c, : len(adherents)] = len(adherents), adherents
        th["whip"], th["bias"] = rng.uniform(4, 9), rng.uniform(-4, 0.5)
        th["shock"] *= rng.choice([0.1, 1.0])
        for name in ("policy", "tie", "stake", "balancing", "document", "conformity"):
            th[name] *= 0.3

    def _comrades(self) -> None:
        """Nobody would, whoever could."""
        t, th, rng = self.st[0], self.th[0], self.rng
        th["comradeship"], th["bias"], th["continuity"] = rng.uniform(2, 6), rng.uniform(-1, 0.5), rng.uniform(3, 8)
        th["shock"], t["precedent"], t["comradeship"], th["stake"] = 0.3, 1.0, 1.0, 0.3
        t["tie"][: self.n, : self.n] = np.abs(t["tie"][: self.n, : self.n])
        np.fill_diagonal(t["tie"], 0)

    def _alone(self) -> None:
        seats = self.st[0]["seat"][TOP]
        others = np.flatnonzero(seats == ow.FULL)[1:]
        seats[others] = self.rng.choice([ow.NO_SEAT, ow.CANDIDATE], len(others))

    def _thresholds(self) -> None:
        """Now and then others than the usual ones."""
        theta = self.th[0]
        if self.chance(0.3):
            for name in THRESHOLDS:
                theta[name] *= self.rng.choice([0.5, 1.0, 2.0]) if name != "dominant" else self.rng.choice([0.6, 1.0, 1.5])
            theta["horizon"], theta["readings"] = self.rng.choice([0.3, 0.5, 1.0]), self.rng.choice([2, 3, 4])

    def _clock(self) -> None:
        """A candidate of some readings, who rules if they are enough; whom the engine suspects, and of what, is anybody."""
        io, n, rng = self.io[0], self.n, self.rng
        io["candidate"] = io["sovereign"] = ow.NOBODY
        io["streak"], io["victim"], io["attacker"][:n] = 0, rng.integers(0, n), rng.integers(-1, n, n)
        if self.chance(0.6):
            strong = int(np.argmax(self.st[0]["standing"][:n]))
            io["candidate"] = strong if self.chance(0.7) else rng.integers(0, n)
            io["streak"] = rng.integers(1, 6)
            io["sovereign"] = io["candidate"] if io["streak"] >= self.th[0]["readings"] else ow.NOBODY

    def clock(self) -> rule.Clock:
        io = self.io[0]
        return rule.Clock(int(io["candidate"]), int(io["streak"]), int(io["sovereign"]))

    def read(self) -> int:
        """Let the engine take a reading, and its first grid, at the end of this step; the time stands still. Its number."""
        n, r, t = self.readings, self.sc[0], self.st[0]
        r["n_quarters"], r["quarters"], r["grids"] = n + 1, L.NEVER, L.NEVER
        r["quarters"][n] = r["grids"][0] = t["week"]
        self.step()
        t["week"] -= 1
        self.readings += 1
        return n
