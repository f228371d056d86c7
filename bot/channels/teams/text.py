"""What a person wrote in Teams, without what Teams put around it. Pure."""

import html
from collections.abc import Iterable, Mapping
from typing import Any

from bot.channels.rendering import clean


def said(text: str, entities: Iterable[Mapping[str, Any]], us: str) -> str:
    """Return the words: our own mention is taken out where it stands, others become names, entities characters."""
    for entity in entities:
        span = entity.get("text")
        whom = entity.get("mentioned")
        if entity.get("type") != "mention" or not isinstance(span, str) or not isinstance(whom, dict) or not span:
            continue
        name = "" if whom.get("id") == us else str(whom.get("name") or "")
        text = text.replace(span, name, 1)
    return clean(html.unescape(text).replace("\xa0", " "))
