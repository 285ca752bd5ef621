"""The vote: the terms of every vote on a motion (docs/odd.md, sections 4.1 to 4.4).

``pose`` names the motion; ``lean`` fills ``wk.eta`` (named members) and ``wk.bloc_eta`` (blocs of unnamed
seats) with the sum of the terms that rest on nobody else's vote. What follows from others' votes is in sides.py.
"""

from __future__ import annotations

import math

from collegium.engine.issue import brings, friends_gain, goes_back, parties
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, MEMBER, NOBODY, G
from collegium.engine.power import STAKE, active, lottery
from collegium.engine.scales import clip, nearer
from collegium.engine.statutes import share_out
from collegium.engine.theories import stake
from collegium.scenario.kinds import (
    ELECT,
    MOTION_KINDS,
    POLICY,
    REPEAL,
    RESIGNATION,
    REVERSE,
    RUNG,
    STAKE_STATUTE,
    T_COMRADESHIP,
    T_CUSTOM,
    T_DEFERENCE,
    T_DISCIPLINE,
    T_DOCUMENT,
    T_POLICY,
    T_STAKE,
    T_TIE,
    T_WHIP,
)

SENSE = tuple(float(row.sense) for row in MOTION_KINDS)
CERTAIN = 30.0
"""Log-odds of a mover for, and of a target against, a motion."""


@kernel
def sense_of(kind, mark):
    """+1 if the motion favours its target, -1 if it hurts the target, 0 if there is none."""
    sense = SENSE[kind]
    return 1.0 if sense < 0.0 and mark == REVERSE else sense


@kernel
def votes(st, wk, m):
    """Has m a vote on the posed motion? Nobody votes on their own resignation."""
    return st.seat[wk.body, m] == FULL and st.alive[m] == 1 and st.member[m] == 1 and not (wk.kind == RESIGNATION and m == wk.target)


@kernel
def call_roll(sc, st, wk):
    """List who has a vote, behind them members of the top body who have none here, and the constituencies (benches) with unnamed seats.
    While nothing changes the last list is kept, unless it was about a resignation, on which one member has no vote."""
    if wk.still == 1 and wk.called == wk.body and wk.kind != RESIGNATION:
        return
    wk.called, wk.n_voters, wk.n_benches, wk.bloc_seats = wk.body if wk.kind != RESIGNATION else NOBODY, 0, 0, 0
    for m in range(sc.n_people):
        if votes(st, wk, m):
            wk.voter[wk.n_voters] = m
            wk.n_voters += 1
    wk.n_heard = wk.n_voters
    for p in range(sc.n_people):
        if st.seat[st.top, p] == FULL and st.alive[p] == 1 and not votes(st, wk, p):
            wk.voter[wk.n_heard] = p
            wk.n_heard += 1
    for c in range(sc.n_cons):
        if st.bloc[wk.body, c] > 0:
            wk.bench[wk.n_benches] = c
            wk.n_benches += 1
            wk.bloc_seats += st.bloc[wk.body, c]


@kernel
def name(wk, m):
    """Make m the motion that is weighed, without weighing anything."""
    wk.kind, wk.mover, wk.target, wk.body, wk.arg, wk.value, wk.mark = m.kind, m.mover, m.target, m.body, m.arg, m.value, m.mark
    wk.sense = sense_of(m.kind, m.mark)


@kernel
def pose(sc, th, st, wk, m):
    """Make m the motion that is weighed."""
    name(wk, m)
    wk.ready = 0
    if STAKE[m.kind] == STAKE_STATUTE:
        share_out(sc, th, st, wk, m.kind, m.arg)
    else:
        lottery(sc, th, st, wk, m, wk.sense)


@kernel
def heed(sc, st, wk):
    """Mark whose own stake counts: voters, leaders who are heard, those to whom a bench leans, leaders with authority."""
    for i in range(sc.n_people):
        wk.heeded[i] = 1 if st.authority[i] > 0.0 else 0
    for n in range(wk.n_heard):
        wk.heeded[wk.voter[n]] = 1
    for n in range(wk.n_benches):
        c = wk.bench[n]
        for a in range(st.n_adherents[c]):
            wk.heeded[st.adherent[c, a]] = 1


@kernel
def read_up(sc, st, wk, t):
    """Set ``wk.file``: what the documents that each person knows, and the case made against t, say of t, -1 (damning) to 1."""
    case = -st.charges[t]
    for i in range(sc.n_people):
        wk.file[i] = case
    for d in range(sc.n_docs):
        content = st.content[d, t]
        if st.written[d] == 1 and content != 0.0:
            for i in range(sc.n_people):
                wk.file[i] += st.knows[d, i] * content
    for i in range(sc.n_people):
        wk.file[i] = clip(wk.file[i], -1.0, 1.0)


@kernel
def feeling(st, c, i):
    """How constituency c feels about i, -1..1: its leaning to i, and what those it leans to feel about i."""
    total = st.leaning[c, i]
    for a in range(st.n_adherents[c]):
        j = st.adherent[c, a]
        if j != i:
            total += st.leaning[c, j] * st.tie[j, i]
    return clip(total, -1.0, 1.0)


@kernel
def weigh_up(th, st, wk, i):
    """Part i's own stake. A gain by a sanction weighs in any case as far as its target has given ground for it, by open opposition or by
    what i knows of them; the rest weighs by ``unprovoked``. A loss always weighs."""
    own, ground = stake(th, st, wk, i), 1.0
    if own > 0.0 and RUNG[wk.kind] > 0 and wk.sense < 0.0:
        ground = clip(max(st.opposed[wk.target], -wk.file[i]), 0.0, 1.0)
    wk.due[i], wk.greed[i] = own * ground, own * (1.0 - ground)


@kernel
def ask_leaders(th, st, wk, c):
    """Stake and readings of bench c, which are those of whom it leans to, as they weigh; and how it feels about the target."""
    wk.bloc_due[c], wk.bloc_greed[c], wk.bloc_file[c], wk.felt[c] = 0.0, 0.0, 0.0, 0.0
    for a in range(st.n_adherents[c]):
        j = st.adherent[c, a]
        if wk.n_gainers > 0:
            wk.bloc_due[c] += th.stake * st.leaning[c, j] * wk.due[j]
            wk.bloc_greed[c] += th.stake * st.leaning[c, j] * wk.greed[j]
        if wk.target != NOBODY:
            wk.bloc_file[c] += th.document * wk.sense * st.leaning[c, j] * wk.file[j]
    if wk.target != NOBODY:
        wk.felt[c] = feeling(st, c, wk.target)


@kernel
def prepare(sc, th, st, wk):
    """Roll call, stakes and readings, which do not depend on who moves the motion."""
    call_roll(sc, st, wk)
    if wk.target != NOBODY:
        read_up(sc, st, wk, wk.target)
    if wk.n_gainers > 0:
        heed(sc, st, wk)
        for i in range(sc.n_people):
            if wk.heeded[i] == 1:
                weigh_up(th, st, wk, i)
    for n in range(wk.n_benches):
        ask_leaders(th, st, wk, wk.bench[n])
    if wk.kind == POLICY:
        parties(sc, st, wk)
    wk.ready = 1


@kernel
def customary(sc, th, st, wk):
    """What is customary has the presumption: bodies vote for the list that is put to them, put nobody down, and keep to decisions."""
    if wk.kind == ELECT:
        return th.continuity * wk.value
    undoes = wk.sense < 0.0 or wk.mark == REVERSE or wk.kind == REPEAL or (wk.kind == POLICY and goes_back(sc, th, st, wk))
    return -th.status_quo if undoes else 0.0


@kernel
def custom(th, st, wk, norm):
    """Comradeship: reluctance towards a sanction of a rung above the highest precedent, as far as the norm holds."""
    if wk.sense > 0.0:
        return 0.0
    return -th.comradeship * norm * max(0.0, RUNG[wk.kind] - st.precedent)


@kernel
def unity(th, st, wk):
    """Discipline: for sanctions on open opponents, against their motions and against appeals."""
    line = 0.0
    if wk.target != NOBODY and wk.sense < 0.0:
        line += st.opposed[wk.target]
    if wk.mover != NOBODY:
        line -= st.opposed[wk.mover]
    if wk.mark > 0:
        line -= 1.0
    return th.discipline * clip(st.unity + st.threat, 0.0, th.rally) * clip(line, -1.0, 1.0)


@kernel
def tie_weight(th, wk):
    """Weight of a tie: those to the mover and to the target share it."""
    sides = (1.0 if wk.mover != NOBODY else 0.0) + (1.0 if apart(wk) else 0.0)
    return th.tie / max(1.0, sides)


@kernel
def sum_of_terms(th, st, wk, row, gain, tie, stake, document):
    """The sum of a vote's own terms, for members and blocs alike: what policy gains by the motion, ties to its mover and target
    together, own stake and documents as they weigh. For the explanation the terms are put down in this row of ``wk.term``."""
    policy, tie = th.policy * gain, tie * wk.tie_weight
    if st.tracing == 1:
        note_terms(wk, wk.term[row], policy, tie, stake, document)
    return wk.habit + policy + tie + stake + wk.custom + wk.unity + document


@kernel
def note_terms(wk, term, policy, tie, stake, document):
    """Put the terms down for the explanation."""
    term[:] = 0.0
    term[T_CUSTOM], term[T_POLICY], term[T_TIE], term[T_STAKE] = wk.habit, policy, tie, stake
    term[T_COMRADESHIP], term[T_DISCIPLINE], term[T_DOCUMENT] = wk.custom, wk.unity, document


@kernel
def row_of(wk, c):
    """Row of constituency c's bloc in ``wk.term``: blocs come after all members."""
    return wk.eta.shape[0] + c


@kernel
def apart(wk):
    """Has the motion a target who is not its mover?"""
    return wk.target != NOBODY and wk.target != wk.mover


@kernel
def own_terms(th, st, wk, m):
    """Terms of member m that rest on nobody else's vote; returns their sum."""
    s, t, sense = wk.mover, wk.target, wk.sense
    if st.tracing == 1:
        wk.term[m] = 0.0
    if m == s or wk.side[m] > 0:
        return CERTAIN
    if m == t:
        return CERTAIN * sense
    if wk.side[m] < 0:
        return -CERTAIN
    gain, tie, stake, document = 0.0, 0.0, 0.0, 0.0
    if wk.kind == POLICY:
        gain, tie = brings(st, wk, m), friends_gain(wk, st.tie[m], m)
    elif s != NOBODY:
        tie = st.tie[m, s]
    if apart(wk):
        tie += sense * st.tie[m, t]
        document = th.document * sense * wk.file[m]
    if wk.n_gainers > 0:
        stake = th.stake * (wk.due[m] + wk.unprovoked * wk.greed[m])
    return sum_of_terms(th, st, wk, m, gain, tie, stake, document)


@kernel
def bloc_terms(th, st, wk, c):
    """Terms of a bloc of unnamed seats of constituency c that rest on nobody else's vote; returns their sum."""
    gain, tie, document = 0.0, 0.0, 0.0
    if wk.kind == POLICY:
        gain = nearer(st.mood[c, wk.arg], st.mood_salience[c, wk.arg], st.policy[wk.arg], wk.value)
        for a in range(wk.n_parties):
            wk.feels[wk.party[a]] = feeling(st, c, wk.party[a])
        tie = friends_gain(wk, wk.feels[:], NOBODY)  # a slice has the type of a row
    elif wk.mover != NOBODY:
        tie = feeling(st, c, wk.mover)
    if apart(wk):
        tie += wk.sense * wk.felt[c]
        document = wk.bloc_file[c]
    return sum_of_terms(th, st, wk, row_of(wk, c), gain, tie, wk.bloc_due[c] + wk.unprovoked * wk.bloc_greed[c], document)


@kernel
def add_term(st, wk, m, k, value):
    if abs(wk.eta[m]) < CERTAIN:
        wk.eta[m] += value
        if st.tracing == 1:
            wk.term[m, k] += value


@kernel
def add_bloc_term(st, wk, c, k, value):
    wk.bloc_eta[c] += value
    if st.tracing == 1:
        wk.term[row_of(wk, c), k] += value


@kernel
def add_to_all(st, wk, k, value):
    """The same addition for everybody heard and every bench."""
    for n in range(wk.n_heard):
        add_term(st, wk, wk.voter[n], k, value)
    for n in range(wk.n_benches):
        add_bloc_term(st, wk, wk.bench[n], k, value)


@kernel
def defer(sc, th, st, wk):
    """A founding leader's own inclination weighs on all others, in proportion to authority."""
    for f in range(sc.n_people):
        if st.authority[f] > 0.0 and active(st, f) and st.isolated[f] <= st.week:
            heard = votes(st, wk, f) or st.seat[st.top, f] == FULL
            inclination = wk.eta[f] if heard else own_terms(th, st, wk, f)
            line = th.deference * st.authority[f] * math.tanh(inclination)
            add_to_all(st, wk, T_DEFERENCE, line)
            if heard:
                add_term(st, wk, f, T_DEFERENCE, -line)


@kernel
def caucus_line(th, st, wk, g):
    """What caucus g agrees on beforehand, -1, 0 or 1: to lower its target; on anything else the sign of its members' mean inclination."""
    k = st.g_target[g]
    if wk.target == k and wk.mover != k:
        return -wk.sense
    if wk.mover == k:
        return -1.0
    total, count = 0.0, 0
    for n in range(wk.n_heard):
        if st.g_member[g, wk.voter[n]] == MEMBER:
            total += clip(wk.eta[wk.voter[n]], -th.caucus_cap, th.caucus_cap)
            count += 1
    if count < 2 or total == 0.0:
        return 0.0
    return 1.0 if total > 0.0 else -1.0


@kernel
def whip_caucuses(th, st, wk):
    """Members of a caucus agree first, and are bound with some discipline."""
    for g in range(G):
        if st.g_on[g] == 1:
            line = th.whip * th.caucus_discipline * caucus_line(th, st, wk, g)
            for n in range(wk.n_heard):
                if line != 0.0 and st.g_member[g, wk.voter[n]] == MEMBER:
                    add_term(st, wk, wk.voter[n], T_WHIP, line)


@kernel
def lean(sc, th, st, wk, unrestrained):
    """Fill ``wk.eta`` and ``wk.bloc_eta`` for the posed motion with what everybody thinks of it alone; sides.py adds what follows from
    others' votes. ``unrestrained`` 1 leaves out what restrains by consent: comradeship, the need of a ground, deference."""
    if wk.ready == 0:
        prepare(sc, th, st, wk)
    wk.habit, wk.unprovoked = customary(sc, th, st, wk), 1.0 if unrestrained == 1 else th.unprovoked
    wk.custom, wk.unity = custom(th, st, wk, 0.0 if unrestrained == 1 else st.comradeship), unity(th, st, wk)
    wk.tie_weight = tie_weight(th, wk)
    for n in range(wk.n_heard):
        wk.eta[wk.voter[n]] = own_terms(th, st, wk, wk.voter[n])
    for n in range(wk.n_benches):
        wk.bloc_eta[wk.bench[n]] = bloc_terms(th, st, wk, wk.bench[n])
    if unrestrained == 0:
        defer(sc, th, st, wk)
    whip_caucuses(th, st, wk)
