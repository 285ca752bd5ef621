"""Days as Python callers give them: every public function that takes a day reads it here."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NoReturn, TypeAlias

import numpy as np

from collegium.arguments import told
from collegium.errors import Mistake, ScenarioError, place
from collegium.language import marked, say
from collegium.scenario import calendar
from collegium.scenario.findings import Wrong

Day: TypeAlias = str | date | np.datetime64
"""Types of a day: ``"1922-04-03"``, or ``"-0042-11-27"`` in 43 BC; a date, a datetime or pandas Timestamp (the time of day does not
count), a numpy datetime64."""
FORMS = marked("write '1922-04-03', or give a datetime.date, a numpy.datetime64 or a pandas.Timestamp")
EPOCH = date(1970, 1, 1)
FINE = frozenset(("D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"))
"""Units of numpy dates that name a day; a year, a month or a week does not."""


def given(**arguments: Day) -> tuple[date, ...]:
    """The days that a caller has given.

    Parameters
    ----------
    **arguments
        Name of each argument in Python, and what was given for it.

    Returns
    -------
    tuple of date
        The days, in order.

    Raises
    ------
    ScenarioError
        With every argument that is no day.
    """
    found = []
    mistakes = []
    for name, value in arguments.items():
        try:
            found.append(read(value))
        except Wrong as wrong:
            mistakes.append(Mistake(place(name), 0, "", wrong.message, wrong.remedy))
    if mistakes:
        raise ScenarioError(mistakes)
    return tuple(found)


def read(value: object) -> date:
    """One day. Raises :class:`Wrong` with what to do."""
    if isinstance(value, str):
        return written(value)
    if isinstance(value, np.datetime64) and np.datetime_data(value)[0] in FINE:
        return missing(value) if np.isnat(value) else numbered(value)
    if isinstance(value, datetime):
        return value.date() if value == value else missing(value)  # pandas' NaT passes for a datetime, and equals nothing
    if calendar.is_day(value):
        return value
    raise Wrong(say("{told} is no day", told=told(value)), say(FORMS))


def written(text: str) -> date:
    """A day as it is written in full. Raises :class:`Wrong`."""
    if not re.fullmatch(r"-?\d{4}-\d\d-\d\d", text, re.ASCII):
        raise Wrong(say("'{text}' is not a day", text=text), say("write it as 1922-04-03, or -0042-11-27 for 27 November 43 BC"))
    try:
        return calendar.from_iso(text)
    except ValueError:
        raise Wrong(say("there is no day {text}", text=text), say("look it up in a calendar")) from None


def numbered(value: np.datetime64) -> date:
    """A day of numpy, which counts them from 1970."""
    try:
        return calendar.moved(EPOCH, int(value.astype("datetime64[D]").astype(np.int64)))
    except (ValueError, OverflowError):
        missing(value)


def missing(value: object) -> NoReturn:
    raise Wrong(say("{value} is no day between 9600 BC and the year 9999", value=value), say(FORMS))
