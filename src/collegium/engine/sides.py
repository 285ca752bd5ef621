"""Sides: what a vote owes to the votes of others (docs/odd.md, section 4.4).

Clients take up the line of their patrons. In an open ballot everybody also sees which side is going to win: they lean to it, and
whoever depends on a leader of the winning side has most to lose by voting against it.
"""

from __future__ import annotations

import math

from collegium.engine.geometry import MIDDLE, SPAN, TINY, UTMOST
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NOBODY
from collegium.engine.normal import cdf
from collegium.engine.scales import clip
from collegium.engine.vote import CERTAIN, add_bloc_term, add_term, add_to_all, apart
from collegium.scenario.kinds import ELECT, T_CONFORMITY, T_DEPENDENCE, T_LINE, T_WHIP


@kernel
def say(wk, p, line):
    """p's line on the motion is known."""
    wk.leader[wk.n_lines], wk.line[wk.n_lines] = p, line
    wk.n_lines += 1


@kernel
def take_lines(sc, st, wk):
    """The lines on the posed motion, -1..1: of its mover, of its target, and of every other full member of the top body."""
    wk.n_lines = 0
    if wk.mover != NOBODY:
        say(wk, wk.mover, 1.0)
    if apart(wk):
        say(wk, wk.target, wk.sense)
    for n in range(wk.n_heard):
        p = wk.voter[n]
        if st.seat[st.top, p] == FULL and p != wk.mover and p != wk.target:
            say(wk, p, math.tanh(wk.eta[p]))


@kernel
def pulled_by(wk, holds, lines):
    """Sum of the lines, each as far as it holds somebody, -1..1."""
    total = 0.0
    for a in range(wk.n_lines):
        total += holds[wk.leader[a]] * lines[a]
    return clip(total, -1.0, 1.0)


@kernel
def pull(st, wk, k, weight, members, blocs, lines):
    """Term k of every vote: the lines of those who hold the voter, named ones by ``members``, blocs by ``blocs``."""
    for n in range(wk.n_voters):
        m = wk.voter[n]
        if abs(wk.eta[m]) < CERTAIN:
            add_term(st, wk, m, k, weight * pulled_by(wk, members[m], lines))
    for n in range(wk.n_benches):
        c = wk.bench[n]
        add_bloc_term(st, wk, c, k, weight * pulled_by(wk, blocs[c], lines))


@kernel
def common_line(sc, st, wk):
    """The line of the top body, -1..1: the mean of its full members' lines."""
    total, n = 0.0, 0
    for a in range(wk.n_lines):
        if st.seat[st.top, wk.leader[a]] == FULL:
            total += wk.line[a]
            n += 1
    return total / n if n > 0 else 0.0


@kernel
def bind(sc, th, st, wk):
    """Outside the top body its line binds whoever does not sit in it, as far as the norm of unity holds."""
    line = th.line * st.unity * common_line(sc, st, wk)
    for n in range(wk.n_voters):
        if st.seat[st.top, wk.voter[n]] != FULL:
            add_term(st, wk, wk.voter[n], T_LINE, line)
    for n in range(wk.n_benches):
        add_bloc_term(st, wk, wk.bench[n], T_LINE, line)


@kernel
def follow(sc, th, st, wk):
    """Clients take up their patrons' lines, blocs the lines of those to whom they lean, wider bodies the line of the top body. In elections
    the list of names is the line."""
    take_lines(sc, st, wk)
    pull(st, wk, T_WHIP, th.whip, st.client, st.leaning, wk.line)
    if wk.body != st.top and wk.kind != ELECT:
        bind(sc, th, st, wk)


@kernel
def odds_against(eta):
    """exp(-eta): none for who is certain to vote for it, no end of them for who is certain not to."""
    if eta >= CERTAIN:
        return 0.0
    return math.exp(-eta) if eta > -CERTAIN else UTMOST


@kernel
def face(wk):
    """Set the odds against a yes of every voter and bench."""
    for n in range(wk.n_voters):
        wk.against[n] = odds_against(wk.eta[wk.voter[n]])
    for n in range(wk.n_benches):
        wk.bloc_against[n] = odds_against(wk.bloc_eta[wk.bench[n]])


@kernel
def needed(sc, wk, cast):
    """Votes for a motion that carry it among ``cast``: more than the threshold share."""
    return int(math.floor(sc.threshold[wk.body, wk.kind] * cast + TINY)) + 1


@kernel
def expected(th, st, wk, factor):
    """Mean of the votes for the motion and the standard deviation of their number (shock by the delta method), from the odds against
    times ``factor``."""
    mean, free = 0.0, 0.0
    for n in range(wk.n_voters):
        p = 1.0 / (1.0 + wk.against[n] * factor)
        mean += p
        free += p * (1.0 - p)
    for n in range(wk.n_benches):
        seats = st.bloc[wk.body, wk.bench[n]]
        p = 1.0 / (1.0 + wk.bloc_against[n] * factor)
        mean += seats * p
        free += seats * p * (1.0 - p)
    return mean, math.sqrt(free + (th.shock * free) ** 2)


@kernel
def reaches(mean, sd, need):
    """P(at least ``need`` votes), normal approximation with correction for continuity."""
    if sd < TINY:
        return 1.0 if mean >= need - MIDDLE else 0.0
    return cdf((mean - need + MIDDLE) / sd)


@kernel
def win(wk, chance):
    """Every leader's line times the chance that their side wins."""
    for a in range(wk.n_lines):
        wk.winning[a] = wk.line[a] * (chance if wk.line[a] > 0.0 else 1.0 - chance)


@kernel
def conform(sc, th, st, wk):
    """In an open ballot: everybody leans to the tally that was to be expected, and to the leaders of the winning side on whom their own
    posts depend (one round). Leaves the odds against set."""
    face(wk)
    cast = wk.n_voters + wk.bloc_seats
    if sc.secret[wk.body] == 1 or cast == 0 or (th.conformity == 0.0 and th.dependence == 0.0):
        return
    mean, sd = expected(th, st, wk, 1.0)
    win(wk, reaches(mean, sd, needed(sc, wk, cast)))
    pull(st, wk, T_DEPENDENCE, th.dependence, st.hold, st.reach, wk.winning)
    add_to_all(st, wk, T_CONFORMITY, th.conformity * (SPAN * mean / cast - 1.0))
    face(wk)


@kernel
def take_sides(sc, th, st, wk):
    """What everybody owes to others' votes, on top of what they think of the motion alone."""
    follow(sc, th, st, wk)
    conform(sc, th, st, wk)
