"""Named votes: which motions a run can put, whose vote it foretells, what chance it gives, and what simple rules say."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import collegium
import targets as page
from collegium import cli
from collegium.ensemble.player import model_of
from collegium.ensemble.traces import Row, votes_in
from collegium.ensemble.variants import VOTE
from collegium.errors import ScenarioError, SettingError
from collegium.experiments.positions import odds, periods, put
from collegium.experiments.votes import AIMED, FORMS, Vote, cast, vote, votes
from collegium.explain import account
from collegium.scenario import at, dates, edit, from_files, shipped
from collegium.scenario import kinds as K
from collegium.scenario.model import Record, Scenario, Source, Span
from collegium.scoring.forecasts import forecast
from collegium.scoring.named_votes import BASELINES, BLOCK, alignment, chances, history, majority, named, shrunk
from collegium.scoring.plan import Plan
from collegium.scoring.statements import Statement
from collegium.scoring.store import read
from collegium.scoring.study import judged, plain

COUNCIL = collegium.load("council")
SMALL = Plan(20, 1, 2)
START = date(2002, 1, 1)
SPEC = (Path(__file__).parents[2] / "spec" / "experiments.md").read_text(encoding="utf-8")


def recorded(motion: str, sides: str, day: str = "2002-02-10", name: str = "vote") -> Record:
    return Record(name, "vote", "", "a vote", "council", Span(dates.parse(day)), sides, Source("invented"), motion)


def taxes(by: str = "anna", sides: str = "yes:anna,boris no:clara,david,elena") -> Vote:
    return vote(recorded(f"policy of taxes = 0.5 by {by}", sides), COUNCIL)


def statement(one: Vote, person: str, start: date = START) -> Statement:
    return Statement(person, person, BLOCK, 0, start, start, person in one.yes, "high", person, vote=one)


# which motions


def test_a_motion_is_on_policy_or_on_a_person() -> None:
    on_policy, on_person = taxes().motion, vote(recorded("strip against boris by anna, clara", "yes:anna no:boris"), COUNCIL).motion
    assert (on_policy.kind, on_policy.movers, on_policy.about, on_policy.value, on_policy.target) == ("policy", ("anna",), "taxes", 0.5, "")
    assert (on_person.kind, on_person.movers, on_person.about, on_person.target) == ("strip", ("anna", "clara"), "boris", "boris")


def test_every_form_of_a_motion_and_every_kind_is_written_down() -> None:
    section = SPEC.split("## 6. Votes")[1]
    assert re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE) == [form.text for form in FORMS]
    assert re.findall(r"`(\w+)`", section.split("MOTION is")[1].split(". The office")[0]) == list(AIMED)


def test_every_vote_that_cannot_be_read_is_named_at_once() -> None:
    wrong = {
        "policy of taxs = 0.5 by anna": ("yes:anna no:boris", "there is no issue 'taxs'"),
        "policy of taxes = 2 by anna": ("yes:anna no:boris", "2 is out of range"),
        "remove against anna by bors": ("yes:boris no:anna", "there is no person 'bors' (do: write 'boris')"),
        "policy against anna by boris": ("yes:boris no:anna", "there is no kind of motion 'policy'"),
        "strip against anna by boris": ("for:3 against:2", "'value' does not say who voted how"),
        "expel against anna by boris": ("yes:boris no:boris,anna", "boris cannot have voted both ways"),
        "inquire against anna by boris": ("yes:boris no:ana", "there is no person 'ana' (do: write 'anna')"),
    }
    rows = [recorded(motion, sides, name=f"v{n}") for n, (motion, (sides, _)) in enumerate(wrong.items())]
    rows.append(recorded("strip against anna by boris", "yes:boris no:clara", "2010-01-01", f"v{len(rows)}"))
    with pytest.raises(SettingError) as caught:
        votes(replace(COUNCIL, record=tuple(rows)))
    told = str(caught.value).splitlines()
    parts = [*(part for _, part in wrong.values()), "the vote lies outside the span"]
    assert len(told) == len(parts)
    for n, (line, part) in enumerate(zip(told, parts, strict=True)):
        assert line.startswith(f"record.csv: v{n}: motion ") and part in line


@pytest.mark.parametrize(
    ("columns", "row", "part"),
    [
        ("measure,truth", "strip against anna by boris,yes", "a vote has no truth"),
        ("measure,block", "strip against anna by boris,power", "a vote has no block"),
        ("measure,excluded", "strip against anna by boris,no reason", "a vote that is excluded has no measure"),
        ("measure,body", "strip against anna by boris,", "a vote with a measure needs 'body'"),
        ("measure,from", "strip against anna by boris,", "a vote with a measure needs 'from'"),
    ],
)
def test_the_format_refuses_a_vote_with_columns_of_a_target(columns: str, row: str, part: str) -> None:
    given = dict(zip(columns.split(","), row.split(","), strict=True))
    cells = {"id": "v", "type": "vote", "body": "council", "from": "2002-02-10", "value": "yes:boris no:anna"} | given
    files = dict(COUNCIL.files) | {"record.csv": ",".join(cells) + "\n" + ",".join(f'"{cell}"' for cell in cells.values()) + "\n"}
    with pytest.raises(ScenarioError, match=part):
        from_files("council", files)


def test_sides_are_read_from_the_wording_of_the_record() -> None:
    assert cast("rejected yes:a no:b,c") == ({"a"}, {"b", "c"})
    assert cast("yes:a,b no:c; a by telegram") == ({"a", "b"}, {"c"})
    assert cast("carried") == cast("for:10 against:2") == (frozenset(), frozenset())


# whose vote


def test_mover_target_and_whoever_has_no_vote_are_not_asked() -> None:
    one = vote(recorded("strip against boris by anna", "yes:anna,clara no:boris,david,felix"), COUNCIL)
    opening = at(COUNCIL, START)
    assert one.foretold(opening) == ["clara", "david"]
    assert {person: why.split(",")[0] for person, why in one.unasked(opening).items()} == {
        "anna": "the mover of a motion is certain to vote for it", "felix": "no full seat in council",
        "boris": "the target of a motion is certain to vote against it (or for it",
    }  # fmt: skip


def test_if_one_of_several_moved_it_all_of_them_are_asked() -> None:
    assert "anna" not in taxes().foretold(at(COUNCIL, START))
    assert {"anna", "boris"} <= set(taxes("anna,boris").foretold(at(COUNCIL, START)))


def test_each_named_vote_is_one_statement_of_its_period() -> None:
    case = replace(COUNCIL, record=(recorded("policy of taxes = 0.5 by anna", "yes:anna,boris no:clara"),))
    found = named(case, periods(case.start, case.end))
    assert [(one.person, one.truth, one.block, one.start) for one in found] == [
        ("boris", True, BLOCK, START), ("clara", False, BLOCK, START)
    ]  # fmt: skip
    assert all(one.start < one.vote.day < one.end for one in found if one.vote)
    assert not named(case, [(date(2003, 1, 1), date(2003, 4, 1))])


# the chance


def told(one: Vote, case: Scenario = COUNCIL, plan: Plan = SMALL, variant: str = "full") -> dict[str, float]:
    people = one.foretold(at(case, START))
    return dict(zip(people, chances(case, variant, one, people, START, plan).tolist(), strict=True))


def test_members_who_have_no_reason_toss_a_coin() -> None:
    """Every weight is zero, so all log-odds are zero."""
    still = edit(COUNCIL, dict.fromkeys([*VOTE, "line", "shock"], "0"))
    assert set(told(taxes(), still).values()) == {0.5}


def test_if_only_the_issue_counts_a_member_votes_for_what_is_nearer() -> None:
    """Boris wants taxes at 0.2 to 0.6. With a great weight of policy his vote for 0.4 is near certain, and that for -1 is not."""
    weights = dict.fromkeys([*VOTE, "line", "shock"], "0") | {"policy": "100"}
    case = edit(COUNCIL, weights)
    for value, near in ((0.4, True), (-1.0, False)):
        one = vote(recorded(f"policy of taxes = {value} by anna", "yes:anna,boris no:clara"), COUNCIL)
        assert (told(one, case)["boris"] > 0.8) == near and (told(one, case)["boris"] < 0.2) != near


def test_the_mover_asks_for_the_whole_policy_of_the_record() -> None:
    """Left alone a mover who expects to lose asks for half of it, and the record's motion would not come up."""
    case = edit(COUNCIL, dict.fromkeys([*VOTE, "line", "shock"], "0") | {"policy": "20", "headcount_error": "0"})
    one = vote(recorded("policy of taxes = -1 by anna", "yes:anna no:boris"), COUNCIL)
    assert np.mean([bool(each) for each in put(case, "full", one, "anna", START, SMALL)]) >= 0.8


def test_unnamed_seats_are_nobody() -> None:
    """A bloc has the number of its constituency, which is also that of a person."""
    model = model_of(COUNCIL, START, COUNCIL.end)
    anna, boris, council = model.people.index("anna"), model.people.index("boris"), model.bodies.index("council")
    ballots = [
        Row(0, K.T_VOTE, anna, boris, council, 0, 1, 0, 0, 2.0, None), Row(0, K.T_BLOC, 0, boris, council, 0, 9, 1, 0, -3.0, None),
        Row(0, K.STRIP, anna, boris, council, 0, 10, 1, 1, 0.0, None),
    ]  # fmt: skip
    one = vote(recorded("strip against boris by anna", "yes:anna no:boris"), COUNCIL)
    assert odds(votes_in(ballots), model, one.motion, "anna") == {"anna": 2.0}
    assert odds(votes_in(replace(row, flag=2 * K.RENEW) for row in ballots), model, one.motion, "anna") == {}, "moved once more"


def test_a_chance_is_never_certain_and_one_half_where_nobody_votes() -> None:
    assert shrunk([{"anna": 30.0}] * 99, "anna") == pytest.approx(0.995)
    assert shrunk([{}, {"boris": 3.0}], "anna") == 0.5


def test_the_chance_is_what_the_explanation_of_the_same_history_says() -> None:
    """The same run, told move by move: in each history the first vote on the motion has the same log-odds."""
    one = vote(recorded("strip against boris by anna", "yes:anna,clara no:david"), COUNCIL)
    day, end = one.run(COUNCIL, START)
    found = put(COUNCIL, "full", one, "anna", START, Plan(4, 5, 1))
    results = collegium.run(
        COUNCIL, start=START, end=end, histories=4, seed=5, record=("outcomes",), interventions=one.motion.sentences(COUNCIL, "anna", day)
    )
    for k in range(4):
        said_so = [entry for entry in account(results, k) if entry["type"] == "vote" and entry["kind"] == "strip"]
        ballots = [entry["votes"] for entry in said_so if "boris" in entry["principals"]]
        said = {one["id"]: one["chance"] for one in ballots[0]} if ballots else {}
        assert {person: 1 / (1 + math.exp(-value)) for person, value in found[k].items()} == pytest.approx(said)
    assert any(found)


def test_threads_change_no_chance() -> None:
    one = taxes("anna,boris")
    assert told(one, plan=Plan(12, 3, 1)) == told(one, plan=Plan(12, 3, 4))
    assert told(one, plan=Plan(12, 3, 2)) != told(one, plan=Plan(12, 4, 2))


def test_of_several_movers_a_persons_own_motion_does_not_count() -> None:
    both, alone = told(taxes("anna,boris")), told(taxes("boris"))
    assert both["anna"] == alone["anna"]
    assert min(told(taxes("anna"))["clara"], alone["clara"]) <= both["clara"] <= max(told(taxes("anna"))["clara"], alone["clara"])


def test_the_record_does_not_decide_the_chance() -> None:
    turned = taxes(sides="yes:anna,clara,david,elena no:boris")
    assert told(turned) == told(taxes())


def test_rivals_and_people_about_whom_nothing_is_coded_answer_too() -> None:
    one = taxes()
    asked = [statement(one, person) for person in one.foretold(at(COUNCIL, START))]
    for arm in ("blank", "chance", "office"):
        assert ((found := forecast(COUNCIL, arm, asked, SMALL, None)) > 0).all() and (found < 1).all()


def test_votes_in_a_trace_are_told_apart() -> None:
    """A routine election that leaves no result comes before a motion; a motion without voters has no votes."""

    def row(kind: int, actor: int, target: int, subject: int = -1) -> Row:
        return Row(0, kind, actor, target, 1, subject, 0, 0, 0, 0.0, None)

    election = [row(K.T_VOTE, 0, 5, 2), row(K.T_VOTE, 1, 5, 2)]
    motion = [row(K.T_VOTE, 0, 7), row(K.T_VOTE, 1, 7), row(K.T_BLOC, 0, 7)]
    found = list(votes_in([*election, *motion, row(K.STRIP, 3, 7), row(K.STRIP, 3, 8), *election, row(K.STRIP, 3, 9)]))
    assert [ballots for _, ballots in found] == [motion, [], []]


# simple rules


def earlier(*rows: str) -> Scenario:
    return replace(COUNCIL, record=tuple(recorded("", sides, f"2001-0{n}-01", f"v{n}") for n, sides in enumerate(rows, 1)))


def test_the_majority_is_followed_as_often_as_before() -> None:
    """Clara was once with the others and once against them; with David it was always."""
    case = earlier("yes:anna,boris,clara,david no:elena", "yes:anna,boris,david no:clara")
    one = taxes(sides="yes:anna,boris,elena no:clara,david")
    found = majority(case, [statement(one, person) for person in ("clara", "david", "elena")])
    assert found == pytest.approx([2 / 4, 3 / 4, 0.5])
    assert majority(COUNCIL, [statement(one, "clara")])[0] == 0.5


def test_the_last_alignment_with_the_mover_persists() -> None:
    case = earlier("yes:anna,boris no:clara", "yes:anna,clara no:boris")
    asked = [statement(taxes(), person) for person in ("boris", "clara", "david")]
    assert alignment(case, asked) == pytest.approx([1 / 3, 2 / 3, 1 / 2])


def test_without_a_vote_beside_the_mover_the_target_counts() -> None:
    case = earlier("yes:boris,clara no:david")
    one = vote(recorded("strip against boris by anna", "yes:anna no:clara,david"), COUNCIL)
    assert alignment(case, [statement(one, person) for person in ("clara", "david")]) == pytest.approx([1 / 3, 2 / 3])


@pytest.mark.parametrize("name", BASELINES)
def test_a_rule_knows_no_vote_of_its_own_period_or_later(name: str) -> None:
    case = earlier("yes:anna,boris no:clara")
    later = replace(case, record=(*case.record, recorded("", "yes:anna,clara no:boris", "2002-01-20", "w")))
    asked = [statement(taxes(), person) for person in ("boris", "clara")]
    assert (BASELINES[name][0](case, asked) == BASELINES[name][0](later, asked)).all()
    assert len(history(later, START)) == 1 and len(history(later, date(2003, 1, 1))) == 2


# the score


def test_named_votes_are_a_block_of_their_own_and_not_in_the_verdict() -> None:
    case = replace(COUNCIL, record=(recorded("policy of taxes = 0.5 by anna", "yes:anna,boris no:clara,david"),))
    found = collegium.score(case, start="2002-01-01", end="2002-06-30", histories=10)
    rows = {row.forecast: row for row in found.rows if row.block == BLOCK}
    assert set(rows) == {"full", "blank", "chance", *BASELINES} and {row.n for row in rows.values()} == {3}
    assert found.votes == 1 and rows["full"].events == 1
    assert not {one.over for one in found.skills if one.block == "risks"} & set(BASELINES)
    assert not any(name in words for name in BASELINES for words in found.standing.values())


def test_a_motion_that_no_history_hears_is_warned_of(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The body meets too late: every chance is one half, which used to look like a forecast."""
    late, soon = "2002-12-30", "2002-02-10"
    asked = [recorded("policy of taxes = 0.5 by anna", "yes:anna,boris no:clara,david", day, name) for day, name in
             ((late, "late"), (soon, "soon"))]  # fmt: skip
    case = replace(COUNCIL, record=tuple(asked), end=date(2002, 12, 31))
    found = collegium.score(case, start="2002-01-01", histories=10, out=tmp_path / "kept")
    assert (
        found.votes == 2 and found.unheard == ("late",) and "no history of the model hears the recorded motion late," in found.warnings[0]
    )
    assert read(tmp_path / "kept").unheard == ("late",)
    assert cli.main(["score", str(tmp_path / "kept"), "--page", str(tmp_path / "page.html")]) == 0
    assert "Warning: no history of the model hears" in capsys.readouterr().out
    assert "<strong>Warning:</strong> no history of the model hears" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert cli.main(["score", str(tmp_path / "kept"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["unheard"] == ["late"] and told["warnings"] == list(found.warnings)
    heard = [one for one, p in zip(found.statements, found.chances["full"], strict=True) if one.id.startswith("soon") and p != 0.5]
    assert len(heard) == 3


def test_whoever_knows_how_they_voted_beats_the_rules() -> None:
    """The instrument can say yes."""
    one = taxes()
    asked = [replace(statement(one, person), period=n) for n, person in enumerate(one.foretold(at(COUNCIL, START)))]
    truth = np.array([float(each.truth) for each in asked])
    lots = np.full(len(asked), 0.5)
    given = {"full": np.where(truth > 0, 0.99, 0.01), "blank": lots, "chance": lots} | plain(COUNCIL, asked)
    found = judged(COUNCIL.name, COUNCIL.title, {}, asked, given)
    assert all(skill.better for skill in found.skills if skill.block == BLOCK)


# the shipped cases


@pytest.mark.parametrize("name", shipped())
def test_every_vote_with_sides_by_name_is_scored_or_left_out_with_a_reason(name: str) -> None:
    case = collegium.load(name)
    sided = {row.id for row in case.record if row.type == "vote" and any(cast(row.value))}
    left = {row.id for row in case.record if row.type == "vote" and row.excluded}
    scored = {one.row.id for one in votes(case)}
    assert scored | left == sided and not scored & left
    counts = {"bolsheviks": (2, 8, 2), "chile": (1, 3, 0)}
    asked = named(case, periods(case.start, case.end))
    assert (len(scored), len(asked), len(left)) == counts.get(name, (0, 0, 0))


@pytest.mark.parametrize("name", ["bolsheviks", "chile"])
def test_the_motion_of_every_scored_vote_is_voted_on(name: str) -> None:
    case = collegium.load(name)
    starts = {one.vote.row.id: one.start for one in named(case, periods(case.start, case.end)) if one.vote}
    for one in votes(case):
        for mover in one.motion.movers:
            found = put(case, "full", one, mover, starts[one.row.id], SMALL)
            assert np.mean([bool(each) for each in found]) >= 0.9
            voters = set.union(*(set(each) for each in found))
            assert set(one.foretold(at(case, starts[one.row.id]))) <= voters | {mover}


def test_the_page_counts_what_is_scored_and_lists_every_vote() -> None:
    case = collegium.load("bolsheviks")
    text = page.PAGE.read_text(encoding="utf-8").split("## How people voted")[1]
    asked = named(case, periods(case.start, case.end))
    rows = [row for row in case.record if row.type == "vote"]
    assert (
        f"{len(votes(case))} recorded votes with {len(asked)} positions are scored, {len(rows) - len(votes(case))} votes are not." in text
    )
    for row in rows:
        assert f"| `{row.id}` | {row.what} | " + (f"`{row.measure}` |" if row.measure else f"{row.excluded or page.UNNAMED} |") in text
