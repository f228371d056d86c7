"""What a person would see of a case's thread in Slack, read from its blocks."""

import re
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.desk import REACTIONS
from bot.channels.slack.posts import REMOVED
from bot.domain.ids import CaseNumber, ConversationId
from bot.domain.messages import CaseCard
from tests.fakes.hosted_view import Seen

_FATES = {name: state.value for state, name in REACTIONS.items()}
_STATES = {
    "is waiting for a specialist": "waiting",
    "is with": "taken",
    "was handed back": "handed_back",
    "is resolved": "resolved",
}


def seen_in(messages: list[dict[str, Any]]) -> list[Seen]:
    return [seen for message in messages for seen in _posts(message)]


def _posts(message: dict[str, Any]) -> list[Seen]:
    fates = [_FATES[reaction["name"]] for reaction in message.get("reactions", ()) if reaction["name"] in _FATES]
    posts: list[Seen] = []
    for block in message.get("blocks", ()):
        text = block["elements"][0]["text"] if block["type"] == "context" else block["text"]["text"]
        if block["block_id"].startswith("by:"):
            author = text.split("*")[1]
            marks = {"internal": " · internal" in text, "edited": " · edited" in text}
            posts.append(Seen(block["block_id"], author, "", fate="".join(fates), **marks))
        else:
            last = posts[-1]
            posts[-1] = Seen(
                last.id, last.author, last.text + text, last.edited, text == REMOVED, last.internal, last.fate
            )
    return posts


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
