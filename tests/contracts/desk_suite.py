"""What every `bot.ports.desk.Desk` must do. A desk's test inherits this and says how to see its platform."""

from abc import ABC, abstractmethod
from dataclasses import replace

import pytest

from bot.domain.bulletins import Bulletin
from bot.domain.ids import Address, CaseNumber, ConversationId, MessageId
from bot.domain.messages import AuthorKind, Call, CaseCard, Draft, DraftState, Fate, FateState
from bot.ports.desk import Desk
from tests.fakes.hosted_view import Seen, SeenDraft
from tests.fakes.messages import LETTER, NOON, card, post

CARD = card(CaseNumber(1001), ConversationId("c1"))
DRAFT = Draft(MessageId("d1"), "Claim 45012-A: In process", NOON)
STORY = (post("m1", "My claim was denied", AuthorKind.PATIENT), post("m2", "A specialist will look at it."))

BULLETIN = Bulletin(
    MessageId("run-check@1"),
    "Nothing needs a person",
    ("All 3 checks are well.",),
    NOON,
    ("- **web**: answers", "More"),
)


class DeskSuite(ABC):
    @pytest.fixture
    @abstractmethod
    def desk(self) -> Desk: ...

    @abstractmethod
    async def seen(self, thread: Address) -> list[Seen]: ...

    @abstractmethod
    async def announced(self) -> list[tuple[str, list[str]]]:
        """Return the headlines and details of all bulletins."""

    @abstractmethod
    async def card(self, thread: Address) -> CaseCard: ...

    @abstractmethod
    async def drafts(self, thread: Address) -> list[SeenDraft]: ...

    async def test_a_case_opens_with_its_card_and_the_whole_story(self, desk: Desk) -> None:
        thread = await desk.open_case(CARD, STORY)
        assert await self.card(thread) == CARD
        assert [shown.text for shown in await self.seen(thread)] == [told.text for told in STORY]

    async def test_opening_a_case_again_gives_the_same_thread_and_tells_nothing_twice(self, desk: Desk) -> None:
        first = await desk.open_case(CARD, STORY)
        again = await desk.open_case(CARD, STORY)
        assert first == again
        assert len(await self.seen(first)) == len(STORY)

    async def test_two_cases_have_two_threads(self, desk: Desk) -> None:
        other = replace(CARD, case=CaseNumber(1002))
        assert await desk.open_case(CARD, STORY) != await desk.open_case(other, STORY)

    async def test_a_card_reads_as_it_was_updated_last_even_when_it_returns(self, desk: Desk) -> None:
        thread = await desk.open_case(CARD, ())
        taken = replace(CARD, state="taken", owner="Dana Whitfield")
        for update in (taken, CARD, taken):
            await desk.update_card(thread, update)
        assert await self.card(thread) == taken

    async def test_a_message_is_added_once(self, desk: Desk) -> None:
        thread = await desk.open_case(CARD, ())
        first = await desk.send(thread, post("m3", "One more thing"))
        assert first == await desk.send(thread, post("m3", "One more thing"))
        assert [shown.text for shown in await self.seen(thread)] == ["One more thing"]

    async def test_an_internal_line_is_marked_as_such(self, desk: Desk) -> None:
        thread = await desk.open_case(CARD, ())
        await desk.send(thread, replace(post("m3", "Handed over"), internal=True))
        assert [shown.internal for shown in await self.seen(thread)] == [True]

    async def test_edits_and_deletions_of_the_patient_are_marked(self, desk: Desk) -> None:
        thread = await desk.open_case(CARD, ())
        external = await desk.send(thread, post("m3", "20 days"))
        await desk.edit(thread, external, MessageId("m3"), "30 days")
        [shown] = await self.seen(thread)
        assert (shown.text, shown.edited) == ("30 days", True)
        await desk.delete(thread, external, MessageId("m3"))
        [shown] = await self.seen(thread)
        assert shown.removed

    async def test_a_patients_file_is_there_once_with_its_message(self, desk: Desk) -> None:
        sent = replace(post("m3", "My bill", AuthorKind.PATIENT), attachments=(LETTER,))
        told = replace(post("m4", "", AuthorKind.PATIENT), attachments=(LETTER,))
        thread = await desk.open_case(CARD, (sent,))
        await desk.open_case(CARD, (sent,))
        for _ in range(2):
            await desk.send(thread, told)
        assert [(shown.text, len(shown.files)) for shown in await self.seen(thread)] == [("My bill", 1), ("", 1)]

    @pytest.mark.parametrize("state", list(FateState))
    async def test_a_specialist_sees_what_became_of_a_reply(self, desk: Desk, state: FateState) -> None:
        thread = await desk.open_case(CARD, ())
        external = await desk.send(thread, post("m3", "Hello", AuthorKind.SPECIALIST))
        await desk.show_fate(thread, external, Fate(MessageId("m3"), state, "why", NOON))
        shown, *_ = await self.seen(thread)
        assert shown.fate == state

    @pytest.mark.parametrize("whom", ["", "U01DANA"])
    async def test_somebody_is_called_in_the_thread_once(self, desk: Desk, whom: str) -> None:
        thread = await desk.open_case(CARD, ())
        call = Call(MessageId("call1"), "Nobody has taken case 1001.", NOON, whom)
        assert await desk.call(thread, call) == await desk.call(thread, call)
        [shown] = await self.seen(thread)
        assert (shown.text.endswith("Nobody has taken case 1001."), shown.internal) == (True, True)

    async def test_a_draft_waits_with_its_buttons_and_is_shown_once(self, desk: Desk) -> None:
        thread = await desk.open_case(CARD, STORY)
        first = await desk.show_draft(thread, "", DRAFT)
        assert first == await desk.show_draft(thread, "", DRAFT)
        assert await self.drafts(thread) == [SeenDraft(DRAFT.text, "d1:1", "open", "", "")]

    async def test_a_draft_that_was_outrun_says_so_and_is_pressed_under_a_new_name(self, desk: Desk) -> None:
        thread = await desk.open_case(CARD, ())
        shown = await desk.show_draft(thread, "", DRAFT)
        stale = replace(DRAFT, version=2, state=DraftState.STALE, note="The patient wrote again.")
        assert shown == await desk.show_draft(thread, shown, stale)
        assert await self.drafts(thread) == [SeenDraft(DRAFT.text, "d1:2", "stale", "", "The patient wrote again.")]

    @pytest.mark.parametrize("state", [state for state in DraftState if not replace(DRAFT, state=state).waits])
    async def test_a_settled_draft_says_by_whom_and_has_no_buttons(self, desk: Desk, state: DraftState) -> None:
        thread = await desk.open_case(CARD, ())
        shown = await desk.show_draft(thread, "", DRAFT)
        await desk.show_draft(thread, shown, replace(DRAFT, version=2, state=state, by="Dana", text="As it was sent"))
        assert await self.drafts(thread) == [SeenDraft("As it was sent", "", state.value, "Dana", "")]

    @pytest.mark.parametrize("state", [FateState.DELIVERED, FateState.FAILED])
    async def test_what_became_of_a_sent_draft_stands_at_the_draft(self, desk: Desk, state: FateState) -> None:
        thread = await desk.open_case(CARD, ())
        shown = await desk.show_draft(thread, "", replace(DRAFT, version=2, state=DraftState.SENT, by="Dana"))
        for _ in range(2):
            await desk.show_fate(thread, shown, Fate(DRAFT.message_id, state, "Call them.", NOON))
        [seen] = await self.drafts(thread)
        assert seen.fate == state

    async def test_a_bulletin_is_announced_once_with_its_details(self, desk: Desk) -> None:
        first = await desk.announce(BULLETIN)
        assert first == await desk.announce(BULLETIN)
        assert await self.announced() == [(BULLETIN.headline, list(BULLETIN.details))]
