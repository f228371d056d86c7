"""What a person would see of a case's thread in Slack, read from its blocks."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.desk import REACTIONS
from bot.channels.slack.drafts import TITLES
from bot.channels.slack.posts import REMOVED, file_mark
from bot.domain.ids import CaseNumber, ConversationId, MessageId
from bot.domain.messages import CaseCard
from tests.fakes.hosted_view import Seen, SeenDraft

_FATES = {name: state.value for state, name in REACTIONS.items()}
_STATES = {
    "is waiting for a specialist": "waiting",
    "is with": "taken",
    "was handed back": "handed_back",
    "is resolved": "resolved",
}


def seen_in(messages: list[dict[str, Any]]) -> list[Seen]:
    posts = [seen for message in messages for seen in _posts(message)]
    files = [str(file.get("name")) for message in messages for file in message.get("files", ())]
    return [replace(seen, files=tuple(name for name in files if name.startswith(_mark(seen)))) for seen in posts]


def _mark(seen: Seen) -> str:
    return file_mark(MessageId(seen.id.rpartition(":")[2]))


def _posts(message: dict[str, Any]) -> list[Seen]:
    fates = [_FATES[reaction["name"]] for reaction in message.get("reactions", ()) if reaction["name"] in _FATES]
    posts: list[Seen] = []
    for block in message.get("blocks", ()):
        if block["type"] == "actions" or block["block_id"].startswith(("note:", "file:")):
            continue
        text = block["elements"][0]["text"] if block["type"] == "context" else block["text"]["text"]
        if block["block_id"].startswith("by:"):
            author = text.split("*")[1]
            posts.append(
                Seen(
                    block["block_id"],
                    author,
                    "",
                    " · edited" in text,
                    internal=" · internal" in text,
                    fate="".join(fates),
                )
            )
        else:
            last = posts[-1]
            posts[-1] = Seen(
                last.id, last.author, last.text + text, last.edited, text == REMOVED, last.internal, last.fate
            )
    return posts


def drafts_in(messages: list[dict[str, Any]]) -> list[SeenDraft]:
    """Return the drafts of a thread: what a specialist reads, and what the first button would send."""
    return [_draft(message) for message in messages if "Draft" in str(message["blocks"][0])]


def _draft(message: dict[str, Any]) -> SeenDraft:
    by_kind = {block["block_id"].partition(":")[0]: block for block in message["blocks"]}
    title = by_kind["by"]["elements"][0]["text"].split("*")[1]
    note = by_kind["note"]["elements"][0]["text"].strip("_") if "note" in by_kind else ""
    waits = "draft" in by_kind
    told = [state.value for state, words in TITLES.items() if title.startswith(words.partition("{")[0])]
    state = "stale" if waits and note else told[0]
    handles = {button["value"] for button in by_kind["draft"]["elements"]} if waits else {""}
    [handle] = handles
    by = "" if waits else title.split(" by ")[1]
    [seen] = _posts(message)
    return SeenDraft(seen.text, handle, state, by, note, seen.fate)


def card_in(root: dict[str, Any]) -> CaseCard:
    blocks = {block["block_id"].partition(":")[0]: block for block in root["blocks"]}
    title = blocks["case"]["text"]["text"]
    fields = dict(field["text"].replace("*", "").split("\n", 1) for field in blocks["fields"]["fields"])
    _, case, conversation = blocks["case"]["block_id"].split(":")
    opened = re.search(r"<!date\^(\d+)\^", title)
    assert opened
    return CaseCard(
        case=CaseNumber(int(case)),
        conversation=ConversationId(conversation),
        channel=fields["Reached by"],
        reason=fields["Why"],
        summary=blocks["summary"]["text"]["text"],
        state=next(state for words, state in _STATES.items() if words in title),
        patient=fields["Patient"],
        claim=fields["Claim"],
        payer=fields["Payer"],
        tags=tuple(re.findall("`([^`]+)`", blocks["tags"]["elements"][0]["text"])),
        owner="" if fields["Owner"] == "nobody yet" else fields["Owner"],
        opened_at=datetime.fromtimestamp(int(opened[1]), UTC),
    )
