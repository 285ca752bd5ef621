"""A report with the pictures that are in it: drawing takes seconds, so tests of either share one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from collegium.report import page
from collegium.report.pictures import Picture


@dataclass(frozen=True)
class Drawn:
    text: str
    pictures: dict[str, Picture]


def drawn(write: Callable[[Path], Path], path: Path) -> Drawn:
    """What ``write`` writes, and every picture that it draws on the way."""
    draw, kept = page._pictures, dict[str, Picture]()

    def keep(*given: object) -> dict[str, Picture]:
        kept.update(draw(*given))
        return kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "_pictures", keep)
        return Drawn(write(path).read_text(encoding="utf-8"), kept)
