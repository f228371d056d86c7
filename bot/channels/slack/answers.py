"""Answers to the staff who ask in Slack: shown to the asker alone, who may share them."""

from collections.abc import Sequence
from typing import Any

from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.mrkdwn import escaped
from bot.channels.slack.places import Asker, asker_at, message_key, ts_of
from bot.channels.slack.posts import Block, Words, text_blocks
from bot.domain.errors import Undeliverable
from bot.domain.ids import Address, MessageId
from bot.domain.messages import AuthorKind, Citation, Post

SHARE = "share_answer"
_NOTICE = "ClaimDesk has an answer for you"
_REMEMBERED = 1000


class SlackAnswers:
    """The `Channel` of the front desk. Where the app cannot whisper, the answer comes as a direct message.

    A whisper cannot be changed later, so an edit is a new one that says so. After a crash an answer may come twice.
    """

    name = NAME

    def __init__(self, api: SlackApi, words: Words) -> None:
        self._api = api
        self._words = words
        self._sent: dict[MessageId, str] = {}

    async def send(self, address: Address, post: Post) -> str:
        """Show `post` to the asker; a repeat within this process shows it once."""
        if post.message_id not in self._sent:
            asker = asker_at(address)
            blocks = answer_blocks(post.message_id, post.text, post.citations, self._words)
            self._sent[post.message_id] = await self._show(asker, [*_author(post), *blocks, *_buttons(asker, post)])
            while len(self._sent) > _REMEMBERED:
                self._sent.pop(next(iter(self._sent)))
        return self._sent[post.message_id]

    async def edit(self, address: Address, external_id: str, message_id: MessageId, text: str) -> str:
        """Change a direct message; a whisper is corrected by another one."""
        return await self._change(address, external_id, message_id, text, "Edited")

    async def delete(self, address: Address, external_id: str, message_id: MessageId) -> str:
        """Take a direct message back; for a whisper say that it does not hold any more."""
        return await self._change(address, external_id, message_id, "This message was removed.", "Removed")

    async def typing(self, address: Address) -> None:
        """Slack shows no typing of apps."""

    async def _change(self, address: Address, external_id: str, message: MessageId, text: str, mark: str) -> str:
        asker = asker_at(address)
        blocks = [context(f"_{mark}_"), *text_blocks(message, text, AuthorKind.STAFF, self._words)]
        if not asker.alone:
            return await self._show(asker, blocks)
        await self._api.update(asker.channel, ts_of(external_id), _NOTICE, blocks)
        return external_id

    async def _show(self, asker: Asker, blocks: Sequence[Block]) -> str:
        if asker.alone:
            return message_key(asker.channel, await self._api.post(asker.channel, _NOTICE, blocks))
        try:
            await self._api.whisper(asker.channel, asker.user, _NOTICE, asker.thread or None, blocks)
        except Undeliverable:
            # The app is not in that channel, as with a command that was typed elsewhere.
            return message_key(asker.user, await self._api.post(asker.user, _NOTICE, blocks))
        return message_key(asker.channel, "whisper")


def answer_blocks(message: MessageId, text: str, citations: Sequence[Citation], words: Words) -> list[Block]:
    """Return an answer with its sources. It is for staff, so it keeps amounts, and names no patient in full."""
    blocks = text_blocks(message, text, AuthorKind.STAFF, words)
    if citations:
        lines = [_source(citation) for citation in citations]
        blocks.append(context(escaped("\n".join(lines))[:2000]))
    return blocks


def context(mrkdwn: str) -> Block:
    """Return a small grey line."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn}]}


def _author(post: Post) -> list[Block]:
    """Name the person who answers; the bot has its name from Slack."""
    return [] if post.author.kind is AuthorKind.BOT else [context(f"*{escaped(post.author.name)}*")]


def _source(citation: Citation) -> str:
    parts = [citation.title, citation.section, f"page {citation.page}" if citation.page else ""]
    return f"[{citation.number}] {', '.join(part for part in parts if part)}"


def _buttons(asker: Asker, post: Post) -> list[Block]:
    if asker.alone or post.author.kind is not AuthorKind.BOT:
        return []
    button: dict[str, Any] = {
        "type": "button",
        "action_id": SHARE,
        "value": post.message_id,
        "text": {"type": "plain_text", "text": "Share with channel"},
    }
    return [{"type": "actions", "elements": [button]}]
