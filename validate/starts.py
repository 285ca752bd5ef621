"""What begins when a run of the flagship begins in 1919, 1921, 1922 or 1924? Writes docs/starts.md and a page for each day.

python validate/starts.py                    # 500 histories from each day; five minutes on two cores
python validate/starts.py --histories 200    # faster, with wider intervals
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import collegium
from collegium.analysis import Outcome, outcomes
from collegium.analysis.intervals import proportion
from collegium.engine.cache import engine_hash
from collegium.results.folder import Folder
from collegium.scenario import at
from collegium.scenario.amended import amended
from collegium.scenario.model import Cell, Scenario
from targets import table

ROOT = Path(__file__).parent.parent
PAGE, PAGES = ROOT / "docs" / "starts.md", ROOT / "docs" / "starts"
CASE, SEED, HISTORIES = "bolsheviks", 1, 500
END = date(1927, 12, 31)
FOUNDED, BY, NEAREST = "general_secretary_post", date(1922, 12, 31), 1921
ASKED = 0.6
"""What the plan of the statutes asked of a start in March 1921: the post is founded by the end of 1922 in so many histories."""


class Start(NamedTuple):
    day: date
    why: str


STARTS = (
    Start(date(1919, 3, 25), "The Central Committee elected the first Politburo. The civil war was not decided."),
    Start(date(1921, 3, 16), "The Tenth Congress closed. It had replaced requisition by a tax, and forbidden factions."),
    Start(date(1922, 4, 3), "The Central Committee elected the first general secretary. Runs that name no day begin here."),
    Start(date(1924, 2, 1), "Lenin had been dead for ten days. Nobody had his authority."),
)
TOLD = (
    "no_loss", "losses", "expelled", "one_man", "rule:one_man", "rule:bloc", "rule:contested", "rule:locked", "revolt", "revolts",
    "put_down", "hunts", "died_of_hunger", "died_of_war", "died_in_revolts", "died_of_terror", "output",
)  # fmt: skip
"""Rows of the table of outcomes that the page compares, as far as there are any."""
STRONGEST = 4


class Studied(NamedTuple):
    """A start with what it begins with, and what followed."""

    start: Start
    opening: Scenario
    rows: list[Outcome]
    adopted: dict[str, list[date]]
    n: int


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--histories", type=int, default=HISTORIES, metavar="N", help="from each day (default: %(default)s)")
    given = parser.parse_args()
    studied = [study(start, given.histories) for start in STARTS]
    PAGES.mkdir(exist_ok=True)
    for one in studied:
        path = PAGES / f"{one.start.day.year}.md"
        path.write_text(page(one), encoding="utf-8")
        print(path)
    PAGE.write_text(overview(studied), encoding="utf-8")


def study(start: Start, histories: int) -> Studied:
    """Run the case from a day on."""
    case = collegium.load(CASE)
    results = collegium.run(case, start=start.day, end=END, histories=histories, seed=SEED, record=("series", "events"))
    return Studied(start, amended(at(case, start.day)), outcomes(results), adopted(results), histories)


def adopted(results: Folder) -> dict[str, list[date]]:
    """Statute -> the day on which it first came into force, of each history in which it did."""
    found: dict[tuple[str, int], date] = {}
    for row in results.events().select(["history", "date", "kind", "subject"]).to_pylist():
        if row["kind"] == "in_force":
            found.setdefault((row["subject"], row["history"]), row["date"])
    days: dict[str, list[date]] = {}
    for (statute, _), day in found.items():
        days.setdefault(statute, []).append(day)
    return days


# what a page says


HEAD = """\
# The flagship from four first days

`python validate/starts.py` writes this page and those that it links, from {n:,} histories from each day to the end of 1927 (seed {seed},
engine `{engine}`). The model gets only what was known on the first day. So a later start takes for granted what an earlier one leaves
open. In brackets are 95% intervals.

A start in 1917 is not possible yet: the case has neither the other parties nor the soviets.
"""
POST = """\
## Is the post of the general secretary founded?

The plan asked that the post be founded by the end of 1922 in at least {asked:.0%} of the histories that begin in March 1921. It is in
{found}: {verdict}.

The reason is the rule by which leaders value a statute. They count the posts and followings that it would bring within a year, and to
whom. This post would bring much to one person, whom the others would have to fear. The contemporaries of 1922 saw office work in it. The
model has no way to underrate a right. We leave the rule as it is: one that made leaders blind to this post would know the ending.
"""


def overview(studied: Sequence[Studied]) -> str:
    heads = [f"[{one.start.day:%B %Y}](starts/{one.start.day.year}.md)" for one in studied]
    names = [name for name in TOLD if any(find(one, name) for one in studied)]
    rows = [[label(name, studied), *(shown(find(one, name)) for one in studied)] for name in names]
    head = HEAD.format(n=studied[0].n, seed=SEED, engine=engine_hash())
    return "\n".join([head, table(["", *heads], rows), "", founding(studied)])


def founding(studied: Sequence[Studied]) -> str:
    """How often the post of the general secretary is founded, from the nearest start that leaves it open."""
    one = next(one for one in studied if one.start.day.year == NEAREST)
    count = sum(day <= BY for day in one.adopted.get(FOUNDED, []))
    found = proportion(count, one.n)
    verdict = "as asked" if found.value >= ASKED else "far less than asked" if found.high < ASKED / 2 else "less than asked"
    return POST.format(asked=ASKED, found=share(count, one.n), verdict=verdict)


def page(one: Studied) -> str:
    day, opening = one.start.day, one.opening
    names = {person.id: person.name for person in opening.people}
    seats = [names[seat.person] for seat in opening.seats if seat.body == opening.top_body and seat.rank == "full"]
    posts = [[office.name, holder(opening, office.id, names)] for office in opening.offices]
    lines = [[issue.name, issue.low, issue.high, extent(issue.status_quo.first)] for issue in opening.issues]
    passed = [[statute.name, str(statute.adopted)] for statute in opening.statutes if statute.adopted]
    ahead = [[s.name, share(len(one.adopted.get(s.id, [])), one.n)] for s in opening.statutes if not s.adopted]
    figures = [[named(row), shown(row)] for row in one.rows if row.name in TOLD]
    return "\n".join(
        [
            f"# The flagship from {day.day} {day:%B %Y}",
            "",
            f"{one.start.why} `collegium run {CASE} --from {day}` begins here. [The other first days](../starts.md).",
            "",
            "## What it begins with",
            "",
            f"Full members of the Politburo: {', '.join(seats)}. Output: {extent(opening.output.first)} of what people are used to.",
            "",
            table(["issue", "-1", "1", "policy"], lines),
            "",
            table(["post", "holder"], posts),
            "",
            *([table(["statute in force", "since"], passed), ""] if passed else []),
            "## What follows, to the end of 1927",
            "",
            table(["", f"{one.n:,} histories"], [*figures, *strongest(one)]),
            "",
            *([table(["statute", "comes into force in"], ahead), ""] if ahead else []),
        ]
    )


def strongest(one: Studied) -> list[list[str]]:
    found = sorted((row for row in one.rows if row.name.startswith("strongest:")), key=lambda row: -row.estimate)
    return [[row.label, shown(row)] for row in found[:STRONGEST]]


def holder(opening: Scenario, office: str, names: dict[str, str]) -> str:
    return next((names[one.person] for one in opening.tenures if one.office == office), "vacant")


def find(one: Studied, name: str) -> Outcome | None:
    return next((row for row in one.rows if row.name == name), None)


def label(name: str, studied: Sequence[Studied]) -> str:
    return named(next(row for one in studied if (row := find(one, name))))


def named(row: Outcome) -> str:
    return row.label if row.unit == "share" else f"{row.label} ({row.unit})"


def shown(row: Outcome | None) -> str:
    """A figure with its interval: shares in per cent, numbers as they are."""
    if row is None:
        return "-"
    if row.unit == "share":
        return f"{row.estimate:.1%} ({row.low:.1%} to {row.high:.1%})"
    return f"{figure(row.estimate)} ({figure(row.low)} to {figure(row.high)})"


def figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def share(count: int, n: int) -> str:
    found = proportion(count, n)
    return f"{found.value:.1%} ({found.low:.1%} to {found.high:.1%})"


def extent(cell: Cell) -> str:
    low, high = min(cell.values), max(cell.values)
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


if __name__ == "__main__":
    main()
