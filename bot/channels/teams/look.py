"""A post as Teams shows it: the activity's JSON. Pure.

The forms of the AI label, citations and feedback buttons are those of Microsoft's page "Bot messages with
AI-generated content". The label marks what the bot says, and never a person's words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.channels.teams.cards import attached, facts_card, identity_card, suggestions_card, without_facts
from bot.domain.messages import Author, AuthorKind, Citation, Post

REMOVED = "_Message removed by its author_"
LONGEST_NAME, LONGEST_QUOTE = 80, 160
"""Characters that Teams shows of a source's name and of its quotation."""
_BREAK = re.compile(r"(?<=\S)\n(?=[^\n>\-\d])")
"""The end of a line within a paragraph, which Markdown would join with the next."""
_MARKS = re.compile(r"[\[\]*_`~<>|\\]")

Json = Mapping[str, Any]


def message(text: str, author: Author, citations: Sequence[Citation] = ()) -> Json:
    """Return a message; a specialist's begins with their name, the bot's carries label, sources and thumbs."""
    shown: dict[str, Any] = {"type": "message", "textFormat": "markdown", "text": words(text, author)}
    if author.kind is AuthorKind.BOT:
        shown["entities"] = [_label(text, citations)]
        shown["channelData"] = {"feedbackLoop": {"type": "default"}}
    return shown


def parts(post: Post, files: str = "") -> list[Json]:
    """Return the activities that show a post, the first of which may be changed later. `files` are lines below it.

    A text and a card go apart: Teams would split them and tell us no id (Microsoft, "Format your bot messages").
    """
    if post.asks:
        # Nothing else says in the list of chats and in a notice what a card is about.
        return [{**_card(identity_card(post)), "summary": post.text}]
    facts = facts_card(post) if post.author.kind is AuthorKind.BOT else None
    text = with_files(without_facts(post.text) if facts else post.text, files)
    card = facts or (suggestions_card(post) if post.suggestions else None)
    return [message(text, post.author, post.citations), *([_card(card)] if card else [])]


def with_files(text: str, files: str) -> str:
    """Return the text with the lines of its files below it."""
    return "\n\n".join(part for part in (text, files) if part)


def _card(card: Json) -> Json:
    return {"type": "message", "attachments": [attached(card)], "entities": [_label("", ())]}


def words(text: str, author: Author) -> str:
    """Return the text in Teams' Markdown, under the name of the person who wrote it."""
    body = _BREAK.sub("  \n", text)
    return f"**{_bare(author.name)}**\n\n{body}" if author.kind is AuthorKind.SPECIALIST else body


def _bare(name: str) -> str:
    """Return a name without what Markdown would make a link or an end of the bold of."""
    return " ".join(_MARKS.sub("", name).split())


def _label(text: str, citations: Iterable[Citation]) -> Json:
    cited = [_claim(citation) for citation in citations if f"[{citation.number}]" in text]
    return {
        "type": "https://schema.org/Message",
        "@type": "Message",
        "@context": "https://schema.org",
        "@id": "",
        "additionalType": ["AIGeneratedContent"],
        **({"citation": cited} if cited else {}),
    }


def _claim(citation: Citation) -> Json:
    place = [citation.title, f"page {citation.page}" if citation.page else ""]
    return {
        "@type": "Claim",
        "position": citation.number,
        "appearance": {
            "@type": "DigitalDocument",
            "name": _cut(", ".join(part for part in place if part), LONGEST_NAME),
            "abstract": _cut(" ".join(citation.quote.split()), LONGEST_QUOTE),
        },
    }


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
