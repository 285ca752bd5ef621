"""The goals of a leader, and the occasions on which one must answer somebody else's move."""

from __future__ import annotations

from collegium.scenario.kinds import Table

_names: Table[str] = Table()
SURVIVE = _names.add("survive")  # keep one's place
ADVANCE = _names.add("advance")
SHAPE = _names.add("shape policy")  # the target is an issue; of all other goals it is a person
PROTECT = _names.add("protect")
RETALIATE = _names.add("retaliate")
NOTHING = _names.add("nothing")  # the last of the goals
INVITATION = _names.add("answer an invitation")  # into a caucus: the target
KEEPER = _names.add("keep the agenda")  # an item comes in for the agenda that one keeps: the target
ACCUSED = _names.add("answer a charge")  # a sanction against oneself has been submitted: its mover is the target
APPEAL = _names.add("appeal")  # one has lost a decision: the item is the target
ORDER = _names.add("carry out an order")  # one must carry out a decision, or suffers it in command of arms: the item is the target
RISEN = _names.add("answer a revolt")  # a population has risen, and one commands the army: the population is the target
GOAL_NAMES = tuple(_names.rows)


def menu(*goals: int) -> int:
    """Bit mask of the goals and occasions on which a move comes into question."""
    return sum(1 << g for g in goals)
