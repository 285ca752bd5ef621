"""One history as a story: the date, and beside it what happened and what was decided.

The story rests on what the run has recorded, so any version of the package can print it. Where the engine is the one that wrote the
folder, it simulates the history again and adds what the record leaves out (:mod:`collegium.explain.hidden`).
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, TypeAlias

from collegium.analysis import KIND_LABELS
from collegium.analysis.columns import source, span
from collegium.arguments import optional, takes, text, whole
from collegium.errors import DataError, RunError, place
from collegium.explain.chronicle import chronicle
from collegium.explain.people import person_of
from collegium.explain.replay import replayed
from collegium.explain.text import headed
from collegium.language import marked, numeral, say
from collegium.results.folder import Folder
from collegium.results.recall import Recall
from collegium.results.sentences import Row, Teller
from collegium.scenario import calendar, days
from collegium.scenario.days import Day

Entry: TypeAlias = dict[str, Any]

INDENT = 19
"""Cells of a line that the date takes."""
MEANINGS = {
    "one_man": marked("one member could remove every other, and nobody falls against this member's vote"),
    "bloc": marked("a caucus could remove every other member"),
    "contested": marked("somebody is in danger of a removal that another would move"),
    "locked": marked("nobody is in danger of removal, and nobody dominates"),
}
"""What the reading of who rules says, by kind of rule (docs/odd.md, section 7)."""
FROM_THE_RECORD = (
    "This story rests on the record alone, because another engine wrote it. The record does not say what motions asked that never came "
    "to a vote, or who held them back."
)
WIDTH = 100
"""Cells of a line where there is no terminal to fit."""


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
        First an entry that says which history it is and how it ends. Then the entries in order: ``date``, ``text``, the ``kind`` of its
        event, and ``kinds`` of all events that it tells.

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
    events, replayed = happened(results, k)
    days_told = groupby((row for row in events if first <= row["date"] <= final and (who is None or who in concerned(row))), key=day_of)
    rows = [entry for _, found in days_told for entry in chronicle(list(found), teller)]
    whole = start is None and end is None and who is None
    share = numeral(f"{last['strongest_share']:.0%}")
    ending = say("At the end {who} is the strongest, with {share} of all power.", who=teller.name(last["strongest"]), share=share)
    head = {
        "type": "history", "history": k, "title": results.scenario.title, "seed": noted["seed"], "from": calendar.from_iso(noted["from"]),
        "date": calendar.from_iso(noted["to"]), "person": teller.name(who) if who else None,
        "ending": f"{ending} {verdict(last, teller)}" if whole and last["rule"] else "", "replayed": replayed,
    }  # fmt: skip
    return [head, *rows]


def happened(results: Folder, k: int) -> tuple[list[Entry], bool]:
    """The rows of the table of events with what earlier ones add. Where this engine wrote the folder, the history is simulated again: then
    the trace adds to them too, and the second value is true."""
    recorded = results.history(k).events()
    try:
        replay = replayed(results, k)
        found = list(replay.events())
        replay.check(results)
    except (RunError, DataError):
        recall = Recall(results.scenario, span(results)[0])
        return [recall.told(row) for row in recorded], False
    return found, True


def day_of(row: Row) -> date:
    day: date = row["date"]
    return day


def concerned(row: Row) -> set[str]:
    """Everybody whom a row names."""
    motion = row.get("motion") or {}
    return {row["actor"], row["target"], motion.get("actor"), motion.get("target"), *row.get("movers", ()), *row.get("members", ())}


def verdict(last: Mapping[str, Any], teller: Teller) -> str:
    """Who rules, in the last line."""
    parts = {
        "rule": say(KIND_LABELS[last["rule"]].lower()),
        "meaning": say(MEANINGS[last["rule"]]) if last["rule"] in MEANINGS else "",
        "who": teller.name(last["ruler"]),
    }
    if last["ruler"] and last["rule"] == "one_man":
        return say("Kind of rule: {rule} by {who} ({meaning}).", **parts)
    return say("Kind of rule: {rule} ({meaning}).", **parts) if last["rule"] in MEANINGS else say("Kind of rule: {rule}.", **parts)


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
    if not head["replayed"]:
        lines += ["", FROM_THE_RECORD]
    return "\n".join(lines)


def written(day: date) -> str:
    """'3 April 1922'."""
    return f"{day.day} {day:%B %Y}"
