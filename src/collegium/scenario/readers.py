"""Readers of arguments that are scenarios (:mod:`collegium.arguments`)."""

from __future__ import annotations

import os
from typing import Any

from collegium.arguments import path, refuse, thing
from collegium.scenario.model import Scenario


def held(name: str, value: Any) -> Any:
    """A scenario in hand."""
    return thing(name, value, Scenario, "give a scenario, such as collegium.load returns")


def named(name: str, value: Any) -> Any:
    """A scenario in hand, or the name or folder of one."""
    if isinstance(value, Scenario):
        return value
    if not isinstance(value, str | os.PathLike):
        refuse(name, value, f"of the type {type(value).__name__}", "give a scenario, the name of a shipped one, or a folder")
    return path(name, value)
