"""Tell me more: what was said in a case from its beginning, and how the bot came to each answer. As much as may stand.

It comes as messages of the thread, not as a form or a whisper: what concerns a patient belongs in messages only
(Slack's own conditions for health information).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.rendering import plain
from bot.channels.slack.api import SlackApi
from bot.channels.slack.cards import Phi
from bot.channels.slack.desk import NAME
from bot.channels.slack.lookback import Lookback
from bot.channels.slack.mrkdwn import escaped, shown
from bot.channels.slack.places import Thread
from bot.channels.slack.posts import NAMES, Block, Words, moment
from bot.channels.slack.replies import Replies
from bot.domain.ids import MessageId
from bot.ports.store import Entry, Store

_LONGEST = 280
_PER_MESSAGE = 24
_MOST = 200
Trace = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the transcript, and how the bot came to it where it was the bot's."""

    entry: Entry
    trace: Trace | None


class Background:
    """Answers the button on a case's card."""

    def __init__(
        self, api: SlackApi, replies: Replies, store: Store, lookback: Lookback, phi: Phi, words: Words
    ) -> None:
        self._api = api
        self._replies = replies
        self._store = store
        self._lookback = lookback
        self._phi = phi
        self._words = words

    async def tell(self, thread: Thread, user: str, pressed: str) -> None:
        """Post the background of a thread's case once for each press, where any of it may stand in Slack."""
        if self._phi == "none" or not await self._replies.speaker(thread, user, pressed):
            return
        told = await self._read(thread)
        for number, blocks in enumerate(background_messages(told, self._words)):
            mark = MessageId(f"more-{pressed.rpartition(':')[2]}-{number}")
            if await self._lookback.find(thread, mark) is None:
                head = {**_line("*The case from its beginning* · internal"), "block_id": f"by:system:{mark}"}
                ts = await self._api.post(thread.channel, "The case from its beginning", [head, *blocks], thread.ts)
                self._lookback.keep(thread, ts, [head, *blocks])

    async def _read(self, thread: Thread) -> list[Told]:
        async with self._store.read() as work:
            case = await work.escalations.at(NAME, thread.address)
            entries = await work.transcript.of(case.conversation, limit=_MOST) if case else []
            return [Told(entry, await work.transcript.trace(entry.id)) for entry in entries]


def background_messages(told: Sequence[Told], words: Words) -> Iterator[list[Block]]:
    """Put the background into as few messages as it fits."""
    lines = [line for one in told for line in _lines(one, words)] or ["_Nothing was said in this case yet._"]
    for start in range(0, len(lines), _PER_MESSAGE):
        yield [_line(line) for line in lines[start : start + _PER_MESSAGE]]


def _lines(told: Told, words: Words) -> Iterator[str]:
    entry = told.entry
    kind = entry.author.kind
    name = NAMES.get(kind) or escaped(entry.author.name)
    said = "_(taken back)_" if entry.deleted_at else escaped(_short(words(entry.text, kind)))
    files = f" :paperclip: {len(entry.attachments)}" if entry.attachments else ""
    yield f"{moment(entry.at, '{date_short} {time}')} *{name}*: {said}{files}"
    if told.trace:
        yield f"↳ _{escaped(why(told.trace))}_"


def why(trace: Trace) -> str:
    """Return how the bot came to an answer, in one line."""
    parts = [f"{_words(trace['route'])}, because: {trace.get('because') or _words(trace['reason'])}"]
    parts += [f"looked up {one['claim'] or 'by visit'}: {_words(one['outcome'])}" for one in trace.get("lookup") or ()]
    parts += [f"rule for {one['claim']}: {one['because']}" for one in trace.get("rules") or () if one.get("because")]
    parts += [f"read {_passage(one)}" for one in ((trace.get("findings") or {}).get("passages") or ())[:2]]
    if check := trace.get("check"):
        parts.append("checked against its sources" if check["ok"] else "refused by the check, so the template was sent")
    if trace.get("handoff"):
        parts.append(f"handed over: {_words(trace['handoff'])}")
    return "; ".join(parts)


def _passage(passage: Mapping[str, Any]) -> str:
    return f"“{passage['title']}”" + (f", page {passage['page']}" if passage.get("page") else "")


def _words(name: str) -> str:
    return str(name).replace("_", " ")


def _short(text: str) -> str:
    line = plain(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _line(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [shown(text)]}
