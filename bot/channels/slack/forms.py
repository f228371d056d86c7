"""The forms that open over Slack. They carry where an entry belongs, and nothing of a case or a patient. Pure."""

import json
from collections.abc import Sequence
from typing import Any

from bot.channels.slack.cards import NOTE, TAGS
from bot.channels.slack.mrkdwn import escaped, shown
from bot.channels.slack.places import Thread
from bot.domain.ids import MessageId
from bot.domain.tags import label

LOOK_UP, WRONG = "look_up", "wrong"
"""The names of fields; the field of an internal note is named like its button."""
NOTE_FORM, LOOK_UP_FORM, WRONG_FORM = "internal_note", "look_up_claim", "what_was_wrong"
TAGS_FORM = "correct_tags"
TRANSLATED, TRANSLATED_FORM = "reply", "reply_in_their_language"
_MOST_OPTIONS = 40


def note_form(thread: Thread) -> dict[str, Any]:
    """Return the form for an internal note."""
    where = json.dumps({"team": thread.team, "channel": thread.channel, "ts": thread.ts})
    field = text_field(NOTE, "Only colleagues read this", multiline=True)
    return form(NOTE_FORM, "Internal note", [field], submit="Keep", carries=where)


def translated_form(thread: Thread) -> dict[str, Any]:
    """Return the form for a reply that a model translates."""
    where = json.dumps({"team": thread.team, "channel": thread.channel, "ts": thread.ts})
    label = "Write in English. A model translates it, and the patient reads that it did."
    field = text_field(TRANSLATED, label, multiline=True)
    return form(TRANSLATED_FORM, "In their language", [field], submit="Send to patient", carries=where)


def tags_form(thread: Thread, shown: Sequence[str], offered: Sequence[str]) -> dict[str, Any]:
    """Return the form that corrects a case's tags; it carries what it showed, so that only what changed counts."""
    known = list(dict.fromkeys([*shown, *offered]))[:_MOST_OPTIONS]
    options = {tag: {"text": plain(label(tag)[:75]), "value": tag} for tag in known}
    element: dict[str, Any] = {
        "type": "multi_static_select",
        "action_id": TAGS,
        "placeholder": plain("Choose tags"),
        "options": list(options.values()),
    }
    if shown:
        element["initial_options"] = [options[tag] for tag in shown if tag in options]
    field = {"type": "input", "block_id": TAGS, "label": plain("Tags"), "optional": True, "element": element}
    hint = {"type": "context", "elements": [plain("What you take off stays off. The patient sees none of this.")]}
    where = {"team": thread.team, "channel": thread.channel, "ts": thread.ts, "shown": list(shown)[:_MOST_OPTIONS]}
    return form(TAGS_FORM, "Correct the tags", [field, hint], submit="Keep", carries=json.dumps(where))


def chosen_tags(view: Any) -> list[str]:
    """Return what was chosen in the form of tags."""
    return [option["value"] for option in view["state"]["values"][TAGS][TAGS].get("selected_options") or ()]


def look_up_form(example: str) -> dict[str, Any]:
    """Return the form of the shortcut “Look up claim”."""
    field = text_field(LOOK_UP, "Claim number, or a question", placeholder=example)
    hint = {"type": "context", "elements": [plain("The answer comes as a direct message, for your eyes only.")]}
    return form(LOOK_UP_FORM, "Look up claim", [field, hint], submit="Look up")


def looked_up(app_home: str) -> dict[str, Any]:
    """Return what stands in the form's place once the question is with us."""
    text = f"I'm looking it up. The answer comes in <{escaped(app_home)}|our direct messages>."
    block = {"type": "section", "text": shown(text)}
    return form(LOOK_UP_FORM, "Look up claim", [block])


def wrong_form(message: MessageId) -> dict[str, Any]:
    """Return the form that asks what was wrong with an answer."""
    field = text_field(WRONG, "What was wrong? Please name no patient.", multiline=True, optional=True)
    return form(WRONG_FORM, "Tell us more", [field], submit="Send", carries=message)


def form(name: str, title: str, blocks: list[dict[str, Any]], *, submit: str = "", carries: str = "") -> dict[str, Any]:
    """Return a modal."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": name,
        "private_metadata": carries,
        "title": plain(title),
        "close": plain("Cancel" if submit else "Close"),
        "blocks": blocks,
    }
    return {**view, "submit": plain(submit)} if submit else view


def text_field(
    name: str,
    label: str,
    *,
    initial: str = "",
    placeholder: str = "",
    multiline: bool = False,
    optional: bool = False,
) -> dict[str, Any]:
    """Return a field for text; its block and its action both have its name."""
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": name, "multiline": multiline}
    if initial:
        element["initial_value"] = initial
    if placeholder:
        element["placeholder"] = plain(placeholder)
    return {"type": "input", "block_id": name, "label": plain(label), "optional": optional, "element": element}


def entered(view: Any, name: str) -> str:
    """Return what was entered into a field of text."""
    return str(view["state"]["values"][name][name].get("value") or "")


def plain(text: str) -> dict[str, Any]:
    """Return text that Slack shows as it is."""
    return {"type": "plain_text", "text": text, "emoji": True}
