"""The catalogues of the explorer: collects the messages, brings every language up to date, and compiles it.

    python docs/translate/update.py          # after a change of texts, or of a translation
    python docs/translate/update.py fr       # begin a language

A message is a text in a template (``_("...")``), in a script (``t("...")``), or in Python (``say("...")``, ``say_many("...", "...", n)``,
in a table ``marked("...")``), or a word of the engine or of the format that a page shows. What is not translated yet is said in English,
and the test of the catalogues names it.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from collegium.language import SAMPLES
from collegium.web.messages import DOMAIN, HERE, LOCALE, MONTHS
from collegium.web.vocabulary import tables, vocabulary

WAYS = [("templates/*.j2", "jinja2"), ("static/*.js", "javascript"), ("*.py", "python")]
KEYWORDS = {"_": None, "t": None, "say": None, "marked": None, "say_many": (1, 2)}
ROOMS = ("analysis", "experiments", "explain", "explorer", "figures", "interventions", "report", "results", "scenario", "scoring")
"""Other rooms whose sentences a page shows, besides the modules that are in none."""
DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The date of every compiled catalogue, so that equal texts are equal bytes."""
OPTIONS = {"templates/*.j2": {"newstyle_gettext": "true", "trimmed": "true"}}


def collected() -> Catalog:
    """All messages, with the files in which they are."""
    found = Catalog(project="collegium", charset="utf-8")
    pages = extract_from_dir(HERE, WAYS, OPTIONS, KEYWORDS)
    sentences = (row for room in ROOMS for row in extract_from_dir(HERE.parent / room, WAYS[2:], {}, KEYWORDS))
    loose = extract_from_dir(HERE.parent, WAYS[2:], {}, KEYWORDS)
    for file, _, message, comments, _ in (*pages, *sentences, *loose):
        if message:
            found.add(message, locations=[(file, 0)], auto_comments=comments)
    for word in (*MONTHS, "{day} {month} {year}", "{year} BC", *SAMPLES):
        found.add(word, locations=[("messages.py", 0)])
    for word in (*vocabulary(), *tables()):
        found.add(word, locations=[("vocabulary.py", 0)])
    return found


def known(path: Path, language: str) -> Catalog:
    """A catalogue as it is, or an empty one."""
    if not path.is_file():
        return Catalog(language, project="collegium", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, language)


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    text = BytesIO()
    catalogue.creation_date = catalogue.revision_date = DAY
    write_mo(text, catalogue)
    return text.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The catalogue as people edit it, without dates and line numbers, which would differ at every change."""
    text = BytesIO()
    write_po(text, catalogue, width=140, omit_header=False, sort_output=True, ignore_obsolete=True, include_lineno=False, no_location=True)
    return b"".join(line for line in text.getvalue().splitlines(True) if not line.startswith((b'"POT-Creation', b'"PO-Revision')))


def updated(path: Path, language: str) -> Catalog:
    """A catalogue with all messages of today."""
    found = known(path, language)
    found.header_comment = f"# {found.locale.get_display_name('en')} words of the explorer."
    found.fuzzy, found.msgid_bugs_address, found.last_translator, found.version = False, "", "", ""
    found.language_team = ""
    found.update(collected(), no_fuzzy_matching=True)
    return found


def main(languages: list[str]) -> None:
    """Bring these languages up to date, by default all that are there."""
    for language in languages or [path.name for path in sorted(LOCALE.iterdir()) if path.is_dir()]:
        path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        found = updated(path, language)
        path.write_bytes(written(found))
        path.with_suffix(".mo").write_bytes(compiled(found))
        missing = [message.id for message in found if message.id and not message.string]
        print(f"{language}: {len(found)} messages, {len(missing)} not translated")


if __name__ == "__main__":
    main(sys.argv[1:])
