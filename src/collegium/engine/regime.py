"""Who rules: the definition of collective and one-man rule (docs/odd.md, section 7).

Computed, not sampled, and read by no rule of the engine. ``rho`` is the chance that a mover with his sponsors has a
member out of the top body within half a year: the item reaches an agenda, passes, is not reversed on appeal.
*Willing*: all terms of the vote, one mover. *Capable*: comradeship laid aside, two co-sponsors who vote for it.
"""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.layout import CONTESTED, FULL, LOCKED, NOBODY, ONE_MAN, REMOVE, SOLE_SURVIVOR, VOID
from collegium.engine.moves.appeal import REVERSE
from collegium.engine.moves.remove_from_body import judge
from collegium.engine.reckoning import access
from collegium.engine.vote import CERTAIN, chance, conform, lean, passing, pose, votes

VULNERABLE = 0.05
"""A chance of removal above this makes a member vulnerable."""
DOMINANT = 0.5
"""Initiative of one-man rule: whoever he picks, he can remove with at least this chance."""
BYPASSED = 0.2
"""One-man rule: against his opposition nobody else removes anybody with more than this chance."""
LOST = 0.1
"""Vulnerability above which one-man rule ends."""
STREAK = 3
"""Quarterly readings running that make one-man rule."""
HORIZON = 0.5
"""Years within which a removal must come about."""
ABSENT = 4
"""Steps of incapacity that still count as being there."""


@kernel
def in_group(sc, st, i):
    """A living full member of the top body who has not been incapable for long, wherever he is."""
    lasting = st.incapable[i] > st.week and st.week - st.ill_since[i] > ABSENT
    return st.seat[sc.top, i] == FULL and st.alive[i] == 1 and st.member[i] == 1 and not lasting


@kernel
def in_time(sc, st, b):
    """Does body b meet within the horizon?"""
    return b != NOBODY and st.next_meeting[b] <= st.week + HORIZON * sc.per_year


@kernel
def stands(sc, th, st, b, k):
    """Chance that k's removal by b is not reversed by a wider body within the horizon."""
    wider = sc.appeal[b]
    if not in_time(sc, st, wider):
        return 1.0
    pose(sc, th, st, REMOVE, k, k, wider, sc.top, 0.0, REVERSE)
    return 1.0 - chance(sc, th, st, 0.0)


@kernel
def move_against(sc, th, st, k):
    """Pose k's removal from the top body, by nobody in particular; False if no body can decide it within the horizon."""
    b = judge(sc, st, sc.top)
    if not in_time(sc, st, b):
        return False
    pose(sc, th, st, REMOVE, NOBODY, k, b, sc.top, 0.0, 0)
    return True


@kernel
def carries(sc, th, st, s, k):
    """The posed motion against k, moved by s, everybody voting as he is inclined: chance that it is heard and passes."""
    st.m_mover = s
    return access(sc, th, st, s, k, st.m_body) * chance(sc, th, st, 0.0)


@kernel
def recruit(sc, st, s, k, spared):
    """Make co-sponsors of the two members whose own inclination is most against the motion (not ``spared``)."""
    keeps = False
    for _ in range(2):
        least, who = CERTAIN, NOBODY
        for m in range(sc.n_people):
            if m != s and m != k and m != spared and in_group(sc, st, m) and st.m_side[m] == 0:
                inclination = st.eta[m] if votes(st, m) else 0.0
                if inclination < least:
                    least, who = inclination, m
        if who != NOBODY:
            st.m_side[who] = 1
            st.eta[who] = CERTAIN
            o = sc.agenda[st.m_body]
            keeps = keeps or (o != NOBODY and st.holder[o] == who)
    return keeps


@kernel
def capable(sc, th, st, s, k, opponent):
    """The posed motion against k with comradeship laid aside, moved by s with two co-sponsors; ``opponent`` (or NOBODY)
    votes against. Chance that it is heard and passes."""
    norm = st.comradeship
    st.comradeship = 0.0
    if opponent != NOBODY:
        st.m_side[opponent] = -1
    st.m_mover = s
    lean(sc, th, st)
    keeps = recruit(sc, st, s, k, opponent)
    conform(sc, th, st)
    heard = 1.0 if keeps else access(sc, th, st, s, k, st.m_body)
    p = heard * passing(sc, th, st, 0.0)
    for m in range(sc.n_people):
        st.m_side[m] = 0
    st.comradeship = norm
    return p


@kernel
def willing_against(sc, th, st, io, k):
    """Greatest willing chance against k, up to the first above the threshold; the last successful attacker is tried first."""
    held = stands(sc, th, st, judge(sc, st, sc.top), k)
    if not move_against(sc, th, st, k):
        return 0.0
    last, best = io.attacker[k], 0.0
    if last != NOBODY and last != k and in_group(sc, st, last):
        best = carries(sc, th, st, last, k) * held
    for s in range(sc.n_people):
        if best > VULNERABLE:
            break
        if s != k and s != last and in_group(sc, st, s):
            p = carries(sc, th, st, s, k) * held
            if p > best:
                best = p
                io.attacker[k] = s
    return best


@kernel
def capable_against(sc, th, st, k, opponent, enough):
    """Greatest capable chance against k over all movers but ``opponent``; the search stops above ``enough``."""
    held = stands(sc, th, st, judge(sc, st, sc.top), k)
    best = 0.0
    if move_against(sc, th, st, k):
        for s in range(sc.n_people):
            if s != k and s != opponent and in_group(sc, st, s):
                best = max(best, held * capable(sc, th, st, s, k, opponent))
                if best > enough:
                    break
    return best


@kernel
def initiative(sc, th, st, i):
    """u_i: the least chance with which i, with co-sponsors, can remove whom he picks; the search stops below DOMINANT."""
    least = 1.0
    for k in range(sc.n_people):
        if k != i and in_group(sc, st, k):
            held = stands(sc, th, st, judge(sc, st, sc.top), k)
            p = held * capable(sc, th, st, i, k, NOBODY) if move_against(sc, th, st, k) else 0.0
            least = min(least, p)
            if least < DOMINANT:
                break
    return least


@kernel
def bypass(sc, th, st, i):
    """b_i: the greatest chance with which somebody is removed against i's vote; the search stops above BYPASSED."""
    most = 0.0
    for k in range(sc.n_people):
        if k != i and in_group(sc, st, k):
            most = max(most, capable_against(sc, th, st, k, i, BYPASSED))
            if most > BYPASSED:
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
def contender(sc, th, st, io, i, k):
    """Could i, with co-sponsors, remove k? One comrade whom he could not remove refutes one-man rule, so this is asked first."""
    return io.sovereign == i or i == k or capable(sc, th, st, i, k, NOBODY) >= DOMINANT


@kernel
def master(sc, th, st, io, n, k):
    """The member, if any, who fulfils the conditions of one-man rule at this reading; k is the strongest of the group."""
    possible = False
    if not move_against(sc, th, st, k):
        return NOBODY
    for i in range(sc.n_people):
        st.mind[i] = 0
        if in_group(sc, st, i) and contender(sc, th, st, io, i, k):
            st.mind[i] = 1
            possible = True
    if not possible:
        return NOBODY
    for i in range(sc.n_people):
        if st.mind[i] == 1:
            u = initiative(sc, th, st, i)
            reigns = io.sovereign == i
            if u >= DOMINANT or reigns:
                limit = LOST if reigns else VULNERABLE
                v = capable_against(sc, th, st, i, NOBODY, limit)
                b = bypass(sc, th, st, i) if v <= limit and not reigns else -1.0
                if i == io.strongest[n]:
                    io.initiative[n], io.vulnerability[n], io.bypass[n] = u, v, b
                if v <= limit and b <= BYPASSED:
                    return i
            elif i == io.strongest[n]:
                io.initiative[n] = u
    return NOBODY


@kernel
def greatest_contest(sc, th, st, io):
    """Greatest willing chance over the group, up to the first above the threshold."""
    most = 0.0
    for k in range(sc.n_people):
        if in_group(sc, st, k):
            most = max(most, willing_against(sc, th, st, io, k))
            if most > VULNERABLE:
                break
    return most


@kernel
def blank(io, n):
    io.vulnerability[n], io.initiative[n], io.bypass[n], io.contest[n], io.ruler[n] = -1.0, -1.0, -1.0, -1.0, NOBODY


@kernel
def settle(io, n, i, most):
    """One-man rule takes three readings running by the same man."""
    io.streak = io.streak + 1 if i != NOBODY and i == io.candidate else (1 if i != NOBODY else 0)
    io.candidate = i
    io.sovereign = i if i != NOBODY and io.streak >= STREAK else NOBODY
    io.ruler[n] = io.sovereign
    if io.sovereign != NOBODY:
        io.rule[n] = ONE_MAN
    else:
        io.rule[n] = CONTESTED if most > VULNERABLE else LOCKED


@kernel
def classify(sc, th, st, io, n):
    """Reading n: void, sole survivor, one-man rule, contested, locked; in this order of precedence."""
    blank(io, n)
    io.strongest[n] = strongest(sc, st)
    group, last, first = 0, NOBODY, NOBODY
    for i in range(sc.n_people):
        if in_group(sc, st, i):
            group += 1
            last = i
            if first == NOBODY or st.share[i] > st.share[first]:
                first = i
    if group == 0 or not in_time(sc, st, judge(sc, st, sc.top)):
        io.rule[n] = VOID  # no route within the horizon: the clock of one-man rule stops
    elif group == 1:
        io.rule[n] = SOLE_SURVIVOR
        io.ruler[n] = last
    else:
        io.contest[n] = greatest_contest(sc, th, st, io)
        settle(io, n, master(sc, th, st, io, n, first), io.contest[n])


@kernel
def removal_grid(sc, th, st, io, n):
    """Willing chance for every ordered pair of the group; -1 where there is none."""
    for k in range(sc.n_people):
        for s in range(sc.n_people):
            io.grid[n, s, k] = -1.0
    for k in range(sc.n_people):
        if in_group(sc, st, k):
            held = stands(sc, th, st, judge(sc, st, sc.top), k) if judge(sc, st, sc.top) != NOBODY else 1.0
            open_to_it = move_against(sc, th, st, k)
            for s in range(sc.n_people):
                if s != k and in_group(sc, st, s):
                    io.grid[n, s, k] = carries(sc, th, st, s, k) * held if open_to_it else 0.0
