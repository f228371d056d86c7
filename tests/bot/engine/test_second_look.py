"""The likeness leads where the rules knew little, and never away from what a rule named outright."""

import pytest

from bot.domain.escalation import Reason
from bot.domain.routes import Decision, Route, Why
from bot.engine.reading import Read, Subject
from bot.engine.second_look import FOR_PEOPLE, Looker, second_look

_S = Subject
UNKNOWN = Looker(staff=False, verified=False, told_of_the_past=False, in_general=False)
STAFF = Looker(staff=True, verified=False, told_of_the_past=False, in_general=False)
GENERAL = Looker(staff=False, verified=False, told_of_the_past=False, in_general=True)
PAST = Looker(staff=False, verified=False, told_of_the_past=True, in_general=False)

NOTHING = Decision(Route.OUT_OF_SCOPE, Why.NOT_UNDERSTOOD)
QUESTION = Decision(Route.DOCS, Why.QUESTION)
MISSING = Decision(Route.IDENTITY_CHECK, Why.CLAIM_NUMBER_MISSING)
NUMBER = Decision(Route.LOOKUP, Why.CLAIM_NUMBER)


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


@pytest.mark.parametrize("why", [Why.EMERGENCY, Why.INJECTION, Why.NEVER_ANSWER, Why.THIRD_PARTY, Why.IDENTITY_ANSWER])
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
    verified = Looker(staff=False, verified=True, told_of_the_past=False, in_general=False)

    for decision in (NOTHING, QUESTION):
        assert second_look(decision, like(_S.STATUS), UNKNOWN).route is Route.IDENTITY_CHECK
        assert second_look(decision, like(_S.STATUS), verified).route is Route.LOOKUP
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
    assert second_look(NOTHING, like(_S.ANOTHER_TRADE), UNKNOWN) is NOTHING
    assert second_look(MISSING, like(_S.ANOTHER_TRADE), UNKNOWN) is MISSING
