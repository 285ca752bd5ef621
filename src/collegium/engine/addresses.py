"""Where a number from outside belongs in the state: cells drawn at the opening, and what an intervention sets later."""

from __future__ import annotations

from collegium.engine.geometry import TRAIT_SPAN
from collegium.engine.kernel import kernel

(
    AMBITION,
    CAUTION,
    APPARATUS,
    PUBLIC,
    STANDING,
    AUTHORITY,
    MORTALITY,
    POSITION,
    SALIENCE,
    TIE,
    CLIENT,
    ALLEGIANCE,
    MOOD,
    MOOD_SALIENCE,
    STATUS_QUO,
    AFTER_DELAY,
    ILL_WEEKS,
    OUTPUT,
    THREAT,
    PUSH,
    SEAT_WEIGHT,
    OFFICE_WEIGHT,
    CONS_WEIGHT,
    POPULATION,
    ARMS,
    ENEMY,
    REGULAR,
    CONTROL,
    RUIN,
) = range(29)
"""Destinations."""


@kernel
def place(st, field, i, j, x):
    """Put a drawn number where it belongs (traits are given 0..4, kept 0..1)."""
    if field == AMBITION:
        st.ambition[i] = x / TRAIT_SPAN
    elif field == CAUTION:
        st.caution[i] = x / TRAIT_SPAN
    elif field == APPARATUS:
        st.apparatus[i] = x / TRAIT_SPAN
    elif field == PUBLIC:
        st.public[i] = x / TRAIT_SPAN
    elif field == STANDING:
        st.standing[i] = x
    elif field == AUTHORITY:
        st.authority[i] = x
    elif field == MORTALITY:
        st.mortality[i] = x
    elif field == POSITION:
        st.position[i, j] = x
        st.anchor[i, j] = x
    elif field == SALIENCE:
        st.salience[i, j] = x
    elif field == TIE:
        st.tie[i, j] = x
    elif field == CLIENT:
        st.client[i, j] = x
    elif field == ALLEGIANCE:
        st.allegiance[i, j] = x
    elif field == MOOD:
        st.mood[i, j] = x
    elif field == MOOD_SALIENCE:
        st.mood_salience[i, j] = x
    elif field == STATUS_QUO:
        st.policy[i] = x
    elif field == AFTER_DELAY:
        st.event_due[i] = x
    elif field == ILL_WEEKS:
        st.event_weeks[i] = x
    elif field == OUTPUT:
        st.event_output[i] = x
    elif field == THREAT:
        st.event_threat[i] = x
    elif field == PUSH:
        st.event_push[i, j] = x
    elif field == SEAT_WEIGHT:
        st.seat_weight[i] = x
    elif field == OFFICE_WEIGHT:
        st.office_weight[i] = x
    elif field == CONS_WEIGHT:
        st.cons_weight[i] = x
    elif field == POPULATION:
        st.population[i] = x
    elif field == ARMS:
        st.arms[i] = x
    elif field == ENEMY:
        st.enemy[i] = x
    elif field == REGULAR:
        st.regular[i] = x
    elif field == CONTROL:
        st.control[i] = x
    elif field == RUIN:
        st.output = x


@kernel
def settle_allegiances(sc, st):
    """Named shares that add up to more than one are scaled down; the rest is unaligned."""
    free = st.allegiance.shape[1] - 1
    for c in range(sc.n_cons):
        total = 0.0
        for i in range(sc.n_people):
            total += st.allegiance[c, i]
        if total > 1.0:
            for i in range(sc.n_people):
                st.allegiance[c, i] /= total
        st.allegiance[c, free] = max(0.0, 1.0 - total)
