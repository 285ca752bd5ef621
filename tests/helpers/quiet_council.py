"""A council of six that wants nothing, on which single moves are tried.

Everybody is content: he has no ambition, no enemies, no wishes for any policy, and all the caution there is, so that he does nothing.
A test gives one of them a reason; with a precision as high as here he then makes the move that is worth most to him, whatever his luck.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from collegium.engine import layout as L
from collegium.engine import moves
from collegium.scenario import kinds as K
from helpers.bench import quiet

COURTSHIP, TIE_JUMP, STANDING_WIN = 0.5, 0.3, 0.2
THETA = dict.fromkeys(
    "policy tie stake balancing whip line dependence deference conformity comradeship discipline document shock headcount_error "
    "sanction_cost obstruction turnover norm_ratchet susceptibility".split(), 0.0
) | {
    "status_quo": -50.0, "precision": 800.0, "reach": 1.0, "consideration": 8.0, "courtship": COURTSHIP, "tie_jump": TIE_JUMP,
    "standing_win": STANDING_WIN, "denunciation": 0.1, "caucus_cost": 0.005, "tie_half_life": 1e300, "harm_half_life": 1e300,
}  # fmt: skip
"""Nothing speaks against a sanction (``status_quo``), and nothing fades."""
HALF_A_YEAR = 26


class Council:
    """Six people by their first names' places, and the state they are in. ``decides`` are the only motions that the council may decide."""

    def __init__(self, *decides: int, **theta: float) -> None:
        self.bench = quiet(theta=THETA | theta, tracing=True)
        m, self.st, self.sc, self.io = self.bench.model, self.bench.st, self.bench.sc, self.bench.io
        self.anna, self.boris, self.clara, self.david, self.elena, self.felix = (
            m.people.index(name) for name in ("anna", "boris", "clara", "david", "elena", "felix")
        )
        self.council, self.assembly = m.bodies.index("council"), m.bodies.index("assembly")
        self.secretary, self.chairman, self.treasurer = (m.offices.index(x) for x in ("secretary", "chairman", "treasurer"))
        self.issue = m.issues.index("taxes")
        self.sc["decides"], self.st["agenda"], self.sc["appeal"] = 0, L.NOBODY, L.NOBODY
        self.sc["decides"][self.council, list(decides)] = 1
        self.sc["threshold"][self.council] = 0.0  # the mover's vote carries every motion
        self._content()

    def _content(self) -> None:
        st = self.st
        for field in ("ambition", "public", "authority", "tie", "client", "harm", "hurt", "opposed", "salience", "allegiance", "leaning"):
            st[field] = 0.0
        st["caution"], st["standing"], st["allegiance"][:, -1], st["unity"] = 1.0, 0.2, 1.0, 0.0
        st["lost"] = 1.0  # of no majority, so that what is said in the open counts in full as opposition
        st["position"], st["anchor"], st["policy"], st["mood"] = 0.0, 0.0, 0.0, 0.0

    def let_act(self, i: int, j: int) -> None:
        """i wants to rise, is rash, and j is the strongest, so that it is j whom he has in mind. Everybody may act."""
        self.st["ambition"][i], self.st["caution"][i], self.st["standing"][j] = 1.0, 0.0, 0.6
        self.bench.theta["activity"] = 50.0

    def ill(self, j: int) -> None:
        """He cannot answer."""
        self.st["incapable"][j] = self.bench.week + 99

    def votes(self) -> list[int]:
        """Who cast a vote in the last step."""
        return [int(row["actor"]) for row in self.bench.rows(K.T_VOTE) if row["yes"] + row["no"]]

    def caucus(self, target: int, *members: int) -> None:
        """They stand together against somebody, since some weeks ago."""
        self.st["g_on"][0], self.st["g_target"][0], self.st["g_since"][0] = 1, target, self.bench.week - 9
        self.st["g_member"][0, list(members)] = L.MEMBER

    def accuse(self, i: int, j: int) -> None:
        """A motion of i's against j comes in, on which j must do something."""
        self.motion(K.INQUIRE, i, j, state=L.SUBMITTED, seen=0)

    def motion(self, kind: int, mover: int, target: int = L.NOBODY, arg: int = L.NOBODY, place: int = 0, **more: Any) -> None:
        """A motion on the council's agenda, by default one that waits for its meeting and of which all know."""
        fields = {"kind": kind, "mover": mover, "target": target, "arg": arg, "body": self.council, "state": L.SUBMITTED, "seen": 2,
                  "value": 0.0, "week": self.bench.week - 5, "decided": self.bench.week, "urgent": 0, "appeal": 0,
                  "ordered": 0, "key": 77 + place}  # fmt: skip
        for name, x in (fields | more).items():
            self.st["q_" + name][place] = x

    def made(self, actor: int) -> list[str]:
        """Moves that somebody made in the last step, silence not counted."""
        found = [moves.NAMES[int(row["subject"])] for row in self.bench.rows(K.L_MOVE) if row["actor"] == actor]
        return [name for name in found if name != "stay_silent"]

    def waiting(self, kind: int) -> list[tuple[int, int]]:
        """(mover, target) of the motions of this kind that have been submitted."""
        hit = np.flatnonzero((self.st["q_kind"] == kind) & (self.st["q_state"] == L.SUBMITTED))
        return [(int(self.st["q_mover"][q]), int(self.st["q_target"][q])) for q in hit]

    def meet(self) -> None:
        """A step in which the council meets and nobody acts of his own accord."""
        self.bench.theta["activity"] = 0.0
        self.st["next_meeting"][self.council] = self.bench.week
        self.bench.step()

    def step(self) -> None:
        self.bench.step()


def terms(c: Council, term: int) -> dict[int, float]:
    """What a term of the vote added to each voter's sum in the last step."""
    return {int(row["actor"]): float(row["terms"][term]) for row in c.bench.rows(K.T_VOTE)}
