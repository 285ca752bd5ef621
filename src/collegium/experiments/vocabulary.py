"""What may fill the slots of a measure: ids of the scenario, columns of the histories, kinds of event, rows of the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from collegium.interventions.grammar import Slots
from collegium.interventions.slots import ids
from collegium.results.columns import KINDS, VOTED
from collegium.results.meanings import HISTORIES
from collegium.scenario.findings import Wrong, suggest
from collegium.scenario.model import MOTIONS, Record, Scenario

COUNTED = {name: unit for name, (unit, _) in HISTORIES.items() if unit and not name.endswith(":")}
"""Columns of the table of histories that hold a number, and its unit."""
SANCTIONS = ("strip", "remove", "expel", "send_away")
GROUPS: Mapping[str, tuple[str, ...]] = {"sanctions": SANCTIONS, "attacks": (*SANCTIONS, "denounced")}
"""Words that mean several kinds of event."""


def slots(scenario: Scenario, start: date, end: date) -> Slots:
    """What may fill the slots of a measure of a run from ``start`` to ``end``."""
    return ids(scenario, start, end) | {
        "NAME": list(COUNTED), "KIND": kinds, "MOTION": partial(kinds, voted=True),
        "SUBJECT": subjects(scenario), "ROW": [row.id for row in scenario.record if scored(row, scenario, start, end)],
    }  # fmt: skip


def subjects(scenario: Scenario) -> list[str]:
    """What events can be about: offices, bodies, documents, issues, outside events, statutes, theatres, populations, kinds of motion."""
    named = ("offices", "bodies", "documents", "issues", "events", "statutes", "theatres", "constituencies")
    things = (getattr(scenario, one) for one in named)
    return [*(thing.id for group in things for thing in group), *MOTIONS]


def kinds(word: str, voted: bool = False) -> tuple[str, ...]:
    """The kinds of event that a word means, several joined by ``+``; with ``voted`` only motions. Raises :class:`Wrong`."""
    known: dict[str, tuple[str, ...]] = {kind: (kind,) for kind in (KINDS[:VOTED] if voted else KINDS)}
    known |= {group: members for group, members in GROUPS.items() if known.keys() >= set(members)}
    for part in word.split("+"):
        if part not in known:
            raise Wrong(f"there is no kind of {'motion' if voted else 'event'} '{part}'", suggest(part, known))
    return tuple(dict.fromkeys(kind for part in word.split("+") for kind in known[part]))


def scored(row: Record, scenario: Scenario, start: date, end: date) -> bool:
    """Does this row of the record say what befell one person within the run, in a way that histories record?"""
    fell = row.type in ("office_lost", "sent_away", "expelled", "died") or (row.type == "seat_lost" and row.body in watched(scenario))
    return fell and len(row.who.split(";")) == 1 and row.span.start is not None and start <= row.span.start.latest <= end


def watched(scenario: Scenario) -> tuple[str, str]:
    """The top body and the one that elects it ('' if no other body does): the losses of their seats are recorded."""
    return scenario.top_body, scenario.electorate
