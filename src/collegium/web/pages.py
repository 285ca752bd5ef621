"""Templates filled with contents, in the language of the reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from collegium.report import words
from collegium.web import messages


@cache
def environment(language: str) -> Environment:
    """The templates in a language."""
    made = Environment(
        loader=PackageLoader("collegium.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    made.install_gettext_translations(messages.catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {
        "day": partial(messages.day, language=language), "number": localised(words.number, language),
        "interval": localised(words.interval, language),
        "local": partial(messages.local, language=language), "asjson": as_json,
    }  # fmt: skip
    made.globals |= {"language": language, "languages": messages.languages(), "texts": messages.for_scripts(language)}
    return made


def render(template: str, language: str, contents: dict[str, Any]) -> Markup:
    """A page, or a part of one, which other templates take as it is, for this one escapes its contents."""
    return Markup(environment(language).get_template(template).render(contents))


def localised(form: Callable[..., str], language: str) -> Callable[..., str]:
    """A filter that prints numbers as a language does."""
    return lambda *given: messages.local(form(*given), language)


def as_json(value: Any) -> Markup:
    """JSON inside of a page, in which nothing can end its element."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return Markup(
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
