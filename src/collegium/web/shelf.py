"""The index of what the server offers: shipped cases, and runs that were found. A request names an entry by its id, never by a path."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from collegium.errors import CollegiumError, SettingError
from collegium.files.manifest import MANIFEST
from collegium.language import say
from collegium.results.folder import Folder
from collegium.scenario import find, load, shipped
from collegium.scenario.hash import scenario_hash
from collegium.scenario.model import Scenario
from collegium.web.share import needs

T = TypeVar("T")

RUNS = Path("runs")
MOST_RUNS = 60
"""At most so many runs are offered, the latest first."""
HELD = 24
"""So many results of slow questions are kept for each entry."""


class Entry:
    """A run, or a case without one.

    Parameters
    ----------
    id
        How addresses name it.
    place
        The folder of the run or of the scenario.
    is_run
        Which of the two it is.
    """

    def __init__(self, id: str, place: Path, is_run: bool) -> None:
        self.id, self.place, self.is_run = id, place, is_run
        self.lock = threading.RLock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    @cached_property
    def results(self) -> Folder:
        """The run. Raises :class:`DataError` if it cannot be read, :class:`SettingError` if there is none."""
        if not self.is_run:
            raise SettingError(say("{name} has no run yet", name=self.place.name))
        found = Folder(self.place)
        needs(found)
        return found

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario: that of the run, or the case."""
        return self.results.scenario if self.is_run else load(self.place)

    @property
    def typed(self) -> str:
        """How the command line names it."""
        return str(self.place) if self.is_run or self.place.name not in shipped() else self.place.name

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` returns, made once and kept while there is room."""
        with self.lock:
            if key not in self._kept:
                self._kept[key] = make()
                if len(self._kept) > HELD:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            found: T = self._kept[key]
            return found


class Shelf:
    """All entries by id.

    Parameters
    ----------
    asked
        A run or a scenario that is offered alone, as typed; by default the shipped cases and what lies in ``runs``.
    """

    def __init__(self, asked: str | None = None, runs: Path = RUNS) -> None:
        self.runs, self.entries = runs, dict[str, Entry]()
        self.only: str | None = None
        if asked is not None:
            self.only = self.add(*named(asked)).id
            return
        for name in shipped():
            self.add(find(name), False)
        for folder in latest(runs):
            self.add(folder, True)

    def add(self, place: Path, is_run: bool) -> Entry:
        """Put a folder on the shelf."""
        digest = hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:8]
        name = re.sub(r"[^a-z0-9]+", "-", place.name.lower()).strip("-")[:40] or "case"
        id = f"{name}-{digest}" if is_run or place.name not in shipped() else name
        return self.entries.setdefault(id, Entry(id, place, is_run))

    def cases(self) -> list[Entry]:
        """The cases, by name."""
        return [entry for entry in self.entries.values() if not entry.is_run]

    def found_runs(self) -> list[Entry]:
        """The runs that can be read."""
        return [entry for entry in self.entries.values() if entry.is_run and readable(entry)]


def named(asked: str) -> tuple[Path, bool]:
    """The folder that was typed, and whether it is a run. Raises what opening it raises."""
    path = Path(asked)
    if (path / MANIFEST).is_file():
        needs(Folder(path))
        return path, True
    place = find(asked)
    load(place)
    return place, False


def latest(runs: Path) -> list[Path]:
    """The folders of results in a folder, the latest first."""
    if not runs.is_dir():
        return []
    found = [path for path in runs.iterdir() if (path / MANIFEST).is_file()]
    return sorted(found, key=lambda path: (path / MANIFEST).stat().st_mtime, reverse=True)[:MOST_RUNS]


def readable(entry: Entry) -> bool:
    """Whether a run can be read, with all that the explorer needs."""
    try:
        return bool(entry.results.scenario)
    except CollegiumError:
        return False


def of_case(entry: Entry, runs: list[Entry]) -> list[Entry]:
    """The runs of a case as it is now."""
    wanted = scenario_hash(entry.scenario)
    return [one for one in runs if one.results.provenance["scenario"] == wanted and not one.results.provenance["interventions"]]
