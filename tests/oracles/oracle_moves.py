"""Six moves and how one is chosen, written again from docs/odd.md, section 5."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, log, tanh

import oracle_draws as d
from oracle_deeds import deed, forum, keeper, movable, office_forum, submit
from oracle_power import office_stake, own_gain
from oracle_vote import Weighing, clip, near, weighed
from oracle_world import FULL, NO_SEAT, NOBODY, POLICY, REMOVE, STRIP, Item, World

SURVIVE, ADVANCE, SHAPE, PROTECT, RETALIATE, NOTHING, INVITATION, KEEPER, ACCUSED, APPEALING = range(10)


# --- auxiliary quantities -------------------------------------------------------------------------------------------


def strength(w: World, i: int, j: int) -> float:
    both = w.share[i] + w.share[j]
    return w.share[j] / both if both else 0.5


def menace(w: World, i: int, j: int) -> float:
    return strength(w, i, j) * clip(w.harm[i][j] - min(0.0, w.tie[j][i]), 0, 1)


def bond(w: World, i: int, j: int) -> float:
    return clip(max(w.client[j][i], w.tie[i][j]), 0, 1)


def own_man(w: World, i: int, j: int) -> bool:
    return bool(w.client[j][i] >= 0.5)


def gap(w: World, i: int, k: int) -> float:
    return w.salience[i][k] * abs(w.position[i][k] - w.policy[k]) / 2


def access(w: World, i: int, j: int, b: int) -> float:
    if w.sc.agenda[b] == NOBODY:
        return 1.0
    k = keeper(w, b)
    if k in (NOBODY, i):
        return 1.0
    if k == j:
        return 1 - w.th.obstruction
    liking = (w.tie[k][j] if j != NOBODY else 0.0) - w.tie[k][i]
    return 1 - w.th.obstruction * clip(liking, 0, 1)


def headcount(w: World, i: int, m: Item) -> tuple[float, Weighing]:
    """i's own estimate of the chance, and the weighing behind it."""
    z = d.normal(w.luck, w.week, d.HEADCOUNT, w.person_key(i), d.absorb(w.person_key(m.target), w.sc.body_key[m.body]), m.kind)
    found = weighed(w, m)
    return found.chance(w.th.headcount_error * z), found


def value_to(w: World, i: int, m: Item, weighing: Weighing) -> float:
    value = tanh(own_gain(w, weighing.change, i) / w.th.stake_unit) if weighing.change else 0.0
    if m.kind == POLICY:
        value += near(w, m, w.position[i][m.arg], w.salience[i][m.arg])
    if m.target not in (NOBODY, i):
        value += m.sense * (w.tie[i][m.target] + w.client[m.target][i])
        if m.sense < 0:
            value += w.harm[i][m.target]
    return clip(value, -1, 1)


def sanction(w: World, i: int, m: Item) -> float:
    """S of section 5.3."""
    chance, weighing = headcount(w, i, m)
    p = access(w, i, m.target, m.body) * chance
    loss = (1 - p) * strength(w, i, m.target)
    return p * value_to(w, i, m, weighing) - loss - w.th.sanction_cost * m.rung / (4 * w.th.precision)


# --- the moves ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Option:
    worth: float
    effect: Callable[[], None]


def stay_silent(w: World, i: int, j: int) -> Option | None:
    return Option(0.0, lambda: None)


def propose_policy(w: World, i: int, k: int) -> Option | None:
    b = forum(w, i, POLICY)
    if b == NOBODY or not movable(w, POLICY, NOBODY, k, 0.25):
        return None
    motions = [Item(POLICY, i, NOBODY, b, k, at) for at in (w.position[i][k], (w.position[i][k] + w.policy[k]) / 2)]

    def expected(m: Item) -> float:
        profit = near(w, m, w.position[i][k], w.salience[i][k])
        return access(w, i, NOBODY, b) * headcount(w, i, m)[0] * profit

    best = max(motions, key=expected)
    return Option(expected(best), lambda: submit(w, best))


def court(w: World, i: int, j: int) -> Option | None:
    if not w.active(j):
        return None
    size = w.th.courtship
    worth = strength(w, i, j) * min(1.0, w.th.tie_jump * size) * (1 - w.tie[j][i]) / 2
    return Option(worth, lambda: deed(w, i, j, size))


def denounce(w: World, i: int, j: int) -> Option | None:
    if not (w.alive[j] and w.member[j]) or own_man(w, i, j):
        return None
    voice = min(1.0, w.public[i] + max((w.sc.press[o] for o in w.offices() if w.holder[o] == i), default=0.0))
    worth = voice * max(w.harm[i][j], w.ambition[i] * (1 - w.tie[i][j]) / 2) - strength(w, i, j) * (0.5 + w.caution[i] / 2)

    def effect() -> None:
        w.standing[j] *= 1 - w.th.denunciation * voice
        deed(w, i, j, -1.0)
        w.opposed[i] = min(1.0, w.opposed[i] + 0.5)

    return Option(worth, effect)


def _moved(w: World, m: Item) -> Option:
    def effect() -> None:
        deed(w, m.mover, m.target, -0.5)
        submit(w, m)

    return Option(sanction(w, m.mover, m), effect)


def strip_office(w: World, i: int, j: int) -> Option | None:
    held = [(office_stake(w, o, j), -o) for o in w.offices() if w.holder[o] == j]
    greatest, o = max(held, default=(0.0, 0))
    b = office_forum(w, i, STRIP, -o)
    if own_man(w, i, j) or greatest <= 0 or b == NOBODY or not movable(w, STRIP, j, -o):
        return None
    return _moved(w, Item(STRIP, i, j, b, -o))


def judge(w: World, y: int) -> int:
    b = w.sc.elector[y] if w.sc.elector[y] != NOBODY else y
    return b if w.sc.decides[b][REMOVE] else NOBODY


def open_to(w: World, i: int, j: int, y: int) -> bool:
    b = judge(w, y)
    if b == NOBODY or w.seat[y][j] == NO_SEAT:
        return False
    return FULL in (w.seat[b][i], w.seat[y][i]) and movable(w, REMOVE, j, y)


def remove_from_body(w: World, i: int, j: int) -> Option | None:
    if own_man(w, i, j):
        return None
    top, electorate = w.sc.top, w.sc.electorate
    order = [top]
    if electorate != NOBODY and w.seat[top][j] == NO_SEAT:
        order.append(electorate)
    order += [y for y in w.bodies() if y not in (top, electorate)]
    y = next((y for y in order if open_to(w, i, j, y)), NOBODY)
    return None if y == NOBODY else _moved(w, Item(REMOVE, i, j, judge(w, y), y))


MOVES: dict[int, tuple[Callable[[World, int, int], Option | None], tuple[int, ...]]] = {
    0: (stay_silent, (SURVIVE, ADVANCE, SHAPE, PROTECT, RETALIATE, KEEPER, ACCUSED, APPEALING)),
    1: (propose_policy, (SHAPE,)),
    5: (court, (SURVIVE, ADVANCE, PROTECT, ACCUSED)),
    6: (denounce, (SURVIVE, ADVANCE, RETALIATE, ACCUSED)),
    11: (strip_office, (ADVANCE, RETALIATE)),
    12: (remove_from_body, (ADVANCE, RETALIATE)),
}


# --- the stages of a choice -----------------------------------------------------------------------------------------


def choose(w: World, i: int, occasion: int, j: int, key: int) -> None:
    best, luckiest = None, -inf
    for number, (may, menu) in MOVES.items():
        option = may(w, i, j) if occasion in menu else None
        if option:
            value = w.th.precision * option.worth + w.gumbel(d.MOVE, w.person_key(i), key, 16 * number + occasion)
            if value > luckiest:
                best, luckiest = option, value
    if best:
        best.effect()


def comes_to_mind(w: World, i: int) -> list[int]:
    found = []
    for j in w.persons():
        if j != i and w.alive[j] and w.member[j]:
            weight = w.share[j] + w.harm[i][j] + abs(w.tie[i][j]) * w.share[j] + 0.001
            found.append((log(weight) + w.gumbel(d.MIND, w.person_key(i), w.person_key(j), 0), j))
    found.sort(key=lambda pair: -pair[0])
    return [j for _, j in found[: int(w.th.consideration)]]


def salience(w: World, i: int, j: int, goal: int) -> float:
    if goal == SURVIVE:
        return menace(w, i, j)
    if goal == ADVANCE:
        return w.ambition[i] * strength(w, i, j) * (1 - w.tie[i][j]) / 2
    if goal == SHAPE:
        return gap(w, i, j)
    if goal == PROTECT:
        return bond(w, i, j) * w.hurt[j]
    return w.harm[i][j] * (1 - w.caution[i])


def act(w: World, i: int) -> None:
    """One turn of a leader who acts of his own accord."""
    mind, sharp, me = comes_to_mind(w, i), w.th.precision, w.person_key(i)

    def objects(goal: int) -> list[int]:
        return list(w.issues()) if goal == SHAPE else mind

    def value(goal: int) -> float:
        if goal == NOTHING:
            return sharp * (1 + w.caution[i]) / 4
        looked_at = [exp(sharp * salience(w, i, j, goal)) for j in objects(goal)]
        return log(sum(looked_at) / len(looked_at)) if looked_at else -1e9

    goal = max(range(6), key=lambda g: value(g) + w.gumbel(d.GOAL, me, 0, g))
    if goal == NOTHING or not objects(goal):
        return

    def appeal_of(j: int) -> float:
        luck = w.gumbel(d.ISSUE, me, w.sc.issue_key[j], 0) if goal == SHAPE else w.gumbel(d.TARGET, me, w.person_key(j), goal)
        return sharp * salience(w, i, j, goal) + luck

    target = max(objects(goal), key=appeal_of)
    choose(w, i, goal, target, w.sc.issue_key[target] if goal == SHAPE else w.person_key(target))
