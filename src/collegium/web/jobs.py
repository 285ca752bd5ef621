"""Long work in the background. It shows its progress, anybody can stop it, and it ends when its page is gone."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from markupsafe import Markup

from collegium.errors import CollegiumError
from collegium.language import say

WAITING = 4
"""Jobs that may run or wait at a time."""
KEPT = 40
"""Finished jobs whose answer can still be read."""
UNSEEN = 15.0
"""Seconds after which a job that no page asks about is stopped."""
RUNNING, DONE, FAILED, STOPPED = "running", "done", "failed", "stopped"


class Stopped(Exception):
    """Raised inside of a job that is to end."""


class Full(CollegiumError):
    """More jobs are asked for than may wait."""


class Job:
    """One piece of work.

    Parameters
    ----------
    work
        Does it: gets the job, whose :meth:`tell` it calls, and returns the answer.
    show
        Makes the page's part of the job as it is, in a language.
    """

    def __init__(self, work: Callable[[Job], Any], show: Callable[[Job, str], str]) -> None:
        self.id = secrets.token_urlsafe(12)
        self.work, self.show = work, show
        self.state, self.done, self.total = RUNNING, 0, 0
        self.answer: Any = None
        self.message, self.partial = "", Markup()
        self.seen = time.monotonic()
        self._end = threading.Event()

    def tell(self, done: int, total: int) -> None:
        """How far it is. Raises :class:`Stopped` if it is to end."""
        self.done, self.total = done, total
        if self._end.is_set() or time.monotonic() - self.seen > UNSEEN:
            raise Stopped

    def stop(self) -> None:
        """Ask it to end."""
        self._end.set()

    def run(self) -> None:
        """Do the work, whatever comes of it."""
        try:
            self.tell(0, 0)
            self.answer = self.work(self)
            self.state = DONE
        except Stopped:
            self.state = STOPPED
        except CollegiumError as error:
            self.state, self.message = FAILED, str(error)
        except Exception as error:
            self.state, self.message = FAILED, f"{type(error).__name__}: report this as a bug"
            raise


class Jobs:
    """The jobs of a server: one runs, some wait."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "job")
        self._all: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, work: Callable[[Job], Any], show: Callable[[Job, str], str]) -> Job:
        """Begin some work. Raises :class:`Full` if too much waits already."""
        job = Job(work, show)
        with self._lock:
            open = [one for one in self._all.values() if one.state == RUNNING]
            for one in open:
                if time.monotonic() - one.seen > UNSEEN:
                    one.stop()
            if len(open) >= WAITING:
                raise Full(say("{waiting} jobs run or wait already: stop one of them, or wait until one is done", waiting=WAITING))
            self._all[job.id] = job
            while len(self._all) > KEPT + WAITING:
                oldest = next(name for name, one in self._all.items() if one.state != RUNNING)
                del self._all[oldest]
        self._pool.submit(copy_context().run, job.run)  # it speaks the language of whoever asks for it
        return job

    def find(self, id: str) -> Job | None:
        """The job of this id, which has been seen now."""
        job = self._all.get(id)
        if job:
            job.seen = time.monotonic()
        return job

    def close(self) -> None:
        """End everything."""
        for job in list(self._all.values()):
            job.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
