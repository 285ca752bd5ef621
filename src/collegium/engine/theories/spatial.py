"""Spatial: leaders want policy near to their own views, and nothing else (Black 1948, Downs 1957)."""

from __future__ import annotations

from collegium.engine.issue import brings
from collegium.engine.kernel import kernel
from collegium.engine.relations import issue_gap
from collegium.scenario.kinds import POLICY


@kernel
def stake(th, st, wk, m):
    """Power means nothing. What policy gains is a term of the vote by itself."""
    return 0.0


@kernel
def worth(th, st, wk, i):
    return brings(st, wk, i) if wk.kind == POLICY else 0.0


@kernel
def salience(st, i, j, goal):
    """Nobody is looked at for what they are."""
    return 0.0


@kernel
def interest(st, i, k):
    return issue_gap(st, i, k)


@kernel
def ill_will(st, i, j):
    return 0.0
