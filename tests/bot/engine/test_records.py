from dataclasses import replace

import pytest

from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId
from bot.domain.messages import AuthorKind, Destination, Kind, Retraction, Sender, Surface
from bot.engine.records import (
    author_of,
    card_of,
    card_update,
    entry_of,
    is_open,
    message_id,
    opened,
    to_patient,
)
from tests.fakes.messages import NOON, inbound
from tests.fakes.turns import conversation

CASE = Escalation(CaseNumber(1001), ConversationId("c1"), Reason.DENIED, "Summary.", CaseState.WAITING, "console", NOON)


@pytest.mark.parametrize(
    ("surface", "kind", "nameless"),
    [
        (Surface.PATIENT, AuthorKind.PATIENT, "Patient"),
        (Surface.STAFF, AuthorKind.STAFF, "Front desk"),
        (Surface.DESK, AuthorKind.SPECIALIST, "Billing specialist"),
    ],
)
def test_who_speaks_is_known_by_the_surface(surface: Surface, kind: AuthorKind, nameless: str) -> None:
    author = author_of(inbound("e1", surface=surface, sender=Sender("1")))
    assert (author.kind, author.name) == (kind, nameless)
    assert author_of(inbound("e1", surface=surface, sender=Sender("1", "Ana"))).name == "Ana"


def test_a_message_has_the_same_id_however_often_its_turn_is_taken() -> None:
    assert message_id("web", "e1") == message_id("web", "e1")
    assert len({message_id("web", "e1"), message_id("web", "e2"), message_id("slack", "e1")}) == 3


def test_an_entry_keeps_the_redacted_text_and_a_note_is_internal() -> None:
    entry = entry_of(inbound("e1", "raw", kind=Kind.NOTE), conversation(), "redacted")
    assert (entry.text, entry.external_id, entry.internal) == ("redacted", "e1", True)


def test_parcels_have_keys_that_a_repeat_finds_again() -> None:
    gone = Retraction(message_id("web", "e1"), NOON)
    parcel = to_patient(conversation(), gone, ":d1")
    assert parcel == to_patient(conversation(), gone, ":d1")
    assert parcel.key == f"retraction:{gone.message_id}:patient:d1"
    assert (parcel.destination, parcel.address) == (Destination.PATIENT, Address("w1"))
    update = card_update(CASE, conversation(), (), NOON)
    assert (update.destination, update.address, update.channel) == (Destination.DESK, Address("1001"), "console")


def test_a_card_shows_the_reason_in_words_and_who_is_not_verified() -> None:
    card = card_of(
        CASE, conversation(), ["handoff:denied", "lang:en", "lang:es", "payer:testplan", "route:docs", "state:denied"]
    )
    assert (card.reason, card.patient, card.tags, card.state) == (
        "Claim denied",
        "Not verified",
        ("lang:es", "payer:testplan", "state:denied"),
        "waiting",
    )
    assert card_of(replace(CASE, patient="J. T."), conversation(), []).patient == "J. T."


def test_a_story_leaves_out_what_was_taken_back() -> None:
    said = entry_of(inbound("e1"), conversation(), "kept")
    gone = replace(entry_of(inbound("e2"), conversation(), ""), deleted_at=NOON)
    parcel = opened(CASE, conversation(), (), [said, gone])
    assert [post.text for post in parcel.content.story] == ["kept"]  # type: ignore[union-attr]


@pytest.mark.parametrize("state", list(CaseState))
def test_a_case_is_open_while_it_waits_or_is_taken(state: CaseState) -> None:
    assert is_open(replace(CASE, state=state)) is (state in {CaseState.WAITING, CaseState.TAKEN})
