"""Templates filled with numbers: what every page has in common."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from collegium.figures import style
from collegium.report import pictures, words


def fill(template: str, contents: Mapping[str, Any], path: str | Path) -> Path:
    """Write a page to ``path`` (one HTML file without any other file or address) and return it."""
    environment = Environment(
        loader=PackageLoader("collegium.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "number": words.number, "interval": words.interval, "error": words.error, "points": words.points, "day": style.day,
        "gap": words.gap, "gap_interval": words.gap_interval, "share": words.share, "times": words.times,
    }  # fmt: skip
    path = Path(path)
    text = environment.get_template(template).render({**contents, "dark": pictures.dark_rules()})
    path.write_text(text, encoding="utf-8")
    return path
