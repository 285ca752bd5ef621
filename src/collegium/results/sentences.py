"""Events and motions in plain sentences, with the names of the scenario.

A row is one of the table of events. It may hold more than the table does: what :mod:`collegium.results.recall` remembers of earlier rows,
and what a second simulation shows (:mod:`collegium.explain.hidden`). A sentence uses such knowledge and does without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from collegium.language import numeral, say, say_many
from collegium.results.grammar import capital, number, series, vowel
from collegium.scenario import kinds
from collegium.scenario.model import Scenario

Row: TypeAlias = Mapping[str, Any]

ASKS = {row.name: row.asks for row in kinds.MOTION_KINDS}
"""Kind of motion -> what it asks."""
APPEALS = {mark.name: mark.asks for mark in kinds.MARKS if mark.name}
"""How a motion comes back -> what it then asks."""
SAME = "{}"
"""What a motion asks that comes back as it was."""
PURPOSES = {kind.name: kind.purpose for kind in kinds.MOTION_KINDS if kind.purpose}
"""Kind of motion -> what it is for, where its subject is not recorded."""
HAPPENED = {row.name: row.says for row in kinds.ROW_KINDS}
"""Kind of event -> what happens, for those that no method below says."""


def own(asks: str, be: str, lose: str) -> str:
    """What a motion asks, without the name of its target: 'to be expelled'; '' if it does not begin with the name."""
    for verb, other in (("that {target} be ", be), ("that {target} lose ", lose)):
        if asks.startswith(verb):
            return f"{other} {asks.removeprefix(verb)}"
    return ""


CONDUCT = "that their own conduct be looked into"
WISHES = {kind: wish for kind, asks in ASKS.items() if (wish := own(asks, "to be", "to lose"))} | {"inquire": CONDUCT}
"""Kind of motion -> what somebody asks for who moves it about themselves."""
SUFFERED = {kind: fate for kind, asks in ASKS.items() if (fate := own(asks, "being", "losing"))} | {
    "inquire": "the inquiry into their own conduct"
}
"""Kind of motion -> what somebody appeals against who is the target of the decision."""
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
    return numeral(minus(f"{value:+.2f}") if round(value, 2) else "0.00")


def spaced(identifier: str) -> str:
    return identifier.replace("_", " ")


def without(identifier: str, *words: str) -> str:
    """An id as words, without some of them (all of them if nothing else is left)."""
    left = [part for part in identifier.split("_") if part not in words]
    return " ".join(left) or spaced(identifier)


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
        self.happenings = {event.id: event.what for event in scenario.events}
        self.issues = {issue.id: issue for issue in scenario.issues}
        self.filled_by = {office.id: office.filled_by for office in scenario.offices}
        self.terms = {office.id for office in scenario.offices if office.term}
        self.by_right = {filled for office in scenario.offices for filled in office.fills}

    def name(self, identifier: str | None) -> str:
        if identifier is None:
            return say("nobody")
        if identifier in self.papers:
            return say("{author}'s {paper}", author=self.names[self.authors[identifier]], paper=self.papers[identifier])
        return self.names.get(identifier, spaced(identifier))

    def known(self, text: str) -> str:
        """The name behind an id; a text that is none, as it is."""
        return self.name(text) if text in self.names or text in self.papers else text

    def all(self, identifiers: Sequence[str]) -> str:
        """'A, B and C'."""
        return series([self.name(one) for one in identifiers])

    def sentence(self, row: Row) -> str:
        """One sentence, or two, for an event."""
        motion = motion_of(row["kind"])
        if motion:
            return capital(self.decided(row, *motion)) + "."
        tell: Callable[[Teller, Row], str] | None = SAY.get(row["kind"])
        return capital(tell(self, row) if tell else say(HAPPENED[row["kind"]], **self.parts(row))) + "."

    def parts(self, row: Row) -> dict[str, str]:
        found = {part: self.name(row[part]) for part in ("actor", "target", "body", "subject")}
        subject = row["subject"] or ""
        if row["actor"] and self.authors.get(subject) == row["actor"]:
            found["subject"] = say("{author}'s own {paper}", author=found["actor"], paper=self.papers[subject])
        if row["kind"] == "intervened":
            found["intervention"] = self.interventions[int(row["value"])]
        return found | {"value": self.side(row) if subject in self.issues else ""}

    # motions

    def asked(self, row: Row, kind: str, how: str) -> str:
        """What a motion asks; ``how`` is '' or one of :data:`APPEALS`."""
        asks, comes_back = self.asks(row, kind), APPEALS.get(how, SAME)
        return asks if comes_back == SAME else say(comes_back).format(asks)

    def asks(self, row: Row, kind: str) -> str:
        """'that Trotsky be expelled'."""
        return self.shift(row) if kind == "policy" else say(ASKS[kind], **self.parts(row))

    def wishes(self, row: Row, kind: str) -> str:
        """The same without naming the mover again: 'to be called back' if that is who is to be."""
        return say(WISHES[kind], **self.parts(row)) if row["actor"] == row["target"] and kind in WISHES else self.asks(row, kind)

    def suffered(self, row: Row, kind: str) -> str:
        """A decision in the words of whoever appeals against it: 'losing the seat' if they do."""
        if row["actor"] == row["target"] and kind in SUFFERED:
            return say(SUFFERED[kind], **self.parts(row))
        return say("the decision {asks}", asks=self.asks(row, kind))

    def decided(self, row: Row, kind: str, how: str) -> str:
        """A motion that was put to the vote."""
        parts = {"motion": self.moved(row, kind, how), "body": self.name(row["body"]), "yes": row["yes"], "no": row["no"]}
        if how in ("reverse", "renew") and row["actor"]:
            return say("{motion}; carried, {yes} to {no}", **parts) if row["passed"] else say("{motion}; lost, {yes} to {no}", **parts)
        if kind == "resignation":
            if row["passed"]:
                return say("{motion}; accepted in the {body}, {yes} to {no}", **parts)
            return say("{motion}; refused in the {body}, {yes} to {no}", **parts)
        if row["passed"]:
            return say("{motion}; carried in the {body}, {yes} to {no}", **parts)
        return say("{motion}; lost in the {body}, {yes} to {no}", **parts)

    def moved(self, row: Row, kind: str, how: str) -> str:
        """Who asks for what."""
        mover, body = self.name(row["actor"]), self.name(row["body"])
        if kind == "resignation":
            return say("{who} offers to resign as {office}", who=self.name(row["target"]), office=self.name(row["subject"]))
        if not row["actor"]:
            return say("it is moved {asks}", asks=self.asked(row, kind, how))
        if how == "reverse":
            return say("{who} appeals to the {body} against {decision}", who=mover, body=body, decision=self.suffered(row, kind))
        if how == "renew":
            return say("{who} turns to the {body} and moves once more {asks}", who=mover, body=body, asks=self.wishes(row, kind))
        if row.get("ill"):
            return say("a motion of {who}, who is ill, is read: {asks}", who=mover, asks=self.asks(row, kind))
        if how == "insist":
            return say("{who} insists {asks}", who=mover, asks=self.wishes(row, kind))
        return say("{who} moves {asks}", who=mover, asks=self.wishes(row, kind))

    def shift(self, row: Row) -> str:
        """What a line of policy is to do: by what held before, where it is known."""
        issue, value, before = self.issues[row["subject"]], row["value"], row.get("before")
        name = self.name(row["subject"])
        if before is None:
            return say(ASKS["policy"], subject=name, value=self.side(row))
        change, value_told = abs(value - before), signed(value)
        if change < STILL:
            return say("that {issue} stay where it is, at {value}", issue=name, value=value_told)
        parts = {"issue": name, "end": issue.high if value > before else issue.low, "value": value_told}
        if change < SLIGHT:
            return say("that {issue} shift a little towards “{end}”, to {value}", **parts)
        if change > FAR:
            return say("that {issue} shift far towards “{end}”, to {value}", **parts)
        return say("that {issue} shift towards “{end}”, to {value}", **parts)

    def side(self, row: Row) -> str:
        """A position on an issue, in the words of the end to which it is nearer."""
        issue, value = self.issues[row["subject"]], row["value"]
        if abs(value) < STILL:
            return say("{value}, between the two ends", value=signed(value))
        return say("{value}, on the side of “{end}”", value=signed(value), end=issue.high if value > 0.0 else issue.low)

    # what becomes of motions without a vote

    def unheard(self, motion: Row) -> dict[str, str]:
        """Of a motion that never came to a vote: who moved it, and what it asks."""
        found = motion_of(motion["kind"])
        return {"mover": self.name(motion["actor"]), "asks": self.asked(motion, *found) if found else ""}

    def held_back(self, row: Row) -> str:
        motion = row["motion"]
        parts = {"keeper": self.name(row["actor"]), "body": self.name(row["body"]), **self.unheard(motion)}
        if not motion["actor"]:
            return say("{keeper} keeps off the agenda of the {body} a motion {asks}", **parts)
        return say("{keeper} keeps off the agenda of the {body} {mover}'s motion {asks}", **parts)

    def lapsed(self, row: Row) -> str:
        motion = row.get("motion")
        if motion is None:
            blank = PURPOSES.get(row["subject"], "")
            purpose = say(blank, target=self.name(row["target"])) if blank else f"({spaced(row['subject'])})"
            parts = {"mover": self.name(row["actor"]), "asks": purpose}
        else:
            parts = self.unheard(motion)
        parts["body"] = self.name(row["body"])
        moved = (row if motion is None else motion)["actor"]
        if motion and row.get("holder"):
            parts["holder"] = self.name(row["holder"])
            if moved:
                return say("{mover}'s motion {asks} lapses, since {holder} has the post", **parts)
            return say("a motion {asks} lapses, since {holder} has the post", **parts)
        if motion and row.get("keeper"):
            parts["keeper"] = self.name(row["keeper"])
            if moved:
                return say("kept off the agenda of the {body} by {keeper}, {mover}'s motion {asks} lapses", **parts)
            return say("kept off the agenda of the {body} by {keeper}, a motion {asks} lapses", **parts)
        if moved:
            return say("{mover}'s motion {asks} never comes to a vote in the {body} and lapses", **parts)
        return say("a motion {asks} never comes to a vote in the {body} and lapses", **parts)

    def resigned_seat(self, row: Row) -> str:
        parts = {"who": self.name(row["actor"]), "body": self.name(row["subject"])}
        if not row.get("movers"):
            return say("{who} gives up the seat in the {body}", **parts)
        return say_many(
            "{movers} moves that {who} lose the seat in the {body}. {who} gives it up before the vote",
            "{movers} move that {who} lose the seat in the {body}. {who} gives it up before the vote",
            len(row["movers"]), movers=self.all(row["movers"]), **parts,
        )  # fmt: skip

    def refused_order(self, row: Row) -> str:
        parts = {"who": self.name(row["actor"]), "body": self.name(row["body"])}
        if "motion" not in row:
            asks = say(PURPOSES[row["subject"]], target=say("somebody"))
            return say("{who} refuses to carry out a decision of the {body} {asks}", asks=asks, **parts)
        asks = self.unheard(row["motion"])["asks"]
        return say("{who} refuses to carry out the decision of the {body} {asks}", asks=asks, **parts)

    def put_down(self, row: Row) -> str:
        parts = {"who": self.name(row["actor"]), "whom": self.name(row["subject"])}
        if row["value"]:
            return say("{who} sends the army against the revolt of {whom}, and puts it down", **parts)
        return say("{who} sends the army against the revolt of {whom}, and does not prevail", **parts)

    def capitulated(self, row: Row) -> str:
        parts = {"who": self.name(row["actor"]), "whom": self.name(row["target"])}
        taken = [self.asked(motion, *found) for motion in row.get("withdrawn", ()) if (found := motion_of(motion["kind"]))]
        if taken:
            return say("{who} capitulates to {whom} and takes back the motion {asks}", asks=series(taken), **parts)
        return say("{who} capitulates to {whom}", **parts)

    # seats and posts

    def took_office(self, row: Row) -> str:
        parts = {"who": self.name(row["target"]), "post": self.name(row["subject"])}
        if row.get("moved"):
            return say("{who} takes office as {post}", **parts)
        patron = row["actor"] if row["actor"] != row["target"] else None
        if patron and row["subject"] in self.by_right:
            return say("{who} becomes {post}, appointed by {patron}", patron=self.name(patron), **parts)
        parts["body"] = self.name(self.filled_by[row["subject"]])
        if patron:
            return say("{who} becomes {post}, chosen by the {body} from {patron}'s list", patron=self.name(patron), **parts)
        return say("{who} becomes {post}, chosen by the {body}", **parts)

    def left_off(self, people: Sequence[str], seat: str) -> str:
        """Who is not on the list of candidates for a body."""
        return say_many(
            "{who} is left off the list for the {seat}", "{who} are left off the list for the {seat}", len(people), who=self.all(people),
            seat=self.name(seat),
        )  # fmt: skip

    def not_elected(self, row: Row) -> str:
        if row.get("listed") is False:
            return self.left_off([row["target"]], row["subject"])
        body = self.name(row["body"])
        return say_many(
            "the {body} does not re-elect {who} to the {seat}, {yes} to {no}",
            "the {body} do not re-elect {who} to the {seat}, {yes} to {no}",
            number(body), body=body, who=self.name(row["target"]), seat=self.name(row["subject"]), yes=row["yes"], no=row["no"],
        )  # fmt: skip

    def elected(self, row: Row) -> str:
        body, who, seat = (self.name(row[part]) for part in ("body", "target", "subject"))
        return say_many(
            "the {body} elects {who} to the {seat}", "the {body} elect {who} to the {seat}", number(body), body=body, who=who, seat=seat
        )

    def congress(self, row: Row) -> str:
        body = self.name(row["body"])
        return say_many("the {body} meets", "the {body} meet", number(body), body=body)

    # sides and papers

    def caucus_formed(self, row: Row) -> str:
        members, who, whom = row.get("members", ()), self.name(row["actor"]), self.name(row["target"])
        if len(members) == 1:
            return say("{who} looks for allies against {whom} and finds none", who=who, whom=whom)
        if members:
            return say("{members} form a caucus against {whom}", members=self.all(members), whom=whom)
        return say("{who} forms a caucus against {whom}", who=who, whom=whom)

    def caucus_dissolved(self, row: Row) -> str:
        members, whom = row.get("members", ()), self.name(row["target"])
        if len(members) == 1:
            return say("{who} gives up the search for allies against {whom}", who=self.all(members), whom=whom)
        if members:
            return say("the caucus of {members} against {whom} falls apart", members=self.all(members), whom=whom)
        return say("the caucus against {whom} falls apart", whom=whom)

    def platform(self, row: Row) -> str:
        return say("{who} takes a platform to the rank and file: {asks}", who=self.name(row["actor"]), asks=self.shift(row))

    def written(self, row: Row) -> str:
        paper = self.papers[row["subject"]]
        parts = {"who": self.name(row["actor"]), "paper": paper, "whom": self.name(row["target"])}
        if row["value"] < 0.0:
            if vowel(paper):
                return say("{who} writes an {paper} against {whom}", **parts)
            return say("{who} writes a {paper} against {whom}", **parts)
        return say("{who} writes an {paper} about {whom}", **parts) if vowel(paper) else say("{who} writes a {paper} about {whom}", **parts)

    # what nobody decides

    def illness(self, row: Row) -> str:
        label, for_good = self.happenings.get(row["subject"] or "", ""), row["value"] == float("inf")
        if label:
            return say("{what} and is disabled for good", what=label) if for_good else label
        who = self.name(row["target"])
        if row.get("again"):
            return say("{who} falls ill again, for good", who=who) if for_good else say("{who} falls ill again", who=who)
        return say("{who} falls ill, for good", who=who) if for_good else say("{who} falls ill", who=who)

    def recovery(self, row: Row) -> str:
        return say("{who} is able to work again", who=self.name(row["target"]))

    def harvest(self, row: Row) -> str:
        """By its label; a harvest of a year by what it yields; anything else by what it does to output."""
        subject, value = row["subject"], row["value"]
        year = subject.removeprefix("harvest_")
        if self.happenings.get(subject):
            return self.happenings[subject]
        if year.isdecimal():
            if abs(value) <= MIDDLING:
                return say("the harvest of {year} is middling", year=year)
            return say("the harvest of {year} is good", year=year) if value > 0.0 else say("the harvest of {year} is poor", year=year)
        parts = {"what": spaced(subject), "share": numeral(f"{abs(value):.0%}")}
        return say("{what}: output rises by {share}", **parts) if value > 0.0 else say("{what}: output falls by {share}", **parts)

    def crisis(self, row: Row) -> str:
        return self.happenings.get(row["subject"]) or say("crisis: {what}", what=spaced(row["subject"]))


SAY = {row.name: getattr(Teller, row.name) for row in kinds.ROW_KINDS if hasattr(Teller, row.name)} | {"held_back": Teller.held_back}
"""Kind of event -> the method that says it, named after the kind."""
