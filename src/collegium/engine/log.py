"""What a history leaves behind, row by row. Rows of the kinds from ``L_MOVE`` on are written only when tracing."""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.layout import LOG, NOBODY, TERMS


@kernel
def write(st, io, kind, actor, target, body, subject, yes, no, flag, value):
    """Append a row; returns its number. The history pauses at a step's end before the log can fill up (history.py)."""
    n = io.n_log
    if n >= LOG:
        return NOBODY
    io.log_week[n] = st.week
    io.log_kind[n] = kind
    io.log_actor[n] = actor
    io.log_target[n] = target
    io.log_body[n] = body
    io.log_subject[n] = subject
    io.log_yes[n] = yes
    io.log_no[n] = no
    io.log_flag[n] = flag
    io.log_value[n] = value
    io.n_log = n + 1
    return n


@kernel
def note(st, io, kind, actor, target, body, subject, value):
    """A row without votes."""
    write(st, io, kind, actor, target, body, subject, 0, 0, 0, value)


@kernel
def trace(st, io, kind, actor, target, subject, flag, value, other):
    """A row of the explanation, if one is asked for."""
    if st.tracing == 1:
        n = write(st, io, kind, actor, target, NOBODY, subject, 0, 0, flag, value)
        if n != NOBODY:
            io.log_terms[n, 0] = other


@kernel
def trace_option(st, wk, io, kind, actor, target, move, goal, value, luck, argument):
    """An option: its utility, its random shock, the chance that the chooser gave the motion (-1: none), and the move's argument."""
    if st.tracing == 1:
        n = write(st, io, kind, actor, target, NOBODY, move, 0, 0, goal, value)
        if n != NOBODY:
            io.log_terms[n, 0] = luck
            io.log_terms[n, 1] = wk.estimate
            io.log_terms[n, 2] = float(argument)


@kernel
def trace_vote(st, wk, io, kind, who, yes, no, flag, value, terms):
    """A member's (or bloc's) vote with its terms, if an explanation is asked for."""
    if st.tracing == 1:
        n = write(st, io, kind, who, wk.target, wk.body, wk.arg, yes, no, flag, value)
        if n != NOBODY:
            for k in range(TERMS):
                io.log_terms[n, k] = terms[k]
