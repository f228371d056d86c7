"""The JSON of the sample billing system: nested, wordy and with three date formats, as the real ones are."""

from typing import Any

from actions.sandbox.books import Books

Json = dict[str, Any]


def claim(books: Books, number: str) -> Json:
    """Return one claim. Much of it is nobody's business at the desk; the mapping has to leave it behind."""
    kept = books.claims[number]
    payer = books.payers[kept["payer"]]
    return {
        "claimNumber": number,
        "status": {
            "current": {"category": {"code": kept["category"], "list": "507"}, "effective": _solid(kept["received"])},
            "adjustments": [_adjustment(code, kept.get("remarks", [])) for code in kept.get("reasons", [])],
        },
        "payer": {"id": payer["id"], "name": payer["name"]},
        "service": {"from": kept["service"], "to": kept["service"]},
        "money": {
            "billed": kept["billed"],
            "paid": kept.get("paid"),
            "patientResponsibility": kept.get("owes"),
            "currency": "USD",
        },
        "history": {"received": _solid(kept["received"]), "finalized": _solid(kept.get("finalized"))},
        "patient": _patient(kept["patient"], books.patients[kept["patient"]]),
        "clinical": {"diagnoses": [{"list": "sample", "code": "X00.0"}], "notes": "not for the desk"},
    }


def no_match(number: str) -> Json:
    """Return what stands in `claims` when there is none: an entry that says so, under HTTP 200, as payers do."""
    return {"claimNumber": number, "status": {"current": {"category": {"code": "D0", "list": "507"}}}}


def _patient(key: str, patient: Json) -> Json:
    year, month, day = patient["born"].split("-")
    return {
        "id": key,
        "name": {"first": patient["first"], "last": patient["last"]},
        "birthDate": f"{int(month)}/{int(day)}/{year}",
        "contacts": [
            {"type": "email", "value": f"{key.lower()}@example.invalid"},
            {"type": "phone", "value": patient["phone"]},
        ],
        "coverage": {"memberId": patient["member"]},
    }


def _adjustment(code: str, remarks: list[str]) -> Json:
    group, _, reason = code.partition("-")
    return {"group": group, "reason": reason, "remarks": remarks}


def _solid(day: str | None) -> str | None:
    return day.replace("-", "") if day else None
