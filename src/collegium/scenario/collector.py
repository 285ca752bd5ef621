"""Reading or writing a scenario makes some hundred thousand small objects, nearly all of which are kept.

Python's collector of cyclic garbage would look through them, and through everything else in memory, several times and find nothing: that
takes as long as half the reading. So it pauses meanwhile.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No search for cyclic garbage meanwhile; afterwards as before."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
