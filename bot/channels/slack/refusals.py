"""What a refusal of Slack's Web API means for a delivery. Pure: an error code in, one of our delivery errors out."""

from bot.domain.errors import DeliveryError, LockedOut, RetryLater, Undeliverable

_CURES = {
    "channel_not_found": "the channel is not there, or the app is not in it: invite it with /invite",
    "not_in_channel": "the app is not in the channel: invite it with /invite",
    "is_archived": "the channel is archived: unarchive it, or name another one in office.yml",
    "restricted_action": "the workspace does not let the app write there: an admin must allow it",
    "msg_too_long": "the message is too long for Slack",
    "msg_blocks_too_long": "the message is too long for Slack",
    "invalid_blocks": "Slack does not take the message's form",
    "thread_not_found": "the thread was deleted in Slack",
    "message_not_found": "the message was deleted in Slack",
    "cant_update_message": "the message is not one of the app's own",
    "edit_window_closed": "the workspace does not allow edits so late",
    "invalid_auth": "SLACK_BOT_TOKEN is not valid: copy it again from the app's page",
    "not_authed": "SLACK_BOT_TOKEN is not valid: copy it again from the app's page",
    "token_revoked": "SLACK_BOT_TOKEN was revoked: install the app again and set the new token",
    "token_expired": "SLACK_BOT_TOKEN has expired: install the app again and set the new token",
    "account_inactive": "the app was removed from the workspace: install it again",
    "user_not_found": "the person is not in this workspace",
    "user_not_visible": "the person is not in this workspace",
    "user_not_in_channel": "the person is not in the channel",
}
_LOCKED_OUT = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"})
_GONE = frozenset({"thread_not_found", "message_not_found", "user_not_found", "user_not_visible"})
_TRANSIENT = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "rollup_error"}
)
"""Slack's own trouble. After some of them the message may be there: whoever repeats a post looks first."""


class Gone(Undeliverable):
    """What the call is about is not there, or not for us to see."""


def refused(code: str, status: int, *, retry_after: float | None, needed: str) -> DeliveryError:
    """Return the error for an answer that was not `ok`; `needed` are the scopes that Slack says are missing."""
    if status == 429 or code == "ratelimited":
        return RetryLater("Slack asks us to slow down", retry_after or 1.0)
    if code == "missing_scope":
        return Undeliverable(f"the app may not do this: add the scope {needed} (see manifest.yml) and install it again")
    if code in _CURES:
        kind = Gone if code in _GONE else LockedOut if code in _LOCKED_OUT else Undeliverable
        return kind(f"Slack refused ({code}): {_CURES[code]}")
    if code in _TRANSIENT or status >= 500 or not code:
        return RetryLater(f"Slack is in trouble ({code or f'HTTP {status}'})")
    return Undeliverable(f"Slack refused: {code}")
