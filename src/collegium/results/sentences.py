"""Events and motions in plain sentences, with the names of the scenario.

A row is one of the table of events. It may hold more than the table does: what :mod:`collegium.results.recall` remembers of earlier rows,
and what a second simulation shows (:mod:`collegium.explain.hidden`). A sentence uses such knowledge and does without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from collegium.results.grammar import capital, plural, series, some, verb
from collegium.scenario import kinds
from collegium.scenario.model import Scenario

Row: TypeAlias = Mapping[str, Any]

ASKS = {row.name: row.asks for row in kinds.MOTION_KINDS}
"""Kind of motion -> what it asks."""
APPEALS = {mark.name: mark.asks for mark in kinds.MARKS if mark.name}
"""How a motion comes back -> what it then asks."""
PURPOSES = {kind.name: kind.purpose for kind in kinds.MOTION_KINDS if kind.purpose}
"""Kind of motion -> what it is for, where its subject is not recorded."""
HAPPENED = {row.name: row.says for row in kinds.ROW_KINDS}
"""Kind of event -> what happens, for those that no method below says."""

GERUNDS = {"be": "being", "lose": "losing"}
"""Verbs of what motions ask of people."""
STILL, SLIGHT, FAR = 0.05, 0.25, 0.75
"""Changes of a line, on an axis from -1 to 1, below which it stays where it is, moves a little, and above which it moves far."""
MIDDLING = 0.03
"""Change of output up to which a harvest is neither good nor poor."""


def short_names(scenario: Scenario) -> dict[str, str]:
    """Short names of people, by default their last; whole names where two would share one."""
    last = {person.id: person.short or person.name.split()[-1] for person in scenario.people}
    shared = list(last.values())
    return {p.id: last[p.id] if shared.count(last[p.id]) == 1 else p.name for p in scenario.people}


def minus(number: str) -> str:
    """A number as people read it, with a real minus sign (U+2212). Files keep the hyphen, which programs can read."""
    return number.replace("-", "−")


def signed(value: float) -> str:
    """A position on an axis: '+0.60', '−0.05', and '0.00' whatever the sign of what was rounded away."""
    return minus(f"{value:+.2f}") if round(value, 2) else "0.00"


def spaced(identifier: str) -> str:
    return identifier.replace("_", " ")


def without(identifier: str, *words: str) -> str:
    """An id as words, without some of them (all of them if nothing else is left)."""
    left = [part for part in identifier.split("_") if part not in words]
    return " ".join(left) or spaced(identifier)


def wishing(asks: str, mover: str) -> str:
    """What a mover asks, without naming the mover again: 'that Anna be called back' becomes 'to be called back'."""
    if asks.startswith(f"that {mover} "):
        return "to " + asks.removeprefix(f"that {mover} ")
    return asks.replace(f"that {mover}'s conduct", "that their own conduct", 1)


def suffering(asks: str, mover: str) -> str:
    """A decision in the words of whoever appeals against it: 'that Anna lose the seat' becomes 'losing the seat' if Anna does."""
    if asks.startswith(f"that {mover}'s conduct"):
        return "the inquiry into their own conduct"
    verb, _, rest = asks.removeprefix(f"that {mover} ").partition(" ")
    return f"{GERUNDS[verb]} {rest}" if asks.startswith(f"that {mover} ") and verb in GERUNDS else f"the decision {asks}"


def motion_of(kind: str) -> tuple[str, str] | None:
    """Kind of motion and how it comes back ('' or one of :data:`APPEALS`), of a kind of event; None if it is no motion."""
    how, _, rest = kind.partition("_")
    if kind in ASKS:
        return kind, ""
    return (rest, how) if how in APPEALS and rest in ASKS else None


class Teller:
    """Says in words what a row of the table of events means."""

    def __init__(self, scenario: Scenario, interventions: Sequence[str] = ()) -> None:
        self.interventions = interventions
        self.names = short_names(scenario)
        for things in (scenario.bodies, scenario.offices, scenario.constituencies, scenario.issues, scenario.statutes, scenario.theatres):
            self.names |= {thing.id: thing.name for thing in things}
        self.papers = {document.id: document.what or without(document.id, *document.author.split("_")) for document in scenario.documents}
        self.authors = {document.id: document.author for document in scenario.documents}
        self.names |= {d.id: f"{self.names[d.author]}'s {self.papers[d.id]}" for d in scenario.documents}
        self.happenings = {event.id: event.what for event in scenario.events}
        self.issues = {issue.id: issue for issue in scenario.issues}
        self.filled_by = {office.id: office.filled_by for office in scenario.offices}
        self.terms = {office.id for office in scenario.offices if office.term}
        self.by_right = {filled for office in scenario.offices for filled in office.fills}

    def name(self, identifier: str | None) -> str:
        return "nobody" if identifier is None else self.names.get(identifier, spaced(identifier))

    def all(self, identifiers: Sequence[str]) -> str:
        """'A, B and C'."""
        return series([self.name(one) for one in identifiers])

    def sentence(self, row: Row) -> str:
        """One sentence, or two, for an event."""
        motion = motion_of(row["kind"])
        if motion:
            return capital(self.decided(row, *motion)) + "."
        say: Callable[[Teller, Row], str] | None = SAY.get(row["kind"])
        return capital(say(self, row) if say else HAPPENED[row["kind"]].format(**self.parts(row))) + "."

    def parts(self, row: Row) -> dict[str, str]:
        found = {part: self.name(row[part]) for part in ("actor", "target", "body", "subject")}
        subject = row["subject"] or ""
        if row["actor"] and self.authors.get(subject) == row["actor"]:
            found["subject"] = f"{found['actor']}'s own {self.papers[subject]}"
        if row["kind"] == "intervened":
            found["intervention"] = self.interventions[int(row["value"])]
        return found | {"value": self.side(row) if subject in self.issues else ""}

    # motions

    def asked(self, row: Row, kind: str, how: str) -> str:
        """What a motion asks; ``how`` is '' or one of :data:`APPEALS`."""
        return APPEALS[how].format(self.asks(row, kind)) if how else self.asks(row, kind)

    def asks(self, row: Row, kind: str) -> str:
        """'that Trotsky be expelled'."""
        if kind == "policy":
            return f"that {self.name(row['subject'])} {self.shift(row)}"
        return ASKS[kind].format(**self.parts(row))

    def decided(self, row: Row, kind: str, how: str) -> str:
        """A motion that was put to the vote."""
        yes, no = ("accepted", "refused") if kind == "resignation" else ("carried", "lost")
        there = "" if how in ("reverse", "renew") and row["actor"] else f" in {self.the(row['body'])}"
        return f"{self.moved(row, kind, how)}; {yes if row['passed'] else no}{there}, {row['yes']} to {row['no']}"

    def moved(self, row: Row, kind: str, how: str) -> str:
        """Who asks for what."""
        mover, body = self.name(row["actor"]), self.the(row["body"])
        if kind == "resignation":
            return f"{self.name(row['target'])} offers to resign as {self.name(row['subject'])}"
        asks = self.asks(row, kind)
        if not row["actor"]:
            return f"it is moved {self.asked(row, kind, how)}"
        if how == "reverse":
            return f"{mover} appeals to {body} against {suffering(asks, mover)}"
        if how == "renew":
            return f"{mover} turns to {body} and moves once more {wishing(asks, mover)}"
        if row.get("ill"):
            return f"a motion of {mover}, who is ill, is read: {asks}"
        return f"{mover} {'insists' if how == 'insist' else 'moves'} {wishing(asks, mover)}"

    def shift(self, row: Row) -> str:
        """What a line of policy is to do, after 'that' and its name: by what held before, where it is known."""
        issue, value, before = self.issues[row["subject"]], row["value"], row.get("before")
        if before is None:
            return f"be set at {self.side(row)}"
        change = abs(value - before)
        if change < STILL:
            return f"stay where it is, at {signed(value)}"
        how = "a little towards" if change < SLIGHT else "far towards" if change > FAR else "towards"
        return f"shift {how} “{issue.high if value > before else issue.low}”, to {signed(value)}"

    def side(self, row: Row) -> str:
        """A position on an issue, in the words of the end to which it is nearer."""
        issue, value = self.issues[row["subject"]], row["value"]
        if abs(value) < STILL:
            return f"{signed(value)}, between the two ends"
        return f"{signed(value)}, on the side of “{issue.high if value > 0.0 else issue.low}”"

    def motion(self, motion: Row) -> str:
        """A motion that never came to a vote, as a noun: 'Bukharin's motion that Trotsky be expelled'."""
        found = motion_of(motion["kind"])
        asks = self.asked(motion, *found) if found else ""
        return f"{self.name(motion['actor'])}'s motion {asks}" if motion["actor"] else f"a motion {asks}"

    def the(self, body: str | None) -> str:
        return f"the {self.name(body)}"

    # what becomes of motions without a vote

    def held_back(self, row: Row) -> str:
        return f"{self.name(row['actor'])} keeps off the agenda of {self.the(row['body'])} {self.motion(row['motion'])}"

    def lapsed(self, row: Row) -> str:
        if "motion" not in row:
            whose = f"{self.name(row['actor'])}'s motion" if row["actor"] else "a motion"
            purpose = PURPOSES.get(row["subject"], f"({spaced(row['subject'])})").format(target=self.name(row["target"]))
            return f"{whose} {purpose} never comes to a vote in {self.the(row['body'])} and lapses"
        what = self.motion(row["motion"])
        if row.get("holder"):
            return f"{what} lapses, since {self.name(row['holder'])} has the post"
        if row.get("keeper"):
            return f"kept off the agenda of {self.the(row['body'])} by {self.name(row['keeper'])}, {what} lapses"
        return f"{what} never comes to a vote in {self.the(row['body'])} and lapses"

    def resigned_seat(self, row: Row) -> str:
        seat = f"the seat in {self.the(row['subject'])}"
        if not row.get("movers"):
            return f"{self.name(row['actor'])} gives up {seat}"
        who, move = self.name(row["actor"]), "moves" if len(row["movers"]) == 1 else "move"
        return f"{self.all(row['movers'])} {move} that {who} lose {seat}. {who} gives it up before the vote"

    def refused_order(self, row: Row) -> str:
        which = f"the decision of {self.the(row['body'])}" if "motion" in row else f"a decision of {self.the(row['body'])}"
        found = motion_of(row["motion"]["kind"]) if "motion" in row else None
        what = self.asked(row["motion"], *found) if found else PURPOSES[row["subject"]].format(target="somebody")
        return f"{self.name(row['actor'])} refuses to carry out {which} {what}"

    def put_down(self, row: Row) -> str:
        end = "It is put down" if row["value"] else "The army does not prevail"
        return f"{self.name(row['actor'])} sends the army against the revolt of {self.name(row['subject'])}. {end}"

    def capitulated(self, row: Row) -> str:
        taken = [self.asked(motion, *found) for motion in row.get("withdrawn", ()) if (found := motion_of(motion["kind"]))]
        back = f" and takes back the motion {series(taken)}" if taken else ""
        return f"{self.name(row['actor'])} capitulates to {self.name(row['target'])}{back}"

    # seats and posts

    def took_office(self, row: Row) -> str:
        who, post = self.name(row["target"]), self.name(row["subject"])
        if row.get("moved"):
            return f"{who} takes office as {post}"
        return f"{who} becomes {post}, {self.chosen(row)}"

    def chosen(self, row: Row) -> str:
        """By whom a post is filled."""
        patron = row["actor"] if row["actor"] != row["target"] else None
        if patron and row["subject"] in self.by_right:
            return f"appointed by {self.name(patron)}"
        return f"chosen by {self.the(self.filled_by[row['subject']])}" + (f" from {self.name(patron)}'s list" if patron else "")

    def not_elected(self, row: Row) -> str:
        who, seat = self.name(row["target"]), self.the(row["subject"])
        if row.get("listed") is False:
            return f"{who} is left off the list for {seat}"
        does = "do" if plural(self.name(row["body"])) else "does"
        return f"{self.the(row['body'])} {does} not re-elect {who} to {seat}, {row['yes']} to {row['no']}"

    def elected(self, row: Row) -> str:
        body = self.name(row["body"])
        return f"the {body} {verb(body, 'elect')} {self.name(row['target'])} to {self.the(row['subject'])}"

    def congress(self, row: Row) -> str:
        body = self.name(row["body"])
        return f"the {body} {verb(body, 'meet')}"

    # sides and papers

    def caucus_formed(self, row: Row) -> str:
        members, whom = row.get("members", ()), self.name(row["target"])
        if len(members) == 1:
            return f"{self.name(row['actor'])} looks for allies against {whom} and finds none"
        return (
            f"{self.all(members)} form a caucus against {whom}" if members else f"{self.name(row['actor'])} forms a caucus against {whom}"
        )

    def caucus_dissolved(self, row: Row) -> str:
        members, whom = row.get("members", ()), self.name(row["target"])
        if len(members) == 1:
            return f"{self.all(members)} gives up the search for allies against {whom}"
        return f"the caucus{f' of {self.all(members)}' if members else ''} against {whom} falls apart"

    def platform(self, row: Row) -> str:
        return f"{self.name(row['actor'])} takes a platform to the rank and file: that {self.name(row['subject'])} {self.shift(row)}"

    def written(self, row: Row) -> str:
        how = "against" if row["value"] < 0.0 else "about"
        return f"{self.name(row['actor'])} writes {some(self.papers[row['subject']])} {how} {self.name(row['target'])}"

    # what nobody decides

    def illness(self, row: Row) -> str:
        label, for_good = self.happenings.get(row["subject"] or "", ""), row["value"] == float("inf")
        if label:
            return f"{label} and is disabled for good" if for_good else label
        return f"{self.name(row['target'])} falls ill{' again' if row.get('again') else ''}{', for good' if for_good else ''}"

    def recovery(self, row: Row) -> str:
        return f"{self.name(row['target'])} is able to work again"

    def harvest(self, row: Row) -> str:
        """By its label; a harvest of a year by what it yields; anything else by what it does to output."""
        subject, value = row["subject"], row["value"]
        year = subject.removeprefix("harvest_")
        if self.happenings.get(subject):
            return self.happenings[subject]
        if year.isdecimal():
            return f"the harvest of {year} is {'good' if value > MIDDLING else 'poor' if value < -MIDDLING else 'middling'}"
        return f"{spaced(subject)}: output {'rises' if value > 0.0 else 'falls'} by {abs(value):.0%}"

    def crisis(self, row: Row) -> str:
        return self.happenings.get(row["subject"]) or f"crisis: {spaced(row['subject'])}"


SAY = {row.name: getattr(Teller, row.name) for row in kinds.ROW_KINDS if hasattr(Teller, row.name)} | {"held_back": Teller.held_back}
"""Kind of event -> the method that says it, named after the kind."""
