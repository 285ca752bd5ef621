"""The council as it would be 2,400 years earlier: six whole cycles of the calendar, so that every month and weekday stays."""

from __future__ import annotations

import re
from functools import cache

from collegium.scenario import find, from_files, load
from collegium.scenario.model import Scenario

YEARS = 2400


@cache
def early_council() -> Scenario:
    """The shipped ``council`` from 1 January 400 BC on."""
    files = load(find("council")).files
    return from_files("early_council", {name: re.sub(r"\b(199\d|200\d)\b", earlier, text) for name, text in files.items()})


def earlier(year: re.Match[str]) -> str:
    return f"-{YEARS - int(year[0]):04d}"
