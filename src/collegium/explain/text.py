"""Entries of an explained history as text: compact, one block a move or vote, small tables for votes."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from collegium.arguments import ordered, refuse, takes
from collegium.results.sentences import minus
from collegium.scenario import kinds

LUCK_LAST = sorted(range(len(kinds.TERM_KINDS)), key=lambda n: (n == kinds.T_SHOCK, n))
HEADS = {kinds.TERM_KINDS[n].name: kinds.TERM_KINDS[n].head for n in LUCK_LAST}
LEGEND = (
    "How to read it. An actor decides in three stages: a goal, a target, a move. Goal and target last: 'as before' marks an actor who does "
    "not think again about them. Each option has a value (its utility times the precision of choice) plus a random shock. The actor "
    "chooses the highest sum (*). A move in parentheses is not worth the trouble, whatever its shock. A percentage in brackets is the "
    "chance of passing that the actor gives a motion. In a vote the terms add up to the log-odds of a yes. 'chance' is the probability "
    "of a yes. A vote without terms was certain. Outside the top body 'discip.' also contains the line of the top body, which binds "
    "whoever does not sit in it."
)
SHOWN = 8
"""At most so many options are written out at each stage."""
WIDTH = 100
"""Letters a line where there is no terminal to fit."""


def headed(name: str, value: Any) -> list[Any]:
    """Entries as :func:`collegium.explain.story` and :func:`collegium.explain.account` give them: first the one about the history."""
    remedy = "give what explain.account or explain.story returns"
    entries = ordered(name, value, remedy)
    if not entries or not all(isinstance(entry, Mapping) and "type" in entry for entry in entries) or entries[0]["type"] != "history":
        refuse(name, entries, "not the entries of a history", remedy)
    return entries


@takes(entries=headed)
def text(entries: Sequence[Mapping[str, Any]]) -> str:
    """The account as text, by date."""
    head, *rest = entries
    lines = [
        f"{head['title']}: history {head['history']} of seed {head['seed']} (precision of choice {head['precision']:.2f})",
        *prose(LEGEND),
    ]
    if not rest:
        lines += ["", f"Nothing in this time concerns {head['person']}." if head["person"] else "Nothing was done in this time."]
    for day, found in groupby(rest, key=lambda entry: entry["date"]):
        lines += ["", heading(day)]
        for entry in found:
            lines += WRITERS[entry["type"]](entry)
    return "\n".join(lines)


def prose(text: str, indent: int = 0) -> list[str]:
    """The text broken into lines, those after the first further in."""
    deeper = " " * (indent + 2) if indent else ""
    width = shutil.get_terminal_size((WIDTH, 24)).columns
    return textwrap.wrap(text, width, initial_indent=" " * indent, subsequent_indent=deeper, break_on_hyphens=False)


def heading(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def event(entry: Mapping[str, Any]) -> list[str]:
    return prose(entry["text"], 2)


def move(entry: Mapping[str, Any]) -> list[str]:
    """A leader's turn: the goals, targets and moves that were open, and what the leader did."""
    towards = (f", {entry['about']}" if entry["about"] else "") + (", as before" if entry["as_before"] else "")
    did = entry["move"] or "does nothing"
    lines = prose(f"{entry['actor']} ({entry['goal']}{towards}): {did}.", 2)
    for label, stage in (("goals", "goals"), ("targets", "minds"), ("moves", "options")):
        if entry[stage]:
            lines += prose(f"{label}: {weighed(entry[stage])}", 4)
    return lines


def weighed(options: Sequence[Mapping[str, Any]]) -> str:
    """'*remove from body 1.20+0.43, (court 0.10+1.90)': the likeliest first, what is not worth the trouble last, the rest counted."""
    ranked = sorted(options, key=lambda option: (not option.get("worth_it", True), -(option["value"] + option["luck"])))
    shown = [one(option) for option in ranked[:SHOWN]]
    return ", ".join(shown) + (f" and {len(ranked) - SHOWN} more" if len(ranked) > SHOWN else "")


def one(option: Mapping[str, Any]) -> str:
    told = f"{'*' if option['chosen'] else ''}{option['name']} {sum_of(option)}{odds(option)}"
    return told if option.get("worth_it", True) else f"({told})"


def sum_of(option: Mapping[str, Any]) -> str:
    """'1.20+0.43': the value of an option and its random shock."""
    return minus(f"{option['value']:z.2f}{option['luck']:+z.2f}")


def odds(option: Mapping[str, Any]) -> str:
    """The chance that the chooser gave the motion, if there was one."""
    return "" if option.get("odds") is None else f" [{option['odds']:.0%}]"


def vote(entry: Mapping[str, Any]) -> list[str]:
    """The result and a table of who voted how, with the terms that counted for anybody."""
    from rich.cells import cell_len, set_cell_size

    lines = prose(entry["text"], 2)
    if not entry["votes"]:
        return lines
    counted = [name for name in HEADS if any(abs(vote["terms"].get(name, 0.0)) >= 0.005 for vote in entry["votes"])]
    width = max(cell_len(vote["name"]) for vote in entry["votes"])
    lines.append(f"    {'':{width}}  {'vote':>7}  chance" + "".join(f"{HEADS[name]:>8}" for name in counted))
    for vote in entry["votes"]:
        terms = "".join(minus(f"{vote['terms'][name]:+z8.2f}") if vote["terms"] else f"{'':8}" for name in counted)
        name = set_cell_size(vote["name"], width)  # wide letters take two cells, combining ones none
        lines.append(f"    {name}  {vote['vote']:>7}  {vote['chance']:6.0%}{terms}".rstrip())
    return lines


WRITERS = {"move": move, "vote": vote, "event": event}
