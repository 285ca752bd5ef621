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
NEGLIGIBLE = 0.02
"""Below this chance the appeal is not computed."""


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
def rho_willing(sc, th, st, s, k):
    """Chance that s alone, everybody voting as he is inclined, has k out of the top body within the horizon."""
    b = judge(sc, st, sc.top)
    if not in_time(sc, st, b):
        return 0.0
    pose(sc, th, st, REMOVE, s, k, b, sc.top, 0.0, 0)
    p = access(sc, th, st, s, k, b) * chance(sc, th, st, 0.0)
    return p if p < NEGLIGIBLE else p * stands(sc, th, st, b, k)


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
def rho_capable(sc, th, st, s, k, opponent):
    """The same with comradeship laid aside and two co-sponsors; ``opponent`` (or NOBODY) votes against."""
    b = judge(sc, st, sc.top)
    if not in_time(sc, st, b):
        return 0.0
    norm = st.comradeship
    st.comradeship = 0.0
    if opponent != NOBODY:
        st.m_side[opponent] = -1
    pose(sc, th, st, REMOVE, s, k, b, sc.top, 0.0, 0)
    lean(sc, th, st)
    keeps = recruit(sc, st, s, k, opponent)
    conform(sc, th, st)
    heard = 1.0 if keeps else access(sc, th, st, s, k, b)
    p = heard * passing(sc, th, st, 0.0)
    for m in range(sc.n_people):
        st.m_side[m] = 0
    if p >= NEGLIGIBLE:
        p *= stands(sc, th, st, b, k)
    st.comradeship = norm
    return p


@kernel
def willing_against(sc, th, st, io, k):
    """Greatest willing chance against k, up to the first above the threshold; the last successful attacker is tried first."""
    last = io.attacker[k]
    best = 0.0
    if last != NOBODY and in_group(sc, st, last):
        best = rho_willing(sc, th, st, last, k)
    for s in range(sc.n_people):
        if best > VULNERABLE:
            break
        if s != k and s != last and in_group(sc, st, s):
            p = rho_willing(sc, th, st, s, k)
            if p > best:
                best = p
                io.attacker[k] = s
    return best


@kernel
def vulnerability(sc, th, st, i, enough):
    """v_i: greatest capable chance against i; the search stops above ``enough``."""
    best = 0.0
    for s in range(sc.n_people):
        if s != i and in_group(sc, st, s):
            best = max(best, rho_capable(sc, th, st, s, i, NOBODY))
            if best > enough:
                break
    return best


@kernel
def initiative(sc, th, st, i):
    """u_i: the least chance with which i, with co-sponsors, can remove whom he picks; the search stops below DOMINANT."""
    least = 1.0
    for k in range(sc.n_people):
        if k != i and in_group(sc, st, k):
            least = min(least, rho_capable(sc, th, st, i, k, NOBODY))
            if least < DOMINANT:
                break
    return least


@kernel
def bypass(sc, th, st, i):
    """b_i: the greatest chance with which somebody is removed against i's vote; the search stops above BYPASSED."""
    most = 0.0
    for k in range(sc.n_people):
        for s in range(sc.n_people):
            if k != i and s != i and s != k and in_group(sc, st, k) and in_group(sc, st, s):
                most = max(most, rho_capable(sc, th, st, s, k, i))
                if most > BYPASSED:
                    return most
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
def master(sc, th, st, io, n, open_to_attack):
    """The member, if any, who fulfils the conditions of one-man rule at this reading; ``open_to_attack`` marks members whom
    somebody is willing to remove (they are vulnerable without further reckoning)."""
    for i in range(sc.n_people):
        if in_group(sc, st, i) and open_to_attack[i] == 0:
            limit = LOST if io.sovereign == i else VULNERABLE
            v = vulnerability(sc, th, st, i, limit)
            if i == io.strongest[n]:
                io.vulnerability[n] = v
            if v <= limit:
                u = initiative(sc, th, st, i)
                b = bypass(sc, th, st, i) if u >= DOMINANT else -1.0
                if i == io.strongest[n]:
                    io.initiative[n], io.bypass[n] = u, b
                if u >= DOMINANT and b <= BYPASSED or io.sovereign == i:
                    return i
    return NOBODY


@kernel
def classify(sc, th, st, io, n):
    """Reading n: void, sole survivor, one-man rule, contested, locked; in this order of precedence."""
    io.strongest[n] = strongest(sc, st)
    io.vulnerability[n], io.initiative[n], io.bypass[n], io.contest[n], io.ruler[n] = -1.0, -1.0, -1.0, -1.0, NOBODY
    group, last = 0, NOBODY
    for i in range(sc.n_people):
        if in_group(sc, st, i):
            group += 1
            last = i
    if judge(sc, st, sc.top) == NOBODY or group == 0:
        io.rule[n] = VOID
        return
    if group == 1:
        io.rule[n] = SOLE_SURVIVOR
        io.ruler[n] = last
        return
    most = 0.0
    for k in range(sc.n_people):
        st.mind[k] = 0
        if in_group(sc, st, k):
            p = willing_against(sc, th, st, io, k)
            most = max(most, p)
            st.mind[k] = 1 if p > VULNERABLE else 0
    io.contest[n] = most
    i = master(sc, th, st, io, n, st.mind)
    io.streak = io.streak + 1 if i != NOBODY and i == io.candidate else (1 if i != NOBODY else 0)
    io.candidate = i
    io.sovereign = i if i != NOBODY and io.streak >= STREAK else NOBODY
    if io.sovereign != NOBODY:
        io.rule[n] = ONE_MAN
        io.ruler[n] = io.sovereign
    else:
        io.rule[n] = CONTESTED if most > VULNERABLE else LOCKED


@kernel
def removal_grid(sc, th, st, io, n):
    """Willing chance for every ordered pair of the group."""
    for k in range(sc.n_people):
        for s in range(sc.n_people):
            io.grid[n, s, k] = -1.0
            if s != k and in_group(sc, st, s) and in_group(sc, st, k):
                io.grid[n, s, k] = rho_willing(sc, th, st, s, k)
