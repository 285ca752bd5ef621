"""The command line: parse, call, print. It first opens closed streams and listens to signals, and loads everything else after that."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv
        The words after ``collegium``. By default those of the process: then it also listens to signals and opens closed streams.

    Returns
    -------
    int
        The exit code: 0, 1 it failed, 2 what was typed is wrong, 130 interrupted; 128 + n for another signal n.
    """
    from collegium.cli.signals import Stops
    from collegium.cli.streams import mend

    stops = Stops()
    if argv is not None:
        from collegium.cli.command import command

        return command(list(argv), stops)
    if not mend():
        return 1
    with stops:
        from collegium.cli.command import command

        return command(sys.argv[1:], stops)
    return stops.code
