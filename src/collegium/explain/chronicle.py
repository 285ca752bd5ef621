"""The rows of one day as a chronicle: cause before consequence, and what belongs together in one entry.

The engine notes what follows from an event before the event itself in places (who dies has left every post by then), and a line for every
person whom a meeting elects. Here a row that only says what follows from another of the same day joins it:

- posts left join the death, the decision or the arrest that emptied them, or the appointment of a successor;
- posts filled by one body at one time, and seats filled or not filled again by one meeting, are one entry;
- a meeting of a congress comes before its business;
- a caucus joins the reconciliation from which it comes, and what would read the same twice is told once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from collegium.results.grammar import capital, plural, series, verb
from collegium.results.sentences import Row, Teller

Entry: TypeAlias = dict[str, Any]
Group: TypeAlias = list[Mapping[str, Any]]

FALLS = ("expel", "send_away")
"""Motions that cost every post, as do an arrest and an exile."""
ELECTIONS = ("elected", "not_elected")


def chronicle(rows: Sequence[Row], teller: Teller) -> list[Entry]:
    """Entries of one day: ``date``, ``kind`` of what happens first, ``kinds`` of all rows told in it, and ``text``."""
    found: list[Entry] = []
    for group in groups(opened(rows), teller):
        text = told(group, teller)
        if found and found[-1]["text"] == text:
            found[-1]["kinds"] += [row["kind"] for row in group]
        else:
            kinds = [row["kind"] for row in group]
            found.append({"type": "event", "date": group[0]["date"], "kind": kinds[0], "kinds": kinds, "text": text})
    return found


def opened(rows: Sequence[Row]) -> list[Row]:
    """The rows, those that say that a body meets before its first decision."""
    found = list(rows)
    for row in rows:
        if row["kind"] == "congress":
            business = [n for n, one in enumerate(found) if one["body"] == row["body"] and one["kind"] not in ("lapsed", "held_back")]
            found.remove(row)
            found.insert(business[0], row)
    return found


def groups(rows: Sequence[Row], teller: Teller) -> list[Group]:
    """The rows by what they are told with: the head of each group first, in the order of the heads."""
    heads: dict[int, Group] = {}
    for n, row in enumerate(rows):
        head = head_of(n, rows, teller)
        heads.setdefault(head, [rows[head]])
        if head != n:
            heads[head].append(row)
    return [heads[n] for n in sorted(heads)]


def head_of(n: int, rows: Sequence[Row], teller: Teller) -> int:
    """The place of the row with which row ``n`` is told; its own if it stands alone."""
    row, kind = rows[n], rows[n]["kind"]
    if kind == "left_office":
        cause = cause_of(row, rows)
        return n if cause is None else cause if rows[cause]["kind"] != "took_office" else head_of(cause, rows, teller)
    if kind == "took_office":
        vote = first(rows, lambda one: one.get("passed") and gives(one) and same(one, row, "target", "subject"))
        company = first(rows, lambda one: one["kind"] == kind and not one.get("moved") and way(one, teller) == way(row, teller))
        return vote if vote is not None else n if row.get("moved") or company is None else company
    if kind in ELECTIONS:
        meeting = first(rows, lambda one: one["kind"] in ELECTIONS and same(one, row, "body", "subject"))
        return n if meeting is None else meeting
    if kind == "caucus_formed":
        joined = first(rows[n + 1 : n + 2], lambda one: one["kind"] == "joined" and same(one, row, "actor"))
        return n if joined is None else n + 1
    return n


def first(rows: Sequence[Row], wanted: Any) -> int | None:
    """The place of the first row that is wanted."""
    return next((n for n, row in enumerate(rows) if wanted(row)), None)


def same(one: Row, other: Row, *parts: str) -> bool:
    return all(one[part] == other[part] for part in parts)


def gives(row: Row) -> bool:
    """A motion that gives a post, or gives it back."""
    return bool(row["kind"].endswith("appoint") or row["kind"] == "reverse_strip")


def takes(row: Row) -> bool:
    """A motion that takes one post away."""
    return bool(row["kind"] == "resignation" or row["kind"].endswith("strip") and row["kind"] != "reverse_strip")


def ends(row: Row) -> bool:
    """An event that costs its target every post."""
    kind = row["kind"]
    return kind in ("death", "arrested", "exiled") or bool(row.get("passed") and kind.removeprefix("insist_").removeprefix("renew_") in FALLS)


def cause_of(row: Row, rows: Sequence[Row]) -> int | None:
    """Why somebody leaves a post: the end of all their posts, the decision about this one, or a successor."""
    for why in (
        lambda one: ends(one) and same(one, row, "target"),
        lambda one: one.get("passed") and takes(one) and same(one, row, "target", "subject"),
        lambda one: one["kind"] == "took_office" and same(one, row, "subject"),
    ):
        place = first(rows, why)
        if place is not None:
            return place
    return None


def way(row: Row, teller: Teller) -> tuple[str | None, str | None]:
    """Who fills a post: the body, or whoever fills it by right; and from whose list."""
    patron = row["actor"] if row["actor"] != row["target"] else None
    return (None, patron) if patron and row["subject"] in teller.by_right else (teller.filled_by[row["subject"]], patron)


# sentences


def told(group: Group, teller: Teller) -> str:
    head, *rest = group
    kind = head["kind"]
    if kind == "took_office" and not head.get("moved"):
        return appointments(group, teller)
    if kind in ELECTIONS and rest:
        return elections(group, teller)
    if kind == "joined" and rest:
        return f"{teller.all([head['actor'], head['target']])} join their oppositions in a caucus against {teller.name(rest[0]['target'])}."
    left = [row for row in rest if row["kind"] == "left_office"]
    text = teller.sentence(head)
    if not left or (takes(head) and not ends(head)):
        return text
    posts = series([teller.name(row["subject"]) for row in left])
    if kind == "took_office":
        return f"{text.removesuffix('.')} in place of {teller.name(left[0]['target'])}."
    if kind == "death":
        return f"{text} {'The posts' if len(left) > 1 else 'The post'} of {posts} {'fall' if len(left) > 1 else 'falls'} vacant."
    return f"{text} {teller.name(left[0]['target'])} is no longer {posts}."


def appointments(group: Group, teller: Teller) -> str:
    """'The Orgburo, from Stalin's list, makes Kirov Secretary of the Siberian bureau in place of Zelensky.'"""
    body, patron = way(group[0], teller)
    before = {row["subject"]: teller.name(row["target"]) for row in group if row["kind"] == "left_office"}
    made = []
    for row in group:
        if row["kind"] == "took_office":
            place = f" in place of {before[row['subject']]}" if row["subject"] in before else ""
            made.append(f"{teller.name(row['target'])} {teller.name(row['subject'])}{place}")
    if body is None:
        return f"{teller.name(patron)} makes {series(made)}."
    chosen = f", from {teller.name(patron)}'s list," if patron else ""
    return f"{capital(teller.the(body))}{chosen} {verb(teller.name(body), 'make')} {series(made)}."


def elections(group: Group, teller: Teller) -> str:
    """One meeting's elections to one body: who is left off the list, who on it fails, who comes in."""
    body, seat = teller.the(group[0]["body"]), teller.the(group[0]["subject"])
    out = [row for row in group if row["kind"] == "not_elected"]
    off = [row["target"] for row in out if row.get("listed") is False]
    failed = [f"{teller.name(row['target'])} ({row['yes']} to {row['no']})" for row in out if row.get("listed") is not False]
    new = [row["target"] for row in group if row["kind"] == "elected"]
    elect = f"{verb(teller.name(group[0]['body']), 'elect')} {teller.all(new)} to"
    said = []
    if off:
        said.append(f"{teller.all(off)} {'are' if len(off) > 1 else 'is'} left off the list for {seat}.")
    if failed:
        does = "do" if plural(teller.name(group[0]["body"])) else "does"
        said.append(f"{capital(body)} {does} not re-elect {series(failed)} to {'it' if off else seat}{f', and {elect} it' if new else ''}.")
    elif new:
        said.append(f"{capital(body)} {elect} {'it' if off else seat}.")
    return " ".join(said)
