"""A reply that a specialist writes in a form, to be sent in the patient's own language.

It is posted in the case's thread first and accepted under that message's name: so it has a place for the marks of its
fate, and a form that is sent again is the same reply.
"""

import asyncio
from weakref import WeakValueDictionary

from bot.channels.slack.api import SlackApi
from bot.channels.slack.cards import Phi
from bot.channels.slack.desk import NAME
from bot.channels.slack.edge import DeskEdge
from bot.channels.slack.forms import plain, translated_form
from bot.channels.slack.lookback import Lookback
from bot.channels.slack.mrkdwn import escaped, shown
from bot.channels.slack.places import Thread, message_key
from bot.channels.slack.posts import Block, Words, text_blocks
from bot.channels.slack.replies import Replies
from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind, Kind
from bot.ports.store import Store

NO_CASE = "This case is not in this thread any more. Nothing was sent."
EMPTY = "Write what the patient shall read. Nothing was sent."
TAKE_BACK = "take_back"
_BUTTON: Block = {
    "type": "actions",
    "block_id": TAKE_BACK,
    "elements": [{"type": "button", "action_id": TAKE_BACK, "text": plain("Take back")}],
}


class TranslatedReplies:
    """Opens the form and takes what was written; the engine has it translated, and says in the thread what came of it.

    Where nothing that was said may stand in Slack, there is no such form: the translation would stand there too.
    """

    def __init__(
        self,
        api: SlackApi,
        desk: DeskEdge,
        replies: Replies,
        store: Store,
        lookback: Lookback,
        phi: Phi,
        words: Words,
    ) -> None:
        self._api = api
        self._desk = desk
        self._replies = replies
        self._store = store
        self._lookback = lookback
        self._phi = phi
        self._words = words
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, thread: Thread, user: str, pressed: str, trigger: str) -> None:
        """Open the form for whoever pressed the button, if they may speak to patients."""
        if await self._is_open_to(thread) and await self._replies.speaker(thread, user, pressed):
            await self._api.open_view(trigger, translated_form(thread))

    async def written(self, thread: Thread, user: str, text: str, form: str) -> str:
        """Take what the form `form` says; return what is wrong with it, empty when it was taken."""
        if not text.strip():
            return EMPTY
        if not await self._is_open_to(thread):
            return NO_CASE
        person = await self._replies.speaker(thread, user, form)
        if person:
            async with self._locks.setdefault(form, asyncio.Lock()):
                ts = await self._shown(thread, person.name, text, form)
            name = message_key(thread.channel, ts)
            await self._desk.deed(thread, Kind.REPLY_TRANSLATED, user, name, text=text)
        return ""

    async def take_back(self, thread: Thread, user: str, ts: str) -> None:
        """Take back the reply that the message `ts` shows: that is ours, so Slack lets nobody else delete it."""
        name = message_key(thread.channel, ts)
        if await self._desk.deed(thread, Kind.DELETE, user, f"{name}:taken_back", target=name):
            await self._api.delete(thread.channel, ts)

    async def _is_open_to(self, thread: Thread) -> bool:
        async with self._store.read() as work:
            return self._phi != "none" and await work.escalations.at(NAME, thread.address) is not None

    async def _shown(self, thread: Thread, name: str, text: str, form: str) -> str:
        """Return the ts of the message in the thread that shows the reply, posted once for each form."""
        mark = MessageId(f"translate-{form}")
        ts = await self._lookback.find(thread, mark)
        if ts is None:
            blocks = self._blocks(mark, name, text)
            try:
                ts = await self._api.post(thread.channel, "A reply in the patient's language", blocks, thread.ts)
            except BaseException:
                self._lookback.doubt(thread)
                raise
            self._lookback.keep(thread, ts, blocks)
        return ts

    def _blocks(self, mark: MessageId, name: str, text: str) -> list[Block]:
        by = AuthorKind.SPECIALIST
        line = shown(f"*{escaped(name)}* · to the patient, in their language")
        first: Block = {"type": "context", "block_id": f"by:{by.value}:{mark}", "elements": [line]}
        return [first, *text_blocks(mark, text, by, self._words), _BUTTON]
