"""Who rules: the definition of collective, bloc and one-man rule (docs/odd.md, section 7).

Computed, not sampled, and read by no rule of the engine. It rests on the chance that a mover with sponsors has a
member out of the top body within half a year, by the likelier of the routes (routes.py, exposure.py).
"""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.layout import GIVEN, LOOSE, NOBODY, STRICT, WAYS, G
from collegium.engine.regime.exposure import ATTACK, DEFEND, alone, close_ranks, disband, exposure, greatest_contest, initiative
from collegium.engine.regime.routes import NON_ELECTION, REMOVAL, ROUTES, by_force, capable, dared, forget, in_group, is_open, take, willing
from collegium.scenario.kinds import BLOC, CONTESTED, LOCKED, ONE_MAN, SOLE_SURVIVOR, VOID

SHARED = -2
"""Two or more fulfil the conditions of sole rule, so that nobody rules alone."""

APART = 2.0
"""By what the strict and the loose thresholds differ from those given: every run reports all three, so that it is no assumption."""


@kernel
def borne(limit, a):
    """How much of an exposure is borne under thresholds ``a``: half, as given, twice."""
    return min(1.0, limit / APART if a == STRICT else limit * APART if a == LOOSE else limit)


@kernel
def demanded(limit, a):
    """What initiative is demanded: half-way to certainty, as given, half."""
    return (1.0 + limit) / APART if a == STRICT else limit / APART if a == LOOSE else limit


@kernel
def holds(th, a, ruling, u, v, b):
    """Are the conditions of sole rule fulfilled? A ruler keeps it until too vulnerable."""
    if ruling:
        return v <= borne(th.lost, a)
    return u >= demanded(th.dominant, a) and v <= borne(th.vulnerable, a) and b <= borne(th.bypassed, a)


@kernel
def strongest(sc, st):
    """The person with the greatest share of power."""
    best, who = -1.0, NOBODY
    for i in range(sc.n_people):
        if st.share[i] > best:
            best, who = st.share[i], i
    return who


@kernel
def rules_alone(io, i):
    """Does i rule alone by any of the thresholds?"""
    return io.sovereign[STRICT] == i or io.sovereign[GIVEN] == i or io.sovereign[LOOSE] == i


@kernel
def examine(sc, th, st, wk, io, n, i, rulers):
    """Vulnerability, initiative and bypass of i, in this order and as far as they decide anything; i is noted under every set
    of thresholds that i fulfils."""
    ruling = rules_alone(io, i)
    limit = borne(max(th.lost, th.vulnerable) if ruling else th.vulnerable, LOOSE)
    alone(sc, wk, i, DEFEND)
    v, u, b = exposure(sc, th, st, wk, DEFEND, limit), -1.0, -1.0
    if v <= limit:
        alone(sc, wk, i, ATTACK)
        u = initiative(sc, th, st, wk, demanded(th.dominant, STRICT), demanded(th.dominant, LOOSE))
        alone(sc, wk, i, DEFEND)
        b = exposure(sc, th, st, wk, 0, borne(th.bypassed, LOOSE))
        for a in range(WAYS):
            if holds(th, a, io.sovereign[a] == i, u, v, b):
                rulers[a] = i if rulers[a] == NOBODY else SHARED
    if i == io.strongest[n]:
        io.initiative[n], io.vulnerability[n], io.bypass[n] = u, v, b


@kernel
def extend_streak(th, io, a, i):
    """One-man rule takes so many readings in a row by the same person."""
    io.streak[a] = io.streak[a] + 1 if i != NOBODY and i == io.candidate[a] else (1 if i != NOBODY else 0)
    io.candidate[a] = i
    io.sovereign[a] = i if i != NOBODY and io.streak[a] >= th.readings else NOBODY


@kernel
def one_man(sc, th, st, wk, io, n):
    """Who fulfils the conditions of one-man rule at this reading, under each set of thresholds."""
    rulers = wk.rulers
    for a in range(WAYS):
        rulers[a] = NOBODY
    for a in range(wk.n_group):
        examine(sc, th, st, wk, io, n, wk.group[a], rulers)
    for a in range(WAYS):
        extend_streak(th, io, a, rulers[a] if rulers[a] != SHARED else NOBODY)
    io.ruler[n], io.ruler_strict[n], io.ruler_loose[n] = io.sovereign[GIVEN], io.sovereign[STRICT], io.sovereign[LOOSE]


@kernel
def name_of(st, g):
    """What distinguishes caucus g from earlier ones in its place."""
    return st.g_since[g] * G + g


@kernel
def rules_together(sc, th, st, wk, g, ruling):
    """Does caucus g fulfil the conditions of bloc rule at this reading?"""
    inside, outside = close_ranks(sc, th, st, wk, g, DEFEND)
    if inside < 2 or outside == 0:
        return False
    v = exposure(sc, th, st, wk, DEFEND, th.lost if ruling else th.vulnerable)
    if ruling or v > th.vulnerable:
        return holds(th, GIVEN, ruling, 0.0, v, 1.0)
    b = exposure(sc, th, st, wk, 0, th.bypassed)
    close_ranks(sc, th, st, wk, g, ATTACK)
    return holds(th, GIVEN, False, initiative(sc, th, st, wk, th.dominant, th.dominant), v, b)


@kernel
def bloc(sc, th, st, wk, io):
    """The caucus that rules as a bloc by this reading and those before it, or NOBODY."""
    found, name = NOBODY, NOBODY
    for g in range(G):
        if found == NOBODY and st.g_on[g] == 1 and rules_together(sc, th, st, wk, g, io.bloc_sovereign == name_of(st, g)):
            found, name = g, name_of(st, g)
    io.bloc_streak = io.bloc_streak + 1 if found != NOBODY and name == io.bloc_candidate else (1 if found != NOBODY else 0)
    io.bloc_candidate = name
    io.bloc_sovereign = name if found != NOBODY and io.bloc_streak >= th.readings else NOBODY
    return found if io.bloc_sovereign != NOBODY else NOBODY


@kernel
def head_of(sc, th, st, wk, g):
    """The strongest member of caucus g in the group."""
    best, who = -1.0, NOBODY
    close_ranks(sc, th, st, wk, g, ATTACK)
    for m in range(sc.n_people):
        if wk.front[m] == ATTACK and st.share[m] > best:
            best, who = st.share[m], m
    return who


@kernel
def blank(sc, th, st, wk, io, n):
    """Nothing is known yet at this reading."""
    forget(sc, th, st, wk)
    io.vulnerability[n], io.initiative[n], io.bypass[n], io.contest[n] = -1.0, -1.0, -1.0, -1.0
    io.ruler[n], io.ruler_strict[n], io.ruler_loose[n] = NOBODY, NOBODY, NOBODY


@kernel
def judge_group(sc, th, st, wk, io, n):
    """One-man rule, bloc rule, contested or locked, in this order of precedence."""
    io.contest[n] = greatest_contest(sc, th, st, wk, io)
    one_man(sc, th, st, wk, io, n)
    g = bloc(sc, th, st, wk, io)
    if io.ruler[n] != NOBODY:
        io.rule[n] = ONE_MAN
    elif g != NOBODY:
        io.rule[n] = BLOC
        io.ruler[n] = head_of(sc, th, st, wk, g)
    else:
        io.rule[n] = CONTESTED if io.contest[n] > th.vulnerable else LOCKED


@kernel
def classify(sc, th, st, wk, io, n):
    """Reading n: void and sole survivor come before all others."""
    blank(sc, th, st, wk, io, n)
    io.strongest[n] = strongest(sc, st)
    if wk.n_group == 0 or not (is_open(sc, th, st, NON_ELECTION) or is_open(sc, th, st, REMOVAL)):
        io.rule[n] = VOID  # no route within the horizon: the clock of sole rule stops
    elif wk.n_group == 1:
        last, io.rule[n] = wk.group[0], SOLE_SURVIVOR
        io.ruler[n], io.ruler_strict[n], io.ruler_loose[n] = last, last, last
    else:
        judge_group(sc, th, st, wk, io, n)


@kernel
def removal_grid(sc, th, st, wk, io, n):
    """Willing chance, by the likelier route, for every ordered pair of the group; -1 where there is none."""
    forget(sc, th, st, wk)
    for k in range(sc.n_people):
        for s in range(sc.n_people):
            pair = s != k and in_group(sc, th, st, s) and in_group(sc, th, st, k)
            io.grid[n, s, k] = dared(sc, th, st, wk, s, k) if pair else -1.0
    for k in range(sc.n_people):
        for route in range(ROUTES):
            held = take(sc, th, st, wk, route, k) if in_group(sc, th, st, k) else 0.0
            p = willing(sc, th, st, wk, NOBODY, k) if held > 0.0 and route == NON_ELECTION else 0.0
            for s in range(sc.n_people):
                if held > 0.0 and io.grid[n, s, k] >= 0.0:
                    if route == REMOVAL:
                        p = willing(sc, th, st, wk, s, k)
                    io.grid[n, s, k] = max(io.grid[n, s, k], held * p)


@kernel
def capability_grid(sc, th, st, wk, io, n):
    """Capable chance for the pairs of grid ``n``, and the same with the agenda certain: what votes alone would allow."""
    disband(sc, wk)
    for k in range(sc.n_people):
        for s in range(sc.n_people):
            io.capable[s, k] = by_force(sc, th, st, wk, s, k) if io.grid[n, s, k] >= 0.0 else -1.0
            io.by_votes[s, k] = io.capable[s, k]
    for k in range(sc.n_people):
        for route in range(ROUTES):
            held = take(sc, th, st, wk, route, k) if in_group(sc, th, st, k) else 0.0
            for s in range(sc.n_people):
                if held > 0.0 and io.grid[n, s, k] >= 0.0:
                    io.capable[s, k] = max(io.capable[s, k], held * capable(sc, th, st, wk, s, k))
                    io.by_votes[s, k] = max(io.by_votes[s, k], held * wk.unhindered)
