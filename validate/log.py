"""The log of the model: every change, why, and what it did to every score. Data in log.yaml, page in docs/validation/log.md.

    python validate/log.py --change "Ties fade more slowly" --reason source --because "letters of 1925"   # append the present scores
    python validate/log.py              # the page again
    python validate/log.py --history    # read the figures before this log from the versions of discrimination/figures.json that git has

Measure the scores first (validate/scores.py): only figures of the present engine are appended.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from collegium.engine.cache import engine_hash
from collegium.scoring import Score, shipped
from collegium.scoring.result import FULL, RISKS
from collegium.scoring.verdict import skills
from scores import gain, number, rows

HERE = Path(__file__).parent
DATA, PAGE = HERE / "log.yaml", HERE.parent / "docs" / "validation" / "log.md"
FIGURES = "validate/discrimination/figures.json"
REASONS = ("mechanism", "source", "foreign rate")
START = "start"
OVER = ("blank", "chance", "logit")
"""Baselines whose gains the log keeps."""
EARLIER = {"log": "coded/ahead/log", "auc": "coded/ahead/auc", "blank": "over/ahead/blank_log", "chance": "over/ahead/chance_log"}
"""Column of the history -> its figure in the file of the discrimination study."""
HEAD = """\
# The log: every change of the model, and what it did to the scores

`python validate/log.py` writes this page from `validate/log.yaml`; nobody types a figure by hand. Every change of the model since the first
entry is here, with the scores of every case before and after it, failures included. Nothing is tuned on the held-out part. A change has one
of three reasons, and the entry says which: a mechanism, a source, or a rate in other countries.

[The page of scores](scores.md) says what the figures are. Behind ± are two standard errors. Log loss: smaller is better. Gains: above zero
the model is better."""
HISTORY = """\
## Before this log

The flagship by [the study of what matters](../discrimination.md): losses within half a year, each row another engine. The figures are
those of the versions of `validate/discrimination/figures.json` in the history of the project. They are not those above: the periods are
longer, and the skill is relative to the mean loss. In brackets: 95% Monte Carlo intervals. The reason of a change was not noted then."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--change", metavar="WORDS", help="append an entry: what was changed")
    parser.add_argument("--reason", choices=REASONS, help="what motivates the change")
    parser.add_argument("--because", default="", metavar="WORDS", help="the mechanism, the source or the rate")
    parser.add_argument("--history", action="store_true", help="read the figures before this log from git")
    given = parser.parse_args()
    log: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8")) if DATA.exists() else {"entries": [], "history": []}
    if given.change:
        log["entries"].append(entry(log["entries"], given.change, given.reason, given.because, shipped.scores()))
    if given.history:
        log["history"] = history()
    DATA.write_text(yaml.safe_dump(log, sort_keys=False, allow_unicode=True, width=140), encoding="utf-8")
    PAGE.write_text(page(log), encoding="utf-8")


def entry(
    before: Sequence[Mapping[str, Any]], change: str, reason: str | None, because: str, scores: Mapping[str, Score]
) -> dict[str, Any]:  # fmt: skip
    """A new entry. Refuses what would say less than an entry must."""
    engine = engine_hash()
    stale = sorted(name for name, found in scores.items() if found.about["engine"] != engine)
    if stale:
        raise SystemExit(f"the scores of {', '.join(stale)} are of another engine than {engine} (do: python validate/scores.py)")
    if before and not (reason and because):
        raise SystemExit(f"a change has a reason (do: --reason with one of {', '.join(REASONS)}, and --because with what it is)")
    found = {name: figures(one) for name, one in sorted(scores.items())}
    if before and before[-1]["scores"] == found:
        raise SystemExit("the scores are those of the last entry: nothing to log (do: measure them again after the change)")
    return {
        "date": date.today().isoformat(), "engine": engine, "change": change, "reason": reason or START, "because": because,
        "scores": found,
    }  # fmt: skip


def figures(found: Score) -> dict[str, Any]:
    """What the log keeps of a score: log loss and AUC of the model, and its gains with their errors, on the risks of losses."""
    row = next(row for row in found.rows if (row.forecast, row.block) == (FULL, RISKS))
    over = skills(found, RISKS)
    gains = {name: [rounded(over[name].gain), rounded(over[name].error)] for name in OVER}
    return {"scenario": found.about["scenario"], "log": rounded(row.log), "auc": rounded(row.auc), **gains}


def rounded(value: float) -> float | None:
    """Six decimals; None for none."""
    return None if value != value else round(value, 6)


def history() -> list[dict[str, Any]]:
    """The first committed figures of every engine, oldest first."""
    found: dict[str, dict[str, Any]] = {}
    for line in git("log", "--reverse", "--format=%h %as %s", "--", FIGURES).splitlines():
        commit, day, subject = line.split(" ", 2)
        for engine, kept in json.loads(git("show", f"{commit}:{FIGURES}"))["engines"].items():
            coded = kept["sections"].get("coded", {})
            if engine not in found and set(EARLIER.values()) <= set(coded):
                values = {name: coded[key][:3] for name, key in EARLIER.items()}
                found[engine] = {"date": day, "commit": commit, "engine": engine, "change": subject, **values}
    return list(found.values())


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=HERE.parent, check=True, capture_output=True, text=True).stdout


def page(log: Mapping[str, Any]) -> str:
    """The page: the latest entry first."""
    entries: Sequence[Mapping[str, Any]] = log["entries"]
    pairs = list(zip(entries, [None, *entries], strict=False))
    told = [part for one, before in reversed(pairs) for part in shown(one, before)]
    earlier = rows(
        ["day", "commit", "engine", "commit message", "log loss", "AUC", "skill over blank", "skill over chance"],
        [[one["date"], f"`{one['commit']}`", f"`{one['engine']}`", one["change"], *(within(one[name]) for name in EARLIER)]
         for one in log["history"]],
    )  # fmt: skip
    return "\n\n".join([HEAD, *told, *([HISTORY, earlier] if log["history"] else [])]) + "\n"


def shown(one: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[str]:
    """One entry: what, why, and every case before and after."""
    reason = (
        f"Reason: {one['reason']}" + (f", {one['because']}" if one["because"] else "") if before else "The first entry: nothing before it."
    )
    old: Mapping[str, Any] = before["scores"] if before else {}
    table = [
        [
            f"`{name}`",
            *(f"{cell(old.get(name), part)} → {cell(found, part)}" if before else cell(found, part) for part in ("log", "auc", *OVER)),
        ]
        for name, found in one["scores"].items()
    ]
    head = ["case", "log loss", "AUC", *(f"gain over {name}" for name in OVER)]
    return [f"## {one['date']}: {one['change']}", f"{reason}. Engine `{one['engine']}`.".replace("..", "."), rows(head, table)]


def cell(found: Mapping[str, Any] | None, part: str) -> str:
    """A figure of a case; a dash if it was not scored."""
    if found is None:
        return "–"
    value = found[part]
    return gain(*value) if isinstance(value, list) else number(value, 2 if part == "auc" else 4)


def within(value: Sequence[float | None]) -> str:
    """'0.163 (0.158 to 0.167)'."""
    middle, low, high = (number(one, 3).replace("-", "−") for one in value)
    return f"{middle} ({low} to {high})"


if __name__ == "__main__":
    main()
