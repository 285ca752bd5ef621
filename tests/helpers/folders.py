"""Folders of results changed as the program itself would change them, so that only what a test is about is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from collegium.files.outputs import PROVENANCE, opened


def renote(folder: Path, text: str | None = None, **noted: Any) -> None:
    """Put another provenance into a folder: the old one with other values, or this text."""
    if text is None:
        text = json.dumps(json.loads((folder / PROVENANCE).read_text(encoding="utf-8")) | noted)
    with opened(folder, "run", again=True) as outputs:
        outputs.put({PROVENANCE: text.encode("utf-8", "surrogateescape")})


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, links not followed."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
