"""What an answer of the connector means for a delivery. Pure: a status and a code in, a delivery error out."""

from bot.domain.errors import DeliveryError, RetryLater, Uncertain, Undeliverable

SLOW_DOWN = frozenset({412, 429})
"""Certainly not delivered (Microsoft's list of what to repeat)."""
GATEWAYS = frozenset({502, 503, 504})
_UNCLEAR = frozenset({408, 500})

_CURES = {
    "BotNotInConversationRoster": "the person has removed the app or never installed it: reach them another way, or "
    "ask them to add the app again",
    "MessageWritesBlocked": "the person has blocked the app in Teams: reach them another way",
    "ConversationBlockedByUser": "the person has blocked the app in Teams: reach them another way",
    "BotDisabledByAdmin": "a Teams administrator has switched the app off: ask them to allow it again",
    "ForbiddenOperationException": "Teams does not let the app write there: ask a Teams administrator",
    "ConversationNotFound": "this chat is not there any more: the person must write to the app again first",
    "ActivityNotFoundInConversation": "the message is not there any more",
    "MessageSizeTooBig": "the message is too long for Teams: send it in parts",
}
_BY_STATUS = {
    400: "Teams does not take the message's form",
    401: "Teams does not accept our sign-in: compare MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and "
    "MICROSOFT_APP_TENANT_ID with the bot's page in Azure",
    403: "Teams does not let the app write there: ask a Teams administrator",
    404: _CURES["ConversationNotFound"],
    413: _CURES["MessageSizeTooBig"],
}


class Refusal(Exception):
    """The connector answered with an error. `code` is the innermost one that it names, `after` its Retry-After."""

    def __init__(self, status: int, code: str = "", after: float | None = None) -> None:
        super().__init__(status, code)
        self.status = status
        self.code = code
        self.after = after


class Gateway(Uncertain):
    """Something in front of Teams failed: the message may be there, and a few more tries are worth it."""


class Gone(Undeliverable):
    """The chat or the message is not there any more."""


class Unsupported(Undeliverable):
    """The server cannot do it, now or later."""


def meaning(refusal: Refusal) -> DeliveryError:
    """Return what a refusal means for a message that is sent for the first time."""
    status, code = refusal.status, refusal.code
    named = f"{status} {code}".strip()
    if status in SLOW_DOWN:
        return RetryLater(f"Teams asks us to slow down ({named})", refusal.after)
    if status in GATEWAYS:
        return Gateway(f"Teams could not be reached through its gateway ({named})")
    if status in _UNCLEAR or status > 504:
        return Uncertain(f"Teams had an error of its own ({named})")
    if status in {405, 501}:
        return Unsupported(f"Teams cannot do this here ({named})")
    words = _CURES.get(code) or _BY_STATUS.get(status) or f"Teams refused it ({named})"
    return (Gone if status == 404 else Undeliverable)(words)
