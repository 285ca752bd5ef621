"""Scenarios: reading, checking, changing and writing them, and what of them may reach the engine."""

from collegium.scenario.edit import edit
from collegium.scenario.library import find, new, shipped
from collegium.scenario.resolve import check, from_files, load
from collegium.scenario.snapshot import at
from collegium.scenario.write import save

__all__ = ["at", "check", "edit", "find", "from_files", "load", "new", "save", "shipped"]
