"""What the browser application may cost, beside what it costs: bytes of a first load, time of a week in a game, time of 200 forks.

`make bench` writes the table into docs/performance.md. Nothing fails by it: a figure over its budget is marked.

    python benchmarks/budgets.py
"""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from starlette.testclient import TestClient

import collegium
from collegium.explorer import Case, Game
from collegium.web.guard import Bucket
from collegium.web.shelf import Shelf
from collegium.web.site import Site

PORT = 8123
FIRST_LOAD = 150.0
"""Kilobytes of a screen on the wire, with an empty cache."""
STEP = 50.0
"""Milliseconds of a week in a game: the simulation of its step, the search for questions, and the news."""
FORKS = 2.0
"""Seconds of 200 futures of council."""
SCREENS = ("front", "watch/3", "seat", "rules")
RUN = 60
"""Histories of the run whose screens are loaded."""
WEEKS = 104
"""Weeks of the flagship in the games that are timed."""
SEATS = ("kamenev", "zinoviev", "trotsky", "bukharin", "rykov")
LINKED = re.compile(rb"(?:href|src)=\"(/static/[^\"]+)\"|from \"\./([^\"]+)\"|import \"\./([^\"]+)\"")
"""A file that a page or a script asks for."""


class Budget(NamedTuple):
    """What is measured, what came out, what it may be, and the unit."""

    what: str
    value: float
    most: float
    unit: str


def loaded(client: TestClient, path: str) -> int:
    """Bytes of the bodies of a page and of everything that it asks for, packed as the server sends them."""
    waiting, seen, total = [path], set[str](), 0
    while waiting:
        address = waiting.pop()
        if address not in seen:
            seen.add(address)
            answer = client.get(address)
            answer.raise_for_status()
            total += int(answer.headers["content-length"])
            waiting += [(page or b"/static/" + (script or other)).decode() for page, script, other in LINKED.findall(answer.content)]
    return total


def first_loads() -> list[Budget]:
    """The first load of each screen of a run of council."""
    with tempfile.TemporaryDirectory() as folder:
        run = collegium.run("council", histories=RUN, out=Path(folder) / "run")
        site = Site(Shelf(str(run.dir)), Path(folder) / "runs")
        site.port = PORT
        app = site.app()
        app.reads = Bucket(1e9, 1e9)
        client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}", headers={"accept-encoding": "gzip"})
        client.get("/", params={"token": site.keys.token})
        root, found = f"/{site.shelf.only}", []
        for screen in SCREENS:
            extra = [f"{root}/data", f"{root}/film/3"] if screen.startswith("watch") else []
            total = sum(loaded(client, path) for path in [f"{root}/{screen}", *extra])
            found.append(Budget(f"first load of `/{screen.partition('/')[0]}`", total / 1000, FIRST_LOAD, "kB"))
        site.jobs.close()
        return found


def week(people: tuple[str, ...]) -> float:
    """Computing time of a step in a game of the flagship, in milliseconds; of those that an answer repeats as well."""
    flagship = collegium.load("bolsheviks")
    end = flagship.start.fromordinal(flagship.start.toordinal() + WEEKS * flagship.step)
    case = Case(flagship, end=end)
    Game(case, people).choose(0)  # the first game makes ready what all share
    game = Game(case, people)
    begun, answers = time.process_time(), 0
    while game.question:
        game.choose(len(game.question.options) - 1)
        answers = len(game.sentences)
    return 1000 * (time.process_time() - begun) / (WEEKS + answers)


def forks() -> float:
    """Seconds of 200 futures of history 7 of council; the median of three."""
    case, times = Case("council"), []
    case.forks(7, "2001-06-04", 2)
    for _ in range(3):
        begun = time.perf_counter()
        case.forks(7, "2001-06-04", 200)
        times.append(time.perf_counter() - begun)
    return median(times)


def measured() -> list[Budget]:
    """All of them."""
    return [
        *first_loads(),
        Budget("a week of a game with one player, flagship", week(SEATS[:1]), STEP, "ms"),
        Budget("a week of a game with five players, flagship", week(SEATS), STEP, "ms"),
        Budget("200 forks of council", forks(), FORKS, "s"),
    ]


def table() -> list[str]:
    """The lines of the table."""
    lines = [
        f"| {one.what} | {one.value:.3g} {one.unit} | {one.most:g} {one.unit}{'' if one.value <= one.most else ': over'} |"
        for one in measured()
    ]
    return ["| what | measured | budget |", "|---|---|---|", *lines, ""]


if __name__ == "__main__":
    print("\n".join(table()))
