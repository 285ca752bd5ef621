"""Who rules: the definition of collective and one-man rule (docs/odd.md, section 7).

Computed, not sampled, and read by no rule of the engine. It rests on the chance that a mover with his sponsors has a
member out of the top body within half a year, by the likelier of the routes (routes.py).
"""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.layout import CONTESTED, ELECT, LOCKED, NOBODY, ONE_MAN, SOLE_SURVIVOR, VOID
from collegium.engine.routes import NON_ELECTION, REMOVAL, ROUTES, capable, forget, in_group, is_open, pose_fall, take, willing

@kernel
def strongest_attack(sc, th, st, io, k, held):
    """Greatest willing chance of the posed fall of k, up to the first that makes him vulnerable; the last successful attacker is
    tried first. Nobody moves an election."""
    if st.m_kind == ELECT:
        return willing(sc, th, st, NOBODY, k)
    last, best = io.attacker[k], 0.0
    if last != NOBODY and last != k and in_group(sc, st, last):
        best = willing(sc, th, st, last, k)
    for s in range(sc.n_people):
        if held * best > th.vulnerable:
            break
        if s != k and s != last and in_group(sc, st, s):
            p = willing(sc, th, st, s, k)
            if p > best:
                best = p
                io.attacker[k] = s
    return best


@kernel
def willing_against(sc, th, st, io, k):
    """Greatest willing chance against k by any route, up to the first above the threshold."""
    best = 0.0
    for route in range(ROUTES):
        held = take(sc, th, st, route, k) if best <= th.vulnerable else 0.0
        if held > 0.0:
            best = max(best, held * strongest_attack(sc, th, st, io, k, held))
    return best


@kernel
def capable_against(sc, th, st, k, opponent, enough):
    """Greatest capable chance against k over all movers but ``opponent`` and all routes; the search stops above ``enough``."""
    best = 0.0
    for route in range(ROUTES):
        held = take(sc, th, st, route, k) if best <= enough else 0.0
        for s in range(sc.n_people):
            if best < held and best <= enough and s != k and s != opponent and in_group(sc, st, s):
                best = max(best, held * capable(sc, th, st, s, k, opponent))
    return best


@kernel
def able(sc, th, st, i, k):
    """Greatest capable chance of i against k by any route; the search stops at the threshold."""
    best = 0.0
    for route in range(ROUTES):
        held = take(sc, th, st, route, k) if best < th.dominant else 0.0
        if held > best:
            best = max(best, held * capable(sc, th, st, i, k, NOBODY))
    return best


@kernel
def initiative(sc, th, st, i):
    """u_i: the least chance with which i, with co-sponsors, can remove whom he picks; the search stops below the threshold."""
    least = 1.0
    for k in range(sc.n_people):
        if k != i and in_group(sc, st, k):
            least = min(least, able(sc, th, st, i, k))
            if least < th.dominant:
                break
    return least


@kernel
def bypass(sc, th, st, i):
    """b_i: the greatest chance with which somebody is removed against i's vote; the search stops above the threshold."""
    most = 0.0
    for k in range(sc.n_people):
        if k != i and in_group(sc, st, k):
            most = max(most, capable_against(sc, th, st, k, i, th.bypassed))
            if most > th.bypassed:
                break
    return most


@kernel
def strongest(sc, st):
    """The person with the greatest share of power."""
    best, who = -1.0, NOBODY
    for i in range(sc.n_people):
        if st.share[i] > best:
            best, who = st.share[i], i
    return who


@kernel
def contenders(sc, th, st, io, k):
    """Mark in ``st.mind`` who may rule: the present ruler, k, and whoever could remove k with co-sponsors (appeals aside). One comrade whom
    he could not remove refutes one-man rule, so the strongest is asked about first."""
    for i in range(sc.n_people):
        st.mind[i] = 1 if in_group(sc, st, i) and (i == k or i == io.sovereign) else 0
    for route in range(ROUTES):
        if is_open(sc, th, st, route):
            pose_fall(sc, th, st, route, k)
            for i in range(sc.n_people):
                if st.mind[i] == 0 and in_group(sc, st, i) and capable(sc, th, st, i, k, NOBODY) >= th.dominant:
                    st.mind[i] = 1


@kernel
def master(sc, th, st, io, n, k):
    """The member, if any, who fulfils the conditions of one-man rule at this reading; k is the strongest of the group."""
    contenders(sc, th, st, io, k)
    for i in range(sc.n_people):
        if st.mind[i] == 1:
            u = initiative(sc, th, st, i)
            reigns = io.sovereign == i
            if u >= th.dominant or reigns:
                limit = th.lost if reigns else th.vulnerable
                v = capable_against(sc, th, st, i, NOBODY, limit)
                b = bypass(sc, th, st, i) if v <= limit and not reigns else -1.0
                if i == io.strongest[n]:
                    io.initiative[n], io.vulnerability[n], io.bypass[n] = u, v, b
                if v <= limit and b <= th.bypassed:
                    return i
            elif i == io.strongest[n]:
                io.initiative[n] = u
    return NOBODY


@kernel
def greatest_contest(sc, th, st, io):
    """Greatest willing chance over the group, up to the first above the threshold, beginning with whoever was last found vulnerable."""
    most, begin = 0.0, io.victim
    for n in range(sc.n_people):
        k = (begin + n) % sc.n_people
        if in_group(sc, st, k):
            most = max(most, willing_against(sc, th, st, io, k))
            if most > th.vulnerable:
                io.victim = k
                break
    return most


@kernel
def blank(sc, st, io, n):
    """Nothing is known yet at this reading."""
    forget(sc, st)
    io.vulnerability[n], io.initiative[n], io.bypass[n], io.contest[n], io.ruler[n] = -1.0, -1.0, -1.0, -1.0, NOBODY


@kernel
def settle(th, io, n, i, most):
    """One-man rule takes so many readings running by the same man."""
    io.streak = io.streak + 1 if i != NOBODY and i == io.candidate else (1 if i != NOBODY else 0)
    io.candidate = i
    io.sovereign = i if i != NOBODY and io.streak >= th.readings else NOBODY
    io.ruler[n] = io.sovereign
    if io.sovereign != NOBODY:
        io.rule[n] = ONE_MAN
    else:
        io.rule[n] = CONTESTED if most > th.vulnerable else LOCKED


@kernel
def classify(sc, th, st, io, n):
    """Reading n: void, sole survivor, one-man rule, contested, locked; in this order of precedence."""
    blank(sc, st, io, n)
    io.strongest[n] = strongest(sc, st)
    group, last, first = 0, NOBODY, NOBODY
    for i in range(sc.n_people):
        if in_group(sc, st, i):
            group += 1
            last = i
            if first == NOBODY or st.share[i] > st.share[first]:
                first = i
    if group == 0 or not (is_open(sc, th, st, NON_ELECTION) or is_open(sc, th, st, REMOVAL)):
        io.rule[n] = VOID  # no route within the horizon: the clock of one-man rule stops
    elif group == 1:
        io.rule[n] = SOLE_SURVIVOR
        io.ruler[n] = last
    else:
        io.contest[n] = greatest_contest(sc, th, st, io)
        settle(th, io, n, master(sc, th, st, io, n, first), io.contest[n])


@kernel
def removal_grid(sc, th, st, io, n):
    """Willing chance, by the likelier route, for every ordered pair of the group; -1 where there is none."""
    forget(sc, st)
    for k in range(sc.n_people):
        for s in range(sc.n_people):
            io.grid[n, s, k] = 0.0 if s != k and in_group(sc, st, s) and in_group(sc, st, k) else -1.0
    for k in range(sc.n_people):
        for route in range(ROUTES):
            held = take(sc, th, st, route, k) if in_group(sc, st, k) else 0.0
            for s in range(sc.n_people):
                if held > 0.0 and io.grid[n, s, k] >= 0.0:
                    io.grid[n, s, k] = max(io.grid[n, s, k], held * willing(sc, th, st, s, k))
