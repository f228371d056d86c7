"""An invented office, and the day on which it is asked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.claims import ClaimState
from bot.domain.policy import ClaimNumberFormat, IdentityPolicy, Messages, Office, OpeningHours, Routing, Topic

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)

ESCALATION = {"en": "A billing specialist will answer you here.", "es": "Un especialista le responderá aquí."}

WEEKDAYS = OpeningHours(*["08:00-17:00"] * 5)
ALWAYS = OpeningHours(*["00:00-24:00"] * 7)
"""Hours of which nothing needs to be said."""

OFFICE = Office(
    name="Testing Billing Office",
    time_zone="America/Boise",
    hours=ALWAYS,
    phone="208-555-0100",
    claim_numbers=(ClaimNumberFormat(r"\d{5}-[A-Z]", "45012-A", "five digits, a hyphen and one letter"),),
    messages=Messages(greeting={"en": "Hello."}, escalation=ESCALATION),
    identity=IdentityPolicy(no_match_after_seconds=0),
    routing=Routing(
        always_handoff=(Topic("car accident", ("car accident", "accidente de auto")),),
        status_aliases={"Pended": ClaimState.IN_PROCESS},
    ),
)


def office(**changes: Any) -> Office:
    return replace(OFFICE, **changes)
