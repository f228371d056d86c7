"""Answers to the staff who ask in Slack: shown to the asker alone, who may share them."""

from collections.abc import Sequence
from typing import Any

from bot.channels.slack.agent_view import STATUS, AgentView
from bot.channels.slack.answer_blocks import answer_blocks, buttons, context, unshared
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import CLOCKS_DIFFER, NAME
from bot.channels.slack.mrkdwn import escaped
from bot.channels.slack.places import Asker, asker_at, message_key, ts_of
from bot.channels.slack.posts import Block, Words, text_blocks, text_mark
from bot.domain.errors import Undeliverable
from bot.domain.ids import Address, MessageId
from bot.domain.messages import AuthorKind, Post

_NOTICE = "ClaimDesk has an answer for you"
_REMEMBERED = 1000


class SlackAnswers:
    """The `Channel` of the front desk. Where the app cannot whisper, the answer comes as a direct message.

    A whisper cannot be changed or found later: an edit is a new one that says so, and one that Slack took without
    telling us comes twice. After a crash an answer may come twice, and one in a direct message stands below the others
    instead of in the thread of its question.
    """

    name = NAME

    def __init__(self, api: SlackApi, view: AgentView, words: Words) -> None:
        self._api = api
        self._view = view
        self._words = words
        self._sent: dict[MessageId, str] = {}
        self._doubted: dict[MessageId, str] = {}
        self._threads: dict[Address, str] = {}

    def asked_at(self, asker: Asker, ts: str) -> None:
        """Remember the thread of a direct message in which somebody wrote last: there they are answered."""
        self._threads[asker.address] = ts
        _forget_oldest(self._threads)

    async def send(self, address: Address, post: Post) -> str:
        """Show `post` to the asker; a repeat within this process shows it once."""
        if post.message_id not in self._sent:
            asker = asker_at(address)
            self._sent[post.message_id] = await self._found(asker, post) or await self._tried(asker, post)
            _forget_oldest(self._sent)
            await self._view.status(asker.channel, self._thread(asker), "")
        return self._sent[post.message_id]

    async def edit(self, address: Address, external_id: str, message_id: MessageId, text: str) -> str:
        """Change a direct message; a whisper is corrected by another one."""
        return await self._change(address, external_id, message_id, text, "Edited")

    async def delete(self, address: Address, external_id: str, message_id: MessageId) -> str:
        """Take a direct message back; for a whisper say that it does not hold any more."""
        return await self._change(address, external_id, message_id, "This message was removed.", "Removed")

    async def typing(self, address: Address, doing: str = "") -> None:
        """Say in the thread of the question that we are at it."""
        asker = asker_at(address)
        await self._view.status(asker.channel, self._thread(asker), doing or STATUS)

    def _thread(self, asker: Asker) -> str:
        return asker.thread or self._threads.get(asker.address, "")

    async def _tried(self, asker: Asker, post: Post) -> str:
        try:
            return await self._shown(asker, post)
        except BaseException:
            # Whatever it was, also a delivery that was cancelled: the message may be there.
            self._doubted[post.message_id] = ""
            _forget_oldest(self._doubted)
            raise

    async def _found(self, asker: Asker, post: Post) -> str:
        """Return a direct message that was tried before and is there, empty for none."""
        if not asker.alone or post.message_id not in self._doubted:
            return ""
        thread = self._thread(asker)
        since = (post.at - CLOCKS_DIFFER).timestamp()
        there = self._api.replies(asker.channel, thread) if thread else self._api.history(asker.channel, since)
        mark = text_mark(post.message_id)
        found = [m["ts"] for m in await there if mark in {block.get("block_id") for block in m.get("blocks") or ()}]
        return message_key(asker.channel, found[0]) if found else ""

    async def _shown(self, asker: Asker, post: Post) -> str:
        blocks = answer_blocks(post.message_id, post.text, post.citations, self._words)
        if post.author.kind is not AuthorKind.BOT:
            return await self._show(asker, [*_author(post), *blocks, *_files_kept_back(post)])
        below = [*blocks[_texts(blocks) :], buttons(post.message_id, shared_with=not asker.alone)]
        if asker.alone:
            text = self._words(post.text, AuthorKind.STAFF)
            streamed = await self._view.stream(asker, self._thread(asker), text, below)
            if streamed:
                return message_key(asker.channel, streamed)
        return await self._show(asker, [*blocks[: _texts(blocks)], *below])

    async def _change(self, address: Address, external_id: str, message: MessageId, text: str, mark: str) -> str:
        asker = asker_at(address)
        blocks = [context(f"_{mark}_"), *text_blocks(message, text, AuthorKind.STAFF, self._words)]
        if not asker.alone:
            return await self._show(asker, blocks)
        await self._api.update(asker.channel, ts_of(external_id), _NOTICE, blocks)
        return external_id

    async def _show(self, asker: Asker, blocks: Sequence[Block]) -> str:
        if asker.alone:
            ts = await self._api.post(asker.channel, _NOTICE, blocks, self._thread(asker) or None)
            return message_key(asker.channel, ts)
        try:
            await self._api.whisper(asker.channel, asker.user, _NOTICE, asker.thread or None, blocks)
        except Undeliverable:
            # The app is not in that channel, as with a command that was typed elsewhere.
            return message_key(asker.user, await self._api.post(asker.user, _NOTICE, unshared(blocks)))
        return message_key(asker.channel, "whisper")


def _texts(blocks: Sequence[Block]) -> int:
    """Return how many blocks at the start are the answer's text."""
    return sum(block["type"] == "section" for block in blocks)


def _forget_oldest(kept: dict[Any, str]) -> None:
    while len(kept) > _REMEMBERED:
        kept.pop(next(iter(kept)))


def _files_kept_back(post: Post) -> list[Block]:
    """Say what came with a colleague's reply: nothing can be enclosed in a whisper, so they are asked for it."""
    names = ", ".join(f"{each.name} ({each.in_words})" for each in post.attachments)
    ask = f"{post.author.name} sent this along; ask them for it, it stands in the desk's thread: {names}"
    return [context(escaped(ask))] if names else []


def _author(post: Post) -> list[Block]:
    """Name the person who answers; the bot has its name from Slack."""
    return [context(f"*{escaped(post.author.name)}*")] if post.author.kind is AuthorKind.SPECIALIST else []
