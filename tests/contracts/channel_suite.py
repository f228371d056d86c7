"""What every `bot.ports.channel.Channel` must do. A channel's test inherits this and says how to see its platform."""

from abc import ABC, abstractmethod
from dataclasses import replace

import pytest

from bot.domain.ids import Address, MessageId
from bot.domain.messages import AuthorKind
from bot.ports.channel import Channel
from tests.fakes.hosted_view import Seen
from tests.fakes.messages import LETTER, post


class ChannelSuite(ABC):
    @pytest.fixture
    @abstractmethod
    def channel(self) -> Channel: ...

    @pytest.fixture
    @abstractmethod
    def address(self) -> Address: ...

    @pytest.fixture
    def other(self, address: Address) -> Address:
        return Address(f"{address}-other")

    @abstractmethod
    async def seen(self, address: Address) -> list[Seen]: ...

    async def test_a_sent_message_is_shown_with_its_author(self, channel: Channel, address: Address) -> None:
        await channel.send(address, post("m1", "Your claim is in process."))
        [shown] = await self.seen(address)
        assert (shown.author, shown.text) == ("Ana", "Your claim is in process.")

    async def test_a_repeat_is_shown_once_under_the_same_external_id(self, channel: Channel, address: Address) -> None:
        first = await channel.send(address, post("m1"))
        again = await channel.send(address, post("m1"))
        assert first == again
        assert len(await self.seen(address)) == 1

    async def test_messages_keep_their_order(self, channel: Channel, address: Address) -> None:
        for number in range(5):
            await channel.send(address, post(f"m{number}", str(number)))
        assert [shown.text for shown in await self.seen(address)] == ["0", "1", "2", "3", "4"]

    async def test_an_edit_replaces_the_words_and_is_marked(self, channel: Channel, address: Address) -> None:
        external = await channel.send(address, post("m1", "Due in 20 days."))
        await channel.edit(address, external, MessageId("m1"), "Due in 30 days.")
        [shown] = await self.seen(address)
        assert (shown.text, shown.edited) == ("Due in 30 days.", True)

    async def test_a_text_may_return_to_an_earlier_wording(self, channel: Channel, address: Address) -> None:
        external = await channel.send(address, post("m1", "A"))
        for text in ("B", "A", "B"):
            external = await channel.edit(address, external, MessageId("m1"), text)
        [shown] = await self.seen(address)
        assert shown.text == "B"

    async def test_a_deletion_leaves_a_visible_mark(self, channel: Channel, address: Address) -> None:
        external = await channel.send(address, post("m1"))
        await channel.delete(address, external, MessageId("m1"))
        await channel.delete(address, external, MessageId("m1"))
        [shown] = await self.seen(address)
        assert shown.removed

    async def test_a_specialist_is_shown_by_name(self, channel: Channel, address: Address) -> None:
        await channel.send(address, post("m1", "Hello", AuthorKind.SPECIALIST))
        [shown] = await self.seen(address)
        assert shown.author == "Ana"

    async def test_a_file_is_offered_with_its_message(self, channel: Channel, address: Address) -> None:
        await channel.send(address, replace(post("m1", "Your letter", AuthorKind.SPECIALIST), attachments=(LETTER,)))
        [shown] = await self.seen(address)
        assert (shown.text, shown.files) == ("Your letter", (LETTER.name,))

    async def test_one_conversation_never_sees_another(
        self, channel: Channel, address: Address, other: Address
    ) -> None:
        await channel.send(other, post("m1"))
        assert await self.seen(address) == []

    async def test_typing_never_raises_even_where_nobody_looks(self, channel: Channel, address: Address) -> None:
        await channel.typing(address)
