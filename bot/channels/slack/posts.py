"""Posts of a thread as Slack blocks, marked by block ids so that each is found again. Pure.

A post is a line that says who and when, under the block id `by:<author kind>:<message id>`, then its text. The ids
survive in Slack's own copy, which a message's metadata does only under one more scope; they hold nothing private.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from bot.channels.slack.mrkdwn import escaped, in_sections, shown, to_mrkdwn
from bot.domain.attachments import EXTENSIONS, Attachment
from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind, Call, Post

Block = Mapping[str, Any]
Words = Callable[[str, AuthorKind], str]
"""Returns what of a text by this kind of author may stand in Slack."""

EDITED = " · edited"
REMOVED = "_Message removed by its author_"
MOST_BLOCKS = 48
MOST_CHARACTERS = 11_000
"""Slack takes 50 blocks, and refuses messages from some 13,000 characters on."""
_MOST_SECTIONS = 4
_CUT = "… (The rest is too long for Slack.)"
NAMES = {AuthorKind.PATIENT: "Patient", AuthorKind.BOT: "ClaimDesk", AuthorKind.SYSTEM: "ClaimDesk"}
"""Patients have no name in Slack; staff and specialists have their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A post within a Slack message: its blocks are `blocks[start:end]` of the message `ts`."""

    ts: str
    blocks: Sequence[Block]
    start: int
    end: int
    author: AuthorKind

    def with_text(self, text: Sequence[Block], mark: str) -> list[Block]:
        """Return the message's blocks with another text in this place; `mark` is added to its first line once."""
        line = self.blocks[self.start]
        said: str = line["elements"][0]["text"]
        marked = {**line, "elements": [shown(said if mark in said else said + mark)]}
        return [*self.blocks[: self.start], marked, *text, *self.blocks[self.end :]]


def post_blocks(post: Post, words: Words) -> list[Block]:
    """Return a post's blocks."""
    kind = post.author.kind
    name = NAMES.get(kind) or escaped(post.author.name)
    line = f"*{name}* · {moment(post.at, '{time}')}{' · internal' if post.internal else ''}"
    first = {"type": "context", "block_id": f"by:{kind.value}:{post.message_id}", "elements": [shown(line)]}
    text = text_blocks(post.message_id, post.text, kind, words) if post.text or not post.attachments else []
    return [first, *text, *_file_lines(post)]


def call_blocks(call: Call, link: str = "") -> list[Block]:
    """Return the blocks that ask for somebody, found again like a post; `link` is the way to the case's thread."""
    named = f"<@{call.whom}> " if call.whom and not call.apart else ""
    way = f"\n<{link}|Open the thread>" if link else ""
    first = f"*ClaimDesk* · {moment(call.at, '{time}')} · internal"
    return [
        {
            "type": "context",
            "block_id": f"by:{AuthorKind.SYSTEM.value}:{call.message_id}",
            "elements": [shown(first)],
        },
        {
            "type": "section",
            "block_id": text_mark(call.message_id),
            "text": shown(f":bell: {named}{escaped(call.text)}{way}"),
        },
    ]


def file_name(message: MessageId, number: int, attachment: Attachment) -> str:
    """Return a file's name in Slack: always the same one, so that it is found again, and nothing of a patient in it."""
    return f"{file_mark(message)}{number + 1}.{EXTENSIONS[attachment.type]}"


def file_mark(message: MessageId) -> str:
    """Return how the names of a message's files begin."""
    return f"file-{message[:8]}-"


def _file_lines(post: Post) -> list[Block]:
    """Name what came with a post; where files may stand in Slack they follow below, under these names."""
    return [
        {
            "type": "context",
            "block_id": f"file:{post.message_id}:{number}",
            "elements": [shown(f":paperclip: {file_name(post.message_id, number, each)} · {each.in_words}")],
        }
        for number, each in enumerate(post.attachments)
    ]


def text_blocks(message: MessageId, text: str, author: AuthorKind, words: Words) -> list[Block]:
    """Return the blocks of a post's text. What a patient writes is shown letter by letter, without Markdown."""
    reads = words(text, author)
    parts = in_sections(escaped(reads) if author is AuthorKind.PATIENT else to_mrkdwn(reads))
    if len(parts) > _MOST_SECTIONS:
        parts = [*parts[: _MOST_SECTIONS - 1], _CUT]
    return [
        {"type": "section", "block_id": text_mark(message, number), "text": shown(part)}
        for number, part in enumerate(parts or ["_(no text)_"])
    ]


def text_mark(message: MessageId, number: int = 0) -> str:
    """Return the block id of a part of a message's text."""
    return f"text:{message}:{number}"


def changed_line(message: MessageId) -> Block:
    """Return the line above a changed text whose message is not there any more."""
    line = shown("*Patient* · changed an earlier message")
    return {"type": "context", "block_id": f"by:{AuthorKind.PATIENT.value}:{message}", "elements": [line]}


def removed_blocks(message: MessageId) -> list[Block]:
    """Return what stands where a text was taken back."""
    return [{"type": "context", "block_id": f"text:{message}:removed", "elements": [shown(REMOVED)]}]


def in_messages(posts: Sequence[Post], words: Words) -> Iterator[list[Block]]:
    """Put posts into as few Slack messages as they fit; most stories are one."""
    together: list[Block] = []
    size = 0
    for post in posts:
        blocks = post_blocks(post, words)
        length = sum(len(str(block)) for block in blocks)
        if together and (len(together) + len(blocks) > MOST_BLOCKS or size + length > MOST_CHARACTERS):
            yield together
            together, size = [], 0
        together += blocks
        size += length
    if together:
        yield together


def places(message: Mapping[str, Any]) -> Iterator[tuple[MessageId, Place]]:
    """Find the posts that one of our own Slack messages shows."""
    blocks = message.get("blocks") or []
    starts = [index for index, block in enumerate(blocks) if str(block.get("block_id", "")).startswith("by:")]
    for start, end in pairwise([*starts, len(blocks)]):
        _, kind, post = blocks[start]["block_id"].split(":", 2)
        yield MessageId(post), Place(message["ts"], blocks, start, end, AuthorKind(kind))


def moment(at: datetime, form: str) -> str:
    """Return a time that each reader sees in their own time zone."""
    return f"<!date^{int(at.timestamp())}^{form}|{at:%Y-%m-%d %H:%M} UTC>"
