"""A step of a history as a picture needs it: who sits where, holds what, is followed by whom, and what is on the agenda."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.engine import layout as L
from collegium.explain.replay import Replay
from collegium.results.columns import COARSE, EPOCH, FINE, LEAST
from collegium.scenario import calendar

ONE_EACH = (
    "alive", "member", "incapable", "away", "confined", "hidden", "isolated", "share", "standing", "opposed", "q_state", "q_kind",
    "q_mover", "q_target", "q_body", "q_arg", "q_value", "q_week", "q_appeal", "g_on", "g_target", "holder", "next_meeting", "sittings",
    "statute", "policy", "written", "read_out", "locked", "top", "agenda",
)  # fmt: skip
"""Fields of the state that are kept of every step as they are."""
TABLES = ("seat", "bloc", "g_member", "knows", "content", "position")
"""Fields of the state with two indices that are kept as they are."""
LARGE = ("tie", "harm", "client", "allegiance")
"""Those that are kept in single precision, without the room that nobody takes."""
STATES = {L.SUBMITTED: "waits", L.HELD: "held back", L.CARRIED: "carried, not yet carried out"}
"""States of an item that are shown, in words."""

FATES = DEAD, ARRESTED, EXILED, EXPELLED, UNABLE, AWAY, CENTRE = (
    "dead", "arrested", "exiled", "expelled", "unable to work", "away", "at the centre",
)  # fmt: skip
"""How a person fares, in words."""


@dataclass(frozen=True)
class Scene:
    """The state after a step, as far as it is shown: field -> values; the unaligned come last in ``allegiance``."""

    week: int
    fields: dict[str, NDArray[Any]]

    @classmethod
    def after(cls, state: Any, people: int) -> Scene:
        """The part of a state that is kept; so many people are in it."""
        kept = {name: state[name].copy() for name in (*ONE_EACH, *TABLES)}
        for name in LARGE:
            column = [*range(people), -1] if name == "allegiance" else slice(people)
            rows = state[name] if name == "allegiance" else state[name][:people]
            kept[name] = rows[:, column].astype(np.float32)
        return cls(int(state["week"]) - 1, kept)

    def __getitem__(self, field: str) -> Any:
        return self.fields[field]

    def able(self, i: int) -> bool:
        """Is person i alive, of the organisation, able to work and at large, as the step after this begins?"""
        alive = self["alive"][i] == 1 and self["member"][i] == 1
        return bool(alive and self["incapable"][i] <= self.week + 1 and self["confined"][i] == L.AT_LARGE)


class Reader:
    """Reads scenes with the names of one history."""

    def __init__(self, scene: Scene, replay: Replay) -> None:
        self.scene, self.replay, self.model, self.teller = scene, replay, replay.model, replay.teller
        self.sc = replay.model.sc[0]

    def named(self, identifier: str) -> dict[str, str]:
        return {"id": identifier, "name": self.teller.name(identifier)}

    def person(self, n: int) -> str | None:
        return self.model.people[n] if n >= 0 else None

    def keeper(self, b: int) -> str | None:
        """Who keeps the agenda of body b."""
        office, scene = int(self.scene["agenda"][b]), self.scene
        if office == L.ROTATION:
            able = [i for i in range(len(self.model.people)) if scene["seat"][b, i] == L.FULL and scene.able(i)]
            return self.person(able[int(scene["sittings"][b]) % len(able)]) if able else None
        holder = int(scene["holder"][office]) if office >= 0 else L.NOBODY
        return self.person(holder) if holder >= 0 and scene.able(holder) else None

    def people(self) -> Iterator[dict[str, Any]]:
        s = self.scene
        for i, person in enumerate(self.model.people):
            hands = {L.ARRESTED: ARRESTED, L.EXILED: EXILED}.get(int(s["confined"][i]))
            if not s["alive"][i]:
                where = DEAD
            elif hands or not s["member"][i]:
                where = hands or EXPELLED
            elif s["incapable"][i] > s.week + 1:
                where = UNABLE
            else:
                where = AWAY if s["away"][i] else CENTRE
            yield {
                **self.named(person), "state": where, "share": round(float(s["share"][i]), FINE),
                "underground": bool(s["hidden"][i]), "opposed": round(float(s["opposed"][i]), COARSE),
            }  # fmt: skip

    def bodies(self) -> Iterator[dict[str, Any]]:
        s, columns = self.scene, self.replay.columns
        for b, body in enumerate(self.model.bodies):
            chair = int(self.sc["chair"][b])
            seated = [(i, int(rank)) for i, rank in enumerate(s["seat"][b][: len(self.model.people)]) if rank]
            blocs = [(c, int(s["bloc"][b, c])) for c in range(len(self.model.constituencies))]
            due = int(s["next_meeting"][b])
            later = due < int(self.sc["first"]) + int(self.sc["weeks"])
            yield {
                **self.named(body), "seats": int(s["statute"][b]), "top": b == int(s["top"]),
                "members": [{"id": self.model.people[i], "rank": "full" if rank == L.FULL else "candidate"} for i, rank in seated],
                "unnamed": [{"constituency": self.model.constituencies[c], "seats": n} for c, n in blocs if n],
                "keeper": self.keeper(b), "chair": self.person(int(s["holder"][chair])) if chair >= 0 else None,
                "next_meeting": calendar.from_ordinal(int(columns.day(np.array([due]))[0]) + EPOCH).isoformat() if later else None,
            }  # fmt: skip

    def offices(self) -> Iterator[dict[str, Any]]:
        for o, office in enumerate(self.model.offices):
            yield {**self.named(office), "holder": self.person(int(self.scene["holder"][o]))}

    def ties(self) -> Iterator[dict[str, Any]]:
        """Those of members and candidates of the top body to each other."""
        s, people = self.scene, self.model.people
        seated = np.flatnonzero(s["seat"][int(s["top"])][: len(people)])
        for i in seated:
            for j in seated:
                if i != j:
                    tie, patron = round(float(s["tie"][i, j]), COARSE), round(float(s["client"][i, j]), COARSE)
                    yield {"from": people[i], "to": people[j], "tie": tie, "client": patron}

    def followings(self) -> Iterator[dict[str, Any]]:
        """Shares of the constituencies; nobody has what is left."""
        for c, constituency in enumerate(self.model.constituencies):
            shares = self.scene["allegiance"][c]
            found = {self.model.people[i]: round(float(shares[i]), COARSE) for i in np.flatnonzero(shares[:-1] >= LEAST)}
            yield {**self.named(constituency), "follow": found, "unaligned": round(float(shares[-1]), COARSE)}

    def agenda(self) -> Iterator[dict[str, Any]]:
        s = self.scene
        for q in np.flatnonzero(np.isin(s["q_state"], list(STATES))):
            yield {
                "state": STATES[int(s["q_state"][q])], "text": self.replay.item(int(q)), "kind": self.replay.item_kind(int(q)),
                "mover": self.person(int(s["q_mover"][q])), "target": self.person(int(s["q_target"][q])),
                "body": self.model.bodies[int(s["q_body"][q])],
            }  # fmt: skip

    def caucuses(self) -> Iterator[dict[str, Any]]:
        s = self.scene
        for g in np.flatnonzero(s["g_on"]):
            members = [self.model.people[i] for i in np.flatnonzero(s["g_member"][g] == L.MEMBER)]
            yield {"against": self.person(int(s["g_target"][g])), "members": members}

    def documents(self) -> Iterator[dict[str, Any]]:
        s = self.scene
        for d in np.flatnonzero(s["written"][: len(self.model.documents)]):
            known = [self.model.people[i] for i in np.flatnonzero(s["knows"][d][: len(self.model.people)] > 0.0)]
            state = {"read_out": bool(s["read_out"][d]), "locked": bool(s["locked"][d])}
            yield {**self.named(self.model.documents[d]), "known_to": known, **state}


def scene_of(scene: Scene, replay: Replay, day: Any) -> dict[str, Any]:
    """A scene as plain data.

    Returns
    -------
    dict
        ``date``. ``people``: id, name, state, share of power, whether underground, how far in open opposition. ``bodies``: id, name,
        seats by statute, members and their rank, unnamed seats, who keeps the agenda, who is in the chair, the next regular meeting.
        ``offices``: id, name, holder. ``ties`` between those seated in the top body: from, to, tie (-1 to 1), client (0 to 1).
        ``followings``: id, name, share by person, unaligned. ``agenda``: state, text, kind, mover, target, body. ``caucuses``: against,
        members. ``documents``: id, name, who knows it, whether read out or locked away. ``policies``: issue -> -1 to 1.
    """
    replay.state = scene.fields
    reader = Reader(scene, replay)
    parts = ("people", "bodies", "offices", "ties", "followings", "agenda", "caucuses", "documents")
    policies = {issue: round(float(scene["policy"][k]), COARSE) for k, issue in enumerate(replay.model.issues)}
    return {"date": day.isoformat(), **{part: list(getattr(reader, part)()) for part in parts}, "policies": policies}
