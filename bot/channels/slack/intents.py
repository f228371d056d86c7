"""What a specialist means by a message in a case's thread: for the patient, for colleagues, or an order to us. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.slack.mrkdwn import addressed_to
from bot.domain.messages import Kind
from bot.domain.remarks import reads_like_a_remark, to_the_patient

_ORDERS = {
    "take over": Kind.TAKE_OVER,
    "takeover": Kind.TAKE_OVER,
    "resolve": Kind.RESOLVE,
    "resolved": Kind.RESOLVE,
    "close": Kind.RESOLVE,
    "hand back": Kind.HAND_BACK,
    "handback": Kind.HAND_BACK,
}


@dataclass(frozen=True, slots=True)
class Intent:
    """The kind of message it is, and its text (mrkdwn) without what only marked it.

    `remark`: nothing marked it as a note, but it speaks of the patient and not to them.
    """

    kind: Kind
    text: str
    remark: bool = False


def intent_of(mrkdwn: str, us: str, prefixes: Sequence[str], *, chosen: bool = False) -> Intent:
    """Return what is meant. Whatever begins by mentioning somebody is for that person, never for the patient.

    `chosen`: this office sends only what somebody chose, so that nothing has to be kept back.
    """
    whom, rest = addressed_to(mrkdwn)
    if whom == us:
        order = _ORDERS.get(" ".join(rest.casefold().split()).rstrip(".!"))
        return Intent(order, "") if order else Intent(Kind.NOTE, mrkdwn)
    if whom:
        return Intent(Kind.NOTE, mrkdwn)
    stripped = mrkdwn.lstrip()
    for prefix in prefixes:
        if stripped.casefold().startswith(prefix.casefold()):
            return Intent(Kind.NOTE, stripped[len(prefix) :].lstrip())
    if not chosen and reads_like_a_remark(mrkdwn):
        return Intent(Kind.NOTE, mrkdwn, remark=True)
    return Intent(Kind.MESSAGE, to_the_patient(mrkdwn))
