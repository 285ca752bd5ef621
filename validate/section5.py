"""What the flagship shows under the whole prior, written to docs/validation.md whatever it is. Slow; run by ``make validate``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import collegium
from collegium import Results, analysis
from collegium.figures.style import dated
from collegium.report import words

SCENARIO = "bolsheviks"
HISTORIES = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
PAIRS = max(HISTORIES // 5, 1)
WATCHED = ("trotsky", "zinoviev", "kamenev")
SELDOM = 0.05
CHANGE = "take right over everything from general_secretary"
PAGE = Path(__file__).parent.parent / "docs" / "validation.md"
BELOW = "\n## Robustness: damaged scenario files"
"""Where the page goes on with what validate/mutations.py writes."""


def percent(x: float) -> str:
    return words.number(x, "share")


def interval(e: analysis.Estimate | analysis.Outcome, value: float) -> str:
    return f"{percent(value)} ({percent(e.low)} to {percent(e.high)})"


def rows(results: Results) -> list[str]:
    """The measures that need one run: each with its interval and its mark."""
    found = {row.name: row for row in results.outcomes()}
    lines = ["| measure | estimate (95%) | mark | note |", "|---|---|---|---|"]
    for name, label, note in (
        ("no_loss", "", "without deaths; needs an explanation above 80% or below 2%"),
        ("loss_rate", "", ""),
        ("one_man", "", ""),
        ("appeals_won", "Appeals to a wider body that succeed", "appeals of members who lost a decision"),
    ):
        row = found[name]
        lines.append(f"| {label or row.label} | {interval(row, row.estimate)} | {row.marked} | {note or row.note} |")
    return lines


def nearness(results: Results) -> list[str]:
    """What keeps the strongest member from ruling alone."""
    meaning = {
        "safety": "no group of three could remove the strongest member, even without the norm of comradeship",
        "initiative": "in addition, the strongest member could remove any other member in this way",
        "no bypass": "in addition, nobody else could be removed against the strongest member's vote",
    }
    lines = ["| condition | share of readings that meet it and those above it (95%) | meaning |", "|---|---|---|"]
    return [*lines, *(f"| {name} | {interval(e, e.value)} | {meaning[name]} |" for name, e in analysis.conditions(results).items())]


def losses(results: Results) -> list[str]:
    """Every loss of the three on record, by its historical date."""
    names = {person.id: person.name for person in results.scenario.people}
    lines = ["| who | loss | historical date | simulated by that date (95%) | simulated by the end | mark |", "|---|---|---|---|---|---|"]
    for loss in analysis.by_real_date(results):
        if loss.person in WATCHED:
            shares = f"{percent(loss.share)} ({percent(loss.low)} to {percent(loss.high)}) | {percent(loss.ever)}"
            mark = "built-in" if loss.rung == "died" else "emergent"
            when = dated(loss.when) if loss.when.approximate else loss.day
            lines.append(f"| {names[loss.person]} | {loss.what} ({analysis.RUNGS[loss.rung]}) | {when} | {shares} | {mark} |")
    return lines


def seldom(results: Results) -> str:
    """The historical losses that the model seldom reproduces."""
    names = {person.id: person.name for person in results.scenario.people}
    real = [loss for loss in analysis.by_real_date(results) if loss.person in WATCHED]
    rare = [words.befell(loss, names) for loss in real if loss.share < SELDOM]
    text = (
        f"The model seldom reproduces {len(rare)} of these {len(real)} losses: fewer than {percent(SELDOM)} of histories have them by the "
        "historical date. Nobody fitted the model to them, and it does not explain them."
    )
    return "\n\n".join([text, "\n".join(f"- {one}" for one in rare)]) if rare else text


def arms(results: Results) -> list[str]:
    """Who ends strongest with traits as coded, equal and shuffled."""
    names = {person.id: person.name for person in results.scenario.people}
    lines = [
        "| traits | histories | most often the strongest at the end | share of histories (95%) | next | mark |",
        "|---|---|---|---|---|---|",
    ]
    for arm in collegium.permutation(results, histories=PAIRS):
        ranked = sorted(arm.strongest, key=lambda person: -arm.strongest[person].value)[:3]
        first = arm.strongest[ranked[0]]
        rest = "; ".join(f"{names[person]} {percent(arm.strongest[person].value)}" for person in ranked[1:])
        lines.append(f"| {arm.name} | {arm.n:,} | {names[ranked[0]]} | {interval(first, first.value)} | {rest} | emergent |")
    return lines


def effect() -> list[str]:
    """The same histories with and without the general secretary's right to appoint."""
    lines = ["| measure | with | without | paired difference (95%) | mark |", "|---|---|---|---|---|"]
    for e in collegium.whatif(SCENARIO, CHANGE, pairs=PAIRS, per_draw=1).effects:
        show = percent if e.unit == "share" else lambda x: f"{x:.3f}"
        d = e.difference
        cells = f"{show(e.before.value)} | {show(e.after.value)} | {show(d.value)} ({show(d.low)} to {show(d.high)})"
        lines.append(f"| {e.label} | {cells} | built-in direction |")
    return lines


def page(results: Results) -> str:
    noted = results.provenance
    parts = [
        "# Validation: the flagship under the whole prior",
        "`make validate` writes this page; nobody types a figure by hand. The parameters are drawn from their "
        "[priors](glossary.md#statistics); nobody fitted them. *Built-in* means that the row mostly repeats an input, *emergent* that no "
        "single input fixes it. Percentages are shares of simulated [histories](glossary.md#what-happens-in-a-history) with 95% confidence "
        "intervals. [What a result means](meaning.md) says how to read them. [The scores](validation/scores.md) compare the model with "
        "honest baselines in every case, and [the log](validation/log.md) says what each change did to them.",
        f"Scenario `{noted['scenario']}`, engine `{noted['engine']}`, seed {noted['seed']}, {HISTORIES:,} histories, "
        f"{noted['from']} to {noted['to']}.",
        "## Seats, rule and appeals", "\n".join(rows(results)),
        "## How close one-man rule comes",
        "One-man rule requires all three conditions at three quarterly readings in a row.", "\n".join(nearness(results)),
        "## The losses of Trotsky, Zinoviev and Kamenev", "\n".join(losses(results)), seldom(results),
        "## Who is the strongest at the end: the permutation test of traits", "\n".join(arms(results)),
        "## The effect of the general secretary's right to appoint",
        f"{PAIRS:,} pairs of histories with common random numbers: one history with the right and one without it. The direction is "
        "assumed: without the right nobody owes the general secretary a post, so dominance is lower. Only the size of an "
        "effect is a result.",
        "\n".join(effect()),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        results = collegium.run(SCENARIO, histories=HISTORIES, seed=1, out=Path(folder) / "run")
        _, mark, below = PAGE.read_text(encoding="utf-8").partition(BELOW)
        PAGE.write_text(page(results) + mark + below, encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
