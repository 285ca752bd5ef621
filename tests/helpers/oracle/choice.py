"""How a move is chosen, in stages, written again from docs/odd.md, sections 5.1 and 5.2."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, log

from helpers.oracle import draws as d
from helpers.oracle.deeds import backing
from helpers.oracle.laid import Laid, choices, forbidden
from helpers.oracle.moves import Option, court, denounce, expel, propose_policy, remove_from_body, send_away, stay_silent, strip_office
from helpers.oracle.moves_assent import insist, isolate, launch_platform, postpone_congress, propose_inquiry, recall
from helpers.oracle.moves_force import arrest, build_case, capitulate, coup, exile, go_underground, refuse_order
from helpers.oracle.moves_papers import (
    appeal,
    appoint,
    disclose_document,
    hold_back,
    pack_body,
    resign_seat,
    suppress_document,
    tender_resignation,
    write_document,
)
from helpers.oracle.moves_rules import adopt_statute, put_down, repeal_statute
from helpers.oracle.moves_sides import decline_caucus, form_caucus, join_caucus, join_oppositions, leave_caucus, reconcile
from helpers.oracle.relations import offence
from helpers.oracle.theories import in_force
from helpers.oracle.world import ADVANCE, NOBODY, NOTHING, PROTECT, RETALIATE, SHAPE, SURVIVE, World

INVITATION, KEEPER, ACCUSED, APPEALING, ORDER, RISEN = range(6, 12)

MOVES: dict[int, tuple[Callable[[World, int, int], Option | None], tuple[int, ...]]] = {
    0: (stay_silent, (SURVIVE, ADVANCE, SHAPE, PROTECT, RETALIATE, KEEPER, ACCUSED, APPEALING, ORDER, RISEN)),
    1: (propose_policy, (SHAPE,)),
    2: (hold_back, (KEEPER,)),
    3: (appoint, (ADVANCE, PROTECT)),
    4: (court, (SURVIVE, ADVANCE, PROTECT, ACCUSED)),
    5: (denounce, (SURVIVE, ADVANCE, RETALIATE, ACCUSED)),
    6: (form_caucus, (SURVIVE, ADVANCE, ACCUSED)),
    7: (join_caucus, (INVITATION,)),
    8: (decline_caucus, (INVITATION,)),
    9: (leave_caucus, (SURVIVE, ADVANCE, RETALIATE, ACCUSED)),
    10: (strip_office, (ADVANCE, RETALIATE)),
    11: (remove_from_body, (ADVANCE, RETALIATE)),
    12: (expel, (ADVANCE, RETALIATE)),
    13: (send_away, (ADVANCE, RETALIATE)),
    14: (pack_body, (SURVIVE, ADVANCE)),
    15: (appeal, (APPEALING,)),
    16: (tender_resignation, (SURVIVE, ACCUSED)),
    17: (write_document, (SURVIVE, ADVANCE, RETALIATE)),
    18: (disclose_document, (ADVANCE, RETALIATE)),
    19: (suppress_document, (SURVIVE, PROTECT, ACCUSED)),
    20: (insist, (APPEALING,)),
    21: (reconcile, (SURVIVE, ACCUSED)),
    22: (recall, (ADVANCE, PROTECT)),
    23: (propose_inquiry, (ADVANCE, RETALIATE)),
    24: (launch_platform, (SHAPE,)),
    25: (postpone_congress, (SURVIVE,)),
    26: (isolate, (SURVIVE, ADVANCE)),
    27: (refuse_order, (ORDER,)),
    28: (build_case, (ADVANCE, RETALIATE)),
    29: (arrest, (ADVANCE, RETALIATE)),
    30: (exile, (ADVANCE, RETALIATE)),
    31: (go_underground, (SURVIVE, ACCUSED)),
    32: (capitulate, (SURVIVE, ACCUSED)),
    33: (join_oppositions, (SURVIVE, ADVANCE, ACCUSED)),
    34: (coup, (SURVIVE, ADVANCE, RETALIATE)),
    35: (resign_seat, (SURVIVE, ACCUSED)),
    36: (adopt_statute, (SURVIVE, ADVANCE)),
    37: (repeal_statute, (SURVIVE, ADVANCE)),
    38: (put_down, (RISEN,)),
}
"""Move by number, with its menu."""


SILENCE = 0
SANCTIONS = (10, 11, 12, 13)
NEVER_FORBIDDEN = (SILENCE, 8)  # to stay silent, to decline


# --- the stages of a choice -----------------------------------------------------------------------------------------


def choose(w: World, i: int, occasion: int, j: int, key: int) -> None:
    """i chooses a move against j: a person, an issue, a place of the queue or a caucus."""
    best, made, luckiest = None, 0, -inf
    considered: dict[int, Option] = {}
    for number, (may, menu) in MOVES.items():
        banned = number not in NEVER_FORBIDDEN and forbidden(w, i, number, target_of(w, occasion, j))
        option = may(w, i, j) if occasion in menu and not banned else None
        if option:
            value = w.th.precision * option.worth
            luck = w.gumbel(d.MOVE, w.person_key(i), key, 16 * number + occasion)
            w.options.append((w.week, i, j, number, occasion, value, luck))
            considered[number] = option
            worthwhile = option.worth > w.th.effort or number == SILENCE or occasion not in MOVES[SILENCE][1]
            if value + luck > luckiest and worthwhile:
                best, made, luckiest = option, number, value + luck
    whom = j if occasion == SHAPE else target_of(w, occasion, j)
    for x in [x for x in choices(w, i) if x.what in considered and x.other in (NOBODY, whom)][:1]:
        x.done, made, best = True, x.what, considered[x.what]
        w.tell("intervened", x.sentence, NOBODY)
    if best:
        w.moves.append((w.week, i, j, made, occasion))
        best.effect()
        if made in SANCTIONS and w.opposed[j] >= w.th.opposition_threshold:
            strike_faction(w, i, j, made)


def strike_faction(w: World, i: int, j: int, number: int) -> None:
    """The same against the other opponents who stand by j, and not by i."""
    may, _ = MOVES[number]
    for c in w.persons():
        theirs = w.alive[c] and w.opposed[c] >= w.th.opposition_threshold and backing(w, c, j) >= w.th.faction > backing(w, i, c)
        if c not in (i, j) and theirs and not forbidden(w, i, number, c):
            option = may(w, i, c)
            if option and option.worth > w.th.effort:
                option.effect()


def target_of(w: World, occasion: int, j: int) -> int:
    """Against whom a choice is made."""
    if occasion == INVITATION:
        return int(w.g_target[j])
    if occasion == KEEPER:
        return int(w.queue[j].mover)
    if occasion in (APPEALING, ORDER):
        return int(w.queue[j].target)
    return NOBODY if occasion in (SHAPE, RISEN) else j


def comes_to_mind(w: World, i: int) -> list[int]:
    found = []
    for j in w.persons():
        if j != i and w.alive[j]:
            weight = w.share[j] + w.harm[i][j] + abs(w.tie[i][j]) * w.share[j] + offence(w, i, j) + w.th.salience_floor
            found.append((log(weight) + w.gumbel(d.MIND, w.person_key(i), w.person_key(j), 0), j))
    found.sort(key=lambda pair: -pair[0])
    return [j for _, j in found[: int(w.th.consideration)]]


def salience(w: World, i: int, j: int, goal: int) -> float:
    theory = in_force(w)
    return theory.gap(w, i, j) if goal == SHAPE else theory.salience(w, i, j, goal)


def rest(w: World, i: int) -> float:
    """Salience of doing nothing."""
    return float((1 + w.caution[i]) * w.th.inertia)


def act(w: World, i: int) -> None:
    """One turn of a leader who acts of his own accord."""
    if thinks_again(w, i):
        w.aim[i], w.aimed_at[i] = take_aim(w, i)
        w.hurt_then[i] = w.hurt[i]
    w.turned[i] = w.week
    turn_to(w, i)
    goal, target = w.aim[i], w.aimed_at[i]
    if goal != NOTHING and target != NOBODY:
        choose(w, i, goal, target, w.sc.issue_key[target] if goal == SHAPE else w.person_key(target))


def open_to(w: World, i: int, goal: int, number: int, j: int) -> bool:
    may, menu = MOVES[number]
    banned = number not in NEVER_FORBIDDEN and forbidden(w, i, number, target_of(w, goal, j))
    return goal in menu and not banned and may(w, i, j) is not None


def turn_to(w: World, i: int) -> None:
    """The first choice laid down for him that he can make: under the aim that he has, by silence, or under an aim that is made for it."""
    held = [] if NOBODY in (w.aimed_at[i],) or w.aim[i] == NOTHING else [(w.aim[i], w.aimed_at[i])]

    def aims(x: Laid) -> list[tuple[int, int]]:
        mine = [pair for pair in held if x.other in (NOBODY, pair[1])]
        new = [] if x.other == NOBODY else [(goal, x.other) for goal in range(NOTHING)]
        return [(goal, j) for goal, j in mine + new if open_to(w, i, goal, x.what, j)]

    for x in choices(w, i):
        found = aims(x)
        if found:
            w.aim[i], w.aimed_at[i] = found[0]
            return
        if x.what == SILENCE:
            x.done = True
            return


def thinks_again(w: World, i: int) -> bool:
    goal, j = w.aim[i], w.aimed_at[i]
    if w.hurt[i] > w.hurt_then[i]:
        return True
    if goal == SHAPE and in_force(w).gap(w, i, j) < rest(w, i):
        return True
    if goal not in (SHAPE, NOTHING):
        lost = j == NOBODY or not w.alive[j] or not w.member[j]
        down = goal in (ADVANCE, SURVIVE) and w.share[j] == 0
        if lost or down:
            return True
    years = (w.week - w.turned[i]) / w.sc.per_year
    return bool(w.uniform(d.REVIEW, w.person_key(i)) < 1 - exp(-w.th.review * years))


def take_aim(w: World, i: int) -> tuple[int, int]:
    """Goal and target."""
    mind, sharp, me = comes_to_mind(w, i), w.th.precision, w.person_key(i)

    def objects(goal: int) -> list[int]:
        return [j for j in (w.issues() if goal == SHAPE else mind) if salience(w, i, j, goal) > 0]

    def value(goal: int) -> float:
        if goal == NOTHING:
            return sharp * rest(w, i)
        looked_at = [exp(sharp * salience(w, i, j, goal)) for j in objects(goal)]
        return log(sum(looked_at) / len(looked_at)) if looked_at else -1e9

    goal = max(range(6), key=lambda g: value(g) + w.gumbel(d.GOAL, me, 0, g))
    w.met["goal", goal] += 1
    if goal == NOTHING or not objects(goal):
        return goal, NOBODY

    def appeal_of(j: int) -> float:
        luck = w.gumbel(d.ISSUE, me, w.sc.issue_key[j], 0) if goal == SHAPE else w.gumbel(d.TARGET, me, w.person_key(j), goal)
        return sharp * salience(w, i, j, goal) + luck

    return goal, max(objects(goal), key=appeal_of)
