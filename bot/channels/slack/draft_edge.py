"""Presses on a draft's buttons and its form, accepted as what they mean."""

from bot.channels.slack.api import SlackApi
from bot.channels.slack.drafts import LEFT_HIDDEN, draft_form, left_hidden
from bot.channels.slack.edge import DeskEdge
from bot.channels.slack.places import Thread
from bot.channels.slack.posts import Words
from bot.domain.ids import MessageId
from bot.domain.messages import Draft, Kind
from bot.ports.store import Store


class DraftEdge:
    """Takes presses; one on a draft that moved meanwhile goes in all the same, and the engine says why it is late."""

    def __init__(self, edge: DeskEdge, api: SlackApi, store: Store, words: Words) -> None:
        self._edge = edge
        self._api = api
        self._store = store
        self._words = words

    async def pressed(self, thread: Thread, kind: Kind, handle: str, user: str, external_id: str, trigger: str) -> None:
        """Take a press: Edit opens the form, the others are done at once."""
        draft = await self._current(handle) if kind is Kind.EDIT_DRAFT else None
        if draft:
            await self._api.open_view(trigger, draft_form(thread, draft, self._words))
        else:
            await self._edge.deed(thread, kind, user, external_id, target=handle)

    async def reworded(self, thread: Thread, handle: str, user: str, text: str, form: str) -> str:
        """Take the form's text; return what is wrong with it, empty when it was taken."""
        draft = await self._current(handle)
        marks = left_hidden(text, draft, self._words) if draft else []
        if marks:
            return LEFT_HIDDEN.format(what=" and ".join(marks))
        await self._edge.deed(thread, Kind.EDIT_DRAFT, user, form, target=handle, text=text)
        return ""

    async def _current(self, handle: str) -> Draft | None:
        async with self._store.read() as work:
            kept = await work.drafts.get(MessageId(handle.rpartition(":")[0]))
        return kept.draft if kept and kept.draft.waits and kept.draft.handle == handle else None
