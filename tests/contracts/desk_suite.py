"""What every `bot.ports.desk.Desk` must do. A desk's test inherits this and says how to see its platform."""

from abc import ABC, abstractmethod
from dataclasses import replace

import pytest

from bot.domain.ids import Address, CaseNumber, ConversationId, MessageId
from bot.domain.messages import AuthorKind, CaseCard, Fate, FateState
from bot.ports.desk import Desk
from tests.fakes.hosted_view import Seen
from tests.fakes.messages import NOON, card, post

CARD = card(CaseNumber(1001), ConversationId("c1"))
STORY = (post("m1", "My claim was denied", AuthorKind.PATIENT), post("m2", "A specialist will look at it."))


class DeskSuite(ABC):
    @pytest.fixture
    @abstractmethod
    def desk(self) -> Desk: ...

    @abstractmethod
    async def seen(self, thread: Address) -> list[Seen]: ...

    @abstractmethod
    async def card(self, thread: Address) -> CaseCard: ...

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

    @pytest.mark.parametrize("state", list(FateState))
    async def test_a_specialist_sees_what_became_of_a_reply(self, desk: Desk, state: FateState) -> None:
        thread = await desk.open_case(CARD, ())
        external = await desk.send(thread, post("m3", "Hello", AuthorKind.SPECIALIST))
        await desk.show_fate(thread, external, Fate(MessageId("m3"), state, "why", NOON))
        [shown] = await self.seen(thread)
        assert shown.fate == state
