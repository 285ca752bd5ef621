"""Mesa: people as agents who look at each other, the committee as the model, as its tutorials do it."""

from __future__ import annotations

from math import exp

import mesa

from committee import ACTORS, BODIES, SEATS, START, STEPS
from committee.plain import absorb, other, unit


class Member(mesa.Agent):
    """Somebody with power, ties to all others, a patron and seats."""

    def __init__(self, model: Committee, number: int) -> None:
        super().__init__(model)
        row = absorb(absorb(model.luck, START), number)
        self.number = number
        self.power = self.gathered = 1.0
        self.ties = [unit(absorb(row, i)) if i != number else 0.0 for i in range(ACTORS)]
        self.patron: Member | None = None
        self.seats = {b for b in range(BODIES) if (number < SEATS if b == 0 else (number + b) % 5 == 0)}

    def gather(self) -> None:
        liked = clients = 0.0
        for member in self.model.agents:
            liked += member.ties[self.number] * member.power
            clients += member.patron is self
        weight = 0.0
        for b in sorted(self.seats):
            weight += 1.0 - b / BODIES
        self.gathered = 0.7 * self.power + 0.15 * weight + 0.1 * liked / ACTORS + 0.05 * clients

    def take(self) -> None:
        self.power = self.gathered

    def votes(self, sponsor: Member, target: Member, u: float) -> bool:
        if self is sponsor or self is target:
            return self is sponsor
        x = 3.0 * (self.ties[sponsor.number] - self.ties[target.number]) + 0.5 * (sponsor.power - target.power)
        return u < 1.0 / (1.0 + exp(-x))

    def cool(self, loser: Member) -> None:
        self.ties[loser.number] *= 0.97

    def warm(self, towards: Member, by: float) -> None:
        self.ties[towards.number] += by * (1.0 - self.ties[towards.number])


class Committee(mesa.Model):
    """Nine seated members among forty people."""

    def __init__(self, seed: int, history: int) -> None:
        super().__init__(seed=history)
        self.luck = absorb(absorb(0, seed), history)
        self.people = [Member(self, number) for number in range(ACTORS)]
        self.chairs: list[int] = []
        self.time = 0

    def play(self) -> None:
        for _ in range(STEPS):
            self.step()

    def step(self) -> None:
        key = absorb(self.luck, self.time)
        self.time += 1
        u = [unit(absorb(key, slot)) for slot in range(16)]
        self.agents.do("gather")
        self.agents.do("take")
        seated = [member for member in self.agents if 0 in member.seats]
        chair = max(seated, key=lambda member: member.power)
        self.chairs.append(chair.number)
        sponsor = seated[int(u[0] * SEATS)]
        target = self.people[other(u[1], sponsor.number)]
        yes = [member.votes(sponsor, target, u[2 + n]) for n, member in enumerate(seated)]
        carried = sum(yes) >= 5
        winner, loser = (sponsor, target) if carried else (target, sponsor)
        self.agents.do("cool", loser)
        for member, vote in zip(seated, yes, strict=True):
            if vote == carried and member is not winner:
                member.warm(winner, 0.02)
        self.appoint(chair, u)

    def appoint(self, chair: Member, u: list[float]) -> None:
        client = self.people[other(u[11], chair.number)]
        client.patron = chair
        client.warm(chair, 0.1)
        body = 1 + int(u[12] * (BODIES - 1))
        client.seats.add(body)
        leaver = self.people[other(u[13], client.number)]
        if body not in leaver.seats:
            leaver = self.people[other(u[15], client.number)]
        leaver.seats.discard(body)
        if u[14] < 0.05 and 0 not in client.seats:
            weakest = min((member for member in self.agents if 0 in member.seats), key=lambda member: member.power)
            weakest.seats.discard(0)
            client.seats.add(0)
