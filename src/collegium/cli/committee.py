"""Published models on a small table of one's own."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from collegium.errors import ArgumentError, SettingError


def power(a: argparse.Namespace) -> int:
    from collegium.committee import summaries, tables

    found = tables.votes(a.file)
    return tell(a, lambda: summaries.power(found.names, found.numbers, a.quota, found.unions), "power")


def coalition(a: argparse.Namespace) -> int:
    from collegium.committee import summaries, tables

    found = tables.powers(a.file)
    return tell(a, lambda: summaries.coalition(found.names, found.numbers, a.alpha), "coalition")


def balance(a: argparse.Namespace) -> int:
    from collegium.committee import summaries, tables

    found = tables.ties(a.file)
    if a.picture:
        from collegium.committee import figures

        if len(found.names) > figures.MOST:
            fault = f"a picture of {len(found.names)} members cannot be read, and takes very long to draw"
            raise SettingError(f"--picture: {fault} (do: leave it out, or keep {figures.MOST} members or fewer)")
    return tell(a, lambda: summaries.balance(found.names, found.signs), "balance")


def tell(a: argparse.Namespace, measure: Callable[[], Any], picture: str) -> int:
    """Measure. Save the table and the picture where they are wanted. Then print."""
    from collegium.cli.output import measured, save_rows

    if a.save and os.path.realpath(a.save) == os.path.realpath(a.file):
        raise SettingError(f"--save: {a.save} is the table that is read (do: name another file)")
    try:
        found = measure()
    except ArgumentError as error:
        raise SettingError(f"{a.file}: {error}") from None
    if a.save:
        save_rows(found.rows, Path(a.save))
    if a.picture:
        from collegium.committee import figures
        from collegium.figures import save

        save(getattr(figures, picture)(found), a.picture)
    measured(found, a.json)
    return 0
