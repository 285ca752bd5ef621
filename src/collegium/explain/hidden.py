"""What the table of events leaves out, found by simulating the history again.

What does a motion ask that lapses, and who keeps it off the agenda? Who belongs to a caucus? Whose motion does somebody forestall by
giving up a seat? Who is on a list of names? :class:`Watch` looks at the state after every step. For the rows of the step it gives what
a sentence can use
(:mod:`collegium.results.sentences`): ``motion``, ``keeper``, ``holder`` (lapsed), ``movers`` (resigned_seat), ``members`` (caucuses),
``motion`` (refused_order), ``withdrawn`` (capitulated), ``listed`` (not_elected), ``before`` (policy, platform).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

from collegium.engine import layout as L
from collegium.engine import moves
from collegium.engine.compile import Model
from collegium.ensemble.traces import Row
from collegium.scenario import kinds as K

Extra: TypeAlias = dict[str, Any]
Item: TypeAlias = Callable[[int, int, int, int, int, float, str], dict[str, Any]]
"""Makes a row of the table of events of a motion: kind, mover, target, body, subject, value, and how it comes back."""

HOLD = moves.NAMES.index("hold_back")
GONE = 2
"""What ``q_seen`` is of an item that was settled without a vote and not by age."""
ITEM = ("kind", "mover", "target", "body", "arg")
KEPT = ("q_state", "q_key", "policy", "g_on", "g_target", "g_member", "holder")


class Watch:
    """The states of one history, step by step. ``state`` is the engine's own, which changes under our hands."""

    def __init__(self, model: Model, state: Any, item: Item) -> None:
        self.model, self.state, self.item = model, state, item
        self.before: dict[str, Any] = {}
        self.keepers: dict[int, int] = {}

    def copy(self) -> dict[str, Any]:
        return {name: np.array(self.state[name]) for name in KEPT}

    def step(self, rows: Sequence[Row]) -> list[Extra]:
        """What is to be added to each row of the step that has just ended."""
        self.before = self.before or self.copy()  # nothing is decided in the first step
        self.lapsed = np.flatnonzero(self.state["q_state"] == L.LAPSED).tolist()
        self.note_keepers(rows)
        found = [self.extra(row, rows, n) for n, row in enumerate(rows)]
        self.before = self.copy()
        return found

    def note_keepers(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if row.kind == K.L_MOVE and row.subject == HOLD:
                self.keepers[int(self.state["q_key"][row.target])] = row.actor

    def extra(self, row: Row, rows: Sequence[Row], n: int) -> Extra:
        say = SEEN.get(row.kind)
        return say(self, row) if say else listed(rows, n) if row.kind == K.L_NOT_ELECTED else {}

    def motion(self, q: int) -> dict[str, Any]:
        """The item in place q as a row of the table of events."""
        kind, mover, target, body, arg = (int(self.state[f"q_{part}"][q]) for part in ITEM)
        mark = int(self.state["q_appeal"][q])
        found = self.item(kind, mover, target, body, arg, float(self.state["q_value"][q]), K.MARKS[mark].name)
        return found | (self.held_before(arg) if kind == K.POLICY and mark != K.REVERSE else {})

    def like(self, q: int, **parts: int) -> bool:
        return all(int(self.state[f"q_{part}"][q]) == value for part, value in parts.items())

    def went(self, row: Row, **parts: int) -> list[int]:
        """Items with these parts that were settled in the row's step without a vote, and not by age."""
        return [q for q in self.lapsed if self.like(q, decided=row.week, seen=GONE, **parts)]

    # rows

    def held_back(self, row: Row) -> Extra:
        """Of a keeper's move: the item."""
        return {"motion": self.motion(row.target)} if row.subject == HOLD else {}

    def of_lapse(self, row: Row) -> Extra:
        for q in self.lapsed:
            if self.like(q, decided=row.week, kind=row.subject, mover=row.actor, target=row.target, body=row.body):
                self.lapsed.remove(q)
                return {"motion": self.motion(q), "keeper": self.keeper(q), "holder": self.holder(q)}
        return {}

    def keeper(self, q: int) -> str | None:
        """Who has held the item in place q back to the end."""
        held = self.before["q_state"][q] == L.HELD
        return self.person(self.keepers.get(int(self.state["q_key"][q]), L.NOBODY)) if held else None

    def holder(self, q: int) -> str | None:
        """Who has the post for which the item in place q has a candidate."""
        return self.person(int(self.before["holder"][self.state["q_arg"][q]])) if self.like(q, kind=K.APPOINT) else None

    def person(self, n: int) -> str | None:
        return None if n == L.NOBODY else self.model.people[n]

    def forestalled(self, row: Row) -> Extra:
        found = self.went(row, kind=K.REMOVE, target=row.actor, arg=int(self.state["top"]))
        movers = dict.fromkeys(self.person(int(self.state["q_mover"][q])) for q in found)
        return {"movers": [mover for mover in movers if mover]}

    def taken_back(self, row: Row) -> Extra:
        return {"withdrawn": [self.motion(q) for q in self.went(row, mover=row.actor, target=row.target)]}

    def defied(self, row: Row) -> Extra:
        found = [q for q in range(L.Q) if self.like(q, state=L.CARRIED, refuser=row.actor, kind=row.subject, body=row.body)]
        return {"motion": self.motion(found[0])} if found else {}

    def founded(self, row: Row) -> Extra:
        """The members of a new caucus after everybody has answered, its founder first."""
        g = row.subject
        if not self.state["g_on"][g] or self.state["g_target"][g] != row.target:
            return {}
        return {"members": [self.model.people[row.actor], *self.members(self.state, g, row.actor)]}

    def dissolved(self, row: Row) -> Extra:
        g = row.subject
        same = self.before["g_on"][g] and self.before["g_target"][g] == row.target
        return {"members": self.members(self.before, g)} if same else {}

    def members(self, state: Any, g: int, but: int = L.NOBODY) -> list[str]:
        return [person for n, person in enumerate(self.model.people) if state["g_member"][g][n] == L.MEMBER and n != but]

    def line(self, row: Row) -> Extra:
        """The line that held when the step began. A motion to undo a decision has none: it asks for what held before that."""
        return {} if row.kind == K.POLICY and row.flag >> 1 == K.REVERSE else self.held_before(row.subject)

    def held_before(self, issue: int) -> Extra:
        return {"before": float(self.before["policy"][issue])}


def listed(rows: Sequence[Row], n: int) -> Extra:
    """Whether somebody who was not re-elected was on the list: custom speaks for those who are, and against the others."""
    row, votes = rows[n], []
    for earlier in reversed(rows[:n]):
        if earlier.kind not in (K.T_VOTE, K.T_BLOC) or (earlier.body, earlier.subject, earlier.target) != (
            row.body,
            row.subject,
            row.target,
        ):
            break
        votes.append(float(earlier.terms[K.T_CUSTOM]))
    return {"listed": min(votes) >= 0.0} if votes and any(votes) else {}


SEEN: dict[int, Callable[[Watch, Row], Extra]] = {
    K.L_MOVE: Watch.held_back, K.L_LAPSED: Watch.of_lapse, K.L_RESIGNED: Watch.forestalled, K.L_CAPITULATED: Watch.taken_back,
    K.L_REFUSED: Watch.defied, K.L_CAUCUS: Watch.founded, K.L_DISSOLVED: Watch.dissolved, K.POLICY: Watch.line, K.L_PLATFORM: Watch.line,
}  # fmt: skip
"""Kind of log row -> what is added to it."""
