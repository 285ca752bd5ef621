"""Command lines that nobody would type, or that a hurried hand might; each has a number, which is all its luck."""

from __future__ import annotations

import contextlib
import io
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from mutants import DATES, NUMBERS, WORDS

from collegium import cli
from collegium.scenario import find, load
from collegium.scenario.edit import SECTIONS, TABLES
from collegium.scenario.model import MOTIONS
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.schema import TABLES as COLUMNS

READY = "ready"
"""A folder of results that lies in the folder where the commands are given; beside it lie ``mine``, a scenario, and a plain ``file``."""
COMMANDS = (
    "list", "show", "check", "new", "run", "run", "run", "run", "report", "explain", "explain", "", "runs", "--help", "--version", "-x",
)  # fmt: skip
PLACES = (
    "council", "directory", "bolsheviks", "counsil", READY, "mine", "file", "nowhere", "", ".", "..", "/", "/dev/null", "mine/people.csv",
    "-", "--", "é", "new é", "\udcff", "\u202e", "a\nb", "x" * 300, "council/", "*", "~", "$HOME", "file/x", "a/b/c",
)  # fmt: skip
COUNTS = ("0", "1", "3", "-1", "1e3", "٣", "", " 2", "2.5", "1" * 30, "100000001", "nan", "0x3", "+2")
DAYS = (
    "2001-01-01", "2001-06-30", "2001-13-01", "2004-12-31", "2005-01-01", "1922-04-03", "1796-01-01", "9999-12-31", "0001-01-01", "2001",
    "", "x",
)  # fmt: skip
OPTIONS = {
    "--from": DAYS, "--to": DAYS, "--histories": COUNTS, "--threads": COUNTS, "--history": COUNTS, "--out": PLACES,
    "--seed": (*COUNTS, str(2**64 - 1), str(2**64)), "--record": ("outcomes", "series,events", "", ",", "outcomes,outcomes", "votes", "é"),
    "--person": ("anna", "Anna", "nobody", "", "é", "\udcff"), "--hist": ("1",),
}  # fmt: skip
FLAGS = ("--json", "--overwrite", "--resume", "--no-report", "--order", "--help", "--nonsense", "-h", "--", "--sed=3", "--set", "--out")
STOP = ("--to", "2001-06-30", "--histories", "2", "--no-report", "--threads", "1")
"""What keeps a run short that turns out to be a sound one."""


@dataclass(frozen=True)
class Command:
    """One command line, and its number."""

    number: int
    argv: tuple[str, ...]


def command(number: int) -> Command:
    """The command line of this number: half of them a run with changes, the others anything."""
    dice = Random(f"collegium command {number}")
    if dice.random() < 0.5:
        changes = [word for _ in range(dice.choice((1, 1, 2, 3))) for word in ("--set", change(dice))]
        return Command(number, ("run", "council", *STOP, *changes, "--overwrite", "--out", "changed"))
    name = dice.choice(COMMANDS)
    argv = [name] + [dice.choice(PLACES) for _ in range(dice.choice((0, 1, 1, 1, 1, 2)))]
    argv += STOP if name == "run" else ()
    for _ in range(dice.randrange(5)):
        option = dice.choice((*OPTIONS, *FLAGS))
        argv += [option, dice.choice(OPTIONS[option])] if option in OPTIONS else [option]
        argv += [change(dice)] if option == "--set" else []
    return Command(number, tuple(argv))


def change(dice: Random) -> str:
    """A change, whose name and value are known ones or nearly so."""
    entries = ids()
    kind = dice.choice(("parameter", "parameter", "scenario", *entries))
    if kind == "parameter":
        name = dice.choice(list(DEFAULTS))
    elif kind == "scenario":
        name = "scenario." + dice.choice(("title", "summary", "step", "top_body", "span"))
    else:
        known = SECTIONS[kind][1].known if kind in SECTIONS else COLUMNS[TABLES[kind]].known
        name = ".".join([kind, dice.choice(entries[kind]), dice.choice(known)])
        name += dice.choice(("", "", "", ".clerks", f".{dice.choice(MOTIONS)}", "." + dice.choice(WORDS)))
    if dice.random() < 0.1:
        name = dice.choice((name[:-1], name.upper(), name.replace(".", ".."), f" {name} ", dice.choice(WORDS), name.rpartition(".")[0]))
    value = dice.choice((dice.choice(NUMBERS), dice.choice(NUMBERS), dice.choice(DATES), dice.choice(WORDS), "none", dice.choice(PLACES)))
    return (name + dice.choice(("=", "=", "=", "=", "=", "", "==", " = ")) + value).replace("\0", "")  # no command line holds a NUL


@cache
def ids() -> dict[str, tuple[str, ...]]:
    """What can be changed in the small scenario, by kind."""
    case = load(find("council"))
    rows = {"person": case.people, "constituency": case.constituencies, "event": case.events, "document": case.documents}
    entries = {"body": case.bodies, "office": case.offices, "issue": case.issues} | rows
    return {kind: tuple(entry.id for entry in found) for kind, found in entries.items()}


def prepare(folder: Path) -> None:
    """What the commands find where they are given."""
    with contextlib.chdir(folder):
        said(("new", "mine"))
        Path("file").write_text("a file\n", encoding="utf-8")
        said(("run", "council", *STOP, "--out", READY))


def said(argv: tuple[str, ...]) -> tuple[int, str]:
    """Exit code and everything printed; output is written as strictly as to a terminal, and a warning is an error."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings():
        warnings.simplefilter("error")
        code = cli.main(argv)
    out.flush()
    err.flush()
    return code, (out.buffer.getvalue() + err.buffer.getvalue()).decode()


def judge(given: Command, folder: Path, limited: Callable[[], contextlib.AbstractContextManager[None]]) -> tuple[int, str]:
    """Give the command in ``folder``: its exit code, and the problem if it went as it must not."""
    try:
        with contextlib.chdir(folder), limited():
            code, printed = said(given.argv)
    except BaseException:  # an alarm and an exit of the interpreter's are no errors, and no less wrong
        return -1, traceback.format_exc()
    sound = code in (0, 1, 2) and printed.strip() and "Traceback" not in printed
    return code, "" if sound else f"exit code {code}, and printed: {printed[:300]!r}"
