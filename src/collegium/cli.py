"""The command line: parse, call, print. Heavy libraries are loaded by the commands that need them."""

from __future__ import annotations

import argparse
import errno
import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from collegium import __version__
from collegium.errors import ArgumentError, CollegiumError, ScenarioError, SettingError, listed

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


def say(line: str) -> None:
    """A line for the person at the terminal, apart from the output proper."""
    print(line, file=sys.stderr, flush=True)


# arguments


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and where to read more, instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"{self.prog}: {message} (more: {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = Parser(
        prog="collegium", description="How a small group rules together, and how one of them ends up ruling alone.",
        epilog="example: collegium run council --histories 200\n\n"
               "exit codes: 0 done, 1 it failed, 2 what was typed is wrong, 130 interrupted",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"collegium {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="name")
    listing = command(commands, "list", list_, "the scenarios that come with the package", "collegium list")
    json_flag(listing)
    showing = command(commands, "show", show, "what is in a scenario", "collegium show council --order")
    showing.add_argument("scenario", metavar="SCENARIO", help="name of a shipped scenario, or a folder")
    showing.add_argument("--order", action="store_true", help="the rules of one step, in order")
    json_flag(showing)
    checking = command(commands, "check", check, "every mistake in a scenario, with file, line and remedy", "collegium check my_case")
    checking.add_argument("path", metavar="PATH", help="a folder, or the name of a shipped scenario")
    json_flag(checking)
    making = command(commands, "new", new, "a small commented scenario of your own that runs at once", "collegium new my_case")
    making.add_argument("path", metavar="PATH", help="the folder to make")
    running(command(commands, "run", run, "play histories and write results and a report", RUN_EXAMPLE))
    reporting = command(commands, "report", report, "write the report of a folder of results anew", "collegium report runs/council")
    reporting.add_argument("dir", metavar="DIR", help="a folder that a run has written")
    explaining(command(commands, "explain", explain, "one history, every move and vote with its reasons", EXPLAIN_EXAMPLE))
    weighing = command(commands, "power", power, "voting power in a committee, by six published indices", POWER_EXAMPLE)
    measuring(weighing, "member, votes and, if wanted, union")
    weighing.add_argument("--quota", type=between(1, 10**12), required=True, metavar="N", help="votes needed to carry a motion")
    choosing = command(commands, "coalition", coalition, "who rules in the end, by power alone", COALITION_EXAMPLE)
    measuring(choosing, "member and power")
    choosing.add_argument("--alpha", type=majority, default=Fraction(1, 2), metavar="A",
                          help="share of power that must be exceeded to win, such as 0.6 or 2/3 (default 1/2)")  # fmt: skip
    balancing = command(commands, "balance", balance, "two camps in a network of friends and enemies", BALANCE_EXAMPLE)
    measuring(balancing, "a, b and tie (+ or -)")
    return top


RUN_EXAMPLE = "collegium run bolsheviks --to 1924-12-31 --histories 500 --set office.general_secretary.appoints=none --out runs/no_right"
EXPLAIN_EXAMPLE = "collegium explain runs/council --history 7 --from 2002-01-01 --to 2002-06-30 --person boris"
POWER_EXAMPLE = "collegium power committee.csv --quota 8 --picture power.svg"
COALITION_EXAMPLE = "collegium coalition inner_circle.csv --alpha 2/3"
BALANCE_EXAMPLE = "collegium balance ties.csv --save camps.csv"


def command(commands: Any, name: str, call: Callable[[argparse.Namespace], int], what: str, example: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=what, description=what[0].upper() + what[1:] + ".", epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    made.set_defaults(call=call)
    return made


def running(p: argparse.ArgumentParser) -> None:
    p.add_argument("scenario", metavar="SCENARIO", help="name of a shipped scenario, or a folder")
    p.add_argument("--from", dest="start", type=day, metavar="D", help="first day, such as 1922-04-03 (default: the scenario's)")
    p.add_argument("--to", dest="end", type=day, metavar="D", help="last day (default: the scenario's)")
    p.add_argument("--histories", type=between(1, 10**8), default=1000, metavar="N", help="histories to play (default 1000)")
    p.add_argument("--seed", type=between(0, 2**64 - 1), default=1, metavar="S", help="the same seed gives the same histories (default 1)")
    p.add_argument("--threads", type=between(1, 1024), metavar="N", help="threads (default: all cores); changes no result")
    p.add_argument("--set", dest="changes", type=change, action="append", default=[], metavar="NAME=VALUE",
                   help="change the scenario first, such as shock=0; may be repeated")  # fmt: skip
    p.add_argument("--record", type=recorded, default="outcomes,series,events", metavar="WHAT",
                   help="tables to keep, of outcomes,series,events (default: all)")  # fmt: skip
    p.add_argument("--out", metavar="DIR", help="folder to write (default: runs/NAME); it must not exist")
    existing = p.add_mutually_exclusive_group()
    existing.add_argument("--overwrite", action="store_true", help="replace the results in DIR")
    existing.add_argument("--resume", action="store_true", help="go on with an interrupted run in DIR")
    p.add_argument("--no-report", dest="report", action="store_false", help="no report and no permutation test of traits")
    json_flag(p)


def explaining(p: argparse.ArgumentParser) -> None:
    p.add_argument("dir", metavar="DIR", help="a folder that a run has written")
    p.add_argument("--history", type=between(0, 10**8 - 1), required=True, metavar="K", help="number of the history")
    p.add_argument("--from", dest="start", type=day, metavar="D", help="first day to tell")
    p.add_argument("--to", dest="end", type=day, metavar="D", help="last day to tell")
    p.add_argument("--person", metavar="NAME", help="only what concerns this person (id or name)")
    json_flag(p)


def measuring(p: argparse.ArgumentParser, columns: str) -> None:
    """What the three commands on a small table of one's own share."""
    p.add_argument("file", metavar="FILE", help=f"a CSV file with the columns {columns}")
    p.add_argument("--save", type=ending(".csv"), metavar="TABLE", help="write the table to this CSV file too, over one that is there")
    p.add_argument("--picture", type=ending(".svg", ".png"), metavar="PICTURE", help="draw it into this file, .svg or .png")
    json_flag(p)


def json_flag(p: argparse.ArgumentParser) -> None:
    p.add_argument("--json", action="store_true", help="print JSON instead of a table")


def day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"'{text}' is not a day: write it as 1922-04-03")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"there is no day {text}: look it up in a calendar") from None


def between(low: int, high: int) -> Callable[[str], int]:
    """A parser of whole numbers from ``low`` to ``high``."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,20}", text, re.ASCII) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {low} to {high}: write digits only")
        return int(text)

    return parse


def change(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"'{text}' is no change: write NAME=VALUE, such as shock=0")
    return name.strip(), value.strip()


def ending(*endings: str) -> Callable[[str], str]:
    """A parser of file names with one of these endings."""

    def parse(text: str) -> str:
        if not text.endswith(endings):
            raise argparse.ArgumentTypeError(f"'{text}' has another ending: name a file that ends in {' or '.join(endings)}")
        return text

    return parse


def majority(text: str) -> Fraction:
    found = re.fullmatch(r"0?\.\d{1,9}|\d{1,9}/0*[1-9]\d{0,8}", text, re.ASCII)
    if not found or not Fraction(1, 2) <= Fraction(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no majority: write a number from 0.5 to below 1, such as 0.6 or 2/3")
    return Fraction(text)


def recorded(text: str) -> str:
    for word in text.split(","):
        if word not in ("outcomes", "series", "events"):
            raise argparse.ArgumentTypeError(f"'{word}' cannot be recorded: choose of outcomes,series,events")
    return text


# commands


def list_(a: argparse.Namespace) -> int:
    from collegium import load
    from collegium.scenario import shipped
    from collegium.show import columns, put_json

    rows = [{"name": name, **heading(load(name))} for name in shipped()]
    put_json(rows) if a.json else columns(rows)
    return 0


def heading(scenario: Any) -> dict[str, str]:
    return {"from": str(scenario.start), "to": str(scenario.end), "title": scenario.title}


def show(a: argparse.Namespace) -> int:
    from collegium import load
    from collegium.show import columns, contents, order, put_json

    if a.order:
        load(a.scenario)
        rows = order()
        put_json(rows) if a.json else columns(rows)
        return 0
    scenario = load(a.scenario)
    contents(scenario, a.json)
    return 0


def check(a: argparse.Namespace) -> int:
    from dataclasses import asdict

    from collegium.scenario import check as mistakes_in
    from collegium.scenario import find
    from collegium.show import put_json

    mistakes = mistakes_in(find(a.path))
    if a.json:
        put_json([asdict(mistake) for mistake in mistakes])
    else:
        if mistakes:
            print(listed(mistakes))
        print(f"{len(mistakes):,} mistake{'' if len(mistakes) == 1 else 's'}." if mistakes else "No mistakes.")
    return WRONG if mistakes else 0


def new(a: argparse.Namespace) -> int:
    from collegium.scenario import new as begin

    path = begin(a.path)
    checking, running = shlex.join(["collegium", "check", str(path)]), shlex.join(["collegium", "run", str(path), "--histories", "200"])
    print(f"{path} is ready: {path / 'scenario.yaml'} says in which order to make it your own. Try\n  {checking}\n  {running}")
    return 0


def run(a: argparse.Namespace) -> int:
    from collegium import ensemble
    from collegium.show import Progress, outcome_table, put_json

    changes = dict(a.changes)
    if len(changes) < len(a.changes):
        raise SettingError("--set: the same name is set twice (do: give one value for each name)")
    case = ensemble.resolved(a.scenario)
    folder = Path(a.out or Path("runs") / case.name)
    record = tuple(a.record.split(","))
    with Progress("histories") as progress:
        results = ensemble.run(
            case, start=a.start, end=a.end, histories=a.histories, seed=a.seed, threads=a.threads, changes=changes,
            record=record, out=folder, progress=progress, overwrite=a.overwrite, resume=a.resume,
        )  # fmt: skip
    rows = results.outcomes()
    page = None
    if a.report and {"series", "events"} <= set(record):
        page = with_permutation(folder, a.threads)
    if a.json:
        put_json({"dir": str(folder), "report": page and str(page), "outcomes": rows})
        return 0
    outcome_table(rows)
    print(f"Results: {folder}")
    needs = ": it needs series and events in --record" if a.report else ""
    print(f"Report:  {page}" if page else f"No report was written{needs}.")
    return 0


def with_permutation(folder: Path, threads: int | None) -> Path:
    """Run the permutation test into the folder, then write the report."""
    from collegium.results import Results
    from collegium.show import Progress
    from collegium.study.permutation import permutation

    with Progress("permutation test") as progress:
        permutation(Results(folder), threads=threads, progress=progress)
    say("writing the report ...")
    return Results(folder).report()


def results_in(folder: str) -> Any:
    from collegium.results import Results

    if not (Path(folder) / "provenance.json").is_file():
        raise SettingError(f"{folder} holds no results: name a folder that 'collegium run' has written")
    return Results(folder)


def report(a: argparse.Namespace) -> int:
    print(results_in(a.dir).report())
    return 0


def explain(a: argparse.Namespace) -> int:
    results = results_in(a.dir)
    if a.history not in results.numbers:
        raise SettingError(f"there is no history {a.history} in {a.dir}: choose from {results.numbers[0]} to {results.numbers[-1]}")
    check_days(results, a.start, a.end)
    from collegium.explain import account, text
    from collegium.show import announce_compilation, put_json

    announce_compilation()
    entries = account(results, a.history, a.start, a.end, a.person)
    put_json(entries) if a.json else print(text(entries))
    return 0


def check_days(results: Any, start: date | None, end: date | None) -> None:
    """Raises :class:`SettingError` if no day of the run lies from ``start`` to ``end``."""
    first, last = (date.fromisoformat(results.provenance[key]) for key in ("from", "to"))
    if max(start or first, first) > min(end or last, last):
        raise SettingError(
            f"no day of the run lies between --from and --to (do: choose days from {first} to {last}, the earlier one with --from)"
        )


def power(a: argparse.Namespace) -> int:
    from collegium import measures, sheets
    from collegium.figures import committee

    found = sheets.votes(a.file)
    return tell(a, lambda: measures.power(found.names, found.numbers, a.quota, found.unions), committee.power)


def coalition(a: argparse.Namespace) -> int:
    from collegium import measures, sheets
    from collegium.figures import committee

    found = sheets.powers(a.file)
    return tell(a, lambda: measures.coalition(found.names, found.numbers, a.alpha), committee.coalition)


def balance(a: argparse.Namespace) -> int:
    from collegium import measures, sheets
    from collegium.figures import committee

    found = sheets.ties(a.file)
    return tell(a, lambda: measures.balance(found.names, found.signs), committee.balance)


def tell(a: argparse.Namespace, measure: Callable[[], Any], draw: Callable[[Any], Any]) -> int:
    """Measure, save the table and the picture where they are wanted, then print."""
    from collegium.show import measured, save_rows

    if a.save and Path(a.save).resolve() == Path(a.file).resolve():
        raise SettingError(f"--save: {a.save} is the table that is read (do: name another file)")
    try:
        found = measure()
    except ArgumentError as error:
        raise SettingError(f"{a.file}: {error}") from None
    if a.save:
        save_rows(found.rows, Path(a.save))
    if a.picture:
        from collegium.figures import save

        save(draw(found), a.picture)
    measured(found, a.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
