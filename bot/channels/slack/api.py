"""The calls of Slack's Web API that the desk makes, with errors that say what to do next.

Nothing is repeated here: the outbox repeats what failed, and the desk looks before it posts again.
"""

from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.slack.mrkdwn import escaped
from bot.channels.slack.pace import Pace
from bot.channels.slack.refusals import Gone, refused
from bot.domain.errors import DeliveryError, RetryLater, Undeliverable

ADDRESS = "https://slack.com/api/"
TIMEOUT = 8
"""Seconds for one call; less than a delivery may take, so that we learn of it before the relay gives up."""
_PAGE = 200

Blocks = Sequence[Mapping[str, Any]]
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """Who the app is in its workspace."""

    team: str
    user: str
    bot: str
    url: str


class SlackApi:
    """One workspace under one bot token. Every method raises `DeliveryError` only."""

    def __init__(self, token: str, address: str = ADDRESS, *, seconds_apart: float = 1.0) -> None:
        # The SDK's own repeats are off: it would post again what Slack took without answering.
        self.client = AsyncWebClient(token=token, base_url=address, timeout=TIMEOUT, retry_handlers=[])
        self._address = address
        self._pace = Pace(seconds_apart)
        self._me: Me | None = None

    async def me(self) -> Me:
        """Return who we are; asked once."""
        if self._me is None:
            said = await _answer(self.client.auth_test())
            self._me = Me(said["team_id"], said["user_id"], said["bot_id"], said["url"])
        return self._me

    async def granted(self) -> frozenset[str] | None:
        """Ask whether the token is good, and return the scopes that it has; None where Slack does not say."""
        try:
            headers = (await self.client.auth_test()).headers
        except SlackApiError as error:
            raise _refusal(error) from None
        except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError) as error:
            raise RetryLater(f"Slack could not be reached ({type(error).__name__})") from None
        said = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
        return None if said is None else frozenset(scope.strip() for scope in str(said).split(","))

    async def socket_allowed(self, app_token: str) -> None:
        """Ask whether an app-level token may open a socket; none is opened."""
        try:
            await _answer(self.client.apps_connections_open(app_token=app_token))
        except Undeliverable as error:
            raise Undeliverable(error.reason.replace("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")) from None

    async def post(
        self, channel: str, text: str, blocks: Blocks, thread_ts: str | None = None, *, aloud: bool = False
    ) -> str:
        """Post a message that unfurls nothing, and return its ts; notifications show `text`, letter by letter.

        With `aloud` a reply in a thread is shown in its channel as well.
        """
        await self._pace.keep(channel)
        request = self.client.chat_postMessage(
            channel=channel,
            text=escaped(text),
            blocks=[dict(block) for block in blocks],
            thread_ts=thread_ts,
            reply_broadcast=aloud or None,
            unfurl_links=False,
            unfurl_media=False,
        )
        ts: str = (await _answer(request))["ts"]
        return ts

    async def update(self, channel: str, ts: str, text: str, blocks: Blocks) -> None:
        """Make one of our messages read so."""
        await self._pace.keep(channel)
        await _answer(
            self.client.chat_update(
                channel=channel, ts=ts, text=escaped(text), blocks=[dict(block) for block in blocks]
            )
        )

    async def whisper(
        self, channel: str, user: str, text: str, thread_ts: str | None = None, blocks: Blocks = ()
    ) -> None:
        """Show `text`, or `blocks` where there are any, to one person only, until they reload."""
        request = self.client.chat_postEphemeral(
            channel=channel, user=user, text=text, thread_ts=thread_ts, blocks=[dict(block) for block in blocks] or None
        )
        await _answer(request)

    async def delete(self, channel: str, ts: str) -> None:
        """Delete one of our messages; one that is gone already is fine."""
        await _unless({"message_not_found"}, self.client.chat_delete(channel=channel, ts=ts))

    async def react(self, channel: str, ts: str, name: str) -> None:
        """Put a reaction on a message; one that is there already stays."""
        await _unless({"already_reacted"}, self.client.reactions_add(channel=channel, timestamp=ts, name=name))

    async def unreact(self, channel: str, ts: str, name: str) -> None:
        """Take our reaction away, if it is there."""
        await _unless({"no_reaction"}, self.client.reactions_remove(channel=channel, timestamp=ts, name=name))

    async def replies(self, channel: str, thread_ts: str) -> list[Json]:
        """Return a thread's messages, its root first."""
        pages = self._pages(self.client.conversations_replies, "messages", channel=channel, ts=thread_ts)
        return [message async for message in pages]

    async def is_there(self, channel: str, ts: str) -> bool:
        """Say whether a message, in a thread or not, has not been deleted."""
        try:
            return any(message["ts"] == ts for message in await self.replies(channel, ts))
        except Gone:
            return False

    async def history(self, channel: str, oldest: float) -> list[Json]:
        """Return a channel's messages outside threads, not before `oldest` (seconds of the epoch)."""
        pages = self._pages(self.client.conversations_history, "messages", channel=channel, oldest=f"{oldest:.6f}")
        return [message async for message in pages if float(message["ts"]) >= oldest]

    async def members(self, channel: str) -> frozenset[str]:
        """Return the ids of those who are in a channel."""
        return frozenset(
            [user async for user in self._pages(self.client.conversations_members, "members", channel=channel)]
        )

    async def channel(self, channel: str) -> Json:
        """Return a channel's record."""
        record: Json = (await _answer(self.client.conversations_info(channel=channel)))["channel"]
        return record

    async def everybody(self) -> list[Json]:
        """Return the records of all whom the workspace knows."""
        return [record async for record in self._pages(self.client.users_list, "members")]

    async def group(self, group: str) -> frozenset[str]:
        """Return the ids of those who are in a user group."""
        return frozenset((await _answer(self.client.usergroups_users_list(usergroup=group)))["users"])

    async def user(self, user: str) -> Json:
        """Return a person's record."""
        record: Json = (await _answer(self.client.users_info(user=user)))["user"]
        return record

    async def file(self, file: str) -> Json:
        """Return a file's record."""
        record: Json = (await _answer(self.client.files_info(file=file)))["file"]
        return record

    async def upload(self, channel: str, thread_ts: str, name: str, content: bytes, alt: str = "") -> None:
        """Put a file into a thread under a name that may stand anywhere; `alt` tells what a picture shows."""
        await self._pace.keep(channel)
        await _answer(
            self.client.files_upload_v2(
                channel=channel,
                thread_ts=thread_ts,
                filename=name,
                title=name,
                content=content,
                alt_txt=alt or None,
                request_file_info=False,
            )
        )

    async def delete_file(self, file: str) -> None:
        """Delete one of our files; one that is gone already is fine."""
        await _unless({"file_not_found", "file_deleted"}, self.client.files_delete(file=file))

    def is_slacks(self, address: str) -> bool:
        """Say whether the token may go to `address`: to Slack's hosts by TLS, else to the API's own host."""
        there, home = urlsplit(address), urlsplit(self._address)
        host = there.hostname or ""
        if there.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com")):
            return True
        return (there.scheme, host) == (home.scheme, home.hostname)

    async def open_view(self, trigger: str, view: Json) -> None:
        """Open a modal for whoever caused `trigger`, which Slack honours for three seconds."""
        await _answer(self.client.views_open(trigger_id=trigger, view=dict(view)))

    async def direct(self, user: str) -> str:
        """Return the channel of our direct messages with a person."""
        channel: str = (await _answer(self.client.conversations_open(users=user)))["channel"]["id"]
        return channel

    async def change_pressed(self, response_url: str, text: str, blocks: Blocks) -> None:
        """Make the message whose button was pressed read so, also one that only its reader sees."""
        hook = AsyncWebhookClient(response_url, timeout=TIMEOUT)
        request = hook.send(text=text, blocks=[dict(block) for block in blocks], replace_original=True)
        try:
            status = (await request).status_code
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise RetryLater(f"Slack could not be reached ({type(error).__name__})") from None
        if status != 200:
            raise refused("", status, retry_after=None, needed="")

    async def suggest(self, channel: str, prompts: Sequence[tuple[str, str]]) -> None:
        """Suggest messages, each a title and a text, in an agent's conversation."""
        shown = [{"title": title, "message": message} for title, message in prompts]
        await _answer(self.client.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=shown))

    async def status(self, channel: str, thread_ts: str, text: str) -> None:
        """Show what we are doing in a thread, until we write there or take it away with an empty text."""
        request = self.client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread_ts, status=text)
        await _answer(request)

    async def start_stream(self, channel: str, thread_ts: str, team: str, user: str, markdown: str) -> str:
        """Begin a message that grows, and return its ts."""
        request = self.client.chat_startStream(
            channel=channel,
            thread_ts=thread_ts,
            recipient_team_id=team,
            recipient_user_id=user,
            markdown_text=markdown,
        )
        ts: str = (await _answer(request))["ts"]
        return ts

    async def append_stream(self, channel: str, ts: str, markdown: str) -> None:
        """Let a message grow."""
        await _answer(self.client.chat_appendStream(channel=channel, ts=ts, markdown_text=markdown))

    async def stop_stream(self, channel: str, ts: str, blocks: Blocks) -> None:
        """End a message that grew, with `blocks` below its text."""
        await _answer(self.client.chat_stopStream(channel=channel, ts=ts, blocks=[dict(block) for block in blocks]))

    async def publish_home(self, user: str, blocks: Blocks) -> None:
        """Make the app's home page of one person read so."""
        view = {"type": "home", "blocks": [dict(block) for block in blocks]}
        await _answer(self.client.views_publish(user_id=user, view=view))

    async def _pages(self, method: Any, name: str, **arguments: Any) -> AsyncIterator[Any]:
        cursor = ""
        while True:
            page = await _answer(method(limit=_PAGE, cursor=cursor or None, **arguments))
            for item in page[name]:
                yield item
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


async def _answer(request: Awaitable[AsyncSlackResponse]) -> Json:
    try:
        data = (await request).data
    except SlackApiError as error:
        raise _refusal(error) from None
    except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError) as error:
        raise RetryLater(f"Slack could not be reached ({type(error).__name__})") from None
    if not isinstance(data, dict):
        raise RetryLater("Slack answered with something other than JSON")
    return data


async def _unless(fine: set[str], request: Awaitable[AsyncSlackResponse]) -> None:
    """Take an error that says that nothing was left to do for success."""
    try:
        await request
    except SlackApiError as error:
        if _data(error).get("error") not in fine:
            raise _refusal(error) from None
    except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError) as error:
        raise RetryLater(f"Slack could not be reached ({type(error).__name__})") from None


def _refusal(error: SlackApiError) -> DeliveryError:
    data, response = _data(error), error.response
    headers = getattr(response, "headers", None) or {}
    status: Any = getattr(response, "status_code", None) or getattr(response, "status", 0)
    after = headers.get("Retry-After", "")
    return refused(
        str(data.get("error", "")),
        int(status),
        retry_after=float(after) if after.isdigit() else None,
        needed=str(data.get("needed", "")),
    )


def _data(error: SlackApiError) -> Json:
    data = getattr(error.response, "data", None)
    return data if isinstance(data, dict) else {}
