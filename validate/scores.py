"""How well does the model foretell the record of every shipped case? Measures what docs/validation/scores.md shows, and writes the page,
the verdict at the head of the README and of the documents, and the figures that reports read.

    python validate/scores.py                     # every case that has a record
    python validate/scores.py --only bolsheviks   # one of them; the page keeps what is known of the others
    python validate/scores.py --page              # the page again, from the figures that are kept

A case that has been scored with this engine and as many histories is not scored again, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import collegium
from collegium.engine.cache import engine_hash
from collegium.ensemble.variants import RIVALS
from collegium.scenario import shipped
from collegium.scenario.hash import scenario_hash
from collegium.scoring import Score, score
from collegium.scoring import shipped as shipped_scores
from collegium.scoring.named_votes import BASELINES as OF_VOTES
from collegium.scoring.named_votes import BLOCK
from collegium.scoring.result import MEANINGS, RISKS, Skill
from collegium.scoring.verdict import counted, of_cases, of_score

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "validation" / "scores.md"
HEADS = ("README.md", "docs/index.md")
"""Documents that begin with the verdict."""
KEPT = Path(str(shipped_scores.KEPT))
"""The figures are part of the package, because reports begin with them."""
RUNS = ROOT / "build" / "scores"
"""Where the forecasts themselves are kept; they are not part of the project."""
SPANS = {"bolsheviks": ("1922-04-03", "1927-12-31")}
"""Days that are scored where they are not those of the case: the flagship begins with the first general secretary."""
SHOWN = ("blank", "chance", "foreign", "logit")
"""Baselines that have a column in the table of all cases."""
VOTES_SHOWN = ("full", "blank", "chance")
"""What is simulated, and shown beside the rules for named votes."""
NAMED = """\
If the record says who voted how, a run [puts the motion again](../howto/score.md). The model knows the facts of the first day of the
period. *Majority* knows how the others voted in the same vote. *Alignment* knows the votes before. The positions are few, and those in
one vote are not independent of each other, so these figures cannot tell a good model from a bad one."""

BEGIN, END = "<!-- verdict: python validate/scores.py writes it -->", "<!-- end of the verdict -->"
WIDTH = 140
NONE = (None, None)
"""No gain: the model beside itself."""
GAIN = """\
A gain is how much smaller the [log loss](../glossary.md#statistics) of the model is, in nats a statement, on the risks of losses: who loses
a seat, an office, a place at the centre or membership within the next period. Behind ± are two standard errors of a jackknife over
periods. Above zero the model is better.

- *Blank* is the same case with nothing coded about its people.
- *Chance* lets votes and choices fall by lot.
- *Foreign* gives everybody the rate of collective leaderships elsewhere.
- *Logit* is a discrete-time logit on office, minority in the last vote, and ties of the top body and of the keeper of its agenda. It learns
  from the record as it passes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--histories", type=int, default=200, metavar="N", help="of each period (default: %(default)s)")
    parser.add_argument("--only", action="append", metavar="CASE", help="score only this case; may be repeated")
    parser.add_argument("--page", action="store_true", help="score nothing: write the page again from the figures that are kept")
    given = parser.parse_args()
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for name in [] if given.page else given.only or shipped():
        case = collegium.load(name)
        if not case.record or known(kept.get(name), case, given.histories):
            continue
        found = scored(name, case, given.histories)
        kept[name] = figures(found)
        KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{name}: {of_score(found).text}", flush=True)
    PAGE.write_text(page(kept), encoding="utf-8")
    for name in HEADS:
        path = ROOT / name
        path.write_text(headed(path.read_text(encoding="utf-8"), name, kept), encoding="utf-8")


def scored(name: str, case: collegium.Scenario, histories: int) -> Score:
    """The score of a case, rival variants with it: kept in a folder of its own, so that what is interrupted goes on."""
    start, end = SPANS.get(name, (case.start, case.end))
    out = RUNS / f"{name}-{scenario_hash(case)}-{engine_hash()}-{histories}"
    return score(case, start=start, end=end, histories=histories, variants=RIVALS, out=out, resume=out.exists())


def verdict(name: str, kept: Mapping[str, Any]) -> str:
    """The paragraph at the head of a document: its lines are no longer than those around it."""
    found = [shipped_scores.unpacked(case, one) for case, one in kept.items()]
    folder = "" if name.startswith("docs/") else "docs/"
    said = f"**The verdict.** {' '.join(of_cases(found))} [Scores of each case]({folder}validation/scores.md), by `collegium score`."
    return textwrap.fill(said, WIDTH, break_long_words=False, break_on_hyphens=False)


def headed(text: str, name: str, kept: Mapping[str, Any]) -> str:
    """A document with the verdict between its two marks."""
    new, n = re.subn(f"(?<={BEGIN}\n).*?(?=\n{END})", lambda _: verdict(name, kept), text, flags=re.DOTALL)
    assert n == 1, f"{name} lacks the marks {BEGIN} and {END}"
    return new


def known(found: dict[str, Any] | None, case: collegium.Scenario, histories: int) -> bool:
    """Is this what would be found?"""
    asked = (scenario_hash(case), engine_hash(), histories)
    return found is not None and (found["about"]["scenario"], found["about"]["engine"], found["about"]["histories"]) == asked


def figures(found: Score) -> dict[str, Any]:
    """What the page shows of a score."""
    return {
        "title": found.title, "about": dict(found.about),
        "rows": [[one.forecast, one.block, one.n, one.events, one.log, one.brier, real(one.auc)] for one in found.rows],
        "skills": [[one.over, one.block, one.gain, real(one.error)] for one in found.skills],
        "targets": [[one.id, one.label, one.block, one.truth, *(float(found.chances[arm][k]) for arm in ("full", "blank", "chance"))]
                    for k, one in enumerate(found.statements) if one.sentence and one.block != BLOCK],
        "votes": [[one.id, one.label, one.truth, *(float(found.chances[arm][k]) for arm in (*VOTES_SHOWN, *OF_VOTES))]
                  for k, one in enumerate(found.statements) if one.block == BLOCK],
    }  # fmt: skip


def real(value: float) -> float | None:
    """The number; None for none."""
    return None if value != value else value


def page(kept: dict[str, Any]) -> str:
    """The page."""
    order = [name for name in shipped() if name in kept]
    about = kept[order[0]]["about"]
    parts = [
        "# Beside the record: every case, one period ahead",
        "`python validate/scores.py` writes this page; nobody types a figure by hand. Nothing was fitted to any of these records.",
        f"Periods of {about['months']} months, {about['histories']} histories each, seed {about['seed']}, "
        f"engine {', '.join(sorted({'`' + kept[name]['about']['engine'] + '`' for name in order}))}.",
        "## The verdict",
        " ".join(of_cases([shipped_scores.unpacked(name, kept[name]) for name in order])),
        "\n".join(sentence(kept, over) for over in SHOWN),
        GAIN,
        "## All cases",
        rows(
            ["case", "risks", "losses", "log loss", "AUC", *(f"gain over {over}" for over in SHOWN)],
            [case_row(name, kept[name]) for name in order],
        ),
        "AUC is the chance that whoever lost something had been given the greater chance of it; 0.5 is no better than lots.",
        "## Case by case", "\n".join(f"- `{name}`: {of_score(shipped_scores.unpacked(name, kept[name])).text}" for name in order),
        "## The flagship in full" if "bolsheviks" in kept else "",
        *(flagship(kept["bolsheviks"]) if "bolsheviks" in kept else []),
        *named_votes(kept),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def sentence(kept: dict[str, Any], over: str) -> str:
    """In how many cases the model is better than a baseline, not different, or worse."""
    gains = [(gain, error) for one in kept.values() for name, block, gain, error in one["skills"] if (name, block) == (over, RISKS)]
    same = len(gains) - sum(counted([skill(*one) for one in gains]))
    return f"- *{over.capitalize()}*: the model is {beside(gains)}. In {same} they cannot be told apart."


def skill(gain: float, error: float | None) -> Skill:
    """A gain as a score tells it; without an error every gain counts."""
    return Skill("", "", gain, error or 0.0)


def way(gain: float, error: float | None) -> str:
    """What a gain says of the model, by two standard errors."""
    one = skill(gain, error)
    return "better" if one.better else "worse" if one.worse else "not different"


def beside(gains: Sequence[tuple[float, float | None]]) -> str:
    """In how many cases the model is better, and in how many worse: of each case the gain and its error."""
    better, worse = counted([skill(*one) for one in gains])
    return f"better by two standard errors in {better} of {len(gains)} cases, worse in {worse}"


def case_row(name: str, found: dict[str, Any]) -> list[str]:
    """One line of the table of all cases."""
    n, events, log, _, area = next(row[2:] for row in found["rows"] if row[:2] == ["full", RISKS])
    gains = {skill[0]: skill[2:] for skill in found["skills"] if skill[1] == RISKS}
    return [f"`{name}`", f"{n:,}", str(events), f"{log:.4f}", number(area, 2), *(gain(*gains[over]) for over in SHOWN)]


def flagship(found: dict[str, Any]) -> list[str]:
    """Every forecast, every block, and every target of the flagship."""
    gains = {tuple(skill[:2]): skill[2:] for skill in found["skills"]}
    whole = [
        [f"{name}: {MEANINGS.get(name, name)}", f"{log:.4f}", f"{square:.4f}", number(area, 2), gain(*gains.get((name, RISKS), NONE))]
        for name, block, _, _, log, square, area in found["rows"] if block == RISKS
    ]  # fmt: skip
    logs = {(name, block): log for name, block, _, _, log, *_ in found["rows"]}
    blocks = [
        [block, f"{n:,}", str(events), *(number(logs.get((other, block)), 4) for other in ("full", "blank", "chance", "logit"))]
        for name, block, n, events, *_ in found["rows"] if name == "full" and block != RISKS
    ]  # fmt: skip
    told = [
        [f"`{one}` {label}", block, "yes" if truth else "no", *(f"{chance:.1%}" for chance in chances)]
        for one, label, block, truth, *chances in found["targets"]
    ]
    return [
        rows(["forecast", "log loss", "Brier", "AUC", "gain of the model"], whole),
        "### By block", rows(["block", "statements", "came true", "model", "blank", "chance", "logit"], blocks),
        "The block *all* is every block, each counting alike. Targets are dated statements of the record ([which](targets.md)); the "
        "logits say nothing about them.",
        "### Target by target", rows(["target", "block", "came true", "model", "blank", "chance"], told),
    ]  # fmt: skip


def named_votes(kept: dict[str, Any]) -> list[str]:
    """How people voted, in every case that has such votes."""
    told = [
        [name, f"`{one}` {label}", "yes" if truth else "no", *(f"{chance:.1%}" for chance in chances)]
        for name, found in kept.items() for one, label, truth, *chances in found.get("votes", [])
    ]  # fmt: skip
    if not told:
        return []
    arms = [*VOTES_SHOWN, *OF_VOTES]
    logs = [
        [name, str(len(found["votes"])), *(number(log, 4) for arm in arms for other, block, _, _, log, *_ in found["rows"]
                                           if (other, block) == (arm, BLOCK))]
        for name, found in kept.items() if found.get("votes")
    ]  # fmt: skip
    return [
        "## How people voted", NAMED, "Log loss in nats a position:", rows(["case", "positions", *arms], logs),
        "The chance of a yes that each forecast gave:", rows(["case", "who, and on what", "voted yes", *arms], told),
    ]  # fmt: skip


def gain(value: float | None, error: float | None) -> str:
    if value is None:
        return ""
    return f"{value:+.4f} ± {2 * error:.4f}".replace("-", "−") if error is not None else f"{value:+.4f}".replace("-", "−")


def number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def rows(head: list[str], cells: list[list[str]]) -> str:
    """A table of the page."""
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *cells))


if __name__ == "__main__":
    main()
