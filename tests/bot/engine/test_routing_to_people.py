"""What goes to a person, whoever writes it and in whatever words."""

import pytest

from bot.domain.escalation import Reason
from bot.domain.messages import Surface
from bot.domain.routes import Decision, Route, Why
from tests.fakes.routed import PATIENT, STAFF, routed

PERSON = Decision(Route.HANDOFF, Why.PERSON_REQUESTED, Reason.PERSON_REQUESTED)


@pytest.mark.parametrize(
    "text",
    [
        "I want to talk to a real person",
        "can someone call me back",
        "speak with a billing specialist please",
        "representative!",
        "I need a human",
        "let me talk to your supervisor about 45012-A",
        "quiero hablar con una persona que hable español",
        "necesito un agente",
    ],
)
@pytest.mark.parametrize("surface", [PATIENT, STAFF])
def test_who_asks_for_a_person_gets_one(text: str, surface: Surface) -> None:
    assert routed(text, surface) == PERSON


@pytest.mark.parametrize(
    ("text", "reason", "topic"),
    [
        ("I want to appeal the denial on 45012-A", Reason.APPEAL, "appeal"),
        ("how do I file an appeal?", Reason.APPEAL, "appeal"),
        ("quiero apelar", Reason.APPEAL, "appeal"),
        ("can i still appeal, or is it too late?", Reason.APPEAL, "appeal"),
        ("this bill is wrong", Reason.DISPUTE, "dispute"),
        ("I was charged twice for one visit", Reason.DISPUTE, "dispute"),
        ("me cobraron dos veces", Reason.DISPUTE, "dispute"),
        ("they say it wasn't medically necessary", Reason.NEVER_ANSWER, "medical_necessity"),
        ("can you use a different code so it gets paid", Reason.NEVER_ANSWER, "coding_to_get_paid"),
        ("can you waive my copay, I lost my job", Reason.NEVER_ANSWER, "waiver_or_promise"),
        ("my lawyer will hear of this", Reason.NEVER_ANSWER, "legal_threat"),
        ("I got sent to collections for something insurance paid!!", Reason.DISPUTE, "collections"),
        ("someone is using my insurance", Reason.NEVER_ANSWER, "fraud"),
        ("I need copies of my medical records", Reason.NEVER_ANSWER, "records_or_subpoena"),
        ("my husband passed away, what about his bills", Reason.THIRD_PARTY, "deceased_or_guardian"),
        ("I paid $200 on the portal yesterday, where did it go", Reason.DISPUTE, "missing_payment"),
        ("I already paid this!", Reason.DISPUTE, "missing_payment"),
        ("the date of service on 45012-A is wrong", Reason.NEEDS_CORRECTION, "correction"),
        ("how long do I have to file a dispute", Reason.NEVER_ANSWER, "legal_deadline"),
        ("check number 0087637641 cleared - which claim is that", Reason.DISPUTE, "payment_trace"),
    ],
)
def test_what_only_a_person_may_answer_goes_to_one(text: str, reason: Reason, topic: str) -> None:
    assert routed(text, verified=True) == Decision(Route.HANDOFF, Why.NEVER_ANSWER, reason, topic)


def test_who_asks_for_a_person_about_an_appeal_gets_an_appeal_case() -> None:
    assert routed("I need to speak to someone about my appeal.").reason is Reason.APPEAL


def test_an_offices_own_subject_goes_to_a_person_in_any_case_and_language() -> None:
    for text in ("it was a CAR ACCIDENT", "fue un accidente de auto"):
        assert routed(text) == Decision(Route.HANDOFF, Why.OFFICE_RULE, Reason.NEVER_ANSWER, "car accident")


@pytest.mark.parametrize(
    "text",
    [
        "how do appeals work?",
        "What is an appeal?",
        "who handles appeals",
    ],
)
@pytest.mark.parametrize("surface", [PATIENT, STAFF])
def test_how_appeals_work_stands_in_the_documents(text: str, surface: Surface) -> None:
    assert routed(text, surface) == Decision(Route.DOCS, Why.QUESTION, topic="appeal")


@pytest.mark.parametrize(
    "text",
    [
        "how do we handle a patient who disputes a bill?",
        "what is our procedure for correcting an address? the address was wrong",
        "how do we write off the balance of a patient?",
        "when do we send a balance to collections?",
    ],
)
def test_staff_may_read_how_the_office_does_a_thing(text: str) -> None:
    assert routed(text, STAFF).route is Route.DOCS


def test_staff_who_name_a_claim_get_a_person_for_it() -> None:
    assert routed("how do we dispute 45012-A?", STAFF).reason is Reason.DISPUTE
    assert routed("45012-A was double billed", STAFF).reason is Reason.DISPUTE


@pytest.mark.parametrize(
    "text",
    [
        "get me off this robot and onto a live agent",
        "could you transfer me to whoever handles billing",
        "supervisor",
        "this is useless, operator please",
        "puedo hablar con alguien de facturación",
        "I don't need a bot, I need a person",
        "is anybody still there",
        "я хочу поговорить с оператором",
    ],
)
def test_a_wish_and_any_word_for_a_human_ask_for_a_person_in_any_order(text: str) -> None:
    assert routed(text, verified=True) == PERSON


@pytest.mark.parametrize(
    "text",
    [
        "i don't want to talk to anybody, just the status of 45012-A",
        "no need for a person, where is 45012-A",
        "has someone at the plan looked at 45012-A yet",
    ],
)
def test_a_declined_or_mentioned_human_is_no_wish_for_one(text: str) -> None:
    assert routed(text, verified=True) == Decision(Route.LOOKUP, Why.CLAIM_NUMBER)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I'd like to challenge the plan's refusal", "appeal"),
        ("ask them to take another look at the denial of 45012-A", "appeal"),
        ("i disagree with the decision on 45012-A", "appeal"),
        ("quiero que el seguro reconsidere su decisión", "appeal"),
        ("the plan says my infusion therapy isn't neccessary", "medical_necessity"),
        ("how can I prove we needed that scan", "medical_necessity"),
        ("if you swap the diagnosis so they pay 45012-A", "coding_to_get_paid"),
        ("could you knock off the remaining balance", "waiver_or_promise"),
        ("bórrenme la deuda por favor", "waiver_or_promise"),
        ("the scheduler swore it would be free", "waiver_or_promise"),
        ("a debt collector phoned me", "collections"),
        ("I want the full chart of my stay", "records_or_subpoena"),
        ("45012-A bills for an x-ray i never had", "dispute"),
        ("you charged me for two visits but I only came once", "dispute"),
        ("me cobraron por una visita que nunca tuve", "dispute"),
        ("i don't recognize this charge", "dispute"),
        ("45012-A is billed to my old address", "correction"),
        ("I paid at the desk and got another bill", "missing_payment"),
        ("the plan said my claim was sent, the other lady said it is lost", "two_sources_disagree"),
        ("my mother just passed, her bills keep coming", "deceased_or_guardian"),
        ("I am going to sue", "legal_threat"),
    ],
)
def test_a_subject_for_people_wins_in_any_words_and_over_any_number(text: str, topic: str) -> None:
    decision = routed(text, verified=True)
    assert (decision.route, decision.topic) == (Route.HANDOFF, topic)


@pytest.mark.parametrize(
    "text",
    [
        "any word on 45012-A, i never heard back",
        "is anything wrong with my claim 45012-A",
        "sorry wrong number, it's 45012-A",
        "my plan didn't pay 45012-A yet",
    ],
)
def test_a_question_how_a_claim_stands_is_no_dispute(text: str) -> None:
    assert routed(text, verified=True) == Decision(Route.LOOKUP, Why.CLAIM_NUMBER)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nobody ever calls me back, i am furious", Why.TOLD),
        ("my surgery was preapproved and now the plan won't pay", Why.NEVER_ANSWER),
        ("i already met my deductible so why am i being charged", Why.NEVER_ANSWER),
        ("why did you charge me 200 when i was there 5 minutes", Why.NEVER_ANSWER),
        ("my copay is 20 not 60", Why.NEVER_ANSWER),
        ("i have two insurances and you know both", Why.TOLD),
    ],
)
def test_who_objects_is_upset_or_only_tells_what_happened_speaks_to_a_person(text: str, why: Why) -> None:
    decision = routed(text, verified=True)
    assert (decision.route, decision.why) == (Route.HANDOFF, why)


@pytest.mark.parametrize(
    "text", ["How do I give you my new insurance card?", "what is the No Surprises Act", "why do i get two bills"]
)
def test_the_way_to_do_a_thing_and_what_a_word_means_are_no_case(text: str) -> None:
    assert routed(text).route is Route.DOCS


def test_a_charge_that_nothing_speaks_against_is_ones_own_account() -> None:
    assert routed("so i owe you for my visit?").route is Route.IDENTITY_CHECK


@pytest.mark.parametrize("text", ["need the appeal address for a payer", "do rejected claims get appeal rights or not"])
def test_staff_read_where_appeals_go_and_whether_there_are_any(text: str) -> None:
    assert routed(text, Surface.STAFF).route is Route.DOCS


def test_what_may_happen_to_anybody_is_no_case() -> None:
    assert routed("why would an insurance company send back a refund").route is Route.DOCS


def test_a_relative_with_a_date_of_birth_is_somebody_elses_affair() -> None:
    decision = routed("now my daughter Ellie, born 3/4/2019")
    assert (decision.why, decision.likeness) == (Why.THIRD_PARTY, 0.0)


@pytest.mark.parametrize("text", ["please take my ex off the account", "don't mail it, my husband opens my mail"])
def test_who_may_no_longer_see_it_is_put_right_by_a_person(text: str) -> None:
    assert routed(text, verified=True).reason is Reason.NEEDS_CORRECTION
