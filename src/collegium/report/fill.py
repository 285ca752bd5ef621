"""Templates filled with numbers: what all pages have in common."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from collegium.figures import style
from collegium.files.outputs import deliver
from collegium.report import pictures, words
from collegium.report.glossary import TERMS, anchor


def fill(template: str, contents: Mapping[str, Any], path: str | Path) -> Path:
    """Write a page to ``path`` (one HTML file without any other file or address) and return it."""
    environment = Environment(
        loader=PackageLoader("collegium.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "number": words.number, "interval": words.interval, "error": words.error, "points": words.points, "day": style.day,
        "dated": style.dated,
        "gap": words.gap, "gap_interval": words.gap_interval, "share": words.share, "size": words.size, "times": words.times,
    }  # fmt: skip
    used: list[str] = []

    def term(name: str, printed: str = "") -> Markup:
        """A term of the field or of ours, linked to its explanation, which the page then holds."""
        used.append(name)
        return Markup('<a class="term" href="#{}">{}</a>').format(anchor(name), printed or name)

    def glossary() -> list[tuple[str, str, str]]:
        """(address, term, explanation) of every term that was used so far, by name."""
        return [(anchor(name), name, TERMS[name]) for name in sorted(set(used), key=str.lower)]

    environment.globals |= {"term": term, "glossary": glossary}
    path = Path(path)
    text = environment.get_template(template).render({**contents, "dark": pictures.dark_rules()})
    deliver(path, text)
    return path
