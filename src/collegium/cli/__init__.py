"""The command line: parse, call, print. Heavy libraries are loaded by the commands that need them."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence

from collegium.cli.message import say
from collegium.cli.parser import parser
from collegium.cli.values import option
from collegium.errors import CollegiumError, ScenarioError, SettingError, spelled

FAILED, WRONG, INTERRUPTED = 1, 2, 130
"""Exit codes besides 0: it failed; what was typed is wrong; stopped by the user."""
REMEDIES = {
    errno.ENOSPC: "free some space (a run then goes on with --resume), or choose a folder on another disk",
    errno.ENOTDIR: "name a folder; what stands there is a file",
} | dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "choose a folder that you may read and write, or ask for leave")
"""What can be done about what the operating system refuses."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0, 1 failed, 2 the input is wrong, 130 interrupted)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal has no signs for is shown, and is no failure
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        with spelled(option):
            code: int = arguments.call(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("interrupted" + ("; what is done is kept: the same command with --resume goes on" if arguments.name == "run" else ""))
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ScenarioError, SettingError) as error:
        say(str(error))
        return WRONG
    except CollegiumError as error:
        say(f"collegium: {error}")
        return FAILED
    except OSError as error:
        say(f"collegium: {refusal(error)}")
        return FAILED
    return code


def refusal(error: OSError) -> str:
    """What the operating system refused, where, and what can be done about it."""
    what = os.strerror(error.errno).lower() if error.errno else str(error)
    where = f"{error.filename}: " if error.filename else ""
    remedy = REMEDIES.get(error.errno or 0)
    return where + what + (f" (do: {remedy})" if remedy else "")
