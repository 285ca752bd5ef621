"""The language in which the program speaks: English, unless whoever asks chooses a catalogue.

The code has each text in English, as ``say("{who} dies", who=name)``. The command line, Python and the reports speak English. The explorer
in the browser chooses the catalogue of its reader for the time of a request (:func:`spoken`). Every sentence of this time comes from it, in
the thread of the request and in those that take over its context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import Any

_spoken: ContextVar[NullTranslations | None] = ContextVar("spoken", default=None)
SAMPLES = POINT, PERCENT, THOUSAND = "0.5", "5%", "1,000"
"""What a catalogue knows beside sentences: how its language writes these numbers."""
SIGNS = re.compile(r"(?<=\d)\.(?=\d)|(?<=\d),(?=\d{3})|(?<=\d)%")
"""The signs of a number as English writes it."""


@contextmanager
def spoken(catalogue: NullTranslations | None) -> Iterator[None]:
    """Speak the language of a catalogue; None is English."""
    before = _spoken.set(catalogue)
    try:
        yield
    finally:
        _spoken.reset(before)


def current() -> str:
    """The language that is spoken, such as ``en`` or ``de``."""
    found = _spoken.get()
    return "en" if found is None else found.info()["language"]


def marked(text: str) -> str:
    """The text itself: marks in a table what :func:`say` will be asked for, so that the catalogues find it."""
    return text


def say(text: str, /, **parts: Any) -> str:
    """A text in the language that is spoken, its blanks filled."""
    found = _spoken.get()
    text = found.gettext(text) if found and text else text  # the translation of nothing is the head of the catalogue
    return text.format(**parts) if parts else text


def say_many(one: str, many: str, n: int, /, **parts: Any) -> str:
    """A text that has another form for many."""
    found = _spoken.get()
    text = (one if n == 1 else many) if found is None else found.ngettext(one, many, n)
    return text.format(**parts)


def numeral(text: str) -> str:
    """A printed number, or several, with the signs of the language: ``+0.60``, ``2,000``, ``71.8%``."""
    if _spoken.get() is None:
        return text
    signs = {".": say(POINT)[1], ",": say(THOUSAND)[1], "%": say(PERCENT)[1:]}
    return SIGNS.sub(lambda found: signs[found[0]], text)
