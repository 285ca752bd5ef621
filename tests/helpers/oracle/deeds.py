"""Deeds, offices, leaving everything, and the queue of motions: docs/odd.md, sections 3.4, 3.6, 6.1."""

from __future__ import annotations

from helpers.oracle import draws as d
from helpers.oracle.relations import favour
from helpers.oracle.world import CARRIED, DEFEATED, DONE, FULL, HELD, LAPSED, NO_SEAT, NOBODY, ROTATION, SUBMITTED, Item, World


def deed(w: World, i: int, j: int, size: float) -> None:
    """i does j a good or a bad turn."""
    goal = 1.0 if size > 0 else -1.0
    w.tie[j][i] += min(1.0, w.th.tie_jump * abs(size)) * (goal - w.tie[j][i])
    if size < 0:
        w.harm[j][i] = min(1.0, w.harm[j][i] + abs(size))
        w.hurt[j] = max(w.hurt[j], w.harm[j][i])


def oppose(w: World, i: int, by: float) -> None:
    """He has opposed more openly, as far as he is not of the majority."""
    w.opposed[i] = min(1.0, w.opposed[i] + by * w.lost[i])


def backing(w: World, c: int, i: int) -> float:
    """How far c stands by i."""
    return float(max(w.client[c][i], w.tie[c][i]))


def stand_up(w: World, i: int) -> None:
    """He opposes before all the world, and those who stand by him sign, but for the members of the top body."""
    oppose(w, i, w.th.defiance)
    for c in w.persons():
        if c != i and w.alive[c] and w.seat[w.top][c] != FULL and backing(w, c, i) >= w.th.faction:
            w.opposed[c] = min(1.0, w.opposed[c] + w.th.defiance * w.lost[i])


SHAPE, REST = 2, 5
"""Numbers of the two goals that are not directed at a person."""


def let_be(w: World, i: int, j: int) -> None:
    """He has nothing more in mind with j."""
    if w.aim[i] != SHAPE and w.aimed_at[i] == j:
        w.aim[i], w.aimed_at[i] = REST, NOBODY


def desert(w: World, i: int, part: float) -> None:
    """Part of his following leaves him where he is not the boss."""
    for c in w.constituencies():
        boss = w.sc.boss[c]
        if boss == NOBODY or w.holder[boss] != i:
            gone = w.allegiance[c][i] * w.th.desertion * part
            w.allegiance[c][i] -= gone
            w.allegiance[c][-1] += gone


def charge(w: World, j: int, x: float) -> None:
    w.charges[j] += x * (1 - w.charges[j])


def forgive(w: World, i: int, j: int, kept: float) -> None:
    """i forgets what j did to him, but for the part that is kept."""
    w.harm[i][j] *= kept
    w.hurt[i] = max(w.harm[i])


def wear(w: World, rung: int) -> None:
    """Precedent and norm after a sanction that was carried out."""
    part = min(1.0, w.th.norm_ratchet)
    w.precedent += part * max(0.0, rung - w.precedent)
    w.comradeship *= max(0.0, 1 - part * rung * w.th.comradeship_wear)


def take_office(w: World, o: int, i: int, patron: int) -> None:
    w.holder[o], w.since[o] = i, w.week
    w.tell("took_office", patron, i)
    if patron not in (NOBODY, i):
        w.client[i][patron] += w.th.clientage * (1 - w.client[i][patron])


def credit(w: World, o: int, i: int, giver: int) -> None:
    """i takes the office, and owes it to whoever gives it, unless that is i or they are no friends."""
    enemies = giver not in (NOBODY, i) and favour(w, giver, i) < 0
    w.met["a post that is owed to nobody"] += enemies
    take_office(w, o, i, NOBODY if enemies or giver == i else giver)


def vacate(w: World, o: int, by_decision: bool) -> None:
    if by_decision:
        w.fell[w.holder[o]] = w.week
    if w.holder[o] != NOBODY:
        w.tell("left_office", NOBODY, w.holder[o])
    w.holder[o], w.vacant[o] = NOBODY, w.week


def unseat(w: World, b: int, i: int) -> None:
    """A seat lost by decision."""
    if w.seat[b][i] != NO_SEAT:
        w.seat[b][i], w.fell[i] = NO_SEAT, w.week


def taken(w: World, y: int) -> int:
    named = sum(1 for i in w.persons() if w.alive[i] and w.seat[y][i] == FULL)
    return named + sum(w.bloc[y][c] for c in w.constituencies())


def leave_everything(w: World, i: int, by_decision: bool = False) -> None:
    for b in w.bodies():
        if by_decision:
            unseat(w, b, i)
        w.seat[b][i] = NO_SEAT
    for o in w.offices():
        if w.holder[o] == i:
            vacate(w, o, by_decision)
    for c in w.constituencies():
        w.allegiance[c][-1] += w.allegiance[c][i]
        w.allegiance[c][i] = w.leaning[c][i] = 0.0
    for m in w.persons():
        w.client[m][i] = 0.0


def die(w: World, i: int) -> None:
    if w.alive[i]:
        leave_everything(w, i)
        w.alive[i] = 0


def keeper(w: World, b: int) -> int:
    """Who keeps the agenda of a body."""
    office = w.agenda[b]
    if office == ROTATION:
        turn = [i for i in w.persons() if w.seat[b][i] == FULL and w.active(i)]
        return turn[w.sittings[b] % len(turn)] if turn else NOBODY
    return w.holder[office] if office != NOBODY and w.active(w.holder[office]) else NOBODY


def list_maker(w: World, b: int) -> int:
    """Who draws up the lists of a body: the keeper of its agenda, else that of the electorate, if this is the congress that elects it."""
    electorate = w.electorate
    congress = electorate != NOBODY and w.sc.elector[electorate] == b
    return keeper(w, electorate) if congress and keeper(w, b) == NOBODY else keeper(w, b)


def by_right(w: World, o: int) -> int:
    """Who fills it by right of an office, the first that has a holder."""
    return next((w.holder[h] for h in w.offices() if w.sc.fills[h][o] and w.holder[h] != NOBODY), NOBODY)


def write(w: World, paper: int, j: int) -> None:
    """A document comes to be written, of j nothing good."""
    i, free = w.sc.author[paper], w.sc.about[paper] == NOBODY
    w.written[paper] = 1
    w.tell("written", i, j)
    for reader in (i, w.sc.addressee[paper]):
        if reader != NOBODY:
            w.knows[paper][reader] = 1.0
    for k in w.persons() if free else ():
        if k != i and w.seat[w.top][k] != NO_SEAT:
            w.content[paper][k] = w.tie[i][k]
    w.content[paper][j] = min(0.0, w.tie[i][j]) - w.harm[i][j] * w.th.candour


def read_out(w: World, paper: int, force: float) -> None:
    w.read_out[paper] = 1
    for i in w.persons():
        w.knows[paper][i] = max(w.knows[paper][i], force)


def forum(w: World, i: int, kind: int) -> int:
    order = [w.top, *w.bodies()]
    return next((b for b in order if w.seat[b][i] == FULL and w.sc.decides[b][kind]), NOBODY)


def above(w: World, b: int, j: int) -> bool:
    """Has he no seat in the top body, or does b elect it, or those who do, and so on?"""
    if w.seat[w.top][j] == NO_SEAT:
        return True
    electors, y = [], w.sc.elector[w.top]
    while y != NOBODY and y not in electors:  # a body may co-opt its own members
        electors.append(y)
        y = w.sc.elector[y]
    return b in electors


def forum_on(w: World, i: int, j: int, kind: int) -> int:
    """The same for what concerns j: the top body, else one that is above him."""
    top, places = w.top, [b for b in w.bodies() if w.seat[b][i] == FULL and w.sc.decides[b][kind]]
    found = top if top in places else next((b for b in places if above(w, b, j)), NOBODY)
    if found != forum(w, i, kind):
        w.met["no forum on j" if found == NOBODY else "a further forum on j", kind] += 1
    return found


def office_forum(w: World, i: int, kind: int, o: int) -> int:
    """Up the line of appeal from the body that fills the office."""
    b = w.sc.filled_by[o]
    while b != NOBODY and not (w.seat[b][i] == FULL and w.sc.decides[b][kind]):
        b = w.sc.appeal[b]
    return b


def is_congress(w: World, b: int) -> bool:
    return b != w.top and w.sc.elector[b] == NOBODY and any(w.sc.elector[y] == b for y in w.bodies())


def motion_key(w: World, m: Item, week: int) -> int:
    parts = (m.kind, w.person_key(m.mover), w.person_key(m.target), w.sc.body_key[m.body], w.subject_key(m.kind, m.arg), week)
    return d.absorb(w.luck, *parts)


def submit(w: World, m: Item) -> None:
    """Into the first free place, else the one settled earliest, else lost."""
    free = [q for q, item in enumerate(w.queue) if item is None]
    settled = [q for q, item in enumerate(w.queue) if item is not None and item.state in (DONE, DEFEATED, LAPSED)]
    if not free and not settled:
        return
    place = free[0] if free else min(settled, key=lambda q: (w.queue[q].decided, q))
    m.week, m.decided, m.key, m.state = w.week, w.week, motion_key(w, m, w.week), SUBMITTED
    w.queue[place] = m


def drop(w: World, i: int, j: int) -> bool:
    """i gives up the motions that he has against j, if there are any."""
    before = [x.state for x in w.items()]
    for x in w.items():
        if (x.mover, x.target) == (i, j) and x.state in (SUBMITTED, HELD) and x.sense < 0:
            x.state, x.decided, x.seen = LAPSED, w.week, 2
    return [x.state for x in w.items()] != before


def _alike(w: World, kind: int, target: int, arg: int) -> list[Item]:
    return [x for x in w.items() if (x.kind, x.target, x.arg) == (kind, target, arg)]


def pending(w: World, kind: int, target: int, arg: int) -> bool:
    return any(x.state in (SUBMITTED, HELD, CARRIED) for x in _alike(w, kind, target, arg))


def refused(w: World, kind: int, target: int, arg: int, years: float) -> bool:
    weeks = years * w.sc.per_year
    return any(x.state in (DEFEATED, LAPSED) and w.week - x.decided <= weeks for x in _alike(w, kind, target, arg))


def movable(w: World, kind: int, target: int, arg: int, years: float | None = None) -> bool:
    weeks = (w.th.renewal if years is None else years) * w.sc.per_year
    lately = (DEFEATED, LAPSED, DONE)
    settled = any(x.state in lately and w.week - x.decided <= weeks for x in _alike(w, kind, target, arg))
    return not pending(w, kind, target, arg) and not settled
