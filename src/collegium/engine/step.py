"""One step: the rules in the order that ``rules.ORDER`` lists (a test holds the two together)."""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.rules import convene, deliberate, diffusion, drift, economy, elect, events, implementation, record, strategy, turnover


@kernel
def step(sc, th, st, io):
    events(sc, th, st, io)
    diffusion(sc, th, st, io)
    strategy(sc, th, st, io)
    convene(sc, th, st, io)
    deliberate(sc, th, st, io)
    implementation(sc, th, st, io)
    turnover(sc, th, st, io)
    elect(sc, th, st, io)
    drift(sc, th, st, io)
    economy(sc, th, st, io)
    record(sc, th, st, io)
