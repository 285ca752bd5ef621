"""Moves without a vote: security and those who evade it or give in, written again from docs/odd.md, section 5.3.

Refuse an order, build a case, arrest, exile, go underground, capitulate, strike a coup.
"""

from __future__ import annotations

from math import tanh

from helpers.oracle import draws as d
from helpers.oracle.arms import ARREST, arms, odds, of_rank, seize, sheltered
from helpers.oracle.deeds import charge, deed, desert, drop, let_be, oppose, wear
from helpers.oracle.moves import Option, breach, executor, ill_will, opposition, own_man, scruple
from helpers.oracle.power import following, in_seats, office_stake
from helpers.oracle.relations import gap, menace, strength
from helpers.oracle.world import ARRESTED, AT_LARGE, CARRIED, EXILED, NOBODY, World

EXILE = 6


def security(w: World, i: int) -> float:
    """His own, or that of his own men."""
    held = [(w.holder[o], w.sc.security[o]) for o in w.offices() if w.holder[o] != NOBODY]
    return max((force for h, force in held if h == i or own_man(w, i, h)), default=0.0)


def refuse_order(w: World, i: int, q: int) -> Option | None:
    x = w.queue[q]
    if x.state != CARRIED or executor(w, x) != i:
        return None
    another = x.mover not in (NOBODY, i)
    greatest = max((office_stake(w, o, i) for o in w.offices() if w.holder[o] == i), default=0.0)
    worth = opposition(w, x) - (strength(w, i, x.mover) * w.th.displeasure if another else 0.0)
    worth -= tanh(in_seats(w, greatest)) * w.th.refusal_risk + breach(w, i)

    def effect() -> None:
        x.refuser = i
        oppose(w, i, w.th.defiance)
        if another:
            deed(w, i, x.mover, -w.th.affront)
        w.tell("refused_order", i, x.mover)

    return Option(worth, effect)


def build_case(w: World, i: int, j: int) -> Option | None:
    force = security(w, i)
    if not w.alive[j] or own_man(w, i, j) or force <= 0:
        return None

    def effect() -> None:
        charge(w, j, force * w.th.case_building)
        w.tell("case_built", i, j)

    risk = w.caution[i] * strength(w, i, j) * w.th.case_risk
    return Option(force * ill_will(w, i, j) * (1 - w.charges[j]) * w.th.case_building - risk, effect)


def arrest(w: World, i: int, j: int) -> Option | None:
    force = security(w, i)
    if not w.alive[j] or w.confined[j] != AT_LARGE or own_man(w, i, j) or sheltered(w, j) or force <= 0:
        return None
    risk = (1 - w.charges[j]) * strength(w, i, j) * w.th.accusation_cost
    return Option(force * ill_will(w, i, j) * w.charges[j] - risk - scruple(w, ARREST), lambda: seize(w, i, j))


def coup(w: World, i: int, j: int) -> Option | None:
    related = own_man(w, i, j) or own_man(w, j, i)
    if not w.alive[j] or w.confined[j] != AT_LARGE or not sheltered(w, j) or related or arms(w, i, j) <= 0:
        return None
    p = odds(w, i, j)

    def effect() -> None:
        won = w.uniform(d.COUP, w.person_key(i), w.person_key(j)) < p
        seize(w, *((i, j) if won else (j, i)))

    return Option(p * max(ill_will(w, i, j), menace(w, i, j)) - (1 - p) - scruple(w, ARREST) - breach(w, i), effect)


def exile(w: World, i: int, j: int) -> Option | None:
    force = security(w, i)
    helpless = w.confined[j] == ARRESTED or (not w.member[j] and w.confined[j] != EXILED)
    if not w.alive[j] or not helpless or own_man(w, i, j) or force <= 0:
        return None

    def effect() -> None:
        w.confined[j], w.away[j] = EXILED, 1
        deed(w, i, j, -1.0)
        wear(w, EXILE)
        w.tell("exiled", i, j)

    return Option(force * ill_will(w, i, j) - scruple(w, EXILE), effect)


def go_underground(w: World, i: int, j: int) -> Option | None:
    if w.hidden[i] or w.opposed[i] < w.th.underground_threshold or of_rank(w, i):
        return None

    def effect() -> None:
        w.hidden[i], w.opposed[i] = 1, 1.0
        charge(w, i, w.th.underground_charge)
        w.tell("underground", i, NOBODY)

    return Option(menace(w, i, j) * w.opposed[i] - breach(w, i) * w.th.underground_cost, effect)


def capitulate(w: World, i: int, j: int) -> Option | None:
    if w.opposed[i] < w.th.capitulation_threshold and not w.hidden[i]:
        return None
    if w.opposed[j] >= w.th.opposition_threshold:
        w.met["no surrender to an opponent"] += 1
        return None
    shame = min(1.0, w.th.standing_win)
    price = min(1.0, (following(w, i) * w.th.desertion + shame * w.standing[i]) / w.power[i]) if w.power[i] > 0 else 0.0

    def effect() -> None:
        w.opposed[i], w.hidden[i] = 0.0, 0
        w.charges[i] *= w.th.clemency
        w.standing[i] *= 1 - shame
        drop(w, i, j)
        w.met["a motion against him who gives in"] += drop(w, j, i)
        k = max(w.issues(), key=lambda k: gap(w, i, k), default=NOBODY)
        if k != NOBODY:
            w.position[i][k] += (w.policy[k] - w.position[i][k]) * w.th.recantation
        desert(w, i, 1.0)
        deed(w, i, j, w.th.courtship)
        let_be(w, i, j)
        w.tell("capitulated", i, j)

    return Option(menace(w, i, j) * w.opposed[i] - w.ambition[i] * price, effect)
