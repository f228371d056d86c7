"""Bolt's listeners: which of Slack's events, buttons and forms we take, each handed on after its 200 is earned."""

import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack import front_listeners
from bot.channels.slack.again import SEND_AGAIN, Again
from bot.channels.slack.api import SlackApi
from bot.channels.slack.background import Background
from bot.channels.slack.cards import MORE, NOTE, TAGS
from bot.channels.slack.draft_edge import DraftEdge
from bot.channels.slack.drafts import BUTTONS, FIELD, FORM
from bot.channels.slack.edge import CHOICE, DeskEdge
from bot.channels.slack.forms import (
    NOTE_FORM,
    TAGS_FORM,
    TRANSLATED,
    TRANSLATED_FORM,
    chosen_tags,
    entered,
    note_form,
)
from bot.channels.slack.front_desk import FrontDesk
from bot.channels.slack.front_listeners import FrontInlets
from bot.channels.slack.places import Thread, message_key
from bot.channels.slack.tag_edge import TagEdge
from bot.channels.slack.translated import TAKE_BACK, TranslatedReplies
from bot.domain.errors import DeliveryError
from bot.domain.messages import Kind

DEEDS = (Kind.TAKE_OVER, Kind.RESOLVE, Kind.HAND_BACK, Kind.DRAFT_REPLY)
SEND_SHORTCUT = "send_to_patient"
NOT_CHOSEN = (
    "Nothing was sent to the patient. Only a plain reply in a case's thread can be sent in this way, and only where "
    "the office has replies chosen; elsewhere every plain reply goes out by itself."
)
EVENTS = ("message", "app_mention", "reaction_added", "app_home_opened")
"""The types of events that a listener takes; `manifest.yml` subscribes to these and no others."""

Ack = Callable[..., Awaitable[Any]]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Inlets:
    """Where what happens in Slack goes."""

    desk: DeskEdge
    background: Background
    drafts: DraftEdge
    tags: TagEdge
    translated: TranslatedReplies
    staff: FrontInlets


def bolt_app(api: SlackApi, inlets: Inlets, signing_secret: str) -> AsyncApp:
    """Return the Bolt application. Its listeners end before Slack is answered; one that fails answers 500.

    Bolt verifies signatures and their age; the edge leaves out what we wrote ourselves.
    """

    async def authorize() -> AuthorizeResult:
        me = await api.me()
        return AuthorizeResult(
            enterprise_id=None, team_id=me.team, bot_user_id=me.user, bot_id=me.bot, bot_token=api.client.token
        )

    app = AsyncApp(
        name="claimdesk",
        client=AsyncWebClient(),  # never used: the desk's calls go through `api`
        authorize=authorize,
        signing_secret=signing_secret,
        process_before_response=True,
        ignoring_self_events_enabled=False,  # it would drop hidden replies, which name us as the thread's author
        logger=logging.getLogger("slack_bolt"),
    )
    app.event("message")(_taking(inlets.desk, inlets.staff.front))
    app.event("app_mention")(_taking(inlets.desk, inlets.staff.front))
    front_listeners.listen(app, api, inlets.staff)
    app.event("reaction_added")(_choosing(inlets.desk))
    app.shortcut(SEND_SHORTCUT)(_sending(api, inlets.desk))
    for kind in DEEDS:
        app.action(kind.value)(_doing(api, inlets.desk, kind))
    app.action(SEND_AGAIN)(_sending_again(api, inlets.desk))
    app.action(MORE)(_telling_more(api, inlets.background))
    app.action(NOTE)(_asking_for_note(api))
    app.view(NOTE_FORM)(_noting(inlets.desk))
    app.action(TAGS)(_asking_for_tags(api, inlets.tags))
    app.view(TAGS_FORM)(_retagging(inlets.tags))
    app.action(Kind.REPLY_TRANSLATED.value)(_asking_for_reply(api, inlets.translated))
    app.action(TAKE_BACK)(_taking_back(api, inlets.translated))
    app.view(TRANSLATED_FORM)(_translating(inlets.translated))
    for name, kind in BUTTONS.items():
        app.action(name)(_pressing(api, inlets.drafts, kind))
    app.view(FORM)(_rewording(inlets.drafts))
    app.event(re.compile(".*"))(_counting(inlets.desk))
    app.error(_failed)
    return app


def _taking(edge: DeskEdge, front: FrontDesk) -> Callable[..., Awaitable[None]]:
    async def take(event: Mapping[str, Any]) -> None:
        if not await edge.message(event):
            await front.message(event)

    return take


def _choosing(edge: DeskEdge) -> Callable[..., Awaitable[None]]:
    async def choose(event: Mapping[str, Any]) -> None:
        item = event["item"]
        if event["reaction"] == CHOICE and item.get("type") == "message":
            await edge.chosen(item["channel"], item["ts"], event["user"])

    return choose


def _sending(api: SlackApi, edge: DeskEdge) -> Callable[..., Awaitable[None]]:
    async def send(ack: Ack, body: Mapping[str, Any]) -> None:
        channel, user, message = body["channel"]["id"], body["user"]["id"], body["message"]
        if not await edge.chosen(channel, message["ts"], user):
            with suppress(DeliveryError):
                await api.whisper(channel, user, NOT_CHOSEN, message.get("thread_ts"))
        await ack()

    return send


def _doing(api: SlackApi, edge: DeskEdge, kind: Kind) -> Callable[..., Awaitable[None]]:
    async def do(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        thread = await _thread_of(body, api)
        pressed = f"{message_key(thread.channel, thread.ts)}:{kind.value}:{body['user']['id']}:{action['action_ts']}"
        await edge.deed(thread, kind, body["user"]["id"], pressed)
        await ack()

    return do


def _sending_again(api: SlackApi, edge: DeskEdge) -> Callable[..., Awaitable[None]]:
    async def send_again(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        again, user = Again.of(action["value"]), body["user"]["id"]
        thread = Thread((await api.me()).team, body["container"]["channel_id"], again.thread_ts)
        pressed = f"{again.message}:again:{user}:{action['action_ts']}"
        await edge.deed(thread, Kind.SEND_AGAIN, user, pressed, target=again.message)
        await ack()

    return send_again


def _telling_more(api: SlackApi, background: Background) -> Callable[..., Awaitable[None]]:
    async def tell(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        thread, user = await _thread_of(body, api), body["user"]["id"]
        await background.tell(thread, user, f"{message_key(thread.channel, thread.ts)}:more:{action['action_ts']}")
        await ack()

    return tell


def _asking_for_note(api: SlackApi) -> Callable[..., Awaitable[None]]:
    async def ask(ack: Ack, body: Mapping[str, Any]) -> None:
        await api.open_view(body["trigger_id"], note_form(await _thread_of(body, api)))
        await ack()

    return ask


def _noting(edge: DeskEdge) -> Callable[..., Awaitable[None]]:
    async def note(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        where = Thread(**json.loads(view["private_metadata"]))
        await edge.note(where, body["user"]["id"], entered(view, NOTE), view["id"])
        await ack()

    return note


def _asking_for_tags(api: SlackApi, tags: TagEdge) -> Callable[..., Awaitable[None]]:
    async def ask(ack: Ack, body: Mapping[str, Any]) -> None:
        await tags.ask(await _thread_of(body, api), body["trigger_id"])
        await ack()

    return ask


def _retagging(tags: TagEdge) -> Callable[..., Awaitable[None]]:
    async def retag(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        where = json.loads(view["private_metadata"])
        shown = where.pop("shown")
        await tags.changed(Thread(**where), shown, chosen_tags(view), body["user"]["id"], view["id"])
        await ack()

    return retag


def _asking_for_reply(api: SlackApi, translated: TranslatedReplies) -> Callable[..., Awaitable[None]]:
    async def ask(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        thread, user = await _thread_of(body, api), body["user"]["id"]
        pressed = f"{message_key(thread.channel, thread.ts)}:{action['action_id']}:{user}:{action['action_ts']}"
        await translated.ask(thread, user, pressed, body["trigger_id"])
        await ack()

    return ask


def _taking_back(api: SlackApi, translated: TranslatedReplies) -> Callable[..., Awaitable[None]]:
    async def take_back(ack: Ack, body: Mapping[str, Any]) -> None:
        await translated.take_back(await _thread_of(body, api), body["user"]["id"], body["container"]["message_ts"])
        await ack()

    return take_back


def _translating(translated: TranslatedReplies) -> Callable[..., Awaitable[None]]:
    async def take(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        where, text = Thread(**json.loads(view["private_metadata"])), entered(view, TRANSLATED)
        wrong = await translated.written(where, body["user"]["id"], text, view["id"])
        await (ack(response_action="errors", errors={TRANSLATED: wrong}) if wrong else ack())

    return take


def _pressing(api: SlackApi, drafts: DraftEdge, kind: Kind) -> Callable[..., Awaitable[None]]:
    async def press(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        thread, user = await _thread_of(body, api), body["user"]["id"]
        pressed = f"{action['value']}:{kind.value}:{user}:{action['action_ts']}"
        await drafts.pressed(thread, kind, action["value"], user, pressed, body["trigger_id"])
        await ack()

    return press


def _rewording(drafts: DraftEdge) -> Callable[..., Awaitable[None]]:
    async def reword(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        place = json.loads(view["private_metadata"])
        handle, text = place.pop("handle"), view["state"]["values"][FIELD][FIELD]["value"] or ""
        wrong = await drafts.reworded(Thread(**place), handle, body["user"]["id"], text, view["id"])
        await (ack(response_action="errors", errors={FIELD: wrong}) if wrong else ack())

    return reword


def _counting(edge: DeskEdge) -> Callable[..., Awaitable[None]]:
    async def count(event: Mapping[str, Any]) -> None:
        edge.unknown[str(event.get("type", ""))] += 1

    return count


async def _failed(error: Exception) -> None:
    # The type alone: an error's text may quote what somebody wrote.
    log.warning("slack.not_taken", error=type(error).__name__)


async def _thread_of(body: Mapping[str, Any], api: SlackApi) -> Thread:
    container = body["container"]
    # A case's card is its thread's first message; everything else names the thread that it is in.
    root = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or container["message_ts"]
    return Thread((await api.me()).team, container["channel_id"], root)
