"""The likeness leads where the rules knew little, and never away from what a rule named outright."""

from dataclasses import replace

import pytest

from bot.domain.escalation import Reason
from bot.domain.routes import Decision, Route, Why
from bot.engine.reading import Read, Subject
from bot.engine.second_look import second_look
from bot.engine.sureness import FOR_PEOPLE, Looker

_S = Subject
UNKNOWN = Looker()
VERIFIED = Looker(verified=True)
STAFF = Looker(staff=True)
GENERAL = Looker(in_general=True)
PAST = Looker(told_of_the_past=True)

NOTHING = Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)
QUESTION = Decision(Route.DOCS, Why.QUESTION)
MISSING = Decision(Route.IDENTITY_CHECK, Why.CLAIM_NUMBER_MISSING)
NUMBER = Decision(Route.LOOKUP, Why.CLAIM_NUMBER)
OTHER_ONE = Decision(Route.LOOKUP, Why.OWN_CLAIM)
NEVER = Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.NEVER_ANSWER, "fraud")
TOLD = Decision(Route.HANDOFF, Why.TOLD, Reason.DISPUTE)
ELSE = Decision(Route.IDENTITY_CHECK, Why.THIRD_PARTY, Reason.THIRD_PARTY)
TRADE = Decision(Route.OUT_OF_SCOPE, Why.ANOTHER_TRADE)


def like(subject: Subject, share: float = 0.99, known: float = 1.0) -> Read:
    rest = (1 - share) / (len(Subject) - 1)
    return Read({each: share if each is subject else rest for each in Subject}, known)


@pytest.mark.parametrize("subject", FOR_PEOPLE)
@pytest.mark.parametrize("decision", [NOTHING, QUESTION, MISSING])
def test_what_is_like_a_subject_for_people_goes_to_a_person(decision: Decision, subject: Subject) -> None:
    looked = second_look(decision, like(subject), UNKNOWN)

    assert (looked.route, looked.reason) == (Route.HANDOFF, FOR_PEOPLE[subject])
    assert looked.likeness > 0.9


def test_a_number_does_not_hide_a_subject_for_people() -> None:
    assert second_look(NUMBER, like(_S.DISPUTE), STAFF).reason is Reason.DISPUTE
    assert second_look(NUMBER, like(_S.DISPUTE, 0.5), STAFF) is NUMBER
    # `no need for a person, where is 45012-A` is about the claim.
    assert second_look(NUMBER, like(_S.PERSON_REQUESTED), STAFF) is NUMBER


@pytest.mark.parametrize(
    "why", [Why.EMERGENCY, Why.INJECTION, Why.OFFICE_RULE, Why.PERSON_REQUESTED, Why.IDENTITY_ANSWER]
)
def test_what_a_rule_named_outright_stays(why: Why) -> None:
    named = Decision(Route.HANDOFF, why)

    assert all(second_look(named, like(subject), UNKNOWN) is named for subject in Subject)


def test_danger_comes_first_but_not_for_a_story_of_another_day() -> None:
    assert second_look(NUMBER, like(_S.EMERGENCY), UNKNOWN).why is Why.EMERGENCY
    assert second_look(NOTHING, like(_S.CRISIS, 0.65, known=0.3), UNKNOWN).why is Why.CRISIS
    assert second_look(NUMBER, like(_S.EMERGENCY), PAST).why is not Why.EMERGENCY


def test_what_the_examples_hardly_know_stays_as_it_is() -> None:
    for decision in (NOTHING, QUESTION, MISSING, NUMBER):
        assert second_look(decision, like(_S.DISPUTE, known=0.4), UNKNOWN) is decision


def test_somebody_elses_affairs_need_an_identity_unless_staff_ask() -> None:
    assert second_look(QUESTION, like(_S.THIRD_PARTY), UNKNOWN).why is Why.THIRD_PARTY
    assert second_look(NOTHING, like(_S.PROVIDER_CALLER), UNKNOWN).route is Route.IDENTITY_CHECK
    assert second_look(NUMBER, like(_S.THIRD_PARTY), STAFF) is NUMBER


def test_ones_own_claim_is_looked_up_only_for_who_is_known() -> None:
    for decision in (NOTHING, QUESTION):
        assert second_look(decision, like(_S.STATUS), UNKNOWN).route is Route.IDENTITY_CHECK
        assert second_look(decision, like(_S.STATUS), VERIFIED).route is Route.LOOKUP
        assert second_look(decision, like(_S.STATUS), STAFF).route is Route.LOOKUP


def test_a_general_question_stays_one_unless_it_is_clearly_for_a_person() -> None:
    assert second_look(QUESTION, like(_S.STATUS), GENERAL) is QUESTION
    assert second_look(QUESTION, like(_S.APPEAL, 0.6), GENERAL) is QUESTION
    assert second_look(QUESTION, like(_S.APPEAL), GENERAL).reason is Reason.APPEAL
    assert second_look(QUESTION, like(_S.APPEAL, 0.6), UNKNOWN).reason is Reason.APPEAL


def test_what_asks_for_something_general_goes_to_the_documents() -> None:
    assert second_look(NOTHING, like(_S.GENERAL_QUESTION), UNKNOWN).route is Route.DOCS
    assert second_look(MISSING, like(_S.GENERAL_QUESTION), UNKNOWN).route is Route.DOCS
    assert second_look(QUESTION, like(_S.GENERAL_QUESTION), UNKNOWN) is QUESTION


def test_another_trade_leaves_the_field_only_where_no_rule_saw_a_claim_of_ours() -> None:
    assert second_look(QUESTION, like(_S.ANOTHER_TRADE), UNKNOWN).route is Route.OUT_OF_SCOPE
    assert second_look(QUESTION, like(_S.STATUS, 0.5), UNKNOWN) is QUESTION
    for decision in (NOTHING, MISSING, QUESTION):
        assert second_look(decision, like(_S.ANOTHER_TRADE), UNKNOWN).why is Why.ANOTHER_TRADE
    for decision in (NUMBER, MISSING, NEVER):
        assert second_look(decision, like(_S.ANOTHER_TRADE), Looker(ours=True)) is decision
    # Whatever the rest sounds like, a word of billing from staff is about billing.
    assert second_look(QUESTION, like(_S.ANOTHER_TRADE), Looker(staff=True, field=True)) is QUESTION
    assert second_look(QUESTION, like(_S.SMALL_TALK), Looker(staff=True, field=True)).why is Why.NOT_UNDERSTOOD


@pytest.mark.parametrize("decision", [NEVER, TOLD, ELSE])
def test_all_but_certain_steering_and_danger_overrule_what_a_word_named(decision: Decision) -> None:
    assert second_look(decision, like(_S.INJECTION), UNKNOWN).why is Why.INJECTION
    assert second_look(decision, like(_S.INJECTION, 0.9), UNKNOWN) is decision
    assert second_look(decision, like(_S.EMERGENCY), UNKNOWN).why is Why.EMERGENCY
    assert second_look(decision, like(_S.CRISIS), UNKNOWN) is decision
    assert second_look(decision, like(_S.INJECTION, known=0.6), UNKNOWN) is decision


def test_another_trade_overrules_a_subject_for_people_but_not_the_other_way_unless_it_is_certain() -> None:
    assert second_look(NEVER, like(_S.ANOTHER_TRADE), UNKNOWN).why is Why.ANOTHER_TRADE
    assert second_look(TRADE, like(_S.WAIVER_OR_PROMISE), UNKNOWN).route is Route.HANDOFF
    assert second_look(TRADE, like(_S.WAIVER_OR_PROMISE, 0.8), UNKNOWN) is TRADE


def test_a_story_with_a_relative_in_it_may_still_ask_something_general() -> None:
    assert second_look(ELSE, like(_S.GENERAL_QUESTION), GENERAL).route is Route.DOCS
    assert second_look(ELSE, like(_S.GENERAL_QUESTION), UNKNOWN) is ELSE
    assert second_look(ELSE, like(_S.GENERAL_QUESTION), Looker(in_general=True, numbers=True)) is ELSE
    assert second_look(ELSE, like(_S.STATUS), GENERAL) is ELSE


def test_staff_may_read_how_the_office_does_it_and_how_a_disputed_claim_stands() -> None:
    disputed = Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.DISPUTE, "dispute")

    waiver = replace(NEVER, topic="waiver_or_promise")
    assert second_look(waiver, like(_S.GENERAL_QUESTION), STAFF).route is Route.DOCS
    assert second_look(waiver, like(_S.GENERAL_QUESTION), UNKNOWN) is waiver
    assert second_look(NEVER, like(_S.GENERAL_QUESTION), STAFF) is NEVER
    assert second_look(disputed, like(_S.STATUS), Looker(staff=True, numbers=True)).why is Why.CLAIM_NUMBER
    assert second_look(disputed, like(_S.STATUS), STAFF) is disputed
    assert second_look(disputed, like(_S.STATUS), Looker(numbers=True)) is disputed


def test_who_says_who_they_are_is_asked_for_proof_whatever_word_stood_in_it() -> None:
    correction = Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.NEEDS_CORRECTION, "correction")

    assert second_look(correction, like(_S.OWN_DETAILS, 0.96), UNKNOWN).route is Route.IDENTITY_CHECK
    assert second_look(NEVER, like(_S.OWN_DETAILS, 0.96), UNKNOWN) is NEVER
    assert second_look(NEVER, like(_S.OWN_DETAILS, 0.995), UNKNOWN).route is Route.IDENTITY_CHECK
    assert second_look(replace(NEVER, topic="appeal"), like(_S.OWN_DETAILS, 1.0), UNKNOWN).route is Route.HANDOFF
    assert second_look(QUESTION, like(_S.OWN_DETAILS), GENERAL).route is Route.IDENTITY_CHECK
    assert second_look(QUESTION, like(_S.OWN_DETAILS), Looker(verified=True, in_general=True)) is QUESTION


def test_who_tells_where_a_number_stands_asks_about_it() -> None:
    assert second_look(TOLD, like(_S.STATUS), Looker(verified=True, numbers=True)).why is Why.CLAIM_NUMBER
    assert second_look(TOLD, like(_S.STATUS), VERIFIED) is TOLD


def test_staff_have_no_details_and_no_account_of_their_own() -> None:
    assert second_look(QUESTION, like(_S.OWN_DETAILS, 1.0), STAFF) is QUESTION
    assert second_look(NOTHING, like(_S.ACCOUNT), STAFF) is NOTHING
    asks_how = Looker(staff=True, in_general=True)
    assert second_look(QUESTION, like(_S.CORRECTION), asks_how) is QUESTION
    assert second_look(QUESTION, like(_S.DECEASED_OR_GUARDIAN), asks_how).reason is Reason.THIRD_PARTY


def test_ones_own_claim_may_be_a_matter_of_medicine_or_an_attempt_to_steer() -> None:
    assert second_look(MISSING, like(_S.MEDICAL_ADVICE), UNKNOWN).why is Why.MEDICAL_ADVICE
    assert second_look(MISSING, like(_S.INJECTION), VERIFIED).why is Why.INJECTION
    assert second_look(MISSING, like(_S.INJECTION), UNKNOWN) is MISSING
    assert second_look(MISSING, like(_S.GENERAL_QUESTION, 0.86), STAFF).route is Route.DOCS
    assert second_look(MISSING, like(_S.GENERAL_QUESTION, 0.86), UNKNOWN) is MISSING
    assert second_look(OTHER_ONE, like(_S.GENERAL_QUESTION), UNKNOWN) is OTHER_ONE
