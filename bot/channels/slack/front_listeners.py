"""Bolt's listeners for the front desk: the command, the shortcut, the buttons under an answer, the home page."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.channels.slack import document_listeners
from bot.channels.slack.agent_view import AgentView
from bot.channels.slack.answer_blocks import ASK_DESK, RATE, SHARE
from bot.channels.slack.answer_deeds import AnswerDeeds
from bot.channels.slack.api import SlackApi
from bot.channels.slack.documents import Documents
from bot.channels.slack.forms import (
    LOOK_UP,
    LOOK_UP_FORM,
    WRONG,
    WRONG_FORM,
    entered,
    look_up_form,
    looked_up,
    wrong_form,
)
from bot.channels.slack.front_desk import FrontDesk
from bot.channels.slack.home import Home
from bot.channels.slack.home_blocks import Filter
from bot.domain.errors import DeliveryError
from bot.domain.feedback import Thumb
from bot.domain.ids import MessageId

COMMAND = "/claim"
LOOK_UP_SHORTCUT = "look_up_claim"

Ack = Callable[..., Awaitable[Any]]
Json = Mapping[str, Any]
Listener = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class FrontInlets:
    """Where what the staff do in Slack goes. `example` is a claim number in the office's own format."""

    front: FrontDesk
    deeds: AnswerDeeds
    home: Home
    view: AgentView
    documents: Documents
    example: str


def listen(app: AsyncApp, api: SlackApi, inlets: FrontInlets) -> None:
    """Register the listeners."""
    app.event("app_home_opened")(_opening(inlets))
    for chosen in Filter:
        app.action(chosen.value)(_filtering(inlets.home, chosen))
    app.command(COMMAND)(_commanded(inlets.front))
    app.shortcut(LOOK_UP_SHORTCUT)(_asking_what(api, inlets.example))
    app.view(LOOK_UP_FORM)(_looking_up(api, inlets.front))
    app.action(SHARE)(_sharing(inlets.deeds))
    app.action(ASK_DESK)(_handing_over(inlets.deeds))
    for thumb, action in RATE.items():
        app.action(action)(_rating(api, inlets.deeds, thumb))
    app.view(WRONG_FORM)(_saying_what(inlets.deeds))
    document_listeners.listen(app, api, inlets.documents, inlets.home)


def _opening(inlets: FrontInlets) -> Listener:
    async def show(event: Json) -> None:
        if event.get("tab") == "home":
            await inlets.home.show(event["user"])
        elif event.get("tab") == "messages":
            await inlets.view.suggest(event["channel"])

    return show


def _filtering(home: Home, chosen: Filter) -> Listener:
    async def choose(ack: Ack, body: Json) -> None:
        await home.show(body["user"]["id"], chosen)
        await ack()

    return choose


def _commanded(front: FrontDesk) -> Listener:
    async def take(ack: Ack, command: Json) -> None:
        await front.command(command["channel_id"], command["user_id"], command.get("text", ""), command["trigger_id"])
        await ack()

    return take


def _asking_what(api: SlackApi, example: str) -> Listener:
    async def ask(ack: Ack, body: Json) -> None:
        await api.open_view(body["trigger_id"], look_up_form(example))
        await ack()

    return ask


def _looking_up(api: SlackApi, front: FrontDesk) -> Listener:
    async def look_up(ack: Ack, body: Json, view: Json) -> None:
        refusal = await front.look_up(body["user"]["id"], entered(view, LOOK_UP), view["id"])
        if refusal:
            await ack(response_action="errors", errors={LOOK_UP: refusal})
        else:
            home = f"slack://app?team={(await api.me()).team}&id={body['api_app_id']}&tab=messages"
            await ack(response_action="update", view=looked_up(home))

    return look_up


def _sharing(deeds: AnswerDeeds) -> Listener:
    async def share(ack: Ack, body: Json, action: Json) -> None:
        await deeds.share(body["channel"]["id"], body["user"]["id"], MessageId(action["value"]))
        await ack()

    return share


def _handing_over(deeds: AnswerDeeds) -> Listener:
    async def hand_over(ack: Ack, body: Json, action: Json) -> None:
        await deeds.ask_desk(body["user"]["id"], MessageId(action["value"]))
        await ack()

    return hand_over


def _rating(api: SlackApi, deeds: AnswerDeeds, thumb: Thumb) -> Listener:
    async def rate(ack: Ack, body: Json, action: Json) -> None:
        user, message = body["user"]["id"], MessageId(action["value"])
        await deeds.rate(user, message, thumb, f"{user}:{action['action_ts']}")
        if thumb is Thumb.DOWN:
            with suppress(DeliveryError):  # the thumb is kept, whether or not they can say more
                await api.open_view(body["trigger_id"], wrong_form(message))
        await ack()
        await deeds.show_rated(body["channel"]["id"], user, message, thumb, body["response_url"])

    return rate


def _saying_what(deeds: AnswerDeeds) -> Listener:
    async def say(ack: Ack, body: Json, view: Json) -> None:
        if wrong := entered(view, WRONG).strip():
            message = MessageId(view["private_metadata"])
            await deeds.rate(body["user"]["id"], message, Thumb.DOWN, view["id"], wrong)
        await ack()

    return say
