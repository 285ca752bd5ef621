"""The page docs/states.md, from the figures that are kept."""

from __future__ import annotations

from collections.abc import Mapping

from discrimination.store import Book
from discrimination.values import Value, cell, number, table

from .study import BORNE, BYPASSED, ENOUGH, FLAGSHIP, LAST_DAYS, RULER, Variant, state, variants
from .surprises import dangers, surprises

SECTION = "states"
HISTORY = {
    "end_1927": "After the Fifteenth Congress the opposition is expelled. Nine sit in the Politburo. Stalin has the secretariat and "
    "years of appointments in the provinces. Bukharin, Rykov and Tomsky head the paper, the government and the unions. They are Stalin's "
    "allies and nobody's clients. Molotov is a client without doubt; the others of the majority owe Stalin something, not everything. By "
    "August 1938 Bukharin, Rykov and Rudzutak had been shot, and Tomsky had taken his own life.",
    "end_1929": "The Right is defeated. Bukharin has lost the seat in the Politburo, Tomsky the unions, Uglanov Moscow. Rykov and Tomsky "
    "still sit, without a following. The others mostly owe their rise to Stalin. In the same winter the government began to deport "
    "peasants by force, and famine followed within three years. The coded state has only the leaders in it.",
    "summer_1937": "Nearly everybody in the Politburo is a client, and the head of state security carries out Stalin's orders. Of 139 "
    "members and candidates of the Central Committee elected in 1934, 98 were arrested and shot, by Khrushchev's report of 1956 (general "
    "knowledge), and outside the leadership hundreds of thousands died. Of the nine in this Politburo, Kosior and Chubar were shot in "
    "February 1939.",
}
"""What is coded, and what it cost."""


def page(book: Book, engine: str) -> str:
    """The whole page."""
    found, about = book.values(engine, SECTION), book.about(engine, SECTION)
    parts = [
        "# Stalin in 1927, 1929 and 1937, by the definition of rule",
        "`python validate/states.py` writes this page; nobody types a figure by hand. [Section 7 of the model](odd.md#7-who-rules) "
        "defines one-man rule by what members of the top body could do to each other. What would the historical Stalin be under it? Three "
        "made-up states answer.",
        "**These states are illustrations, not findings.** The person who coded them knew the history. They rest on general knowledge and "
        "on [the sources of the flagship](codebook.md), not on a page of an archive. Everybody has the same traits, in the middle of the "
        "range, so nothing rests on character. Each state was coded once. Nobody changed it after its first result. The files are in "
        "`tests/cases/states`.",
        heading(engine, about),
        "## Summary", summary(found), surprises(found),
    ]  # fmt: skip
    for name in HISTORY:
        parts += [f"## {state(name).title}", HISTORY[name], variants_table(found, name)]
    return "\n\n".join([*parts, "## The flagship in the last days of 1927", flagship(found), "## How to read this", reading()]) + "\n"


def heading(engine: str, about: Mapping[str, object]) -> str:
    return (
        f"Engine `{engine}`, {about.get('limits', 0)} draws of the parameters and the uncertain cells for each row, seed 1. The share of "
        "draws in which a condition holds has a 95% Monte Carlo interval. *Safe*: nobody could bring Stalin down with a chance above "
        f"{BORNE:g}. *Initiative*: Stalin could bring down the median other member with a chance of {ENOUGH:g} or more. *No bypass*: "
        f"nobody could bring down another member against Stalin with a chance above {BYPASSED:g}. These three are from the first reading. "
        "*One-man rule* needs all three at three quarterly readings in a row, during which nobody acts on their own initiative."
    )


def summary(found: Mapping[str, Value]) -> str:
    rows = [[state(name).title, *figures(found, Variant(name, "", ()).key)] for name in HISTORY]
    return table(["state", *HEAD], rows)


HEAD = ["one-man rule", "strict", "loose", "all three conditions", "safe", "initiative", "no bypass", "median gap"]
"""Columns of every table. The gap: the median member whom Stalin could bring down, less the most that others could do to Stalin."""


def figures(found: Mapping[str, Value], key: str) -> list[str]:
    shares = ("ruler", "ruler_strict", "ruler_loose", "all", "v", "u", "b")
    if (void := found.get(f"{key}/rule:void")) and void.value > 0.5:
        return [f"void: {cell(void, 'share')}", *["–"] * (len(HEAD) - 1)]
    gap = found.get(f"{key}/median:gap")
    return [*(cell(found.get(f"{key}/{name}"), "share") for name in shares), number(gap.value, "number") if gap else "–"]


def variants_table(found: Mapping[str, Value], name: str) -> str:
    mine = [one for one in variants() if one.state == name]
    rows = [[one.words, "; ".join(f"`{x}`" for x in one.sentences) or "–", *figures(found, one.key)] for one in mine]
    return table(["state", "sentences", *HEAD], rows) + "\n\n" + threats(found, mine[0])


def threats(found: Mapping[str, Value], one: Variant) -> str:
    """Who could do most to the ruler in the state as coded."""
    people = {person.id: person.name for person in state(one.state).people}
    names = ", ".join(f"{people[person]} {number(chance, 'share')}" for person, chance in dangers(found, one.key)[:3])
    return f"As coded, the mean chance to bring Stalin down within half a year is greatest for {names}." if names else ""


def flagship(found: Mapping[str, Value]) -> str:
    conditions = ("strongest", "all", "v", "u", "b")
    cells = [cell(found.get(f"{FLAGSHIP}/{name}"), "share") for name in conditions]
    gap, bypass = found.get(f"{FLAGSHIP}/median:gap"), found.get(f"{FLAGSHIP}/b")
    head = ["Stalin has the greatest share of power", "all three conditions", "safe", "initiative", "no bypass", "median gap"]
    same = bypass is not None and bypass.high < 0.1
    return "\n\n".join([
        f"The flagship's own data of {LAST_DAYS[0]}, coded for another purpose, answers the same question at one reading. The conditions "
        "are shares of the draws in which Stalin has the greatest share of power.",
        table(head, [[*cells, number(gap.value, "number") if gap else "–"]]),
        *(["*No bypass* fails here too, and there too the commissar of war sits in the Politburo."] if same else []),
    ])  # fmt: skip


def reading() -> str:
    return (
        f"- The *gap* is the chance with which `{RULER}` could bring down the median other member, less the greatest chance with which "
        "anybody could bring Stalin down. It hardly depends on how willing members are in general.\n- *Strict* and *loose* use thresholds "
        "that are half-way to certainty, or half as demanding. They show how much the answer depends on where the line is.\n- A row below "
        "the first changes one thing in the state. It shows what the definition reacts to, and is no claim about what would have "
        "happened.\n- The definition measures power, not guilt. It says nothing about what a ruler did with it. Those who were deported, "
        "starved, imprisoned and shot are not in the model."
    )
