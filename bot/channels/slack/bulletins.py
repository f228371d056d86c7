"""A bulletin as the first message of a thread of its own. Pure."""

from collections.abc import Iterator

from bot.channels.slack.mrkdwn import in_sections, to_mrkdwn
from bot.channels.slack.posts import Block
from bot.domain.bulletins import Bulletin
from bot.domain.ids import MessageId
from bot.domain.messages import Author, AuthorKind, Post

_SYSTEM = Author(AuthorKind.SYSTEM, "ClaimDesk")
_MOST_SECTIONS = 4
_CUT = "… (The rest is too long for Slack: see `claimdesk doctor`.)"


def bulletin_mark(bulletin: Bulletin) -> str:
    """Return the block id by which a bulletin is found again."""
    return f"bulletin:{bulletin.message_id}"


def bulletin_blocks(bulletin: Bulletin) -> list[Block]:
    """Return the headline and the lines below it."""
    parts = in_sections("\n".join(to_mrkdwn(line) for line in bulletin.lines))
    if len(parts) > _MOST_SECTIONS:
        parts = [*parts[: _MOST_SECTIONS - 1], _CUT]
    headline = {**_section(f"*{to_mrkdwn(bulletin.headline)}*"), "block_id": bulletin_mark(bulletin)}
    return [headline, *map(_section, parts)]


def detail_posts(bulletin: Bulletin) -> Iterator[Post]:
    """Yield what stands below a bulletin, each under an id of its own."""
    for number, text in enumerate(bulletin.details):
        yield Post(MessageId(f"{bulletin.message_id}:{number}"), _SYSTEM, text, bulletin.at, internal=True)


def _section(mrkdwn: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}
