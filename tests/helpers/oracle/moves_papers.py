"""Moves with documents, posts and wider bodies, written again from docs/odd.md, section 5.3.

Appoint, pack a body, appeal, tender one's resignation, give up a seat; write, disclose and suppress a document; hold back an item.
"""

from __future__ import annotations

from math import tanh

from helpers.oracle.deeds import deed, forum, keeper, movable, office_forum, stand_up, submit, take_office, unseat, vacate, write
from helpers.oracle.laid import free_for_office
from helpers.oracle.moves import Option, access, breach, headcount, ill_will, moved, own_man, value_to
from helpers.oracle.power import following, in_seats, liking, office_stake, seat_power
from helpers.oracle.relations import bond, menace, rivalry, strength
from helpers.oracle.world import (
    APPOINT,
    DEFEATED,
    DISCLOSE,
    FULL,
    HELD,
    LAPSED,
    NOBODY,
    PACK,
    POSTPONE,
    REMOVE,
    RENEW,
    RESIGNATION,
    REVERSE,
    SUBMITTED,
    SUPPRESS,
    Item,
    World,
)  # fmt: skip

ALWAYS, ILL, AFTER = 0, 1, 2
NEVER = -(2**30)


# --- the agenda -------------------------------------------------------------------------------------------------------


def hold_back(w: World, i: int, q: int) -> Option | None:
    x = w.queue[q]
    if x.state != SUBMITTED or x.mover == i or x.kind == RESIGNATION or keeper(w, x.body) != i:
        return None
    chance, weighing = headcount(w, i, x)
    price = strength(w, i, x.mover) * w.th.displeasure if x.mover != NOBODY else 0.0

    def effect() -> None:
        x.state = HELD

    return Option(-chance * value_to(w, i, x, weighing) - price, effect)


# --- posts and seats --------------------------------------------------------------------------------------------------


def protege_for(w: World, i: int, o: int) -> int:
    """Whom i would have in the office: of those for whom it is more than all they have."""

    def fit(p: int) -> bool:
        rises = sum(w.office_weight[other] for other in w.offices() if w.holder[other] == p and other != o) < w.office_weight[o]
        return bool(p != i and w.active(p) and not w.away[p] and free_for_office(w, o, p) and rises)

    greatest, p = max(((bond(w, i, p), -p) for p in w.persons() if fit(p)), default=(0.0, 0))
    return -p if greatest > w.th.faction else NOBODY


def appoint(w: World, i: int, j: int) -> Option | None:
    protege = {o: protege_for(w, i, o) for o in w.offices()}
    open_to = [o for o in w.offices() if protege[o] != NOBODY]

    def by_right(o: int) -> bool:
        mine = any(w.holder[h] == i and w.sc.fills[h][o] for h in w.offices())
        return bool(mine) and (w.holder[o] == NOBODY or (w.holder[o] == j and bond(w, i, j) == 0))

    def by_vote(o: int) -> bool:
        ours = w.holder[o] == NOBODY and office_forum(w, i, APPOINT, o) != NOBODY
        return ours and movable(w, APPOINT, protege[o], o, w.th.routine_renewal)

    def prize(o: int) -> float:
        return tanh(in_seats(w, w.office_weight[o])) * bond(w, i, protege[o])

    o = next(filter(by_right, open_to), NOBODY)
    if o != NOBODY:
        w.met["a post beside others"] += protege[o] in w.holder[: w.sc.n_offices]
        held = w.holder[o] != NOBODY
        return Option(prize(o) - (strength(w, i, j) if held else 0.0), lambda: install(w, i, o, protege[o]))
    o = next(filter(by_vote, open_to), NOBODY)
    if o == NOBODY:
        return None
    m = Item(APPOINT, i, protege[o], office_forum(w, i, APPOINT, o), o)
    return moved(w, m, headcount(w, i, m)[0] * prize(o), injury=0)


def install(w: World, i: int, o: int, p: int) -> None:
    if w.holder[o] != NOBODY:
        deed(w, i, w.holder[o], -1.0)
        vacate(w, o, True)
    take_office(w, o, p, i)
    deed(w, i, p, 1.0)


def stronghold(w: World, i: int) -> int:
    greatest, c = max((w.leaning[c][i], -c) for c in w.constituencies())
    return -c if greatest > 0 else 0


def pack_body(w: World, i: int, j: int) -> Option | None:
    def ripe(y: int) -> bool:
        b = w.sc.elector[y]
        if (
            y == w.top
            or y not in w.sc.elector[: w.sc.n_bodies]
            or b == NOBODY
            or not w.sc.decides[b][PACK]
            or FULL not in (w.seat[b][i], w.seat[y][i])
        ):
            return False
        unnamed = any(w.bloc[y][c] for c in w.constituencies())
        return movable(w, PACK, NOBODY, y) and unnamed and w.week - w.enlarged[y] >= w.th.enlargement_interval * w.sc.per_year

    y = next((y for y in w.bodies() if ripe(y)), NOBODY)
    if y == NOBODY:
        return None
    m = Item(PACK, i, NOBODY, w.sc.elector[y], y)
    won = w.leaning[stronghold(w, i)][i] - liking(w, y, i)
    return moved(w, m, access(w, i, NOBODY, m.body) * headcount(w, i, m)[0] * won, injury=0)


def tender_resignation(w: World, i: int, j: int) -> Option | None:
    greatest, o = max(((office_stake(w, o, i), -o) for o in w.offices() if w.holder[o] == i), default=(0.0, 0))
    if greatest <= 0:
        return None
    m = Item(RESIGNATION, NOBODY, i, w.sc.filled_by[-o], -o)
    if not w.sc.decides[m.body][RESIGNATION] or not movable(w, RESIGNATION, i, -o):
        return None
    p = headcount(w, i, m)[0]
    worst = max(0.0, *(-w.content[paper][i] for paper in range(w.sc.n_docs) if w.written[paper]), 0.0)
    disarmed = (1 - w.th.confidence) * worst
    return Option((1 - p) * menace(w, i, j) * disarmed - p * tanh(in_seats(w, greatest)), lambda: submit(w, m))


def resign_seat(w: World, i: int, j: int) -> Option | None:
    """Give up the seat in the top body before it is taken."""
    top = w.top
    moved_of_him = [x for x in w.items() if (x.kind, x.target, x.arg, x.appeal) == (REMOVE, i, top, 0)]
    threats = [x for x in moved_of_him if x.state in (SUBMITTED, HELD)]
    if w.seat[top][i] != FULL or not threats:
        return None
    p = headcount(w, i, threats[0])[0]
    spared = tanh(in_seats(w, following(w, i) * w.th.desertion * 3 / 4))

    def effect() -> None:
        w.met["several motions at once"] += len(threats) > 1
        for x in threats:
            x.state, x.decided, x.seen = LAPSED, w.week, 2
        unseat(w, top, i)
        w.tell("resigned_seat", i, NOBODY)

    return Option(p * spared - (1 - p) * tanh(in_seats(w, seat_power(w, top, i))), effect)


def appeal(w: World, i: int, q: int) -> Option | None:
    x = w.queue[q]
    wider = w.sc.appeal[x.body]
    if x.appeal in (REVERSE, RENEW) or wider == NOBODY or x.kind in (PACK, POSTPONE, RESIGNATION, APPOINT):
        return None
    m = Item(x.kind, i, x.target, wider, x.arg, x.value, RENEW if x.state == DEFEATED else REVERSE, urgent=1)
    chance, weighing = headcount(w, i, m)
    anger = strength(w, i, x.mover) * w.th.displeasure if x.mover not in (NOBODY, i) else 0.0

    def effect() -> None:
        stand_up(w, i)
        submit(w, m)

    return Option(chance * value_to(w, i, m, weighing) - (1 - chance) * (anger + breach(w, i)), effect)


# --- documents --------------------------------------------------------------------------------------------------------


def ripe(w: World, paper: int) -> bool:
    condition = w.sc.condition[paper]
    met = w.been_ill[w.sc.author[paper]] if condition == ILL else condition == ALWAYS or w.event_week[condition - AFTER] != NEVER
    return bool(not w.written[paper] and w.week >= w.sc.earliest[paper] and met)


def write_document(w: World, i: int, j: int) -> Option | None:
    papers = [p for p in range(w.sc.n_docs) if ripe(w, p) and w.sc.author[p] == i and w.sc.about[p] in (NOBODY, j)]
    if not papers:
        return None
    grudge = max(w.harm[i][j], -w.tie[i][j], rivalry(w, i, j) * strength(w, i, j))
    return Option(grudge * (1 - w.th.discretion * w.caution[i]), lambda: write(w, papers[0], j))


def within_reach(w: World, i: int) -> list[int]:
    return [p for p in range(w.sc.n_docs) if w.written[p] and not w.read_out[p] and not w.locked[p] and w.knows[p][i] > 0]


def disclose_document(w: World, i: int, j: int) -> Option | None:
    b = forum(w, i, DISCLOSE)
    papers = [p for p in within_reach(w, i) if w.content[p][j] < 0 and movable(w, DISCLOSE, j, p)]
    if not w.member[j] or own_man(w, i, j) or b == NOBODY or not papers:
        return None
    m = Item(DISCLOSE, i, j, b, papers[0])
    p = access(w, i, j, b) * headcount(w, i, m)[0]
    return moved(
        w, m, p * ill_will(w, i, j) * -w.content[m.arg][j] - (1 - p) * (strength(w, i, j) * w.th.accusation_cost + breach(w, i)), injury=0
    )


def shielded(w: World, i: int, paper: int) -> int:
    if w.sc.author[paper] == i:
        w.met["a paper of one's own"] += 1
        return NOBODY
    if w.content[paper][i] < 0:
        return i
    friends = [(bond(w, i, j), -j) for j in w.persons() if j != i and w.content[paper][j] < 0]
    greatest, j = max(friends, default=(0.0, 0))
    return -j if greatest > 0 else NOBODY


def suppress_document(w: World, i: int, j: int) -> Option | None:
    b = forum(w, i, SUPPRESS)
    pairs = [(p, shielded(w, i, p)) for p in within_reach(w, i)]
    p, k = next(((p, k) for p, k in pairs if k != NOBODY and movable(w, SUPPRESS, k, p)), (NOBODY, NOBODY))
    if NOBODY in (b, p):
        return None
    m = Item(SUPPRESS, i, k, b, p, urgent=1)
    return moved(w, m, headcount(w, i, m)[0] * -w.content[p][k] * (1.0 if k == i else bond(w, i, k)), injury=0)
