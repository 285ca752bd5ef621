"""The command line: parse, call, print. Heavy libraries are loaded by the commands that need them."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Sequence

from collegium.cli.interruption import interrupted
from collegium.cli.message import put, say
from collegium.cli.parser import parser
from collegium.cli.values import option
from collegium.errors import CollegiumError, ScenarioError, SettingError, spelled

FAILED, WRONG, INTERRUPTED = 1, 2, 130
"""Exit codes besides 0: it failed; what was typed is wrong; stopped by the user."""
PLAIN = "collegium.plain"
"""Name of the way in which letters are printed that a terminal does not have."""
PLAINER = {"−": "-", "–": "-", "…": "...", "’": "'", "∞": "inf"}
REMEDIES = {
    errno.ENOSPC: "free some space, or choose a folder on another disk",
    errno.ENOTDIR: "name a folder; this is a file",
    errno.ENAMETOOLONG: "choose a shorter name",
} | dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "choose a folder that you may read and write, or ask for permission")
"""What can be done about what the operating system refuses."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv
        The words after ``collegium`` (default: those of the process).

    Returns
    -------
    int
        The exit code: 0, 1 it failed, 2 what was typed is wrong, 130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    codecs.register_error(PLAIN, plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a sign that the terminal does not have is replaced, and is no failure
            stream.reconfigure(errors=PLAIN)
    whole = parser()
    try:
        arguments = whole.parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        if arguments.name is None:
            put(whole.format_help(), end="")
            return 0
        with spelled(option):
            code: int = arguments.call(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        say(interrupted(arguments, words))
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
        return WRONG if error.errno == errno.ENAMETOOLONG else FAILED
    return code


def plainer(error: UnicodeError) -> tuple[str, int]:
    """The letters that a terminal cannot show, in ones that it can."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(PLAINER.get(letter) or letter.encode("ascii", "backslashreplace").decode() for letter in lost), error.end


def refusal(error: OSError) -> str:
    """What the operating system refused, where, and what can be done about it."""
    what = os.strerror(error.errno).lower() if error.errno else str(error)
    where = f"{error.filename}: " if error.filename else ""
    remedy = REMEDIES.get(error.errno or 0)
    return where + what + (f" (do: {remedy})" if remedy else "")
