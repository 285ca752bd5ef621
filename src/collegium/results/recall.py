"""What a sentence about a row takes from the rows before it: without it a change would read as a state.

A row of the table of events knows nothing of earlier ones. :class:`Recall` reads the rows in their order and gives each what a sentence
about it takes from those before:

- ``before`` (policy, platform): the line that held, None if nobody can know it from the record,
- ``again`` (illness): the person has been ill before,
- ``ill`` (motions): the mover is ill at the time,
- ``moved`` (took_office): a vote has put the person there,
- ``decided`` (left_office): a vote has taken the post away.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from collegium.scenario.model import Scenario

Row = dict[str, Any]


class Recall:
    """The memory of one history that began on a day."""

    def __init__(self, scenario: Scenario, day: date) -> None:
        self.start = {issue.id: issue.status_quo.on(day).values for issue in scenario.issues}
        self.lines: dict[str, float] = {}
        self.been_ill: set[str] = set()
        self.ill: set[str] = set()
        self.chosen: set[tuple[str, str]] = set()
        self.dismissed: set[tuple[str, str]] = set()
        self.fallen: set[str] = set()

    def told(self, row: Mapping[str, Any]) -> Row:
        """The row with what earlier ones add to it. What the row itself says already stays as it is."""
        found = self.added(row) | dict(row)
        self.note(row)
        return found

    def added(self, row: Mapping[str, Any]) -> Row:
        kind = row["kind"]
        if kind == "illness":
            return {"again": row["target"] in self.been_ill}
        if kind == "took_office":
            return {"moved": (row["target"], row["subject"]) in self.chosen}
        if kind == "left_office":
            return {"decided": row["target"] in self.fallen or (row["target"], row["subject"]) in self.dismissed}
        mover = {"ill": row["actor"] in self.ill}
        return mover | {"before": self.line(row)} if kind in ("policy", "insist_policy", "renew_policy", "platform") else mover

    def line(self, row: Mapping[str, Any]) -> float | None:
        """What held before: what was carried last, or else the middle of what the scenario says of the start, if the new line lies
        outside its range."""
        if row["subject"] in self.lines:
            return self.lines[row["subject"]]
        values = self.start[row["subject"]]
        inside = min(values) <= row["value"] <= max(values)
        return None if inside and len(values) > 1 else sum(values) / len(values)

    def note(self, row: Mapping[str, Any]) -> None:
        kind, target = row["kind"], row["target"]
        if kind == "illness":
            self.been_ill.add(target)
            self.ill.add(target)
        elif kind == "recovery":
            self.ill.discard(target)
        elif row.get("passed"):
            if kind in ("policy", "insist_policy", "renew_policy"):
                self.lines[row["subject"]] = row["value"]
            elif kind == "reverse_policy":
                self.lines.pop(row["subject"], None)
            elif kind.endswith("appoint") or kind == "reverse_strip":
                self.chosen.add((target, row["subject"]))
            elif kind.endswith("strip") or kind == "resignation":
                self.dismissed.add((target, row["subject"]))
            elif kind.endswith(("expel", "send_away")):
                self.fallen.add(target)
