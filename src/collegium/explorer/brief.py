"""What a member of the group could know: public facts, their own ties and papers, what they see in the rooms where they sit.

The model knows more: others' ties, aims and papers, and agreements behind closed doors. None of it is here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from collegium.engine import layout as L
from collegium.ensemble.traces import Row, decided, gather
from collegium.explain.replay import Replay
from collegium.explorer.history import Step
from collegium.explorer.scene import Reader, Scene
from collegium.language import say
from collegium.results.columns import COARSE
from collegium.scenario import kinds as K
from collegium.scenario.model import Cell

BETWEEN_TWO = (K.L_RECONCILED, K.L_JOINED, K.L_LAPSED)
"""Kinds of event of which only those concerned know."""
OWN = (K.L_CASE, K.L_UNDERGROUND)
"""Kinds of event of which only the actor knows."""
CAUCUSES = (K.L_CAUCUS, K.L_DISSOLVED)
NOWHERE = (K.L_INTERVENED,)
"""Kinds of row that are no event in the world of the group."""
ROLES = ASKED, MEMBER, KEEPS = "asked to join", "member", "keeps the agenda"
"""What a person is in a caucus, and for a body."""
NEAR = 0.1
"""A tie, injury or reading of a document below this goes without mention."""


class Seat:
    """One person's view of a history.

    Parameters
    ----------
    replay
        The history, for names and sentences.
    person
        Id of who looks.
    """

    def __init__(self, replay: Replay, person: str) -> None:
        self.replay, self.person = replay, person
        self.model, self.teller = replay.model, replay.teller
        self.me = replay.model.people.index(person)

    # news

    def news(self, step: Step, before: Scene) -> list[dict[str, str]]:
        """What becomes known to the person in a step: ``date`` and ``text`` of each event, and how an open vote in an own body went."""
        self.replay.state = step.scene.fields
        found: list[dict[str, str]] = []
        ballots: list[list[Row]] = []
        for row in step.rows:
            if row.kind in (K.T_VOTE, K.T_BLOC):
                gather(ballots, row)
            elif row.kind < K.L_MOVE:
                if self.knows(row, step.scene, before):
                    votes = self.votes(row, ballots[-1] if ballots else [], before)
                    found.append({"date": step.day.isoformat(), "text": self.teller.sentence(self.replay.told(row)) + votes})
                ballots = []
        return found

    def knows(self, row: Row, scene: Scene, before: Scene) -> bool:
        """Could the person know of this event?"""
        if row.kind in NOWHERE:
            return False
        if row.kind in CAUCUSES:
            return self.me == row.actor or any(at["g_member"][row.subject, self.me] in (L.INVITED, L.MEMBER) for at in (scene, before))
        if row.kind == K.L_WRITTEN:
            return bool(scene["knows"][row.subject, self.me] > 0.0)
        if row.kind in OWN:
            return row.actor == self.me
        return row.kind not in BETWEEN_TWO or self.me in (row.actor, row.target)

    def votes(self, row: Row, ballot: list[Row], before: Scene) -> str:
        """Who voted how, if the vote was open and the person sits there."""
        if not decided(row) or self.model.sc[0]["secret"][row.body] or before["seat"][row.body, self.me] == L.NO_SEAT:
            return ""
        both = [r.actor for r in ballot if r.kind == K.T_VOTE and r.yes], [r.actor for r in ballot if r.kind == K.T_VOTE and r.no]
        pro, con = (", ".join(self.replay.name(n) for n in side) for side in both)
        told = [say("For: {who}.", who=pro) if pro else "", say("Against: {who}.", who=con) if con else ""]
        return "".join(f" {side}" for side in told if side)

    # the brief

    def brief(self, scene: Scene, day: Any) -> dict[str, Any]:
        """What the person could know at the start of a step.

        Returns
        -------
        dict
            ``person`` (id, name) and ``date``. Of the person ``traits`` as the scenario has them, ``seats``, ``offices``, ``tasks`` (bodies
            whose agenda the person keeps) and ``followings`` (shares of the constituencies). Everybody else alive in ``people``: state,
            posts, offices first, perceived share of power, and the person's own tie, injury and clientage to them. The ``agenda`` of the
            bodies where the person has a seat or keeps it. The ``caucuses`` of which the person is a member or may be. The ``documents``
            that the person knows, and for whom and against whom they speak. The ``policies``, and the person's own position.
        """
        self.replay.state = scene.fields
        reader = Reader(scene, self.replay)
        bodies, offices = list(reader.bodies()), list(reader.offices())
        sits = {body["id"]: one["rank"] for body in bodies for one in body["members"] if one["id"] == self.person}
        tasks = [body["id"] for body in bodies if body["keeper"] == self.person]
        return {
            "person": reader.named(self.person), "date": day.isoformat(), "traits": self.traits(),
            "seats": [{**reader.named(body), "rank": rank} for body, rank in sits.items()],
            "offices": [reader.named(office["id"]) for office in offices if office["holder"] == self.person],
            "tasks": [{**reader.named(body), "task": KEEPS} for body in tasks],
            "people": list(self.people(scene, reader, bodies, offices)), "followings": list(self.followings(scene, reader)),
            "agenda": [item for item in reader.agenda() if item["body"] in {*sits, *tasks}],
            "caucuses": list(self.caucuses(scene, reader)), "documents": list(self.documents(scene, reader)),
            "policies": list(self.policies(scene, reader)),
        }  # fmt: skip

    def traits(self) -> dict[str, str]:
        """The person's own traits, as ranges if the scenario is not sure of them."""
        found = next(person for person in self.model.scenario.people if person.id == self.person)
        return {trait: told(cell) for trait, cell in found.traits.items() if cell is not None}

    def people(self, scene: Scene, reader: Reader, bodies: Any, offices: Any) -> Iterator[dict[str, Any]]:
        for i, one in enumerate(reader.people()):
            if i == self.me or one["state"] == "dead":
                continue
            posts = [office["name"] for office in offices if office["holder"] == one["id"]]
            posts += [body["name"] for body in bodies if any(seat["id"] == one["id"] for seat in body["members"])]
            feeling, harm = float(scene["tie"][self.me, i]), float(scene["harm"][self.me, i])
            patron = float(scene["client"][self.me, i])
            if posts or abs(feeling) >= NEAR or harm >= NEAR or patron >= NEAR:
                yield {
                    "id": one["id"], "name": one["name"], "state": one["state"], "posts": posts, "share": round(one["share"], COARSE),
                    "tie": round(feeling, COARSE), "injury": round(harm, COARSE), "patron": round(patron, COARSE),
                }  # fmt: skip

    def followings(self, scene: Scene, reader: Reader) -> Iterator[dict[str, Any]]:
        for c, constituency in enumerate(self.model.constituencies):
            yield {**reader.named(constituency), "share": round(float(scene["allegiance"][c, self.me]), COARSE)}

    def caucuses(self, scene: Scene, reader: Reader) -> Iterator[dict[str, Any]]:
        for g in np.flatnonzero(scene["g_on"]):
            mine = int(scene["g_member"][g, self.me])
            if mine in (L.INVITED, L.MEMBER):
                members = [reader.person(int(i)) for i in np.flatnonzero(scene["g_member"][g] == L.MEMBER)]
                asked = ASKED if mine == L.INVITED else MEMBER
                yield {"against": reader.person(int(scene["g_target"][g])), "members": members, "as": asked}

    def documents(self, scene: Scene, reader: Reader) -> Iterator[dict[str, Any]]:
        for d, document in enumerate(self.model.documents):
            if scene["written"][d] and scene["knows"][d, self.me] > 0.0:
                content = scene["content"][d][: len(self.model.people)]
                yield {
                    **reader.named(document),
                    "speaks_for": [self.model.people[i] for i in np.flatnonzero(content >= NEAR)],
                    "speaks_against": [self.model.people[i] for i in np.flatnonzero(content <= -NEAR)],
                    "read_out": bool(scene["read_out"][d]), "locked": bool(scene["locked"][d]),
                }  # fmt: skip

    def policies(self, scene: Scene, reader: Reader) -> Iterator[dict[str, Any]]:
        for _k, issue in enumerate(self.model.scenario.issues):
            place = self.model.issues.index(issue.id)
            line, own = float(scene["policy"][place]), float(scene["position"][self.me, place])
            ends = {"low": issue.low, "high": issue.high}
            yield {**reader.named(issue.id), **ends, "policy": round(line, COARSE), "own": round(own, COARSE)}


def told(cell: Cell) -> str:
    """A cell as people read it."""
    values = [f"{value:g}" for value in cell.values]
    return values[0] if cell.certain else f"{min(values)} to {max(values)}"
