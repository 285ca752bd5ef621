"""The page docs/validation/committees.md, from the figures that are kept. No figure and no verdict in it is typed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from discrimination.values import DASH, Value, Values, cell, number, table

from . import bank, baselines, court, regimes
from .scores import MEASURES
from .study import BANKERS, BINS, BLOCK, LOGIT_ELSEWHERE, RIVALS, RULES, SAYING, Kept

SECTIONS = ("court", "bank", "world", "model")
AIM = 0.80
"""The share of votes that the rule aims at."""
NAMES = {
    "majority": "majority of the others", "nearest": "nearest colleague", "weighted": "past agreement, weighted",
    "logit": "plain online logit", "strict": "the rule, strict form", "full": "the rule with memory of cases",
}  # fmt: skip
UNITS = dict.fromkeys(MEASURES, "number") | {"accuracy": "share"}


def page(kept: Kept) -> str:
    """The whole page."""
    (about, votes), (_, noes), (_, world), (simulated, model) = (kept[name] for name in SECTIONS)
    return "\n\n".join([
        "# Votes and leaders that nobody here coded",
        "`python validate/committees.py --data FOLDER` writes this page; nobody types a figure by hand. FOLDER has public data "
        "that are not "
        "part of the project. This page asks whether the form of [the vote](../odd.md#4-the-vote) predicts the votes of real "
        "committees, "
        "and whether the model gets two directions right that are known from many countries.",
        short(votes, noes, world, model),
        "## The Supreme Court of the United States, one case ahead", court_text(votes, str(about.get("data", ""))),
        "## Dissents in the Federal Open Market Committee, one meeting ahead", bank_text(noes),
        "## Steps towards one-man rule: leaders of many countries, and the model", world_text(world, model, simulated),
        "## What this does not show", limits(),
    ]) + "\n"  # fmt: skip


def short(votes: Values, noes: Values, world: Values, model: Values) -> str:
    strict, full, loss = votes["strict/accuracy"], votes["full/accuracy"], noes["rule - logit/log loss"]
    lines = [
        f"The rule in its strict form predicts {cell(strict, 'share')} of the votes of the court. The requirement of "
        f"{number(LOGIT_ELSEWHERE, 'share')} is {met(strict, LOGIT_ELSEWHERE)}. On the same votes a plain online logit predicts "
        f"{number(votes['logit/accuracy'].value, 'share')}: the strict form {verdict(votes['strict - logit/accuracy'], better=1)} it.",
        f"With a memory of like cases, which the model does not have, it predicts {cell(full, 'share')}. The aim of "
        f"{number(AIM, 'share')} "
        f"is {met(full, AIM)}. This form {verdict(votes['full - logit/accuracy'], better=1)} the logit.",
        f"On dissents in the Federal Open Market Committee the rule {verdict(noes['rule - base rate/log loss'], better=-1)} "
        "the base rate, "
        f"and it {verdict(loss, better=-1)} a plain logit (by log loss).",
        *(f"{a.capitalize()} against {b}. {direction(model, world, f'{a} - {b}')}" for a, b in regimes.CONTRASTS),
    ]  # fmt: skip
    return ":::{admonition} In short\n" + "\n".join(f"- {one}" for one in lines) + "\n:::"


def met(found: Value, bound: float) -> str:
    """Whether a share reaches a bound, and whether its interval leaves that open."""
    word = "met" if found.value >= bound else "not met"
    return f"{word}, but the interval includes it" if found.low <= bound <= found.high else word


def verdict(found: Value, better: int) -> str:
    """Whether a difference from a rival is an improvement; ``better`` is the sign of one."""
    if found.low <= 0 <= found.high:
        return "does not differ reliably from"
    return "predicts better than" if found.value * better > 0 else "predicts worse than"


def direction(model: Values, world: Values, key: str) -> str:
    """For steps and for the mean change: whether the model has the direction of the data, and both ratios."""
    return " ".join(
        f"{regimes.MEASURES[measure].capitalize()}: {agree(world[f'{key}/{measure}'], model[f'{key}/{measure}'])}. "
        f"The ratio is {times(world, key, measure)} in the data and {times(model, key, measure)} in the model."
        for measure in ("step", "drift")
    )


def times(found: Values, key: str, measure: str) -> str:
    """A ratio of rates with its interval, or why there is none."""
    one = found[f"{key.replace(' - ', ' / ')}/{measure}"]
    return "none, because one group has no case" if math.isnan(one.value) else cell(one, "number")


# the court


def court_text(found: Values, mark: str) -> str:
    n = found["full/accuracy"].n
    memory = verdict(found["strict - logit/accuracy"], better=1)
    return "\n\n".join([
        f"The data have the votes of each justice in non-unanimous cases, in the order of time (Martin and Quinn; data `{mark}`). "
        "Each forecast "
        "is for one justice's vote, from the other votes in the same case and from all earlier cases. Cases up to number "
        f"{court.SCORED - 1:,} were the development period. All choices of form and all constants rest on them. The {n:,} votes "
        f"from case {court.SCORED:,} on "
        f"are the score. The weights are fitted again every {court.EVERY} cases, on earlier cases only. "
        f"The data name no terms of the court. A block has {BLOCK} successive cases and takes the place of a term. Intervals "
        "are 95% intervals of a "
        "bootstrap that draws whole blocks. In the development period we compared more than a hundred variants of the terms and their "
        "constants by hand. Nothing changed after the first look at the score.",
        "The **strict form** has the terms of [section 4.4](../odd.md#44-terms) that a court has: a constant for what is "
        "customary, policy, ties, and "
        "conformity. Nobody on a court owes a post to a colleague or moves the motion. Ties follow the rule of the model: each "
        "vote moves a tie towards 1 or −1 by its surprise, and ties fade. "
        f"Positions on {court.Positions().issues} issues that nobody named are learned after each vote. The case has a place on "
        "each issue, and the votes of the others give it.",
        "The **memory of cases** is an addition. It has two terms: how the justice voted in earlier cases in which the others "
        "voted as now, and the same for the "
        "last few cases. The model knows the issue of each motion; here the memory takes its place. The court often decides cases "
        "on one question in a row, "
        "and the second term uses that.",
        scores(found, RIVALS, NAMES, SAYING),
        "The columns *all cases* and *elsewhere* are not the score. *All cases* includes the development period. *Elsewhere* "
        "comes from a longer series of cases, which is not in this file. "
        f"The requirement of {number(LOGIT_ELSEWHERE, 'share')} is the logit's share there.",
        accuracy_elsewhere(found),
        "Differences from the plain online logit on the same votes. For log loss and Brier, less is better:",
        differences(found, [(f"{name} - logit", NAMES[name]) for name in RULES]),
        f"The strict form {memory} the logit. Its weights, fitted last, are {weights(found, 'strict')}.",
        "What each term adds: the rule with memory, without one term, less the whole. A term that helps has a negative difference "
        "of accuracy and a positive one of log loss:",
        differences(found, [(f"without {name}", f"without {name}") for name in court.TERMS]),
        f"The weights of the rule with memory are {weights(found, 'full')}.",
        "![Share of votes predicted, by block of cases](committees.svg)",
        "The share of votes predicted, by block of cases:",
        blocks(found),
        "Calibration of the rule with memory: votes by the chance of a yes that the rule gave them.",
        bins(found),
    ])  # fmt: skip


def weights(found: Values, name: str) -> str:
    return ", ".join(f"{term} {number(found[f'{name}/weight {term}'].value, 'number')}" for term in (*RULES[name], "constant"))


def scores(found: Values, names: Sequence[str], words: Mapping[str, str], saying: Sequence[str]) -> str:
    def shown(name: str, key: str) -> str:
        return cell(found[f"{name}/{key}"], UNITS[key]) if name in saying or key == "accuracy" else DASH

    rows = [[words[name], *(shown(name, key) for key in MEASURES), f"{found[f'{name}/accuracy'].n:,}"] for name in names]
    return table(["forecast", *MEASURES, "votes" if saying == SAYING else "meetings"], rows)


def accuracy_elsewhere(found: Values) -> str:
    def told(name: str) -> str:
        return number(LOGIT_ELSEWHERE, "share") if name == "logit" else cell(found.get(f"{name}/elsewhere"), "share")

    rows = [[NAMES[name], cell(found[f"{name}/accuracy, all"], "share"), told(name)] for name in RIVALS]
    return table(["forecast", f"all cases from {court.FIRST} on", "elsewhere"], rows)


def differences(found: Values, keys: Sequence[tuple[str, str]]) -> str:
    rows = [[words, *(cell(found[f"{key}/{measure}"], UNITS[measure]) for measure in MEASURES)] for key, words in keys]
    return table(["", *(f"difference of {name}" for name in MEASURES)], rows)


def blocks(found: Values) -> str:
    def row(at: int) -> list[str]:
        shares = (number(found[f"block {at}/{name}"].value, "share") for name in SAYING)
        return [f"{at:,} to {at + BLOCK - 1:,}", str(found[f"block {at}/full"].n), *shares]

    places = sorted({int(key.split("/")[0].split()[1]) for key in found if key.startswith("block ")})
    return table(["cases", "votes", *(NAMES[name] for name in SAYING)], [row(at) for at in places])


def bins(found: Values) -> str:
    def row(at: int) -> list[str]:
        said = found[f"bin {at}/said"]
        shares = number(said.value, "share"), cell(found[f"bin {at}/came"], "share")
        return [f"{at / BINS:.0%} to {(at + 1) / BINS:.0%}", f"{said.n:,}", *shares]

    head = ["chance given", "votes", "mean chance given", "share of yes votes"]
    return table(head, [row(at) for at in range(BINS) if f"bin {at}/said" in found])


# the bank


def bank_text(found: Values) -> str:
    words = {
        "base rate": "base rate of all earlier meetings",
        "recent rate": f"base rate of the last {bank.BASE_WINDOW} meetings",
        "logit": "plain logit",
        "rule": "the rule",
    }
    chairs = list(dict.fromkeys(key.split("/")[0].removeprefix("chair ") for key in found if key.startswith("chair ")))
    rows = [[chair, str(found[f"chair {chair}/some"].n), number(found[f"chair {chair}/some"].value, "share"),
             *(number(found[f"chair {chair}/{name}"].value, "number") for name in BANKERS)] for chair in chairs]  # fmt: skip
    return "\n\n".join([
        "The data have the dissents at each meeting since 1936, with names and sides (Thornton and Wheelock). The forecast is "
        "whether a meeting has any dissent. "
        f"Meetings before {bank.SCORED} were the development period; the {found['some'].n} later ones are the score. "
        f"{cell(found['some'], 'share')} of them have a dissent. "
        "The data do not name the members who voted with the chair. So the rule gives each vote the same log-odds of a no: a constant, "
        "the hostile ties of all who dissented before, how far their views lie to one side, and the norm of unity (*discipline*), "
        "which each dissent wears. "
        "The shared shock of [section 4.5](../odd.md#45-the-chance-that-a-motion-passes) makes noes come together. "
        "In the development period we compared about fifty variants. "
        "A mean tie to the chair and the tally of the last meeting were tried and dropped, because they did not help in the "
        "development period. "
        f"The plain logit knows whether the last meeting had a dissent, and the share of the last {bank.LOGIT_WINDOW} meetings "
        "with one. Intervals draw whole years.",
        scores(found, BANKERS, words, BANKERS),
        "Differences of the rule from each rival on the same meetings. For log loss and Brier, less is better:",
        differences(found, [(f"rule - {name}", f"less the {words[name]}") for name in BANKERS if name != "rule"]),
        f"For the number of dissents at a meeting the log loss of the rule is {cell(found['number/rule'], 'number')}.",
        "By chair, the log loss of each forecast:",
        table(["chair", "meetings", "with a dissent", *(words[name] for name in BANKERS)], rows),
    ])  # fmt: skip


# the countries


def world_text(world: Values, model: Values, about: Mapping[str, Any]) -> str:
    return "\n\n".join([
        "The data have eight yes-or-no items of personalism for each leader-year (Geddes, Wright and Frantz). A leader-year "
        "counts if the index, the mean of the items, "
        f"is at most {regimes.START} and the same leader is there a year later. A *step up* is a rise of the index by one item "
        f"({regimes.STEP:g}). *Personal rule* is an index of {regimes.HIGH} or more "
        "a year later. Intervals draw whole countries. The file leaves out some countries, and does not say which regimes are "
        "monarchies. The last column has the rates of the complete data without monarchies.",
        rates(world, ("all", *(name for pair in regimes.CONTRASTS for name in pair)), complete=True),
        f"The model runs the shipped scenario `{regimes.NAME}` to {regimes.LAST} in six forms, {about.get('histories', 0)} "
        f"histories each, with common random numbers (engine `{about['engine']}`). "
        "*First leader* has the founder's authority as shipped, *successor* has it at zero. *Support party* is as shipped: an "
        "assembly elects the council, and the secretary fills posts. "
        "A *party without appointments* has the assembly but no right to fill posts. With *no support party* there is neither, "
        "and the council removes its own members. "
        "The leader of a year is the strongest on its first reading. A year counts if nobody rules alone at its start and the "
        "same person is the strongest, with a full seat, a year later. A *step up* is a rise of "
        f"the leader's share of power by {regimes.STEP:g}, *personal rule* is [one-man "
        "rule](../glossary.md#what-happens-in-a-history) by this leader a year later. "
        "The index of the model is the leader's share of power, not a mean of eight items. So levels cannot be "
        "compared. Directions and ratios can, with caution. "
        "Intervals draw whole histories.",
        rates(model, ("all", *regimes.CONTRASTS[0], *regimes.PARTIES)),
        "Contrasts in the data and in the model:",
        table(["contrast", "measure", "data: difference", "model: difference", "data: ratio", "model: ratio", "direction"],
              [contrast(world, model, pair, key) for pair in regimes.CONTRASTS for key in regimes.MEASURES]),
        "What the right to appoint does within a party: without it steps up differ by "
        f"{cell(model[f'{regimes.PARTIES[1]} - {regimes.PARTIES[0]}/step'], 'share')} "
        f"and the mean change by {cell(model[f'{regimes.PARTIES[1]} - {regimes.PARTIES[0]}/drift'], 'share')}.",
        "When is a leader lost? In the data this is the yearly rate of coups against leaders (Svolik), in the model the yearly "
        "rate at which the strongest loses the seat in the council and does not die of it. "
        "Early is the first year, later all years after it.",
        table(["", "first year", "later", "ratio"], [losses("data", world), losses("model", model)]),
    ])  # fmt: skip


def rates(found: Values, names: Sequence[str], complete: bool = False) -> str:
    """Rates of each population; ``complete`` adds those that were computed elsewhere from the complete data."""

    def row(name: str) -> list[str]:
        cells = [cell(found[f"{name}/{key}"], "share") for key in regimes.MEASURES]
        return [name, f"{found[f'{name}/step'].n:,}", *cells, *([cell(found[f"{name}/elsewhere"], "share")] if complete else [])]

    head = ["leader-years of", "number", *regimes.MEASURES.values(), *(["step up, complete data"] if complete else [])]
    return table(head, [row(name) for name in names])


def losses(words: str, found: Values) -> list[str]:
    shares = [cell(found[f"{name}/lost"], "share") for name in ("first year", "later")]
    return [words, *shares, cell(found["first year / later/lost"], "number")]


def contrast(world: Values, model: Values, pair: tuple[str, str], measure: str) -> list[str]:
    less, ratio = f"{pair[0]} - {pair[1]}/{measure}", f"{pair[0]} / {pair[1]}/{measure}"
    return [
        f"{pair[0]} against {pair[1]}", regimes.MEASURES[measure], cell(world[less], "share"), cell(model[less], "share"),
        cell(world[ratio], "number"), cell(model[ratio], "number"), agree(world[less], model[less]),
    ]  # fmt: skip


def agree(theirs: Value, ours: Value) -> str:
    if theirs.low <= 0 <= theirs.high:
        return "open in the data"
    if ours.low <= 0 <= ours.high:
        return "not shown by the model"
    return "the same direction" if theirs.value * ours.value > 0 else "the opposite direction"


def limits() -> str:
    return "\n".join([
        "- We chose the forms and constants of the court and the bank on the development periods, and scored them once. We "
        "knew the baselines "
        "of the longer series before. We also knew how often each justice of the file sat and said yes.",
        "- We fixed the measures of the model before any run. After a first look at fewer histories we raised their number. "
        "We also corrected "
        "how deaths count as losses of leaders.",
        "- The forecast of a vote knows the other votes of the same case. It predicts who sides with whom, not how a case ends.",
        f"- A nearest colleague needs {baselines.LEAST} shared cases. A few votes of new justices therefore have no forecast by "
        "the two baselines of agreement.",
        "- A court and a central bank have no posts to distribute and nobody to remove. They test policy, ties, conformity and "
        "discipline, and leave stakes, patronage, deference and caucuses untested.",
        "- Positions, ties and the place of a case are learned from votes. In the flagship they are coded from sources. Success "
        "here is no evidence that the coding is right.",
        "- The council is invented and has one start. Its contrasts are properties of the model. Some of its directions follow "
        "from [what is built in](../odd.md#111-what-is-built-in).",
    ])  # fmt: skip
