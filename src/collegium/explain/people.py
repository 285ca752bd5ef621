"""Whom a reader means."""

from __future__ import annotations

from collegium.errors import Mistake, ScenarioError, place
from collegium.language import say
from collegium.scenario.findings import suggest
from collegium.scenario.model import Scenario


def person_of(scenario: Scenario, given: str) -> str:
    """The id of a person given by id, whole name or last name. Raises :class:`ScenarioError` if nobody is meant, or several are."""
    wanted = given.strip().lower()
    people = scenario.people
    found = [p.id for p in people if wanted in (p.id, p.name.lower())] or [p.id for p in people if wanted == p.name.split()[-1].lower()]
    if len(found) != 1:
        message = say("more than one person is called '{name}'", name=given) if found else say("nobody is called '{name}'", name=given)
        raise ScenarioError([Mistake(place("person"), 0, "", message, suggest(wanted, [p.id for p in people]))])
    return found[0]
