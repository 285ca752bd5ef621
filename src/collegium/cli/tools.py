"""Tools around the model: compile it ahead of time, complete commands in a shell."""

from __future__ import annotations

import argparse
import sys
import time

from collegium.cli.message import put, say


def warmup(a: argparse.Namespace) -> int:
    from collegium.cli.command import FAILED
    from collegium.cli.progress import announce_compilation, minutes
    from collegium.engine.cache import folder, usable
    from collegium.ensemble.warmup import CLASSES, ready

    clock, begun, anew = announce_compilation(), time.monotonic(), False
    for size in CLASSES:
        began = time.monotonic()
        try:
            compiled = ready(size)
        finally:
            clock.rest()
        anew |= compiled
        put(f"up to {size} people: {'compiled' if compiled else 'compiled before, read'} in {minutes(time.monotonic() - began)}")
        sys.stdout.flush()
    if anew and usable() is None:  # which has said why it could not be kept
        return FAILED
    say(f"ready after {minutes(time.monotonic() - begun)}; the compiled engine is in {folder()}")
    return 0


def completion(a: argparse.Namespace) -> int:
    from collegium.cli.completion import script
    from collegium.cli.parser import parser

    put(script(a.shell, parser()), end="")
    return 0
