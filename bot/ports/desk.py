"""Where billing specialists work: the console of the demo, a Slack channel, one contract."""

from typing import Protocol

from bot.domain.bulletins import Bulletin
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Call, CaseCard, Draft, Fate, Post

NOWHERE = Address("")
"""No thread."""


class Desk(Protocol):
    """One thread an escalation. Errors and idempotence as in `bot.ports.channel.Channel`.

    What specialists do comes back through `accept` as `InboundMessage` with surface `DESK` and the thread as
    address. `external_id` is empty for an entry that the desk showed as part of a case's story: the desk finds it
    by `message_id`, or says visibly what changed.
    """

    name: str

    async def open_case(self, card: CaseCard, story: tuple[Post, ...], left: Address = NOWHERE) -> Address:
        """Start the thread: the card, the story below it; return the thread. A repeat returns the same thread.

        `left` is the thread that the case had before, which then says where it goes on.
        """
        ...

    async def update_card(self, thread: Address, card: CaseCard) -> None:
        """Make the thread's card read `card`."""
        ...

    async def send(self, thread: Address, post: Post) -> str:
        """Add `post` to the thread and return its external id."""
        ...

    async def edit(self, thread: Address, external_id: str, message_id: MessageId, text: str) -> str:
        """Make an entry read `text`, marked as edited."""
        ...

    async def delete(self, thread: Address, external_id: str, message_id: MessageId) -> str:
        """Mark an entry as taken back."""
        ...

    async def show_fate(self, thread: Address, external_id: str, fate: Fate) -> None:
        """Mark a specialist's own message with what became of it."""
        ...

    async def show_draft(self, thread: Address, external_id: str, draft: Draft) -> str:
        """Show `draft` with its buttons, or make the shown one read so; return its external id.

        While it waits, Send, Edit and Take over come back as `SEND_DRAFT`, `EDIT_DRAFT` (with the new text) and
        `TAKE_OVER`, each with the draft's `handle` as target. `external_id` is empty until it was shown.
        """
        ...

    async def announce(self, bulletin: Bulletin) -> str:
        """Tell the whole desk, outside of every case, and return the external id; a repeat adds what is missing."""
        ...

    async def call(self, thread: Address, call: Call) -> str:
        """Ask for somebody as `call` says, and return the external id; a repeat asks once."""
        ...
