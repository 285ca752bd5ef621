"""Which rows hold on a day.

A date without an exact day counts from its earliest day, at both ends of a row, so that one
row's ``to`` and the next one's ``from`` never overlap when they have the same text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from collegium.scenario import calendar
from collegium.scenario.model import Span, When


def first(when: When | None) -> date:
    """The day from which a dated row counts; the beginning of the calendar if it has no date."""
    return when.earliest if when else calendar.FIRST


def last(span: Span) -> date:
    """The first day on which a row no longer holds; the end of the calendar if it is open."""
    return span.end.earliest if span.end else calendar.LAST


def holds(span: Span, day: date) -> bool:
    return first(span.start) <= day < last(span)


def begun(time: Span | When | date | None) -> date:
    """The day from which something counts, whatever says so."""
    if time is None or isinstance(time, Span | When):
        return first(time.start if isinstance(time, Span) else time)
    return time


def known(time: Span | When | date | None, day: date) -> bool:
    """Whether something holds on the day, or had begun by then."""
    return holds(time, day) if isinstance(time, Span) else begun(time) <= day


def meet(one: Span, other: Span) -> bool:
    """Whether some day lies in both."""
    return max(first(one.start), first(other.start)) < min(last(one), last(other))


def busiest(spans: Iterable[tuple[Span, int]]) -> tuple[int, date]:
    """The greatest sum of weights on one day, and the first such day."""
    changes: dict[date, int] = defaultdict(int)
    for span, weight in spans:
        if first(span.start) < last(span):
            changes[first(span.start)] += weight
            changes[last(span)] -= weight
    total, most, when = 0, 0, calendar.FIRST
    for day in sorted(changes):
        total += changes[day]
        if total > most:
            most, when = total, day
    return most, when
