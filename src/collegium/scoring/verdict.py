"""The verdict for the head of a report: how much better than its baselines the model foretells the record, in a few sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collegium.figures.style import listed, minus
from collegium.language import marked, numeral, say, say_many
from collegium.scoring.forecasts import BLANK
from collegium.scoring.result import ALL, FULL, LIMIT, MEANINGS, RISKS, Score, Skill

CHANCE, LOGIT = "chance", "logit"
SHORT = {
    BLANK: marked("the same case with nothing known about its people"), CHANCE: marked("votes by lot"),
    "quo": marked("a forecast without any loss"), "foreign": marked("the rate of losses elsewhere"),
    "earlier": marked("the rate of losses so far"), "tie": marked("a regression on ties"),
    "following": marked("a regression on followings"), LOGIT: marked("a regression on posts, votes and ties"),
}  # fmt: skip
"""Baseline -> how a sentence names it; what exactly each says is in :data:`collegium.scoring.result.MEANINGS`."""
ASKED = "losses of seats, offices and membership"
OURS = (marked("seats"), marked("offices"), marked("expulsions"), marked("named_votes"))
"""Blocks that every case can have; the author of a record names the others."""
AHEAD = {1: marked("A month ahead"), 3: marked("A quarter ahead"), 6: marked("Half a year ahead"), 12: marked("A year ahead")}


@dataclass(frozen=True)
class Verdict:
    """What a report says about the model beside the record.

    ``sentences`` come first on the page. ``rows`` are the numbers behind them: baseline, what it says, its log loss and the gain of the
    model over it. ``source`` says which score that is; '' if there is none.
    """

    sentences: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str], ...] = ()
    source: str = ""

    @property
    def text(self) -> str:
        """One paragraph."""
        return " ".join(self.sentences)


def of_score(found: Score) -> Verdict:
    """The verdict of a score: first beside the same case with nothing known about its people, then beside the others, then by block."""
    return Verdict((first(found), others(found), *blocks(found)), numbers(found), source(found))


def of_variant(found: Score, variant: str) -> Verdict | None:
    """What a score says about a rival variant: how it fares beside the full model. None if the variant was not scored."""
    over = skills(found, RISKS).get(variant)
    if over is None:
        return None
    own = Skill(FULL, RISKS, -over.gain, over.error)
    parts = {"ahead": ahead(found), "gain": size(own)}
    if own.better:
        told = say(
            "{ahead}, this variant predicts losses of seats, offices and membership better than the full model (gain {gain}).", **parts
        )
    elif own.worse:
        told = say(
            "{ahead}, this variant predicts losses of seats, offices and membership worse than the full model (gain {gain}).", **parts
        )
    else:
        told = say(
            "{ahead}, this variant predicts losses of seats, offices and membership no better than the full model (gain {gain}).", **parts
        )
    return Verdict((told,), source=source(found))


def of_cases(scores: Sequence[Score]) -> tuple[str, ...]:
    """The verdict over several cases, for the head of the documents."""
    n, (when, *more) = len(scores), sorted({ahead(one) for one in scores})
    when = "one period ahead" if more else f"{when[0].lower()}{when[1:]}"
    blank, lots, logit = (counted([skills(one, RISKS)[over] for one in scores]) for over in (BLANK, CHANCE, LOGIT))
    helps = "helps" if 2 * blank[0] > n else "hardly helps"
    return (
        f"Beside the record of {n} real cases, {when}, the model predicts {ASKED} better than {SHORT[BLANK]} in {blank[0]} and worse "
        f"in {blank[1]}. In {n - sum(blank)} nobody can tell the two apart.",
        f"So the coding of people {helps} to foretell who falls next.",
        f"The model is better than {SHORT[CHANCE]} in {lots[0]} (worse in {lots[1]}) and better than {SHORT[LOGIT]} in {logit[0]} "
        f"(worse in {logit[1]}).",
        *blocks_of_cases(scores),
    )


def blocks_of_cases(scores: Sequence[Score]) -> tuple[str, ...]:
    """Of the blocks that every case has, the one that the model reproduces best and the one that it misses most, beside votes by lot."""
    shared = set.intersection(*({one.block for one in found.skills if one.over == CHANCE} for found in scores)) - {RISKS, ALL}
    found = {block: counted([skills(one, block)[CHANCE] for one in scores]) for block in shared}
    if len(found) < 2:
        return ()
    ranked = sorted(found, key=lambda block: (found[block][1] - found[block][0], block))
    best, worst = (f"{block} (better in {found[block][0]}, worse in {found[block][1]})" for block in (ranked[0], ranked[-1]))
    return (f"Compared with {SHORT[CHANCE]}, it does best on {best} and worst on {worst}.",)


def counted(gains: Sequence[Skill]) -> tuple[int, int]:
    """In how many cases the model is better, and worse."""
    return sum(one.better for one in gains), sum(one.worse for one in gains)


def skills(found: Score, block: str) -> dict[str, Skill]:
    """Forecast -> what the model gains over it in a block."""
    return {one.over: one for one in found.skills if one.block == block}


def ahead(found: Score) -> str:
    months = int(str(found.about["months"]))
    return say(AHEAD[months]) if months in AHEAD else say("{n} months ahead", n=months)


def size(one: Skill) -> str:
    """A gain with two standard errors: '+0.0036 ± 0.0064 nats'."""
    error = "" if math.isnan(one.error) else f" ± {LIMIT * one.error:.4f}"
    return numeral(f"{minus(f'{one.gain:+.4f}')}{error} nats")


def first(found: Score) -> str:
    """The model beside the same case with nothing known about its people."""
    blank = skills(found, RISKS)[BLANK]
    parts = {"ahead": ahead(found), "baseline": say(SHORT[BLANK]), "gain": size(blank)}
    if blank.better:
        return say("{ahead}, the model predicts losses of seats, offices and membership better than {baseline} (gain {gain}).", **parts)
    if blank.worse:
        return say("{ahead}, the model predicts losses of seats, offices and membership worse than {baseline} (gain {gain}).", **parts)
    return say("{ahead}, the model predicts losses of seats, offices and membership no better than {baseline} (gain {gain}).", **parts)


def others(found: Score) -> str:
    """The other baselines, failures first."""
    over = {name: one for name, one in skills(found, RISKS).items() if name in SHORT and name != BLANK}
    worse = [say(SHORT[name]) for name, one in over.items() if one.worse]
    better = [say(SHORT[name]) for name, one in over.items() if one.better]
    same = [say(SHORT[name]) for name, one in over.items() if not one.worse and not one.better]
    n = len(over)
    if len(same) == n > 2:
        return say("It is no better than any of {n} other baselines, from {first} to {last}.", n=n, first=same[0], last=same[-1])
    said = [say("It is worse than {baselines}.", baselines=listed(worse))] if worse else []
    if len(same) > 2:
        said.append(say("It is no better than {n} other baselines.", n=len(same)))
    elif same:
        either = same[0] if len(same) == 1 else say("{one} or {other}", one=same[0], other=same[1])
        said.append(say("It is no better than {baselines}.", baselines=either))
    if better:
        said.append(say("It is better than {baselines}.", baselines=listed(better)))
    else:
        said.append(say("It is better than none of {n} other baselines.", n=n))
    return " ".join(said)


def blocks(found: Score) -> tuple[str, ...]:
    """The block that the model reproduces best and the one that it misses most, each beside votes by lot."""
    lots = {row.block: row.log for row in found.rows if row.forecast == CHANCE}
    over = [one for one in found.skills if one.over == CHANCE and one.block not in (RISKS, ALL) and lots[one.block] > 0]
    over = [one for one in over if not math.isnan(one.error)] or over  # without an error nobody knows how far chance could move it
    if not over:
        return ()
    ranked = sorted(over, key=lambda one: (-one.gain / lots[one.block], one.block))
    best, worst = (part(found, one, lots[one.block]) for one in (ranked[0], ranked[-1]))
    good, two = ranked[0].gain > 0, len(ranked) > 1
    if good and two:
        return (say("Compared with votes by lot, the model does best on {best} and worst on {worst}.", best=best, worst=worst),)
    if good:
        return (say("Compared with votes by lot, the model does best on {best}.", best=best),)
    bad = say("Compared with votes by lot, the model is better on no part of the record.")
    if two:
        least = say("It does least badly on {best} and worst on {worst}.", best=best, worst=worst)
    else:
        least = say("It does least badly on {best}.", best=best)
    return (f"{bad} {least}",)


def part(found: Score, one: Skill, lots: float) -> str:
    """'seats (log loss 4% lower, ± 6%, 984 statements)'."""
    n = next(row.n for row in found.rows if (row.forecast, row.block) == (FULL, one.block))
    share = f"{abs(one.gain) / lots:.0%}"
    if share == "0%":
        size = say("the same log loss")
    elif one.gain > 0:
        size = say("log loss {share} lower", share=numeral(share))
    else:
        size = say("log loss {share} higher", share=numeral(share))
    error = "" if math.isnan(one.error) else numeral(f", ± {LIMIT * one.error / lots:.0%}")
    parts = {"block": say(one.block) if one.block in OURS else one.block, "size": f"{size}{error}", "n": numeral(f"{n:,}")}
    return say_many("{block} ({size}, {n} statement)", "{block} ({size}, {n} statements)", n, **parts)


def numbers(found: Score) -> tuple[tuple[str, str, str, str], ...]:
    """Every baseline: its name, what it says, its log loss, the gain of the model over it."""
    logs: Mapping[str, float] = {row.forecast: row.log for row in found.rows if row.block == RISKS}
    over = skills(found, RISKS)
    return tuple(
        (name, MEANINGS[name], f"{log:.4f}", size(over[name]) if name in over else "") for name, log in logs.items() if name in MEANINGS
    )  # fmt: skip


def source(found: Score) -> str:
    """Which score it is."""
    about = found.about
    return (
        f"Score of {found.title}: {about['from']} to {about['to']}, periods of {about['months']} months, {about['histories']} histories "
        f"each, seed {about['seed']}, scenario {about['scenario']}, engine {about['engine']}"
    )
