"""How a score simulates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """``histories`` of each run, ``seed``, ``threads`` (None: all cores)."""

    histories: int
    seed: int
    threads: int | None
