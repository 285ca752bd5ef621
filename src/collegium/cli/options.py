"""What each command takes."""

from __future__ import annotations

import argparse
from fractions import Fraction

from collegium.cli.completion import SHELLS
from collegium.cli.values import OldName, between, change, day, ending, majority, path, recorded, target
from collegium.ensemble.variants import VARIANTS
from collegium.web.messages import languages


def nothing(p: argparse.ArgumentParser) -> None:
    """No argument at all."""


SCENARIO = "name of a shipped scenario, or a folder"


def scenario(p: argparse.ArgumentParser, help: str = SCENARIO) -> None:
    p.add_argument("scenario", type=path, metavar="SCENARIO", help=help)


def making(p: argparse.ArgumentParser) -> None:
    p.add_argument("path", type=target, metavar="PATH", help="the folder to make")


def checking(p: argparse.ArgumentParser) -> None:
    p.add_argument("path", type=path, metavar="SCENARIO", help="a folder, or the name of a shipped scenario")
    json_flag(p)


def showing(p: argparse.ArgumentParser) -> None:
    scenario(p)
    p.add_argument("--people", action="store_true", help="the people: seats, offices, traits, with ranges and sources")
    p.add_argument("--ties", action="store_true", help="the tie of each person to each other")
    p.add_argument("--followings", action="store_true", help="what part of each constituency follows whom")
    p.add_argument("--from", dest="day", type=day, metavar="D", help="what holds on this day (default: the first day of the scenario)")
    p.add_argument("--order", action="store_true", help="the rules of one step, in order")
    json_flag(p)


def running(p: argparse.ArgumentParser) -> None:
    played(p)
    p.add_argument("--histories", type=between(1, 10**8), default=1000, metavar="N", help="number of histories to simulate (default 1000)")
    p.add_argument("--first", type=between(0, 10**8 - 1), default=0, metavar="K", help="number of the first history (default 0)")
    p.add_argument("--do", action="append", default=[], metavar="SENTENCE",
                   help="an intervention, such as \"keep lenin healthy\"; may be repeated")  # fmt: skip
    p.add_argument("--record", type=recorded, default="outcomes,series,events", metavar="WHAT",
                   help="tables to keep, of outcomes,series,events (default: all)")  # fmt: skip
    p.add_argument("--out", type=target, metavar="DIR",
                   help="folder to write; it must not exist (default: runs/NAME, and if that exists runs/NAME-2 and so on)")  # fmt: skip
    existing = p.add_mutually_exclusive_group()
    existing.add_argument("--overwrite", action="store_true", help="replace the results in the folder")
    existing.add_argument("--resume", action="store_true", help="continue an interrupted run in the folder")
    p.add_argument("--no-report", dest="report", action="store_false", help="no report and no permutation test of traits")
    json_flag(p)


def played(p: argparse.ArgumentParser, help: str = SCENARIO) -> None:
    """What every command that simulates histories of a scenario takes."""
    scenario(p, help)
    p.add_argument("--from", dest="start", type=day, metavar="D", help="first day, such as 1922-04-03 (default: the scenario's)")
    p.add_argument("--to", dest="end", type=day, metavar="D", help="last day (default: the scenario's)")
    drawn(p)
    p.add_argument("--set", dest="changes", type=change, action="append", default=[], metavar="NAME=VALUE",
                   help="change the scenario first, such as shock=0; may be repeated")  # fmt: skip
    learned(p)
    p.add_argument("--variant", choices=tuple(VARIANTS), default="full", metavar="NAME",
                   help="how leaders decide: the full model or a rival ({})".format(", ".join(VARIANTS)))  # fmt: skip
    p.add_argument("--theory", dest="variant", choices=tuple(VARIANTS), metavar="NAME", action=OldName, help=argparse.SUPPRESS)


def learned(p: argparse.ArgumentParser) -> None:
    p.add_argument("--posterior", type=path, metavar="FILE",
                   help="take parameters from a posterior that 'collegium fit' has written; short for --set posterior=FILE")  # fmt: skip


def drawn(p: argparse.ArgumentParser) -> None:
    p.add_argument("--seed", type=between(0, 2**64 - 1), default=1, metavar="S", help="the same seed gives the same histories (default 1)")
    p.add_argument("--threads", type=between(1, 1024), metavar="N", help="threads (default: all cores); they change no result")


def paired(p: argparse.ArgumentParser, pairs: int = 2000) -> None:
    p.add_argument("--pairs", type=between(1, 10**8), default=pairs, metavar="N", help=f"pairs of histories (default {pairs})")
    p.add_argument("--per-draw", type=between(1, 10**8), default=10, metavar="R",
                   help="pairs that share one draw of the parameters (default 10); as many as --pairs: one draw for all")  # fmt: skip


def asking(p: argparse.ArgumentParser) -> None:
    played(p)
    p.add_argument("--do", action="append", default=[], metavar="SENTENCE",
                   help="an intervention, such as \"keep lenin healthy\"; may be repeated")  # fmt: skip
    p.add_argument("--given", action="append", default=[], metavar="SENTENCE", help="an intervention in both arms; may be repeated")
    p.add_argument("--measure", action="append", default=[], metavar="MEASURE",
                   help="what to compare, such as \"strongest stalin\"; may be repeated (default: some usual measures)")  # fmt: skip
    p.add_argument("--experiments", type=path, metavar="FILE", help="a YAML file of experiments instead of --do, --given and --measure")
    p.add_argument("--attribute", action="store_true", help="what each --do contributes, alone and together (Shapley values)")
    paired(p)
    p.add_argument("--out", type=target, metavar="DIR", help="folder for the histories of both arms, the table and a report")
    existing = p.add_mutually_exclusive_group()
    existing.add_argument("--overwrite", action="store_true", help="replace the what-if in DIR")
    existing.add_argument("--resume", action="store_true", help="continue an interrupted what-if in DIR")
    json_flag(p)


def listing(p: argparse.ArgumentParser) -> None:
    scenario(p)
    json_flag(p)


def ablating(p: argparse.ArgumentParser) -> None:
    played(p)
    p.add_argument("--system", action="append", default=[], metavar="ID",
                   help="only this mechanism of systems.csv; may be repeated (default: all)")  # fmt: skip
    paired(p, 300)
    p.add_argument("--out", type=target, metavar="DIR", help="folder for the histories of all arms, the table and a report")
    existing = p.add_mutually_exclusive_group()
    existing.add_argument("--overwrite", action="store_true", help="replace the ablation in DIR")
    existing.add_argument("--resume", action="store_true", help="continue an interrupted ablation in DIR")
    json_flag(p)


def examining(p: argparse.ArgumentParser) -> None:
    played(p, f"{SCENARIO}; or a folder that a run has written, which takes none of the options of a run")
    p.add_argument("--histories", type=between(1, 10**8), metavar="N", help="number of histories to simulate (default 2000)")
    p.add_argument("--fixed", action="store_true",
                   help="draw the parameters with one value by default too, each evenly from its range")  # fmt: skip
    p.add_argument("--out", type=target, metavar="DIR", help="folder that keeps the histories")
    existing = p.add_mutually_exclusive_group()
    existing.add_argument("--overwrite", action="store_true", help="replace the results in DIR")
    existing.add_argument("--resume", action="store_true", help="continue an interrupted run in DIR")
    saving(p)
    p.set_defaults(seed=None, variant=None)  # so that a run that is there already can refuse them
    json_flag(p)


def judging(p: argparse.ArgumentParser) -> None:
    scenario(p)
    p.add_argument("--list", action="store_true", help="list the claims without simulating anything")
    p.add_argument("--only", action="append", default=[], metavar="ID", help="only this claim; may be repeated")
    drawn(p)
    learned(p)
    paired(p)
    p.add_argument("--no-rivals", dest="rivals", action="store_false", help="only the full model, no rival variants")
    p.add_argument(
        "--out", type=target, metavar="DIR", help="folder for table and report; it keeps the histories, so that the next run reads them"
    )
    json_flag(p)


def scoring(p: argparse.ArgumentParser) -> None:
    p.add_argument("scenario", type=path, metavar="SCENARIO|RUN|SCORE",
                   help=f"{SCENARIO}; or a run: its scenario and days; or a score that is kept, to see it again")  # fmt: skip
    p.add_argument("--from", dest="start", type=day, metavar="D", help="first day, such as 1922-04-03 (default: the scenario's)")
    p.add_argument("--to", dest="end", type=day, metavar="D", help="last day (default: the scenario's)")
    p.add_argument("--months", type=between(1, 120), metavar="M", help="length of a period (default 3)")
    p.add_argument("--histories", type=between(10, 100_000), metavar="N", help="histories of each period (default 200)")
    p.add_argument("--variant", action="append", default=[], choices=tuple(VARIANTS), metavar="NAME",
                   help="score a rival variant as well; may be repeated")  # fmt: skip
    drawn(p)
    p.add_argument(
        "--out", type=target, metavar="DIR", help="folder that keeps the score: forecasts, statements with their chances, scores"
    )
    existing = p.add_mutually_exclusive_group()
    existing.add_argument("--overwrite", action="store_true", help="replace the score in DIR")
    existing.add_argument("--resume", action="store_true", help="continue an interrupted score in DIR")
    learned(p)
    p.add_argument("--page", type=target, metavar="FILE", help="write the whole score as a page, such as score.html")
    p.set_defaults(seed=None)  # so that a score that is kept can refuse it
    json_flag(p)


def fitting(p: argparse.ArgumentParser) -> None:
    scenario(p)
    p.add_argument("--until", type=day, metavar="D", help="the record counts up to this day, such as 1924-12-31 (default: its last day)")
    p.add_argument("--cases", nargs="+", action="extend", type=path, default=[], metavar="SCENARIO",
                   help="further scenarios, whose whole records count")  # fmt: skip
    p.add_argument("--votes", action="store_true", help="named positions in recorded votes count as well")
    p.add_argument("--histories", type=between(320, 1_000_000), default=4000, metavar="N", help="histories of every case (default 4000)")
    drawn(p)
    p.add_argument("--out", type=target, metavar="DIR", help="folder for posterior.csv and a report; it keeps the histories")
    existing = p.add_mutually_exclusive_group()
    existing.add_argument("--overwrite", action="store_true", help="replace the fit in DIR")
    existing.add_argument("--resume", action="store_true", help="continue an interrupted fit in DIR")
    p.add_argument("--netcdf", type=ending(".nc"), metavar="FILE", help="write prior, posterior and predictive counts for ArviZ")
    saving(p)
    json_flag(p)


def results(p: argparse.ArgumentParser) -> None:
    p.add_argument("dir", type=path, metavar="DIR", help="a folder that a run has written")


def reporting(p: argparse.ArgumentParser) -> None:
    results(p)
    p.add_argument("--score", type=path, metavar="FOLDER",
                   help="begin with this score of the case, kept by collegium score --out (default: that of the shipped case)")  # fmt: skip


def explaining(p: argparse.ArgumentParser) -> None:
    results(p)
    p.add_argument("--history", type=between(0, 10**8 - 1), metavar="K", help="number of the history (default: a typical one)")
    p.add_argument("--brief", action="store_true", help="a short story: what happened and what was decided, day by day")
    p.add_argument("--from", dest="start", type=day, metavar="D", help="first day")
    p.add_argument("--to", dest="end", type=day, metavar="D", help="last day")
    p.add_argument("--person", metavar="NAME", help="only what concerns this person (id or name)")
    json_flag(p)


def serving(p: argparse.ArgumentParser) -> None:
    p.add_argument("target", nargs="?", type=path, metavar="RUN|SCENARIO",
                   help="a folder that a run has written, the name of a shipped scenario, or a folder of your own "
                   "(default: the shipped scenarios and what lies in runs/)")  # fmt: skip
    p.add_argument("--port", type=between(0, 65_535), default=0, metavar="N", help="port on this machine (default: a free one)")
    p.add_argument("--no-open", dest="browser", action="store_false", help="only print the address; do not open the browser")


def sharing(p: argparse.ArgumentParser) -> None:
    results(p)
    p.add_argument("--out", type=ending(".html"), required=True, metavar="FILE", help="the page to write, such as page.html")
    p.add_argument(
        "--language", choices=languages(), default="en", metavar="LANG", help="language of the page ({})".format(", ".join(languages()))
    )


def comparing(p: argparse.ArgumentParser) -> None:
    p.add_argument("first", type=path, metavar="A", help="a folder that a run has written")
    p.add_argument("second", type=path, metavar="B", help="another one; differences are B less A")
    json_flag(p)


def exporting(p: argparse.ArgumentParser) -> None:
    results(p)
    p.add_argument("--to", choices=("csv", "xlsx", "netcdf"), required=True, metavar="FORMAT", help="csv, xlsx or netcdf")
    p.add_argument(
        "--out", type=target, required=True, metavar="PLACE", help="a file (.csv, .xlsx, .nc), or a folder that gets one file a table"
    )
    p.add_argument("--table", action="append", default=[], metavar="NAME",
                   help="only this table, such as histories; may be repeated (default: all)")  # fmt: skip
    p.add_argument("--overwrite", action="store_true", help="replace files that exist")


def completing(p: argparse.ArgumentParser) -> None:
    p.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")


def weighing(p: argparse.ArgumentParser) -> None:
    measuring(p, "member, votes and, if wanted, union")
    p.add_argument("--quota", type=between(1, 10**12), required=True, metavar="N", help="votes needed to carry a motion")


def choosing(p: argparse.ArgumentParser) -> None:
    measuring(p, "member and power")
    p.add_argument("--alpha", type=majority, default=Fraction(1, 2), metavar="A",
                   help="share of power that must be exceeded to win, such as 0.6 or 2/3 (default 1/2)")  # fmt: skip


def balancing(p: argparse.ArgumentParser) -> None:
    measuring(p, "a, b and tie (+ or -)")


def measuring(p: argparse.ArgumentParser, columns: str) -> None:
    """What the three commands on a small table of one's own share."""
    p.add_argument("file", type=path, metavar="FILE", help=f"a CSV file with the columns {columns}; /dev/stdin reads a pipe")
    saving(p)
    json_flag(p)


def saving(p: argparse.ArgumentParser) -> None:
    """Files for the table and the picture of what a command finds."""
    p.add_argument("--save", type=ending(".csv"), metavar="TABLE", help="write the table to this CSV file too, over one that is there")
    p.add_argument("--picture", type=ending(".svg", ".png"), metavar="PICTURE", help="draw it into this file, .svg or .png")


def json_flag(p: argparse.ArgumentParser) -> None:
    p.add_argument("--json", action="store_true", help="print JSON instead of a table")
