"""Measures against three histories (10, 11 and 14) small enough to count by hand, and what must hold of any tables.

The run goes from 3 April 1922, a Monday, to 28 February 1923. Its steps begin on Sundays (the first on the Monday), so the readings of
October lie on the 1st, those of the new year on 31 December.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.analysis.columns import as_day
from collegium.experiments.forms import MEASURES
from collegium.experiments.measures import measure, needed
from collegium.experiments.vocabulary import slots
from collegium.interventions.grammar import Grammar
from collegium.scenario.model import Cell, Dated, Issue, Record, Source, Span, When
from helpers import synthetic

START, END = date(1922, 4, 3), date(1923, 2, 28)
OCTOBER, YEAR, LAST = date(1922, 10, 1), date(1922, 12, 31), date(1923, 2, 25)
NAN = float("nan")
ON_RECORD = (
    ("gone", "seat_lost", "trotsky", "politburo", date(1922, 10, 1)), ("sent", "sent_away", "trotsky", "", date(1922, 12, 30)),
    ("post", "office_lost", "trotsky", "", date(1922, 12, 31)), ("both", "sent_away", "trotsky;stalin", "", date(1922, 12, 30)),
    ("late", "died", "trotsky", "", date(1940, 8, 21)), ("said", "target", "trotsky", "politburo", date(1922, 12, 30)),
)  # fmt: skip
CASE = replace(
    synthetic.scenario(),
    record=tuple(Record(id, kind, who, "", body, Span(When(day, day)), "", Source("invented")) for id, kind, who, body, day in ON_RECORD),
    issues=(
        Issue("tax", "Tax", "low", "high", Dated(Cell("point", (0.2,))), "", "", False, False),
        Issue("trade", "Trade", "closed", "open", Dated(Cell("uniform", (-0.5, 0.5))), "", "", False, False),
    ),
)
PEOPLE = [person.id for person in CASE.people]
laws = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def months(days: int) -> float:
    return days / 365.25 * 12


def words(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string()).dictionary_encode()


def table(names: str, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Columns as those of a run: text as dictionaries, ``history`` an int32."""
    columns: dict[str, pa.Array] = {}
    for name, values in zip(names.split(), zip(*rows, strict=True), strict=True):
        kinds = {type(value) for value in values if value is not None}
        columns[name] = words(values) if kinds == {str} else pa.array(values, {int: pa.int32(), float: pa.float32()}.get(*kinds))
    return pa.table(columns)


HISTORIES = table(
    "history losses effective_leaders strongest rule one_man_from one_man_loose_from bloc_from quarters_locked "
    "lost_top:trotsky lost_committee:trotsky lost_office:trotsky sent_away:trotsky expelled:trotsky "
    "arrested:trotsky exiled:trotsky died:trotsky",
    [
        (10, 0, 2.5, "stalin", "one_man", OCTOBER, OCTOBER, None, 0, OCTOBER, YEAR, None, YEAR, LAST, LAST, None, None),
        (11, 2, None, "lenin", "contested", None, OCTOBER, OCTOBER, 3, None, OCTOBER, START, None, None, None, LAST, YEAR),
        (14, 1, 3.0, "lenin", "locked", None, None, None, 1, YEAR, None, YEAR, OCTOBER, None, None, None, OCTOBER),
    ],
)
FEBRUARY = date(1923, 1, 28)
"""Reading of the month that begins on Thursday, 1 February."""
SHARES = table(
    "history date person share seat",
    [
        (10, YEAR, "stalin", 0.75, 2), (10, YEAR, "trotsky", 0.25, 1), (10, FEBRUARY, "stalin", 1.0, 2),
        (11, YEAR, "stalin", 0.5, 1), (11, YEAR, "trotsky", 0.5, 2), (11, FEBRUARY, "trotsky", 0.5, 2),
        (14, YEAR, "trotsky", 0.25, 2), (14, FEBRUARY, "stalin", 0.125, 1),
    ],
)  # fmt: skip
RULE = table(
    "history date rule strongest vulnerability initiative bypass contest",
    [
        (10, OCTOBER, "locked", "lenin", 0.5, None, 0.25, 0.0), (10, YEAR, "one_man", "stalin", 0.0, 1.0, None, 0.5),
        (11, OCTOBER, "bloc", "stalin", 0.25, 0.5, 0.5, 0.25), (11, YEAR, "contested", "lenin", None, 0.5, 0.0, 1.0),
        (14, OCTOBER, "locked", "stalin", None, 0.0, 0.0, 0.0), (14, YEAR, "locked", None, 1.0, 0.75, 1.0, None),
    ],
)  # fmt: skip
TIES = table(
    "history date from to tie",
    [
        (10, START, "stalin", "trotsky", -0.25), (10, YEAR, "stalin", "trotsky", -0.5), (10, LAST, "stalin", "trotsky", -0.75),
        (10, YEAR, "trotsky", "stalin", 0.25), (11, START, "stalin", "trotsky", 0.5), (14, LAST, "stalin", "trotsky", 1.0),
    ],
)  # fmt: skip
ALLEGIANCES = table(
    "history date constituency person share",
    [
        (10, OCTOBER, "army", "trotsky", 0.5), (10, YEAR, "army", "trotsky", 0.25), (11, OCTOBER, "army", "trotsky", 0.75),
        (14, YEAR, "unions", "trotsky", 1.0), (14, YEAR, "army", "unaligned", 1.0),
    ],
)  # fmt: skip
EVENTS = table(
    "history date kind actor target body subject passed value",
    [
        (10, START, "policy", "lenin", None, "politburo", "tax", True, 0.5),
        (10, OCTOBER, "insist_policy", "lenin", None, "politburo", "tax", True, -0.5),
        (10, OCTOBER, "policy", "stalin", None, "politburo", "trade", False, 0.75),
        (10, YEAR, "renew_policy", "lenin", None, "committee", "tax", True, -0.75),
        (10, LAST, "policy", "lenin", None, "politburo", "tax", False, 1.0),
        (11, OCTOBER, "remove", "stalin", "trotsky", "committee", "politburo", False, 0.0),
        (11, OCTOBER, "left_office", None, "trotsky", None, "war_commissar", None, 0.0),
        (11, YEAR, "remove", "zinoviev", "trotsky", "politburo", "politburo", True, 0.0),
        (11, YEAR, "renew_remove", "stalin", "trotsky", "committee", "politburo", True, 0.0),
        (11, YEAR, "took_office", None, "stalin", None, "war_commissar", None, 0.0),
        (11, YEAR, "denounced", "stalin", "trotsky", None, None, None, 0.0),
        (11, LAST, "expel", "stalin", "trotsky", "committee", None, True, 0.0),
        (14, OCTOBER, "took_office", None, "rykov", None, "war_commissar", None, 0.0),
        (14, OCTOBER, "left_office", None, "trotsky", None, "war_commissar", None, 0.0),
        (14, OCTOBER, "left_office", None, "stalin", None, "general_secretary", None, 0.0),
        (14, YEAR, "left_office", None, "rykov", None, "war_commissar", None, 0.0),
        (14, YEAR, "took_office", None, "trotsky", None, "war_commissar", None, 0.0),
        (14, LAST, "policy", "lenin", None, "politburo", "trade", True, 0.25),
    ],
)  # fmt: skip
TABLES = {
    "histories": HISTORIES, "shares": SHARES, "rule": RULE, "ties": TIES, "allegiances": ALLEGIANCES, "events": EVENTS,
}  # fmt: skip
WHOLE = 332
"""Days of the run, the last one included."""
EIGHTH, NINTH = 181, 272
"""Days from the start to the readings of October and of the new year."""


def values(text: str, chunk: int = 4, **tables: pa.Table) -> list[float]:
    """Small batches, so that they cut histories in two."""
    found = measure(text, CASE, START, END)
    assert len(found.tables) == 1 or " - " in text
    return found.values(synthetic.Given(TABLES | tables, CASE, chunk)).tolist()


BY_HAND = [
    ("losses", [0, 2, 1], "seats"),
    ("effective_leaders", [2.5, NAN, 3], "people"),
    ("no loss", [1, 0, 0], "share"),
    ("rule contested", [0, 1, 0], "share"),
    ("rule locked on 1922-12-28", [1, 0, 1], "share"),  # the step before the reading of the new year
    ("rule one_man on 1922-12-31", [1, 0, 0], "share"),
    ("rule bloc on 1922-10-01", [0, 1, 0], "share"),
    ("ever one_man", [1, 0, 0], "share"),
    ("ever one_man_loose", [1, 1, 0], "share"),
    ("ever bloc", [0, 1, 0], "share"),
    ("quarters locked", [0, 3, 1], "quarters"),
    ("strongest stalin", [1, 0, 0], "share"),
    ("strongest stalin on 1922-10-01", [0, 1, 1], "share"),
    ("strongest lenin on 1923-02-24", [0, 1, 0], "share"),  # the reading of the new year
    ("strongest lenin on 1923-02-25", [0, 1, 1], "share"),  # the last step: the table of histories
    ("power of stalin", [1, 0, 0.125], "0..1"),
    ("power of stalin on 1922-12-31", [0.75, 0.5, 0], "0..1"),
    ("power of stalin on 1922-12-30", [0, 0, 0], "0..1"),  # the reading of December, of which there are no rows
    ("power of trotsky on 1923-01-27", [0.25, 0.5, 0.25], "0..1"),
    ("seat of trotsky on 1923-01-01", [0, 1, 1], "share"),
    ("seat of stalin", [1, 0, 0], "share"),
    ("seat of trotsky", [0, 1, 0], "share"),
    ("stalin holds general_secretary", [1, 1, 0], "share"),
    ("stalin holds general_secretary on 1922-09-30", [1, 1, 1], "share"),
    ("stalin holds war_commissar", [0, 1, 0], "share"),
    ("stalin holds war_commissar on 1922-12-30", [0, 0, 0], "share"),
    ("trotsky holds war_commissar on 1922-10-03", [1, 0, 0], "share"),
    ("trotsky holds war_commissar", [1, 0, 1], "share"),
    ("rykov holds war_commissar on 1922-10-01", [0, 0, 1], "share"),  # that another has left says nothing of him
    ("months stalin holds general_secretary", [months(WHOLE), months(WHOLE), months(EIGHTH)], "months"),
    ("months trotsky holds war_commissar", [months(WHOLE), months(EIGHTH), months(EIGHTH + WHOLE - NINTH)], "months"),
    ("months rykov holds war_commissar", [0, 0, months(NINTH - EIGHTH)], "months"),
    ("trotsky loses seat", [1, 0, 1], "share"),
    ("trotsky loses seat before 1922-12-31", [1, 0, 0], "share"),
    ("trotsky loses seat before 1923-01-05", [1, 0, 0], "share"),  # a day of the same step
    ("trotsky loses seat before 1923-01-07", [1, 0, 1], "share"),
    ("trotsky loses committee", [1, 1, 0], "share"),
    ("trotsky loses office", [0, 1, 1], "share"),
    ("trotsky sent_away", [1, 0, 1], "share"),
    ("trotsky sent_away before 1922-11-01", [0, 0, 1], "share"),
    ("trotsky expelled", [1, 0, 0], "share"),
    ("trotsky arrested", [1, 0, 0], "share"),
    ("trotsky exiled", [0, 1, 0], "share"),
    ("trotsky dead", [0, 1, 1], "share"),
    ("record gone", [1, 0, 0], "share"),
    ("record sent", [0, 0, 1], "share"),
    ("record post", [0, 1, 1], "share"),
    ("months until trotsky loses seat", [months(EIGHTH), months(WHOLE), months(NINTH)], "months"),
    ("months until trotsky loses committee", [months(NINTH), months(EIGHTH), months(WHOLE)], "months"),
    ("months until trotsky loses office", [months(WHOLE), 0, months(NINTH)], "months"),
    ("months until trotsky is expelled", [months(328), months(WHOLE), months(WHOLE)], "months"),
    ("count remove", [0, 2, 0], "number"),
    ("count renew_remove", [0, 1, 0], "number"),
    ("count remove+renew_remove by stalin", [0, 2, 0], "number"),
    ("count remove against trotsky in politburo", [0, 1, 0], "number"),
    ("count remove against stalin", [0, 0, 0], "number"),
    ("count policy", [3, 0, 1], "number"),
    ("count policy from 1922-04-09", [2, 0, 1], "number"),
    ("count policy from 1922-04-08", [3, 0, 1], "number"),  # a day of the first step
    ("count policy until 1923-02-28", [2, 0, 0], "number"),  # a day of the last step
    ("count took_office about war_commissar", [0, 1, 2], "number"),
    ("count left_office against stalin about general_secretary", [0, 0, 1], "number"),
    ("any carried policy about tax", [1, 0, 0], "share"),
    ("any carried policy about trade in politburo from 1923-01-01", [0, 0, 1], "share"),
    ("count sanctions", [0, 3, 0], "number"),
    ("count attacks by stalin", [0, 3, 0], "number"),
    ("carried remove", [0, 1, 0], "number"),
    ("carried remove+renew_remove from 1922-12-31 until 1923-01-07", [0, 2, 0], "number"),
    ("carried policy by lenin", [1, 0, 1], "number"),
    ("any policy", [1, 0, 1], "share"),
    ("any denounced against trotsky", [0, 1, 0], "share"),
    ("any carried policy in politburo until 1922-12-31", [1, 0, 0], "share"),
    ("any carried sanctions", [0, 1, 0], "share"),
    ("tie of stalin to trotsky", [-0.75, NAN, 1], "-1..1"),
    ("tie of stalin to trotsky on 1923-01-01", [-0.5, NAN, NAN], "-1..1"),
    ("tie of trotsky to stalin on 1923-01-01", [0.25, NAN, NAN], "-1..1"),
    ("tie of stalin to trotsky on 1922-12-30", [-0.25, 0.5, NAN], "-1..1"),
    ("allegiance of army to trotsky", [0.25, 0, 0], "0..1"),
    ("allegiance of army to trotsky on 1922-12-30", [0.5, 0.75, 0], "0..1"),
    ("policy of tax", [-0.75, 0.2, 0.2], "-1..1"),
    ("policy of tax on 1922-10-01", [-0.5, 0.2, 0.2], "-1..1"),
    ("policy of trade", [NAN, NAN, 0.25], "-1..1"),  # the status quo is uncertain, and in no table
    ("vulnerability", [0, NAN, 1], "0..1"),
    ("initiative on 1922-12-30", [NAN, 0.5, 0], "0..1"),
    ("bypass", [NAN, 0, 1], "0..1"),
    ("contest on 1922-10-07", [0, 0.25, 0], "0..1"),
    ("power of stalin - power of trotsky on 1923-01-01", [0.75, -0.5, -0.125], "0..1"),
    ("  rule   contested -  no loss ", [-1, 1, 0], "share"),
]


@pytest.mark.parametrize(("text", "expected", "unit"), BY_HAND, ids=[text for text, _, _ in BY_HAND])
def test_measure_by_hand(text: str, expected: list[float], unit: str) -> None:
    assert values(text) == pytest.approx(expected, nan_ok=True)
    assert measure(text, CASE, START, END).unit == unit


def test_each_form_is_counted_by_hand() -> None:
    grammar = Grammar("measure", tuple(MEASURES), slots(CASE, START, END), "losses")
    assert {grammar.read(part).form for text, _, _ in BY_HAND for part in text.split(" - ")} == set(MEASURES)


def test_a_run_without_events_has_none() -> None:
    quiet = {"events": EVENTS.slice(0, 0)}
    assert values("count policy", **quiet) == [0, 0, 0]
    assert values("trotsky holds war_commissar", **quiet) == [1, 1, 1]
    assert values("months trotsky holds war_commissar", **quiet) == pytest.approx([months(WHOLE)] * 3)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("stalin holds general_secretary on 1922-10-01", "Stalin holds the post of General Secretary on 1 Oct 1922"),
        ("ever bloc", "Bloc rule at some time"),
        ("no loss", "Nobody loses a full seat in the Politburo by decision"),
        ("losses", "Full seats in the top body lost by decision or non-election"),
        ("rule one_man", "One-man rule at the end"),
        ("ever one_man_loose", "One-man rule by looser thresholds at some time"),
        ("trotsky loses committee before 1923-01-05", "Trotsky loses a seat in the Central Committee by decision before 5 Jan 1923"),
        ("trotsky dead", "Trotsky dies"),
        ("record sent", "Trotsky is sent away by 30 Dec 1922, as on record"),
        ("record gone", "Trotsky loses a seat in the Politburo by decision by 1 Oct 1922, as on record"),
        ("months until trotsky is expelled", "Months until Trotsky is expelled"),
        ("carried send_away against trotsky in politburo from 1922-05-01 until 1922-06-01",
         "Motions carried (send away) against Trotsky in the Politburo from 1 May 1922 until 1 Jun 1922"),
        ("any left_office about general_secretary", "There is an event (left office) about General Secretary"),
        ("any attacks by stalin", "There is an event (attacks) by Stalin"),
        ("power of stalin - power of trotsky", "Stalin's share of power at the end, less: Trotsky's share of power at the end"),
    ],
)  # fmt: skip
def test_label(text: str, label: str) -> None:
    assert measure(text, CASE, START, END).label == label


def test_what_must_be_recorded() -> None:
    def made(*texts: str) -> tuple[str, ...]:
        return needed(measure(text, CASE, START, END) for text in texts)

    assert made() == made("losses", "trotsky dead") == ("outcomes",)
    assert made("count policy", "losses") == ("outcomes", "events")
    assert made("tie of lenin to stalin") == made("power of stalin") == ("outcomes", "series")
    assert made("strongest stalin - no loss") == ("outcomes",)
    assert made("strongest stalin on 1922-10-01 - stalin holds war_commissar") == ("outcomes", "series", "events")


# laws

DAYS = st.dates(START, END)
TEXTS = st.sampled_from([text for text, _, _ in BY_HAND if " - " not in text])
PERSON = st.sampled_from(["lenin", "stalin", "trotsky", "zinoviev"])


@given(TEXTS, TEXTS)
@laws
def test_a_difference_turned_round_is_its_negative(one: str, other: str) -> None:
    if measure(one, CASE, START, END).unit == measure(other, CASE, START, END).unit:
        there, back = np.array(values(f"{one} - {other}")), np.array(values(f"{other} - {one}"))
        np.testing.assert_array_equal(there, -back)
        np.testing.assert_array_equal(there, np.array(values(one)) - values(other))


@given(
    st.sampled_from(["policy", "remove", "sanctions", "attacks", "policy+renew_policy"]), st.sampled_from(["", "carried "]), PERSON,
    st.booleans(), DAYS,
)  # fmt: skip
@laws
def test_there_is_one_where_the_count_is_not_nought(kind: str, carried: str, person: str, by: bool, day: date) -> None:
    if carried and kind == "attacks":
        return
    tail = f"{'by' if by else 'against'} {person} from {day}"
    counted = np.array(values(f"{carried or 'count '}{kind} {tail}"))
    assert values(f"any {carried}{kind} {tail}") == (counted > 0).tolist()


@given(st.sampled_from(["remove", "policy", "attacks"]), DAYS)
@laws
def test_a_day_cuts_a_count_in_two(kind: str, day: date) -> None:
    whole = np.array(values(f"count {kind}"))
    np.testing.assert_array_equal(np.array(values(f"count {kind} until {day}")) + values(f"count {kind} from {day}"), whole)


@given(st.sampled_from(["loses seat", "loses committee", "loses office", "sent_away", "dead"]), DAYS, DAYS)
@laws
def test_what_befell_somebody_before_a_day_befell_him_before_a_later_one(what: str, one: date, other: date) -> None:
    early, late = sorted((one, other))
    before = [np.array(values(f"trotsky {what} before {day}")) for day in (early, late)]
    assert (before[0] <= before[1]).all()
    assert (before[1] <= values(f"trotsky {what}")).all()


TURNS = st.lists(
    st.tuples(st.integers(0, 46), st.sampled_from(["took_office", "left_office"]), PERSON, st.sampled_from(["war_commissar", "other"])),
    min_size=1, max_size=8,
)  # fmt: skip


@given(TURNS, PERSON, DAYS)
@laws
def test_tenures_are_as_a_clerk_would_book_them(turns: list[tuple[int, str, str, str]], person: str, day: date) -> None:
    """Day by day: who takes an office holds it until he leaves it or another takes it. All turns fall into history 11."""
    booked = [(max(START, date(1922, 4, 2) + timedelta(7 * week)), *rest) for week, *rest in sorted(turns, key=lambda turn: turn[0])]
    events = table("history date kind target subject", [(11, *turn) for turn in booked])
    held: dict[date, str | None] = {}
    holder: str | None = "trotsky"
    for moment in (START + timedelta(n) for n in range(WHOLE)):
        for _, kind, who, _ in (turn for turn in booked if turn[0] == moment and turn[3] == "war_commissar"):
            if kind == "took_office":
                holder = who
            elif holder == who:
                holder = None
        held[moment] = holder
    total = months(sum(who == person for who in held.values()))
    quiet = person == "trotsky"  # as in the other two histories, of which there are no events
    expected = [quiet * months(WHOLE), total, quiet * months(WHOLE)]
    assert values(f"months {person} holds war_commissar", events=events) == pytest.approx(expected)
    assert values(f"{person} holds war_commissar on {day}", events=events) == [quiet, held[day] == person, quiet]


def test_the_days_of_the_tables_are_what_this_file_says() -> None:
    assert (END - START).days + 1 == WHOLE
    assert [as_day(day) - as_day(START) for day in (OCTOBER, YEAR)] == [EIGHTH, NINTH]
    assert {day.strftime("%A") for day in (OCTOBER, YEAR, FEBRUARY, LAST)} == {"Sunday"}
