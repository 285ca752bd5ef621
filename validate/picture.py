"""The README's picture, drawn from a run: ``python validate/picture.py runs/demo`` (``make picture`` after ``make demo``)."""

from __future__ import annotations

import sys
from pathlib import Path

from collegium import Results, figures

PAGE = Path(__file__).parent.parent / "docs" / "picture.svg"

print(figures.save(figures.shares(Results(sys.argv[1])), PAGE))
