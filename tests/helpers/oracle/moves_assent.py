"""Moves that need the assent of others, or go round it, written again from docs/odd.md, section 5.3.

Insist, recall, propose an inquiry, launch a platform, postpone a congress, isolate a sick leader.
"""

from __future__ import annotations

from helpers.oracle.deeds import forum, is_congress, movable, oppose, refused, stand_up, submit
from helpers.oracle.moves import Option, access, against, breach, findings, headcount, ill_will, moved, sanction, value_to, voice
from helpers.oracle.power import delegates
from helpers.oracle.relations import gap, near, strength
from helpers.oracle.world import DEFEATED, FULL, INQUIRE, INSIST, ISOLATE, NOBODY, POLICY, POSTPONE, RECALL, Item, World


def insist(w: World, i: int, q: int) -> Option | None:
    x = w.queue[q]
    if x.state != DEFEATED or x.mover != i or w.seat[x.body][i] != FULL or x.appeal:
        return None
    m = Item(x.kind, i, x.target, x.body, x.arg, x.value, INSIST)
    chance, weighing = headcount(w, i, m)

    def effect() -> None:
        oppose(w, i, w.th.insistence)
        if m.kind == POLICY:
            win_over(w, m)
        submit(w, m)

    return Option(chance * value_to(w, i, m, weighing) - (1 - chance) * breach(w, i), effect)


def win_over(w: World, m: Item) -> None:
    """Friends in the body come part of the way to what he insists on."""
    for friend in w.persons():
        liking = w.tie[friend][m.mover]
        if friend != m.mover and w.seat[m.body][friend] == FULL and liking > 0:
            w.position[friend][m.arg] += min(1.0, w.th.tie_jump) * liking * (m.value - w.position[friend][m.arg])


def recall(w: World, i: int, j: int) -> Option | None:
    b = forum(w, i, RECALL)
    if not (w.away[j] and w.member[j] and not w.confined[j]) or b == NOBODY or not movable(w, RECALL, j, NOBODY, w.th.routine_renewal):
        return None
    m = Item(RECALL, i, j, b, NOBODY)
    chance, weighing = headcount(w, i, m)
    return moved(w, m, access(w, i, NOBODY, b) * chance * value_to(w, i, m, weighing), injury=0)


def propose_inquiry(w: World, i: int, j: int) -> Option | None:
    m = against(w, i, j, INQUIRE, w.th.renewal) if w.member[j] else None
    if m is None:
        return None
    p = access(w, i, j, m.body) * headcount(w, i, m)[0]
    news = max(0.0, findings(w, j) - w.charges[j])
    w.met["an inquiry that would find nothing new"] += news == 0 < findings(w, j)
    return moved(w, m, p * ill_will(w, i, j) * news - (1 - p) * (strength(w, i, j) * w.th.accusation_cost + breach(w, i)))


def launch_platform(w: World, i: int, k: int) -> Option | None:
    blocked = forum(w, i, POLICY) == NOBODY or refused(w, POLICY, NOBODY, k, w.th.platform_window)
    if w.position[i][k] == w.policy[k] or not blocked or w.week - w.spoke[i] < w.th.routine_renewal * w.sc.per_year:
        return None
    loud, everywhere = voice(w, i), range(w.sc.n_cons)
    aim = Item(POLICY, i, NOBODY, NOBODY, k, w.position[i][k])
    assent = [max(0.0, near(w, aim, w.mood[c][k], w.mood_salience[c][k])) for c in everywhere]
    heard = sum(w.cons_weight[c] for c in everywhere if assent[c] > 0)
    p = loud * heard / sum(w.cons_weight[c] for c in everywhere)

    def effect() -> None:
        for c in everywhere:
            won = min(1.0, w.th.tie_jump) * loud * assent[c] * w.allegiance[c][-1]
            w.allegiance[c][i] += won
            w.allegiance[c][-1] -= won
            w.mood[c][k] += w.th.denunciation * loud * (w.position[i][k] - w.mood[c][k])
        stand_up(w, i)
        w.spoke[i] = w.week
        w.tell("platform", i, NOBODY)

    return Option(p * gap(w, i, k) - (1 - p) * breach(w, i), effect)


def postpone_congress(w: World, i: int, j: int) -> Option | None:
    f = forum(w, i, POSTPONE)
    soon = [b for b in w.bodies() if is_congress(w, b) and w.next_meeting[b] - w.week <= w.th.congress_notice * w.sc.per_year]
    b = next((b for b in soon if movable(w, POSTPONE, NOBODY, b, w.th.routine_renewal)), NOBODY)
    if NOBODY in (f, b):
        return None
    m = Item(POSTPONE, i, NOBODY, f, b)
    lost = sum(w.bloc[b][c] * (swing(w, c, j) - swing(w, c, i)) for c in w.constituencies())
    seats = sum(w.bloc[b][c] for c in w.constituencies())
    return moved(w, m, access(w, i, NOBODY, f) * headcount(w, i, m)[0] * (lost / seats if seats else 0.0) / 2, injury=0)


def swing(w: World, c: int, k: int) -> float:
    """What k would gain in the constituency if delegates were chosen today."""
    return float(delegates(w, c, k) - w.leaning[c][k])


def isolate(w: World, i: int, j: int) -> Option | None:
    sick = w.alive[j] and w.authority[j] > 0 and w.been_ill[j] and w.isolated[j] <= w.week
    m = against(w, i, j, ISOLATE, w.th.routine_renewal) if sick else None
    return moved(w, m, sanction(w, i, m)) if m else None
