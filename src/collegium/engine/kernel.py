"""How the engine's functions are compiled and put into one table.

Every rule and move is an ordinary function under :func:`kernel`; with ``NUMBA_DISABLE_JIT=1`` the same
files run as plain Python (tests/engine compares the two).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from collegium.engine.compiler import numba
from collegium.engine.parts import Part

types = numba.types

_compile = numba.njit(nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=Part)


def _plain(kind: Any) -> Any:
    """The type an argument is compiled for: literals lose their value and small integers their size."""
    kind = types.unliteral(kind)
    return types.int64 if isinstance(kind, types.Integer) and kind != types.uint64 else kind


def kernel(function: Callable[..., Any]) -> Any:
    """Compile ``function`` when first called, once for each capacity class.

    Left alone, the compiler makes a version of its own for every constant that is passed (measured: 567 versions of 281
    functions, twice the time); here an argument's type is all that counts.
    """
    compiled = _compile(function)
    if hasattr(compiled, "get_call_template"):
        resolve = compiled.get_call_template
        compiled.get_call_template = lambda args, kws: resolve(tuple(map(_plain, args)), kws)
    return compiled


def sequence(functions: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    """One compiled function that calls all of them, in order, with its own arguments."""
    names = {f"call_{k}": function for k, function in enumerate(functions)}
    exec("\n".join(["def run(*args):", *(f"    {name}(*args)" for name in names)]), names)
    return kernel(names["run"])  # type: ignore[no-any-return]


def switch(options: Sequence[Callable[..., Any]]) -> Callable[..., Any]:
    """One compiled function ``pick(k, *args)`` that calls ``options[k](*args)``; the last serves any larger k.

    The chain of calls is written out from the list, since compiled code cannot index functions.
    """
    names = {f"option_{k}": option for k, option in enumerate(options)}
    lines = [f"    if k == {k}:\n        return option_{k}(*args)" for k in range(len(options) - 1)]
    exec("\n".join(["def pick(k, *args):", *lines, f"    return option_{len(options) - 1}(*args)"]), names)
    return kernel(names["pick"])  # type: ignore[no-any-return]
