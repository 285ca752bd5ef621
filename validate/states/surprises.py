"""What an historian would not expect. Each function gives its paragraph only while the figures say so, else nothing."""

from __future__ import annotations

from collections.abc import Mapping

from discrimination.values import Value, cell, number

from .study import state

STATES = ("end_1927", "end_1929", "summer_1937")
ARMED = "give office war_commissar to stalin"
UNCALLED = "set body.central_committee.cadence = 104"
UNSEATED = "take office general_secretary from stalin"
AGREED = "found caucus of bukharin, rykov, tomsky against stalin"


def share(found: Mapping[str, Value], key: str) -> str:
    return cell(found.get(key), "share")


def order(found: Mapping[str, Value]) -> str:
    """The three states in order."""
    coded = [found.get(f"{name}/as coded/ruler", Value(float("nan"))).value for name in STATES]
    if not coded[0] < coded[1] < coded[2]:
        return ""
    return (
        f"**The three states have the order that an historian expects.** The definition finds one-man rule in {shares(found, 'as coded')}. "
        f"If Stalin also holds the office of war, it is {shares(found, ARMED)}. The first of these is high for a leader beside three "
        f"allies who owe nothing. The reason is initiative, which holds in {share(found, 'end_1927/as coded/u')} as coded: after five "
        "years of appointments the coded following decides most votes of the Central Committee."
    )


def shares(found: Mapping[str, Value], variant: str) -> str:
    """One-man rule in the three states under a variant."""
    return ", ".join(f"{share(found, f'{name}/{variant}/ruler')} ({state(name).title.lower()})" for name in STATES)


def unmoved(found: Mapping[str, Value], coded: str, changed: str) -> bool:
    """Is a figure of the changed state within the error of the one as coded?"""
    return coded in found and changed in found and found[coded].low <= found[changed].value <= found[coded].high


def army(found: Mapping[str, Value]) -> str:
    """Who is most dangerous in 1927."""
    first = dangers(found, "end_1927/as coded")[:1]
    if not first or first[0][0] != "voroshilov" or first[0][1] < 0.2:
        return ""
    return (
        f"**At the end of 1927 the greatest danger to Stalin is Voroshilov**, with a mean chance of {number(first[0][1], 'share')}. By "
        "general knowledge Voroshilov was a loyal ally. The definition counts what somebody could do, not what they want, and Voroshilov "
        "commands the army and is coded as less than a client in most draws."
    )


def uncalled(found: Mapping[str, Value]) -> str:
    """A reading is void where no body meets."""
    key = f"summer_1937/{UNCALLED}/rule:void"
    if key not in found or found[key].low < 0.5:
        return ""
    return (
        f"**A ruler who stops convening the Central Committee is not found.** Then {share(found, key)} of the readings are void, because "
        "no body could vote on a seat within half a year. Such a ruler is more absolute, not less."
    )


def office(found: Mapping[str, Value]) -> str:
    """What the secretariat itself counts for."""
    coded, without = "end_1929/as coded/v", f"end_1929/{UNSEATED}/v"
    if not unmoved(found, coded, without):
        return ""
    return (
        f"**The secretariat itself hardly counts at once.** At the end of 1929 Stalin is safe in {share(found, without)} of the draws "
        f"without it, and in {share(found, coded)} with it. The clients and delegates that the office has brought protect, not the office. "
        "The definition looks half a year ahead, and the loss would show later."
    )


def agreement(found: Mapping[str, Value]) -> str:
    """What a caucus of three changes."""
    coded, agreed = "end_1927/as coded/v", f"end_1927/{AGREED}/v"
    if not unmoved(found, coded, agreed):
        return ""
    return (
        f"**An agreement of the Right alone changes little at the end of 1927.** Stalin is safe in {share(found, agreed)} of the draws "
        f"with it, and in {share(found, coded)} without. The definition already gives every attacker two co-sponsors."
    )


def dangers(found: Mapping[str, Value], key: str) -> list[tuple[str, float]]:
    """Who could bring the ruler down, and the mean chance, the most dangerous first."""
    by = [(name.rpartition(":")[2], value.value) for name, value in found.items() if name.startswith(f"{key}/by:")]
    return sorted(by, key=lambda pair: -pair[1])


def surprises(found: Mapping[str, Value]) -> str:
    return "\n\n".join(filter(None, (one(found) for one in (order, army, uncalled, office, agreement))))
