"""A motion: what is asked for, by whom, about whom, and where."""

from __future__ import annotations

from typing import NamedTuple

from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.scenario.kinds import ELECT, FRESH, POLICY


class Motion(NamedTuple):
    """A motion. ``arg`` is the number of the issue, office, body or document that its kind is about, ``value`` the policy it asks for,
    ``mark`` how it comes back; ``NOBODY`` means none."""

    kind: int
    mover: int
    target: int
    body: int
    arg: int
    value: float
    mark: int


@kernel
def motion(kind, mover, target, body, arg, value, mark):
    """Any motion. Compiled code makes motions here and nowhere else, so that there is one type of them."""
    return Motion(kind, mover, target, body, arg, value, mark)


@kernel
def fresh(kind, mover, target, body, arg):
    """A motion about a person or a body, moved for the first time."""
    return motion(kind, mover, target, body, arg, 0.0, FRESH)


@kernel
def election(incumbent, body, y, left_off):
    """That an incumbent of body y be re-elected by ``body``. The value is 1 for whoever is on the list of names, -1 for who is not."""
    return motion(ELECT, NOBODY, incumbent, body, y, -1.0 if left_off else 1.0, FRESH)


@kernel
def proposal(mover, body, issue, value):
    """That an issue be set at a value."""
    return motion(POLICY, mover, NOBODY, body, issue, value, FRESH)


@kernel
def item(st, q):
    """The motion in place q of the queue."""
    return motion(st.q_kind[q], st.q_mover[q], st.q_target[q], st.q_body[q], st.q_arg[q], st.q_value[q], st.q_appeal[q])


@kernel
def again(st, q, mover, body, mark):
    """The motion in place q, brought by ``mover`` before ``body`` once more."""
    return motion(st.q_kind[q], mover, st.q_target[q], body, st.q_arg[q], st.q_value[q], mark)
