"""What a leader reckons with, and the first eight moves, written again from docs/odd.md, section 5; the others: ``oracle_moves_*``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpers.oracle import draws as d
from helpers.oracle.deeds import deed, forum, forum_on, keeper, movable, office_forum, oppose, submit
from helpers.oracle.power import office_stake
from helpers.oracle.relations import clip, near, strength
from helpers.oracle.theories import in_force
from helpers.oracle.vote import Weighing, weighed
from helpers.oracle.world import EXPEL, FULL, NO_SEAT, NOBODY, POLICY, REMOVE, REVERSE, SEND_AWAY, STRIP, Item, World

# --- auxiliary quantities -------------------------------------------------------------------------------------------


def own_man(w: World, i: int, j: int) -> bool:
    return bool(w.client[j][i] >= w.th.client_threshold)


def ill_will(w: World, i: int, j: int) -> float:
    """How much i would like to see j lowered."""
    return in_force(w).ill_will(w, i, j)


def openly(w: World, i: int) -> float:
    """Weight of a risk taken in the open."""
    return float(w.th.caution_floor + w.caution[i] * (1 - w.th.caution_floor))


def breach(w: World, i: int) -> float:
    """What it costs i to break ranks."""
    return openly(w, i) * w.unity * (1 - w.opposed[i])


def scruple(w: World, rung: int) -> float:
    """What holds i back from a sanction on which nobody votes."""
    return float(w.th.comradeship * w.comradeship * max(0.0, rung - w.precedent) * w.th.scruple / w.th.precision)


def voice(w: World, i: int) -> float:
    return min(1.0, w.public[i] + max((w.sc.press[o] for o in w.offices() if w.holder[o] == i), default=0.0))


def findings(w: World, j: int) -> float:
    """What an inquiry would find against j."""
    papers = [-w.content[p][j] for p in range(w.sc.n_docs) if w.written[p]]
    return min(1.0, max(w.opposed[j], *papers, 0.0))


def executor(w: World, x: Item) -> int:
    """Who would have to carry it out, or to suffer it in command of arms (6.4)."""
    if x.kind == POLICY:
        agency = w.sc.agency[x.arg]
        return w.holder[agency] if agency != NOBODY and w.active(w.holder[agency]) else NOBODY
    return x.target if x.rung and x.appeal != REVERSE and w.active(x.target) and commands(w, x.target) > 0 else NOBODY


def commands(w: World, i: int) -> float:
    """Greatest force or security among his own offices."""
    return max((max(w.sc.force[o], w.sc.security[o]) for o in w.offices() if w.holder[o] == i), default=0.0)


def opposition(w: World, x: Item) -> float:
    a = executor(w, x)
    if a == NOBODY:
        return 0.0
    if x.kind != POLICY:
        return commands(w, a)
    at = w.position[a][x.arg]
    return max(0.0, w.salience[a][x.arg] * (abs(at - x.value) - abs(at - w.policy[x.arg])) / 2)


def access(w: World, i: int, j: int, b: int) -> float:
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
    return in_force(w).value(w, m, weighing.change, i)


def sanction(w: World, i: int, m: Item) -> float:
    """S of section 5.3."""
    chance, weighing = headcount(w, i, m)
    p = access(w, i, m.target, m.body) * chance
    loss = (1 - p) * (strength(w, i, m.target) + breach(w, i))
    return p * value_to(w, i, m, weighing) - loss - w.th.sanction_cost * m.rung / (4 * w.th.precision)


# --- the moves ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Option:
    worth: float
    effect: Callable[[], None]


def stay_silent(w: World, i: int, j: int) -> Option | None:
    return Option(0.0, lambda: None)


def halfway(w: World, i: int, k: int) -> float:
    """The compromise that i would offer."""
    return float(w.th.compromise * w.position[i][k] + (1 - w.th.compromise) * w.policy[k])


def propose_policy(w: World, i: int, k: int) -> Option | None:
    b = forum(w, i, POLICY)
    if b == NOBODY or not movable(w, POLICY, NOBODY, k, w.th.routine_renewal):
        return None
    motions = [Item(POLICY, i, NOBODY, b, k, at) for at in (w.position[i][k], halfway(w, i, k))]

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
    loud = voice(w, i)
    worth = loud * ill_will(w, i, j) * (1 - w.harm[j][i]) - strength(w, i, j) * openly(w, i)

    def effect() -> None:
        w.standing[j] *= 1 - w.th.denunciation * loud
        deed(w, i, j, -1.0)
        oppose(w, i, w.th.defiance)
        w.tell("denounced", i, j)

    return Option(worth, effect)


def moved(w: World, m: Item, worth: float, injury: float | None = None) -> Option:
    """To submit a motion, if need be one that injures its target."""

    def effect() -> None:
        if injury != 0:
            deed(w, m.mover, m.target, -(w.th.affront if injury is None else injury))
        submit(w, m)

    return Option(worth, effect)


def against(w: World, i: int, j: int, kind: int, years: float) -> Item | None:
    """A motion in the forum on j, who is nobody of his own."""
    if own_man(w, i, j) or not movable(w, kind, j, NOBODY, years):
        return None
    b = forum_on(w, i, j, kind)
    return Item(kind, i, j, b, NOBODY) if b != NOBODY else None


def strip_office(w: World, i: int, j: int) -> Option | None:
    held = [(office_stake(w, o, j), -o) for o in w.offices() if w.holder[o] == j]
    greatest, o = max(held, default=(0.0, 0))
    b = office_forum(w, i, STRIP, -o)
    if own_man(w, i, j) or greatest <= 0 or b == NOBODY or not movable(w, STRIP, j, -o):
        return None
    m = Item(STRIP, i, j, b, -o)
    return moved(w, m, sanction(w, i, m))


def judge(w: World, y: int) -> int:
    order = (y, w.sc.elector[y])
    return next((b for b in order if b != NOBODY and w.sc.decides[b][REMOVE]), NOBODY)


def open_to(w: World, i: int, j: int, y: int) -> bool:
    b = judge(w, y)
    if b == NOBODY or w.seat[y][j] == NO_SEAT:
        return False
    return FULL in (w.seat[b][i], w.seat[y][i]) and movable(w, REMOVE, j, y)


def remove_from_body(w: World, i: int, j: int) -> Option | None:
    if own_man(w, i, j):
        return None
    top, electorate = w.top, w.electorate
    order = [top]
    if electorate != NOBODY and w.seat[top][j] == NO_SEAT:
        order.append(electorate)
    order += [y for y in w.bodies() if y not in (top, electorate)]
    y = next((y for y in order if open_to(w, i, j, y)), NOBODY)
    if y == NOBODY:
        return None
    m = Item(REMOVE, i, j, judge(w, y), y)
    return moved(w, m, sanction(w, i, m))


def expel(w: World, i: int, j: int) -> Option | None:
    b = forum(w, i, EXPEL)
    if own_man(w, i, j) or not w.member[j] or w.seat[w.top][j] != NO_SEAT or b == NOBODY or not movable(w, EXPEL, j, NOBODY):
        return None
    m = Item(EXPEL, i, j, b, NOBODY)
    return moved(w, m, sanction(w, i, m), 1.0)


def send_away(w: World, i: int, j: int) -> Option | None:
    here = w.member[j] and not w.confined[j] and not w.away[j]
    m = against(w, i, j, SEND_AWAY, w.th.renewal) if here else None
    return moved(w, m, sanction(w, i, m)) if m else None
