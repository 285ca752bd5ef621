"""Where the results in a folder come from: ``provenance.json`` read, and every value in it checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from collegium.errors import DataError, argument
from collegium.files.kinds import content
from collegium.files.outputs import PROVENANCE
from collegium.scenario import calendar

LARGEST = 16_000_000
"""Bytes that the file may have."""
MOST = 10**8
"""Histories that a run may have."""
RECORD = ("outcomes", "series", "events")
"""What a run can keep; outcomes are always among it."""

Check: TypeAlias = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str)


def whole(low: int, high: int) -> Check:
    """A whole number from ``low`` to ``high``; true and false are none."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def digits(value: Any) -> bool:
    """A hash."""
    return text(value) and re.fullmatch(r"[0-9a-f]{16}", value, re.ASCII) is not None


def day(value: Any) -> bool:
    try:
        return text(value) and calendar.from_iso(value).isoformat() == value
    except ValueError:
        return False


def texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(text, value))


def mapping(value: Any) -> bool:
    """Text for text."""
    return isinstance(value, dict) and all(map(text, value.values()))


def numbers(value: Any) -> bool:
    """First and last history."""
    number = whole(0, MOST)
    return isinstance(value, list) and len(value) == 2 and all(map(number, value)) and bool(value[0] <= value[1])


def kept(value: Any) -> bool:
    return texts(value) and "outcomes" in value and len(set(value)) == len(value) and set(value) <= set(RECORD)


def yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


SETTINGS: Mapping[str, Check] = {"step": whole(1, 10**4), "record": kept, "traits": text, "variant": text, "per_draw": whole(1, MOST)}
KEYS: Mapping[str, Check] = {
    "name": text, "versions": mapping, "engine": digits, "scenario": digits, "seed": whole(0, 2**64 - 1), "histories": numbers,
    "from": day, "to": day, "settings": lambda value: isinstance(value, dict), "changes": mapping, "interventions": texts,
    "priors": mapping, "command": text, "complete": yes_or_no,
}  # fmt: skip
"""Key -> whether a value can be its."""


def read_provenance(folder: Path) -> dict[str, Any]:
    """Where the results in a folder come from.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    dict
        By key, as in ``docs/results.md``.

    Raises
    ------
    DataError
        If the file is none, is no JSON, lacks a key, or a value cannot be.
    """
    path, again = folder / PROVENANCE, f"run again with {argument('overwrite', True)}"
    try:
        data = content(path, LARGEST)
    except DataError as error:
        raise DataError(f"{error}: {again}") from None
    try:
        found = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        problem = "it is nested too deeply" if isinstance(error, RecursionError) else f"it is no JSON in UTF-8; {error}"
        raise DataError(f"{path} is damaged ({problem}): {again}") from None
    if problem := problems(found):
        raise DataError(f"{path} is damaged ({problem}): {again}")
    return dict(found)


def problems(found: Any) -> str:
    """What is wrong with the provenance; '' if nothing is."""
    if not isinstance(found, dict):
        return "it is no JSON object"
    wrong = unlike(found, KEYS) + (unlike(found["settings"], SETTINGS) if isinstance(found.get("settings"), dict) else [])
    if not wrong and calendar.from_iso(found["from"]) >= calendar.from_iso(found["to"]):
        wrong = ["from is not before to"]
    return "; ".join(wrong)


def unlike(found: Mapping[str, Any], keys: Mapping[str, Check]) -> list[str]:
    """The keys that are missing, and those whose value cannot be."""
    missing = [key for key in keys if key not in found]
    lacking = [f"it lacks {', '.join(missing)}"] if missing else []
    return lacking + [f"{key} cannot have this value" for key, check in keys.items() if key in found and not check(found[key])]
