"""What a history must not depend on: names, order of rows, batch, threads, tracing, recording, and what was played before."""

from __future__ import annotations

import csv
import io
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from collegium.engine import layout as L
from collegium.engine.compile import Model, compile_scenario
from collegium.scenario import at, edit, from_files
from collegium.scenario import kinds as K
from collegium.scenario.model import Scenario
from helpers.bench import RECORDED, SEED, Bench, Told, copied, model, outcomes, rows, scenario

NAMES = ("council", "bolsheviks")
NUMBERS = {"council": range(6), "bolsheviks": range(3)}


def compiled(case: Scenario) -> Model:
    return compile_scenario(at(case, case.start))


def played(m: Model, numbers: range, **how: object) -> list[bytes]:
    bench = Bench(m, **how)  # type: ignore[arg-type]
    return [bench.play(n).bytes() for n in numbers]


# names, order, changes that change nothing


def renamed(case: Scenario) -> Scenario:
    """The scenario with another display name for everything that has one."""
    kinds = {"person": case.people, "body": case.bodies, "office": case.offices, "constituency": case.constituencies}
    names = {f"{kind}.{thing.id}.name": f"{kind} {len(things) - n}" for kind, things in kinds.items() for n, thing in enumerate(things)}
    return edit(case, names | {f"issue.{issue.id}.name": f"axis {issue.id[::-1]}" for issue in case.issues})


def shuffled(case: Scenario, seed: int) -> Scenario:
    """The scenario with the rows and the columns of every table in another order."""
    dice, files = random.Random(seed), dict(case.files)
    for name, text in files.items():
        if name.endswith(".csv"):
            head, *body = [row for row in csv.reader(io.StringIO(text)) if not row[0].startswith("# ")]
            dice.shuffle(body)
            order = dice.sample(range(len(head)), len(head))
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows([[row[n] for n in order if n < len(row)] for row in [head, *body]])
            files[name] = out.getvalue()
    return from_files(case.name, files)


@pytest.mark.parametrize("name", NAMES)
def test_display_names_do_not_matter(name: str) -> None:
    case = renamed(scenario(name))
    assert {p.name for p in case.people}.isdisjoint(p.name for p in scenario(name).people)
    assert played(compiled(case), NUMBERS[name]) == played(model(name), NUMBERS[name])


@pytest.mark.parametrize("name", NAMES)
def test_order_of_rows_and_columns_does_not_matter(name: str) -> None:
    case = shuffled(scenario(name), 7)
    assert case.files != scenario(name).files
    assert played(compiled(case), NUMBERS[name]) == played(model(name), NUMBERS[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_change_that_changes_nothing_changes_nothing(name: str) -> None:
    case = scenario(name)
    body, person = case.bodies[0], case.people[0]
    assert person.traits["caution"] is None or person.traits["caution"].values
    changes = {f"body.{body.id}.cadence": str(body.cadence), "loyalty": "0.7", f"person.{person.id}.name": person.name}
    assert played(compiled(edit(case, changes)), NUMBERS[name]) == played(model(name), NUMBERS[name])


def test_a_change_that_changes_something_shows() -> None:
    """The comparisons above can fail."""
    case = edit(scenario("council"), {"loyalty": "0.71"})
    assert played(compiled(case), range(6)) != played(model("council"), range(6))


# batch, threads, what went before


@pytest.mark.parametrize("name", NAMES)
def test_a_history_does_not_depend_on_its_batch(name: str) -> None:
    numbers = NUMBERS[name]
    alone = played(model(name), numbers)
    assert [told.bytes() for told in Bench(model(name)).batch(0, len(numbers))] == alone
    assert [told.bytes() for told in Bench(model(name)).batch(1, len(numbers) - 1)] == alone[1:]


def test_a_history_does_not_depend_on_threads() -> None:
    alone = played(model("council"), range(24))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: Bench(model("council")).play(n).bytes(), range(24)))
    assert found == alone


@pytest.mark.parametrize("name", NAMES)
def test_a_history_does_not_depend_on_those_before_it(name: str) -> None:
    """Neither what another history left in the buffers nor mere rubbish is ever read."""
    fresh = played(model(name), NUMBERS[name])
    bench = Bench(model(name))
    assert [bench.play(n).bytes() for n in reversed(NUMBERS[name])] == fresh[::-1]
    bench.state.view(np.uint8)[:] = 0x5A
    bench.out.view(np.uint8)[:] = 0x5A
    assert [bench.play(n).bytes() for n in NUMBERS[name]] == fresh


@pytest.mark.parametrize("every", [1, 7])
def test_a_history_may_pause(every: int) -> None:
    whole = Bench(model("council")).play(3)
    bench, pieces = Bench(model("council")).open(3), []
    over = False
    while not over:
        over = bench.step(every)
        pieces.append(rows(bench.io))
    log = {field: np.concatenate([piece[field] for piece in pieces]) for field in pieces[0]}
    assert Told(log, outcomes(bench.model, bench.io)).bytes() == whole.bytes()


# tracing and recording


def untraced(told: Told) -> bytes:
    """The history without the rows and terms that only the explanation holds."""
    kept = told.log["log_kind"] < K.L_MOVE
    log = {field: rows[kept] for field, rows in told.log.items()}
    return Told(log, told.out).bytes()


BUSY = {"activity": 1.0, "sanction_cost": 0.2, "precision": 6.0, "comradeship": 0.0, "headcount_error": 2.0}
"""Parameters under which sanctions are often worth moving, and often not quite."""


@pytest.mark.parametrize("theta", [{}, BUSY])
@pytest.mark.parametrize(("name", "count"), [("council", 30), ("bolsheviks", 6)])
def test_tracing_changes_nothing(name: str, count: int, theta: dict[str, float]) -> None:
    """Traced, every option is worked out; otherwise those that cannot come out on top are cut short: the choices are the same."""
    plain, traced = Bench(model(name), theta=theta), Bench(model(name), theta=theta, tracing=True)
    for number in range(count):
        told = traced.play(number)
        assert len(told.kinds(K.T_OPTION)) > 0
        assert untraced(told) == untraced(plain.play(number))
        assert traced.kept() == plain.kept()


@pytest.mark.parametrize("name", NAMES)
def test_recording_changes_nothing(name: str) -> None:
    """Readings of who rules, removal grids, ties and allegiances are taken, or not, without a trace in the history."""
    silent = copied(model(name))
    silent.sc["n_months"], silent.sc["n_quarters"], silent.sc["n_years"], silent.sc["grids"] = 0, 0, 0, L.NEVER
    whole, bare = Bench(model(name)), Bench(silent)
    for number in NUMBERS[name]:
        one, other = whole.play(number), bare.play(number)
        assert one.bytes(RECORDED) == other.bytes(RECORDED)
        assert whole.kept() == bare.kept()
        assert not len(other.out["rule"]) and not len(other.out["ties"]) and not len(other.out["allegiances"])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_recorded_is_the_state(name: str) -> None:
    """At the end of the last step: ties of all pairs who both sit in the top body and of no others; all allegiances."""
    bench = Bench(model(name))
    told, st = bench.play(1), bench.st
    people, cons = len(bench.model.people), len(bench.model.constituencies)
    sits = st["seat"][st["top"], :people] > 0
    pairs = sits[:, None] & sits[None, :] & ~np.eye(people, dtype=bool)
    assert pairs.any() and not pairs.all()
    expected = np.where(pairs, st["tie"][:people, :people], np.nan).astype(np.float32)
    assert np.array_equal(told.out["ties"][-1], expected, equal_nan=True)
    assert told.out["allegiances"].sum(axis=2) == pytest.approx(1.0)
    bench.open(1).step()
    first = bench.st["allegiance"][:cons, [*range(people), -1]].astype(np.float32)
    assert np.array_equal(told.out["allegiances"][0], first)


# other people's luck


def with_newcomer(case: Scenario) -> Scenario:
    """The scenario and one more person, without seat, standing or ties."""
    like = case.people[0]
    point = like.mortality.__class__("point", (0.0,))
    newcomer = replace(like, id="newcomer", name="Newcomer", standing=point, traits=dict.fromkeys(like.traits, point), place="centre")
    return replace(case, people=(*case.people, newcomer))


@pytest.mark.parametrize("name", NAMES)
def test_a_newcomer_changes_nobody_elses_luck(name: str) -> None:
    """At the opening everybody's traits, ties, views and date of death, every event's date and every parameter are as without him."""
    few, many = model(name), compiled(with_newcomer(scenario(name)))
    one, other = Bench(few).open(5), Bench(many).open(5)
    assert one.theta.tobytes() == other.theta.tobytes()
    places = [many.people.index(person) for person in few.people]
    count = len(places)
    for field in ("ambition", "caution", "standing", "mortality", "death_week"):
        assert np.array_equal(one.st[field][:count], other.st[field][places])
    for field in ("position", "anchor", "salience"):
        assert np.array_equal(one.st[field][:count], other.st[field][places])
    for field in ("tie", "client"):
        assert np.array_equal(one.st[field][:count, :count], other.st[field][np.ix_(places, places)])
    for field in ("event_due", "event_weeks", "event_output", "policy", "mood", "next_meeting"):
        assert np.array_equal(one.st[field], other.st[field])
    assert one.st["luck"] == other.st["luck"]


def test_a_newcomer_leaves_everybody_his_moments_of_action() -> None:
    """Who acts in the first step is the same with a newcomer who never acts (``reach`` 0)."""
    moments = []
    for m in (model("council"), compiled(with_newcomer(scenario("council")))):
        bench = Bench(m, theta={"reach": 0.0, "activity": 0.5}, tracing=True)
        for number in range(20):
            bench.open(number).step()
            moments.append([m.people[row["actor"]] for row in bench.rows(K.T_GOAL) if row["subject"] == 0])
    assert [sorted(found) for found in moments[:20]] == [sorted(found) for found in moments[20:]]
    assert any(moments)


# the firewall, from the side of the engine


def without_later(case: Scenario, day: date) -> Scenario:
    """The scenario with every row that begins after ``day`` deleted, and every end after it."""

    def early(rows: tuple) -> tuple:
        return tuple(cut(row) for row in rows if row.span.start is None or row.span.start.earliest <= day)

    def cut(row):  # type: ignore[no-untyped-def]
        later = row.span.end is not None and row.span.end.earliest > day
        return replace(row, span=replace(row.span, end=None)) if later else row

    def known(rows: tuple) -> tuple:
        return tuple(row for row in rows if row.at is None or row.at.earliest <= day)

    return replace(
        case, seats=early(case.seats), blocs=early(case.blocs), tenures=early(case.tenures), ties=early(case.ties), acts=early(case.acts),
        positions=known(case.positions), moods=known(case.moods), allegiances=known(case.allegiances), record=(), claims=(), files={},
    )  # fmt: skip


@pytest.mark.parametrize("day", [date(1922, 4, 3), date(1924, 1, 1), date(1926, 11, 1)])
def test_nothing_later_than_the_start_reaches_the_arrays(day: date) -> None:
    case = scenario("bolsheviks")
    bare = without_later(case, day)
    assert len(bare.seats) < len(case.seats) and len(bare.acts) <= len(case.acts)
    whole, cut = compile_scenario(at(case, day)), compile_scenario(at(bare, day))
    assert whole.sc.tobytes() == cut.sc.tobytes()
    assert whole.template.tobytes() == cut.template.tobytes()
    assert whole.cells().tobytes() == cut.cells().tobytes()
    assert [(u.label, u.cell) for u in whole.uncertain] == [(u.label, u.cell) for u in cut.uncertain]


def test_the_seed_matters() -> None:
    assert played(model("council"), range(2)) != played(model("council"), range(2), seed=SEED + 1)
