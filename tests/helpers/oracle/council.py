"""States made of dice in which several sit in the top body: strong men, comrades, meetings near and far, and the engine's readings."""

from __future__ import annotations

import numpy as np

from collegium.engine import layout as L
from helpers.oracle import rule
from helpers.oracle import world as ow
from helpers.oracle.engine import Case

TOP, ASSEMBLY, CONGRESS = 1, 2, 0
SOON = (1, 3, 20, 26, 27)
LATE = (40, 60)
THRESHOLDS = ("vulnerable", "dominant", "bypassed", "lost")
PROCESSES = ("activity", "turnover", "susceptibility", "discontent")
"""What would change the state between two readings that are to be of the same state."""


class Council(Case):
    """One state, its clock, and a step of the engine that does nothing but take a reading."""

    def __init__(self, seed: int, theory: int = ow.FULL_MODEL) -> None:
        super().__init__(seed, int(np.random.default_rng(seed).choice([6, 6, 7, 8])))
        self.readings, self.home = 0, 0
        self.believe(theory)
        self._calm()
        self._constitution()
        self._sitting()
        self._calendar()
        self._extraordinary(np.random.default_rng([seed, 7]))
        self._caucuses()
        styles = {"any": 0.06, "lord": 0.34, "bloc": 0.32, "comrades": 0.06, "alone": 0.06, "armed": 0.07, "duumvirs": 0.09}
        style = self.rng.choice(list(styles), p=list(styles.values()))
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
        theta["conformity"], theta["caucus_cost"] = self.rng.uniform(0, 1.8), self.rng.uniform(0, 0.02)
        self.sc[0]["n_events"], self.st[0]["death_week"] = 0, float(L.FOREVER)

    def _constitution(self) -> None:
        r, t = self.sc[0], self.st[0]
        if self.chance(0.15):
            r["elector"][TOP] = t["electorate"] = ow.NOBODY
        for b in (TOP, ASSEMBLY):
            r["decides"][b, ow.REMOVE] = self.chance(0.85)
            r["appeal"][b] = self.rng.choice([ow.NOBODY, CONGRESS])
        r["cadence"][: self.nb] = self.rng.choice([1, 4, 13, 50], self.nb)
        r["term"][TOP] = self.rng.choice([0, 9, 30, 52])
        t["agenda"][: self.nb] = np.where(self.rng.random(self.nb) < 0.6, self.rng.integers(ow.ROTATION, self.no, self.nb), ow.NOBODY)
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
        ahead = SOON if self.chance(0.85) else (*SOON, *LATE, *LATE, *LATE)
        t["next_meeting"][: self.nb] = t["week"] + rng.choice(ahead, self.nb)
        t["last_elected"][: self.nb] = t["week"] - rng.choice([0, 5, 30, 60], self.nb)

    def _extraordinary(self, rng: np.random.Generator) -> None:
        """Few bodies can be called together."""
        self.sc[0]["extraordinary"][: self.nb] = rng.choice([0.0, 0.3, 0.6], self.nb, p=[0.8, 0.1, 0.1])

    def _any(self) -> None:
        pass

    def _full(self) -> np.ndarray:
        return np.flatnonzero(self.st[0]["seat"][TOP, : self.n] == ow.FULL)

    def _lord(self) -> None:
        """One man on whom all depend: they vote as he does, and nobody else moves them."""
        full = self._full()
        self._masters(self.rng.choice(full if len(full) else [0], 1))

    def _bloc(self) -> None:
        """The same of two to four men of one caucus; or they have but their own votes and, it may be, the agenda."""
        full = self._full()
        size = min(len(full), int(self.rng.choice([2, 2, 3, 4])))
        masters = self.rng.choice(full, size, replace=False) if size else np.array([0])
        self._masters(masters)
        self.home = int(self.rng.integers(0, 4))
        self._found(self.home, masters)
        if self.chance(0.5):
            self.th[0]["whip"], self.th[0]["status_quo"] = self.rng.uniform(0, 0.5), self.rng.uniform(0, 1.5)
            self.th[0]["obstruction"] = self.rng.choice([0.5, 1.0])
            self.st[0]["holder"][: self.no] = masters[0]

    def _masters(self, masters: np.ndarray) -> None:
        t, th, n, rng = self.st[0], self.th[0], self.n, self.rng
        t["standing"][masters], t["client"][:n, :n] = rng.choice([0.2, 2.5, 2.5]) / len(masters), rng.random((n, n)) * 0.2
        for i in masters:
            t["client"][:n, i] = rng.uniform(rng.choice([0.1, 0.4, 0.7]), 1, n)
        t["client"][masters, :n] = 0.0
        t["authority"][:n] = 0.0
        t["authority"][masters[0]] = rng.choice([0.0, 0.5])
        t["incapable"][masters], t["isolated"][masters], t["confined"][masters], t["opposed"][masters] = 0, 0, ow.AT_LARGE, 0.0
        t["leaning"][: self.nc, :n] *= 0.2
        t["leaning"][: self.nc, masters] = rng.uniform(0.5, 0.7, (self.nc, len(masters))) / len(masters)
        for c in range(self.nc):
            adherents = np.flatnonzero(t["leaning"][c, :n])
            t["n_adherents"][c], t["adherent"][c, : len(adherents)] = len(adherents), adherents
        th["whip"], th["status_quo"] = rng.uniform(1, 7), rng.uniform(0, 7)
        th["shock"] *= rng.choice([0.1, 1.0])
        if self.chance(0.7):
            self.sc[0]["force"] = self.sc[0]["security"] = 0.0
        for name in ("policy", "tie", "stake", "balancing", "document", "dependence", "conformity"):
            th[name] *= 0.3

    def _caucuses(self) -> None:
        """None to four, of whomever it may be."""
        self.st[0]["g_on"] = 0
        for g in range(4):
            if self.chance(0.5):
                self._found(g, self.rng.permutation(self.n)[: self.rng.integers(1, self.n)])

    def _found(self, g: int, members: np.ndarray) -> None:
        """A caucus of friends, who fear one another less than anybody else, some time ago."""
        t, n, rng = self.st[0], self.n, self.rng
        t["g_on"][g], t["g_since"][g], t["g_member"][g, :n] = 1, t["week"] - rng.integers(1, 90), rng.choice([ow.OUTSIDE, ow.REFUSED], n)
        t["g_member"][g, members] = ow.MEMBER
        strangers = np.setdiff1d(np.flatnonzero((t["alive"] & t["member"])[:n]), members)
        t["g_target"][g] = rng.choice(strangers) if len(strangers) else 0
        t["tie"][np.ix_(members, members)] = 1.0
        np.fill_diagonal(t["tie"], 0)

    def _comrades(self) -> None:
        """Nobody would, whoever could."""
        t, th, rng = self.st[0], self.th[0], self.rng
        th["comradeship"], th["status_quo"], th["continuity"] = rng.uniform(2, 6), rng.uniform(0, 1), rng.uniform(3, 8)
        th["shock"], t["precedent"], t["comradeship"], th["stake"] = 0.3, 1.0, 1.0, 0.3
        t["tie"][: self.n, : self.n] = np.abs(t["tie"][: self.n, : self.n])
        np.fill_diagonal(t["tie"], 0)

    def _arm(self, men: np.ndarray) -> None:
        """They alone have armed men, and most of these obey them; votes remove hardly anybody."""
        r, t, th, rng = self.sc[0], self.st[0], self.th[0], self.rng
        r["force"], r["security"] = 0.0, 0.0
        for o, i in enumerate(men):
            r["force"][o], r["security"][o] = rng.choice([0.0, 1.0, 1.0]), rng.random()
            t["holder"][o] = i
        t["incapable"][men], t["confined"][men], t["unity"] = 0, ow.AT_LARGE, rng.uniform(0, 0.1)
        r["threshold"][: self.nb, ow.REMOVE] = 2 / 3
        th["status_quo"], th["continuity"], th["conformity"], th["whip"] = rng.uniform(4, 9), rng.uniform(4, 9), 0.0, 0.3

    def _armed(self) -> None:
        """One or two with arms and grudges, which they may or may not dare to use."""
        t, n, rng = self.st[0], self.n, self.rng
        men = rng.permutation(n)[: rng.integers(1, 3)]
        self._arm(men)
        t["harm"][men, :n], t["precedent"], self.th[0]["effort"] = rng.uniform(0.5, 1, (len(men), n)), 3.0, rng.uniform(0, 0.1)
        t["caution"][men] = rng.random(len(men))
        t["client"][:n, :n] *= 0.4

    def _duumvirs(self) -> None:
        """Two who could both rule alone, neither of whom can turn on the other: the one is the client of the other."""
        t, n = self.st[0], self.n
        full = self._full()
        if len(full) < 3:
            return
        men = self.rng.choice(full, 2, replace=False)
        self._arm(men)
        t["client"][:n, :n] = self.rng.random((n, n)) * 0.2
        t["client"][men[0], men[1]], t["authority"] = 0.9, 0.0
        self.sc[0]["security"][:2] = self.th[0]["bypassed"] = 1.0  # what the one can do without the other is borne

    def _alone(self) -> None:
        seats = self.st[0]["seat"][TOP]
        others = np.flatnonzero(seats == ow.FULL)[1:]
        seats[others] = self.rng.choice([ow.NO_SEAT, ow.CANDIDATE], len(others))

    def _thresholds(self) -> None:
        """Now and then others than the usual ones; and none that symmetry can meet exactly, as it does one half."""
        theta = self.th[0]
        theta["dominant"] *= 1.0 + 1e-6
        if self.chance(0.3):
            for name in THRESHOLDS:
                theta[name] *= self.rng.choice([0.5, 1.0, 2.0, 5.0]) if name != "dominant" else self.rng.choice([0.6, 1.0, 1.5])
            if self.chance(0.3):
                theta["lost"] = theta["vulnerable"] / 8
            theta["horizon"], theta["readings"] = self.rng.choice([0.3, 0.5, 1.0]), self.rng.choice([2, 3, 4])

    def _clock(self) -> None:
        """Candidates of some readings, who rule if they are enough; whom the engine suspects, and of what, is anybody."""
        io, n, rng = self.io[0], self.n, self.rng
        io["candidate"] = io["sovereign"] = io["bloc_candidate"] = io["bloc_sovereign"] = ow.NOBODY
        io["victim"], io["attacker"][:n] = rng.integers(0, n), rng.integers(-1, n, n)
        strong = int(np.argmax(self.st[0]["standing"][:n]))
        for way in rule.WAYS:
            if self.chance(0.6):
                io["candidate"][way] = strong if self.chance(0.7) else rng.integers(0, n)
                io["streak"][way] = rng.integers(1, 6)
                io["sovereign"][way] = self._ruler(int(io["candidate"][way]), int(io["streak"][way]))
        if self.chance(0.75):
            g = self.home if self.chance(0.8) else int(rng.integers(0, 4))
            io["bloc_candidate"] = self.st[0]["g_since"][g] * len(self.st[0]["g_on"]) + g
            io["bloc_streak"] = rng.integers(1, 6)
            io["bloc_sovereign"] = self._ruler(int(io["bloc_candidate"]), int(io["bloc_streak"]))

    def _ruler(self, candidate: int, streak: int) -> int:
        return candidate if streak >= self.th[0]["readings"] else ow.NOBODY

    def clocks(self) -> rule.Clocks:
        io = self.io[0]
        men = zip(io["candidate"].tolist(), io["streak"].tolist(), io["sovereign"].tolist(), strict=True)
        bloc = rule.Clock(int(io["bloc_candidate"]), int(io["bloc_streak"]), int(io["bloc_sovereign"]))
        return rule.Clocks([rule.Clock(*clock) for clock in men], bloc)

    def read(self) -> int:
        """Let the engine take a reading, and all its grids, at the end of this step; the time stands still. Its number."""
        n, r, t = self.readings, self.sc[0], self.st[0]
        r["n_quarters"], r["quarters"] = n + 1, L.NEVER
        r["quarters"][n] = t["week"]
        r["grids"] = t["week"]
        self.step()
        t["week"] -= 1
        self.readings += 1
        return n
