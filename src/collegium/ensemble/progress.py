"""How far a run is, shown to whoever waits for it: ``progress=True`` of the public functions.

A bar on a terminal, a bar in a notebook, and a plain line now and then anywhere else.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

Progress = Callable[[int, int], None]
"""Called with the histories done and the histories to do."""

EVERY = {"notebook": 0.2, "terminal": 0.2, "": 5.0}
"""Seconds between two pictures of where a run is, by where they are shown."""
WAITING = "preparing; the first run after an installation compiles the engine for a few minutes"


@contextmanager
def shown(progress: Progress | bool | None, what: str = "histories") -> Iterator[Progress | None]:
    """The function that a long task calls with its progress: a bar for True, the caller's own function, or none."""
    if progress is not True:
        yield progress or None
        return
    bar = Bar(what, WAITING)
    try:
        yield bar
    finally:
        bar.close()


class Bar:
    """Shows the state of one long run. Call it with (done, to do)."""

    def __init__(self, what: str, waiting: str = "") -> None:
        self.what, self.where = what, surface()
        self.begun: tuple[float, int] | None = None
        self.latest = 0.0
        self.handle: Any = None
        if waiting:
            self.put(0, 0, waiting)

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self.begun is None:  # compiling is no measure of what is left: the clock starts with the first block
            self.begun = now, done
        if done == total or now - self.latest >= EVERY[self.where]:
            self.latest = now
            self.put(done, total, f"{done:,} of {total:,}{pace(done, total, now, *self.begun)}")

    def put(self, done: int, total: int, text: str) -> None:
        if self.where == "notebook":
            ipython = sys.modules["IPython"]
            amount = f'value="{done}" max="{total}"' if total else ""
            page = ipython.display.HTML(f"<progress {amount}></progress> {self.what}: {text}")
            if self.handle is None:
                self.handle = ipython.display.display(page, display_id=True)
            else:
                self.handle.update(page)
        elif self.where == "terminal":
            line(f"\r\033[K{self.what}: {text}", end="")
        elif total:
            line(f"{self.what}: {text}")

    def close(self) -> None:
        if self.where == "terminal":
            line()


def line(text: str = "", end: str = "\n") -> None:
    """To the person who waits. Where nobody can read it, the task goes on."""
    with suppress(OSError):
        print(text, end=end, file=sys.stderr, flush=True)


def pace(done: int, total: int, now: float, begun: float, before: int) -> str:
    """', 45 a second, 20 s left'; '' as long as nobody can tell."""
    rate = (done - before) / (now - begun) if now > begun else 0.0
    if not rate:
        return ""
    return f", {rate:,.0f} a second" + (f", {(total - done) / rate:,.0f} s left" if done < total else "")


def surface() -> str:
    """Where the caller looks: ``notebook``, ``terminal``, or '' for anything else."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and type(shell).__name__ == "ZMQInteractiveShell":
        return "notebook"
    return "terminal" if sys.stderr.isatty() else ""
