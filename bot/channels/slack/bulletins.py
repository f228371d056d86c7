"""A bulletin as the first message of a thread of its own. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.channels.slack.answer_blocks import context
from bot.channels.slack.mrkdwn import in_sections, shown, to_mrkdwn
from bot.channels.slack.posts import Block, moment
from bot.domain.bulletins import Bulletin
from bot.domain.ids import MessageId
from bot.domain.messages import Author, AuthorKind, Post

_SYSTEM = Author(AuthorKind.SYSTEM, "ClaimDesk")
LATE = timedelta(hours=1)
_MOST_SECTIONS = 4
_CUT = "… (The rest is too long for Slack: see `claimdesk doctor`.)"


def bulletin_mark(bulletin: Bulletin) -> str:
    """Return the block id by which a bulletin is found again."""
    return f"bulletin:{bulletin.message_id}"


def bulletin_blocks(bulletin: Bulletin, now: datetime) -> list[Block]:
    """Return the headline and the lines below it; one that comes late says of when it is."""
    parts = in_sections("\n".join(to_mrkdwn(line) for line in bulletin.lines))
    if len(parts) > _MOST_SECTIONS:
        parts = [*parts[: _MOST_SECTIONS - 1], _CUT]
    headline = {**_section(f"*{to_mrkdwn(bulletin.headline)}*"), "block_id": bulletin_mark(bulletin)}
    late = [context(f"Written {moment(bulletin.at, '{date_long} at {time}')}; it could not be posted until now.")]
    return [headline, *(late if now - bulletin.at > LATE else []), *map(_section, parts)]


def detail_posts(bulletin: Bulletin) -> Iterator[Post]:
    """Yield what stands below a bulletin, each under an id of its own."""
    for number, text in enumerate(bulletin.details):
        yield Post(MessageId(f"{bulletin.message_id}:{number}"), _SYSTEM, text, bulletin.at, internal=True)


def _section(mrkdwn: str) -> Block:
    return {"type": "section", "text": shown(mrkdwn)}
