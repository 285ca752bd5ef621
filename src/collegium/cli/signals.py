"""How a command ends when somebody stops it: Ctrl-C, SIGTERM, or a terminal that goes away.

The first signal raises :class:`Stopped` in the main thread, so that every ``finally`` does its work; those after it change nothing. The
compiler may hold the main thread for a minute, and a library may swallow the exception. A second thread therefore ends the process
if it has not ended by itself.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

from collegium.cli.message import say

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that stop a command, as far as the system has them."""
GRACE = 3.0
"""Seconds in which a stopped command may clean up. What is cut off then is no worse than after a kill: whole shards stay whole."""


class Stopped(KeyboardInterrupt):
    """A signal has stopped the command."""


class Stops:
    """Within this block signals stop the command. After it they do nothing: the process is ending and has said how."""

    def __init__(self) -> None:
        self.number = 0
        self.message: Callable[[], str] = lambda: "interrupted: nothing was written"
        self._said = threading.Lock()
        self._over = threading.Event()

    @property
    def code(self) -> int:
        """The exit code of a command that was stopped."""
        return 128 + (self.number or signal.SIGINT)

    def tell(self) -> None:
        """Say once that a signal stopped the command, and what the folder holds."""
        if self._said.acquire(blocking=False):
            say(self.message())

    def __enter__(self) -> Stops:
        numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
        self._heeded = [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]
        for number in self._heeded:
            signal.signal(number, self._raise)
        sys.unraisablehook = self._unraisable
        wake, wakes = os.pipe()
        os.set_blocking(wakes, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        threading.Thread(target=self._watch, args=(wake,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        for number in self._heeded:
            signal.signal(number, signal.SIG_IGN)
        signal.set_wakeup_fd(-1)
        self._over.set()
        if self.number and error is not None:
            self.tell()
            return True
        return False

    def _raise(self, number: int, _: FrameType | None) -> None:
        if not self.number:
            self.number = number
            raise Stopped

    def _unraisable(self, lost: Any) -> None:
        """The exception hit code that cannot pass it on: the watching thread ends the process."""
        if not issubclass(lost.exc_type, Stopped):
            sys.__unraisablehook__(lost)

    def _watch(self, wake: int) -> None:
        while (number := os.read(wake, 1)[0]) not in self._heeded:
            pass
        if not self._over.wait(GRACE):
            self.number = self.number or number
            self.tell()
            atexit._run_exitfuncs()  # temporary folders are removed there
            os._exit(self.code)
