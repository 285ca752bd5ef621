"""How a member of the top body can lose the seat within the horizon (half a year), and the chance of it (docs/odd.md, section 7).

Three routes. Two are votes: a motion of *removal* in the body that is competent for it, which a wider body may reverse; and
*non-election*, when the top body is re-elected and more than half vote against the member. Nobody has to move an election. The third is
*force*: armed men seize the member, and nobody votes on it.
*Willing*: all terms of the vote, one mover, who must want it. *Capable*: without comradeship and deference, two co-sponsors who vote
against the member.
"""

from __future__ import annotations

from collegium.engine.agenda import judge, keeper
from collegium.engine.arms import arms, at_orders, odds, outcome
from collegium.engine.headcount import chance, passing
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NOBODY
from collegium.engine.motion import election, fresh, motion
from collegium.engine.moves import coup
from collegium.engine.power import active
from collegium.engine.sides import take_sides
from collegium.engine.utility import access, own_man
from collegium.engine.vote import CERTAIN, call_roll, lean, name, pose, prepare, votes
from collegium.scenario.kinds import ELECT, REMOVE, REVERSE

ROUTES = 2
"""Those by a vote."""
NON_ELECTION, REMOVAL = range(ROUTES)

UNKNOWN = -1.0
DUE, GREED, FILE, FELT = range(4)
"""Where what does not depend on the mover of a fall is put aside."""


@kernel
def in_group(sc, th, st, i):
    """A living full member of the top body who has not been incapable for long, present or away."""
    if st.seat[st.top, i] != FULL or st.alive[i] == 0 or st.member[i] == 0:
        return False
    return not (st.incapable[i] > st.week and st.week - st.ill_since[i] > th.illness_grace)


@kernel
def in_time(sc, th, st, b):
    """Does body b meet within the horizon, on its date or because it is called together?"""
    return b != NOBODY and (sc.extraordinary[b] > 0.0 or st.next_meeting[b] <= st.week + th.horizon * sc.per_year)


@kernel
def election_due(sc, th, st):
    """Is the top body re-elected within the horizon? At the first meeting of its elector after the term, delays not counted."""
    b = sc.elector[st.top]
    if b == NOBODY or sc.term[st.top] == 0:
        return False
    due = st.last_elected[st.top] + sc.term[st.top]
    meeting = st.next_meeting[b]
    if meeting < due:
        meeting += (due - meeting + sc.cadence[b] - 1) // sc.cadence[b] * sc.cadence[b]
    return meeting <= st.week + th.horizon * sc.per_year


@kernel
def is_open(sc, th, st, route):
    return election_due(sc, th, st) if route == NON_ELECTION else in_time(sc, th, st, judge(sc, st.top))


@kernel
def stands(sc, th, st, wk, k):
    """Chance that k's removal is not reversed by a wider body within the horizon."""
    wider = sc.appeal[judge(sc, st.top)]
    if not in_time(sc, th, st, wider):
        return 1.0
    pose(sc, th, st, wk, motion(REMOVE, k, k, wider, st.top, 0.0, REVERSE))
    return 1.0 - chance(sc, th, st, wk, 0.0)


@kernel
def forget(sc, th, st, wk):
    """A new reading: the group is listed. The chance that a removal is upheld, and what does not depend on the mover of a fall, are
    calculated once for each member, and what one can do alone once for each pair."""
    wk.n_group = 0
    for k in range(sc.n_people):
        if in_group(sc, th, st, k):
            wk.group[wk.n_group] = k
            wk.n_group += 1
    for a in range(wk.n_group):
        k = wk.group[a]
        wk.upheld[k] = UNKNOWN
        for route in range(ROUTES):
            wk.weighed[route, k] = 0
            for b in range(wk.n_group):
                wk.unaided[route, wk.group[b], k] = UNKNOWN


@kernel
def fall(sc, st, route, k):
    """The question that decides on k's seat: re-election, or removal without a mover."""
    if route == NON_ELECTION:
        return election(k, sc.elector[st.top], st.top, False)
    return fresh(REMOVE, NOBODY, k, judge(sc, st.top), st.top)


@kernel
def keep(sc, wk, route, k):
    """Put aside the stakes and readings of k's fall."""
    wk.weighed[route, k], wk.kept_gainers[route, k] = 1, wk.n_gainers
    for i in range(sc.n_people):
        wk.kept[route, k, DUE, i], wk.kept[route, k, GREED, i], wk.kept[route, k, FILE, i] = wk.due[i], wk.greed[i], wk.file[i]
    for c in range(sc.n_cons):
        wk.kept_bloc[route, k, DUE, c], wk.kept_bloc[route, k, GREED, c] = wk.bloc_due[c], wk.bloc_greed[c]
        wk.kept_bloc[route, k, FILE, c], wk.kept_bloc[route, k, FELT, c] = wk.bloc_file[c], wk.felt[c]


@kernel
def take_up(sc, wk, route, k):
    """Take up what :func:`keep` has put aside."""
    wk.n_gainers, wk.ready = wk.kept_gainers[route, k], 1
    for i in range(sc.n_people):
        wk.due[i], wk.greed[i], wk.file[i] = wk.kept[route, k, DUE, i], wk.kept[route, k, GREED, i], wk.kept[route, k, FILE, i]
    for c in range(sc.n_cons):
        wk.bloc_due[c], wk.bloc_greed[c] = wk.kept_bloc[route, k, DUE, c], wk.kept_bloc[route, k, GREED, c]
        wk.bloc_file[c], wk.felt[c] = wk.kept_bloc[route, k, FILE, c], wk.kept_bloc[route, k, FELT, c]


@kernel
def pose_fall(sc, th, st, wk, route, k):
    """Pose the question that decides on k's seat; it is weighed once a reading."""
    if wk.weighed[route, k] == 1:
        name(wk, fall(sc, st, route, k))
        call_roll(sc, st, wk)
        take_up(sc, wk, route, k)
    else:
        pose(sc, th, st, wk, fall(sc, st, route, k))
        prepare(sc, th, st, wk)
        keep(sc, wk, route, k)


@kernel
def take(sc, th, st, wk, route, k):
    """Pose k's fall by this route. Returns the chance that the result is upheld, 0 if the route is closed."""
    if not is_open(sc, th, st, route):
        return 0.0
    if route == REMOVAL and wk.upheld[k] == UNKNOWN:
        wk.upheld[k] = stands(sc, th, st, wk, k)
    pose_fall(sc, th, st, wk, route, k)
    return wk.upheld[k] if route == REMOVAL else 1.0


@kernel
def willing(sc, th, st, wk, s, k):
    """Chance that the posed question costs k the seat, everybody voting as inclined and s moving what needs a mover."""
    if wk.kind == ELECT:
        return 1.0 - chance(sc, th, st, wk, 0.0)
    wk.mover = s
    return access(sc, th, st, s, k, wk.body) * chance(sc, th, st, wk, 0.0)


@kernel
def recruit(st, wk, against, s, k):
    """Whoever is on the side of s is a co-sponsor; if they are fewer than two, those of the group most inclined to keep k are added.
    Their vote is then ``against`` k (1 a yes, -1 a no)."""
    sponsors = 0
    for a in range(wk.n_group):
        m = wk.group[a]
        if m != s and wk.side[m] == against:
            sponsors += 1
    while sponsors < 2:
        least, who = CERTAIN, NOBODY
        for a in range(wk.n_group):
            m = wk.group[a]
            if m != s and m != k and wk.side[m] == 0:
                inclination = against * wk.eta[m] if votes(st, wk, m) else 0.0
                if inclination < least:
                    least, who = inclination, m
        if who == NOBODY:
            break
        wk.side[who] = against
        wk.eta[who] = against * CERTAIN
        sponsors += 1


@kernel
def sponsored_access(sc, th, st, wk, against, s, k):
    """Chance that the posed removal reaches the agenda: certain if a co-sponsor keeps it."""
    h = keeper(sc, st, wk.body)
    return 1.0 if h != NOBODY and h != s and wk.side[h] == against else access(sc, th, st, s, k, wk.body)


@kernel
def capable(sc, th, st, wk, s, k):
    """Chance that the posed question costs k the seat without comradeship and deference, s and two co-sponsors against k. Whoever
    ``wk.front`` marks is on the side of s (1) or k (-1). Sets ``wk.unhindered``: the same with the agenda certain."""
    against = 1 if wk.sense < 0.0 else -1
    for m in range(sc.n_people):
        wk.side[m] = against * wk.front[m]
    wk.side[s] = against
    if wk.kind == REMOVE:
        wk.mover = s
    lean(sc, th, st, wk, 1)
    recruit(st, wk, against, s, k)
    take_sides(sc, th, st, wk)
    p = passing(sc, th, st, wk, 0.0)
    wk.unhindered = 1.0 - p if wk.kind == ELECT else p
    p = wk.unhindered if wk.kind == ELECT else p * sponsored_access(sc, th, st, wk, against, s, k)
    for m in range(sc.n_people):
        wk.side[m] = 0
    return p


@kernel
def unaided(sc, th, st, wk, route, s, k):
    """The same where ``wk.front`` marks nobody but s or k, whose sides are settled anyway."""
    if wk.unaided[route, s, k] == UNKNOWN:
        wk.unaided[route, s, k] = capable(sc, th, st, wk, s, k)
    return wk.unaided[route, s, k]


@kernel
def by_force(sc, th, st, wk, s, k):
    """Chance that s has k arrested. Those who defend each other (``wk.front`` -1) turn their arms on s, and none of their clients strikes
    against them."""
    if coup.may(sc, th, st, s, k) == NOBODY:
        return 0.0
    for d in range(sc.n_people):
        if wk.front[d] < 0 and d != s and own_man(th, st, d, s):
            return 0.0
    return outcome(st, arms(sc, th, st, s, k), defence(sc, th, st, wk, s, k))


@kernel
def defence(sc, th, st, wk, s, k):
    """Armed men, security among them, who defend k against s: at the orders of k, or of whoever defends k."""
    total = 0.0
    for o in range(sc.n_offices):
        h, men = st.holder[o], max(sc.force[o], sc.security[o])
        if men > 0.0 and h != NOBODY and h != s and active(st, h):
            defends = at_orders(th, st, h, k, s)
            for d in range(sc.n_people):
                defends = defends or (wk.front[d] < 0 and d != s and at_orders(th, st, h, d, s))
            total += men if defends else 0.0
    return total


@kernel
def dared(sc, th, st, wk, s, k):
    """The chance that s has k arrested as things are, if s wants it, else 0."""
    p = odds(sc, th, st, s, k) if coup.may(sc, th, st, s, k) != NOBODY else 0.0
    return p if p > 0.0 and coup.worth(sc, th, st, wk, s, k, k, 0.0) > th.effort else 0.0
