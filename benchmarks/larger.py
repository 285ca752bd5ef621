"""The flagship with more people and more bodies than it has: what size costs."""

from __future__ import annotations

from dataclasses import replace

from collegium.scenario.model import Scenario, Seat


def with_people(case: Scenario, count: int) -> Scenario:
    """The case with so many people, no fewer than it has: bystanders without a seat are added, who act now and then like everybody else
    outside the top body."""
    pattern = case.people[-1]
    more = tuple(replace(pattern, id=f"bystander_{n}", name=f"Bystander {n}") for n in range(count - len(case.people)))
    return replace(case, people=case.people + more)


def with_bodies(case: Scenario, count: int) -> Scenario:
    """The case with so many bodies: further ones of seven seats that decide on policy every week, each with the members of the top body."""
    pattern = next(body for body in case.bodies if body.id == case.top_body)
    more = tuple(
        replace(pattern, id=f"further_{n}", name=f"Further body {n}", decides=frozenset({"policy"}), term=0, elected_by="")
        for n in range(count - len(case.bodies))
    )
    top = [seat for seat in case.seats if seat.body == case.top_body]
    seats: tuple[Seat, ...] = tuple(replace(seat, body=body.id) for body in more for seat in top)
    return replace(case, bodies=case.bodies + more, seats=case.seats + seats)
