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

from collegium import cli
from collegium.scenario import find, load
from collegium.scenario.edit import SECTIONS, TABLES
from collegium.scenario.model import MOTIONS
from collegium.scenario.parameters import DEFAULTS
from mutants import DATES, NUMBERS, WORDS
from sentences import intervention, measured

READY = "ready"
"""A folder of results that lies in the folder where the commands are given; beside it lie ``mine``, a scenario, a plain ``file``, and
``asked.yaml``, a file of experiments."""
CLAIMS = """\
id,claim,experiment,given,measure,sign,from,to
right,The right to appoint made Boris,take right over everything from secretary,,power of boris,down,,2001-03-31
fever,Without the fever nothing changes,drop fever,keep david absent until 2001-02-01,losses,none,,2001-03-31
aside,It was in the air,,,nothing measures the air,,,
"""
EXPERIMENTS = "experiments:\n  right: {do: take right over everything from secretary, measure: [power of boris, no loss], to: 2001-03-31}\n"
COMMANDS = (
    "list", "show", "check", "new", "run", "run", "run", "run", "report", "explain", "explain", "", "runs", "--help", "--version", "-x",
    "whatif", "claims", "systems",
)  # fmt: skip
PLACES = (
    "council", "directory", "bolsheviks", "counsil", READY, "mine", "file", "nowhere", "", ".", "..", "/", "/dev/null", "mine/people.csv",
    "-", "--", "asked.yaml", "é", "new é", "\udcff", "\u202e", "a\nb", "x" * 300, "council/", "*", "~", "$HOME", "file/x", "a/b/c",
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
    "--pairs": COUNTS, "--per-draw": COUNTS, "--experiments": PLACES, "--only": ("right", "aside", "left", ""),
    "--variant": ("full", "chance", "office", "fulll", ""),
}  # fmt: skip
FLAGS = (
    "--json", "--overwrite", "--resume", "--no-report", "--order", "--help", "--nonsense", "-h", "--", "--sed=3", "--set", "--out",
    "--list", "--attribute", "--no-rivals", "--do", "--measure", "--given",
)  # fmt: skip
SHEETS = {"power": "member,votes,union", "coalition": "member,power", "balance": "a,b,tie"}
"""The commands on a small table, and its columns."""
SPOILT = 20
"""Tables of each kind with cells that are odd, or more."""
MEASURES = {
    "--quota": (*COUNTS, "1000000", *"1234567", *"234"),
    "--alpha": ("0.5", "2/3", "1/2", "0.4", "1", "0", "-1", "nan", "1/0", "", "0,6", "é"),
    "--save": ("out.csv", "", "x", "nowhere/t.csv", "ready", "\udcff.csv", ".csv", "file/t.csv"),
    "--picture": ("p.svg", "p.png", "p.pdf", "", "nowhere/p.svg", "mine"), "--json": (), "--help": (), "--nonsense": (),
}  # fmt: skip
STOP = ("--to", "2001-06-30", "--histories", "2", "--no-report", "--threads", "1")
"""What keeps a run short that turns out to be a sound one."""
FEW = ("--pairs", "2", "--per-draw", "1", "--threads", "1")
SHORT = {"run": STOP, "whatif": (*FEW, "--to", "2001-06-30"), "claims": (*FEW, "--only", "right")}
"""The same for each command that plays histories."""


@dataclass(frozen=True)
class Command:
    """One command line, and its number."""

    number: int
    argv: tuple[str, ...]


def command(number: int) -> Command:
    """The command line of this number: a quarter each on a small table, an experiment, a run with changes, and anything."""
    dice = Random(f"collegium command {number}")
    kind = dice.random()
    if kind < 0.25:
        return Command(number, measure(dice))
    if kind < 0.5:
        return Command(number, experiment(dice))
    if kind < 0.75:
        changes = [word for _ in range(dice.choice((1, 1, 2, 3))) for word in ("--set", change(dice))]
        return Command(number, ("run", "council", *STOP, *changes, "--overwrite", "--out", "changed"))
    name = dice.choice(COMMANDS)
    argv = [name] + [dice.choice(PLACES) for _ in range(dice.choice((0, 1, 1, 1, 1, 2)))]
    argv += SHORT.get(name, ())
    for _ in range(dice.randrange(5)):
        option = dice.choice((*OPTIONS, *FLAGS))
        argv += [option, dice.choice(OPTIONS[option])] if option in OPTIONS else [option]
        argv += [change(dice)] if option == "--set" else []
        argv += [intervention(dice)] if option in ("--do", "--given") else [measured(dice)] if option == "--measure" else []
    return Command(number, tuple(argv))


def measure(dice: Random) -> tuple[str, ...]:
    """A command on a small table, mostly one of its kind."""
    name = dice.choice(tuple(SHEETS))
    kind = name if dice.random() < 0.85 else dice.choice(tuple(SHEETS))
    tables = [f"{kind}.csv", f"{kind}.csv", *(f"{kind}-{k}.csv" for k in range(SPOILT))]
    argv = [name, dice.choice((*tables, dice.choice(PLACES)))]
    if name == "power" and dice.random() < 0.9:
        argv += ["--quota", dice.choice(MEASURES["--quota"])]
    for _ in range(dice.randrange(3)):
        option = dice.choice(tuple(MEASURES))
        argv += [option, dice.choice(MEASURES[option])] if MEASURES[option] else [option]
    return tuple(argv)


def sheet(name: str, number: int) -> str:
    """A table for one of these commands, by its number: some of its cells are not what they should be."""
    dice = Random(f"collegium sheet {name} {number}")
    width = len(SHEETS[name].split(","))
    rows = range(dice.choice((0, 1, 3, 8, 20)))
    cells = [[dice.choice("ABCDEFG"), dice.choice("ABCDEFG1234+-"), dice.choice("+-12")][:width] for _ in rows]
    for row in cells:
        while dice.random() < 0.3:
            row[dice.randrange(len(row))] = dice.choice((dice.choice(NUMBERS), dice.choice(WORDS), dice.choice(PLACES)))
        row[:] = row * dice.choice((1, 1, 1, 1, 2))
    return "\n".join([dice.choice((SHEETS[name], SHEETS[name], "member", "")), *(",".join(row) for row in cells), ""])


def experiment(dice: Random) -> tuple[str, ...]:
    """A what-if, a run with interventions, or claims."""
    done = [word for _ in range(dice.choice((1, 1, 1, 2, 3))) for word in ("--do", intervention(dice))]
    more = ["--variant", dice.choice(OPTIONS["--variant"])] if dice.random() < 0.2 else []
    kind = dice.choice(("whatif", "whatif", "whatif", "run", "run", "claims", "file"))
    if kind == "run":
        return ("run", "council", *STOP, *done, *more, "--overwrite", "--out", "changed")
    if kind == "claims":
        return ("claims", "mine", *FEW, *dice.choice(((), ("--list",), ("--only", "right"), ("--out", "claimed"))))
    if kind == "file":
        return ("whatif", "council", *FEW, "--experiments", dice.choice(("asked.yaml", "mine/people.csv", "mine", "file")), *more)
    asked = [word for _ in range(dice.choice((0, 1, 1, 2))) for word in ("--measure", measured(dice))]
    given = ["--given", intervention(dice)] if dice.random() < 0.2 else []
    end = dice.choice(((), (), ("--attribute",), ("--json",), ("--out", "asked", "--overwrite")))
    return ("whatif", "council", *SHORT["whatif"], *given, *done, *asked, *more, *end)


def change(dice: Random) -> str:
    """A change, whose name and value are known ones or nearly so."""
    entries = ids()
    kind = dice.choice(("parameter", "parameter", "scenario", *entries))
    if kind == "parameter":
        name = dice.choice(list(DEFAULTS))
    elif kind == "scenario":
        name = "scenario." + dice.choice(("title", "summary", "step", "top_body", "span"))
    else:
        known = (SECTIONS | TABLES)[kind].known
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
        sound = {"power": "A,3,x\nB,2,x\nC,2,\n", "coalition": "A,3\nB,4\nC,5\nD,10\n", "balance": "A,B,+\nB,C,-\nA,C,-\nC,D,-\n"}
        for name, head in SHEETS.items():
            Path(f"{name}.csv").write_text(f"{head}\n{sound[name]}", encoding="utf-8")
            for k in range(SPOILT):
                Path(f"{name}-{k}.csv").write_bytes(sheet(name, k).encode("utf-8", "surrogatepass"))
        for name, text in (("file", "a file\n"), ("mine/claims.csv", CLAIMS), ("asked.yaml", EXPERIMENTS)):
            Path(name).write_text(text, encoding="utf-8")
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
