"""The commands and the help on them. What each command takes is in :mod:`collegium.cli.options`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from collegium.cli import (
    ablation,
    committee,
    experiments,
    explorer,
    fitting,
    histories,
    options,
    runs,
    scenarios,
    scoring,
    sensitivity,
    tools,
)
from collegium.cli.message import WRONG, put, say
from collegium.version import __version__

ABOUT = "How a small group rules together, and how one of its members ends up ruling alone."
START = (
    ("collegium list", "see which scenarios there are"),
    ("collegium run council --histories 200", "simulate one of them: a table of outcomes and a report"),
    ("collegium explain runs/council --brief", "read one of the simulated histories as a story"),
)
"""The first commands to type, and why."""
ENDS = "\n\n".join((
    "\n".join(["Where to start:", *(f"  {line:40}{why}" for line, why in START)]),
    "Help on a command: collegium COMMAND --help",
    "example: collegium run council --histories 200",
    "exit codes: 0 done, 1 failed, 2 what was typed is wrong, 130 interrupted, 143 SIGTERM",
))  # fmt: skip


@dataclass(frozen=True)
class Command:
    """A command: what calls it, one line about it, an example, and what adds its options."""

    name: str
    call: Callable[[argparse.Namespace], int]
    about: str
    example: str
    options: Callable[[argparse.ArgumentParser], None]


COMMANDS = {
    "Start": (
        Command("list", scenarios.list_, "list the scenarios that come with the package", "collegium list", options.json_flag),
        Command("new", scenarios.new, "make a small commented scenario of your own that runs at once", "collegium new my_case",
                options.making),
        Command("check", scenarios.check, "find every mistake in a scenario, with file, line and remedy", "collegium check my_case",
                options.checking),
    ),
    "Run": (
        Command("run", runs.run, "simulate many histories; write results and a report",
                "collegium run bolsheviks --to 1924-12-31 --histories 500 --set office.general_secretary.appoints=none --out runs/no_right",
                options.running),
        Command("report", runs.report, "write the report of a folder of results again", "collegium report runs/council",
                options.reporting),
    ),
    "Ask": (
        Command("whatif", experiments.whatif, "estimate the effect of interventions in paired histories",
                'collegium whatif bolsheviks --do "take right over everything from general_secretary" --measure "strongest stalin" '
                "--pairs 500", options.asking),
        Command("claims", experiments.claims, "test the causal claims of a scenario",
                "collegium claims bolsheviks --pairs 200 --out runs/claims", options.judging),
        Command("ablate", ablation.ablate, "switch off each mechanism of a scenario in paired histories",
                "collegium ablate bolsheviks --pairs 60 --per-draw 3 --out runs/ablation", options.ablating),
        Command("score", scoring.score, "score a scenario beside its record, and beside honest baselines",
                "collegium score bolsheviks --page score.html", options.scoring),
        Command("fit", fitting.fit, "fit parameters to counts on record; other commands take the posterior",
                "collegium fit bolsheviks --cases directory derg --until 1925-12-31 --out runs/fit", options.fitting),
        Command("sensitivity", sensitivity.sensitivity, "find the inputs that decide the outcomes, and those that do nothing",
                "collegium sensitivity council --save council.csv --picture council.svg", options.examining),
        Command("compare", histories.compare, "compare the outcomes of two runs, with intervals",
                "collegium compare runs/council runs/no_right", options.comparing),
    ),
    "Look": (
        Command("show", scenarios.show, "show what is in a scenario, or what holds on a day",
                "collegium show council --people --from 2002-01-01", options.showing),
        Command("systems", ablation.systems, "list the mechanisms of a scenario: what carries each, what switches it off",
                "collegium systems bolsheviks", options.listing),
        Command("explain", histories.explain, "explain one history: every move and vote with its reasons, or a short story",
                "collegium explain runs/council --history 7 --from 2002-01-01 --to 2002-06-30 --person boris", options.explaining),
    ),
    "Explore": (
        Command("serve", explorer.serve, "watch histories, fork them and take a seat, in the browser on this machine",
                "collegium serve runs/council", options.serving),
        Command("share", explorer.share, "write a run as one page that opens in any browser, without a network",
                "collegium share runs/council --out page.html", options.sharing),
    ),
    "Published models": (
        Command("power", committee.power, "compute voting power in a committee, by six published indices",
                "collegium power committee.csv --quota 8 --picture power.svg", options.weighing),
        Command("coalition", committee.coalition, "predict the ruling coalition from power alone",
                "collegium coalition inner_circle.csv --alpha 2/3", options.choosing),
        Command("balance", committee.balance, "find two camps in a network of friends and enemies",
                "collegium balance ties.csv --save camps.csv", options.balancing),
    ),
    "Tools": (
        Command("export", histories.export, "export tables of results to CSV, XLSX or NetCDF",
                "collegium export runs/council --to xlsx --out council.xlsx", options.exporting),
        Command("warmup", tools.warmup, "compile the engine now, so that no run has to wait for it", "collegium warmup",
                options.nothing),
        Command("completion", tools.completion, "print the script that completes commands in a shell",
                "source <(collegium completion bash)", options.completing),
    ),
}  # fmt: skip
"""Title of a group in the help -> its commands."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and where to read more, instead of the whole usage. Help that cannot be printed is a failure.
    A minus and a digit begin a value, such as a year before Christ, and no option."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._negative_number_matcher = re.compile(r"-\d")

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is sys.stdout:
            put(message, end="")
        else:
            say(message, end="")

    def error(self, message: str) -> NoReturn:
        unknown = re.match(r"argument \S+: invalid choice: '(.*?)' \(choose from (.*)\)$", message)
        if unknown:
            from collegium.scenario.findings import nearest

            near = nearest(unknown[1], re.findall(r"[\w-]+", unknown[2]))
            message = f"there is no '{unknown[1]}' here: " + (f"write '{near}'" if near else f"choose from {unknown[2]}")
        say(f"{self.prog}: {message} (more: {self.prog} --help)")
        self.exit(WRONG)


class Top(Parser):
    """The parser of ``collegium`` itself: its help lists the commands by group."""

    def format_help(self) -> str:
        width = max(len(one.name) for group in COMMANDS.values() for one in group) + 2
        lines = ["usage: collegium COMMAND ...", "       collegium --version", "", ABOUT]
        for title, group in COMMANDS.items():
            lines += ["", f"{title}:", *(f"  {one.name:{width}}{one.about}" for one in group)]
        return "\n".join([*lines, "", ENDS, ""])


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = Top(prog="collegium", description=ABOUT, epilog=ENDS)
    top.add_argument("--version", action="version", version=f"collegium {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", dest="name", parser_class=Parser)
    for group in COMMANDS.values():
        for one in group:
            made = commands.add_parser(
                one.name, help=one.about, description=one.about[0].upper() + one.about[1:] + ".", epilog=f"example: {one.example}",
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )  # fmt: skip
            one.options(made)
            made.set_defaults(call=one.call)
    return top
