"""What a message can be about."""

import re
from enum import StrEnum


class Concept(StrEnum):
    """What a message can be about; several at once."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    MEDICAL_ADVICE = "medical_advice"
    PERSON = "person_requested"
    APPEAL = "appeal"
    DISPUTE = "dispute"
    NECESSITY = "medical_necessity"
    CODING = "coding_to_get_paid"
    WAIVER = "waiver_or_promise"
    LEGAL = "legal_threat"
    DEADLINE = "legal_deadline"
    COLLECTIONS = "collections"
    FRAUD = "fraud"
    RECORDS = "records_or_subpoena"
    DECEASED = "deceased_or_guardian"
    MISSING_PAYMENT = "missing_payment"
    CORRECTION = "correction"
    TRACE = "payment_trace"
    THIRD_PARTY = "third_party"
    PROVIDER_CALLER = "provider_caller"
    CLAIM = "claim"
    ACCOUNT = "account"
    STATUS = "status"
    OWN = "own"
    DENIAL = "denial"
    EXPLAIN = "explain"
    GENERAL = "general_question"
    QUESTION = "question"
    FIELD = "field_word"
    GREETING = "greeting"
    THANKS = "thanks"
    INJECTION = "injection"
    NEXT = "next_of_list"
    WAYS_TO_PAY = "ways_to_pay"
    REGISTERED = "is_somebody_a_patient"
    AUTHORITY = "may_somebody_act_for_another"
    CONFLICT = "two_sources_disagree"
    NAMED = "tells_a_name"
    OFFICE = "about_the_office_itself"
    OURS = "health_care_or_our_paper"
    OTHER_TRADE = "another_trade"
    TERM_OF_TRADE = "term_of_another_trade"
    HEALTH = "health_care"
    PAST_STORY = "told_of_the_past"
    OBJECTION = "objects_to_coverage"
    ASKS = "asks_for_information"
    SPEAKERS = "says_who_does_what"
    WHY_CHARGED = "why_am_i_charged"
    OUTCOME = "how_a_claim_came_out"
    UPSET = "upset"
    PROOF_TALK = "how_to_prove_who_one_is"
    OFF_ACCOUNT = "take_somebody_off_the_account"


Stems = dict[Concept, re.Pattern[str]]


def either(*stems: str) -> str:
    """Return one alternative of `stems`, to be put together with others into a phrase."""
    return f"(?:{'|'.join(stems)})"


def near(first: str, second: str, gap: int = 4) -> str:
    """Return a phrase of both in either order, with at most `gap` words between them."""
    between = rf"(?: \S+){{0,{gap}}}? "
    return rf"{first}{between}{second}|{second}{between}{first}"


def words(*stems: str) -> re.Pattern[str]:
    """Return a pattern that finds one of `stems` (regular expressions) as whole words or phrases."""
    return re.compile(r"(?<!\w)(?:" + "|".join(stems) + r")(?!\w)")
