"""What tells who rules (docs/odd.md, section 7): contest, and for one man or a caucus initiative, vulnerability and bypass.

``wk.front`` says of whom the last three are asked: 1 while they attack together, -1 while they defend each other, 0 for all others.
One person is a caucus of one. Every search ends as soon as the answer is beyond its limit.
"""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.layout import MEMBER, NOBODY
from collegium.engine.regime.routes import ROUTES, by_force, capable, dared, in_group, take, unaided, willing
from collegium.scenario.kinds import ELECT

ATTACK, DEFEND = 1, -1


@kernel
def disband(sc, wk):
    """Nobody is allied with anybody."""
    for m in range(sc.n_people):
        wk.front[m] = 0


@kernel
def alone(sc, wk, i, side):
    """The question is about i alone."""
    disband(sc, wk)
    wk.front[i] = side


@kernel
def marked(sc, wk):
    """How many are asked about."""
    n = 0
    for m in range(sc.n_people):
        n += 1 if wk.front[m] != 0 else 0
    return n


@kernel
def close_ranks(sc, th, st, wk, g, side):
    """Caucus g is asked about: its members who are of the group. Returns how many they are, and how many are outside."""
    inside, outside = 0, 0
    disband(sc, wk)
    for a in range(wk.n_group):
        if st.g_member[g, wk.group[a]] == MEMBER:
            wk.front[wk.group[a]] = side
            inside += 1
        else:
            outside += 1
    return inside, outside


@kernel
def strongest_attack(sc, th, st, wk, io, k, held):
    """Greatest willing chance of the posed fall of k, up to the first above the threshold; the last successful attacker is
    tried first. Nobody moves an election."""
    if wk.kind == ELECT:
        return willing(sc, th, st, wk, NOBODY, k)
    last, best = io.attacker[k], 0.0
    if last != NOBODY and last != k and in_group(sc, th, st, last):
        best = willing(sc, th, st, wk, last, k)
    for a in range(wk.n_group):
        s = wk.group[a]
        if held * best > th.vulnerable:
            break
        if s != k and s != last:
            p = willing(sc, th, st, wk, s, k)
            if p > best:
                best = p
                io.attacker[k] = s
    return best


@kernel
def willing_against(sc, th, st, wk, io, k):
    """Greatest willing chance against k by any route, up to the first above the threshold."""
    best = 0.0
    for route in range(ROUTES):
        held = take(sc, th, st, wk, route, k) if best <= th.vulnerable else 0.0
        if held > 0.0:
            best = max(best, held * strongest_attack(sc, th, st, wk, io, k, held))
    for a in range(wk.n_group):
        s = wk.group[a]
        if best <= th.vulnerable and s != k:
            best = max(best, dared(sc, th, st, wk, s, k))
    return best


@kernel
def greatest_contest(sc, th, st, wk, io):
    """Greatest willing chance over the group, up to the first above the threshold, beginning with whoever was last found vulnerable."""
    most, begin = 0.0, io.victim
    for n in range(sc.n_people):
        k = (begin + n) % sc.n_people
        if in_group(sc, th, st, k):
            most = max(most, willing_against(sc, th, st, wk, io, k))
            if most > th.vulnerable:
                io.victim = k
                break
    return most


@kernel
def capable_against(sc, th, st, wk, k, side, limit):
    """Greatest capable chance against k over all movers on this side (1 those asked about, 0 all others) and all routes; the search ends
    above ``limit``."""
    best, lone = 0.0, marked(sc, wk) == 1 and (wk.front[k] != 0 or side != 0)
    for a in range(wk.n_group):
        s = wk.group[a]
        if s != k and wk.front[s] == side:
            best = max(best, by_force(sc, th, st, wk, s, k))
    for route in range(ROUTES):
        held = take(sc, th, st, wk, route, k) if best <= limit else 0.0
        for a in range(wk.n_group):
            s = wk.group[a]
            if best < held and best <= limit and s != k and wk.front[s] == side:
                best = max(best, held * (unaided(sc, th, st, wk, route, s, k) if lone else capable(sc, th, st, wk, s, k)))
    return best


@kernel
def initiative(sc, th, st, wk, enough, floor):
    """u: the chance with which those who attack can bring down the others, the lower median of it, so that one who is out of reach does
    not hide a ruler. Against each the search ends above ``enough``, and altogether once the median must lie below ``floor``: then what
    has been found so far is an upper bound of it."""
    others, n, hopeless = 0, 0, 0
    for a in range(wk.n_group):
        others += 1 if wk.front[wk.group[a]] == 0 else 0
    middle = (others - 1) // 2
    for a in range(wk.n_group):
        k = wk.group[a]
        if wk.front[k] == 0 and hopeless <= middle:
            p = capable_against(sc, th, st, wk, k, ATTACK, enough)
            hopeless += 1 if p < floor else 0
            rank(wk, n, p)
            n += 1
    return wk.falls[middle] if others > 0 else 1.0


@kernel
def rank(wk, n, p):
    """Put p in its place among the n chances of ``wk.falls``, the least first."""
    k = n
    while k > 0 and p < wk.falls[k - 1]:
        wk.falls[k] = wk.falls[k - 1]
        k -= 1
    wk.falls[k] = p


@kernel
def exposure(sc, th, st, wk, side, limit):
    """The greatest chance with which the others bring down one of those who defend each other (side -1: vulnerability v), or one of
    their own against them (side 0: bypass b); the search ends above ``limit``."""
    most = 0.0
    for a in range(wk.n_group):
        k = wk.group[a]
        if wk.front[k] == side:
            most = max(most, capable_against(sc, th, st, wk, k, 0, limit))
            if most > limit:
                break
    return most
