"""The targets and votes of the flagship's record, written to docs/validation/targets.md. Seconds; it runs no history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from collegium import scenario
from collegium.experiments.positions import periods
from collegium.experiments.targets import Target, targets, window
from collegium.experiments.votes import Vote, votes
from collegium.scenario import at
from collegium.scenario.model import Record, Scenario
from collegium.scenario.write import typed

SCENARIO = "bolsheviks"
PAGE = Path(__file__).parent.parent / "docs" / "validation" / "targets.md"
RULES = """\
A target is a dated statement about the record that code can check: a [measure](../reference/experiments.md#measures) and the value that
it had in life. [Section 5 of the grammar](../../spec/experiments.md#5-targets) says which run can meet it. The engine never reads the
record. Nobody looked at a simulation when choosing a statement or a window.

Most statements come from the account of the period (`seed0`) and its dated decisions. The ids `v` and `t` are those of the list of
decisions and patterns that the account gave, the ids `w` those of the time before April 1922. The ids `decision` are recorded votes
that no item of these lists covers. A suffix marks a further statement of the same item. Losses of seats and offices, expulsions and
postings are not here, because `record.csv` has them as rows of their own type.

## Windows

1. **A body that meets every week, or the act of one person:** the calendar month, or the months that the source names. The model knows
   neither the day nor the week.
2. **A decision of the Central Committee or of a congress:** the quarter in which it met. The model draws the day of its plenums.
3. **A caucus or an alliance that forms:** the quarter. If the source only says "about September 1922", this quarter and the next. If it
   names a season, that season.
4. **Something that did not happen:** the time of which the source says so, from the start of a quarter.
5. **An exact day** only where the record, or an event of the scenario, bounds the statement. The plenum of 6 October 1922 loosened the
   monopoly of foreign trade, and that of 18 December restored it. Lenin's isolation followed the second stroke. Lenin dictated between
   the second and the third.

A statement names a body only if it is about that body. A new policy lies outside the range of the status quo in `scenario.yaml`, a
restored one within it. `against` names the person whom an event concerns, also somebody who is elected.

## What cannot be met

The record is scored as it is, also where a run of one quarter has no chance to meet it. A run begins without documents and caucuses,
because they are not formal facts. A body meets when its last meeting before the start lets expect it (`meetings.csv`). So `v17` asks
for a document that such a run does not have, and a run cannot know that a congress was put off. `v14` and `v15` ask for new seats in
bodies where the model only fills vacancies.

## What represents what

Some statements need a substitute, because the model has no such act. These are choices of the coder:

- A policy that a body adopts represents Lenin's form of the union. Stalin gave way in September 1922 without a vote, and the plenum of
  October adopted it (`v01`). It also represents the agreement of August 1923 to prepare for a revolution in Germany (`v13`).
- A peace of two leaders (`reconciled`) represents Stalin's apology of March 1923 (`v07`).
- A document or a platform represents Trotsky's letter of October 1923 (`v16`). A platform represents the fight of Zinoviev and Kamenev
  at the Fourteenth Congress (`v25`).
- A carried motion of inquiry represents the commission on Georgia (`v06`) and the one of the Control Commission on the meeting in the
  woods (`v28`).
- A case that security builds represents the provocation of September 1927 (`v37`).
- A caucus of members of the Politburo represents the three, the Seven, and the majorities of 1925 and 1926. The record does not say who
  founded them, so these statements only name the person against whom they are directed.
"""
UNNAMED = "the record does not say by name who voted how"
VOTES = """\
If the record says by name who voted how, a run puts the motion again
([section 6 of the grammar](../../spec/experiments.md#6-votes)). The model knows the facts of the first day of the quarter, and gives
each person a chance of a yes. The mover and the target are not asked, because
the rules fix their votes. These are choices of the coder:

- A date for the rising in Germany is a push of the issue `revolution_abroad` to 0.8. This is the position that `positions.csv` gives
  Trotsky and Zinoviev for that day. A run of the quarter does not know these rows.
- Either of the two may have moved it. The record does not say who, so each does in turn.
- The Politburo voted on Trotsky's seat in it, so in this run it may decide such a motion. By its statute only the Central Committee may.
"""


def page(case: Scenario) -> str:
    """The page as Markdown."""
    scored, left = targets(case), [row for row in case.record if row.type == "target" and row.excluded]
    blocks = list(dict.fromkeys(one.row.block for one in sorted(scored, key=lambda one: window(one.row))))
    parts = [
        "# Targets of the flagship",
        "`python validate/targets.py` writes this page; nobody types a row by hand.",
        RULES.rstrip("\n"),
        "## How many",
        f"{len(scored)} statements are scored, {len(left)} rows are not.",
        table(["block", "scored", "yes", "no", "number or range"], [counts(name, scored) for name in blocks]),
    ]
    for name in blocks:
        rows = sorted((one for one in scored if one.row.block == name), key=lambda one: (window(one.row), one.row.id))
        head = ["id", "statement", "measure", "window", "truth", "certainty", "source"]
        parts += [f"## Block: {name}", table(head, map(shown, rows))]
    parts += ["## Not scored", table(["id", "statement", "why", "source"], [[f"`{r.id}`", r.what, r.excluded, cited(r)] for r in left])]
    parts += ["## How people voted", VOTES.rstrip("\n"), *named_votes(case)]
    return "\n\n".join(parts) + "\n"


def named_votes(case: Scenario) -> list[str]:
    """How many votes and positions, the votes that are put, and those that are not."""
    put = [(one, at(case, quarter(one, case))) for one in votes(case)]
    asked = sum(len(one.foretold(opening)) for one, opening in put)
    left = [row for row in case.record if row.type == "vote" and not row.measure]
    head = ["id", "vote", "motion", "yes", "no", "not asked", "certainty", "source"]
    return [
        f"{len(put)} recorded votes with {asked} positions are scored, {len(left)} votes are not.",
        table(head, [vote_shown(one, opening) for one, opening in put]),
        table(["id", "vote", "why not scored", "source"], [[f"`{r.id}`", r.what, r.excluded or UNNAMED, cited(r)] for r in left]),
    ]


def quarter(one: Vote, case: Scenario) -> date:
    """First day of the period in which the vote was taken."""
    return next(start for start, end in periods(case.start, case.end) if start <= one.day < end)


def vote_shown(one: Vote, opening: Scenario) -> list[str]:
    """A row of the table of votes that are put."""
    asked = set(one.foretold(opening))
    sides = [", ".join(f"`{person}`" for person in sorted(side & asked)) for side in (one.yes, one.no)]
    unasked = "; ".join(f"`{person}`: {why}" for person, why in one.unasked(opening).items())
    return [f"`{one.row.id}`", one.row.what, f"`{one.motion.text}`", *sides, unasked, one.row.source.certainty, named(one.row)]


def counts(block: str, scored: Iterable[Target]) -> list[str]:
    """A block, how many targets it has, and what they were in life."""
    truths = Counter(kind(one) for one in scored if one.row.block == block)
    return [block, str(truths.total()), *(str(truths[name]) for name in ("yes", "no", ""))]


def kind(one: Target) -> str:
    return typed(one.truth) if isinstance(one.truth, bool) else ""


def shown(one: Target) -> list[str]:
    """A row of the table of a block."""
    truth = kind(one) or " to ".join(f"{bound:g}" for bound in dict.fromkeys(one.truth))  # type: ignore[arg-type]
    return [
        f"`{one.row.id}`",
        one.row.what,
        f"`{one.measure.text}`",
        days(*window(one.row)),
        truth,
        one.row.source.certainty,
        cited(one.row),
    ]


def days(first: date, last: date) -> str:
    return f"{first} to {last}"


def cited(row: Record) -> str:
    """Ids of the sources, and the paragraph or the row of the vote."""
    where = f"`{row.value}`" if row.value.startswith("vote_") else row.value
    return ", ".join(part for part in (named(row), where) if part)


def named(row: Record) -> str:
    """Ids of the sources."""
    return row.source.id.replace(";", ", ")


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def main() -> None:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(scenario.load(scenario.find(SCENARIO))), encoding="utf-8")


if __name__ == "__main__":
    main()
