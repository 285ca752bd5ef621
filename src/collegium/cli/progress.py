"""What a person sees while the command works: a bar with the rate and the time left, and a clock while the engine is compiled."""

from __future__ import annotations

import math
import sys
import threading
import time
from functools import cache
from types import TracebackType
from typing import Any

from collegium.ensemble.progress import Bar, line

SELDOM = 30.0
"""Seconds between two plain lines while the engine is compiled."""
COMPILING = "compiling the engine once (one to four minutes)"


def minutes(seconds: float) -> str:
    """'2:05'."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class Clock:
    """Shows how long the engine has been compiling: on a terminal every second in one line, elsewhere now and then in a line of its own.

    ``begin`` and ``end`` are called for every function that is compiled, also for those inside another. The clock runs from the first
    ``begin`` until ``rest``, and shows nothing between two functions.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.reset()

    def reset(self) -> None:
        self.begun = 0.0
        self.said = -math.inf
        self.over = threading.Event()

    def begin(self) -> None:
        self.depth += 1
        if not self.begun:
            self.begun = time.monotonic()
            self.show()
            threading.Thread(target=self.run, args=(self.over,), daemon=True).start()

    def end(self) -> None:
        self.depth -= 1

    def run(self, over: threading.Event) -> None:
        while not over.wait(1.0):
            if self.depth > 0:
                self.show()

    def show(self) -> None:
        passed = time.monotonic() - self.begun
        if sys.stderr.isatty():
            line(f"\r{COMPILING} ... {minutes(passed)} ", end="")
        elif passed - self.said >= SELDOM:
            line(f"{COMPILING} ... {minutes(passed)}")
            self.said = passed

    def rest(self) -> None:
        """Take the line away: no function is compiling for now."""
        self.over.set()
        if self.begun and sys.stderr.isatty():
            line("\r\x1b[K", end="")
        self.reset()


@cache
def announce_compilation() -> Clock:
    """From now on show a clock while something of the engine is compiled. Returns the clock."""
    from numba.core import event

    clock = Clock()

    class Announcer(event.Listener):  # type: ignore[misc]
        def on_start(self, _: Any) -> None:
            clock.begin()

        def on_end(self, _: Any) -> None:
            clock.end()

    event.register("numba:compile", Announcer())
    return clock


class Progress:
    """The bar of every long task, behind the clock of the compiler. Call it with (done, to do)."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.bar: Bar | None = None

    def __enter__(self) -> Progress:
        self.clock = announce_compilation()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clock.rest()
        if self.bar:
            self.bar.close()

    def __call__(self, done: int, total: int) -> None:
        if self.bar is None:  # after the first block no function compiles any more
            self.clock.rest()
            self.bar = Bar(self.what)
        self.bar(done, total)
