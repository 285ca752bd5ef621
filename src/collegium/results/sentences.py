"""Events and motions in plain sentences, with the names of the scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from collegium.scenario import kinds
from collegium.scenario.model import Scenario

ASKS = {row.name: row.asks for row in kinds.MOTION_KINDS}
"""Kind of motion -> what it asks."""
APPEALS = {mark.name: mark.asks for mark in kinds.MARKS if mark.name}
"""How a motion comes back -> what it then asks."""
PURPOSES = {kind.name: kind.purpose for kind in kinds.MOTION_KINDS if kind.purpose}
"""Kind of motion -> what it is for, where its subject is not recorded."""
HAPPENED = {row.name: row.says for row in kinds.ROW_KINDS}
"""Kind of event -> what happens; empty where a method below says it."""


def short_names(scenario: Scenario) -> dict[str, str]:
    """Short names of people, by default their last; whole names where two would share one."""
    last = {person.id: person.short or person.name.split()[-1] for person in scenario.people}
    shared = list(last.values())
    return {p.id: last[p.id] if shared.count(last[p.id]) == 1 else p.name for p in scenario.people}


def minus(number: str) -> str:
    """A number as people read it, with a real minus sign (U+2212). Files keep the hyphen, which programs can read."""
    return number.replace("-", "−")


def spaced(identifier: str) -> str:
    return identifier.replace("_", " ")


def without(identifier: str, *words: str) -> str:
    """An id as words, without some of them (all of them if nothing else is left)."""
    left = [part for part in identifier.split("_") if part not in words]
    return " ".join(left) or spaced(identifier)


class Teller:
    """Says in words what a row of the table of events means."""

    def __init__(self, scenario: Scenario, interventions: Sequence[str] = ()) -> None:
        self.interventions = interventions
        self.names = short_names(scenario)
        for things in (scenario.bodies, scenario.offices, scenario.constituencies, scenario.issues):
            self.names |= {thing.id: thing.name for thing in things}
        self.papers = {document.id: without(document.id, document.author) for document in scenario.documents}
        self.names |= {d.id: f"{self.names[d.author]}'s {self.papers[d.id]}" for d in scenario.documents}
        self.issues = {issue.id: issue for issue in scenario.issues}

    def name(self, identifier: str | None) -> str:
        return "nobody" if identifier is None else self.names.get(identifier, spaced(identifier))

    def sentence(self, row: Mapping[str, Any]) -> str:
        """One sentence for an event."""
        kind = row["kind"]
        how, _, rest = kind.partition("_")
        if kind in ASKS:
            return self.decided(row, kind, "")
        if how in APPEALS and rest in ASKS:
            return self.decided(row, rest, how)
        if kind == "took_office":
            by = f", put there by {self.name(row['actor'])}" if row["actor"] else ""
            return f"{self.name(row['target'])} becomes {self.name(row['subject'])}{by}."
        if kind == "not_elected":
            odds = f"{row['yes']} to {row['no']}"
            return f"The {self.name(row['body'])} does not re-elect {self.name(row['target'])} to the {self.name(row['subject'])}, {odds}."
        if kind == "lapsed":
            return self.lapsed(row)
        if kind == "refused_order":
            return f"{self.name(row['actor'])} refuses to carry out a decision of the {self.name(row['body'])} ({spaced(row['subject'])})."
        says, parts = HAPPENED[kind], self.parts(row)
        if parts["paper"].startswith(tuple("aeiou")):
            says = says.replace("a {paper}", "an {paper}")
        return says.format(**parts) + "."

    def parts(self, row: Mapping[str, Any]) -> dict[str, str]:
        found = {part: self.name(row[part]) for part in ("actor", "target", "body", "subject")}
        subject = row["subject"] or ""
        event = without(subject, "harvest")
        if row["kind"] == "intervened":
            found["intervention"] = self.interventions[int(row["value"])]
        return found | {"event": event[:1].upper() + event[1:], "paper": self.papers.get(subject, ""), "value": self.position(row)}

    def position(self, row: Mapping[str, Any]) -> str:
        """A policy in the words of its issue."""
        issue = self.issues.get(row["subject"] or "")
        if issue is None:
            return ""
        value = row["value"]
        end = issue.high if value > 0.0 else issue.low
        told = minus(f"{value:+.2f}")
        return f"{told} ({end})" if abs(value) >= 0.1 else f"{told} (between the two)"

    def asked(self, row: Mapping[str, Any], kind: str, how: str) -> str:
        """What a motion asks; ``how`` is '' or one of :data:`APPEALS`."""
        asks = ASKS[kind].format(**self.parts(row))
        return APPEALS[how].format(asks) if how else asks

    def decided(self, row: Mapping[str, Any], kind: str, how: str) -> str:
        """A motion that was put to the vote."""
        asks = self.asked(row, kind, how)
        verb = {"": "moves", "insist": "insists"}.get(how, "appeals")
        mover = f"{self.name(row['actor'])} {verb} " if row["actor"] else ("Tendered: " if kind == "resignation" else "Moved: ")
        yes, no = ("accepted", "refused") if kind == "resignation" else ("carried", "lost")
        result = yes if row["passed"] else no
        return f"{mover}{asks}; {result} in the {self.name(row['body'])}, {row['yes']} to {row['no']}."

    def lapsed(self, row: Mapping[str, Any]) -> str:
        whose = f"{self.name(row['actor'])}'s motion" if row["actor"] else "A motion"
        purpose = PURPOSES.get(row["subject"], f"({spaced(row['subject'])})").format(target=self.name(row["target"]))
        return f"{whose} {purpose} never reaches the agenda of the {self.name(row['body'])} and lapses."
