"""The catalogues: complete, compiled from what people edit, with the same blanks to fill."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from collegium.scenario.calendar import Early
from collegium.web import messages
from collegium.web.messages import HERE, LOCALE, catalogue, chosen, day, for_scripts, languages
from helpers.loaded import script

UPDATE = script(Path(__file__).parents[2] / "docs" / "translate" / "update.py")
BLANK = re.compile(r"%\(\w+\)s|\{\w*\}|%%")
OTHERS = [language for language in languages() if language != messages.ENGLISH]


def edited(language: str) -> Catalog:
    return UPDATE.known(LOCALE / language / "LC_MESSAGES" / "messages.po", language)


def whole(message: Any) -> bool:
    """Whether a message is translated in all its forms."""
    return bool(message and (all(message.string) if message.pluralizable else message.string))


def compiled(language: str, message: Any) -> Any:
    """A message as gettext reads it, in all its forms."""
    told = catalogue(language)
    return tuple(told.ngettext(*message.id, n) for n in (1, 2)) if message.pluralizable else told.gettext(message.id)


def blanks(text: str) -> frozenset[str]:
    return frozenset(BLANK.findall(text))


def test_german_is_there() -> None:
    assert languages()[:2] == ["en", "de"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    known = edited(language)
    missing = [message.id for message in UPDATE.collected() if message.id and not whole(known.get(message.id))]
    assert missing == []
    assert not [message.id for message in known if message.id and message.fuzzy]


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_is_edited(language: str) -> None:
    stale = [message.id for message in edited(language) if message.id and message.string and compiled(language, message) != message.string]
    assert stale == [], "run docs/translate/update.py"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_the_same_blanks(language: str) -> None:
    for message in edited(language):
        if message.pluralizable:
            assert {*map(blanks, message.string)} <= {*map(blanks, message.id)}, message.id
        elif message.id:
            assert blanks(message.id) == blanks(str(message.string)), message.id


def test_each_message_of_a_script_is_found() -> None:
    """The collector does not look inside of template strings, so no script may ask for a message there."""
    for path in sorted((HERE / "static").glob("*.js")):
        assert "${t(" not in path.read_text("utf-8")
    assert set(for_scripts("de")) >= {"Week of {date}", "stay silent"}
    assert for_scripts("en") == {}


def test_the_first_language_that_is_there_is_taken() -> None:
    assert chosen(["fr-FR", "de-AT", "en"]) == "de"
    assert chosen(["", "xx"]) == "en"


def test_days_in_words() -> None:
    assert day(date(1922, 4, 3)) == "3 April 1922"
    assert day(date(1922, 3, 4), "de") == "4. März 1922"
    assert day(Early(-42, 11, 27), "de") == "27. November 43 v. Chr."


def test_english_is_the_message_itself() -> None:
    assert catalogue("en").gettext("Watch") == "Watch"
    assert catalogue("de").gettext("Watch") == "Zusehen"
