"""One command from its words to its exit code. Heavy libraries are loaded by the commands that need them."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Sequence

from collegium.cli.interruption import interrupted
from collegium.cli.message import WRONG, put, say
from collegium.cli.parser import parser
from collegium.cli.signals import Stops
from collegium.cli.streams import drop
from collegium.cli.values import option
from collegium.engine.memory import LEAST, demand
from collegium.errors import CollegiumError, ScenarioError, SettingError, spelled

FAILED = 1
"""Exit code: it failed."""
PLAIN = "collegium.plain"
"""Name of the way in which letters are printed that a terminal does not have."""
PLAINER = {"−": "-", "–": "-", "…": "...", "’": "'", "∞": "inf"}
REMEDIES = {
    errno.ENOSPC: "free some space, or choose a folder on another disk",
    errno.ENOTDIR: "name a folder; this is a file",
    errno.ENAMETOOLONG: "choose a shorter name",
} | dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "choose a folder that you may read and write, or ask for permission")
"""What can be done about what the operating system refuses."""
MEMORY = "not enough memory (do: close other programs, raise the limit that 'ulimit -v' shows, or use fewer --threads)"


def command(words: Sequence[str], stops: Stops) -> int:
    """Run one command; ``stops`` knows whether a signal has stopped it. Returns the exit code."""
    codecs.register_error(PLAIN, plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a sign that the terminal does not have is replaced, and is no failure
            stream.reconfigure(errors=PLAIN)
    whole = parser()
    try:
        try:
            arguments = whole.parse_args(words)
            if arguments.name is None:
                put(whole.format_help(), end="")
                code = 0
            else:
                stops.message = lambda: interrupted(arguments, words)
                demand(LEAST, "this command")
                with spelled(option):
                    code = int(arguments.call(arguments))
        except SystemExit as stop:
            code = int(stop.code or 0)
        sys.stdout.flush()
    except BaseException as error:
        drop()
        if stops.number or isinstance(error, KeyboardInterrupt):
            stops.tell()
            code = stops.code
        else:
            code = failed(error)
    drop()  # a message that nobody can read must not change the exit code at the end of the process
    return code


def failed(error: BaseException) -> int:
    """Say why a command ends, as far as it is no bug. Returns the exit code."""
    if isinstance(error, BrokenPipeError):  # whoever read the output has seen enough
        return 0
    if isinstance(error, ScenarioError | SettingError):
        say(str(error))
        return WRONG
    if isinstance(error, CollegiumError):
        say(f"collegium: {error}")
    elif isinstance(error, OSError):
        say(f"collegium: {refusal(error)}")
        return WRONG if error.errno == errno.ENAMETOOLONG else FAILED
    elif scarce(error):
        say(f"collegium: {MEMORY}")
    else:
        raise error
    return FAILED


def scarce(error: BaseException) -> bool:
    """Is it memory or threads that the process lacks? Libraries say so in several ways."""
    signs = ("can't start new thread", "failed to map segment", "cannot allocate memory", "unable to allocate", "out of memory")
    return isinstance(error, MemoryError) or any(sign in str(error).lower() for sign in signs)


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
