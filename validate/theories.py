"""Which theory of what moves leaders foretells the records best? Writes docs/validation/theories.md.

    python validate/theories.py

It reads the scores that validate/scores.py keeps, and scores what is missing.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np

import collegium
from collegium.ensemble.variants import VARIANTS
from collegium.scenario import shipped
from collegium.scoring import Score
from collegium.scoring.result import FULL
from collegium.scoring.rules import jackknife, surprise
from collegium.scoring.stacking import Case, left_out, stacked
from scores import beside, rows, scored

PAGE = Path(__file__).parent.parent / "docs" / "validation" / "theories.md"
THEORIES = tuple(VARIANTS)
HEAD = """\
# Which theory foretells the records best?

`python validate/theories.py` writes this page; nobody types a figure by hand. Every [theory of what moves leaders](../rivals.md) gives
a chance to the same statements about the same cases: who loses a seat, an office, a place at the centre or membership within the next
quarter. Nothing was fitted to any of these records. [Scores of all cases](scores.md) says how the statements are made.
[Add a theory](../howto/add_theory.md) shows how to put another one beside these."""
STACKED = """\
## Weights

Stacking mixes the chances of the theories with fixed weights, so that the mixture would have foretold all the records best. Every case
counts alike. A weight says what a theory adds to the others. It does not say how likely the theory is to be true: two theories that say
the same share one weight. Behind each weight is the range of the weights that all cases but one give."""
JUDGED = """\
## The mixture on cases that it does not know

The weights for a case come from all other cases. Log loss in nats a statement; smaller is better. Behind ± are two standard errors over
cases. Even weights are a mixture that learned nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--histories", type=int, default=200, metavar="N", help="of each period (default: %(default)s)")
    given = parser.parse_args()
    found = {name: scored(name, case, given.histories) for name in shipped() if (case := collegium.load(name)).record}
    PAGE.write_text(page(found), encoding="utf-8")


def at_risk(one: Score) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Which statements are risks, whether they came true, and their blocks by number. Targets have no baselines, so they do not count."""
    places = [k for k, statement in enumerate(one.statements) if statement.rung]
    names = list(dict.fromkeys(one.statements[k].block for k in places))
    truth = np.array([float(one.statements[k].truth) for k in places])
    return places, truth, np.array([names.index(one.statements[k].block) for k in places])


def case_of(one: Score) -> Case:
    """The risks of a score."""
    places, truth, blocks = at_risk(one)
    return Case(np.array([one.chances[name][places] for name in THEORIES]), truth, blocks)


def page(found: Mapping[str, Score]) -> str:
    """The page."""
    cases = {name: case_of(one) for name, one in found.items()}
    about = next(iter(found.values())).about
    parts = [
        HEAD,
        f"{len(cases)} cases, periods of {about['months']} months, {about['histories']} histories each, seed {about['seed']}, engine "
        f"`{about['engine']}`.",
        "## In short", short(found, cases),
        "## Case by case", "Log loss on the risks of losses. The best theory of each case is in bold.", by_case(cases),
        "## Where each theory fails", failing(found), STACKED, weights(cases), JUDGED, mixture(cases),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def alone(k: int) -> np.ndarray:
    return np.eye(len(THEORIES))[k]


def short(found: Mapping[str, Score], cases: Mapping[str, Case]) -> str:
    """How often the full model is better or worse than each theory, and which is best in how many cases."""
    lines = []
    for name in THEORIES[1:]:
        gains = [gain_over(one, name) for one in found.values()]
        lines.append(f"- *{name.capitalize()}*: the full model is {beside(gains)}.")
    best = [THEORIES[int(np.argmin([case.loss(alone(k)) for k in range(len(THEORIES))]))] for case in cases.values()]
    counted = ", ".join(f"*{name}* in {best.count(name)}" for name in sorted(set(best), key=lambda name: (-best.count(name), name)))
    return "\n".join([*lines, f"- The least loss has {counted} of {len(best)} cases."])


def gain_over(one: Score, name: str) -> tuple[float, float]:
    """How much smaller the loss of the full model is, and the standard error over periods."""
    places, truth, blocks = at_risk(one)
    clusters = np.array([one.statements[k].period for k in places])
    gain = surprise(one.chances[name][places], truth) - surprise(one.chances[FULL][places], truth)
    return jackknife(gain, blocks, clusters)


def by_case(cases: Mapping[str, Case]) -> str:
    lines = []
    for name, case in cases.items():
        losses = [case.loss(alone(k)) for k in range(len(THEORIES))]
        lines.append([f"`{name}`", *(f"**{loss:.4f}**" if loss == min(losses) else f"{loss:.4f}" for loss in losses)])
    lines.append(["mean", *(f"{np.mean([case.loss(alone(k)) for case in cases.values()]):.4f}" for k in range(len(THEORIES)))])
    return rows(["case", *THEORIES], lines)


def failing(found: Mapping[str, Score]) -> str:
    """Mean log loss by block over cases, and the expected and real number of losses."""
    blocks = ("seats", "offices", "expulsions")
    lines = []
    for name in THEORIES:
        cells = []
        for block in blocks:
            losses, expected, real = [], 0.0, 0
            for one in found.values():
                inside = [k for k, statement in enumerate(one.statements) if statement.rung and statement.block == block]
                if inside:
                    p, y = one.chances[name][inside], np.array([float(one.statements[k].truth) for k in inside])
                    losses.append(float(surprise(p, y).mean()))
                    expected, real = expected + float(p.sum()), real + int(y.sum())
            cells += [f"{np.mean(losses):.4f}", f"{expected:.0f} of {real}"]
        lines.append([name, *cells])
    words = [cell for block in blocks for cell in (f"{block}: log loss", "losses foretold of real ones")]
    return rows(["theory", *words], lines)


def weights(cases: Mapping[str, Case]) -> str:
    whole, others = stacked(list(cases.values())), np.array(list(left_out(cases).values()))
    return rows(
        ["theory", "weight", "without one case"],
        [[name, f"{whole[k]:.2f}", f"{others[:, k].min():.2f} to {others[:, k].max():.2f}"] for k, name in enumerate(THEORIES)],
    )


def mixture(cases: Mapping[str, Case]) -> str:
    """The stacked mixture on the case left out, beside even weights, the theory that is best elsewhere, and the full model."""
    others = left_out(cases)
    even = np.full(len(THEORIES), 1.0 / len(THEORIES))
    lines, gains = [], []
    for name, case in cases.items():
        rest = [other for key, other in cases.items() if key != name]
        single = int(np.argmin([sum(other.loss(alone(k)) for other in rest) for k in range(len(THEORIES))]))
        losses = [case.loss(weights) for weights in (others[name], even, alone(single), alone(THEORIES.index(FULL)))]
        lines.append([f"`{name}`", *(f"{loss:.4f}" for loss in losses)])
        gains.append([loss - losses[0] for loss in losses[1:]])
    mean, error = np.mean(gains, axis=0), np.std(gains, axis=0, ddof=1) / np.sqrt(len(gains))
    lines.append(["gain of the mixture", "", *(f"{m:+.4f} ± {2 * e:.4f}".replace("-", "−") for m, e in zip(mean, error, strict=True))])
    return rows(["case", "mixture", "even weights", "best theory elsewhere", "full model"], lines)


if __name__ == "__main__":
    main()
