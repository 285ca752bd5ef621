"""Unions and incompatible players: counted by groups against all coalitions, and what each value must satisfy."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.models import banzhaf, banzhaf_owen, deegan_packel, holler, owen, shapley_shubik, simple_games, swings, symmetric_banzhaf

F = Fraction
BY_UNION = [owen, banzhaf_owen, symmetric_banzhaf]
WEIGHTS = st.lists(st.integers(0, 9), min_size=2, max_size=7).filter(any)


@st.composite
def games(draw: st.DrawFn) -> tuple[int, list[int], list[list[int]]]:
    """A quota, weights and unions."""
    weights = draw(WEIGHTS)
    labels = draw(st.lists(st.integers(0, 3), min_size=len(weights), max_size=len(weights)))
    unions = [[i for i, label in enumerate(labels) if label == k] for k in sorted(set(labels))]
    return draw(st.integers(1, sum(weights))), weights, unions


@given(games())
@settings(max_examples=100, deadline=None)
def test_counting_by_unions_equals_looking_at_every_coalition(drawn: tuple[int, list[int], list[list[int]]]) -> None:
    quota, weights, unions = drawn
    game = simple_games.weighted_game(quota, weights)
    for value in BY_UNION:
        assert value(quota, weights, unions, exact=True).tolist() == getattr(simple_games, value.__name__)(game, unions)


@given(games(), st.data())
@settings(max_examples=60, deadline=None)
def test_what_a_value_with_unions_must_satisfy(drawn: tuple[int, list[int], list[list[int]]], data: st.DataObject) -> None:
    quota, weights, unions = drawn
    weights = [*weights, 0]  # a null player joins one of the unions
    unions = [[*unions[0], len(weights) - 1], *unions[1:]]
    totals = [sum(weights[i] for i in union) for union in unions]
    quotient = {owen: shapley_shubik(quota, totals, exact=True), symmetric_banzhaf: banzhaf(quota, totals, normalised=False, exact=True)}
    order = data.draw(st.permutations(range(len(weights))))
    places = [order.index(i) for i in range(len(weights))]
    for value in BY_UNION:
        found = value(quota, weights, unions, exact=True)
        assert found[-1] == 0
        for union in unions:
            assert all(found[i] == found[j] for i in union for j in union if weights[i] == weights[j])
        elsewhere = value(quota, [weights[i] for i in order], [[places[i] for i in union] for union in unions], exact=True)
        assert [elsewhere[k] for k in places] == found.tolist()
        if value in quotient:  # the union's members share what it has when unions vote as one
            assert [sum(found[i] for i in union) for union in unions] == quotient[value].tolist()
    assert sum(owen(quota, weights, unions, exact=True)) == 1


@given(games())
@settings(max_examples=40, deadline=None)
def test_unions_of_one_and_the_union_of_all_change_nothing(drawn: tuple[int, list[int], list[list[int]]]) -> None:
    quota, weights, _ = drawn
    alone, everybody = [[i] for i in range(len(weights))], [list(range(len(weights)))]
    for unions in (alone, everybody):
        assert owen(quota, weights, unions, exact=True).tolist() == shapley_shubik(quota, weights, exact=True).tolist()
        penrose = banzhaf(quota, weights, normalised=False, exact=True)
        assert banzhaf_owen(quota, weights, unions, exact=True).tolist() == penrose.tolist()


@given(WEIGHTS, st.data())
@settings(max_examples=100, deadline=None)
def test_counting_by_knots_equals_looking_at_every_coalition(weights: list[int], data: st.DataObject) -> None:
    quota = data.draw(st.integers(1, sum(weights)))
    pairs = [(i, j) for i in range(len(weights)) for j in range(i) if data.draw(st.integers(0, 3)) == 0]
    game = simple_games.restricted_game(simple_games.weighted_game(quota, weights), pairs)
    if not game.any():
        with pytest.raises(ValueError, match="no compatible players"):
            banzhaf(quota, weights, incompatible=pairs)
        return
    assert swings(quota, weights, incompatible=pairs) == simple_games.swings(game)
    for index in (banzhaf, shapley_shubik, holler, deegan_packel):
        found = index(quota, weights, incompatible=pairs, exact=True).tolist()
        assert found == getattr(simple_games, index.__name__)(game)
        assert sum(found) == 1
        assert index(quota, weights, incompatible=pairs) == pytest.approx([float(x) for x in found], abs=1e-14)


def test_sixty_members_in_ten_unions() -> None:
    """Ten unions of six equals, more than six unions needed: a union decides beside C(9, 6) of 2^9 sets of others."""
    unions = [list(range(6 * k, 6 * k + 6)) for k in range(10)]
    assert owen(37, [1] * 60, unions, exact=True).tolist() == [F(1, 60)] * 60
    as_one = banzhaf_owen(37, [6] * 10, [[k] for k in range(10)], exact=True)
    assert as_one.tolist() == [F(comb(9, 6), 2**9)] * 10
    members = banzhaf_owen(39, [1] * 60, unions, exact=True)  # before him six unions and two companions, 38 together
    assert members.tolist() == [F(comb(9, 6), 2**9) * F(comb(5, 2), 2**5)] * 60
    weights = [1 + i * i % 97 for i in range(60)]
    mixed = [list(range(k, 60, 10)) for k in range(10)]
    quota = sum(weights) // 2 + 1
    found = owen(quota, weights, mixed, exact=True)
    assert sum(found) == 1
    assert owen(quota, weights, mixed) == pytest.approx(found.astype(float), abs=1e-15)
    blocs = [sum(weights[i] for i in union) for union in mixed]
    assert [sum(found[i] for i in union) for union in mixed] == shapley_shubik(quota, blocs, exact=True).tolist()


def test_sixty_members_of_whom_neighbours_never_act_together() -> None:
    """Thirty pairs of equals, one of each pair at most: a majority of the pairs decides, and a member is worth nothing beside his rival."""
    pairs = [(2 * k, 2 * k + 1) for k in range(30)]
    counted = swings(16, [1] * 60, incompatible=pairs)
    others = comb(29, 15) * 3**15  # exactly fifteen other pairs present, each in three ways; his rival absent
    assert counted == [others] * 60
    assert shapley_shubik(16, [1] * 60, incompatible=pairs, exact=True).tolist() == [F(1, 60)] * 60
    assert holler(16, [1] * 60, incompatible=pairs, exact=True).tolist() == [F(1, 60)] * 60
