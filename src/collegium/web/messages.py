"""The words of the page: one catalogue of messages a language, by the gettext of the standard library.

A language is a folder in ``locale`` with ``LC_MESSAGES/messages.po`` and the ``messages.mo`` that is compiled from it. English needs none:
the messages are written in it. ``docs/translate/update.py`` adds one.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from collegium import language as of_program

ENGLISH = "en"
DOMAIN = "messages"
HERE = Path(str(files("collegium"))) / "web"
LOCALE = HERE / "locale"
IN_SCRIPTS = re.compile(r'\bt\("((?:[^"\\]|\\.)*)"')
"""A message in a script, as ``t("...")`` asks for it."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def languages() -> list[str]:
    """The languages that are there, English first."""
    found = sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return [ENGLISH, *found]


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of a language that is there."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE, [language])


def spoken(language: str) -> AbstractContextManager[None]:
    """Have every sentence that is made in a block come from the catalogue of a language."""
    return of_program.spoken(None if language == ENGLISH else catalogue(language))


def chosen(wanted: Iterable[str]) -> str:
    """The first of the wanted languages that is there, else English."""
    there = languages()
    return next((short for one in wanted if (short := one.strip().lower()[:2]) in there), ENGLISH)


@cache
def for_scripts(language: str) -> dict[str, str]:
    """Message -> translation, of those that the scripts use; empty for English."""
    if language == ENGLISH:
        return {}

    from collegium.web.vocabulary import vocabulary  # loads the engine, which the command line does without

    say = catalogue(language).gettext
    scripts = (path.read_text("utf-8") for path in sorted((HERE / "static").glob("*.js")))
    used = {text.replace('\\"', '"') for script in scripts for text in IN_SCRIPTS.findall(script)} | set(vocabulary())
    return {text: say(text) for text in sorted(used)}


def local(text: str, language: str) -> str:
    """Printed numbers with the decimal sign, the percent sign and the words of a language: ``71.8% to 83.2%``."""
    if language == ENGLISH:
        return text
    with spoken(language):
        return of_program.numeral(text).replace(" to ", of_program.say("{from} to {to}", **{"from": "", "to": ""}))


def day(when: date, language: str = ENGLISH) -> str:
    """A day in words."""
    say = catalogue(language).gettext
    month, year = say(MONTHS[when.month - 1]), when.year
    era = say("{year} BC").format(year=1 - year) if year < 1 else str(year)
    return say("{day} {month} {year}").format(day=when.day, month=month, year=era)
