from dataclasses import replace
from datetime import date

import pytest

from bot.domain.conversation import IdentityAnswers
from bot.domain.policy import IdentityPolicy
from bot.engine.identity import gather, missing, proves
from bot.engine.recognise import recognise
from tests.fakes.claims import JANE
from tests.fakes.offices import OFFICE, TODAY

POLICY = IdentityPolicy()
SAID = IdentityAnswers(last_name="Testcase", date_of_birth=date(1984, 3, 4), phone_last4="0142")


def gathered(*texts: str, proving: bool = True) -> IdentityAnswers:
    said = IdentityAnswers()
    for text in texts:
        said = gather(said, recognise(text, OFFICE, TODAY, proving=proving), proving=proving)
    return said


def test_answers_add_up_over_messages() -> None:
    assert gathered("Testcase", "3/4/1984", "0142") == SAID


def test_a_later_answer_replaces_an_earlier_one() -> None:
    assert gathered("Testcase 3/4/1984 0143", "sorry: 0142") == SAID
    assert gathered("Testcayse", "Jane Testcase").last_name == "Jane Testcase"


def test_loose_words_beside_answers_do_not_replace_a_name_that_was_given() -> None:
    assert gathered("Testcase", "Please check soon: 0142").last_name == "Testcase"


def test_a_single_word_after_the_last_name_is_the_first_name() -> None:
    said = gathered("Testcase", "Jane")
    assert (said.first_name, said.last_name) == ("Jane", "Testcase")


def test_a_name_that_is_said_to_be_the_first_or_last_is_that() -> None:
    assert gathered("my first name is Jane") == IdentityAnswers(first_name="Jane")
    assert gathered("my last name is Jane Testcase") == IdentityAnswers(last_name="Jane Testcase")


def test_a_whole_phone_number_and_a_medicare_number_count() -> None:
    assert gathered("208-555-0142, 1EG4-TE5-MK73") == IdentityAnswers(phone_last4="0142", member_id="1EG4TE5MK73")


def test_without_having_been_asked_only_what_is_called_a_name_is_one() -> None:
    assert gathered("Where is it? Jane", proving=False) == IdentityAnswers()
    assert gathered("my name is Jane", proving=False).last_name == "Jane"


@pytest.mark.parametrize(
    ("said", "needed", "one_of"),
    [
        (IdentityAnswers(), ["last_name", "date_of_birth"], ["phone_last4", "member_id"]),
        (replace(SAID, last_name=""), ["last_name"], []),
        (replace(SAID, phone_last4=""), [], ["phone_last4", "member_id"]),
        (replace(SAID, phone_last4="", member_id="1"), [], []),
        (SAID, [], []),
    ],
)
def test_what_is_missing_is_what_the_policy_wants(said: IdentityAnswers, needed: list[str], one_of: list[str]) -> None:
    assert missing(said, POLICY) == (needed, one_of)


def test_a_policy_without_alternatives_misses_none() -> None:
    assert missing(replace(SAID, phone_last4=""), replace(POLICY, one_of=())) == ([], [])


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Testcase", "TESTCASE"),
        ("jane testcase", "Testcase"),
        ("Testcase Jane", "Testcase"),
        ("Jane Testcase Jr.", "Testcase"),
        ("Testcase", "Testcase Jr"),
        ("Okonkwo Vale", "Okonkwo-Vale"),
        ("Ines Okonkwo-Vale", "Okonkwo-Vale"),
        ("OkonkwoVale", "Okonkwo-Vale"),
        ("ODwyer", "O'Dwyer"),
        ("Seán O’Dwyer", "O'Dwyer"),
        ("Pena", "Peña"),
        ("María de la Cruz-Peña", "de la cruz pena"),
        ("García López", "Garcia Lopez"),
        ("De La", "de la"),
    ],
)
def test_a_surname_matches_however_it_is_written(said: str, known: str) -> None:
    assert proves(replace(SAID, last_name=said), replace(JANE, last_name=known), POLICY)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Vale", "Okonkwo-Vale"),
        ("Test case Smith", "case"),
        ("Testcas", "Testcase"),
        ("", "Testcase"),
        ("Testcase", ""),
        ("a b c d e Testcase", "Testcase"),
    ],
)
def test_another_surname_does_not_match(said: str, known: str) -> None:
    assert not proves(replace(SAID, last_name=said), replace(JANE, last_name=known), POLICY)


@pytest.mark.parametrize(
    "said",
    [
        replace(SAID, date_of_birth=date(1984, 4, 3)),
        replace(SAID, date_of_birth=None),
        replace(SAID, phone_last4="0143"),
        replace(SAID, phone_last4=""),
        replace(SAID, phone_last4="", member_id="ZZZ-447190"),
    ],
)
def test_one_wrong_or_missing_answer_proves_nothing(said: IdentityAnswers) -> None:
    assert not proves(said, JANE, POLICY)


def test_a_member_id_counts_without_its_signs() -> None:
    assert proves(replace(SAID, phone_last4="", member_id="zzz 4471902"), JANE, POLICY)


def test_a_wrong_alternative_beside_a_right_one_is_forgiven() -> None:
    assert proves(replace(SAID, member_id="other"), JANE, POLICY)


def test_nobody_is_proved_by_anything() -> None:
    assert not proves(SAID, None, POLICY)
    assert not proves(IdentityAnswers(), None, POLICY)


def test_a_record_without_a_date_of_birth_is_never_matched() -> None:
    assert not proves(SAID, replace(JANE, date_of_birth=None), POLICY)
    assert not proves(replace(SAID, date_of_birth=None), replace(JANE, date_of_birth=None), POLICY)


def test_first_names_are_compared_where_the_office_wants_them() -> None:
    policy = IdentityPolicy(required=("first_name", "last_name", "date_of_birth"), one_of=())
    assert proves(replace(SAID, first_name="Jane Testcase"), JANE, policy)
    assert proves(replace(SAID, first_name="jane"), JANE, policy)
    assert not proves(replace(SAID, first_name="Joan"), JANE, policy)
    assert not proves(SAID, JANE, policy)
