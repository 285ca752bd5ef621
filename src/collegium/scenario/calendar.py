"""Days before the year 1, which :class:`datetime.date` cannot hold, and the functions that make a day of either kind.

A day from the year 1 on is a plain ``datetime.date``. An earlier one is an :class:`Early`. Both are compared, subtracted, moved by a
``timedelta`` and formatted in the same way, also with each other. Years are written as ISO 8601 counts them: ``0000`` is 1 BC, ``-0001``
is 2 BC, ``-0042`` is 43 BC. The calendar is the Gregorian one, carried on backwards; it repeats itself every 400 years.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import total_ordering
from typing import TYPE_CHECKING, Any, TypeGuard

YEARS = 9600
"""Whole cycles of the calendar: so many years later, the twin of an early day is a date of Python."""
DAYS = YEARS // 400 * 146_097
ISO = re.compile(r"((?!-0000)-\d{4}|0000)-(\d\d)-(\d\d)", re.ASCII)
"""An early day as it is written; there is no ``-0000``."""

if TYPE_CHECKING:
    Base = date
else:
    Base = object
"""A type checker may take an early day for a date. At run time it is none, so that a library which would misread it refuses it."""


@total_ordering
class Early(Base):
    """A day before the year 1.

    Parameters
    ----------
    year
        As ISO 8601 counts, from -9599 (9600 BC) to 0 (1 BC).
    month, day
        As in a date.
    """

    __slots__ = ("twin",)
    twin: date

    def __new__(cls, year: int, month: int, day: int) -> Early:
        if year > 0:
            raise ValueError(f"year {year} is not before the year 1")
        made = object.__new__(cls)
        made.twin = date(year + YEARS, month, day)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Early, (self.year, self.month, self.day)

    @property
    def year(self) -> int:
        return self.twin.year - YEARS

    @property
    def month(self) -> int:
        return self.twin.month

    @property
    def day(self) -> int:
        return self.twin.day

    def toordinal(self) -> int:
        return self.twin.toordinal() - DAYS

    def isoformat(self) -> str:
        return f"{'-' if self.year else ''}{-self.year:04d}-{self.twin:%m-%d}"

    def strftime(self, form: str) -> str:
        """As that of a date; ``%Y`` is ``43 BC``."""
        return self.twin.strftime(form.replace("%Y", f"{1 - self.year} BC"))

    def __format__(self, form: str) -> str:
        return self.strftime(form) if form else self.isoformat()

    __str__ = isoformat

    def __repr__(self) -> str:
        return f"Early({self.year}, {self.month}, {self.day})"

    def __hash__(self) -> int:
        return hash(self.toordinal())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Early) and self.twin == other.twin

    def __lt__(self, other: date) -> bool:
        return self.toordinal() < other.toordinal() if isinstance(other, Early | date) else NotImplemented

    def __add__(self, time: timedelta) -> Any:
        return moved(self, time.days) if isinstance(time, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return moved(self, -other.days)
        return timedelta(self.toordinal() - other.toordinal()) if isinstance(other, Early | date) else NotImplemented

    def __rsub__(self, other: date) -> timedelta:
        return timedelta(other.toordinal() - self.toordinal()) if isinstance(other, date) else NotImplemented


def make(year: int, month: int, day: int) -> date:
    """The day of this year, month and number. Raises ValueError if there is none."""
    return date(year, month, day) if year > 0 else Early(year, month, day)


def from_ordinal(number: int) -> date:
    """The day of this number; 1 January of the year 1 is day 1. Raises ValueError outside the calendar."""
    if number > 0:
        return date.fromordinal(number)
    twin = date.fromordinal(number + DAYS)
    return Early(twin.year - YEARS, twin.month, twin.day)


def from_iso(text: str) -> date:
    """The day that is written so, such as ``1922-04-03`` or ``-0042-11-27``. Raises ValueError if there is none."""
    early = ISO.fullmatch(text)
    return Early(*map(int, early.groups())) if early else date.fromisoformat(text)


def moved(day: date, days: int) -> date:
    """The day so many days later. Raises ValueError outside the calendar."""
    return from_ordinal(day.toordinal() + days)


def shown(day: date) -> str:
    """The day as one types it; behind an early one the same in words: ``-0042-11-27 (27 November 43 BC)``."""
    return f"{day} ({day.day} {day:%B %Y})" if day.year < 1 else str(day)


def is_day(value: object) -> TypeGuard[date]:
    """Whether the value is a day of either kind."""
    return isinstance(value, Early | date)


FIRST: date = Early(1 - YEARS, 1, 1)
LAST = date.max
"""The first and the last day of the calendar."""
