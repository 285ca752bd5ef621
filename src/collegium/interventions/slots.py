"""What may fill the slots that interventions and measures have in common: ids of the scenario and days of the run."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from collegium.errors import argument
from collegium.interventions.grammar import Slots
from collegium.language import say
from collegium.scenario import calendar
from collegium.scenario.findings import Wrong
from collegium.scenario.model import Scenario

DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}")


def ids(scenario: Scenario, start: date, end: date) -> Slots:
    """The slots that hold ids of a scenario, or days of a run from ``start`` to ``end``."""
    people = [person.id for person in scenario.people]
    return {
        "PERSON": people, "TARGET": people,
        "OFFICE": [office.id for office in scenario.offices], "BODY": [body.id for body in scenario.bodies],
        "ISSUE": [issue.id for issue in scenario.issues], "CONSTITUENCY": [group.id for group in scenario.constituencies],
        "DOCUMENT": [document.id for document in scenario.documents], "DAY": partial(day, start=start, end=end),
    }  # fmt: skip


def day(word: str, start: date, end: date) -> date:
    """A day of the run. Raises :class:`Wrong`."""
    try:
        found = calendar.from_iso(word) if DAY.fullmatch(word) else None
    except ValueError:
        found = None
    if found is None:
        raise Wrong(say("'{word}' is not a day", word=word), say("write year-month-day, such as 1923-10-08"))
    if not start <= found <= end:
        raise Wrong(
            say("{word} lies outside the run", word=word),
            say(
                "choose a day from {start} to {end}, or other days with {one} and {other}",
                start=start,
                end=end,
                one=argument("start"),
                other=argument("end"),
            ),
        )
    return found
