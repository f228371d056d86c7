"""Bolt's listeners for documents: the message shortcut “Save as answer”, a PDF's offer, the forms and the approval."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.channels.slack.api import SlackApi
from bot.channels.slack.document_forms import ADD_PDF, ANSWER_FORM, APPROVE, DISCARD, PDF_FORM
from bot.channels.slack.documents import Documents
from bot.channels.slack.home import Home
from bot.channels.slack.places import Thread

SAVE_SHORTCUT = "save_as_answer"

Ack = Callable[..., Awaitable[Any]]
Json = Mapping[str, Any]
Listener = Callable[..., Awaitable[None]]


def listen(app: AsyncApp, api: SlackApi, documents: Documents, home: Home) -> None:
    """Register the listeners."""
    app.shortcut(SAVE_SHORTCUT)(_saving(api, documents))
    app.action(ADD_PDF)(_adding(api, documents))
    for form in (ANSWER_FORM, PDF_FORM):
        app.view(form)(_proposing(documents))
    for action in (APPROVE, DISCARD):
        app.action(action)(_deciding(documents, home, approve=action == APPROVE))


def _saving(api: SlackApi, documents: Documents) -> Listener:
    async def save(ack: Ack, body: Json) -> None:
        message = body["message"]
        thread = Thread((await api.me()).team, body["channel"]["id"], message.get("thread_ts") or message["ts"])
        await documents.save(thread, message["ts"], body["user"]["id"], body["trigger_id"])
        await ack()

    return save


def _adding(api: SlackApi, documents: Documents) -> Listener:
    async def add(ack: Ack, body: Json, action: Json) -> None:
        where = body["container"]
        root = where.get("thread_ts") or body.get("message", {}).get("thread_ts") or where["message_ts"]
        thread = Thread((await api.me()).team, where["channel_id"], root)
        await documents.add_pdf(thread, action["value"], body["trigger_id"])
        await ack()

    return add


def _proposing(documents: Documents) -> Listener:
    async def propose(ack: Ack, body: Json, view: Json) -> None:
        wrong = await documents.propose(body["user"]["id"], view)
        await (ack(response_action="errors", errors=wrong) if wrong else ack())

    return propose


def _deciding(documents: Documents, home: Home, *, approve: bool) -> Listener:
    async def decide(ack: Ack, body: Json, action: Json) -> None:
        where, user = body["container"], body["user"]["id"]
        channel, ts = where.get("channel_id", ""), where.get("message_ts", "")
        await documents.decide(action["value"], user, approve=approve, channel=channel, ts=ts)
        await ack()
        if not channel:
            await home.show(user)

    return decide
