"""The golden histories: one of every shipped scenario, told in words, kept in tests/golden.

A change of the engine, of the numbers drawn or of a scenario shows there as a difference that can be read. Run this to renew
them once the change is meant, and look at the difference before it is kept:

    python validate/golden.py
"""

from __future__ import annotations

from pathlib import Path

import collegium
from collegium import Results
from collegium.analysis.columns import as_date, days
from collegium.scenario import shipped

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "golden"
SEED, NUMBER = 1, 0


def path(name: str) -> Path:
    return FOLDER / f"{name}-{NUMBER}.txt"


def tell(name: str) -> str:
    """The history as text: a line for every event, the rule by quarter, and the shares of power at the end."""
    results = collegium.run(name, histories=1, first=NUMBER, seed=SEED, threads=1)
    lines = [f"{results.scenario.title}: history {NUMBER} of seed {SEED}", ""]
    lines += [f"{event['date']}  {event['text']}" for event in results.history(NUMBER).timeline()]
    return "\n".join([*lines, "", *readings(results), "", *shares(results), ""])


def readings(results: Results) -> list[str]:
    """Who rules, a line for every spell of the same rule."""
    lines, before = ["Rule"], None
    table = results.series("rule")
    for day, rule, who in zip(days(table["date"]).tolist(), *(table[name].to_pylist() for name in ("rule", "ruler")), strict=True):
        now = rule, who
        if now != before:
            ruler = f" ({who})" if who else ""
            lines.append(f"{as_date(day)}  {rule.replace('_', ' ')}{ruler}")
        before = now
    return lines


def shares(results: Results) -> list[str]:
    """Shares of power at the end, to three digits, the greatest first."""
    table = results.histories()
    found = {name.split(":", 1)[1]: table[name][0].as_py() for name in table.column_names if name.startswith("share:")}
    ranked = sorted(found.items(), key=lambda item: (-round(item[1], 3), item[0]))
    return ["Share of power at the end", *(f"{value:.3f}  {person}" for person, value in ranked if round(value, 3) > 0.0)]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in shipped():
        path(name).write_text(tell(name), encoding="utf-8")
        print(f"{path(name).relative_to(FOLDER.parents[1])} written")
