"""Experiments: the permutation test, what-ifs, claims and attribution."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import collegium
from collegium import Results
from collegium.ensemble.variants import RIVALS, VARIANTS, VOTE
from collegium.errors import ScenarioError, SettingError
from collegium.experiments import arms
from collegium.experiments import claims as study
from collegium.experiments.arms import Design
from collegium.experiments.attribution import attribute, divided, drawn_orders
from collegium.experiments.file import Experiment, of_claim, read_experiments, sentences
from collegium.experiments.measures import measure
from collegium.experiments.whatif import compare, placebo, whatif
from collegium.scenario import at, from_files
from collegium.scenario.model import Scenario
from helpers.counted import counting

COUNCIL = collegium.load("council")
END = COUNCIL.start.replace(year=2003)
SMALL = Design(pairs=40, per_draw=4, threads=2)


def test_permutation_adds_two_arms(tmp_path: Path) -> None:
    results = collegium.run("council", histories=20, end=END, out=tmp_path / "a")
    arms = collegium.permutation(results, histories=12)
    assert [arm.name for arm in arms] == ["real", "equal", "shuffled"]
    assert [arm.n for arm in arms] == [20, 12, 12]
    found = Results(results.dir)
    assert set(found.arms) == {"equal", "shuffled"}
    # Everything but traits is the same luck.
    assert found.arms["equal"].histories(["theta:status_quo"]).equals(found.histories(["theta:status_quo"]).slice(0, 12))


# what if


def test_no_change_has_no_effect() -> None:
    shown = whatif("council", "set shock = half_normal(0.7)", pairs=20, end=END)
    assert len(shown.effects) > 8
    assert all(effect.changed.value == 0.0 for effect in shown.effects)


def test_a_change_has_an_effect_with_an_interval() -> None:
    told: list[tuple[int, int]] = []
    measures = ["motions", "losses"]
    shown = whatif("council", "forbid anybody to act", measures, end=END, pairs=40, progress=lambda *now: told.append(now))
    effect = shown.effects[0]
    assert [one.text for one in shown.effects] == measures
    assert effect.difference.value == pytest.approx(effect.after.value - effect.before.value)
    assert effect.difference.low <= effect.difference.value <= effect.difference.high < 0.0, "nobody moves anything"
    assert effect.draws == 4
    assert told[-1] == (120, 120)


def test_what_is_given_holds_in_both_arms() -> None:
    shown = whatif("council", "let boris die on 2001-06-04", "boris dead", given="let anna die", pairs=10, end=END, record=("events",))
    assert (shown.effects[0].before.value, shown.effects[0].after.value) == (0.0, 1.0)
    for arm in (shown.before, shown.after):
        dead = [row["target"] for row in arm.events(["kind", "target"]).to_pylist() if row["kind"] == "death"]
        assert dead.count("anna") == 10


def test_a_folder_keeps_both_arms(tmp_path: Path) -> None:
    shown = whatif("council", "drop drought", "output", pairs=10, end=END, out=tmp_path / "dry")
    assert {path.name for path in (tmp_path / "dry").iterdir() if path.is_dir()} == {"without", "with"}
    arms = (Results(tmp_path / "dry" / name) for name in ("without", "with"))
    again = compare(*arms, [measure("output", COUNCIL, COUNCIL.start, END)], 10)
    assert again == shown.effects
    page = shown.page()
    assert page.do == ("drop drought",) and len(page.fans) >= 1 and page.parting is not None
    assert "--do 'drop drought' --measure output" in page.command


def test_each_sentence_is_parsed_once_and_the_scenario_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read: once from its folder. Resolved again: once for the arm whose sentences edit it, and once for a placebo that does."""
    seen = counting(monkeypatch)
    do, given, asked = ["drop letter", "make ambition of anna 4"], "let david die", ["losses", "power of anna - power of boris"]
    whatif("council", do, asked, given=given, end=END, pairs=2, per_draw=1)
    once = {"load", *do, given, "losses", "power of anna", "power of boris", "add event trifle crisis at 2001-01-01 with threat:0.01"}
    assert seen == Counter(once) | Counter({"complete": 3})


def test_attribution_and_claims_parse_each_sentence_once(monkeypatch: pytest.MonkeyPatch, case: Scenario) -> None:
    seen = counting(monkeypatch)
    do = ("set shock = 0", "make ambition of anna 4")
    attribute(COUNCIL, Experiment("x", do, ("losses",), end=END), Design(2, 1))
    assert seen == Counter({*do, "losses"}) | Counter({"complete": 1})
    seen.clear()
    study.claims(case, Design(2, 1), only=["late"], variants=())
    assert {seen[text] for text in ("take office secretary from boris", "set shock = 0", "set tie = 0", "power of boris")} == {1}


def test_mistakes_are_found_before_anything_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arms, "simulate", refused("something is played"))
    for do, asked in (("let ann die", "losses"), ("drop fever", "losess"), (["drop fever", "set shok = 1"], "losses")):
        with pytest.raises((ScenarioError, SettingError)):
            whatif("council", do, asked, end=END)
    with pytest.raises(ScenarioError, match="does not lie between the first day of the run and the end"):
        whatif("council", "drop fever", "losses", end=date(2030, 1, 1))
    with pytest.raises(SettingError, match="variant = 'luck': unknown"):
        whatif("council", "drop fever", "losses", end=END, variant="luck")


@pytest.mark.parametrize(("do", "given", "pairs"), [
    ("let anna die", "", None), ("set shock = 0", "", None), ("forbid anna to act", "", None),
    ("give office secretary to clara on 2001-03-05", "", 20), ("give seat council to anna", "", 0),
    ("force elena to denounce against boris on 2001-03-05", "let elena die", 0), ("write letter against boris on 2001-03-05", "", 20),
    ("disclose letter on 2001-03-05", "write letter against boris on 2001-02-05", 20),
    ("found caucus of david, elena against anna", "", 20),
    ("carry any against elena", "forbid anybody to act", 0),
])  # fmt: skip
def test_an_intervention_says_in_how_many_pairs_it_took_hold(do: str, given: str, pairs: int | None) -> None:
    shown = whatif("council", do, "losses", given=given or (), pairs=20, per_draw=2, end=date(2001, 6, 30))
    found = {one.sentence: one for one in shown.took_hold}
    assert (do in found) == (pairs is not None)
    if pairs is not None:
        assert (found[do].pairs, found[do].of, found[do].few) == (pairs, 20, pairs == 0)
        assert str(found[do]) == f"took hold in {pairs} of 20 pairs" and str(found[do]) in repr(shown)


def test_votes_took_hold_where_such_a_motion_was_put() -> None:
    """Counted by hand from the events: appeals and motions that come back are of the kind too, routine elections are not."""
    do = "defeat policy in council from 2001-02-01 until 2001-05-01"
    shown = whatif("council", do, "losses", pairs=20, per_draw=2, end=date(2001, 6, 30), record=("events",))
    rows = shown.after.events(["history", "date", "kind", "body", "passed"]).to_pylist()
    meant = [
        row for row in rows if row["kind"] in ("policy", "reverse_policy", "renew_policy", "insist_policy") and row["body"] == "council"
    ]
    inside = [row for row in meant if date(2001, 1, 28) <= row["date"] < date(2001, 4, 29)]
    assert inside and not any(row["passed"] for row in inside) and len(inside) < len(meant)
    assert shown.took_hold[0].pairs == len({row["history"] for row in inside})


def test_results_show_themselves() -> None:
    shown = whatif("council", "give office secretary to clara", "losses", pairs=4, per_draw=2, end=END)
    assert repr(shown).splitlines()[0] == "what if: give office secretary to clara (4 pairs)"
    page = shown._repr_html_()
    assert page.count("<tr>") == 2 and "<th>as it was</th><th>changed</th>" in page and "took hold in 4 of 4 pairs" in page


def test_the_old_names_of_measures_still_work() -> None:
    from collegium.experiments import measures

    with pytest.warns(DeprecationWarning, match="gauge is now measure"):
        old = measures.gauge
    assert old is measure
    with pytest.warns(DeprecationWarning, match="Gauge is now Measure"):
        assert measures.Gauge is measures.Measure
    with pytest.raises(AttributeError, match="no attribute 'gage'"):
        _ = measures.gage


def test_pairs_are_divided_into_whole_draws() -> None:
    with pytest.raises(SettingError, match="choose a multiple"):
        whatif("council", "drop fever", pairs=25)
    assert not SMALL.fixed
    assert Design(pairs=8, per_draw=8).fixed


def test_runs_of_other_histories_are_not_compared() -> None:
    first, second = (collegium.run("council", histories=3, seed=seed, end=END, record=("outcomes",)) for seed in (1, 2))
    with pytest.raises(ValueError, match="same histories"):
        compare(first, second, [])


def test_the_placebo_is_somebody_without_weight() -> None:
    """Everybody in the council has a seat or a post, so that there it is a crisis too small to matter."""
    assert placebo(at(COUNCIL, COUNCIL.start)) == "add event trifle crisis at 2001-01-01 with threat:0.01"
    case = collegium.load("bolsheviks")
    assert placebo(at(case, date(1922, 4, 3))).startswith("make standing of ")


# rival variants


def test_rival_theories_lay_terms_of_the_vote_aside() -> None:
    for name in RIVALS:
        changed = collegium.edit(COUNCIL, VARIANTS[name].changes(COUNCIL))
        silent = {term for term in VOTE if changed.parameters[term].args == (0.0,)}
        assert silent, name
    assert "whip" not in VARIANTS["clientele"].parameters and "policy" not in VARIANTS["spatial"].parameters


def test_a_run_under_a_rival_theory_says_so() -> None:
    office = collegium.run("council", histories=4, end=END, variant="office", record=("outcomes",))
    assert office.provenance["settings"]["variant"] == "office" and office.provenance["settings"]["traits"] == "equal"
    assert "--variant office" in office.provenance["command"]
    with pytest.raises(SettingError, match="variant = 'luck': unknown"):
        collegium.run("council", histories=1, variant="luck")


# claims


ROWS = """id,claim,experiment,given,measure,sign,from,to
dead_men,The dead hold no office,let boris die,,boris holds secretary,down,,2001-12-31
idle,Nobody is moved by a stranger's calm,forbid elena to arrest,,strongest anna,none,,2001-12-31
motive,He meant it,,,intent is not in the model,,,
late,A post is power,take office secretary from boris; set shock = 0,set tie = 0,power of boris - power of anna,down,2001-06-01,2001-12-31
nothing,Fever brings exile,drop fever,,count exiled,down,,2001-12-31
noise,Boris is busier than Anna,swap traits of anna and boris,,motions,down,,2002-12-31
"""


@pytest.fixture
def case() -> Scenario:
    return from_files("claimed", dict(COUNCIL.files) | {"claims.csv": ROWS})


def test_claims_are_judged_by_the_rule(case: Scenario, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    judged = {one.id: one for one in study.claims(case, SMALL, out=tmp_path / "c", progress=lambda *now: told.append(now))}
    assert list(judged) == ["dead_men", "idle", "late", "motive", "noise", "nothing"]
    assert judged["motive"].verdict == "not testable here" and judged["motive"].reason == "intent is not in the model"
    assert judged["idle"].verdict == "supported" and judged["idle"].effect is not None and judged["idle"].effect.changed.value == 0.0
    assert judged["dead_men"].verdict == "built in", "no draw of no variant lets a dead man rule"
    assert set(judged["dead_men"].variants) == set(RIVALS)
    assert judged["nothing"].verdict == "no power" and judged["nothing"].detectable == judged["nothing"].mattering == 0.0
    assert judged["noise"].verdict == "no power" and "a tenth of the standard deviation" in judged["noise"].reason
    assert 0.1 * judged["noise"].scale == judged["noise"].mattering < judged["noise"].detectable
    assert judged["late"].effect is not None and judged["late"].effect.difference.high < 0
    # One arm without the interventions for each variant, days and given; half as many pairs for a rival.
    arms = len(list((tmp_path / "c" / "arms").glob("*.parquet")))
    assert arms == 3 * len(VARIANTS) + 5 * len(VARIANTS) + 3
    assert told[-1][0] == told[-1][1] == 40 * 11 + 20 * len(RIVALS) * 8


def test_claims_are_taken_up_where_they_were(case: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = study.claims(case, SMALL, out=tmp_path / "c", variants=())
    monkeypatch.setattr("collegium.experiments.claims.play_arm", refused("an arm is played again"))
    assert repr(study.claims(case, SMALL, out=tmp_path / "c", variants=())) == repr(first)
    next((tmp_path / "c" / "arms").glob("*")).unlink()
    with pytest.raises(AssertionError, match="played again"):
        study.claims(case, SMALL, out=tmp_path / "c", variants=())


def refused(why: str) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError(why)

    return refuse


def test_one_claim_can_be_tried_alone(case: Scenario) -> None:
    assert [one.id for one in study.claims(case, SMALL, only=["idle"], variants=())] == ["idle"]
    with pytest.raises(SettingError, match="there is no claim 'idl'"):
        study.claims(case, SMALL, only=["idl"])


def test_a_folder_of_something_else_is_left_alone(case: Scenario, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SettingError, match="holds no results and is left alone"):
        study.claims(case, SMALL, out=tmp_path)


def test_mistakes_in_claims_are_told_with_their_row() -> None:
    wrong = ROWS.replace("let boris die", "let boriss die").replace("strongest anna", "strogest anna")
    with pytest.raises(ScenarioError) as caught:
        study.claims(from_files("claimed", dict(COUNCIL.files) | {"claims.csv": wrong}), SMALL)
    told = str(caught.value)
    assert "claims.csv: dead_men: let boriss die: there is no person 'boriss' (do: write 'boris')" in told
    assert "claims.csv: idle: strogest anna" in told


def test_the_shipped_claims_can_all_be_read() -> None:
    for name in ("bolsheviks", "directory"):
        trials, aside = study.read(collegium.load(name))
        assert len(trials) > 5 and all(claim.measure for claim in aside)
    rows = study.listing("bolsheviks")
    ledger = {row["claim"][:7] for row in rows if row["claim"].startswith("p1") or row["claim"].startswith("p0")}
    tried = {row["claim"][:7] for row in rows if row["experiment"]} & ledger
    assert len(ledger) == 82 and len(tried) >= 60


# attribution


def test_shapley_values_of_a_game_worked_by_hand() -> None:
    """Shapley 1953 on Owen's glove game: left gloves a, b, one right glove c; a pair is worth 1. c owns 2/3, a and b 1/6 each."""
    values = {frozenset(arm): np.full(4, float({2} < set(arm))) for size in range(4) for arm in combinations(range(3), size)}
    losses = measure("losses", COUNCIL, COUNCIL.start, END)
    found = divided(losses, ["a", "b", "c"], values, list(permutations(range(3))), True, 1)
    assert [share.value.value for share in found.shares] == pytest.approx([1 / 6, 1 / 6, 2 / 3])
    assert [share.alone.value for share in found.shares] == [0.0, 0.0, 0.0]
    assert [share.last.value for share in found.shares] == [0.0, 0.0, 1.0]
    assert found.together.value == 1.0


@settings(max_examples=50, deadline=None)
@given(some.lists(some.floats(-5, 5), min_size=16, max_size=16))
def test_the_values_add_up_to_the_effect_of_all(worths: list[float]) -> None:
    arms = [frozenset(arm) for size in range(5) for arm in combinations(range(4), size)]
    values = {arm: np.array([worth, worth + 1.0]) for arm, worth in zip(arms, worths, strict=True)}
    losses = measure("losses", COUNCIL, COUNCIL.start, END)
    for orders in (list(permutations(range(4))), drawn_orders(4, 1)):
        found = divided(losses, list("abcd"), values, orders, len(orders) == 24, 1)
        assert sum(share.value.value for share in found.shares) == pytest.approx(found.together.value, abs=1e-9)


def test_what_does_nothing_is_owed_nothing() -> None:
    experiment = Experiment("x", ("forbid anybody to act", "forbid elena to arrest"), ("motions",), end=END)
    (found,) = attribute("council", experiment, SMALL)
    rare, idle = found.shares
    assert found.exact and idle.value.value == idle.alone.value == idle.last.value == 0.0
    assert rare.value.value == rare.alone.value == found.together.value < 0.0


def test_too_few_and_too_many_circumstances_are_refused() -> None:
    for count in (1, 13):
        with pytest.raises(SettingError, match=r"name from 2 to 12"):
            attribute("council", Experiment("x", ("drop fever",) * count, ("losses",)), SMALL)


def test_orders_come_with_their_reverse() -> None:
    orders = drawn_orders(8, 3)
    assert orders == drawn_orders(8, 3) != drawn_orders(8, 4)
    assert all(one == other[::-1] for one, other in zip(orders[::2], orders[1::2], strict=True))


# files of experiments


def test_a_file_of_experiments(tmp_path: Path) -> None:
    path = tmp_path / "few.yaml"
    path.write_text(
        "experiments:\n  a:\n    do: drop fever\n    measure: [losses, output]\n    sign: up\n"
        "  b: {do: [let anna die, drop drought], given: set shock = 0, measure: no loss, from: 2001-02-01, to: 2002-01-01}\n"
    )
    a, b = read_experiments(path)
    assert a == Experiment("a", ("drop fever",), ("losses", "output"), sign="up")
    assert b == Experiment("b", ("let anna die", "drop drought"), ("no loss",), ("set shock = 0",), date(2001, 2, 1), date(2002, 1, 1))


def test_all_mistakes_of_a_file_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("experiments:\n  a:\n    doo: x\n    measure: losses\n    sign: sideways\n    from: soon\n  a: {do: y}\nother: 1\n")
    with pytest.raises(ScenarioError) as caught:
        read_experiments(path)
    told = str(caught.value)
    pieces = (
        "wrong.yaml:3: experiments.a.doo: there is no key 'doo' here", "'sideways' is not one of up, down, none", "'soon' is not a day",
        "wrong.yaml:7: 'a' is given twice", "there is no key 'other' here", "experiments.a.do: this key must be given",
    )  # fmt: skip
    assert [piece for piece in pieces if piece not in told] == []
    with pytest.raises(ScenarioError, match="there is no such file"):
        read_experiments(tmp_path / "none.yaml")


def test_sentences_are_parted_at_semicolons_but_effects_stay_together() -> None:
    assert sentences("drop fever; add event x crisis at 2001-05 with threat:0.1;taxes:0.2; let anna die") == (
        "drop fever", "add event x crisis at 2001-05 with threat:0.1;taxes:0.2", "let anna die",
    )  # fmt: skip
    assert sentences("") == ()


def test_a_claim_is_an_experiment(case: Scenario) -> None:
    late = of_claim(case.claims[2])
    assert late.do == ("take office secretary from boris", "set shock = 0") and late.given == ("set tie = 0",)
    assert late.start == date(2001, 6, 1) and late.sign == "down"
    assert math.isnan(next(one for one in study.claims(case, SMALL, only=["motive"], variants=())).scale)
