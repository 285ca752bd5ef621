"""Theories of what moves leaders, one a file: exchangeable forms of the vote and of the choice of a move (docs/rivals.md).

Each file has five functions. The parameter ``theory`` says which file is in force.

- ``stake``: what the posed motion is worth to a voter's own power, a term of the vote, -1..1.
- ``worth``: what it is worth to a mover that it passes, -1..1.
- ``salience``: how much a goal makes a leader look at a person, 0..1.
- ``interest``: how much a leader looks at an issue, 0..1.
- ``ill_will``: how much a leader would like to see a person lowered, 0..1.
"""

from __future__ import annotations

from typing import Any

from collegium.engine.kernel import kernel, switch
from collegium.engine.theories import clientele, coalitions, contested, full, office, spatial

THEORIES = (full, clientele, spatial, office, coalitions, contested)
"""By the number that the parameter gives. New theories go to the end."""
NAMES = tuple(theory.__name__.rsplit(".", 1)[1] for theory in THEORIES)
AHEAD = THEORIES.index(coalitions)


def by_theory(name: str) -> Any:
    return switch([getattr(theory, name) for theory in THEORIES])


_stake, _worth, _salience, _interest, _ill_will = map(by_theory, ("stake", "worth", "salience", "interest", "ill_will"))


@kernel
def stake(th, st, wk, m):
    """What the posed motion means for m's own power, -1..1."""
    return _stake(int(th.theory), th, st, wk, m)


@kernel
def worth_to(th, st, wk, i):
    """What it is worth to i that the posed motion passes, -1..1."""
    return _worth(int(th.theory), th, st, wk, i)


@kernel
def salience(th, st, i, j, goal):
    """How much goal ``goal`` makes i look at person j, 0..1."""
    return _salience(int(th.theory), st, i, j, goal)


@kernel
def interest(th, st, i, k):
    """How much issue k draws i, 0..1."""
    return _interest(int(th.theory), st, i, k)


@kernel
def ill_will(th, st, i, j):
    """How much i would like to see j lowered, 0..1."""
    return _ill_will(int(th.theory), st, i, j)


@kernel
def look_ahead(sc, th, st, wk):
    """What a theory has to know in advance, once a step: who is strongest, and where coalitions would end."""
    st.foremost = 0
    for i in range(sc.n_people):
        if st.share[i] > st.share[st.foremost]:
            st.foremost = i
    if int(th.theory) == AHEAD:
        coalitions.look_ahead(sc, st, wk)
