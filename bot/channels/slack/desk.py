"""The billing desk as threads of one Slack channel."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.channels.slack.again import Again, again_block, failure_blocks
from bot.channels.slack.api import SlackApi
from bot.channels.slack.bulletins import bulletin_blocks, bulletin_mark, detail_posts
from bot.channels.slack.cards import card_blocks, headline, mark_of
from bot.channels.slack.drafts import draft_blocks
from bot.channels.slack.drafts import headline as draft_headline
from bot.channels.slack.lookback import Lookback
from bot.channels.slack.moves import Moves
from bot.channels.slack.mrkdwn import escaped
from bot.channels.slack.places import Thread, message_key, thread_at, ts_of
from bot.channels.slack.posts import (
    EDITED,
    Block,
    Words,
    call_blocks,
    changed_line,
    file_mark,
    file_name,
    in_messages,
    post_blocks,
    removed_blocks,
    text_blocks,
)
from bot.channels.slack.privacy import letter_by_letter
from bot.channels.slack.refusals import Gone
from bot.domain.bulletins import Bulletin
from bot.domain.ids import Address, FileId, MessageId
from bot.domain.messages import Author, AuthorKind, Call, CaseCard, Draft, Fate, FateState, Post
from bot.domain.policy import SlackPolicy
from bot.ports.clock import Clock
from bot.ports.desk import NOWHERE

NAME = "slack"
ReadFile = Callable[[FileId], Awaitable[bytes | None]]


REACTIONS = {
    FateState.HELD: "hourglass_flowing_sand",
    FateState.DELIVERED: "white_check_mark",
    FateState.FAILED: "warning",
    FateState.UNCERTAIN: "question",
    FateState.REFUSED: "no_entry_sign",
}
_CHANGED = "A message of this case was changed"
CLOCKS_DIFFER = timedelta(hours=1)
"""How far Slack's clock and ours may be apart where we look for what we posted."""
_SYSTEM = Author(AuthorKind.SYSTEM, "ClaimDesk")
_UNSPOKEN = {FateState.HELD, FateState.DELIVERED}
_FAILED = {FateState.FAILED, FateState.UNCERTAIN}


class SlackDesk:
    """The `Desk` of one Slack channel.

    `words` decides what of a text may stand in Slack, as the policy's `phi` says. A post that failed in doubt is raised
    as `RetryLater`: the next attempt looks for it in the thread first. `files` returns the bytes of what patients sent,
    and of our own reports. `translates`: replies can be sent in another language.
    """

    name = NAME

    def __init__(
        self, api: SlackApi, clock: Clock, policy: SlackPolicy, words: Words, files: ReadFile, *, translates: bool
    ) -> None:
        self._api = api
        self._clock = clock
        self._policy = policy
        self._channel = policy.desk_channel
        self._phi = policy.phi
        self._card = partial(card_blocks, phi=policy.phi, words=words, translates=translates)
        self._words = words
        self._files = files
        self._moves = Moves(api)
        self._lookback = Lookback(api, clock)

    async def open_case(self, card: CaseCard, story: tuple[Post, ...], left: Address = NOWHERE) -> Address:
        """Start the thread; a repeat finds it by its case and adds only what is missing."""
        thread = await self._thread_of(card)
        missing = [post for post in story if await self._lookback.find(thread, post.message_id) is None]
        for blocks in in_messages(missing, self._words):
            await self._post(thread, f"The story of case {card.case}", blocks)
        for post in story:
            await self._upload(thread, post)
        if left:
            await self._moves.leave(thread_at(left), thread, card)
        return thread.address

    async def update_card(self, thread: Address, card: CaseCard) -> None:
        """Make the thread's first message read `card`."""
        place = thread_at(thread)
        await self._api.update(place.channel, place.ts, headline(card), self._card(card))

    async def send(self, thread: Address, post: Post) -> str:
        """Add `post`; a repeat finds it in the thread."""
        place = thread_at(thread)
        ts = await self._lookback.find(place, post.message_id)
        if ts is None:
            ts = await self._post(place, _announced(post), post_blocks(post, self._words))
        await self._upload(place, post)
        return message_key(place.channel, ts)

    async def edit(self, thread: Address, external_id: str, message_id: MessageId, text: str) -> str:
        """Make an entry read `text` where it stands, also within the story."""
        return await self._change(thread, message_id, lambda by: text_blocks(message_id, text, by, self._words))

    async def delete(self, thread: Address, external_id: str, message_id: MessageId) -> str:
        """Put a line in the entry's place that says it was taken back."""
        for file in await self._lookback.files(thread_at(thread), file_mark(message_id)):
            await self._api.delete_file(file)
        return await self._change(thread, message_id, lambda _: removed_blocks(message_id))

    async def show_fate(self, thread: Address, external_id: str, fate: Fate) -> None:
        """React to a specialist's message, and tell them alone what they must do about it."""
        if fate.state in _FAILED:
            await self._tell_everybody(thread_at(thread), fate)
        channel, _, ts = external_id.rpartition("/")
        message = await self._message(channel, ts) if ts else None
        if message is None:
            return
        us = (await self._api.me()).user
        shown = {each["name"] for each in message.get("reactions", ()) if us in each.get("users", ())}
        for name in (shown & set(REACTIONS.values())) - {REACTIONS[fate.state]}:
            await self._api.unreact(channel, ts, name)
        await self._api.react(channel, ts, REACTIONS[fate.state])
        if fate.state not in _UNSPOKEN and message.get("user") not in {us, None}:
            root = message.get("thread_ts") or ts
            blocks = failure_blocks(fate.note, Again(root, fate.message_id)) if fate.state in _FAILED else []
            await self._api.whisper(channel, message["user"], escaped(fate.note), root, blocks)

    async def _message(self, channel: str, ts: str) -> Mapping[str, Any] | None:
        """Return a message where it was written: its case may have left that thread."""
        try:
            return next((each for each in await self._api.replies(channel, ts) if each["ts"] == ts), None)
        except Gone:
            return None

    async def _tell_everybody(self, thread: Thread, fate: Fate) -> None:
        """Leave a line with the button in the thread: a whisper is gone when its reader looks away."""
        line = MessageId(f"{fate.message_id}:{fate.state}:{int(fate.at.timestamp())}")
        if await self._lookback.find(thread, line) is None:
            post = Post(line, _SYSTEM, fate.note, fate.at, internal=True)
            blocks = [*post_blocks(post, self._words), again_block(Again(thread.ts, fate.message_id))]
            await self._post(thread, "A message did not reach the patient", blocks)

    async def show_draft(self, thread: Address, external_id: str, draft: Draft) -> str:
        """Post `draft` with its buttons, or change it where it stands; one deleted in Slack is posted again."""
        place = thread_at(thread)
        text, blocks = draft_headline(draft), draft_blocks(draft, self._phi, self._words)
        ts = ts_of(external_id) or await self._lookback.find(place, draft.message_id)
        if ts:
            try:
                await self._api.update(place.channel, ts, text, blocks)
            except Gone:
                ts = None
        return message_key(place.channel, ts or await self._post(place, text, blocks))

    async def announce(self, bulletin: Bulletin) -> str:
        """Start a thread of its own; a repeat finds it and adds only what is missing."""
        thread = await self._root(
            self._policy.alarms_to or self._channel if bulletin.alarm else self._channel,
            bulletin_mark(bulletin),
            bulletin.at,
            bulletin.headline,
            bulletin_blocks(bulletin, self._clock.now()),
        )
        for post in detail_posts(bulletin):
            if await self._lookback.find(thread, post.message_id) is None:
                # Nothing of a patient stands in a bulletin, so its words are shown as they are.
                await self._post(thread, bulletin.headline, post_blocks(post, letter_by_letter))
        for enclosure in bulletin.enclosures:
            content = await self._files(enclosure.id)
            if content is not None and not await self._lookback.has_file(thread, enclosure.name):
                await self._upload_one(thread, enclosure.name, content, enclosure.alt)
        return message_key(thread.channel, thread.ts)

    async def call(self, thread: Address, call: Call) -> str:
        """Post in the thread and the channel at once, or outside to `whom`; a repeat finds it."""
        place = thread_at(thread)
        if call.apart:
            return await self._call_apart(place, call)
        ts = await self._lookback.find(place, call.message_id)
        if ts is None:
            ts = await self._post(place, call.text, call_blocks(call), aloud=True)
        return message_key(place.channel, ts)

    async def _call_apart(self, place: Thread, call: Call) -> str:
        channel = call.whom if call.whom.startswith(("C", "G")) else await self._api.direct(call.whom)
        link = f"{(await self._api.me()).url.rstrip('/')}/archives/{place.channel}/p{place.ts.replace('.', '')}"
        blocks = call_blocks(call, link)
        there = await self._root(channel, blocks[0]["block_id"], call.at, call.text, blocks)
        return message_key(there.channel, there.ts)

    async def _thread_of(self, card: CaseCard) -> Thread:
        blocks = self._card(card)
        return await self._root(
            self._policy.channel_for(card.payer, card.reason, card.tags),
            mark_of(card),
            card.opened_at,
            headline(card),
            blocks,
        )

    async def _root(self, channel: str, mark: str, since: datetime, text: str, blocks: Sequence[Block]) -> Thread:
        """Find the message under `mark` that was posted since then, or post it."""
        me = await self._api.me()
        for message in await self._api.history(channel, (since - CLOCKS_DIFFER).timestamp()):
            if message.get("user") == me.user and mark in (b.get("block_id") for b in message.get("blocks") or ()):
                return Thread(me.team, channel, message["ts"])
        return Thread(me.team, channel, await self._api.post(channel, text, blocks))

    async def _post(self, thread: Thread, text: str, blocks: Sequence[Block], *, aloud: bool = False) -> str:
        try:
            ts = await self._api.post(thread.channel, text, blocks, thread.ts, aloud=aloud)
        except BaseException:
            # Whatever it was, also a delivery that was cancelled: the message may be there.
            self._lookback.doubt(thread)
            raise
        self._lookback.keep(thread, ts, blocks)
        return ts

    async def _upload(self, thread: Thread, post: Post) -> None:
        """Put a patient's files below their message; what stands there already is left."""
        if not self._policy.shows_files or post.author.kind is not AuthorKind.PATIENT:
            return
        for number, attachment in enumerate(post.attachments):
            name = file_name(post.message_id, number, attachment)
            content = await self._files(attachment.id)
            if content is not None and not await self._lookback.has_file(thread, name):
                await self._upload_one(thread, name, content)

    async def _upload_one(self, thread: Thread, name: str, content: bytes, alt: str = "") -> None:
        try:
            await self._api.upload(thread.channel, thread.ts, name, content, alt)
        except BaseException:
            self._lookback.doubt(thread)
            raise
        self._lookback.keep_file(thread, name)

    async def _change(self, thread: Address, message: MessageId, changed: Callable[[AuthorKind], list[Block]]) -> str:
        where = thread_at(thread)
        place = await self._lookback.place(where, message)
        if place is None:
            # Somebody deleted it in Slack, so the change is said below.
            blocks = [changed_line(message), *changed(AuthorKind.PATIENT)]
            return message_key(where.channel, await self._post(where, _CHANGED, blocks))
        await self._api.update(where.channel, place.ts, _CHANGED, place.with_text(changed(place.author), EDITED))
        return message_key(where.channel, place.ts)


def _announced(post: Post) -> str:
    """Return what a notification says of a post: who wrote, never what."""
    return "The patient wrote" if post.author.kind is AuthorKind.PATIENT else "New in this case"
