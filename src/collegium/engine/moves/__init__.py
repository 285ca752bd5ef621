"""The moves, one a file. Each has ``MENU`` (the goals and occasions on which it comes into question), ``may``
(the best argument for actor i and target j, or NOBODY), ``worth`` (expected utility, about -1..1, staying silent
being 0), ``effect``. A move that submits a motion also has ``MOTION``, the kind of it, and ``carried``: what implementation does. It may
have ``undone`` (a wider body reverses it) and ``rejected`` (the vote goes against it).
"""

from __future__ import annotations

from typing import Any

from collegium.engine.kernel import kernel, switch
from collegium.engine.moves import (
    adopt_statute,
    appeal,
    appoint,
    arrest,
    build_case,
    capitulate,
    coup,
    court,
    decline_caucus,
    denounce,
    disclose_document,
    exile,
    expel,
    form_caucus,
    go_underground,
    hold_back,
    insist,
    isolate,
    join_caucus,
    join_oppositions,
    launch_platform,
    leave_caucus,
    pack_body,
    postpone_congress,
    propose_inquiry,
    propose_policy,
    put_down,
    recall,
    reconcile,
    refuse_order,
    remove_from_body,
    repeal_statute,
    resign_seat,
    send_away,
    stay_silent,
    strip_office,
    suppress_document,
    tender_resignation,
    write_document,
)
from collegium.scenario.kinds import ELECT, MOTION_KINDS

MOVES = (
    stay_silent,
    propose_policy,
    hold_back,
    appoint,
    court,
    denounce,
    form_caucus,
    join_caucus,
    decline_caucus,
    leave_caucus,
    strip_office,
    remove_from_body,
    expel,
    send_away,
    pack_body,
    appeal,
    tender_resignation,
    write_document,
    disclose_document,
    suppress_document,
    insist,
    reconcile,
    recall,
    propose_inquiry,
    launch_platform,
    postpone_congress,
    isolate,
    refuse_order,
    build_case,
    arrest,
    exile,
    go_underground,
    capitulate,
    join_oppositions,
    coup,
    resign_seat,
    adopt_statute,
    repeal_statute,
    put_down,
)
"""Never reorder: a move's number keys its draws. New moves go to the end."""


@kernel
def nothing(sc, th, st, io, q):
    """Where a motion has no such function."""


NAMES = tuple(m.__name__.rsplit(".", 1)[1] for m in MOVES)
MENUS = tuple(m.MENU for m in MOVES)
N_MOVES = len(MOVES)
SANCTION = tuple(MOTION_KINDS[m.MOTION].rung > 0 if hasattr(m, "MOTION") else False for m in MOVES)

may = switch([m.may for m in MOVES])
worth = switch([m.worth for m in MOVES])
effect = switch([m.effect for m in MOVES])


def by_motion(name: str) -> Any:
    """The function called ``name`` of whichever move makes a motion, by kind of motion; where that move has none, nothing is done."""
    makers = {move.MOTION: move for move in MOVES if hasattr(move, "MOTION")}
    return switch([getattr(makers[kind], name, nothing) for kind in range(ELECT)])


carried = by_motion("carried")
undone = by_motion("undone")
rejected = by_motion("rejected")
