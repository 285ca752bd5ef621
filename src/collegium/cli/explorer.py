"""The explorer: histories in the browser, from a server or in one file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from collegium.cli.message import put, say
from collegium.cli.runs import results_in


def serve(a: argparse.Namespace) -> int:
    from collegium.web.server import serve as start

    start(a.target, port=a.port, browser=a.browser, tell=told)
    return 0


def share(a: argparse.Namespace) -> int:
    from collegium.cli.progress import Progress
    from collegium.web.share import share as write

    results = results_in(a.dir)
    with Progress("histories") as progress:
        path = write(results, Path(a.out), a.language, progress)
    put(path)
    say(f"{path.stat().st_size / 1e6:.1f} MB; it opens in any browser, without a network")
    return 0


def told(address: str) -> None:
    """Where the explorer is, at once, also if a program reads it."""
    put(address)
    sys.stdout.flush()
