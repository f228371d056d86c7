"""Text between the small Markdown of `bot.channels.rendering` and Slack's mrkdwn. Pure.

Going out, `&`, `<` and `>` are always escaped before anything of ours is added, so that no text can mention a
person, call a channel or hide a link (docs.slack.dev, "Formatting message text").
"""

import re
from collections.abc import Mapping
from typing import Any

LONGEST_SECTION = 3000
"""Characters that Slack takes in one section block."""

_LINK = re.compile(r"\[([^\[\]\n]+)\]\(((?:https?:|mailto:|tel:)[^()\s|]+)\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_BULLET = re.compile(r"^( *)- ", re.MULTILINE)
_QUOTE = re.compile(r"^&gt; ", re.MULTILINE)
_TOKEN = re.compile(r"<([^<>\n]+)>")
_SLACK_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_SLACK_ITALIC = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])")
_SLACK_STRIKE = re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]+?)(?<=[^\s~])~(?![\w~])")
_SLACK_BULLET = re.compile(r"^( *)[•◦▪] +", re.MULTILINE)
_SLACK_CODE = re.compile(r"```\n?(.*?)\n?```|`([^`\n]+)`", re.DOTALL)
_GREETING = r"(?:(?:hi|hey|hello|cc|fyi|ping|yo|ok|okay|sorry|thanks|thank you)\b[\s,:]*)?"
_SOMEBODY = r"(?:@([UW][A-Z0-9]+)|!(subteam\^[A-Z0-9]+|here|channel|everyone))"
_LEADING_MENTION = re.compile(rf"\s*{_GREETING}<{_SOMEBODY}(?:\|[^>]*)?>[\s,:]*", re.IGNORECASE)
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_BOLD_MARK = "\x00"


def escaped(text: str) -> str:
    """Return `text` as Slack shows it letter by letter."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(mrkdwn: str) -> dict[str, Any]:
    """Return mrkdwn as blocks carry it: no `@here`, `#channel` or address in it becomes one by itself."""
    return {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}


def to_mrkdwn(markdown: str) -> str:
    """Return small Markdown as mrkdwn."""
    text = escaped(markdown)
    text = _LINK.sub(r"<\2|\1>", text)
    text = _BOLD.sub(rf"{_BOLD_MARK}\1{_BOLD_MARK}", text)
    text = _ITALIC.sub(r"_\1_", text)
    text = _QUOTE.sub("> ", _BULLET.sub(r"\1• ", text))
    return text.replace(_BOLD_MARK, "*")


def to_markdown(mrkdwn: str, people: Mapping[str, str]) -> str:
    """Return what a person wrote in Slack as small Markdown; `people` has the names of those it mentions."""
    text = _SLACK_CODE.sub(lambda match: match[1] if match[1] is not None else match[2], mrkdwn)
    text = _SLACK_STRIKE.sub(r"\1", text)
    text = _SLACK_ITALIC.sub(r"*\1*", _SLACK_BOLD.sub(rf"{_BOLD_MARK}\1{_BOLD_MARK}", text))
    text = _SLACK_BULLET.sub(r"\1- ", text).replace(_BOLD_MARK, "**")
    text = _TOKEN.sub(lambda match: _in_words(match[1], people), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentioned(mrkdwn: str) -> frozenset[str]:
    """Return the ids of the people that a text mentions."""
    return frozenset(_PERSON.findall(mrkdwn))


def addressed_to(mrkdwn: str) -> tuple[str, str]:
    """Return whom a text begins by mentioning, a person or a group (empty: nobody), and the rest of it."""
    match = _LEADING_MENTION.match(mrkdwn)
    return (match[1] or match[2], mrkdwn[match.end() :]) if match else ("", mrkdwn)


def in_sections(mrkdwn: str, longest: int = LONGEST_SECTION) -> list[str]:
    """Cut a text into parts that fit a section block each: at a line's end, else at a space, else anywhere."""
    parts, rest = [], mrkdwn.strip("\n ")
    while len(rest) > longest:
        cut = max(rest.rfind("\n", 0, longest), 0) or max(rest.rfind(" ", 0, longest), 0) or longest
        ampersand = rest.rfind("&", max(cut - 4, 0), cut)
        if ampersand > 0 and ";" not in rest[ampersand:cut]:
            cut = ampersand
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip("\n ")
    return [*parts, rest] if rest.strip() else parts


def _in_words(token: str, people: Mapping[str, str]) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return "@" + (people.get(target[1:]) or label or "somebody")
    if target.startswith("#"):
        return "#" + (label or "channel")
    if target.startswith("!"):
        word = target[1:].partition("^")[0]
        return label or f"@{word}"
    return f"[{label}]({target})" if label and label != target else target
