"""The vote: the terms of every vote on a motion (docs/odd.md, sections 4.1 to 4.4).

``pose`` names the motion; ``lean`` fills ``st.eta`` (named members) and ``st.bloc_eta`` (blocs of unnamed
seats) with the sum of the terms, without conformity and the shared shock.
"""

from __future__ import annotations

import math

from collegium.engine.geometry import DOUBLE, SPAN
from collegium.engine.kernel import kernel
from collegium.engine.layout import (
    APPOINT,
    DISCLOSE,
    ELECT,
    EXPEL,
    FULL,
    INQUIRE,
    ISOLATE,
    MEMBER,
    NOBODY,
    POLICY,
    RECALL,
    REMOVE,
    RESIGNATION,
    REVERSE,
    RUNG,
    SEND_AWAY,
    STRIP,
    SUPPRESS,
    T_BIAS,
    T_COMRADESHIP,
    T_DEFERENCE,
    T_DISCIPLINE,
    T_DOCUMENT,
    T_POLICY,
    T_STAKE,
    T_TIE,
    T_WHIP,
    G,
)
from collegium.engine.power import active, lottery, own_stake

CERTAIN = 30.0
"""Log-odds of a mover for, and of a target against, a motion."""


@kernel
def logistic(x):
    return 1.0 / (1.0 + math.exp(-x))


@kernel
def clip(x, low, high):
    return min(high, max(low, x))


@kernel
def sense_of(kind, appeal):
    """+1 if the motion favours its target, -1 if it hurts him, 0 if it concerns nobody."""
    if (
        kind == STRIP
        or kind == REMOVE
        or kind == EXPEL
        or kind == SEND_AWAY
        or kind == RESIGNATION
        or kind == DISCLOSE
        or kind == INQUIRE
        or kind == ISOLATE
    ):
        return 1.0 if appeal == REVERSE else -1.0
    if kind == APPOINT or kind == SUPPRESS or kind == RECALL or kind == ELECT:
        return 1.0
    return 0.0


@kernel
def votes(st, m):
    """Has m a vote on the posed motion? The man whose resignation is at issue does not vote on it."""
    return st.seat[st.m_body, m] == FULL and st.alive[m] == 1 and st.member[m] == 1 and not (st.m_kind == RESIGNATION and m == st.m_target)


@kernel
def call_roll(sc, st):
    """List who has a vote, and the constituencies (benches) with unnamed seats."""
    st.n_voters, st.n_benches, st.bloc_seats = 0, 0, 0
    for m in range(sc.n_people):
        if votes(st, m):
            st.voter[st.n_voters] = m
            st.n_voters += 1
    for c in range(sc.n_cons):
        if st.bloc[st.m_body, c] > 0:
            st.bench[st.n_benches] = c
            st.n_benches += 1
            st.bloc_seats += st.bloc[st.m_body, c]


@kernel
def pose(sc, th, st, kind, mover, target, body, arg, value, appeal):
    """Make this the motion that is weighed; ``appeal`` is its mark (FRESH, REVERSE, RENEW, INSIST)."""
    st.m_kind = kind
    st.m_mover = mover
    st.m_target = target
    st.m_body = body
    st.m_arg = arg
    st.m_value = value
    st.m_appeal = appeal
    st.m_sense = sense_of(kind, appeal)
    st.m_ready = 0
    lottery(sc, th, st, kind, target, body, arg, st.m_sense)


@kernel
def stake_term(sc, th, st, m):
    """What the posed motion means for m's own power, -1..1: the hyperbolic tangent, at the price of one exponential."""
    return DOUBLE * logistic(DOUBLE * own_stake(sc, th, st, m) / th.stake_unit) - 1.0


@kernel
def heed(sc, st):
    """Mark whose own stake counts: voters, those to whom a bench leans, leaders with authority."""
    for i in range(sc.n_people):
        st.heeded[i] = 1 if st.authority[i] > 0.0 else 0
    for n in range(st.n_voters):
        st.heeded[st.voter[n]] = 1
    for n in range(st.n_benches):
        c = st.bench[n]
        for a in range(st.n_adherents[c]):
            st.heeded[st.adherent[c, a]] = 1


@kernel
def read_up(sc, st, t):
    """Set ``st.file``: what the documents that each person knows, and the case made against t, say of t, -1 (damning) to 1."""
    for i in range(sc.n_people):
        st.file[i] = -st.charges[t]
    for d in range(sc.n_docs):
        if st.written[d] == 1 and st.content[d, t] != 0.0:
            for i in range(sc.n_people):
                st.file[i] += st.knows[d, i] * st.content[d, t]
    for i in range(sc.n_people):
        st.file[i] = clip(st.file[i], -1.0, 1.0)


@kernel
def prepare(sc, th, st):
    """Roll call, own stakes and readings, which do not depend on who moves the motion."""
    call_roll(sc, st)
    if st.n_gainers > 0:
        heed(sc, st)
        for i in range(sc.n_people):
            if st.heeded[i] == 1:
                st.own[i] = stake_term(sc, th, st, i)
    if st.m_target != NOBODY:
        read_up(sc, st, st.m_target)
    st.m_ready = 1


@kernel
def nearer(at, salience, old, new):
    """Gain of moving policy from old to new for a position, -1..1."""
    return salience * (abs(at - old) - abs(at - new)) / SPAN


@kernel
def readiness(th, st):
    """Readiness to say yes; a slate of incumbents has custom on its side."""
    return th.bias + (th.continuity if st.m_kind == ELECT else 0.0)


@kernel
def custom(th, st):
    """Comradeship: reluctance towards a sanction of a rung above the highest precedent."""
    if st.m_sense > 0.0:
        return 0.0
    return -th.comradeship * st.comradeship * max(0.0, RUNG[st.m_kind] - st.precedent)


@kernel
def unity(th, st):
    """Discipline: for sanctions on open opponents, against their motions and against appeals."""
    line = 0.0
    if st.m_target != NOBODY and st.m_sense < 0.0:
        line += st.opposed[st.m_target]
    if st.m_mover != NOBODY:
        line -= st.opposed[st.m_mover]
    if st.m_appeal > 0:
        line -= 1.0
    return th.discipline * clip(st.unity + st.threat, 0.0, th.rally) * clip(line, -1.0, 1.0)


@kernel
def note_terms(th, st, term, policy, tie, stake, whip, document):
    """Put the terms down for the explanation."""
    term[:] = 0.0
    term[T_BIAS], term[T_POLICY], term[T_TIE], term[T_STAKE], term[T_WHIP] = readiness(th, st), policy, tie, stake, whip
    term[T_COMRADESHIP], term[T_DISCIPLINE], term[T_DOCUMENT] = st.m_custom, st.m_unity, document


@kernel
def own_terms(sc, th, st, m):
    """Terms of member m that rest on nobody else's vote; returns their sum."""
    s, t, sense = st.m_mover, st.m_target, st.m_sense
    if st.tracing == 1:
        st.term[m] = 0.0
    if m == s or st.m_side[m] > 0:
        return CERTAIN
    if m == t:
        return CERTAIN * sense
    if st.m_side[m] < 0:
        return -CERTAIN
    policy, document, stake = 0.0, 0.0, 0.0
    if st.m_kind == POLICY:
        k = st.m_arg
        policy = th.policy * nearer(st.position[m, k], st.salience[m, k], st.policy[k], st.m_value)
    tie, whip, sides = 0.0, 0.0, 0.0
    if s != NOBODY:
        tie += st.tie[m, s]
        whip += st.client[m, s]
        sides += 1.0
    if t != NOBODY and t != s:
        tie += sense * st.tie[m, t]
        whip += sense * st.client[m, t]
        sides += 1.0
        document = th.document * sense * st.file[m]
    tie *= th.tie / max(1.0, sides)
    whip = th.whip * clip(whip, -1.0, 1.0)
    if st.n_gainers > 0:
        stake = th.stake * st.own[m]
    if st.tracing == 1:
        note_terms(th, st, st.term[m], policy, tie, stake, whip, document)
    return readiness(th, st) + policy + tie + stake + whip + st.m_custom + st.m_unity + document


@kernel
def feeling(sc, st, c, i):
    """How constituency c stands to i, -1..1: its leaning to him, and what those it leans to feel about him."""
    total = st.leaning[c, i]
    for a in range(st.n_adherents[c]):
        j = st.adherent[c, a]
        if j != i:
            total += st.leaning[c, j] * st.tie[j, i]
    return clip(total, -1.0, 1.0)


@kernel
def bloc_terms(sc, th, st, c):
    """Terms of a bloc of unnamed seats of constituency c; returns their sum."""
    s, t, sense = st.m_mover, st.m_target, st.m_sense
    policy, tie, whip, sides, stake, document = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    if st.m_kind == POLICY:
        k = st.m_arg
        policy = th.policy * nearer(st.mood[c, k], st.mood_salience[c, k], st.policy[k], st.m_value)
    if s != NOBODY:
        tie += feeling(sc, st, c, s)
        whip += st.leaning[c, s]
        sides += 1.0
    if t != NOBODY and t != s:
        tie += sense * feeling(sc, st, c, t)
        whip += sense * st.leaning[c, t]
        sides += 1.0
    tie *= th.tie / max(1.0, sides)
    whip = th.whip * clip(whip, -1.0, 1.0)
    for a in range(st.n_adherents[c]):
        j = st.adherent[c, a]
        if st.n_gainers > 0:
            stake += th.stake * st.leaning[c, j] * st.own[j]
        if t != NOBODY and t != s:
            document += th.document * sense * st.leaning[c, j] * st.file[j]
    if st.tracing == 1:
        note_terms(th, st, st.bloc_term[c], policy, tie, stake, whip, document)
    return readiness(th, st) + policy + tie + stake + whip + st.m_custom + st.m_unity + document


@kernel
def add_term(st, m, k, value):
    if abs(st.eta[m]) < CERTAIN:
        st.eta[m] += value
        if st.tracing == 1:
            st.term[m, k] += value


@kernel
def add_to_all(st, k, value):
    """The same addition for every voter and bench."""
    for n in range(st.n_voters):
        add_term(st, st.voter[n], k, value)
    for n in range(st.n_benches):
        st.bloc_eta[st.bench[n]] += value
        if st.tracing == 1:
            st.bloc_term[st.bench[n], k] += value


@kernel
def defer(sc, th, st):
    """A founding leader's own inclination weighs on all others, by his authority."""
    for f in range(sc.n_people):
        if st.authority[f] > 0.0 and active(st, f) and st.isolated[f] <= st.week:
            inclination = st.eta[f] if votes(st, f) else own_terms(sc, th, st, f)
            line = th.deference * st.authority[f] * math.tanh(inclination)
            add_to_all(st, T_DEFERENCE, line)
            if votes(st, f):
                add_term(st, f, T_DEFERENCE, -line)


@kernel
def whip_caucuses(sc, th, st):
    """Members of a caucus agree first: the sign of their mean inclination binds them, with some discipline."""
    for g in range(G):
        if st.g_on[g] == 1:
            total, count = 0.0, 0
            for n in range(st.n_voters):
                if st.g_member[g, st.voter[n]] == MEMBER:
                    total += clip(st.eta[st.voter[n]], -th.caucus_cap, th.caucus_cap)
                    count += 1
            if count >= 2 and total != 0.0:
                line = th.whip * th.caucus_discipline * (1.0 if total > 0.0 else -1.0)
                for n in range(st.n_voters):
                    if st.g_member[g, st.voter[n]] == MEMBER:
                        add_term(st, st.voter[n], T_WHIP, line)


@kernel
def lean(sc, th, st):
    """Fill ``st.eta`` and ``st.bloc_eta`` for the posed motion, without conformity and shock."""
    if st.m_ready == 0:
        prepare(sc, th, st)
    st.m_custom, st.m_unity = custom(th, st), unity(th, st)
    for n in range(st.n_voters):
        st.eta[st.voter[n]] = own_terms(sc, th, st, st.voter[n])
    for n in range(st.n_benches):
        st.bloc_eta[st.bench[n]] = bloc_terms(sc, th, st, st.bench[n])
    defer(sc, th, st)
    whip_caucuses(sc, th, st)
