"""One history as a story: the date and one sentence for every event and decision, from what the run has recorded.

It does not simulate anything, so any version of the package can print the story of a folder.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, TypeAlias

from collegium.analysis import KIND_LABELS
from collegium.analysis.columns import source
from collegium.arguments import optional, takes, text, whole
from collegium.errors import DataError, Mistake, ScenarioError, place
from collegium.explain.text import headed
from collegium.results.folder import Folder
from collegium.results.sentences import Teller
from collegium.scenario import calendar, days
from collegium.scenario.days import Day
from collegium.scenario.findings import suggest
from collegium.scenario.model import Scenario

Entry: TypeAlias = dict[str, Any]

INDENT = 19
"""Cells of a line that the date takes."""
WIDTH = 100
"""Cells of a line where there is no terminal to fit."""


def person_of(scenario: Scenario, given: str) -> str:
    """The id of a person given by id, whole name or last name. Raises :class:`ScenarioError` if nobody is meant, or several are."""
    wanted = given.strip().lower()
    people = scenario.people
    found = [p.id for p in people if wanted in (p.id, p.name.lower())] or [p.id for p in people if wanted == p.name.split()[-1].lower()]
    if len(found) != 1:
        message = f"{'more than one person is' if found else 'nobody is'} called '{given}'"
        raise ScenarioError([Mistake(place("person"), 0, "", message, suggest(wanted, [p.id for p in people]))])
    return found[0]


@takes(results=source, k=whole, person=optional(text))
def story(results: Folder, k: int, start: Day | None = None, end: Day | None = None, person: str | None = None) -> list[Entry]:
    """The events and decisions of one history.

    Parameters
    ----------
    results
        A folder of results that holds the events.
    k
        Number of the history.
    start, end
        First and last day (default: the whole history).
    person
        An id or a name: only what this person does or suffers.

    Returns
    -------
    list of dict
        First an entry that says which history it is and how it ends, then one an event with ``date``, ``kind`` and ``text``.

    Raises
    ------
    DataError
        If there is no such history, or the events were not recorded.
    ScenarioError
        If there is no such person.
    """
    if "events" not in results.provenance["settings"]["record"]:
        raise DataError(
            f"{results.dir} does not hold the events: leave out {place('brief')}, or run again with events in {place('record')}"
        )
    first, final = days.given(start=calendar.FIRST if start is None else start, end=calendar.LAST if end is None else end)
    who = None if person is None else person_of(results.scenario, person)
    noted, history = results.provenance, results.history(k)
    teller = Teller(results.scenario, noted.get("interventions", ()))
    last = history.outcome()
    rows = [
        {"type": "event", "date": row["date"], "kind": row["kind"], "text": teller.sentence(row)}
        for row in history.events()
        if first <= row["date"] <= final and (who is None or who in (row["actor"], row["target"]))
    ]
    whole = start is None and end is None and who is None
    ending = f"At the end {teller.name(last['strongest'])} is the strongest, with {last['strongest_share']:.0%} of all power. "
    head = {
        "type": "history", "history": k, "title": results.scenario.title, "seed": noted["seed"], "from": calendar.from_iso(noted["from"]),
        "date": calendar.from_iso(noted["to"]), "person": teller.name(who) if who else None,
        "ending": ending + f"Kind of rule: {KIND_LABELS[last['rule']].lower()}." if whole and last["rule"] else "",
    }  # fmt: skip
    return [head, *rows]


@takes(entries=headed)
def told(entries: Sequence[Mapping[str, Any]]) -> str:
    """The story as text: a date in the margin, beside it a line for every event of the day."""
    head, *rows = entries
    lines = [f"{head['title']}: history {head['history']} of seed {head['seed']}, {written(head['from'])} to {written(head['date'])}", ""]
    if not rows:
        lines.append(f"Nothing in this time concerns {head['person']}." if head["person"] else "Nothing happened in this time.")
    indent = max([INDENT, *(len(written(row["date"])) + 2 for row in rows)])
    width = max(shutil.get_terminal_size((WIDTH, 24)).columns, 2 * indent)
    for day, found in groupby(rows, key=lambda row: row["date"]):
        margin = written(day)
        for row in found:
            lines += textwrap.wrap(
                row["text"], width, initial_indent=margin.ljust(indent), subsequent_indent=" " * (indent + 2), break_on_hyphens=False
            )
            margin = ""
    if head["ending"]:
        lines += ["", head["ending"]]
    return "\n".join(lines)


def written(day: date) -> str:
    """'3 April 1922'."""
    return f"{day.day} {day:%B %Y}"
