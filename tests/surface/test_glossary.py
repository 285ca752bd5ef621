"""The glossary has every term of the field that the texts use, each once, and what it lists agrees with the code."""

from __future__ import annotations

import re
from pathlib import Path

from collegium.ensemble.variants import VARIANTS

PAGE = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^(?!#|:|\{)(\S.*)\n: (.+)$", PAGE, re.MULTILINE)
FIELD = """
confidence interval, Monte Carlo standard error, common random numbers, paired difference, discordant pairs, variance due to chance,
variance due to parameter uncertainty, prior, posterior, prior predictive check, placebo test, base rate, log score, calibration,
sensitivity, seat, quorum, majority, supermajority, agenda setter, gatekeeping, veto, selectorate, winning coalition, patronage, client,
faction, purge, co-optation, personalism, coup-proofing, succession, tenure
"""
OURS = """
history, ensemble, scenario, table, body, constituency, bloc, allegiance, standing, authority, motion, item, keeper of the agenda, goal,
move, rung, precedent, comradeship, discipline, snapshot, firewall against hindsight, draw, what-if, arm, pair, flip, measure, claim,
verdict, placebo, variant, published models, record, target
"""


def test_every_term_is_explained_once() -> None:
    terms = [term for term, _ in ENTRIES]
    assert len(set(map(str.lower, terms))) == len(terms)
    assert {" ".join(term.split()) for term in (FIELD + "," + OURS).split(",")} - set(terms) == set()


def test_an_explanation_is_short() -> None:
    assert [term for term, text in ENTRIES if len(re.findall(r"[.?!](?=\s|$)", text)) > 4 or len(text.split()) > 70] == []


def test_terms_that_an_explanation_links_to_are_here() -> None:
    linked = re.findall(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`", PAGE)
    assert len(linked) > 10 and {term.strip() for term in linked} - {term for term, _ in ENTRIES} == set()


def test_the_variants_are_those_of_the_model() -> None:
    text = dict(ENTRIES)["variant"]
    assert re.findall(r"`(\w+)`", text) == list(VARIANTS)
