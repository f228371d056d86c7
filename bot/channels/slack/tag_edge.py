"""The form on a case's card with which a specialist corrects the tags that the bot gave."""

from collections.abc import Sequence

from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.edge import DeskEdge
from bot.channels.slack.forms import tags_form
from bot.channels.slack.places import Thread
from bot.domain.messages import Kind
from bot.domain.tags import Correction, is_correctable
from bot.ports.store import Store


class TagEdge:
    """Shows the tags that there are, and takes what was changed. `offered` are those that may be put on."""

    def __init__(self, api: SlackApi, desk: DeskEdge, store: Store, offered: Sequence[str]) -> None:
        self._api = api
        self._desk = desk
        self._store = store
        self._offered = offered

    async def ask(self, thread: Thread, trigger: str) -> None:
        """Open the form for whoever pressed the button."""
        async with self._store.read() as work:
            case = await work.escalations.at(NAME, thread.address)
            tags = await work.conversations.tags(case.conversation) if case else ()
        if case:
            await self._api.open_view(trigger, tags_form(thread, list(filter(is_correctable, tags)), self._offered))

    async def changed(self, thread: Thread, shown: Sequence[str], wanted: Sequence[str], user: str, form: str) -> None:
        """Take what the form `form` says; leaving all as it was is no correction."""
        correction = Correction.between(shown, wanted)
        if correction:
            await self._desk.deed(thread, Kind.TAG, user, f"tags:{form}", text=str(correction))
