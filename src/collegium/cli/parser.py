"""The commands and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NoReturn

from collegium.cli import committee, experiments, runs
from collegium.cli.message import WRONG
from collegium.cli.values import OldName, between, change, day, ending, majority, recorded
from collegium.ensemble.variants import VARIANTS
from collegium.version import __version__


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
    listing = command(commands, "list", runs.list_, "the scenarios that come with the package", "collegium list")
    json_flag(listing)
    showing = command(commands, "show", runs.show, "what is in a scenario", "collegium show council --order")
    showing.add_argument("scenario", metavar="SCENARIO", help="name of a shipped scenario, or a folder")
    showing.add_argument("--order", action="store_true", help="the rules of one step, in order")
    json_flag(showing)
    checking = command(commands, "check", runs.check, "every mistake in a scenario, with file, line and remedy", "collegium check my_case")
    checking.add_argument("path", metavar="PATH", help="a folder, or the name of a shipped scenario")
    json_flag(checking)
    making = command(commands, "new", runs.new, "a small commented scenario of your own that runs at once", "collegium new my_case")
    making.add_argument("path", metavar="PATH", help="the folder to make")
    running(command(commands, "run", runs.run, "play histories and write results and a report", RUN_EXAMPLE))
    reporting = command(commands, "report", runs.report, "write the report of a folder of results anew", "collegium report runs/council")
    reporting.add_argument("dir", metavar="DIR", help="a folder that a run has written")
    explaining(command(commands, "explain", runs.explain, "one history, every move and vote with its reasons", EXPLAIN_EXAMPLE))
    asking(command(commands, "whatif", experiments.whatif, "the effect of interventions, in paired histories", WHATIF_EXAMPLE))
    judging(command(commands, "claims", experiments.claims, "a scenario's causal claims, put to the test", CLAIMS_EXAMPLE))
    weighing = command(commands, "power", committee.power, "voting power in a committee, by six published indices", POWER_EXAMPLE)
    measuring(weighing, "member, votes and, if wanted, union")
    weighing.add_argument("--quota", type=between(1, 10**12), required=True, metavar="N", help="votes needed to carry a motion")
    choosing = command(commands, "coalition", committee.coalition, "who rules in the end, by power alone", COALITION_EXAMPLE)
    measuring(choosing, "member and power")
    choosing.add_argument("--alpha", type=majority, default=Fraction(1, 2), metavar="A",
                          help="share of power that must be exceeded to win, such as 0.6 or 2/3 (default 1/2)")  # fmt: skip
    balancing = command(commands, "balance", committee.balance, "two camps in a network of friends and enemies", BALANCE_EXAMPLE)
    measuring(balancing, "a, b and tie (+ or -)")
    return top


RUN_EXAMPLE = "collegium run bolsheviks --to 1924-12-31 --histories 500 --set office.general_secretary.appoints=none --out runs/no_right"
WHATIF_EXAMPLE = (
    'collegium whatif bolsheviks --do "take right over everything from general_secretary" --measure "strongest stalin" --pairs 500'
)
CLAIMS_EXAMPLE = "collegium claims bolsheviks --pairs 200 --out runs/claims"
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
    played(p)
    p.add_argument("--histories", type=between(1, 10**8), default=1000, metavar="N", help="histories to play (default 1000)")
    p.add_argument("--do", action="append", default=[], metavar="SENTENCE",
                   help="an intervention, such as \"keep lenin healthy\"; may be repeated")  # fmt: skip
    p.add_argument("--record", type=recorded, default="outcomes,series,events", metavar="WHAT",
                   help="tables to keep, of outcomes,series,events (default: all)")  # fmt: skip
    p.add_argument("--out", metavar="DIR", help="folder to write (default: runs/NAME); it must not exist")
    existing = p.add_mutually_exclusive_group()
    existing.add_argument("--overwrite", action="store_true", help="replace the results in DIR")
    existing.add_argument("--resume", action="store_true", help="go on with an interrupted run in DIR")
    p.add_argument("--no-report", dest="report", action="store_false", help="no report and no permutation test of traits")
    json_flag(p)


def played(p: argparse.ArgumentParser) -> None:
    """What every command that plays histories of a scenario takes."""
    p.add_argument("scenario", metavar="SCENARIO", help="name of a shipped scenario, or a folder")
    p.add_argument("--from", dest="start", type=day, metavar="D", help="first day, such as 1922-04-03 (default: the scenario's)")
    p.add_argument("--to", dest="end", type=day, metavar="D", help="last day (default: the scenario's)")
    drawn(p)
    p.add_argument("--set", dest="changes", type=change, action="append", default=[], metavar="NAME=VALUE",
                   help="change the scenario first, such as shock=0; may be repeated")  # fmt: skip
    p.add_argument("--variant", choices=tuple(VARIANTS), default="full", help="the full model, or a rival account of how leaders decide")
    p.add_argument("--theory", dest="variant", choices=tuple(VARIANTS), action=OldName, help=argparse.SUPPRESS)


def drawn(p: argparse.ArgumentParser) -> None:
    p.add_argument("--seed", type=between(0, 2**64 - 1), default=1, metavar="S", help="the same seed gives the same histories (default 1)")
    p.add_argument("--threads", type=between(1, 1024), metavar="N", help="threads (default: all cores); changes no result")


def paired(p: argparse.ArgumentParser) -> None:
    p.add_argument("--pairs", type=between(1, 10**8), default=2000, metavar="N", help="pairs of histories (default 2000)")
    p.add_argument("--per-draw", type=between(1, 10**8), default=10, metavar="R",
                   help="pairs that share one draw of what is not known (default 10); as many as --pairs: held fixed")  # fmt: skip


def asking(p: argparse.ArgumentParser) -> None:
    played(p)
    p.add_argument("--do", action="append", default=[], metavar="SENTENCE",
                   help="an intervention, such as \"keep lenin healthy\"; may be repeated")  # fmt: skip
    p.add_argument("--given", action="append", default=[], metavar="SENTENCE", help="an intervention in both arms; may be repeated")
    p.add_argument("--measure", action="append", default=[], metavar="MEASURE",
                   help="what is compared, such as \"strongest stalin\"; may be repeated (default: some usual measures)")  # fmt: skip
    p.add_argument("--experiments", metavar="FILE", help="a YAML file of experiments instead of --do, --given and --measure")
    p.add_argument("--attribute", action="store_true", help="what each --do contributes, alone and together (Shapley values)")
    paired(p)
    p.add_argument("--out", metavar="DIR", help="folder for the histories of both arms, the table and a report")
    p.add_argument("--overwrite", action="store_true", help="replace what is in DIR")
    json_flag(p)


def judging(p: argparse.ArgumentParser) -> None:
    p.add_argument("scenario", metavar="SCENARIO", help="name of a shipped scenario, or a folder")
    p.add_argument("--list", action="store_true", help="a row for each claim, without playing anything")
    p.add_argument("--only", action="append", default=[], metavar="ID", help="only this claim; may be repeated")
    drawn(p)
    paired(p)
    p.add_argument("--no-rivals", dest="rivals", action="store_false", help="play the full model alone, no rival variants")
    p.add_argument("--out", metavar="DIR", help="folder for table and report; what is played is kept there and not played again")
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
