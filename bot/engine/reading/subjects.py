"""What a message can be like: the names of the example files."""

from enum import StrEnum


class Subject(StrEnum):
    """One subject for each file of examples; the value is the file's name and what traces show."""

    STATUS = "status"
    ACCOUNT = "account"
    OWN_DETAILS = "own_details"
    THIRD_PARTY = "third_party"
    PROVIDER_CALLER = "provider_caller"
    GENERAL_QUESTION = "general_question"
    PERSON_REQUESTED = "person_requested"
    APPEAL = "appeal"
    DISPUTE = "dispute"
    CORRECTION = "correction"
    MISSING_PAYMENT = "missing_payment"
    WAIVER_OR_PROMISE = "waiver_or_promise"
    MEDICAL_NECESSITY = "medical_necessity"
    CODING_TO_GET_PAID = "coding_to_get_paid"
    LEGAL_THREAT = "legal_threat"
    LEGAL_DEADLINE = "legal_deadline"
    COLLECTIONS = "collections"
    FRAUD = "fraud"
    RECORDS_OR_SUBPOENA = "records_or_subpoena"
    DECEASED_OR_GUARDIAN = "deceased_or_guardian"
    EMERGENCY = "emergency"
    CRISIS = "crisis"
    MEDICAL_ADVICE = "medical_advice"
    INJECTION = "injection"
    SMALL_TALK = "small_talk"
    ANOTHER_TRADE = "another_trade"
