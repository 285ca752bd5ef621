"""What the command line prints of what-ifs, attributions and claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.cli.message import put
from collegium.cli.output import columns, paragraph, put_json
from collegium.report.words import gap, gap_interval, interval, number

if TYPE_CHECKING:
    from collegium.analysis import Contrast, Estimate
    from collegium.analysis.verdict import Judged
    from collegium.experiments.attribution import Attribution
    from collegium.experiments.whatif import WhatIf


def effect_table(shown: WhatIf, folder: Path | None, beside: str = "") -> None:
    """What was done, then each measure: the mean of each arm and the mean difference within pairs, below them their 95% intervals. Then how
    the model fares ``beside`` the record, if that is given."""
    from collegium.experiments.whatif import ARMS

    e = shown.experiment
    held = {one.sentence: f"  [{one}]" for one in shown.took_hold}
    for word, sentences in (("given", e.given), ("do", e.do)):
        for sentence in sentences:
            paragraph(f"{word + ':':7}{sentence}{held.get(sentence, '')}")
    columns([
        {"measure": f"{one.label}{'' if one.unit == 'share' else f' ({one.unit})'}", ARMS[0]: level(one.before, one.unit),
         ARMS[1]: level(one.after, one.unit),
         "difference": f"{gap(one.difference.value, one.unit)}\n{gap_interval(one.difference, one.unit)}",
         "flips": flips(one.up_flips, one.down_flips), "saved": saved(one.saving)}
        for one in shown.effects
    ])  # fmt: skip
    put()
    if beside:
        paragraph(f"{beside}\n")
    for line in notes(shown):
        paragraph(line)
    if folder:
        put(f"Report:  {folder / 'report.html'}")


def level(estimate: Estimate, unit: str) -> str:
    """The mean of one arm, below it its 95% interval."""
    return f"{number(estimate.value, unit)}\n{interval(estimate.low, estimate.high, unit)}"


def flips(up: Estimate | None, down: Estimate | None) -> str:
    """Shares of discordant pairs: those in which only the changed history says yes, and only the other."""
    return "" if up is None or down is None else f"+{number(up.value, 'share')} −{number(down.value, 'share')}"


def saved(saving: float) -> str:
    return "" if saving != saving else "all" if saving == float("inf") else f"{saving:.1f}x"


def notes(shown: WhatIf) -> list[str]:
    """How certain the effects are, and what the columns mean."""
    d = shown.design
    draws = d.pairs // d.per_draw
    lines = ["Below each number: its 95% interval."]
    lines += [f"{d.pairs:,} pairs of histories, {draws:,} draws of the parameters, {d.per_draw} pairs each; variant: {d.variant}."]
    if d.fixed:
        lines.append("All pairs share one draw of the parameters: the intervals cover chance alone, and say nothing about other values.")
    else:
        lines += [f"{one.label}: {sources(one)}" for one in shown.effects[:1]]
    floor = "; ".join(f"{one.text} {gap_interval(one.difference, one.unit)}" for one in shown.placebo[:3])
    lines.append(f"Noise floor (placebo: {shown.placebo_sentence}): {floor}.")
    lines.append("flips: pairs in which only one of the two histories says yes: +, only the changed one; −, only the other.")
    lines.append("saved: how many times as many histories two independent arms would need for the same interval.")
    lines += [f"Warning: '{one.sentence}' {one}. The effect says little about it." for one in shown.took_hold if one.few]
    return lines


def sources(one: Contrast) -> str:
    """Why the effect varies, and in how many draws it has which sign."""
    if one.changed.value == 0:
        return f"not one of {one.changed.n:,} pairs differs."
    if one.luck != one.luck or one.unknown != one.unknown:
        return "with one pair a draw, chance and parameter uncertainty cannot be told apart."
    chance, parameters = (number(value, one.unit).replace("%", " points") for value in (one.luck, one.unknown))
    return (
        f"the effect varies with a standard deviation of {chance} because of chance and {parameters} because the parameters are "
        f"uncertain. It is above zero in {one.draws_up:.0%} of the draws, below zero in {one.draws_down:.0%}."
    )


def as_rows(shown: WhatIf) -> list[dict[str, Any]]:
    """The effects as rows of a CSV file."""
    return [flat(one) for one in shown.effects]


def flat(one: Contrast) -> dict[str, Any]:
    return {
        "measure": one.text, "label": one.label, "unit": one.unit,
        "without": one.before.value, "without_low": one.before.low, "without_high": one.before.high,
        "with": one.after.value, "with_low": one.after.low, "with_high": one.after.high,
        "difference": one.difference.value, "low": one.difference.low, "high": one.difference.high, "error": one.difference.error,
        "pairs": one.difference.n, "draws": one.draws, "luck": one.luck, "unknown": one.unknown, "draws_up": one.draws_up,
        "draws_down": one.draws_down, "draws_same": one.draws_same, "changed": one.changed.value, "saving": one.saving,
    }  # fmt: skip


def in_full(shown: WhatIf) -> dict[str, Any]:
    """Everything that an experiment showed, for JSON."""
    from collegium.scoring.shipped import of_run

    return {
        "experiment": shown.experiment, "design": shown.design, "fixed": shown.design.fixed, "effects": shown.effects,
        "placebo": {"sentence": shown.placebo_sentence, "effects": shown.placebo},
        "beside_record": of_run(shown.before).sentences,
        "took_hold": [{"sentence": one.sentence, "pairs": one.pairs, "of": one.of, "few": one.few} for one in shown.took_hold],
    }  # fmt: skip


def attribution_table(shares: Sequence[Attribution]) -> None:
    """What each circumstance contributes to each measure."""
    for one in shares:
        rows = [{one.label: s.circumstance, "alone": effect(s.alone, one.unit), "last": effect(s.last, one.unit),
                 "Shapley value": effect(s.value, one.unit)} for s in one.shares]  # fmt: skip
        columns([*rows, {one.label: "all together", "alone": "", "last": "", "Shapley value": effect(one.together, one.unit)}])
        how = "every combination was simulated" if one.exact else f"{one.orders} orders were simulated, which widens the intervals"
        put("alone: the effect if nothing else changes. last: the effect after all the others.")
        put(f"Shapley value: the mean effect over all orders of adding them ({how}).\n")


def effect(estimate: Estimate, unit: str) -> str:
    """An effect with its 95% interval."""
    return f"{gap(estimate.value, unit)} ({gap_interval(estimate, unit)})"


def claim_list(rows: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    if as_json:
        put_json(rows)
        return
    columns([{"claim": row["claim"], "sentence": row["sentence"], "expected": row["expected"],
              "measure": row["measure"] if row["experiment"] else f"set aside: {row['measure']}"} for row in rows])  # fmt: skip
    tried = sum(bool(row["experiment"]) for row in rows)
    many = f"{len(rows)} claim{'s' * (len(rows) != 1)}"
    put(f"\n{many}: {tried} with an experiment, {len(rows) - tried} set aside. Add --json to see the experiments.")


def claim_rows(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Claims as rows of a CSV file."""
    found = []
    for one in judged:
        e = one.effect
        numbers = {"difference": e.difference.value, "low": e.difference.low, "high": e.difference.high,
                   "draws_up": e.draws_up, "draws_down": e.draws_down} if e else dict.fromkeys(
                       ("difference", "low", "high", "draws_up", "draws_down"), "")  # fmt: skip
        found.append({
            "id": one.id, "claim": one.claim, "experiment": one.experiment, "given": one.given, "measure": one.measure, "sign": one.sign,
            "verdict": one.verdict, "reason": one.reason, "unit": one.unit, **numbers, "all_up": one.shared_up, "all_down": one.shared_down,
            "scale": one.scale, "detectable": one.detectable, "mattering": one.mattering,
        })  # fmt: skip
    return found


def claim_table(judged: Sequence[Judged], folder: str | None, beside: str) -> None:
    """A row a claim, then the counts of all verdicts, then how the model fares ``beside`` the record."""
    from collegium.analysis.verdict import VERDICTS

    rows = []
    for one in judged:
        e = one.effect
        numbers = (gap(e.difference.value, one.unit), gap_interval(e.difference, one.unit)) if e else ("", "")
        rows.append({"claim": one.id, "measure": one.label or one.reason, "expected": one.sign, "difference": numbers[0],
                     "95% interval": numbers[1], "verdict": one.verdict})  # fmt: skip
    columns(rows)
    counts = Counter(one.verdict for one in judged)
    put("\n" + ", ".join(f"{counts[name]} {name}" for name in VERDICTS) + f"; {len(judged)} claim{'s' * (len(judged) != 1)}.\n")
    paragraph(beside)
    if folder:
        put(f"\nReport:  {Path(folder) / 'report.html'}")
