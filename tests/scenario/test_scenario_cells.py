"""Laws of cells, priors and dates, and the damage that spreadsheets do."""

from __future__ import annotations

from datetime import date, timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.scenario import cells, dates
from collegium.scenario.calendar import from_iso
from collegium.scenario.cells import Scale
from collegium.scenario.findings import Wrong
from collegium.scenario.model import Cell, Prior, When
from collegium.scenario.parameters import DEFAULTS

SCALES = [
    cells.TRAIT,
    cells.STANDING,
    cells.AUTHORITY,
    cells.CLIENTAGE,
    cells.SALIENCE,
    cells.SHARE,
    cells.STRENGTH,
    cells.HEALTH,
    cells.VALUE,
    cells.STATUS_QUO,
    cells.STEPS_LATER,
]
unit = st.floats(0, 1)
DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("0.6", Cell("point", (0.6,))),
        (".25", Cell("point", (0.25,))),
        ("0.4..0.8", Cell("uniform", (0.4, 0.8))),
        ("0.4..0.6..0.8", Cell("triangular", (0.4, 0.6, 0.8))),
        ("0.4..0.4", Cell("point", (0.4,))),
        ("high", Cell("triangular", (0.4, 0.6, 0.8))),
        ("middle?", Cell("triangular", (0.05, 0.35, 0.65))),
        ("very_high?", Cell("triangular", (0.5, 0.9, 1.0))),
        ("none", Cell("triangular", (0.0, 0.0, 0.1))),
        ("", Cell("uniform", (0.0, 0.3))),
        ("?", Cell("uniform", (0.0, 0.3))),
        ("0.2:0.7|0.5:0.3", Cell("alternatives", (0.2, 0.5), (0.7, 0.3))),
    ],
)
def test_what_a_standing_means(text: str, cell: Cell) -> None:
    found = cells.parse(text, cells.STANDING)
    assert found.kind == cell.kind
    assert found.values == pytest.approx(cell.values)
    assert found.weights == cell.weights


def test_unknown_is_the_whole_range_where_the_default_is_one_number() -> None:
    assert cells.parse("", cells.AUTHORITY) == Cell("point", (0.0,))
    assert cells.parse("?", cells.AUTHORITY) == Cell("uniform", (0, 1))


@pytest.mark.parametrize("scale", SCALES)
def test_levels_and_defaults_lie_in_their_range(scale: Scale) -> None:
    for text in ("", "?", *scale.levels, *(f"{level}?" for level in scale.levels)):
        cell = cells.parse(text, scale)
        assert scale.low <= cell.values[0] <= cell.values[-1] <= scale.high
        assert list(cell.values) == sorted(cell.values)


@pytest.mark.parametrize("scale", SCALES)
def test_doubt_widens_a_level(scale: Scale) -> None:
    for level in scale.levels:
        sure, unsure = cells.parse(level, scale), cells.parse(f"{level}?", scale)
        assert unsure.values[0] <= sure.values[0]
        assert sure.values[-1] <= unsure.values[-1]


@given(st.lists(unit, min_size=1, max_size=3).map(sorted))
def test_ranges_survive_writing(values: list[float]) -> None:
    cell = cells.spread(tuple(values))
    assert cells.parse(cells.write(cell), cells.STANDING) == cell


@given(st.lists(st.tuples(unit, st.integers(1, 9)), min_size=2, max_size=5))
def test_alternatives_survive_writing(pairs: list[tuple[float, int]]) -> None:
    total = sum(weight for _, weight in pairs)
    cell = Cell("alternatives", tuple(value for value, _ in pairs), tuple(weight / total for _, weight in pairs))
    assert cells.parse(cells.write(cell), cells.STANDING) == cell


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_survive_writing(value: float) -> None:
    assert cells.number(cells.show(value)) == value


@given(st.text(max_size=12))
def test_any_text_is_a_cell_or_wrong(text: str) -> None:
    try:
        cell = cells.parse(text, cells.TRAIT)
    except Wrong as wrong:
        assert wrong.message
        assert wrong.remedy
    else:
        assert 0 <= min(cell.values) <= max(cell.values) <= 4


@pytest.mark.parametrize("text", ["nan", "inf", "1_0", "0x1", "1e999", "٣", "1.", "--1", "true"])
def test_what_python_takes_for_a_number_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        cells.number(text, -10, 10)


# priors


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_default_priors_are_priors_and_survive_writing(name: str) -> None:
    prior = cells.prior(DEFAULTS[name].prior)
    assert cells.prior(cells.write_prior(prior)) == prior


@pytest.mark.parametrize(
    ("text", "prior"),
    [
        ("0.2", Prior("point", (0.2,))),
        ("normal(0, 0.7)", Prior("normal", (0, 0.7))),
        ("half_normal(0.7) in 0..1.8", Prior("half_normal", (0.7,), (0, 1.8))),
        ("triangular( 1,2 , 3 )  in 1 .. 2", Prior("triangular", (1, 2, 3), (1, 2))),
    ],
)
def test_what_a_prior_means(text: str, prior: Prior) -> None:
    assert cells.prior(text) == prior


def test_support() -> None:
    assert cells.support(cells.prior("normal(0, 1)")) == (-inf, inf)
    assert cells.support(cells.prior("lognormal(2, 0.5) in -1..3")) == (0, 3)
    assert cells.support(cells.prior("beta(1, 5)")) == (0, 1)
    assert cells.support(cells.prior("uniform(3, 8) in 4..9")) == (4, 8)


@pytest.mark.parametrize(
    "text", ["", "normal", "normal()", "normal(0)", "normal(0, 0)", "uniform(2, 1)", "triangular(0, 3, 2)", "beta(0, 1)", "gamma(1, 1)"]
)
def test_what_is_no_prior(text: str) -> None:
    with pytest.raises(Wrong):
        cells.prior(text)


# dates


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1922-04-03", "1922-04-03", "1922-04-03"),
        ("1924-02", "1924-02-01", "1924-02-29"),
        ("1922", "1922-01-01", "1922-12-31"),
        ("1922-04..1922-06", "1922-04-01", "1922-06-30"),
        ("1922..1922-06-05", "1922-01-01", "1922-06-05"),
        ("~1922-04-03", "1922-03-27", "1922-04-10"),
        ("~1922-01", "1921-12-01", "1922-02-28"),
        ("~1922", "1921-07-01", "1923-06-30"),
    ],
)
def test_what_a_date_means(text: str, earliest: str, latest: str) -> None:
    when = When(date.fromisoformat(earliest), date.fromisoformat(latest), text.startswith("~"))
    assert dates.parse(text) == when
    assert dates.parse(dates.write(when)) == when


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("-0042-11-27", "-0042-11-27", "-0042-11-27"),
        ("-0043-02", "-0043-02-01", "-0043-02-28"),
        ("-0044-02", "-0044-02-01", "-0044-02-29"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("-0042..0014", "-0042-01-01", "0014-12-31"),
        ("~0001-01-03", "0000-12-27", "0001-01-10"),
        ("~-0042-11", "-0042-10-01", "-0042-12-31"),
        ("~-0042", "-0043-07-01", "-0041-06-30"),
        ("-9599", "-9599-01-01", "-9599-12-31"),
    ],
)
def test_what_a_date_before_the_year_one_means(text: str, earliest: str, latest: str) -> None:
    when = When(from_iso(earliest), from_iso(latest), text.startswith("~"))
    assert dates.parse(text) == when
    assert dates.parse(dates.write(when)) == when


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("43-11-27 BC", "write -0042-11-27: 0000 is 1 BC"),
        ("44 BC", "write -0043"),
        ("44 BCE", "write -0043"),
        ("44bc", "write -0043"),
        ("44 B.C.", "write -0043"),
        ("44 v. Chr.", "write -0043"),
        ("1 BC", "write 0000"),
        ("~44 BC", "write -0043"),
        ("44 BC..1900", "write -0043"),
        ("-44", "with four digits"),
        ("-0000-03-01", "with four digits"),
        ("-9600", "from -9599"),
        ("-0043-02-29", "look up the date"),
    ],
)
def test_years_before_christ_typed_in_another_way(text: str, remedy: str) -> None:
    with pytest.raises(Wrong) as raised:
        dates.parse(text)
    assert remedy in raised.value.remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("1922-00", "look up the date"),
        ("1922-00-00", "look up the date"),
        ("1922-04-00", "look up the date"),
        ("1922-04..", "write both ends"),
        ("..1923", "write both ends"),
        ("1922-1923", "write 1922..1923"),
    ],
)
def test_dates_that_name_no_day(text: str, remedy: str) -> None:
    with pytest.raises(Wrong) as raised:
        dates.parse(text)
    assert remedy in raised.value.remedy


@given(DAYS, st.integers(0, 5000))
def test_date_ranges_survive_writing(start: date, days: int) -> None:
    end = min(start.toordinal() + days, date.max.toordinal())
    when = When(start, date.fromordinal(end))
    assert dates.parse(dates.write(when)) == when


@given(DAYS, st.sampled_from(["%d", "%d-%02d", "%d-%02d-%02d"]))
def test_approximate_dates_survive_writing_and_hold_the_exact_one(day: date, form: str) -> None:
    parts = (day.year, day.month, day.day)[: form.count("%")]
    text = (form % parts).rjust(form.count("-") * 3 + 4, "0")
    exact, rough = dates.parse(text), dates.parse("~" + text)
    assert dates.parse(dates.write(rough)) == rough
    assert rough.earliest < exact.earliest <= exact.latest < rough.latest


@pytest.mark.parametrize(
    "text", ["1922-4-3", "22", "1922-13", "1922-02-30", "-0000", "1922-05..1922-04", "~-9599", "~9999", "", "192\uff12"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(Wrong):
        dates.parse(text)


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_wrong(text: str) -> None:
    try:
        when = dates.parse(text)
    except Wrong:
        return
    assert when.latest - when.earliest >= timedelta(0)


# damage


@pytest.mark.parametrize(
    "text",
    [
        "03.05.2022",
        "3.5.22",
        "4/3/1922",
        "5-Mar",
        "5 March 1922",
        "Apr-22",
        "May 1922",
        "3-5",
        "03-05-2022",
        "44654",
        "03. Mai",
        "1.Mrz",
        "Mai 22",
        "5-déc.",
        "03.май",
        "5 мая",
        "2022-05-03 00:00:00",
    ],
)
def test_dates_made_by_spreadsheets_are_named(text: str) -> None:
    with pytest.raises(Wrong, match="spreadsheet"):
        cells.parse(text, cells.VALUE)
    with pytest.raises(Wrong, match="spreadsheet"):
        dates.parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0,4", "decimal comma"),
        ("0.4\u20130.8", "typographic dash"),
        ("\u22120.4", "typographic dash or minus"),
        ("0\u00a0.4", "non-breaking space"),
        ("0.2-0.5", "hyphen"),
        ("0.4\u20260.8", "ellipsis"),
        ("#N/A", "error of a spreadsheet"),
        ("#DIV/0!", "error of a spreadsheet"),
        ("#NAME?", "error of a spreadsheet"),
        ("50%", "write 0.5"),
        ("2.5 %", "write 0.025"),
    ],
)
def test_other_damage_is_named(text: str, message: str) -> None:
    with pytest.raises(Wrong, match=message):
        cells.number(text)
    with pytest.raises(Wrong, match=message):
        cells.parse(text, cells.VALUE)


def test_a_negative_number_is_no_damage() -> None:
    assert cells.parse("-0.4", cells.VALUE) == Cell("point", (-0.4,))
    assert cells.parse("-0.4..-0.2", cells.VALUE) == Cell("uniform", (-0.4, -0.2))
