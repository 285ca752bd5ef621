"""Plain Python: the rules as a reader would write them down. Every other style is held against this one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp

from committee import ACTORS, BODIES, SEATS, START, STEPS

MASK = 2**64 - 1


def absorb(h: int, x: int) -> int:
    z = ((h ^ x) + 0x9E3779B97F4A7C15) & MASK
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    return z ^ (z >> 31)


def unit(h: int) -> float:
    return ((h >> 11) + 0.5) * 2.0**-53


def total(values: Iterable[float]) -> float:
    """Plain sums in order: from Python 3.12 on, ``sum`` carries the rounding along."""
    found = 0.0
    for value in values:
        found += value
    return found


def other(u: float, than: int) -> int:
    """A random actor other than ``than``."""
    n = int(u * (ACTORS - 1))
    return n if n < than else n + 1


@dataclass
class Committee:
    seed: int
    history: int
    chairs: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.luck = absorb(absorb(0, self.seed), self.history)
        start = absorb(self.luck, START)
        self.tie = [[unit(absorb(absorb(start, j), i)) if i != j else 0.0 for i in range(ACTORS)] for j in range(ACTORS)]
        self.power = [1.0] * ACTORS
        self.weight = [1.0 - b / BODIES for b in range(BODIES)]
        self.member = [[i < SEATS if b == 0 else (i + b) % 5 == 0 for i in range(ACTORS)] for b in range(BODIES)]
        self.patron = [-1] * ACTORS

    def play(self) -> None:
        for t in range(STEPS):
            key = absorb(self.luck, t)
            self.step([unit(absorb(key, slot)) for slot in range(16)])

    def step(self, u: list[float]) -> None:
        self.gather_power()
        seated = [i for i in range(ACTORS) if self.member[0][i]]
        chair = max(seated, key=lambda i: self.power[i])
        self.chairs.append(chair)
        sponsor = seated[int(u[0] * SEATS)]
        target = other(u[1], sponsor)
        yes = [m == sponsor or (m != target and u[2 + n] < self.chance(m, sponsor, target)) for n, m in enumerate(seated)]
        self.settle(sponsor, target, seated, yes)
        self.appoint(chair, u)

    def gather_power(self) -> None:
        clients = [self.patron.count(i) for i in range(ACTORS)]
        self.power = [
            0.7 * self.power[i]
            + 0.15 * total(self.weight[b] for b in range(BODIES) if self.member[b][i])
            + 0.1 * total(self.tie[j][i] * self.power[j] for j in range(ACTORS)) / ACTORS
            + 0.05 * clients[i]
            for i in range(ACTORS)
        ]

    def chance(self, m: int, sponsor: int, target: int) -> float:
        x = 3.0 * (self.tie[m][sponsor] - self.tie[m][target]) + 0.5 * (self.power[sponsor] - self.power[target])
        return 1.0 / (1.0 + exp(-x))

    def settle(self, sponsor: int, target: int, seated: list[int], yes: list[bool]) -> None:
        carried = sum(yes) >= 5
        winner, loser = (sponsor, target) if carried else (target, sponsor)
        for row in self.tie:
            row[loser] *= 0.97
        for m, vote in zip(seated, yes, strict=True):
            if vote == carried and m != winner:
                self.tie[m][winner] += 0.02 * (1.0 - self.tie[m][winner])

    def appoint(self, chair: int, u: list[float]) -> None:
        client = other(u[11], chair)
        self.patron[client] = chair
        self.tie[client][chair] += 0.1 * (1.0 - self.tie[client][chair])
        body = 1 + int(u[12] * (BODIES - 1))
        self.member[body][client] = True
        leaver = other(u[13], client)
        if not self.member[body][leaver]:
            leaver = other(u[15], client)
        self.member[body][leaver] = False
        if u[14] < 0.05 and not self.member[0][client]:
            weakest = min((i for i in range(ACTORS) if self.member[0][i]), key=lambda i: self.power[i])
            self.member[0][weakest], self.member[0][client] = False, True
