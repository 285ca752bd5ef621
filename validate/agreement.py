"""How far two codings of the flagship's acts agree, written into docs/codebook.md; run by ``make validate``.

The second coding is in ``validate/coding``; the README there describes how it was made.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from collegium import scenario
from collegium.scenario import codebook
from collegium.scenario.model import ACTS, TRAITS, Act
from collegium.scenario.spans import first

SCENARIO = "bolsheviks"
CODING = Path(__file__).parent / "coding"
PAGE = Path(__file__).parent.parent / "docs" / "codebook.md"
BEGIN, END = "<!-- from here on written by validate/agreement.py -->", "<!-- up to here written by validate/agreement.py -->"
DRAWS, SEED = 4000, 1
KINDS = (*ACTS, "none")
STEP = 0.4
"""Distance between enmity, coolness, neither, friendliness and close alliance on the scale of ties: that of the levels of the format."""


# agreement


def unequal(size: int) -> np.ndarray:
    """Any two different classes disagree alike."""
    return 1.0 - np.eye(size)


def squared(size: int) -> np.ndarray:
    """Classes in order disagree by the square of their distance."""
    place = np.arange(size)
    return np.subtract.outer(place, place) ** 2.0


def kappa(tables: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Cohen's (1968) weighted kappa of tables (..., first, second): one less disagreement seen over that expected by chance.

    Nan where chance leaves nothing to disagree on.
    """
    shares = tables / tables.sum((-2, -1), keepdims=True)
    chance = shares.sum(-1)[..., :, None] * shares.sum(-2)[..., None, :]
    seen, expected = (shares * cost).sum((-2, -1)), (chance * cost).sum((-2, -1))
    return 1 - np.divide(seen, expected, out=np.full_like(seen, np.nan), where=expected > 0)


@dataclass(frozen=True)
class Agreement:
    """``value`` with a 95% interval, the number of things compared and of those that got the same class."""

    value: float
    low: float
    high: float
    n: int
    same: int

    def __str__(self) -> str:
        return f"{self.n} | {self.same} | {self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True)
class Rated:
    """One thing in two codings. What belongs to one ``group`` stays together in the bootstrap."""

    first: int
    second: int
    group: Hashable


def agreement(rated: Sequence[Rated], cost: np.ndarray, once: bool = False) -> Agreement:
    """Kappa with a percentile bootstrap over groups; with ``once`` every group counts the same, however many things are in it.

    Draws in which all got one class have no kappa and are left out.
    """
    groups = {group: place for place, group in enumerate(dict.fromkeys(item.group for item in rated))}
    tables = np.zeros((len(groups), *cost.shape))
    for item in rated:
        tables[groups[item.group], item.first, item.second] += 1
    if once:
        tables /= tables.sum((1, 2), keepdims=True)
    draws = np.random.default_rng(SEED).multinomial(len(groups), np.full(len(groups), 1 / len(groups)), DRAWS)
    low, high = np.nanquantile(kappa(np.tensordot(draws, tables, 1), cost), (0.025, 0.975))
    whole = tables.sum(0)
    return Agreement(float(kappa(whole, cost)), low, high, round(whole.sum()), round(whole.trace()))


# the two codings


def table(name: str) -> list[dict[str, str]]:
    with (CODING / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASE = scenario.load(scenario.find(SCENARIO))
DAY = date(1922, 4, 3)
"""The day up to which the acts were coded twice."""
KIND = {row["id"]: row["kind"] for row in table("second_kinds.csv")}
FIRST = [act for act in CASE.acts if act.id in KIND]
"""The acts that were coded twice, as the scenario has them."""
SECOND = [replace(act, kind=KIND[act.id]) for act in FIRST]
TRAIT = {(row["person"], trait): None if row[trait] == "?" else int(row[trait]) for row in table("second_traits.csv") for trait in TRAITS}
TIE = {(row["a"], row["b"]): int(row["tie"]) for row in table("second_ties.csv")}
PEOPLE = sorted({person for person, _ in TRAIT})
LEADERS = {seat.person for seat in scenario.at(CASE, DAY).seats if seat.body == CASE.top_body}


def kinds(chosen: Callable[[Act], bool] = lambda _: True) -> list[Rated]:
    """The acts chosen, grouped by the wording that the second coder saw."""
    text = {row["number"]: row["text"] for row in table("masked_acts.csv")}
    wording = {row["id"]: text[row["number"]] for row in table("key.csv")}
    return [
        Rated(KINDS.index(one.kind), KINDS.index(two.kind), wording[one.id]) for one, two in zip(FIRST, SECOND, strict=True) if chosen(one)
    ]


def one_kind(kind: str) -> list[Rated]:
    """This kind against all others."""
    place = KINDS.index(kind)
    return [Rated(int(item.first == place), int(item.second == place), item.group) for item in kinds()]


def level(acts: Sequence[Act], person: str, trait: str, fewest: int = codebook.FEWEST) -> int | None:
    """The formula's level in whole steps; None where it says nothing."""
    count = codebook.count(acts, person, trait, DAY)
    return round(codebook.level(count)) if count >= fewest else None


Levels = dict[str, int | None]


def levels(acts: Sequence[Act], trait: str, fewest: int = codebook.FEWEST) -> Levels:
    return {person: level(acts, person, trait, fewest) for person in PEOPLE}


def judged(trait: str) -> Levels:
    """What the second coder thought of each person."""
    return {person: TRAIT[person, trait] for person in PEOPLE}


def known(first: Levels, second: Levels) -> list[Rated]:
    """The people of whom both codings say something."""
    pairs = ((person, first[person], second[person]) for person in PEOPLE)
    return [Rated(one, two, person) for person, one, two in pairs if one is not None and two is not None]


def tie_class(strength: float) -> int:
    """-2 (enmity) to 2 (close alliance)."""
    return int(np.clip(np.floor(strength / STEP + 0.5), -2, 2))


def from_acts(acts: Sequence[Act], a: str, b: str) -> int:
    return tie_class(codebook.tie_between(acts, a, b, "comrade", DAY).values[1])


def tie_classes(acts: Sequence[Act]) -> dict[tuple[str, str], int]:
    return {pair: from_acts(acts, *pair) for pair in TIE}


def ties(first: dict[tuple[str, str], int], second: dict[tuple[str, str], int], leaders: bool = False) -> list[Rated]:
    """Ordered pairs with an act between them; the two directions of a pair are one group."""
    return [Rated(first[pair] + 2, second[pair] + 2, frozenset(pair)) for pair in sorted(TIE) if not leaders or LEADERS.issuperset(pair)]


# what rules, and the tables


def ruling() -> dict[str, float]:
    """The agreement that decides how wide a field is drawn: the formula against the second coder's judgement from the same acts.

    For ties that of the leaders with each other, on which the histories turn.
    """
    found = {trait: agreement(known(levels(FIRST, trait), judged(trait)), squared(5)).value for trait in TRAITS}
    found["tie"] = agreement(ties(tie_classes(FIRST), TIE, leaders=True), squared(5)).value
    return {field: round(value, 2) for field, value in found.items()}


def of_kinds() -> Iterator[str]:
    """Rows of the first table."""
    cost = unequal(len(KINDS))
    yield f"all rows | {agreement(kinds(), cost)}"
    yield f"each wording counted once | {agreement(kinds(), cost, once=True)}"
    yield f"rows that name another person | {agreement(kinds(lambda act: bool(act.other)), cost)}"
    yield f"rows that name nobody else | {agreement(kinds(lambda act: not act.other), cost)}"
    for kind in ACTS:
        yield f"*{kind}* or not | {agreement(one_kind(kind), unequal(2))}"


def of_traits() -> Iterator[str]:
    """Rows of the second table."""
    for trait in TRAITS:
        once = levels(FIRST, trait)
        for what, one, two in (
            ("formula on both codings", once, levels(SECOND, trait)),
            ("**formula and judgement**", once, judged(trait)),
            ("the same, also with fewer than three acts", levels(FIRST, trait, fewest=0), judged(trait)),
        ):
            alone = sum((one[person] is None) != (two[person] is None) for person in PEOPLE)
            yield f"{trait} | {what} | {agreement(known(one, two), squared(5))} | {alone}"


def of_ties() -> Iterator[str]:
    """Rows of the third table."""
    once, twice = tie_classes(FIRST), tie_classes(SECOND)
    for leaders, who in ((False, "all"), (True, "leaders")):
        direct = "**formula and judgement**" if leaders else "formula and judgement"
        for second, what in ((twice, "formula on both codings"), (TIE, direct)):
            rated = ties(once, second, leaders)
            gap = sum(item.first - item.second for item in rated) / len(rated)
            yield f"{who} | {what} | {agreement(rated, squared(5))} | {gap:+.2f}"


def of_ranges() -> Iterator[str]:
    """Rows of the last table."""
    for field, value in ruling().items():
        spread = codebook.TIE_SPREAD if field == "tie" else codebook.TRAIT_SPREAD
        yield f"{field} | {value:.2f} | {codebook.widened(spread, value):g} either side"


def rows(columns: str, found: Iterator[str]) -> str:
    head = f"| {columns} |\n|{'---|' * (columns.count('|') + 1)}"
    return "\n".join([head, *(f"| {row} |" for row in found)])


def text() -> str:
    due = sum(first(act.span.start) <= DAY for act in CASE.acts)
    parts = [
        f"Of the {due} acts that began by {DAY}, {len(FIRST)} were coded twice. The 95% confidence intervals come from a cluster "
        "bootstrap: a cluster is all rows of one wording, one person, or the two directions of one pair.",
        "Kinds of acts, Cohen's kappa:",
        rows("rows | n | same | kappa", of_kinds()),
        "Traits in whole steps from 0 to 4, kappa with quadratic weights. *Left out* counts the people for whom only one of the two "
        "gives a level:",
        rows("trait | compared | people | same | weighted kappa | left out", of_traits()),
        "Ties in five classes, kappa with quadratic weights. *Gap* is the mean of the first minus the second, in classes:",
        rows("pairs | compared | n | same | weighted kappa | gap", of_ties()),
        "The agreement that decides, and the range that follows from it:",
        rows("field | weighted kappa | range drawn from", of_ranges()),
    ]
    return "\n\n".join(parts)


def renewed(page: str) -> str:
    """The page with the tables of today between its two marks."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n\n{text()}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    print(text())
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
