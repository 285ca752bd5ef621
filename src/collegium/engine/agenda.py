"""Agenda items: submitting one, finding those that wait."""

from __future__ import annotations

import numpy as np

from collegium.engine.constraints import waits
from collegium.engine.draws import absorb
from collegium.engine.kernel import kernel
from collegium.engine.layout import CARRIED, DEFEATED, DONE, FREE, FULL, HELD, LAPSED, NO_SEAT, NOBODY, ROTATION, SUBMITTED, Q
from collegium.engine.power import active
from collegium.engine.vote import sense_of
from collegium.scenario.kinds import ABOUT_BODY, ABOUT_DOCUMENT, ABOUT_ISSUE, ABOUT_OFFICE, ABOUT_STATUTE, MOTION_KINDS, REMOVE

ABOUT = tuple(row.about for row in MOTION_KINDS)


@kernel
def person_key(sc, i):
    """Key of a person, 0 for nobody."""
    return sc.person_key[i] if i != NOBODY else np.uint64(0)


@kernel
def subject_key(sc, kind, arg):
    """Key of the issue, office, body, document or statute that a motion of this kind is about, 0 for none."""
    about = ABOUT[kind]
    if about == ABOUT_ISSUE:
        return sc.issue_key[arg]
    if about == ABOUT_BODY:
        return sc.body_key[arg]
    if about == ABOUT_DOCUMENT:
        return sc.doc_key[arg]
    if about == ABOUT_STATUTE:
        return sc.statute_key[arg]
    return sc.office_key[arg] if about == ABOUT_OFFICE else np.uint64(0)


@kernel
def item_key(sc, st, m):
    """Key of a motion: kind, mover, target, body, subject and the step of submission."""
    h = absorb(st.luck, np.uint64(m.kind))
    h = absorb(h, person_key(sc, m.mover))
    h = absorb(h, person_key(sc, m.target))
    h = absorb(h, sc.body_key[m.body])
    h = absorb(h, subject_key(sc, m.kind, m.arg))
    return absorb(h, np.uint64(st.week))


@kernel
def room(st):
    """A free place in the queue: an empty one, else the oldest that is settled, else NOBODY."""
    oldest = NOBODY
    for q in range(Q):
        if st.q_state[q] == FREE:
            return q
        if (st.q_state[q] == DONE or st.q_state[q] == DEFEATED or st.q_state[q] == LAPSED) and (
            oldest == NOBODY or st.q_decided[q] < st.q_decided[oldest]
        ):
            oldest = q
    return oldest


@kernel
def submit(sc, st, m, urgent):
    """Put motion m into the queue of its body, REGULAR or URGENT; returns its place, or NOBODY if the queue is full."""
    q = room(st)
    if q == NOBODY:
        return NOBODY
    st.q_state[q] = SUBMITTED
    st.q_kind[q] = m.kind
    st.q_mover[q] = m.mover
    st.q_target[q] = m.target
    st.q_body[q] = m.body
    st.q_arg[q] = m.arg
    st.q_value[q] = m.value
    st.q_week[q] = st.week
    st.q_decided[q] = st.week
    st.q_urgent[q] = urgent
    st.q_appeal[q] = m.mark
    st.q_seen[q] = 0
    st.q_ordered[q] = 0
    st.q_key[q] = item_key(sc, st, m)
    return q


@kernel
def waiting(st, q):
    """Not yet decided."""
    return st.q_state[q] == SUBMITTED or st.q_state[q] == HELD


@kernel
def ready(sc, st, q, b):
    """May item q be heard by body b now? In before the deadline, and never in the step in which it came in."""
    if st.q_state[q] != SUBMITTED or st.q_body[q] != b or waits(sc, st, q):
        return False
    return st.week - st.q_week[q] >= (1 if st.q_urgent[q] == 1 else max(1, sc.deadline[b]))


@kernel
def such(st, q, kind, target, arg):
    """Is the motion in place q of this kind, about the same?"""
    return st.q_kind[q] == kind and st.q_target[q] == target and st.q_arg[q] == arg


@kernel
def lately(sc, st, q, years):
    """Was item q settled within so many years?"""
    return st.week - st.q_decided[q] <= years * sc.per_year


@kernel
def refused(sc, st, kind, target, arg, years):
    """Was such a motion voted down or left to lapse within so many years?"""
    for q in range(Q):
        if such(st, q, kind, target, arg) and (st.q_state[q] == DEFEATED or st.q_state[q] == LAPSED) and lately(sc, st, q, years):
            return True
    return False


@kernel
def barred(sc, st, kind, target, arg, years):
    """Is such a motion pending, or was it decided, or did it lapse, within so many years? Then nobody may move it."""
    for q in range(Q):
        if such(st, q, kind, target, arg) and st.q_state[q] != FREE:
            if waiting(st, q) or st.q_state[q] == CARRIED or lately(sc, st, q, years):
                return True
    return False


@kernel
def withdraw(st, i, j):
    """i takes back every unheard motion of i's against j."""
    for q in range(Q):
        if waiting(st, q) and st.q_mover[q] == i and st.q_target[q] == j and sense_of(st.q_kind[q], st.q_appeal[q]) < 0.0:
            st.q_state[q] = LAPSED
            st.q_decided[q] = st.week
            st.q_seen[q] = 2


@kernel
def is_congress(sc, st, b):
    """A body that nobody elects and that elects another, not the top body: it is made of delegates."""
    if sc.elector[b] != NOBODY or b == st.top:
        return False
    for y in range(sc.n_bodies):
        if sc.elector[y] == b:
            return True
    return False


@kernel
def in_turn(sc, st, b):
    """Whose turn it is where the full members of b who can work keep the agenda in rotation, in the order of their keys, a meeting each."""
    n = 0
    for i in range(sc.n_people):
        if st.seat[b, i] == FULL and active(st, i):
            n += 1
    turn = st.sittings[b] % max(1, n)
    for i in range(sc.n_people):
        if st.seat[b, i] == FULL and active(st, i):
            if turn == 0:
                return i
            turn -= 1
    return NOBODY


@kernel
def keeper(sc, st, b):
    """Who admits the items of body b, or NOBODY."""
    o = st.agenda[b]
    if o == ROTATION:
        return in_turn(sc, st, b)
    if o == NOBODY or st.holder[o] == NOBODY or not active(st, st.holder[o]):
        return NOBODY
    return st.holder[o]


@kernel
def list_maker(sc, st, b):
    """Who draws up the list of names on which body b votes, or NOBODY: the keeper of its agenda. Where nobody keeps the agenda of a
    congress, whoever keeps that of the electorate, which calls the congress together."""
    k = keeper(sc, st, b)
    if k != NOBODY or st.electorate == NOBODY or sc.elector[st.electorate] != b:
        return k
    return keeper(sc, st, st.electorate)


@kernel
def controls(sc, st, b, i):
    """Does i admit the items of body b, by an office that i holds and can exercise, or in turn?"""
    return keeper(sc, st, b) == i


@kernel
def office_forum(sc, st, i, kind, o):
    """The body in which i may move that office o be filled or emptied: the one that fills it, or a wider one to which it appeals."""
    b = sc.filled_by[o]
    for _ in range(sc.n_bodies):
        if b == NOBODY:
            break
        if st.seat[b, i] == FULL and sc.decides[b, kind] == 1:
            return b
        b = sc.appeal[b]
    return NOBODY


@kernel
def above(sc, st, b, j):
    """May body b judge j? Whoever sits in the top body answers to that body alone, and to those that elect it."""
    if j == NOBODY or st.seat[st.top, j] == NO_SEAT:
        return True
    y = st.top
    for _ in range(sc.n_bodies):
        if y == b:
            return True
        if y == NOBODY:
            break
        y = sc.elector[y]
    return False


@kernel
def forum_on(sc, st, i, kind, j):
    """The body in which i may move such a motion about j: the first competent one of which i is a full member, the top body first."""
    if st.seat[st.top, i] == FULL and sc.decides[st.top, kind] == 1:
        return st.top
    for b in range(sc.n_bodies):
        if st.seat[b, i] == FULL and sc.decides[b, kind] == 1 and above(sc, st, b, j):
            return b
    return NOBODY


@kernel
def forum(sc, st, i, kind):
    """The body in which i may move such a motion, about nobody or in somebody's favour."""
    return forum_on(sc, st, i, kind, NOBODY)


@kernel
def judge(sc, y):
    """The body that may take away a seat in y: y itself if it decides on seats, else the one that elects it; NOBODY if it does not."""
    b = y if sc.decides[y, REMOVE] == 1 else sc.elector[y]
    return b if b != NOBODY and sc.decides[b, REMOVE] == 1 else NOBODY
