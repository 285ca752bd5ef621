"""The rows of a day as a chronicle: cause before consequence, one entry for what belongs together, nothing lost."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from collegium.explain.chronicle import chronicle
from collegium.results.sentences import Teller
from collegium.scenario import find, load

TELLER, ROME = Teller(load(find("bolsheviks"))), Teller(load(find("triumvirs")))


def row(kind: str, actor: str | None = None, target: str | None = None, **parts: Any) -> dict[str, Any]:
    blank = {"date": date(1924, 1, 20), "body": None, "subject": None, "yes": 0, "no": 0, "passed": None, "value": 0.0}
    return {"kind": kind, "actor": actor, "target": target, **blank, **parts}


def carried(kind: str, actor: str, target: str, body: str = "politburo", **parts: Any) -> dict[str, Any]:
    return row(kind, actor, target, body=body, yes=5, no=2, **{"passed": True} | parts)


def told(*rows: dict[str, Any], teller: Teller = TELLER) -> list[str]:
    """The texts of a day. Every row is told in exactly one entry."""
    entries = chronicle(rows, teller)
    assert Counter(kind for entry in entries for kind in entry["kinds"]) == Counter(one["kind"] for one in rows)
    assert all(entry["kind"] == entry["kinds"][0] for entry in entries)
    return [entry["text"] for entry in entries]


def left(who: str, post: str, **parts: Any) -> dict[str, Any]:
    return row("left_office", None, who, subject=post, **parts)


def took(who: str, post: str, patron: str | None = "stalin", **parts: Any) -> dict[str, Any]:
    return row("took_office", patron, who, subject=post, **parts)


# why somebody leaves a post


def test_a_death_comes_first_and_the_posts_fall_vacant() -> None:
    dies = row("death", None, "lenin")
    assert told(left("lenin", "sovnarkom_chair"), left("lenin", "sto_chair"), dies) == [
        "Lenin dies. The posts of Chairman of the Council of People's Commissars and Chairman of the Council of Labour and Defence fall "
        "vacant."
    ]
    assert told(left("lenin", "sto_chair"), dies) == ["Lenin dies. The post of Chairman of the Council of Labour and Defence falls vacant."]
    assert told(left("kirov", "siberia_boss"), dies) == ["Kirov is no longer Secretary of the Siberian bureau.", "Lenin dies."]


def test_a_decision_comes_with_the_posts_that_it_costs() -> None:
    moved = "Stalin moves that Trotsky be {}; carried in the Politburo, 5 to 2."
    strip = carried("strip", "stalin", "trotsky", subject="war_commissar")
    assert told(strip, left("trotsky", "war_commissar")) == [moved.format("relieved as People's Commissar of War")]
    assert told(strip, left("trotsky", "sto_chair"))[1] == "Trotsky is no longer Chairman of the Council of Labour and Defence."
    expelled = carried("expel", "stalin", "trotsky"), left("trotsky", "war_commissar"), left("trotsky", "sto_chair")
    gone = " Trotsky is no longer People's Commissar of War and Chairman of the Council of Labour and Defence."
    assert told(*expelled) == [moved.format("expelled") + gone]
    lost = carried("expel", "stalin", "trotsky", passed=False), left("trotsky", "war_commissar")
    assert len(told(*lost)) == 2
    arrest = row("arrested", "stalin", "trotsky")
    assert told(left("trotsky", "sto_chair"), arrest)[0].startswith("Trotsky is arrested, by order of Stalin. Trotsky is no longer")


def test_posts_left_for_no_reason_of_the_day() -> None:
    assert told(left("kirov", "siberia_boss"), left("kirov", "ukraine_boss"), left("radek", "pravda_editor")) == [
        "Kirov is no longer Secretary of the Siberian bureau and Secretary of the Ukrainian Central Committee.",
        "Radek is no longer Editor of Pravda.",
    ]
    assert told(left("saxa", "consul_1"), left("plancus", "consul_2"), teller=ROME) == [
        "The terms of Saxa as Consul and of Plancus as Second consul end."
    ]
    assert told(left("saxa", "consul_1"), teller=ROME) == ["The term of Saxa as Consul ends."]
    assert told(left("saxa", "consul_1"), left("plancus", "legate_gaul"), teller=ROME) == [
        "The term of Saxa as Consul ends.",
        "Plancus is no longer Legate in Gaul.",
    ]
    assert told(left("saxa", "consul_1", decided=True), teller=ROME) == ["Saxa is no longer Consul."]


# who fills a post


def test_appointments_of_a_day_are_one_entry_and_name_whom_they_replace() -> None:
    assert told(left("zelensky", "siberia_boss"), took("kirov", "siberia_boss"), took("radek", "ukraine_boss")) == [
        "The Orgburo, from Stalin's list, makes Kirov Secretary of the Siberian bureau in place of Zelensky and Radek Secretary of the "
        "Ukrainian Central Committee."
    ]
    assert told(took("kirov", "siberia_boss"), took("kirov", "ukraine_boss")) == [
        "The Orgburo, from Stalin's list, makes Kirov Secretary of the Siberian bureau and Secretary of the Ukrainian Central Committee."
    ]
    assert len(told(took("kirov", "siberia_boss"), took("radek", "pravda_editor"))) == 2, "two bodies"
    assert len(told(took("kirov", "siberia_boss"), took("radek", "ukraine_boss", "rykov"))) == 2, "two lists"


def test_nobody_is_put_in_a_post_by_themselves() -> None:
    assert told(took("kirov", "siberia_boss", "kirov")) == ["The Orgburo makes Kirov Secretary of the Siberian bureau."]
    assert told(took("kirov", "siberia_boss", None)) == ["The Orgburo makes Kirov Secretary of the Siberian bureau."]


def test_whoever_fills_a_post_by_right_is_named() -> None:
    told_at_rome = told(left("calenus", "legate_gaul"), took("agrippa", "legate_gaul", "antony"), teller=ROME)
    assert told_at_rome == ["Antony makes Agrippa Legate in Gaul in place of Calenus."]


def test_a_vote_on_a_post_says_it_all() -> None:
    vote, office = carried("appoint", "stalin", "kirov", subject="siberia_boss"), took("kirov", "siberia_boss", moved=True)
    assert told(vote, office) == ["Stalin moves that Kirov be made Secretary of the Siberian bureau; carried in the Politburo, 5 to 2."]
    assert told(left("radek", "siberia_boss"), office) == ["Kirov takes office as Secretary of the Siberian bureau in place of Radek."]


# meetings


def test_a_body_meets_before_its_business() -> None:
    motion, lapse = (
        carried("pack", "lenin", "", body="congress", subject="central_committee"),
        row("lapsed", body="congress", subject="pack"),
    )
    policy = carried("policy", "rykov", "", subject="nep", value=0.9)
    assert [text.split(";")[0] for text in told(lapse, policy, motion, row("congress", body="congress"))] == [
        "A motion to enlarge a body never comes to a vote in the Party Congress and lapses.",
        "Rykov moves that New Economic Policy be set at +0.90, on the side of “continue and widen it”",
        "The Party Congress meets.",
        "Lenin moves that the Central Committee be enlarged",
    ]


def out(who: str, seat: str = "central_committee", **parts: Any) -> dict[str, Any]:
    return row("not_elected", None, who, body="congress", subject=seat, yes=3, no=519, **parts)


def elected(who: str, seat: str = "central_committee") -> dict[str, Any]:
    return row("elected", None, who, body="congress", subject=seat)


def test_elections_of_a_meeting_are_one_entry() -> None:
    assert told(out("radek", listed=False), out("solts", listed=False), elected("kirov")) == [
        "Radek and Solts are left off the list for the Central Committee. The Party Congress elects Kirov to it."
    ]
    assert told(out("radek", listed=True), elected("kirov")) == [
        "The Party Congress does not re-elect Radek (3 to 519) to the Central Committee, and elects Kirov to it."
    ]
    assert told(elected("kirov"), elected("radek"), elected("solts", "control_commission")) == [
        "The Party Congress elects Kirov and Radek to the Central Committee and Solts to the Central Control Commission."
    ]
    assert told(out("solts", "control_commission", listed=False), out("radek"), elected("kirov")) == [
        "Solts is left off the list for the Central Control Commission. The Party Congress does not re-elect Radek (3 to 519) to the "
        "Central Committee, and elects Kirov to the Central Committee."
    ]


# sides


def test_a_caucus_of_two_former_opponents_is_told_once() -> None:
    caucus, joined = row("caucus_formed", "stalin", "tomsky"), row("joined", "stalin", "zinoviev")
    assert told(caucus, joined) == ["Stalin and Zinoviev join their oppositions in a caucus against Tomsky."]
    assert told(joined) == ["Stalin and Zinoviev join their oppositions."]
    assert len(told(caucus, row("joined", "rykov", "zinoviev"))) == 2


def test_what_reads_the_same_twice_is_told_once() -> None:
    assert told(row("caucus_dissolved", None, "tomsky"), row("caucus_dissolved", None, "tomsky")) == [
        "The caucus against Tomsky falls apart."
    ]
