"""Turn what an action answered into claims, and keep only those that may be spoken of."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from actions.results import ActionResult, FieldValue, Outcome
from bot.domain.claims import Claim, ClaimState, PatientRecord, state_of
from bot.domain.ids import PatientId
from bot.engine.names import letters


def claims_of(result: ActionResult, aliases: Mapping[str, ClaimState]) -> tuple[Claim, ...]:
    """Return the claims of a look-up that found something; empty for every other outcome."""
    if result.outcome is not Outcome.FOUND:
        return ()
    return tuple(_claim(record, result, aliases) for record in result.records)


def asked_for(number: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Drop claims that came along unasked: a response may carry other claims, and other patients'."""
    return tuple(c for c in claims if _same_number(c.number, number))


def searched_for(last_name: str, born: date | None, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Drop what a search by patient brought of other patients; a record that names nobody stays to be compared."""
    return tuple(c for c in claims if _is_patient(c.patient, last_name, born))


def _is_patient(patient: PatientRecord, last_name: str, born: date | None) -> bool:
    known, said = letters(patient.last_name), letters(last_name)
    named = not known or not said or known in said or said in known
    return named and (patient.date_of_birth is None or born is None or patient.date_of_birth == born)


def mask(number: str) -> str:
    """Return the end of a claim number, enough to recognise one's own: `…12-A`."""
    return f"…{number[-4:]}"


def _same_number(one: str, other: str) -> bool:
    return one.replace("-", "").casefold() == other.replace("-", "").casefold()


def _claim(record: Mapping[str, FieldValue], result: ActionResult, aliases: Mapping[str, ClaimState]) -> Claim:
    category = _text(record, "category")
    return Claim(
        number=_text(record, "claim_number"),
        state=state_of(category, dict(aliases)),
        category=category,
        patient=PatientRecord(
            key=PatientId(_text(record, "patient_key")),
            first_name=_text(record, "patient_first_name"),
            last_name=_text(record, "patient_last_name"),
            date_of_birth=_day(record, "patient_date_of_birth"),
            phone_last4=_text(record, "patient_phone_last4"),
            member_id=_text(record, "patient_member_id"),
        ),
        as_of=result.as_of,
        source=result.source,
        payer=_text(record, "payer") or None,
        date_of_service=_day(record, "date_of_service"),
        billed=_money(record, "billed"),
        paid=_money(record, "paid"),
        patient_owes=_money(record, "patient_owes"),
        received_on=_day(record, "received_on"),
        finalized_on=_day(record, "finalized_on"),
        reason_codes=_codes(record, "reason_codes"),
        remark_codes=_codes(record, "remark_codes"),
    )


def _text(record: Mapping[str, FieldValue], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _day(record: Mapping[str, FieldValue], name: str) -> date | None:
    value = record.get(name)
    return value if isinstance(value, date) else None


def _money(record: Mapping[str, FieldValue], name: str) -> Decimal | None:
    value = record.get(name)
    return value if isinstance(value, Decimal) else None


def _codes(record: Mapping[str, FieldValue], name: str) -> tuple[str, ...]:
    value = record.get(name)
    return value if isinstance(value, tuple) else ()
