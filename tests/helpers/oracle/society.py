"""What populations suffer, of what they die, and when they rise: rule 12, written again from docs/odd.md, section 6.11."""

from __future__ import annotations

from math import exp

from helpers.oracle import draws as d
from helpers.oracle.choice import RISEN, choose
from helpers.oracle.populations import NEVER, burden, die_of, in_revolt, populations, sorest, unrest
from helpers.oracle.world import FAMINE, FULL, NOBODY, REVOLT, TERROR, World


def society(w: World) -> None:
    for c in populations(w) if w.settles() else ():
        suffer(w, c)
        hunt(w, c)
        rise_or_go_home(w, c)
        if in_revolt(w, c):
            revolt(w, c)


def suffer(w: World, c: int) -> None:
    w.hardship[c] += (1 - w.kept(w.th.hardship_half_life) ** 4) * (burden(w, c) - w.hardship[c])
    w.fear[c] *= w.kept(w.th.fear_half_life) ** 4
    hunger = max(0.0, w.hardship[c] - w.th.subsistence) / (1 - w.th.subsistence)
    w.met["hunger"] += hunger > 0
    die_of(w, c, FAMINE, 4 * w.th.famine_mortality * hunger / w.sc.per_year)


def hunt(w: World, c: int) -> None:
    """Security looks for enemies, the harder the more the group is threatened."""
    hands = any(w.sc.security[o] > 0 and w.active(w.holder[o]) for o in w.offices())
    issue = w.sc.terror
    w.met["terror without anybody to carry it out"] += issue != NOBODY and not hands
    terror = (1 + w.policy[issue]) / 2 if issue != NOBODY and hands else 0.0
    chance = 1 - exp(-4 * w.th.hunts * terror * w.threat / w.sc.per_year)
    if w.uniform(d.HUNT, w.sc.cons_key[c]) < chance:
        w.tell("hunt", NOBODY, c)
        die_of(w, c, TERROR, w.th.purge)
        w.fear[c] += w.th.dread * (1 - w.fear[c])


def rise_or_go_home(w: World, c: int) -> None:
    excess = (unrest(w, c) - w.th.patience) / (1 - w.th.patience)
    if in_revolt(w, c):
        if excess <= 0:
            w.risen[c] = NEVER
            w.tell("calm", NOBODY, c)
    elif excess > 0 and w.uniform(d.REVOLT, w.sc.cons_key[c]) < 1 - exp(-4 * w.th.revolt * excess / w.sc.per_year):
        w.risen[c] = w.week
        w.tell("revolt", NOBODY, c)


def revolt(w: World, c: int) -> None:
    w.output *= 1 - min(1.0, 4 * w.th.revolt_cost / w.sc.per_year)
    die_of(w, c, REVOLT, 4 * w.th.revolt_mortality * unrest(w, c) / w.sc.per_year)
    k, step = sorest(w, c), min(1.0, 4 * w.th.alarm * w.sc.core[c] / w.sc.per_year)
    for i in w.persons():
        if w.active(i) and w.seat[w.top][i] == FULL:
            w.position[i][k] += step * (w.mood[c][k] - w.position[i][k])
            w.salience[i][k] += step * (1 - w.salience[i][k])
    i = commander(w)
    w.met["nobody commands the army" if i == NOBODY else "somebody commands the army"] += 1
    if i != NOBODY:
        choose(w, i, RISEN, c, w.sc.cons_key[c])


def commander(w: World) -> int:
    """The active holder of the office of greatest force, the first of equals."""
    armed = [(w.sc.force[o], -o) for o in w.offices() if w.sc.force[o] > 0 and w.active(w.holder[o])]
    return w.holder[-max(armed)[1]] if armed else NOBODY
