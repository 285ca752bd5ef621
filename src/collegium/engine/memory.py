"""The limit on the address space of the process. Compiler and libraries abort or hang at it instead of saying that memory is short."""

from __future__ import annotations

from collegium.errors import RunError

LEAST, COMPILING = 1024, 4096
"""Megabytes that any command needs, with its libraries and threads, and that compiling needs (2,900 measured; at 1,024 it aborts)."""


def demand(megabytes: int, what: str) -> None:
    """Raises :class:`RunError` if ``what`` needs more address space than the process may have."""
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < megabytes * 2**20:
        raise RunError(f"{what} needs more memory than the limit of {limit >> 20:,} MB (do: raise it with ulimit -v {megabytes << 10})")
