from datetime import date

from bot.domain.conversation import IdentityAnswers
from bot.domain.messages import Surface
from bot.engine.asking import Asking
from bot.engine.report import report_of
from tests.fakes.turns import Talk

JANE = IdentityAnswers(last_name="Testcase", date_of_birth=date(1984, 3, 4), phone_last4="0142")


async def test_staff_ask_one_question_and_read_everything_of_it() -> None:
    talk = Talk()
    report = report_of(await Asking(talk.turn, talk.clock).ask("45014-A", Surface.STAFF))
    assert (report["route"], report["reason"]) == ("lookup", "claim_number")
    assert report["handoff"]["reason"] == "denied"
    assert report["claims"] == [
        {
            "number": "45014-A",
            "state": "denied",
            "as_of": "2026-11-23T18:00:00+00:00",
            "source": "our billing system",
            "payer": "Cedar Ridge Mutual",
            "category": "F2",
            "date_of_service": "2026-10-02",
            "billed": "240.00",
            "paid": None,
            "patient_owes": None,
            "received_on": "2026-10-06",
            "finalized_on": None,
            "reason_codes": ["CO-16"],
            "remark_codes": ["N290"],
        }
    ]
    assert report["recognised"] == [{"kind": "claim_number", "text": "45014-A", "canonical": "45014-A"}]


async def test_what_a_patient_says_of_themselves_is_compared_like_anything_they_say() -> None:
    talk = Talk()
    asking = Asking(talk.turn, talk.clock)
    report = report_of(await asking.ask("45012-A", Surface.PATIENT, JANE))
    assert (report["route"], report["handoff"]) == ("lookup", None)
    assert report["citations"][0]["title"] == "Claim Status Routing Protocol"
    stranger = report_of(await asking.ask("45090-B", Surface.PATIENT, JANE))
    assert (stranger["route"], stranger["claims"]) == ("identity_check", [])


async def test_a_patient_of_whom_nothing_is_known_is_asked() -> None:
    talk = Talk()
    report = report_of(await Asking(talk.turn, talk.clock).ask("45012-A, born 3/4/1984", Surface.PATIENT))
    assert report["route"] == "identity_check"
    assert report["recognised"][1] == {"kind": "date", "text": "•••", "canonical": "•••"}
