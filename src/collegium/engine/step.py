"""One step: the rules in the order that ``rules.ORDER`` lists (a test holds the two together)."""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.rules import agenda, appoint, deliberate, drift, economy, elect, execute, happen, learn, maneuver, record


@kernel
def step(sc, th, st, io):
    happen(sc, th, st, io)
    learn(sc, th, st, io)
    maneuver(sc, th, st, io)
    agenda(sc, th, st, io)
    deliberate(sc, th, st, io)
    execute(sc, th, st, io)
    appoint(sc, th, st, io)
    elect(sc, th, st, io)
    drift(sc, th, st, io)
    economy(sc, th, st, io)
    record(sc, th, st, io)
