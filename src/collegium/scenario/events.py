"""Events and documents as they lie ahead on a day D.

They are possibilities and stay whole. Only what is over by D is settled:

* An event dated before D is dropped if its effect is over. Harvests and crises before D are over.
* An illness that still lasts begins on D with what is left of it.
* A death keeps its date, so that nobody can choose the dead again.
* An event that waits for a dropped one takes the dates that follow from it.
* A document that waited for an illness or an event before D may come at any time from its earliest day on.
* What waits for an event that can no longer happen to the dead is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import inf

from collegium.scenario import calendar
from collegium.scenario.cells import spread
from collegium.scenario.model import Cell, Document, Event, Scenario, When


def ahead(scenario: Scenario, day: date) -> tuple[tuple[Event, ...], tuple[Document, ...]]:
    """The events and documents that the engine gets when it starts on ``day``."""
    events = dated(scenario)
    gone = dead(scenario, day)
    past = {event.id for event in events if is_past(event, day)}
    settled = (settle(event, past, day) for event in events if event.on not in gone or event.kind == "death")
    kept = possible([event for event in settled if event is not None])
    ill = {event.on for event in events if event.kind == "illness" and event.id in past}
    documents = (freed(document, past, ill) for document in scenario.documents)
    awaited = {"always", "ill", *(f"after:{event.id}" for event in kept)}
    return kept, tuple(document for document in documents if document.condition in awaited)


def possible(events: list[Event]) -> tuple[Event, ...]:
    """The events without those that wait in vain, because what they wait for can no longer befall the dead."""
    names = {event.id for event in events}
    left = [event for event in events if not event.after or event.after in names]
    return tuple(left) if len(left) == len(events) else possible(left)


def dead(scenario: Scenario, day: date) -> frozenset[str]:
    """Those whose death lies before the day."""
    return frozenset(event.on for event in dated(scenario) if event.kind == "death" and is_past(event, day))


def dated(scenario: Scenario) -> list[Event]:
    """The events; those that follow a dated one have the dates that result beside what they wait for."""
    events: dict[str, Event] = {event.id: event for event in scenario.events}
    return [follow(event, events, scenario.step) for event in scenario.events]


def follow(event: Event, events: Mapping[str, Event], step: int) -> Event:
    """The event with the dates that follow from the one it waits for, if that one is dated."""
    if not event.after:
        return event
    earlier = follow(events[event.after], events, step)
    if earlier.when is None or earlier.rate:
        return event
    steps = event.delay.values if event.delay else (0.0,)
    return replace(event, when=When(later(earlier.when.earliest, min(steps) * step), later(earlier.when.latest, max(steps) * step)))


def later(start: date, days: float) -> date:
    return calendar.moved(start, int(min(days, (calendar.LAST - start).days)))


def is_past(event: Event, day: date) -> bool:
    return event.when is not None and not event.rate and event.when.latest < day


def settle(event: Event, past: set[str], day: date) -> Event | None:
    """The event as seen from the day; None if it is over."""
    if event.when is not None and event.id in past:
        return lasting(event, event.when, day)
    if event.after and event.after not in past:
        return replace(event, when=None)
    return event if event.rate else replace(event, when=clip(event.when, day), after="", delay=None)


def lasting(event: Event, when: When, day: date) -> Event | None:
    """What is left on the day of an event that has begun: a death, or the rest of an illness."""
    if event.kind == "death":
        return replace(event, after="", delay=None)
    if event.kind != "illness":
        return None
    begun = replace(event, when=When(day, day), after="", delay=None)
    weeks = remaining(event.effect["weeks"], (day - when.latest).days / 7)
    return replace(begun, effect={"weeks": weeks}) if max(weeks.values) > 0 else None


def clip(when: When | None, day: date) -> When | None:
    return None if when is None else replace(when, earliest=max(when.earliest, day))


def remaining(weeks: Cell, passed: float) -> Cell:
    """What is left of a number of weeks after so many have passed; for good stays for good."""
    left = tuple(value if value == inf else max(0.0, value - passed) for value in weeks.values)
    return replace(weeks, values=left) if weeks.kind == "alternatives" else spread(left)


def freed(document: Document, past: set[str], ill: set[str]) -> Document:
    """The document without a condition that has been met."""
    met = document.condition.removeprefix("after:") in past or (document.condition == "ill" and document.author in ill)
    return replace(document, condition="always") if met else document
