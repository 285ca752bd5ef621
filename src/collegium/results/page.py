"""Results and histories as HTML for notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from collegium.analysis import markup
from collegium.analysis.numerals import number
from collegium.results.sentences import short_names
from collegium.results.shards import PLACES
from collegium.scenario.calendar import shown

if TYPE_CHECKING:
    from collegium.results.folder import Folder
    from collegium.results.history import History

FIRST = 12
"""Events that are shown at once; the others can be unfolded."""


def results(folder: Folder) -> str:
    """What was run, and what the folder holds."""
    noted, numbers = folder.provenance, folder.numbers
    settings = noted["settings"]
    facts = {
        "histories": f"{len(numbers):,} (number {numbers[0]:,} to {numbers[-1]:,})", "days": f"{noted['from']} to {noted['to']}",
        "seed": noted["seed"], "variant": settings.get("variant", "full"),
        "changes": "; ".join(f"{name} = {value}" for name, value in noted.get("changes", {}).items()),
        "interventions": "; ".join(noted.get("interventions", ())),
        "tables": ", ".join(sorted(table for table in PLACES if (folder.dir / PLACES[table]).is_dir())), "folder": folder.dir,
    }  # fmt: skip
    return markup.pairs({name: value for name, value in facts.items() if value != ""}, folder.scenario.title)


def history(one: History) -> str:
    """How a history ended, and what happened in it."""
    scenario, row = one.results.scenario, one.outcome()
    names = short_names(scenario)
    facts = {
        "rule at the end": row["rule"].replace("_", " ") + (f" ({names[row['ruler']]})" if row["ruler"] else ""),
        "strongest at the end": strongest(row, names),
        "full seats lost by decision": row["losses"], "deaths in the top body": row["deaths"],
    }  # fmt: skip
    return markup.pairs(facts, f"History {one.k:,}: {scenario.title}") + events(one)


def events(one: History) -> str:
    """The events by date, the later ones folded; '' if none were recorded."""
    if not (one.results.dir / PLACES["events"]).is_dir():
        return ""
    lines = [Markup("<li>{} {}</li>").format(shown(event["date"]), event["text"]) for event in one.timeline()]
    folded = Markup("<details><summary>{} more events</summary><ul>{}</ul></details>")
    rest = folded.format(f"{len(lines) - FIRST:,}", markup.joined(lines[FIRST:])) if len(lines) > FIRST else ""
    return str(Markup("<ul>{}</ul>{}").format(markup.joined(lines[:FIRST]), rest))


def strongest(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who was strongest at the end, and with how much of all power."""
    return f"{names[row['strongest']]} ({number(row['strongest_share'], 'share')} of power)" if row["strongest"] else "nobody"
