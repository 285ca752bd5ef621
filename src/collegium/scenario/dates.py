"""Dates as typed: ``1922-04-03``, ``1922-04``, ``1922``, ranges with ``..``, approximate ones with ``~``; ``-0042`` is 43 BC."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from collegium.language import marked, say
from collegium.scenario import calendar, damage
from collegium.scenario.findings import Wrong
from collegium.scenario.model import When

FORM = re.compile(r"((?!-0000)-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
BC = re.compile(r"(\d{1,4})((-\d\d){0,2}) ?(b\.? ?c\.?( ?e\.?)?|v\. ?chr\.?|av\. ?j\.-c\.)", re.IGNORECASE | re.ASCII)
"""A year followed by BC, BCE or the like, perhaps with a month and a day between."""
MINUS = re.compile(r"-\d{1,6}(-\d{1,2}){0,2}", re.ASCII)
"""Something with a minus sign that may be meant as a date."""
REMEDY = marked("write 1922-04-03, 1922-04, 1922, a range 1922-04..1922-06 or ~1922-04")


def day(text: str) -> date:
    """A date known to the day. Raises :class:`Wrong`."""
    when = parse(text)
    if when.earliest != when.latest:
        raise Wrong(say("'{text}' is not a single day", text=text), say("write it as 1922-04-03"))
    return when.earliest


@lru_cache(4096)
def parse(text: str) -> When:
    """A date as typed, from the first to the last day it may mean. Raises :class:`Wrong`."""
    damage.check(text)
    if text.startswith("~"):
        return around(text[1:].strip())
    first, separator, last = (part.strip() for part in text.partition(".."))
    if separator and not (first and last):
        raise Wrong(say("the range '{text}' lacks an end", text=text), say("write both ends; a row without 'from' or 'to' is open"))
    earliest, latest = plain(first)
    if separator:
        latest = plain(last)[1]
    if latest < earliest:
        raise Wrong(say("'{text}' runs backwards", text=text), say("put the earlier date first"))
    return When(earliest, latest)


def plain(text: str) -> tuple[date, date]:
    """First and last day of a day, a month or a year."""
    match = FORM.fullmatch(text)
    if not match:
        raise Wrong(say("'{text}' is not a date", text=text), before_christ(text) or say(REMEDY))
    year, month, number = match.groups()
    if int(year) < calendar.FIRST.year:
        raise Wrong(
            say("'{text}' lies before the calendar begins", text=text),
            say("write a year from {year} (9600 BC) on", year=calendar.FIRST.year),
        )
    try:
        first = calendar.make(int(year), int(month or 1), int(number or 1))
    except ValueError:
        raise Wrong(say("there is no day '{text}'", text=text), say("look up the date: {remedy}", remedy=say(REMEDY))) from None
    if number:
        return first, first
    last_month = int(month or 12)
    return first, calendar.make(first.year, last_month, monthrange(first.year, last_month)[1])


def before_christ(text: str) -> str:
    """What to write instead of a date that is meant to lie before the year 1; '' for any other text."""
    if found := BC.fullmatch(text):
        year = 1 - int(found[1])
        typed = f"{'-' if year < 0 else ''}{abs(year):04d}{found[2]}"
        return say("write {date}: 0000 is 1 BC, -0001 is 2 BC", date=typed) if year <= 0 else ""
    if MINUS.fullmatch(text):
        return "write years before Christ with four digits: 0000 is 1 BC, -0001 is 2 BC, -0042-11-27 is in 43 BC"
    return ""


def around(text: str) -> When:
    """An approximate date: a week, a month or half a year either side, by how exactly it was typed."""
    first, last = plain(text)
    precision = text.lstrip("-").count("-")
    try:
        if precision == 2:
            return When(calendar.moved(first, -7), calendar.moved(last, 7), True)
        months = 1 if precision == 1 else 6
        return When(shift(first, -months), shift(last + timedelta(days=1), months) - timedelta(days=1), True)
    except (ValueError, OverflowError):
        raise Wrong(say("'~{text}' leaves the calendar", text=text), say("write a range of dates instead")) from None


def shift(first: date, months: int) -> date:
    """The first of a month, moved by whole months."""
    count = first.year * 12 + first.month - 1 + months
    return calendar.make(count // 12, count % 12 + 1, 1)


def write(when: When | None) -> str:
    """The shortest text that :func:`parse` reads as ``when``; '' for None."""
    if when is None:
        return ""
    if not when.approximate:
        return str(when.earliest) if when.earliest == when.latest else f"{when.earliest}..{when.latest}"
    if (when.latest - when.earliest).days == 14:
        return f"~{when.earliest + timedelta(days=7)}"
    if (when.latest - when.earliest).days < 120:
        return f"~{str(shift(when.earliest, 1))[:-3]}"
    return f"~{str(shift(when.earliest, 6))[:-6]}"
