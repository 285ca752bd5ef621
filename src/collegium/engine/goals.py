"""What a leader may be about, and the occasions on which he must answer somebody else's move."""

from __future__ import annotations

SURVIVE, ADVANCE, SHAPE, PROTECT, RETALIATE, NOTHING = range(6)
"""Goals: keep one's place, rise, shape policy, protect one's own, pay back, and none. The target is a person, for SHAPE an issue."""

INVITATION, KEEPER, ACCUSED, APPEAL, ORDER = range(6, 11)
"""Occasions: invited into a caucus (target: the caucus); an item comes in for the agenda one keeps (the item);
a sanction against oneself is submitted (its mover); one has lost a decision (the item); a decision that one must carry out,
or suffer in command of arms, is to be executed (the item)."""

GOAL_NAMES = (
    "survive",
    "advance",
    "shape policy",
    "protect",
    "retaliate",
    "nothing",
    "answer an invitation",
    "keep the agenda",
    "answer a charge",
    "appeal",
    "carry out an order",
)


def menu(*goals: int) -> int:
    """Bit mask of the goals and occasions on which a move comes into question."""
    return sum(1 << g for g in goals)
