"""The code book against values worked out by hand."""

from __future__ import annotations

from datetime import date
from math import exp, log, tanh

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.scenario import codebook
from collegium.scenario.model import Act, Cell, Source, Span, When

DAY = date(1922, 4, 3)


def act(kind: str, start: str, end: str = "", person: str = "ann", other: str = "ben") -> Act:
    def when(text: str) -> When | None:
        return When(date.fromisoformat(text), date.fromisoformat(text)) if text else None

    return Act(f"{kind}_{start}", kind, person, other, Span(when(start), when(end)), "", Source(""))


@pytest.mark.parametrize("acts", [0, 1, 2])
def test_few_acts_leave_a_trait_unknown(acts: int) -> None:
    assert codebook.trait(acts) == Cell("uniform", (0.0, 4.0))


def test_a_trait_from_acts() -> None:
    level = 4 * (1 - exp(-1))
    assert codebook.trait(4).values == pytest.approx((level - 1, level, level + 1))
    assert codebook.trait(4).values[1] == pytest.approx(2.528482, abs=1e-6)
    assert codebook.trait(30).values[2] == 4.0


@pytest.mark.parametrize(("agreement", "spread"), [(None, 1), (1, 1), (0.6, 1), (0.59, 2), (-0.2, 2)])
def test_two_codings_that_agree_too_little_double_the_range(agreement: float | None, spread: float) -> None:
    """What nobody has coded again is taken as it is: the range widens on evidence of doubt, not for want of evidence."""
    level = 4 * (1 - exp(-3 / 4))
    assert codebook.trait(3, agreement).values == pytest.approx((level - spread, level, min(4, level + spread)))
    assert codebook.trait(2, agreement) == Cell("uniform", (0.0, 4.0))
    strength = tanh(-0.7)
    assert codebook.tie(0, 0, 1, agreement).values == pytest.approx((max(-1, strength - 0.3 * spread), strength, strength + 0.3 * spread))


@given(st.integers(3, 200))
def test_more_acts_never_lower_a_trait(acts: int) -> None:
    low, mode, high = codebook.trait(acts).values
    assert 0 <= low < mode <= high <= 4
    assert codebook.trait(acts + 1).values[1] >= mode


def test_what_is_counted_for_a_trait() -> None:
    acts = [
        act("bid", "1921-01-01"),
        act("bid", "1922-04-03"),
        act("bid", "1922-04-04"),
        act("bid", "1920-01-01", person="cid"),
        act("public", "1920-01-01"),
    ]
    assert codebook.count(acts, "ann", "ambition", DAY) == 2
    assert codebook.count(acts, "ann", "public", DAY) == 1
    assert codebook.count(acts, "ann", "caution", DAY) == 0


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("1922-04-03", "", 1),
        ("1921-04-03", "", 1),
        ("1921-04-02", "", 2),
        ("1919-01-01", "1920-01-01", 1),
        ("1919-01-01", "1920-01-02", 2),
        ("1919-01-01", "1930-01-01", 4),
        ("1922-05-01", "", 0),
    ],
)
def test_apparatus_counts_started_years(start: str, end: str, years: int) -> None:
    assert codebook.count([act("apparatus", start, end)], "ann", "apparatus", DAY) == years


def test_fading_halves_every_two_years() -> None:
    assert codebook.fading(0) == 1
    assert codebook.fading(2) == 0.5
    assert codebook.fading(6) == 0.125


@given(st.floats(0, 50), st.floats(0, 50))
def test_faded_years_are_the_area_under_fading(one: float, other: float) -> None:
    end, start = sorted((one, other))
    slices = 400
    width = (start - end) / slices
    area = sum(codebook.fading(end + (i + 0.5) * width) * width for i in range(slices))
    assert codebook.faded_years(start, end) == pytest.approx(area, rel=1e-3, abs=1e-12)


def test_common_service_is_cut_off_at_the_day() -> None:
    service = [act("service", "1920-04-03", "1927-01-01")]
    expected = (1 - 2 ** (-(730 / 365.25) / 2)) * 2 / log(2)
    assert codebook.common_service(service, "ann", "ben", DAY) == pytest.approx(expected)
    assert codebook.common_service(service, "ben", "ann", DAY) == pytest.approx(expected)


def test_a_year_on_two_posts_is_one_year() -> None:
    once = [act("service", "1918-01-01", "1921-01-01")]
    twice = [*once, act("service", "1919-01-01", "1920-01-01"), act("service", "1918-06-01", "1921-01-01")]
    parts = [act("service", "1918-01-01", "1919-06-01"), act("service", "1919-06-01", "1921-01-01")]
    whole = codebook.common_service(once, "ann", "ben", DAY)
    assert codebook.common_service(twice, "ann", "ben", DAY) == pytest.approx(whole)
    assert codebook.common_service(parts, "ann", "ben", DAY) == pytest.approx(whole)


def test_a_tie_from_acts() -> None:
    assert codebook.tie(0, 0, 0) == Cell("triangular", (-0.3, 0.0, 0.3))
    strength = tanh(0.5 * 1 + 0.5 * 2 - 0.7 * 1)
    assert codebook.tie(1, 2, 1).values == pytest.approx((strength - 0.3, strength, min(1, strength + 0.3)))
    assert codebook.tie(0, 0, 100).values[0] == -1


def test_deeds_bind_only_the_doer() -> None:
    deed = [act("hostile", "1922-04-03")]
    assert codebook.tie_between(deed, "ann", "ben", "comrade", DAY).values[1] == pytest.approx(tanh(-0.7))
    assert codebook.tie_between(deed, "ben", "ann", "comrade", DAY).values == (-0.3, 0.0, 0.3)


def test_an_old_deed_weighs_half_after_two_years() -> None:
    deed = [act("support", "1920-04-03")]
    expected = tanh(0.5 * 2 ** (-(730 / 365.25) / 2))
    assert codebook.tie_between(deed, "ann", "ben", "comrade", DAY).values[1] == pytest.approx(expected)


@pytest.mark.parametrize(("kind", "mode"), [("ally", 0.8), ("friend", 0.4), ("kin", 0.4), ("rival", -0.4), ("enemy", -0.8), ("comrade", 0)])
def test_without_acts_the_kind_speaks(kind: str, mode: float) -> None:
    later = [act("hostile", "1922-04-04")]
    assert codebook.tie_between(later, "ann", "ben", kind, DAY).values[1] == pytest.approx(mode)
