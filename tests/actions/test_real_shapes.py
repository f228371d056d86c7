"""The shapes in which the big clearinghouses and FHIR servers answer, written by us, and files that express them."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from actions.results import Outcome
from tests.actions.scripted_billing import LOOKUP, Desk, ScriptedBilling, says

PERSON: dict[str, dict[str, Any]] = {
    "last_name": {"example": "Delgado", "message": "Last name?"},
    "born": {"type": "date", "format": "YYYYMMDD", "example": "1984-03-12", "message": "Date of birth?"},
    "member": {"example": "NHP-4471902", "message": "Member number?", "required": False},
}
ROSA = {"last_name": "Delgado", "born": "1984-03-12"}

STATUS_277 = {
    "name": "status_277",
    "inputs": PERSON,
    "request": {
        "method": "POST",
        "url": "${env:BILLING_URL}/claimstatus/v2",
        "headers": {"Authorization": "${env:BILLING_KEY}"},
        "json": {
            "tradingPartnerServiceId": "NWHP1",
            "providers": [{"npi": "1999999984", "providerType": "BillingProvider"}],
            "subscriber": {"lastName": "{last_name}", "dateOfBirth": "{born}", "memberId": "{member}"},
        },
        "safe_to_retry": True,
    },
    "mapping": {
        "items": "claims",
        "error_when": "errors || claims[?contains(['E0', 'E3', 'E4'], claimStatus.statusCategoryCode)]",
        "unavailable_when": "claims[?contains(['E1', 'E2'], claimStatus.statusCategoryCode)]",
        "not_found_when": (
            "claims[?claimStatus.statusCategoryCode == 'D0'] && !(claims[?claimStatus.statusCategoryCode != 'D0'])"
        ),
        "fields": {
            "claim_number": {"path": "claimStatus.patientAccountNumber"},
            "category": {"path": "claimStatus.statusCategoryCode"},
            "patient_key": {"path": "subscriber.memberId"},
            "billed": {"path": "claimStatus.submittedAmount"},
            "paid": {"path": "claimStatus.amountPaid"},
            "date_of_service": {"path": "claimStatus.claimServiceDate", "formats": ["YYYYMMDD"]},
            "finalized_on": {"path": "claimStatus.statusInformationEffectiveDate", "formats": ["YYYYMMDD"]},
        },
    },
}


def answer_277(**status: Any) -> dict[str, Any]:
    return {"controlNumber": "000000001", "claims": [{"claimStatus": status, "subscriber": {"memberId": "NHP-44"}}]}


async def test_a_277_as_json_with_money_as_text_and_a_range_of_days(desk: Desk, billing: ScriptedBilling) -> None:
    billing.script = [
        says(
            answer_277(
                statusCategoryCode="F1",
                statusCode="65",
                patientAccountNumber="45013-A",
                submittedAmount="240",
                amountPaid="186.4",
                claimServiceDate="20260814-20260815",
                statusInformationEffectiveDate="20260902",
            )
        )
    ]
    result = await desk.runner({**LOOKUP, **STATUS_277}).run("status_277", ROSA)
    assert result.records == (
        {
            "claim_number": "45013-A",
            "category": "F1",
            "patient_key": "NHP-44",
            "billed": Decimal(240),
            "paid": Decimal("186.4"),
            "date_of_service": date(2026, 8, 14),
            "finalized_on": date(2026, 9, 2),
        },
    )
    assert '"subscriber": {"lastName": "Delgado", "dateOfBirth": "19840312"}' in billing.asked[0].body


async def test_a_277_search_without_a_match_and_one_that_went_wrong(desk: Desk, billing: ScriptedBilling) -> None:
    runner = desk.runner({**LOOKUP, **STATUS_277})
    ends = {"D0": Outcome.NOT_FOUND, "E0": Outcome.FAILED, "E1": Outcome.UNAVAILABLE, "E2": Outcome.UNAVAILABLE}
    for category, outcome in ends.items():
        billing.script = [says(answer_277(statusCategoryCode=category))]
        assert (await runner.run("status_277", ROSA)).outcome is outcome


LATER = {
    "name": "later",
    "inputs": {**PERSON, "born": {**PERSON["born"], "format": "YYYY-MM-DD"}},
    "oauth2": {
        "token_url": "${env:BILLING_URL}/token",
        "client_id": "desk",
        "client_secret": "${env:BILLING_KEY}",
        "scope": "hipaa",
    },
    "request": {
        "method": "POST",
        "url": "${env:BILLING_URL}/v1/claim-statuses",
        "headers": {"X-HTTP-Method-Override": "GET"},
        "form": {"payer.id": "NWHP1", "patient.lastName": "{last_name}", "patient.birthDate": "{born}"},
        "safe_to_retry": True,
    },
    "poll": {"url": "${env:BILLING_URL}/v1/claim-statuses/{id}", "take": {"id": "claimStatuses[0].id"}, "every": 2},
    "mapping": {
        "items": "claimStatuses[].claimStatusDetails[]",
        "fields": {
            "claim_number": {"path": "patientControlNumber"},
            "category": {"path": "statusDetails[0].categoryCode"},
            "patient_key": {"path": "patient.memberId"},
            "date_of_service": {"path": "fromDate"},
        },
    },
}


async def test_a_form_with_method_override_a_202_and_a_token_that_dies_meanwhile(
    desk: Desk, billing: ScriptedBilling
) -> None:
    def token(_: web.Request) -> web.Response:
        return web.json_response({"access_token": f"t-{len(billing.asked)}", "expires_in": 300})

    done = {
        "claimStatuses": [
            {
                "id": "77",
                "claimStatusDetails": [
                    {
                        "patientControlNumber": "45012-A",
                        "statusDetails": [{"categoryCode": "P1"}],
                        "patient": {"memberId": "NHP-44"},
                        "fromDate": "2026-10-02T00:00:00.000+0000",
                    }
                ],
            }
        ]
    }
    pending = {"claimStatuses": [{"id": "77", "status": "In Progress"}]}
    billing.script = [token, says(pending, 202), says({}, 401), token, says(pending, 202), says(done)]
    result = await desk.runner({**LOOKUP, **LATER}).run("later", ROSA)
    assert (result.outcome, result.records[0]["date_of_service"]) == (Outcome.FOUND, date(2026, 10, 2))
    assert [(asked.method, asked.path) for asked in billing.asked] == [
        ("POST", "/token"),
        ("POST", "/v1/claim-statuses"),
        ("GET", "/v1/claim-statuses/77"),
        ("POST", "/token"),
        ("GET", "/v1/claim-statuses/77"),
        ("GET", "/v1/claim-statuses/77"),
    ]
    assert dict(parse_qsl(billing.asked[1].body)) == {
        "payer.id": "NWHP1",
        "patient.lastName": "Delgado",
        "patient.birthDate": "1984-03-12",
    }
    assert billing.asked[1].headers["X-HTTP-Method-Override"] == "GET"


NUMBER = {"claim_number": {"example": "45012-A", "message": "Which claim?"}}
FHIR = {
    "name": "fhir",
    "inputs": NUMBER,
    "request": {
        "url": "${env:BILLING_URL}/fhir/ExplanationOfBenefit",
        "query": {"identifier": "urn:office:claim|{claim_number}"},
        "headers": {"Accept": "application/fhir+json"},
    },
    "mapping": {
        "items": "entry[].resource",
        "error_when": "resourceType == 'OperationOutcome'",
        "not_found_when": "resourceType == 'Bundle' && total == `0`",
        "fields": {
            "claim_number": {"path": "identifier[?system == 'urn:office:claim'].value | [0]"},
            "category": {"path": "outcome"},
            "patient_key": {"path": "patient.reference"},
            "billed": {"path": "total[?category.coding[?code == 'submitted']].amount.value | [0]"},
            "paid": {"path": "payment.amount.value"},
            "reason_codes": {"path": "item[].adjudication[].reason.coding[].code"},
            "date_of_service": {"path": "billablePeriod.start"},
        },
    },
}


async def test_a_fhir_bundle_with_identifiers_by_system(desk: Desk, billing: ScriptedBilling) -> None:
    resource = {
        "resourceType": "ExplanationOfBenefit",
        "status": "active",
        "outcome": "complete",
        "identifier": [{"system": "urn:payer", "value": "9"}, {"system": "urn:office:claim", "value": "45013-A"}],
        "patient": {"reference": "Patient/44"},
        "billablePeriod": {"start": "2026-08-14", "end": "2026-08-15"},
        "total": [{"category": {"coding": [{"code": "submitted"}]}, "amount": {"value": 240.00}}],
        "payment": {"amount": {"value": 186.40}},
        "item": [{"adjudication": [{"reason": {"coding": [{"code": "co45"}]}}, {"category": {}}]}],
        "diagnosis": [{"sequence": 1}],
    }
    billing.script = [says({"resourceType": "Bundle", "total": 1, "entry": [{"resource": resource}]})]
    result = await desk.runner({**LOOKUP, **FHIR}).run("fhir", {"claim_number": "45013-A"})
    assert result.records == (
        {
            "claim_number": "45013-A",
            "category": "complete",
            "patient_key": "Patient/44",
            "billed": Decimal(240),
            "paid": Decimal("186.4"),
            "reason_codes": ("CO-45",),
            "date_of_service": date(2026, 8, 14),
        },
    )
    assert billing.asked[0].path.endswith("?identifier=urn%3Aoffice%3Aclaim%7C45013-A")
    assert billing.asked[0].headers["Accept"] == "application/fhir+json"


async def test_fhir_says_nothing_found_and_trouble_in_different_ways(desk: Desk, billing: ScriptedBilling) -> None:
    runner = desk.runner({**LOOKUP, **FHIR})
    billing.script = [says({"resourceType": "Bundle", "total": 0})]
    assert (await runner.run("fhir", {"claim_number": "1"})).outcome is Outcome.NOT_FOUND
    billing.script = [says({"resourceType": "OperationOutcome", "issue": [{"diagnostics": "Rosa"}]})]
    assert (await runner.run("fhir", {"claim_number": "1"})).outcome is Outcome.FAILED


GRAPHQL = {
    "name": "graphql",
    "inputs": NUMBER,
    "request": {
        "method": "POST",
        "url": "${env:BILLING_URL}/graphql",
        "json": {
            "query": "query($n: String!) { searchClaim(number: $n) { claimNumber status } }",
            "variables": {"n": "{claim_number}"},
        },
        "safe_to_retry": True,
    },
    "mapping": {
        "items": "data.searchClaim",
        "error_when": "errors",
        "not_found_when": "data && data.searchClaim == `[]`",
        "fields": {
            "claim_number": {"path": "claimNumber"},
            "category": {"path": "status"},
            "patient_key": {"path": "memberKey"},
        },
    },
}


async def test_graphql_with_its_variables_and_its_errors_in_a_good_answer(desk: Desk, billing: ScriptedBilling) -> None:
    runner = desk.runner({**LOOKUP, **GRAPHQL})
    billing.script = [says({"data": {"searchClaim": [{"claimNumber": "1", "status": "In Review", "memberKey": 9}]}})]
    found = await runner.run("graphql", {"claim_number": "1"})
    assert found.records == ({"claim_number": "1", "category": "In Review", "patient_key": "9"},)
    billing.script = [says({"data": {"searchClaim": []}})]
    assert (await runner.run("graphql", {"claim_number": "1"})).outcome is Outcome.NOT_FOUND
    billing.script = [says({"data": {"searchClaim": []}, "errors": [{"code": "X"}]})]
    assert (await runner.run("graphql", {"claim_number": "1"})).outcome is Outcome.FAILED
