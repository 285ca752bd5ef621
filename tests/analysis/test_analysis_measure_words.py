"""What is said of a measure that cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from collegium.errors import SettingError
from collegium.experiments.measures import measure
from helpers import synthetic

START, END = date(1922, 4, 3), date(1927, 12, 31)

WRONG = {
    "": "it is blank (do: write a measure such as 'losses')",
    "lossses": "no measure begins with 'lossses' (do: write 'losses')",
    "qqq": "no measure begins with 'qqq' (do: use one of ",
    "power of": "something is missing after 'power of' (do: write 'power of PERSON [on DAY]')",
    "trotsky": "something is missing after 'trotsky' (do: write 'PERSON holds OFFICE [on DAY]' or 'PERSON loses seat|committee|",
    "stalin hold general_secretary": "'hold' cannot follow 'stalin' (do: write 'holds')",
    "power of stalim": "there is no person 'stalim' (do: write 'stalin')",
    "stalin holds war_comisar": "there is no office 'war_comisar' (do: write 'war_commissar')",
    "count remove in politbureau": "there is no body 'politbureau' (do: write 'politburo')",
    "count policy about politbureau": "there is no subject 'politbureau' (do: write 'politburo')",
    "allegiance of union to stalin": "there is no constituency 'union' (do: write 'unions')",
    "policy of tax": "there is no issue 'tax' (do: leave it out, or define it first: there are none)",
    "rule one_men": "there is no word 'one_men' here (do: write 'one_man')",
    "trotsky loses seats": "there is no word 'seats' here (do: write 'seat')",
    "count denounce": "there is no kind of event 'denounce' (do: write 'denounced')",
    "count remove+expell": "there is no kind of event 'expell' (do: write 'expel')",
    "carried denounced": "there is no kind of motion 'denounced' (do: use one of ",
    "carried attacks": "there is no kind of motion 'attacks' (do: use one of ",
    "seat of stalin on 1928-01-01": "1928-01-01 lies outside the run (do: choose a day from 1922-04-03 to 1927-12-31, or other days",
    "seat of stalin on 1922-04-02": "1922-04-02 lies outside the run (do: ",
    "seat of stalin on 19240101": "'19240101' is not a day (do: write year-month-day, such as 1923-10-08)",
    "seat of stalin on 1924-02-30": "'1924-02-30' is not a day (do: ",
    "losses on 1924-01-01": "'on' does not belong here (do: leave it out)",
    "seat of stalin before 1924-01-01": "'before' does not belong here (do: write 'seat of PERSON [on DAY]')",
    "count policy by": "nothing follows 'by' (do: write 'by PERSON')",
    "count policy by lenin by stalin": "'by' is given twice (do: leave one of them out)",
    "count policy from 1925-01-01 until 1925-01-01": "no day lies between 'from' and 'until' (do: let 'until' be the later day)",
    "losses - no loss": "the first is counted in 'seats', the second in 'share' (do: take the difference of two measures of one unit)",
    "losses - deaths - losses": "it is a difference of more than two measures (do: write 'A - B')",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=WRONG)
def test_mistake(text: str, told: str) -> None:
    with pytest.raises(SettingError) as caught:
        measure(text, synthetic.scenario(), START, END)
    assert str(caught.value).startswith(f"measure '{text}': {told}")
    assert str(caught.value).count("(do: ") == 1


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(SettingError) as caught:
        measure("count denounce by stalim until 1921-01-01 - losss", synthetic.scenario(), START, END)
    told = str(caught.value)
    assert all(part in told for part in ("'denounced'", "'stalin'", "1921-01-01 lies outside", "'losses'"))
    assert told.count("(do: ") == 4


def test_a_day_of_a_shorter_run_is_asked_of_that_run() -> None:
    assert measure("seat of stalin on 1924-01-01", synthetic.scenario(), START, END).text == "seat of stalin on 1924-01-01"
    with pytest.raises(SettingError, match="choose a day from 1922-04-03 to 1923-12-31"):
        measure("seat of stalin on 1924-01-01", synthetic.scenario(), START, date(1923, 12, 31))


def test_a_word_that_opens_several_forms_is_taken_as_it_fits() -> None:
    """``carried`` is a column of its own, a measure of kinds, and part of ``any carried``; so is ``policy`` a kind and an opening."""
    texts = {"carried": "motions", "carried policy": "number", "any carried policy": "share", "any policy": "share"}
    assert {text: measure(text, synthetic.scenario(), START, END).unit for text in texts} == texts
