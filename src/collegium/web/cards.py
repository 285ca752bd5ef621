"""The card of a person: posts on the first day, traits with their ranges, and what each rests on."""

from __future__ import annotations

from typing import Any

from collegium.figures.style import cast
from collegium.report.citations import Citations
from collegium.report.people import opening_scenario, who_is_who
from collegium.results.folder import Folder


def cards(results: Folder) -> list[dict[str, Any]]:
    """A card for everyone of the scenario, in the order of :func:`collegium.figures.style.cast`; None for whoever has not come in yet.

    Each has the name, posts with the row that they rest on, traits with range, bar and number of acts, and the sources of all rows.
    """
    cites = Citations(results.scenario)
    known = {person.id for person in opening_scenario(results).people}
    order = [person for person in cast(results.scenario) if person in known]
    made = dict(zip(order, who_is_who(results, cites), strict=True))
    sources, names = results.scenario.sources, {person.id: person.name for person in results.scenario.people}
    found = []
    for person in cast(results.scenario):
        who = made.get(person)
        groups = [group for anchor, group in cites.groups.items() if anchor.startswith(f"trait-{person}-")]
        found.append({"id": person, "name": names[person], "who": who, "groups": groups, "sources": sources})
    return found
