"""The contest: following, dependence, patronage, aims and sides, each alone on a quiet council (docs/odd.md, sections 4.4, 5.1 and 6.6)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import tanh

import numpy as np
import pytest
from scipy import stats

from collegium.engine import goals, moves
from collegium.engine import layout as L
from collegium.engine.calendar import MONTH
from collegium.engine.compile import Model, compile_scenario
from collegium.scenario import at
from collegium.scenario import kinds as K
from helpers.bench import CALM, Bench, model, quiet, scenario
from helpers.quiet_council import Council, terms

SILENCE = moves.NAMES.index("stay_silent")


def sums(c: Council) -> dict[int, float]:
    return {int(row["actor"]): float(row["value"]) for row in c.bench.rows(K.T_VOTE)}


# bystanders

TWENTY = 20
VOTED = (K.STRIP, K.SEND_AWAY, K.EXPEL, K.REMOVE)


@cache
def crowded(name: str) -> Model:
    """The scenario with twenty more people of some renown and average traits, who have no seat, post, following or tie."""
    case = scenario(name)
    nothing, some, middle = (case.people[0].mortality.__class__("point", (x,)) for x in (0.0, 0.4, 2.0))
    like = replace(case.people[0], standing=some, traits=dict.fromkeys(case.people[0].traits, middle), place="centre")
    like = replace(like, mortality=nothing, authority=nothing)
    more = tuple(replace(like, id=f"bystander_{n}", name=f"Bystander {n}") for n in range(TWENTY))
    case = replace(case, people=(*case.people, *more))
    return compile_scenario(at(case, case.start))


def weighed(m: Model, name: str, number: int, kind: int) -> dict[tuple[str, int], tuple[float, float]]:
    """What each member and bloc makes of a motion of this kind in every body of the scenario: chance of a yes, and own stake."""
    bench, found = Bench(m, theta=CALM, tracing=True).open(number), {}
    bench.st["death_week"], bench.st["event_due"] = float(L.FOREVER), float(L.FOREVER)
    people = {person: m.people.index(person) for person in model(name).people}
    top = [i for i in people.values() if bench.st["seat"][int(bench.st["top"]), i] == L.FULL]
    office = next(o for o in range(len(m.offices)) if bench.st["holder"][o] in top)
    target = int(bench.st["holder"][office])
    mover = next(i for i in top if i != target)
    arg = {K.STRIP: office, K.REMOVE: int(bench.st["top"])}.get(kind, L.NOBODY)
    bench.st["next_meeting"], bench.st["q_state"] = bench.week, L.FREE
    quorum, term = bench.sc["quorum"].copy(), bench.sc["term"].copy()
    bench.sc["quorum"], bench.sc["term"] = 0.0, 0
    for b in range(len(m.bodies)):
        for field, x in (
            ("state", L.SUBMITTED), ("kind", kind), ("mover", mover), ("target", target), ("body", b), ("arg", arg), ("value", 0.0),
            ("week", bench.week - 10), ("seen", 2), ("urgent", 1), ("appeal", 0), ("key", 7 + b),
        ):  # fmt: skip
            bench.st[f"q_{field}"][b] = x
    bench.step()
    bench.sc["quorum"], bench.sc["term"] = quorum, term
    named = {i: person for person, i in people.items()}
    for row in bench.rows(K.T_VOTE, K.T_BLOC):
        who = named[row["actor"]] if row["kind"] == K.T_VOTE else m.constituencies[row["actor"]]
        found[who, int(row["body"])] = (1.0 / (1.0 + np.exp(-row["value"])), float(row["terms"][K.T_STAKE]))
    return found


@pytest.mark.parametrize("kind", VOTED)
@pytest.mark.parametrize("name", ["council", "brezhnev"])
def test_twenty_bystanders_change_no_vote(name: str, kind: int) -> None:
    """Nobody's stake, and no chance of a yes by more than .01."""
    for number in range(5):
        few, many = weighed(model(name), name, number, kind), weighed(crowded(name), name, number, kind)
        assert few.keys() == many.keys() and len(few) > 5
        for who, (chance, stake) in few.items():
            assert many[who][0] == pytest.approx(chance, abs=0.01), who
            assert many[who][1] == pytest.approx(stake, abs=1e-9), who
        assert any(abs(stake) > 0.01 for _, stake in few.values()) or kind == K.SEND_AWAY


# clients and caucuses


@pytest.mark.parametrize("view", [1.0, -1.0])
def test_a_client_votes_with_the_patron_the_more_a_client(view: float) -> None:
    """Of three clients of Anna's, who have no view of their own, each takes up so much of her line."""
    whip, weight = 3.0, 2.0
    c = Council(K.POLICY, policy=weight, whip=whip)
    c.st["position"][c.anna, c.issue], c.st["salience"][c.anna, c.issue] = view, 1.0
    clientage = {c.boris: 0.0, c.clara: 0.3, c.david: 0.6, c.elena: 1.0}
    for m, x in clientage.items():
        c.st["client"][m, c.anna] = x
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.meet()
    line = tanh(weight * (1.0 - abs(view - 1.0)) / 2.0)
    assert {m: sums(c)[m] for m in clientage} == pytest.approx({m: whip * x * line for m, x in clientage.items()})
    assert terms(c, K.T_WHIP)[c.anna] == 0.0


def test_a_patron_leads_as_mover_and_as_target() -> None:
    """The client of the one votes yes, the client of the other no; who is the client of both is pulled both ways."""
    c = Council(K.STRIP, whip=3.0, status_quo=0.0)
    c.st["client"][c.clara, c.anna], c.st["client"][c.david, c.boris] = 0.8, 0.8
    c.st["client"][c.elena, [c.anna, c.boris]] = 0.5, 0.7
    c.motion(K.STRIP, c.anna, c.boris, c.secretary)
    c.meet()
    assert {m: sums(c)[m] for m in (c.clara, c.david, c.elena)} == pytest.approx({c.clara: 2.4, c.david: -2.4, c.elena: -0.6})


def test_a_leader_without_a_vote_is_heard() -> None:
    """What a member of the top body thinks reaches clients in a body of which he is no member."""
    c = Council(whip=3.0, policy=2.0)
    c.sc["decides"][c.assembly, K.POLICY] = 1
    c.st["seat"][c.assembly], c.st["bloc"][c.assembly] = L.NO_SEAT, 0
    c.st["seat"][c.assembly, [c.felix, c.boris]] = L.FULL
    c.st["client"][c.felix, c.anna], c.st["position"][c.anna, c.issue], c.st["salience"][c.anna, c.issue] = 1.0, 1.0, 1.0
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, body=c.assembly, value=1.0)
    c.st["next_meeting"][c.assembly] = c.bench.week
    c.step()
    assert sums(c) == pytest.approx({c.felix: 3.0 * tanh(1.0), c.boris: 0.0})


@pytest.mark.parametrize("founded", [True, False])
def test_a_caucus_has_a_line_against_its_target_that_reaches_clients(founded: bool) -> None:
    """Anna and Boris agree to lower Clara. Elena, who belongs to Anna and to no caucus, votes against Clara with her."""
    c = Council(K.STRIP, whip=2.0, caucus_discipline=0.7, caucus_cost=0.0, status_quo=0.0)
    c.st["client"][c.elena, c.anna] = 0.5
    if founded:
        c.caucus(c.clara, c.anna, c.boris)
    c.st["holder"][c.treasurer] = c.clara
    c.motion(K.STRIP, c.david, c.clara, c.treasurer)
    c.meet()
    line = 1.4 if founded else 0.0
    assert {m: sums(c)[m] for m in (c.anna, c.boris, c.elena)} == pytest.approx({c.anna: line, c.boris: line, c.elena: tanh(line)})


def test_a_caucus_votes_against_whatever_its_target_moves() -> None:
    c = Council(K.POLICY, whip=2.0, caucus_discipline=0.7, caucus_cost=0.0)
    c.caucus(c.clara, c.anna, c.boris)
    c.motion(K.POLICY, c.clara, arg=c.issue, value=0.5)
    c.meet()
    assert {m: sums(c)[m] for m in (c.anna, c.boris, c.david)} == pytest.approx({c.anna: -1.4, c.boris: -1.4, c.david: 0.0})


def test_a_caucus_lasts_while_its_target_is_feared() -> None:
    """What the members fear of one another does not dissolve it."""
    for ambition, on in ((1.0, 1), (0.0, 0)):
        c = Council(caucus_cost=0.05)
        c.st["ambition"][[c.anna, c.boris]], c.st["ambition"][c.clara] = 1.0, ambition
        c.st["tie"][c.anna, c.boris] = c.st["tie"][c.boris, c.anna] = -1.0
        c.bench.theta["activity"] = 0.0
        c.caucus(c.clara, c.anna, c.boris)
        c.step()
        assert c.st["g_on"][0] == on


# dependence


def expected(sure: int, open_minded: int) -> float:
    """The chance, by the normal form, that three votes or more come of so many sure ones and of those who may as well as not."""
    return float(stats.norm.cdf((sure + open_minded / 2.0 - 3.0 + 0.5) / np.sqrt(open_minded / 4.0)))


@pytest.mark.parametrize("secret", [0, 1])
def test_whose_posts_hang_on_the_winning_side_votes_with_it(secret: int) -> None:
    """Anna, Boris and Clara, who are sure, can carry the day alone. David's posts hang on Anna, Elena's on Felix, who has no say."""
    c = Council(K.POLICY, policy=100.0, dependence=2.0)
    c.sc["secret"][c.council] = secret
    for m in (c.anna, c.boris, c.clara):
        c.st["position"][m, c.issue], c.st["salience"][m, c.issue] = 1.0, 1.0
    c.sc["threshold"][c.council] = 0.5
    c.st["hold"] = 0.0
    c.st["hold"][c.david, c.anna], c.st["hold"][c.elena, c.felix] = 0.6, 0.9
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.meet()
    assert sums(c)[c.david] == pytest.approx(0.0 if secret else 2.0 * 0.6 * expected(sure=3, open_minded=2))
    assert sums(c)[c.elena] == 0.0


@pytest.mark.parametrize(
    ("with_her", "line", "wins"),
    [(3, 1.0, expected(3, 2)), (3, -1.0, 1.0 - expected(0, 2)), (1, 1.0, expected(1, 2)), (1, -1.0, 1.0 - expected(2, 2))],
)
def test_a_leader_is_to_be_feared_as_far_as_her_side_wins(with_her: int, line: float, wins: float) -> None:
    """All of David's posts hang on Anna, who is for it or against it, with the two others or alone."""
    c = Council(K.POLICY, policy=100.0, dependence=2.0)
    c.sc["threshold"][c.council] = 0.5
    for n, m in enumerate((c.anna, c.boris, c.clara)):
        c.st["position"][m, c.issue], c.st["salience"][m, c.issue] = (line if n < with_her else -line), 1.0
    c.st["hold"] = 0.0
    c.st["hold"][c.david, c.anna] = 1.0
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.meet()
    assert sums(c)[c.david] == pytest.approx(2.0 * line * wins)


# patronage


@pytest.mark.parametrize("slate", [0.0, 0.4])
def test_full_clients_give_their_patron_the_whole_body(slate: float) -> None:
    """All of the council are Felix's; whoever keeps its agenda decides ``slate`` of it all the same."""
    c = Council(slate=slate)
    members = np.flatnonzero(c.st["seat"][c.council] == L.FULL)
    c.st["client"][members, c.felix], c.st["hold"] = 1.0, 0.0
    c.st["agenda"][c.council] = c.secretary
    c.bench.step(MONTH)
    assert c.st["sway"][c.council, c.felix] == pytest.approx(1.0 - slate)
    assert c.st["sway"][c.council, c.boris] == pytest.approx((1.0 - slate) / len(members) + slate)


def test_what_one_holds_among_delegates_goes_up_a_body_with_every_account() -> None:
    """All delegates lean to one outsider: at the first account the congress is his, at the second the committee, then the top body."""
    bench = quiet("bolsheviks", {"slate": 0.0, "turnover": 0.0, "tie_half_life": 1e300})
    st, sc, m = bench.st, bench.sc, bench.model
    top = int(st["top"])
    committee = int(sc["elector"][top])
    congress = int(sc["elector"][committee])
    leaders = np.flatnonzero(st["seat"][top] == L.FULL)
    outsider = next(i for i in range(len(m.people)) if not st["seat"][:, i].any())
    committee_only = np.setdiff1d(np.flatnonzero(st["seat"][committee] == L.FULL), leaders)
    st["seat"], st["bloc"][committee], st["holder"] = L.NO_SEAT, 0, L.NOBODY
    st["seat"][top, leaders], st["seat"][committee, committee_only] = L.FULL, L.FULL
    st["client"], st["hold"], st["sway"], st["leaning"] = 0.0, 0.0, 0.0, 0.0
    st["leaning"][:, outsider], st["n_adherents"], st["adherent"][:, 0] = 1.0, 1, outsider
    seen = []
    for _ in range(4):
        bench.step(MONTH)
        seen.append([float(st["sway"][b, outsider]) for b in (congress, committee, top)])
    assert np.array(seen) == pytest.approx(np.array([[1, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1]]))
    assert st["hold"][leaders, outsider] == pytest.approx(1.0)
    assert not np.delete(st["hold"], [outsider, *committee_only], axis=1).any()


def test_a_post_that_somebody_fills_by_right_hangs_on_him() -> None:
    """A seat in the assembly, which nobody elects, hangs on nobody; the treasury is the secretary's to give."""
    c = Council(slate=0.0)
    c.sc["fills"], c.sc["fills"][c.secretary, c.treasurer] = 0, 1
    c.st["holder"][c.st["holder"] == c.felix] = L.NOBODY
    c.st["seat"][:, c.felix], c.st["holder"][c.treasurer] = L.NO_SEAT, c.felix
    c.bench.step(MONTH)
    assert c.st["hold"][c.felix, c.boris] == 1.0 and c.st["hold"][c.felix].sum() == 1.0


def test_whoever_is_kept_in_a_post_comes_to_owe_it() -> None:
    """In a year of full turnover and loyalty an official outside the top body becomes the client of whoever fills the post."""
    c = Council(slate=0.0, turnover=0.5, loyalty=0.8)
    c.st["appoints"], c.sc["fills"] = 0.0, 0
    c.sc["fills"][c.secretary, c.treasurer] = 1
    c.st["holder"][c.st["holder"] == c.felix] = L.NOBODY
    c.st["seat"][:, c.felix], c.st["holder"][c.treasurer] = L.NO_SEAT, c.felix
    c.st["tie"][c.boris, c.felix] = 1.0  # Boris fills the post by right, and keeps a friend in it
    pace = MONTH * 0.5 * 0.8 / float(c.sc["per_year"])
    for settled in range(1, 14):
        c.bench.step(MONTH)
        assert c.st["client"][c.felix, c.boris] == pytest.approx(1.0 - (1.0 - pace) ** settled)
    assert not c.st["client"][c.anna].any()


# aims


def bent_on(goal: int = goals.ADVANCE, **theta: float) -> Council:
    """Anna acts in every step and is after Boris; she never thinks again unless she must."""
    c = Council(**({"review": 0.0} | theta))
    c.bench.theta["activity"] = 50.0
    for j in range(len(c.bench.model.people)):
        if j != c.anna:
            c.ill(j)
    c.st["aim"][c.anna], c.st["aimed_at"][c.anna] = goal, c.boris
    c.st["turned"], c.st["hurt_then"] = c.bench.week, c.st["hurt"]
    return c


def thinks_again(c: Council) -> bool:
    c.step()
    return any(row["actor"] == c.anna for row in c.bench.rows(K.T_GOAL))


def test_an_aim_lasts_until_it_is_reviewed() -> None:
    """Thirty steps, and all she does is meant for him."""
    c = bent_on()
    meant = []
    for _ in range(30):
        assert not thinks_again(c)
        meant += [(row["flag"], row["target"]) for row in c.bench.rows(K.L_MOVE) if row["actor"] == c.anna]
    assert len(meant) == 30 and set(meant) == {(goals.ADVANCE, c.boris)}


def test_an_aim_is_reviewed_at_its_rate() -> None:
    """Four times a year: in a step of a week the chance is 1 - exp(-4/52.18), from which 1,000 steps depart by less than four errors."""
    c = bent_on(review=4.0)
    again = sum(thinks_again(c) for _ in range(1000))
    p = 1.0 - np.exp(-4.0 / float(c.sc["per_year"]))
    assert abs(again - 1000 * p) < 4.0 * np.sqrt(1000 * p * (1 - p))


@pytest.mark.parametrize(("gap", "again"), [(0.16, False), (0.14, True)])
def test_an_aim_to_shape_policy_ends_where_the_line_is_near_enough(gap: float, again: bool) -> None:
    """At an inertia of .15 somebody without caution lets it rest below a gap of .15."""
    c = bent_on(goals.SHAPE, inertia=0.15)
    c.st["aimed_at"][c.anna], c.st["caution"][c.anna] = c.issue, 0.0
    c.st["position"][c.anna, c.issue], c.st["salience"][c.anna, c.issue] = 2.0 * gap, 1.0
    assert thinks_again(c) is again


def dead(c: Council) -> None:
    c.st["seat"][:, c.boris], c.st["holder"][c.st["holder"] == c.boris], c.st["alive"][c.boris] = L.NO_SEAT, L.NOBODY, 0


def down(c: Council) -> None:
    """No seat and no office: what he has left does not count among those who rank."""
    c.st["seat"][:, c.boris], c.st["holder"][c.st["holder"] == c.boris] = L.NO_SEAT, L.NOBODY


def injured(c: Council) -> None:
    c.st["harm"][c.anna, c.clara], c.st["hurt"][c.anna] = 0.1, 0.1


@pytest.mark.parametrize(
    ("goal", "event", "again"),
    [(goals.ADVANCE, dead, True), (goals.ADVANCE, down, True), (goals.SURVIVE, down, True), (goals.RETALIATE, down, False),
     (goals.PROTECT, down, False), (goals.PROTECT, dead, True), (goals.RETALIATE, injured, True)],
)  # fmt: skip
def test_an_aim_ends_when_its_object_is_lost_or_with_a_new_injury(goal: int, event, again: bool) -> None:  # type: ignore[no-untyped-def]
    c = bent_on(goal)
    assert not thinks_again(c)
    event(c)
    assert thinks_again(c) is again


@pytest.mark.parametrize("effort", [0.0, 0.1])
def test_nobody_does_what_is_not_worth_the_trouble(effort: float) -> None:
    """Where silence is open a move must promise more than ``effort``. With choices as loose as here luck would often have it otherwise."""
    bench, tempted = Bench(model("council"), theta={"activity": 1.0, "precision": 1.0, "effort": effort}, tracing=True), 0
    for number in range(10):
        log = bench.play(number).log
        options: dict[int, tuple[float, float]] = {}
        for n in bench_rows(log):
            kind, goal, move = (int(log[f"log_{field}"][n]) for field in ("kind", "flag", "subject"))
            if kind == K.T_OPTION:
                options[move] = float(log["log_value"][n]), float(log["log_terms"][n][0])
                continue
            if SILENCE in options and move != SILENCE:
                assert options[move][0] > effort, (moves.NAMES[move], goals.GOAL_NAMES[goal])
            tempted += max(options, key=lambda m: sum(options[m])) != move
            options = {}
    assert tempted > 50


def bench_rows(log: dict[str, np.ndarray]) -> np.ndarray:
    return np.flatnonzero(np.isin(log["log_kind"], (K.T_OPTION, K.L_MOVE)))


# sides


def test_who_was_with_the_winners_is_remembered() -> None:
    """Two of five lose one vote after another: what counts the other way wears off by ``side_memory``. A unanimous vote tells nothing."""
    c = Council(K.POLICY, policy=100.0, side_memory=0.3)
    c.sc["threshold"][c.council] = 0.5
    c.st["lost"], c.st["salience"][:, c.issue] = 0.5, 1.0
    winners, losers = [c.anna, c.boris, c.clara], [c.david, c.elena]
    for n in range(1, 6):
        c.st["policy"][c.issue], c.st["position"][winners, c.issue], c.st["position"][losers, c.issue] = 0.0, 1.0, -1.0
        c.motion(K.POLICY, L.NOBODY, arg=c.issue, value=1.0)
        c.meet()
        assert c.st["lost"][winners] == pytest.approx(0.5 * 0.7**n)
        assert c.st["lost"][losers] == pytest.approx(1.0 - 0.5 * 0.7**n)
    before = c.st["lost"].copy()
    c.st["policy"][c.issue], c.st["position"][:, c.issue] = 0.0, 1.0
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.meet()
    assert np.array_equal(c.st["lost"], before)


def test_a_secret_ballot_tells_nobody_who_lost() -> None:
    c = Council(K.POLICY, policy=100.0)
    c.sc["secret"][c.council], c.sc["threshold"][c.council] = 1, 0.5
    c.st["lost"], c.st["salience"][:, c.issue], c.st["position"][:, c.issue] = 0.5, 1.0, 1.0
    c.st["position"][c.elena, c.issue] = -1.0
    c.motion(K.POLICY, L.NOBODY, arg=c.issue, value=1.0)
    c.meet()
    assert c.bench.rows(K.POLICY)[0]["no"] == 1 and (c.st["lost"][: len(c.bench.model.people)] == 0.5).all()


@pytest.mark.parametrize(("lost", "opposed"), [(0.0, 0.0), (0.5, 0.25), (1.0, 0.5)])
def test_whoever_is_always_with_the_winners_is_no_opponent(lost: float, opposed: float) -> None:
    """He may denounce whom he likes: it is opposition as far as one is not of the majority."""
    c = Council()
    c.let_act(c.anna, c.boris)
    c.st["public"][c.anna], c.st["lost"][c.anna] = 1.0, lost
    c.st["ambition"][c.anna] = 1.0
    c.bench.theta["tie_jump"] = 0.0  # nothing to be had by courtesy
    c.st["tie"][c.anna, c.boris] = -1.0
    for j in range(len(c.bench.model.people)):
        if j != c.anna:
            c.ill(j)
    c.step()
    assert c.made(c.anna) == ["denounce"]
    assert c.st["opposed"][c.anna] == pytest.approx(opposed)
    for _ in range(10):
        c.st["harm"][c.boris, c.anna] = 0.0  # so that she has not just said as much
        c.step()
    assert bool(c.st["opposed"][c.anna] == 0.0) is (lost == 0.0)


# a fall frees the following


@pytest.mark.parametrize(("kind", "rung"), [(K.STRIP, 1), (K.SEND_AWAY, 2), (K.REMOVE, 3)])
def test_a_sanction_frees_the_following_by_its_rung_except_behind_a_post(kind: int, rung: int) -> None:
    """Boris heads the first constituency. In the other a quarter of ``desertion`` leaves him for each rung."""
    c = Council(kind, desertion=0.6)
    post = next(o for o in range(len(c.bench.model.offices)) if o not in (c.secretary, c.chairman, c.treasurer))
    c.sc["boss"][:2], c.sc["region"][post] = (post, L.NOBODY), 0
    c.st["holder"][post], c.st["holder"][c.secretary] = c.boris, c.boris
    c.st["allegiance"][:, c.boris], c.st["allegiance"][:, -1] = 0.8, 0.2
    arg = {K.STRIP: c.secretary, K.REMOVE: c.assembly}.get(kind, L.NOBODY)
    c.motion(kind, c.anna, c.boris, arg, state=L.CARRIED, ordered=1)
    c.step()
    assert c.st["q_state"][0] == L.DONE and c.st["holder"][post] == c.boris
    left = 0.8 * (1.0 - 0.6 * rung / 4)
    assert c.st["allegiance"][:2, c.boris] == pytest.approx([0.8, left])
    assert c.st["allegiance"][:2, -1] == pytest.approx([0.2, 1.0 - left])
