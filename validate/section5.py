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
BELOW = "\n## Scenarios gone wrong"
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
        ("no_loss", "", "deaths apart; to be explained above 80% or below 2%"),
        ("loss_rate", "", ""),
        ("one_man", "", ""),
        ("appeals_won", "Appeals to a wider body that are won", "by those who lost a decision"),
    ):
        row = found[name]
        lines.append(f"| {label or row.label} | {interval(row, row.estimate)} | {row.marked} | {note or row.note} |")
    return lines


def nearness(results: Results) -> list[str]:
    """What keeps the strongest man from ruling alone."""
    meaning = {
        "safety": "nobody, with two co-sponsors and comradeship laid aside, could bring him down",
        "initiative": "moreover he could himself bring down whomever he picked so",
        "no bypass": "moreover nobody else could be brought down against his vote",
    }
    lines = ["| condition | met, with those before it, at this share of readings (95%) | meaning |", "|---|---|---|"]
    return [*lines, *(f"| {name} | {interval(e, e.value)} | {meaning[name]} |" for name, e in analysis.conditions(results).items())]


def losses(results: Results) -> list[str]:
    """Every loss of the three on record, by its date."""
    names = {person.id: person.name for person in results.scenario.people}
    lines = ["| who | what was lost | date on record | had happened by then (95%) | by the end | mark |", "|---|---|---|---|---|---|"]
    for loss in analysis.by_real_date(results):
        if loss.person in WATCHED:
            shares = f"{percent(loss.share)} ({percent(loss.low)} to {percent(loss.high)}) | {percent(loss.ever)}"
            mark = "built-in" if loss.rung == "died" else "emergent"
            when = dated(loss.when) if loss.when.approximate else loss.day
            lines.append(f"| {names[loss.person]} | {loss.what} ({analysis.RUNGS[loss.rung]}) | {when} | {shares} | {mark} |")
    return lines


def seldom(results: Results) -> str:
    """The losses on record that few histories have by their date."""
    names = {person.id: person.name for person in results.scenario.people}
    real = [loss for loss in analysis.by_real_date(results) if loss.person in WATCHED]
    rare = [words.befell(loss, names) for loss in real if loss.share < SELDOM]
    opening = f"For {len(rare)} of these {len(real)} losses, fewer than {percent(SELDOM)} of histories have the loss by its date"
    listed = "".join(f"\n- {one}" for one in rare)
    fit = "Nobody fitted the model to these losses, and it does not explain a loss that it seldom has."
    return f"{opening}{':' if rare else '.'}\n{listed}\n\n{fit}"


def arms(results: Results) -> list[str]:
    """Who ends strongest with traits as coded, equal and shuffled."""
    names = {person.id: person.name for person in results.scenario.people}
    lines = ["| traits | histories | strongest at the end, most often | in | then | mark |", "|---|---|---|---|---|---|"]
    for arm in collegium.permutation(results, histories=PAIRS):
        ranked = sorted(arm.strongest, key=lambda person: -arm.strongest[person].value)[:3]
        first = arm.strongest[ranked[0]]
        rest = "; ".join(f"{names[person]} {percent(arm.strongest[person].value)}" for person in ranked[1:])
        lines.append(f"| {arm.name} | {arm.n:,} | {names[ranked[0]]} | {interval(first, first.value)} | {rest} | emergent |")
    return lines


def effect() -> list[str]:
    """The same histories with and without the general secretary's right of appointment."""
    lines = ["| measure | with | without | difference of pairs (95%) | mark |", "|---|---|---|---|---|"]
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
        "Written by `make validate`; nothing here is typed by hand. Parameters are drawn from their priors, none was fitted. "
        "*Built-in* means that the row mostly repeats an input, *emergent* that no single input fixes it. "
        "Shares are shares of simulated histories.",
        f"Scenario `{noted['scenario']}`, engine `{noted['engine']}`, seed {noted['seed']}, {HISTORIES:,} histories, "
        f"{noted['from']} to {noted['to']}.",
        "## Seats, rule and appeals", "\n".join(rows(results)),
        "## How near the strongest man comes to ruling alone",
        "One-man rule takes three quarterly readings running at which all three conditions hold.", "\n".join(nearness(results)),
        "## What Trotsky, Zinoviev and Kamenev really lost", "\n".join(losses(results)), seldom(results),
        "## Who ends strongest: the permutation test of traits", "\n".join(arms(results)),
        "## Taking the right of appointment from the general secretary",
        f"{PAIRS:,} pairs of histories that share all luck. That no right means no flow of appointees, and so less dominance, is built in: "
        "only the size of an effect says anything.",
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
