"""Adaptive cards: fields for what the bot asks, the facts of a claim, and a way to the billing desk. Pure.

Each button carries the id of the post it stands on and works once: Teams sends a press again when it likes
(botframework-services issue 59).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.ids import MessageId
from bot.domain.messages import Ask, Post

MOST_SUGGESTIONS = 3
LONGEST_FIELD = 80
"""Characters of one answer."""
IDENTITY, ASK_DESK, REPLY = "identity", "ask_desk", "reply"
_WORDS = {
    "en": {
        "send": "Send",
        "desk": "Talk to the billing desk",
        "sent": "Thank you. I'm comparing this with our records.",
        "asked": "A billing specialist has been asked.",
        "empty": "Please fill in the fields first.",
        "digits": "Please enter four digits.",
    },
    "es": {
        "send": "Enviar",
        "desk": "Hablar con la oficina de facturación",
        "sent": "Gracias. Lo estoy comparando con nuestros registros.",
        "asked": "Se avisó a un especialista en facturación.",
        "empty": "Primero complete los campos.",
        "digits": "Escriba cuatro dígitos.",
    },
}
_SAID = {
    "en": {
        "claim": "Claim",
        "first_name": "First name",
        "last_name": "Last name",
        "date_of_birth": "Date of birth",
        "phone_last4": "Phone ends in",
        "member_id": "Member ID",
    },
    "es": {
        "claim": "Reclamo",
        "first_name": "Nombre",
        "last_name": "Apellido",
        "date_of_birth": "Fecha de nacimiento",
        "phone_last4": "Últimos 4 dígitos del teléfono",
        "member_id": "Número de miembro",
    },
}
"""How a field is put into words, so that a form says the same as somebody who writes it."""
_BLOCK = re.compile(r"^\*\*(?P<title>[^*\n]+)\*\*\n(?P<facts>(?:- [^:\n]+: [^\n]+(?:\n|\Z))+)", re.MULTILINE)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed, with what stands in the card's fields."""

    verb: str
    post: MessageId
    language: str
    values: Mapping[str, str]
    reply: str = ""

    @property
    def empty(self) -> bool:
        """Whether a form was sent without an answer in it."""
        return self.verb != ASK_DESK and not self.text

    @property
    def text(self) -> str:
        """Return the reply, or the fields as a person would write them; empty where none is filled in."""
        if self.verb == REPLY:
            return self.reply
        names = _SAID[self.language]
        return "\n".join(f"{names[name]}: {self.values[name]}" for name in names if self.values.get(name))


def press_of(data: Any) -> Press | None:
    """Read what a card of ours sent; None for anything else."""
    if not isinstance(data, dict):
        return None
    verb, post = data.get("verb"), data.get("post")
    if verb not in (IDENTITY, ASK_DESK, REPLY) or not isinstance(post, str) or not post:
        return None
    values = {name: value.strip()[:LONGEST_FIELD] for name in _SAID["en"] if isinstance(value := data.get(name), str)}
    language = "es" if data.get("language") == "es" else "en"
    return Press(str(verb), MessageId(post), language, values, str(data.get("reply") or "")[:LONGEST_FIELD])


def identity_card(post: Post) -> Json:
    """Return the question with typed fields for its answers."""
    return _card(
        [_text(post.text), *(_field(ask, _language(post)) for ask in post.asks)],
        [_button(post, IDENTITY, _WORDS[_language(post)]["send"], style="positive"), _to_desk(post)],
    )


def facts_card(post: Post) -> Json | None:
    """Return the facts that stand as lists in the text, each under its claim; None where there are none."""
    blocks = [*_BLOCK.finditer(post.text)]
    if not blocks:
        return None
    body = [part for block in blocks for part in (_title(block["title"]), _facts(block["facts"]))]
    return _card(body, [_to_desk(post)])


def suggestions_card(post: Post) -> Json:
    """Return replies to choose from; the one that is chosen counts as if it had been written."""
    return _card([], [_button(post, REPLY, each, inputs=False) for each in post.suggestions[:MOST_SUGGESTIONS]])


def without_facts(text: str) -> str:
    """Return the text without the lists that `facts_card` shows."""
    return _BLOCK.sub(lambda block: f"**{block['title']}**\n", text)


def pressed_card(press: Press) -> Json:
    """Return what stands in the place of a card whose button was pressed."""
    words = _WORDS[press.language]
    return _card(
        [_text({IDENTITY: words["sent"], ASK_DESK: words["asked"], REPLY: f"“{press.reply}”"}[press.verb])], []
    )


def fill_in_first(press: Press) -> str:
    """Return the words for somebody who sends an empty form."""
    return _WORDS[press.language]["empty"]


def attached(card: Json) -> Json:
    """Return a card as an attachment."""
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}


def _card(body: Sequence[Json], actions: Sequence[Json]) -> Json:
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": list(body),
        "actions": list(actions),
    }


def _text(text: str) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True}


def _title(text: str) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True, "weight": "Bolder", "size": "Medium"}


def _facts(lines: str) -> Json:
    # A card would make a link of what a billing system has between such brackets.
    pairs = [line.removeprefix("- ").replace("](", "] (").split(": ", 1) for line in lines.strip().splitlines()]
    return {"type": "FactSet", "facts": [{"title": name, "value": value} for name, value in pairs]}


def _field(ask: Ask, language: str) -> Json:
    label = f"{ask.words[:1].upper()}{ask.words[1:]}"
    if ask.name == "date_of_birth":
        return {"type": "Input.Date", "id": ask.name, "label": label}
    field: dict[str, Any] = {"type": "Input.Text", "id": ask.name, "label": label, "maxLength": LONGEST_FIELD}
    if ask.name == "phone_last4":
        field |= {"maxLength": 4, "regex": r"^\d{4}$", "style": "Tel", "errorMessage": _WORDS[language]["digits"]}
    return field


def _language(post: Post) -> str:
    return "es" if post.language == "es" else "en"


def _to_desk(post: Post) -> Json:
    return _button(post, ASK_DESK, _WORDS[_language(post)]["desk"], inputs=False)


def _button(post: Post, verb: str, title: str, *, inputs: bool = True, style: str = "default") -> Json:
    """Return a button; clients that do not know Action.Execute send a message with the same data."""
    reply = {"reply": title} if verb == REPLY else {}
    shared = {
        "title": title,
        "data": {"verb": verb, "post": post.message_id, "language": _language(post), **reply},
        "style": style,
        "associatedInputs": "auto" if inputs else "none",
    }
    return {"type": "Action.Execute", "verb": verb, **shared, "fallback": {"type": "Action.Submit", **shared}}
