"""One whole step from states made of dice, in which everybody acts: every move that is weighed, with its worth and its luck, what is
chosen, and what comes of it. Moves that are rare in a history, and conditions that are, come up here."""

from __future__ import annotations

from collections import Counter

import pytest

from helpers.examples import times
from helpers.oracle import world as ow
from helpers.oracle.choice import MOVES
from helpers.oracle.moves_papers import resign_seat
from helpers.oracle.turn import same_choices, turned

STATES, UNTRACED = 500, 200
LEAST = 15
RESIGN = next(number for number, (may, _) in MOVES.items() if may is resign_seat)
MET = {("no forum on j", ow.SEND_AWAY): 10, ("no forum on j", ow.INQUIRE): 15, ("no forum on j", ow.ISOLATE): 3,
       ("a further forum on j", ow.SEND_AWAY): 1, ("a further forum on j", ow.INQUIRE): 1,
       ("made", RESIGN): 6, "several motions at once": 1,
       "no surrender to an opponent": 100, "transferred by right": 2, "transferred by the body": 8,
       "a line that goes back": 600, "a line that was settled long ago": 250, "friends on both sides": 400,
       "no ground": 5, "a ground in open opposition": 4000, "a ground in what one knows": 1500,
       "a motion on a man who is to be expelled": 35, "a motion against him who gives in": 5, "nothing to be made up": 60,
       "an inquiry that would find nothing new": 30, "a paper of one's own": 30, "a post beside others": 4,
       "a post in another district": 500, "a post that is owed to nobody": 8,
       ("a statute to be had", ow.ADOPT): 250, ("a statute to be had", ow.REPEAL): 200, "no statute that is worth anything": 18,
       ("a statute that brings a rival more", ow.ADOPT): 130, ("a statute that brings a rival more", ow.REPEAL): 70,
       "a revolt that is put down": 3}  # fmt: skip
"""How often each rare turn is met at least over the first ``STATES`` seeds."""


@pytest.fixture(scope="module")
def came_up() -> Counter[object]:
    """How often each move was weighed and each rare turn met, compared all the while."""
    seen: Counter[object] = Counter()
    for seed in range(times(STATES)):
        world, case = turned(seed, tracing=1)
        same_choices(world, case)
        seen.update(x[3] for x in world.options)
        seen.update(("made", x[3]) for x in world.moves)
        seen.update(world.met)
    return seen


@pytest.mark.parametrize("number", MOVES, ids=lambda n: MOVES[n][0].__name__)
def test_every_move_is_weighed(came_up: Counter[object], number: int) -> None:
    assert came_up[number] >= LEAST


@pytest.mark.parametrize("turn", MET, ids=str)
def test_every_turn_is_met(came_up: Counter[object], turn: object) -> None:
    assert came_up[turn] >= MET[turn], came_up


def test_headcounts_that_are_saved_change_nothing() -> None:
    """Without tracing the engine leaves out what cannot come out on top."""
    for seed in range(times(UNTRACED)):
        turned(seed, tracing=0)
