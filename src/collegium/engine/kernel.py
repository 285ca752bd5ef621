"""How the engine's functions are compiled and put into one table.

Every rule and move is an ordinary function under :func:`kernel`; with ``NUMBA_DISABLE_JIT=1`` the same
files run as plain Python (tests/engine compares the two).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numba

kernel = numba.njit(nogil=True, error_model="numpy", no_cpython_wrapper=True)


def switch(options: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    """One compiled function ``pick(k, *args)`` that calls ``options[k](*args)``; the last serves any larger k.

    The chain of calls is written out from the list, since compiled code cannot index functions.
    """
    names = {f"option_{k}": option for k, option in enumerate(options)}
    lines = [f"    if k == {k}:\n        return option_{k}(*args)" for k in range(len(options) - 1)]
    exec("\n".join(["def pick(k, *args):", *lines, f"    return option_{len(options) - 1}(*args)"]), names)
    return kernel(names["pick"])  # type: ignore[no-any-return]
