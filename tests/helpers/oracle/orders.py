"""Who carries out what was decided, and its execution, written again from docs/odd.md, section 6.4."""

from __future__ import annotations

from helpers.oracle import draws as d
from helpers.oracle.choice import ORDER, choose
from helpers.oracle.deeds import charge, deed, desert, keeper, leave_everything, read_out, take_office, taken, unseat, vacate, wear
from helpers.oracle.laid import free_for_office, free_for_seat, manner
from helpers.oracle.moves import executor, findings, opposition
from helpers.oracle.moves_papers import stronghold
from helpers.oracle.statutes import adopt, repeal
from helpers.oracle.world import (
    ADOPT,
    APPOINT,
    CANDIDATE,
    CARRIED,
    DISCLOSE,
    DONE,
    EXILED,
    EXPEL,
    FULL,
    HELD,
    INQUIRE,
    ISOLATE,
    LAPSED,
    NOBODY,
    PACK,
    POLICY,
    POSTPONE,
    RECALL,
    REMOVE,
    RENEW,
    REPEAL,
    RESIGNATION,
    REVERSE,
    SEND_AWAY,
    STRIP,
    SUBMITTED,
    SUPPRESS,
    Item,
    World,
)  # fmt: skip


def implementation(w: World) -> None:
    for q, x in enumerate(w.queue):
        if x is not None and x.state == CARRIED and not suspended(w, x):
            order(w, q, x)
            if not waits(w, x):
                finish(w, x)


def suspended(w: World, x: Item) -> bool:
    """Is a sanction held up until its loser has answered, while an appeal against it waits to be heard, and when it has been won?"""
    wider = w.sc.appeal[x.body]
    if not x.rung or x.appeal == REVERSE or wider == NOBODY or not w.sc.suspensive[wider]:
        return False
    appealed = any(y.state in (SUBMITTED, HELD, CARRIED) and y.appeal == REVERSE and about(y) == about(x) for y in w.items())
    w.met["held up for an answer"] += x.seen == 1
    w.met["held up by an appeal"] += x.seen != 1 and appealed
    w.met["of an appeal that is held up"] += x.appeal == RENEW and (x.seen == 1 or appealed)
    w.met["an appeal against something else"] += not appealed and any(y.appeal == REVERSE and y.kind == x.kind for y in w.items())
    return x.seen == 1 or appealed


def order(w: World, q: int, x: Item) -> None:
    """Whoever is to carry it out against his will is asked once."""
    asked, x.ordered = x.ordered, 1
    if not asked and opposition(w, x) > 0:
        choose(w, executor(w, x), ORDER, q, x.key)


def waits(w: World, x: Item) -> bool:
    if x.refuser != NOBODY and x.refuser == executor(w, x):
        if w.week - x.decided > w.th.order_lapse * w.sc.per_year:
            x.state, x.decided = LAPSED, w.week
        return True
    return w.uniform(d.OBSTRUCT, x.key) < w.th.obstruction * opposition(w, x)


def finish(w: World, x: Item) -> None:
    if x.appeal == REVERSE:
        held_up = [y for y in w.items() if y.state == CARRIED and y.appeal != REVERSE and about(y) == about(x)]
        for y in held_up:
            y.state = DONE
        if not held_up:
            reverse(w, x)
    else:
        carry_out(w, x)
        if x.rung:
            desert(w, x.target, x.rung / 4)
            wear(w, x.rung)
    x.state = DONE


def about(x: Item) -> tuple[int, int, int]:
    return x.kind, x.target, x.arg


def reverse(w: World, x: Item) -> None:
    t = x.target
    if t != NOBODY and w.alive[t]:
        if x.kind == STRIP and w.member[t] and free_for_office(w, x.arg, t):
            vacate(w, x.arg, False)
            take_office(w, x.arg, t, NOBODY)
        elif x.kind == REMOVE and w.exists[x.arg] and w.member[t] and w.seat[x.arg][t] != FULL and free_for_seat(w, x.arg, t):
            w.seat[x.arg][t] = FULL if taken(w, x.arg) < w.statute[x.arg] else CANDIDATE
        elif x.kind == EXPEL:
            w.member[t] = 1
        elif x.kind == SEND_AWAY and w.confined[t] != EXILED:
            w.away[t] = 0


def carry_out(w: World, x: Item) -> None:
    if x.kind == POLICY:
        w.swing[x.arg], w.swung[x.arg] = x.value - w.policy[x.arg], w.week
        w.output *= 1 - w.th.policy_swing_cost * abs(w.swing[x.arg]) / 2 / w.sc.n_issues
        w.policy[x.arg] = x.value
    elif x.kind in (STRIP, RESIGNATION) and w.holder[x.arg] == x.target:
        vacate(w, x.arg, True)
    elif x.kind == REMOVE:
        unseat(w, x.arg, x.target)
    elif x.kind == EXPEL and w.alive[x.target] and w.member[x.target]:
        leave_everything(w, x.target, True)
        w.member[x.target] = 0
    elif x.kind == SEND_AWAY:
        send_off(w, x.target)
    elif x.kind == RECALL:
        bring_back(w, x)
    elif x.kind == INQUIRE:
        report(w, x.target)
    elif x.kind == POSTPONE:
        w.next_meeting[x.arg] += max(1, int(w.th.congress_delay * w.sc.per_year))
    elif x.kind == ISOLATE:
        w.isolated[x.target] = w.week + int(w.th.isolation * w.sc.per_year)
    elif x.kind == APPOINT:
        take_post(w, x)
    elif x.kind == PACK:
        enlarge(w, x)
    elif x.kind == DISCLOSE:
        disclose(w, x)
    elif x.kind == SUPPRESS:
        w.locked[x.arg] = 1
    elif x.kind in (ADOPT, REPEAL):
        (adopt if x.kind == ADOPT else repeal)(w, x.arg, x.mover)


def take_post(w: World, x: Item) -> None:
    if w.holder[x.arg] == NOBODY and w.active(x.target) and free_for_office(w, x.arg, x.target):
        take_office(w, x.arg, x.target, x.mover)
        if x.mover != NOBODY:
            deed(w, x.mover, x.target, 1.0)


def enlarge(w: World, x: Item) -> None:
    more = max(1, int(w.statute[x.arg] / w.th.enlargement))
    w.statute[x.arg] += more
    w.bloc[x.arg][stronghold(w, x.mover)] += more
    w.enlarged[x.arg] = w.week


def disclose(w: World, x: Item) -> None:
    k, laid_down = keeper(w, x.body), manner(w, x.arg)
    shields = k not in (NOBODY, x.mover) and (k == x.target or w.tie[k][x.target] > w.tie[k][x.mover])
    force = w.th.by_delegations if shields else 1.0
    read_out(w, x.arg, force if laid_down is None else laid_down)


def send_off(w: World, t: int) -> None:
    w.away[t] = 1
    for o in w.offices():
        if w.holder[o] == t and w.sc.region[o] == NOBODY:
            vacate(w, o, True)


def bring_back(w: World, x: Item) -> None:
    if w.confined[x.target] != EXILED:
        w.away[x.target] = 0
        if x.mover != NOBODY:
            deed(w, x.mover, x.target, 1.0)


def report(w: World, t: int) -> None:
    """What an inquiry finds."""
    if findings(w, t) > 0:
        charge(w, t, findings(w, t) * w.th.inquiry_charge)
    else:
        w.charges[t] = 0.0
        w.standing[t] *= 1 + w.th.standing_win
