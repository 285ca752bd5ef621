"""How a member of the top body can lose his seat within the horizon (half a year), and the chance of it (docs/odd.md, section 7).

Two routes: a motion of *removal* in the body that is competent for it, which a wider body may reverse; and *non-election*, when
the top body is re-elected and more than half do not want him back. Nobody has to move an election.
*Willing*: all terms of the vote, one mover. *Capable*: comradeship laid aside, two co-sponsors who vote against the man.
"""

from __future__ import annotations

from collegium.engine.agenda import keeper
from collegium.engine.headcount import chance, conform, passing
from collegium.engine.kernel import kernel
from collegium.engine.layout import ELECT, FULL, NOBODY, REMOVE, REVERSE
from collegium.engine.moves.remove_from_body import judge
from collegium.engine.utility import access
from collegium.engine.vote import CERTAIN, lean, pose, votes

ROUTES = 2
NON_ELECTION, REMOVAL = range(ROUTES)

UNKNOWN = -1.0


@kernel
def in_group(sc, th, st, i):
    """A living full member of the top body who has not been incapable for long, wherever he is."""
    lasting = st.incapable[i] > st.week and st.week - st.ill_since[i] > th.illness_grace
    return st.seat[sc.top, i] == FULL and st.alive[i] == 1 and st.member[i] == 1 and not lasting


@kernel
def in_time(sc, th, st, b):
    """Does body b meet within the horizon?"""
    return b != NOBODY and st.next_meeting[b] <= st.week + th.horizon * sc.per_year


@kernel
def election_due(sc, th, st):
    """Is the top body re-elected within the horizon? At the first meeting of its elector after the term, delays not counted."""
    b = sc.elector[sc.top]
    if b == NOBODY or sc.term[sc.top] == 0:
        return False
    due = st.last_elected[sc.top] + sc.term[sc.top]
    meeting = st.next_meeting[b]
    if meeting < due:
        meeting += (due - meeting + sc.cadence[b] - 1) // sc.cadence[b] * sc.cadence[b]
    return meeting <= st.week + th.horizon * sc.per_year


@kernel
def is_open(sc, th, st, route):
    return election_due(sc, th, st) if route == NON_ELECTION else in_time(sc, th, st, judge(sc, st, sc.top))


@kernel
def stands(sc, th, st, k):
    """Chance that k's removal is not reversed by a wider body within the horizon."""
    wider = sc.appeal[judge(sc, st, sc.top)]
    if not in_time(sc, th, st, wider):
        return 1.0
    pose(sc, th, st, REMOVE, k, k, wider, sc.top, 0.0, REVERSE)
    return 1.0 - chance(sc, th, st, 0.0)


@kernel
def forget(sc, st):
    """A new reading: what it takes for a removal to stand is reckoned once for each man."""
    for k in range(sc.n_people):
        st.held[k] = UNKNOWN


@kernel
def pose_fall(sc, th, st, route, k):
    """Pose the question on which k's seat hangs: his re-election, or his removal by nobody in particular."""
    if route == NON_ELECTION:
        pose(sc, th, st, ELECT, NOBODY, k, sc.elector[sc.top], sc.top, 0.0, 0)
    else:
        pose(sc, th, st, REMOVE, NOBODY, k, judge(sc, st, sc.top), sc.top, 0.0, 0)


@kernel
def take(sc, th, st, route, k):
    """Pose k's fall by this route. Returns the chance that the result stands, 0 if the route is closed."""
    if not is_open(sc, th, st, route):
        return 0.0
    if route == REMOVAL and st.held[k] == UNKNOWN:
        st.held[k] = stands(sc, th, st, k)
    pose_fall(sc, th, st, route, k)
    return st.held[k] if route == REMOVAL else 1.0


@kernel
def willing(sc, th, st, s, k):
    """Chance that the posed question costs k his seat, everybody voting as he is inclined and s moving what needs a mover."""
    if st.m_kind == ELECT:
        return 1.0 - chance(sc, th, st, 0.0)
    st.m_mover = s
    return access(sc, th, st, s, k, st.m_body) * chance(sc, th, st, 0.0)


@kernel
def recruit(sc, th, st, against, s, k):
    """Whoever stands with s is a co-sponsor; if they are fewer than two, those of the group who are most inclined to keep k are added.
    Their vote is then ``against`` him (1 a yes, -1 a no)."""
    sponsors = 0
    for m in range(sc.n_people):
        if m != s and st.m_side[m] == against:
            sponsors += 1
    while sponsors < 2:
        least, who = CERTAIN, NOBODY
        for m in range(sc.n_people):
            if m != s and m != k and in_group(sc, th, st, m) and st.m_side[m] == 0:
                inclination = against * st.eta[m] if votes(st, m) else 0.0
                if inclination < least:
                    least, who = inclination, m
        if who == NOBODY:
            break
        st.m_side[who] = against
        st.eta[who] = against * CERTAIN
        sponsors += 1


@kernel
def sponsored_access(sc, th, st, against, s, k):
    """Chance that the posed removal reaches the agenda: certain if a co-sponsor keeps it."""
    h = keeper(sc, st, st.m_body)
    return 1.0 if h != NOBODY and h != s and st.m_side[h] == against else access(sc, th, st, s, k, st.m_body)


@kernel
def capable(sc, th, st, s, k):
    """Chance that the posed question costs k his seat with comradeship laid aside, s and two co-sponsors against him. Whoever ``st.front``
    marks stands with s (1) or by k (-1). Sets ``st.unhindered``: the same with the agenda certain."""
    norm, against = st.comradeship, 1 if st.m_sense < 0.0 else -1
    st.comradeship = 0.0
    for m in range(sc.n_people):
        st.m_side[m] = against * st.front[m]
    st.m_side[s] = against
    if st.m_kind == REMOVE:
        st.m_mover = s
    lean(sc, th, st)
    recruit(sc, th, st, against, s, k)
    conform(sc, th, st)
    p = passing(sc, th, st, 0.0)
    st.unhindered = 1.0 - p if st.m_kind == ELECT else p
    p = st.unhindered if st.m_kind == ELECT else p * sponsored_access(sc, th, st, against, s, k)
    for m in range(sc.n_people):
        st.m_side[m] = 0
    st.comradeship = norm
    return p
