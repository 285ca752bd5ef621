"""The rows of one day as a chronicle: cause before consequence, and what belongs together in one entry.

The engine notes what follows from an event before the event itself in places (who dies has left every post by then), and a line for every
person whom a meeting elects. Here a row that only says what follows from another of the same day joins it:

- posts left join the death, the decision or the arrest that emptied them, or the appointment of a successor;
- posts filled by one body at one time, and seats filled or not filled again by one meeting, are one entry;
- a meeting of a congress comes before its business;
- a caucus joins the reconciliation from which it comes, and the second of two equal sentences is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from collegium.language import say, say_many
from collegium.results.grammar import capital, number, series
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
    """The rows in groups that share an entry: the head of each group first, in the order of the heads."""
    heads: dict[int, Group] = {}
    for n, row in enumerate(rows):
        head = head_of(n, rows, teller)
        heads.setdefault(head, [rows[head]])
        if head != n:
            heads[head].append(row)
    return [heads[n] for n in sorted(heads)]


def head_of(n: int, rows: Sequence[Row], teller: Teller) -> int:
    """The place of the row that row ``n`` joins; its own if it joins none."""
    row, kind = rows[n], rows[n]["kind"]
    if kind == "left_office":
        cause = cause_of(row, rows)
        if cause is None:
            alike = first(rows, lambda one: one["kind"] == kind and cause_of(one, rows) is None and alone(one, row, teller))
            return n if alike is None else alike
        return head_of(cause, rows, teller) if rows[cause]["kind"] == "took_office" else cause
    if kind == "took_office":
        vote = first(rows, lambda one: one.get("passed") and gives(one) and same(one, row, "target", "subject"))
        company = first(rows, lambda one: one["kind"] == kind and not one.get("moved") and way(one, teller) == way(row, teller))
        return vote if vote is not None else n if row.get("moved") or company is None else company
    if kind in ELECTIONS:
        meeting = first(rows, lambda one: one["kind"] in ELECTIONS and same(one, row, "body"))
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


def dismisses(row: Row) -> bool:
    """A motion that takes one post away."""
    kind = row["kind"]
    return bool(kind == "resignation" or (kind.endswith("strip") and kind != "reverse_strip"))


def ends(row: Row) -> bool:
    """An event that costs its target every post."""
    kind = row["kind"]
    return kind in ("death", "arrested", "exiled") or bool(
        row.get("passed") and kind.removeprefix("insist_").removeprefix("renew_") in FALLS
    )


def cause_of(row: Row, rows: Sequence[Row]) -> int | None:
    """Why somebody leaves a post: the end of all their posts, the decision about this one, or a successor."""
    for why in (
        lambda one: ends(one) and same(one, row, "target"),
        lambda one: one.get("passed") and dismisses(one) and same(one, row, "target", "subject"),
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


def alone(one: Row, other: Row, teller: Teller) -> bool:
    """Whether two posts left for no reason of this day share an entry: those of one person do, and those whose terms are over."""
    over = term_is_over(one, teller)
    return over == term_is_over(other, teller) and (over or same(one, other, "target"))


def term_is_over(row: Row, teller: Teller) -> bool:
    """Whether somebody leaves a post that has a term, without a decision."""
    return row["subject"] in teller.terms and not row.get("decided")


# sentences


def told(group: Group, teller: Teller) -> str:
    head, *rest = group
    kind = head["kind"]
    if kind == "took_office" and not head.get("moved"):
        return appointments(group, teller)
    if kind in ELECTIONS and rest:
        return elections(group, teller)
    if kind == "joined" and rest:
        both = teller.all([head["actor"], head["target"]])
        return say("{people} join their oppositions in a caucus against {whom}.", people=both, whom=teller.name(rest[0]["target"]))
    if kind == "left_office":
        return departures(group, teller)
    left = [row for row in rest if row["kind"] == "left_office"]
    text = teller.sentence(head)
    if not left or (dismisses(head) and not ends(head)):
        return text
    who, posts = teller.name(left[0]["target"]), series([teller.name(row["subject"]) for row in left])
    if kind == "took_office":
        return say("{sentence} in place of {who}.", sentence=text.removesuffix("."), who=who)
    if kind == "death":
        return say_many(
            "{sentence} The post of {posts} falls vacant.",
            "{sentence} The posts of {posts} fall vacant.",
            len(left),
            sentence=text,
            posts=posts,
        )
    return say("{sentence} {who} is no longer {posts}.", sentence=text, who=who, posts=posts)


def departures(group: Group, teller: Teller) -> str:
    """'Isauricus is no longer Consul and Chief pontiff.', or 'The terms of Saxa as Consul and of Norbanus as Second consul end.'"""
    if term_is_over(group[0], teller):
        ended = series([say("of {who} as {post}", who=teller.name(row["target"]), post=teller.name(row["subject"])) for row in group])
        return say_many("The term {ended} ends.", "The terms {ended} end.", len(group), ended=ended)
    posts = series([teller.name(row["subject"]) for row in group])
    return say("{who} is no longer {posts}.", who=teller.name(group[0]["target"]), posts=posts)


def appointments(group: Group, teller: Teller) -> str:
    """'The Orgburo, from Stalin's list, makes Kirov Secretary of the Siberian bureau in place of Zelensky.'"""
    body, patron = way(group[0], teller)
    before = {row["subject"]: teller.name(row["target"]) for row in group if row["kind"] == "left_office"}
    posts: dict[str, list[str]] = {}
    for row in group:
        if row["kind"] == "took_office":
            post = teller.name(row["subject"])
            whose = say("{post} in place of {who}", post=post, who=before[row["subject"]]) if row["subject"] in before else post
            posts.setdefault(row["target"], []).append(whose)
    made = series([say("{who} {posts}", who=teller.name(who), posts=series(theirs)) for who, theirs in posts.items()])
    if body is None:
        return say("{patron} makes {made}.", patron=teller.name(patron), made=made)
    parts = {"body": teller.name(body), "made": made}
    n = number(parts["body"])
    if not patron:
        return say_many("The {body} makes {made}.", "The {body} make {made}.", n, **parts)
    return say_many(
        "The {body}, from {patron}'s list, makes {made}.",
        "The {body}, from {patron}'s list, make {made}.",
        n,
        patron=teller.name(patron),
        **parts,
    )


def elections(group: Group, teller: Teller) -> str:
    """One meeting's elections: who is left off the lists, who on them fails, who comes in."""
    body = teller.name(group[0]["body"])
    seats = list(dict.fromkeys(row["subject"] for row in group))
    off = [f"{text}." for seat in seats if (text := omitted(group, seat, teller))]
    failed = [to_seat(series(found), seat, teller) for seat in seats if (found := defeated(group, seat, teller))]
    new = {seat: [row["target"] for row in group if row["kind"] == "elected" and row["subject"] == seat] for seat in seats}
    known = len(seats) == 1 and bool(off or failed)
    elected = [to_seat(teller.all(who), "" if known else seat, teller) for seat, who in new.items() if who]
    return " ".join([*off, *outcome(body, series(failed), series(elected))])


def outcome(body: str, failed: str, elected: str) -> list[str]:
    """The sentence about those who fell short and those who came in; none if there are neither."""
    parts, n = {"body": body, "failed": failed, "elected": elected}, number(body)
    if failed and elected:
        return [
            say_many(
                "The {body} does not re-elect {failed}, and elects {elected}.", "The {body} do not re-elect {failed}, and elect {elected}.",
                n, **parts,
            )
        ]  # fmt: skip
    if failed:
        return [say_many("The {body} does not re-elect {failed}.", "The {body} do not re-elect {failed}.", n, **parts)]
    return [say_many("The {body} elects {elected}.", "The {body} elect {elected}.", n, **parts)] if elected else []


def to_seat(who: str, seat: str, teller: Teller) -> str:
    """'Radek to the Central Committee'; where the seat is known already, 'Radek to it'."""
    return say("{who} to the {seat}", who=who, seat=teller.name(seat)) if seat else say("{who} to it", who=who)


def omitted(group: Group, seat: str, teller: Teller) -> str:
    """'Radek and Petrovsky are left off the list for the Central Committee', or ''."""
    who = [row["target"] for row in group if row["subject"] == seat and row.get("listed") is False]
    return capital(teller.left_off(who, seat)) if who else ""


def defeated(group: Group, seat: str, teller: Teller) -> list[str]:
    """Who was on the list, or may have been, and fell short, with the votes."""
    out = [row for row in group if row["kind"] == "not_elected" and row["subject"] == seat and row.get("listed") is not False]
    return [say("{who} ({yes} to {no})", who=teller.name(row["target"]), yes=row["yes"], no=row["no"]) for row in out]
