"""The README quotes figures of the validation page, and no others."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIGURE = re.compile(r"\b\d+\.\d+(?=%)")


def test_every_share_in_the_readme_is_on_the_validation_page() -> None:
    readme, validation = ((ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "docs/validation.md"))
    quoted = set(FIGURE.findall(readme))
    assert len(quoted) >= 8
    assert quoted <= set(FIGURE.findall(validation))
