"""Sentences of spec/experiments.md about the small world, made of dice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

MOVES = ("propose_policy appoint court denounce form_caucus leave_caucus strip_office remove_from_body expel send_away pack_body "
         "tender_resignation write_document disclose_document suppress_document reconcile recall propose_inquiry launch_platform "
         "postpone_congress isolate build_case arrest exile go_underground capitulate join_oppositions "
         "coup resign_seat adopt_statute repeal_statute").split()  # fmt: skip
ANSWERS = "hold_back join_caucus appeal insist refuse_order put_down act act act".split()
ABOUT_ISSUES = ("propose_policy", "launch_platform")
LISTS = {
    "body": "council council assembly congress cabinet".split(),
    "office": "secretary treasurer marshal governor warden auditor".split(),
    "constituency": "clerks guilds army".split(),
    "issue": "taxes roads".split(),
    "document": "letter note memo".split(),
    "kind": "any policy strip expel inquire isolate send_away remove recall postpone appoint disclose suppress resignation pack "
    "adopt adopt repeal repeal".split(),
    "forbidden": [*MOVES, *ANSWERS],
    "forced": [move for move in MOVES if move not in ABOUT_ISSUES],
    "opinion": list(ABOUT_ISSUES),
    "trait": "ambition caution apparatus public".split(),
    "answer": "yes no".split(),
    "manner": ["in plenary", "by delegations"],
    "rank": ["", " as candidate"],
}
FORMS = (
    "keep {person} healthy{span}",
    "keep {person} absent{span}",
    "let {person} die{on}",
    "swap traits of {person} and {other}",
    "make {trait} of {person} {to_four}{on}",
    "make standing of {person} {to_one}{on}",
    "make authority of {person} {to_one}{on}",
    "make tie of {person} to {other} {signed}{on}",
    "make clientage of {person} to {other} {to_one}{on}",
    "make allegiance of {constituency} to {person} {to_one}{on}",
    "make position of {person} on {issue} {signed}{on}",
    "make salience of {person} on {issue} {to_one}{on}",
    "make mood of {constituency} on {issue} {signed}{on}",
    "make policy of {issue} {signed}{on}",
    "make weight of {body} {to_one}{on}",
    "make weight of {office} {to_one}{on}",
    "make weight of {constituency} {to_one}{on}",
    "give office {office} to {person}{on}",
    "take office {office} from {person}{on}{until}",
    "give seat {body} to {person}{rank}{on}",
    "take seat {body} from {person}{on}{until}",
    "keep {person} in office {office}{span}",
    "keep {person} in seat {body}{span}",
    "force {person} to {forced} against {other}{on}{until}",
    "force {person} to {forced} against {other}{on}{until}",
    "force {person} to {opinion} on {issue}{on}{until}",
    "forbid {somebody} to {forbidden}{against}{span}",
    "delay {somebody} to {forbidden}{against} until {later}",
    "carry {motion}{span}",
    "defeat {motion}{span}",
    "hold {motion}{span}",
    "bind {person} to {answer} on {motion}{span}",
    "let {person} choose {choice}{on}",
    "let {person} choose {choice}{on}",
    "let {person} vote {answer} on {motion}{on}",
    "reseed from {day} with {number}",
    "found caucus of {three} against {person}{on}",
    "write {document} against {person}{on}",
    "disclose {document} {manner}{on}",
    "read {document} {manner}",
    "suppress {document}{span}",
)


class Words(dict[str, Any]):
    """What fills the slots of one sentence."""

    def __init__(self, rng: np.random.Generator, start: date, days: int) -> None:
        people = "ann ben cid dan eve fay".split()
        rng.shuffle(people)
        super().__init__(person=people[0], other=people[1])
        self.rng, self.people = rng, people
        begin, close = sorted(rng.choice(days, 2, replace=False).tolist())
        self.early, self.late = (str(start + timedelta(n)) for n in (begin, close))

    def maybe(self, text: str, chance: float = 0.7) -> str:
        return text if self.rng.random() < chance else ""

    def __missing__(self, slot: str) -> str:
        if slot in LISTS:
            return str(self.rng.choice(LISTS[slot]))
        return str(getattr(self, slot)())

    def on(self) -> str:
        return self.maybe(f" on {self.early}", 0.9)

    def until(self) -> str:
        return self.maybe(f" until {self.late}")

    def span(self) -> str:
        return self.maybe(f" from {self.early}") + self.until()

    def later(self) -> str:
        return self.late

    def somebody(self) -> str:
        return self.maybe(self.people[0]) or "anybody"

    def against(self) -> str:
        return self.maybe(f" against {self.people[1]}", 0.5)

    def motion(self) -> str:
        return self["kind"] + self.maybe(f" against {self.people[1]}", 0.2) + self.maybe(f" in {self['body']}", 0.3)

    def choice(self) -> str:
        """Silence, now and then an opinion, else something against somebody, be it an answer."""
        move = str(self.rng.choice(["stay_silent", *ABOUT_ISSUES, *MOVES, *ANSWERS]))
        if move in ABOUT_ISSUES:
            return f"{move} on {self['issue']}"
        return "stay_silent" if move in ("stay_silent", "act") else move + self.maybe(f" against {self.people[1]}", 0.8)

    def day(self) -> str:
        return self.early

    def number(self) -> str:
        return str(self.rng.integers(0, 10**9))

    def three(self) -> str:
        return ", ".join(self.people[1 : self.rng.integers(3, 6)])

    def to_one(self) -> str:
        return f"{self.rng.choice([0, 1, self.rng.random()], p=[0.1, 0.1, 0.8]):.3f}"

    def to_four(self) -> str:
        return f"{4 * self.rng.random():.3f}"

    def signed(self) -> str:
        return f"{self.rng.uniform(-1, 1):.3f}"


def sentences(seed: int, forms: Sequence[str], start: date, days: int) -> list[str]:
    rng = np.random.default_rng(seed)
    return [form.format_map(Words(rng, start, days)) for form in forms]
