"""Recognises what spreadsheets and word processors do to numbers and dates."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import name

from collegium.language import marked, say
from collegium.scenario.findings import Wrong, write_this

MONTH = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"  # English, and what differs in German, French and Russian
    r"|mär|mrz|mai|okt|dez|fév|avr|juin|juil|aoû|déc|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)[^\W\d]*\.?"
)
DATES = (
    r"\d{1,4}[./]\d{1,2}[./]\d{1,4}"  # 03.05.2022, 4/3/1922
    rf"|\d{{1,2}}[-. ]+{MONTH}([- ]\d{{2,4}})?|{MONTH}[- ]\d{{1,4}}"  # 5-Mar, 03. Mai, Apr-22
    r"|\d{1,2}-\d{1,2}(-\d{2,4})?"  # 3-5
    r"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?"  # 2022-05-03 00:00:00
)
TYPICAL = tuple(
    (re.compile(pattern, re.IGNORECASE), problem, remedy)
    for pattern, problem, remedy in (
        (".*[\u00a0\u202f\u2007\u2009\ufeff\u200b].*", marked("holds an invisible or non-breaking space"),
         marked("type the value again with plain characters")),
        (".*[\u2010-\u2015\u2212\u2026].*", marked("holds a typographic dash or minus sign, or an ellipsis"),
         marked("type the plain '-' of the keyboard, and '..' for a range")),
        (DATES, marked("looks like a date rewritten by a spreadsheet"),
         marked("write dates as 1922-04-03 and ranges with '..'; in a spreadsheet format the column as text first")),
        (r"\d{5}", marked("looks like a date that a spreadsheet turned into a day count"),
         marked("format the column as text and type the value again")),
        (r"#[a-z/0]+[!?]?|err:\d+", marked("is an error of a spreadsheet"),
         marked("type the value, or leave the cell blank; a comment begins with '#' and a blank")),
    )
)  # fmt: skip
"""What damage looks like, what is wrong with it, and what to do."""
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
HYPHEN_RANGE = re.compile(r"\d*\.\d+-\d*\.\d+|\d{4}-\d{4}")
FRACTION = re.compile(r"(\d+)/([1-9]\d*)")
DOTS = re.compile(r"\.{3,}")
PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")


def formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; ``-0.4`` and a bare sign are no formulas."""
    return len(text) > 1 and text[0] in "=+@"


@lru_cache(4096)
def check(text: str) -> None:
    """Raises :class:`Wrong` where a number, date or id shows typical damage."""
    for pattern, problem, remedy in TYPICAL:
        if pattern.fullmatch(text):
            raise Wrong(say("'{text}' {problem}", text=text, problem=say(problem)), say(remedy))
    if DECIMAL_COMMA.fullmatch(text):
        raise Wrong(say("'{text}' has a decimal comma", text=text), write_this(text.replace(",", ".")))
    if HYPHEN_RANGE.fullmatch(text):
        raise Wrong(say("'{text}' is a range written with a hyphen", text=text), write_this(text.replace("-", "..")))
    if DOTS.search(text):
        raise Wrong(
            say("'{text}' has more than two dots together", text=text),
            say("write {usage}, or put a zero before the point", usage=DOTS.sub("..", text)),
        )
    if fraction := FRACTION.fullmatch(text):
        raise Wrong(say("'{text}' is a fraction", text=text), write_this(f"{int(fraction[1]) / int(fraction[2]):.4g}"))
    if percent := PERCENT.fullmatch(text):
        raise Wrong(say("'{text}' is a percentage", text=text), write_this(f"{float(percent[1]) / 100:g}"))


def check_letters(text: str) -> None:
    """Raises :class:`Wrong` where a word that must be plain holds a foreign letter, which may only look like a plain one."""
    for sign in text:
        if not sign.isascii():
            kind = name(sign, "no letter").lower()
            raise Wrong(
                say("'{text}' holds '{sign}' ({kind})", text=text, sign=sign, kind=kind), say("type it again with the letters a to z")
            )
