"""The catalogues: complete, compiled from what people edit, with the same blanks to fill."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from collegium.scenario.calendar import Early
from collegium.web import messages
from collegium.web.messages import HERE, LOCALE, catalogue, chosen, day, for_scripts, languages
from helpers.loaded import script

UPDATE = script(Path(__file__).parents[2] / "docs" / "translate" / "update.py")
BLANK = re.compile(r"%\(\w+\)s|\{\w+\}|%%")
OTHERS = [language for language in languages() if language != messages.ENGLISH]


def edited(language: str) -> Catalog:
    return UPDATE.known(LOCALE / language / "LC_MESSAGES" / "messages.po", language)


def test_german_is_there() -> None:
    assert languages()[:2] == ["en", "de"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    known = edited(language)
    missing = [message.id for message in UPDATE.collected() if message.id and not (known.get(message.id) and known.get(message.id).string)]
    assert missing == []
    assert not [message.id for message in known if message.id and message.fuzzy]


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_is_edited(language: str) -> None:
    told = catalogue(language).gettext
    stale = [message.id for message in edited(language) if message.id and message.string and told(message.id) != message.string]
    assert stale == [], "run docs/translate/update.py"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_the_same_blanks(language: str) -> None:
    for message in edited(language):
        if message.id:
            assert sorted(set(BLANK.findall(message.id))) == sorted(set(BLANK.findall(str(message.string)))), message.id


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
