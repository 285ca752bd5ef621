"""Section 7: made-up cases with an obvious answer, and the flagship five years on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

import collegium
from collegium.analysis.columns import codes, known, numbers
from collegium.analysis.intervals import proportion
from collegium.experiments.measures import measure as read
from collegium.scenario import find, from_files
from collegium.scenario import kinds as K
from collegium.scenario.model import Scenario

from . import store
from .case import LONG, START, flagship, prolonged
from .values import Row, Size, Value, Values, beside, of, pooled, resampled

TITLE = "Does the model find what is obvious?"
CASES = Path(__file__).parents[2] / "tests" / "cases" / "contest"
FIVE, TWO = ("anna", "boris", "clara", "david", "elena"), ("felix", "greta")
REGIONS = "north", "south", "east", "west", "centre_region"
REVERSED = (
    *(f"take right over everything from post_{one}" for one in FIVE),
    *(f"give right over {region} to post_{one} 0.3" for region in REGIONS for one in TWO),
)
REVERSED_FOLLOWINGS = "constituency,person,share\n" + "".join(f"{region},{one},0.3\n" for region in REGIONS for one in TWO)
"""The right and what it has brought go to the two."""
ISOLATED = ("force felix to remove_from_body against anna on 2001-02-01",)
"""Left to themselves the two move nothing that they expect to lose, so that what they move says little."""
HOME = REGIONS[:4]
THREE = "secretary", "second_secretary", "third_secretary"
PARTY = {
    "whole": (),
    "divided": tuple(f"give right over {region} to {office} 0.2" for region in HOME for office in THREE),
    "limited": ("set office.secretary.term = 104",),
    "none": ("take right over everything from secretary",),
}  # fmt: skip
"""The right of the secretary: whole, divided among three, limited to two years in office, or taken away."""
ROWS = [
    Row("two_camps/ratio", "two camps: seats lost per head by the two, relative to the five", "number", ">= 5"),
    Row("two_camps/five", "two camps: seats lost per head by the five", "number"),
    Row("two_camps/two", "two camps: seats lost per head by the two", "number"),
    Row("two_camps/isolated", "two camps: one of the two is made to move a sanction against one of the five: carried", "share", "<= 0.25"),
    Row("two_camps/minority", "two camps: sanctions that one of the two moves against one of the five unforced, a history", "number"),
    Row(
        "two_camps_reversed/ratio",
        "reversed, the two have the right: seats lost per head by the five, relative to the two",
        "number",
        ">= 1",
    ),
    Row("two_camps_reversed/five", "reversed: seats lost per head by the five", "number"),
    Row("two_camps_reversed/two", "reversed: seats lost per head by the two", "number"),
    Row("autocracy/one_man", "autocracy: readings with one-man rule, from the third on", "share", ">= 0.95"),
    Row("autocracy/initiative", "autocracy: mean initiative of the strongest", "number"),
    Row("autocracy/bypass", "autocracy: mean bypass of the strongest", "number"),
    Row("autocracy/vulnerability", "autocracy: mean vulnerability of the strongest", "number"),
    Row("collective/one_man", "collective: readings with one-man rule, from the third on", "share", "<= 0.01"),
    *(Row(f"party/{name}", f"party, 15 years, right {name}: one-man rule at some time", "share") for name in PARTY),
    *(Row(f"party/secretary:{name}", f"party, right {name}: by the first secretary", "share") for name in PARTY),
    Row("party/order", "party: rarer if divided or limited, rarest and at most half if taken away (1: yes)", "number", ">= 1"),
    Row("bystanders/one_man", "party with twenty bystanders: change of one-man rule at some time", "share", "~ 0"),
    Row("bystanders/losses", "party with twenty bystanders: change of the seats lost", "number", "~ 0"),
    Row("flagship/one_man", f"flagship to {LONG}: one-man rule at some time", "share"),
]
READINGS = ("initiative", "bypass", "vulnerability")


def measure(size: Size) -> Values:
    """The figures of all cases. What an interrupted run has measured is not measured again."""
    found: Values = {}
    for study in (camps, autocracy, party, long_flagship):
        found |= store.part("limits", study.__name__, size, lambda study=study: study(size))
    return found


def made_up(name: str) -> Scenario:
    return collegium.load(find(CASES / name))


def run(scenario: Scenario | str, size: Size, do: tuple[str, ...] = (), record: tuple[str, ...] = ("outcomes",), **more: str):  # type: ignore[no-untyped-def]
    return collegium.run(scenario, histories=size.limits, seed=1, interventions=do, record=record, **more)


def camps(size: Size) -> Values:
    found: Values = {}
    case = made_up("camps")
    other = from_files(case.name, {**case.files, "allegiances.csv": REVERSED_FOLLOWINGS})
    for name, scenario, do in (("two_camps", case, ()), ("two_camps_reversed", other, REVERSED)):
        results = run(scenario, size, do, ("outcomes", "events"))
        five, two = lost(results, FIVE), lost(results, TWO)
        found |= {f"{name}/five": of_mean(five), f"{name}/two": of_mean(two)}
        weak, strong, heads = (two, five, len(FIVE)) if scenario is case else (five, two, len(TWO))
        found[f"{name}/ratio"] = ratio(weak, strong, heads)
        if scenario is case:
            found["two_camps/minority"] = of_mean(minority(results)[0])
    moved, carried = minority(run(case, size, ISOLATED, ("outcomes", "events"), end="2001-12-31"))
    found["two_camps/isolated"] = of(proportion(int(carried.sum()), int(moved.sum())))
    return found


def lost(results, people: tuple[str, ...]) -> np.ndarray:  # type: ignore[no-untyped-def]
    """How large a part of them loses the seat in the top body, by history."""
    table_ = results.histories([f"lost_top:{one}" for one in people])
    return np.mean([known(table_[name]) for name in table_.column_names], axis=0)


def of_mean(x: np.ndarray) -> Value:
    """Mean over histories of what cannot be negative."""
    return pooled(x, np.ones(len(x)))


def ratio(top: np.ndarray, bottom: np.ndarray, heads: int) -> Value:
    """Losses per head over losses per head; where none of the ``heads`` in the bottom lost anything, half a loss is assumed, so that the
    ratio stays finite."""
    return resampled(len(top), lambda times: float((times @ top) / max(times @ bottom, 0.5 / heads)))


def minority(results) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[no-untyped-def]
    """Sanctions moved by one of the two against one of the five, by history: put to a vote, and carried."""
    kinds = [row.name for row in K.MOTION_KINDS if row.rung > 0]
    kinds += [f"{mark}_{kind}" for mark in ("insist", "renew") for kind in kinds]
    size = results.provenance["histories"][1] - results.provenance["histories"][0] + 1
    moved, carried = np.zeros(size), np.zeros(size)
    for batch in results.batches("events", ["history", "kind", "actor", "target", "passed"]):
        kind, actor, target = codes(batch["kind"], list(kinds)), codes(batch["actor"], list(TWO)), codes(batch["target"], list(FIVE))
        hit = (kind >= 0) & (kind < len(kinds)) & (actor >= 0) & (actor < len(TWO)) & (target >= 0) & (target < len(FIVE))
        h = np.asarray(batch["history"]) - results.provenance["histories"][0]
        np.add.at(moved, h[hit], 1)
        np.add.at(carried, h[hit & (np.nan_to_num(numbers(batch["passed"])) > 0)], 1)
    return moved, carried


def autocracy(size: Size) -> Values:
    found: Values = {}
    for name in ("autocracy", "collective"):
        results = run(made_up(name), size, record=("outcomes", "series"))
        rule = results.series("rule", ["history", "date", "rule", *READINGS])
        h = np.asarray(rule["history"]) - results.provenance["histories"][0]
        n = int(h.max()) + 1
        place = np.arange(len(h)) - np.searchsorted(h, h)
        one = codes(rule["rule"], ["one_man"]) == 0
        later = place >= 2
        found[f"{name}/one_man"] = pooled(np.bincount(h[later], one[later], n), np.bincount(h[later], minlength=n))
        for reading in READINGS:
            x = numbers(rule[reading])
            there = ~np.isnan(x)
            found[f"{name}/{reading}"] = pooled(np.bincount(h[there], x[there], n), np.bincount(h[there], minlength=n))
    return found


def party(size: Size) -> Values:
    found: Values = {}
    case = made_up("party")
    shares = []
    for name, do in PARTY.items():
        results = run(case, size, do)
        rulers = results.histories(["one_man_by", "losses"])
        by = codes(rulers["one_man_by"], ["anna"])
        found[f"party/{name}"] = of(proportion(int((by >= 0).sum()), len(by)))
        found[f"party/secretary:{name}"] = of(proportion(int((by == 0).sum()), len(by)))
        shares.append(found[f"party/{name}"].value)
        if name == "whole":
            base = results
    whole, divided, limited, none = shares
    falls = whole > max(divided, limited) and min(divided, limited) >= none and none <= whole / 2
    found["party/order"] = Value(float(falls), n=size.limits)
    return found | bystanders(case, base, size)


def bystanders(case: Scenario, base, size: Size) -> Values:  # type: ignore[no-untyped-def]
    """The same party with twenty more people who have no seat, no post, no following and no ties: nothing should change."""
    more = "".join(f"bystander_{n},Bystander {n},0.4,2,2,2,2,0\n" for n in range(1, 21))
    crowd = from_files(case.name, {**case.files, "people.csv": case.files["people.csv"] + more})
    other = run(crowd, size)
    found = {}
    for key, text in (("one_man", "ever one_man"), ("losses", "losses")):
        first, second = (read(text, one, case.start, case.end).values(results) for one, results in ((case, base), (crowd, other)))
        found[f"bystanders/{key}"] = resampled(len(first), lambda times, gap=second - first: float(times @ gap / times.sum()))
    return found


def long_flagship(size: Size) -> Values:
    """One-man rule in the flagship to 1932: how often, by whom, and when."""
    results = run(prolonged(flagship(), LONG), size, start=START, end=LONG)
    people = [person.id for person in results.scenario.people]
    by = codes(results.histories(["one_man_by"])["one_man_by"], people)
    found = {"flagship/one_man": of(proportion(int((by >= 0).sum()), len(by)))}
    for place in np.argsort(-np.bincount(by[by >= 0], minlength=len(people)), kind="stable")[:5]:
        if (hits := int((by == place).sum())) > 0:
            found[f"flagship/by:{people[place]}"] = of(proportion(hits, len(by)))
    begun = results.histories(["one_man_from"])["one_man_from"].to_pylist()
    for year in range(1923, 1933, 2):
        found[f"flagship/from:{year}"] = of(proportion(sum(day is not None and day.year <= year for day in begun), len(by)))
    return found


def show(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    extra = [key for found in (now, before) for key in found if key.startswith(("flagship/by:", "flagship/from:"))]
    words = {"by": "first by", "from": "by the end of"}
    rows = [*ROWS]
    for key in dict.fromkeys(extra):
        kind, _, name = key.removeprefix("flagship/").partition(":")
        rows.append(Row(key, f"flagship to {LONG}: one-man rule {words[kind]} {name.capitalize()}", "share"))
    n = now.get("flagship/one_man") or before.get("flagship/one_man")
    return (
        f"The cases are in `tests/cases/contest`, each with its note; {n.n if n else 0:,} histories each. *Reversed* gives the two the "
        "right over as many posts as the five had. A reading can find one-man rule from the third quarter on. A bystander has no seat, "
        "post, following or tie. A test holds the appointing secretary to the exact flow of section 6.6 of [the model](odd.md).\n\n"
        + beside(rows, now, before)
    )
