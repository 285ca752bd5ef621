"""The rules of a snapshot as the statutes in force have changed them, for those who read.

The engine does the same at the opening, and remembers what each clause replaced (``collegium.engine.statutes``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from collegium.scenario.kinds import ABOLISH_BODY, ABOLISH_OFFICE, AGENDA, FOUND_BODY, FOUND_OFFICE, RIGHT
from collegium.scenario.model import Provision, Scenario
from collegium.scenario.snapshot import order_of_adoption

FOUND, ABOLISH = (FOUND_BODY, FOUND_OFFICE), (ABOLISH_BODY, ABOLISH_OFFICE)


def amended(snapshot: Scenario) -> Scenario:
    """The snapshot with the bodies and offices that exist on its first day, and the rights and agendas that hold."""
    passed = [one for one in sorted(snapshot.statutes, key=order_of_adoption) if one.adopted]
    there = exist(snapshot, [clause for one in passed for clause in one.clauses])
    rights = {office.id: dict(office.appoints) for office in snapshot.offices}
    keepers = {body.id: body.agenda for body in snapshot.bodies}
    for clause in (clause for one in passed for clause in one.clauses):
        if clause.kind == RIGHT:
            rights[clause.of][clause.to] = clause.value
        elif clause.kind == AGENDA:
            keepers[clause.of] = clause.to
    return replace(
        snapshot,
        bodies=tuple(replace(body, agenda=keepers[body.id]) for body in snapshot.bodies if body.id in there),
        offices=tuple(
            replace(office, appoints={group: share for group, share in rights[office.id].items() if share})
            for office in snapshot.offices
            if office.id in there
        ),
    )


def exist(snapshot: Scenario, passed: Iterable[Provision]) -> set[str]:
    """The bodies and offices that exist: what a statute founds does not before it is in force."""
    there = {one.id for some in (snapshot.bodies, snapshot.offices) for one in some}
    there -= {clause.of for one in snapshot.statutes for clause in one.clauses if clause.kind in FOUND}
    for clause in passed:
        if clause.kind in FOUND:
            there.add(clause.of)
        elif clause.kind in ABOLISH:
            there.discard(clause.of)
    return there
