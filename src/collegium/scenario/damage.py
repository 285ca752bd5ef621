"""Recognises what spreadsheets and word processors do to numbers and dates."""

from __future__ import annotations

import re

from collegium.scenario.findings import Wrong

MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATES = re.compile(
    rf"\d{{1,4}}[./]\d{{1,2}}[./]\d{{1,4}}"  # 03.05.2022, 4/3/1922
    rf"|\d{{1,2}}[- ]{MONTH}([- ]\d{{2,4}})?|{MONTH}[- ]\d{{1,4}}"  # 5-Mar, Apr-22
    r"|\d{1,2}-\d{1,2}(-\d{2,4})?",  # 3-5
    re.IGNORECASE,
)
SERIAL = re.compile(r"\d{5}")
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
HYPHEN_RANGE = re.compile(r"\d*\.\d+-\d*\.\d+")
BLANKS = "\u00a0\u202f\u2007\u2009\ufeff\u200b"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


def formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; ``-0.4`` and a bare sign are no formulas."""
    return len(text) > 1 and text[0] in "=+@"


def check(text: str) -> None:
    """Raises :class:`Wrong` where a number, date or id shows typical damage."""
    if any(sign in text for sign in BLANKS):
        raise Wrong(f"'{text}' holds an invisible or non-breaking space", "type the value again with plain characters")
    if any(sign in text for sign in DASHES):
        raise Wrong(
            f"'{text}' holds a typographic dash or minus sign",
            "type the plain '-' of the keyboard, and '..' for a range",
        )
    if DECIMAL_COMMA.fullmatch(text):
        raise Wrong(f"'{text}' has a decimal comma", f"write {text.replace(',', '.')}")
    if DATES.fullmatch(text):
        raise Wrong(
            f"'{text}' looks like a date rewritten by a spreadsheet",
            "format the column as text; write dates as 1922-04-03 and ranges with '..'",
        )
    if SERIAL.fullmatch(text):
        raise Wrong(
            f"'{text}' looks like a date that a spreadsheet turned into a day count",
            "format the column as text and type the value again",
        )
    if HYPHEN_RANGE.fullmatch(text):
        raise Wrong(f"'{text}' is a range written with a hyphen", f"write {text.replace('-', '..')}")
