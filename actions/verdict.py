"""What one answer means: pure. The only place where HTTP statuses and bodies become outcomes.

Details are for staff; none of them quotes an answer, because an error text of a billing system may hold a patient.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from actions.mapping import AnswerReader, MappingMiss
from actions.reply import NotJson, Reply, json_of
from actions.results import FieldValue, Outcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """The meaning of one answer. `again`: another try may help; `sign_in`: a fresh token may; `answer`: the JSON."""

    outcome: Outcome
    detail: str
    records: tuple[Mapping[str, FieldValue], ...] = ()
    again: bool = False
    sent: bool = True
    sign_in: bool = False
    answer: Any = None


_REFUSALS = {
    400: "it did not understand our request (HTTP 400)",
    401: "it refused our key (HTTP 401)",
    403: "our key may not ask this (HTTP 403)",
    404: "it does not know this address, or does not say clearly that the claim is unknown (HTTP 404)",
    422: "it did not accept the values that we sent (HTTP 422)",
}
_DOWN = {
    408: "it was too slow (HTTP 408)",
    429: "it is being asked too often (HTTP 429)",
    502: "it cannot be reached behind its gateway (HTTP 502)",
    503: "it, or the payer behind it, is down (HTTP 503)",
    504: "the payer behind it did not answer in time (HTTP 504)",
}


def judge(reply: Reply, reader: AnswerReader) -> Verdict:
    """Say what `reply` means. Anything that does not clearly say otherwise is `FAILED`."""
    if reply.status == 202:
        return Verdict(Outcome.PENDING, "it is still working on it (HTTP 202)", answer=_json_or_none(reply))
    if 200 <= reply.status < 300:
        return _success(reply, reader)
    if 300 <= reply.status < 400:
        return _failed(f"it answered with a redirect (HTTP {reply.status}); put the final address in `url`")
    return _error(reply, reader)


def _success(reply: Reply, reader: AnswerReader) -> Verdict:
    try:
        answer = json_of(reply)
        return _answered(answer, reader)
    except NotJson as error:
        return _failed(str(error))
    except MappingMiss as error:
        return _failed(f"its answer does not fit the mapping ({error})")


def _answered(answer: Any, reader: AnswerReader) -> Verdict:
    if reader.says_error(answer):
        return _failed("it reported an error of its own (error_when)")
    if reader.says_unavailable(answer):
        return Verdict(Outcome.UNAVAILABLE, "it says that the payer is not available (unavailable_when)", again=True)
    if reader.says_pending(answer):
        return Verdict(Outcome.PENDING, "it is still working on it (pending_when)", answer=answer)
    if reader.says_not_found(answer):
        return Verdict(Outcome.NOT_FOUND, "it answered and has no match")
    mapped = reader.records(answer)
    count = "1 record" if len(mapped.records) == 1 else f"{len(mapped.records)} records"
    junk = f"; could not read {', '.join(mapped.unreadable)}" if mapped.unreadable else ""
    return Verdict(Outcome.FOUND, f"it answered with {count}{junk}", mapped.records)


def _error(reply: Reply, reader: AnswerReader) -> Verdict:
    answer = _json_or_none(reply)
    if answer is not None and _holds(reader.says_unavailable, answer):
        detail = f"it says that the payer is not available (HTTP {reply.status})"
        return Verdict(Outcome.UNAVAILABLE, detail, again=True)
    if reply.status == 404 and answer is not None and _holds(reader.says_not_found, answer):
        return Verdict(Outcome.NOT_FOUND, "it answered and has no match (HTTP 404)")
    if down := _DOWN.get(reply.status):
        return Verdict(Outcome.UNAVAILABLE, down, again=True)
    if reply.status >= 500:
        return Verdict(Outcome.FAILED, f"it broke over our request (HTTP {reply.status})", again=True)
    refusal = _REFUSALS.get(reply.status, f"it refused our request (HTTP {reply.status})")
    return Verdict(Outcome.FAILED, refusal, sign_in=reply.status == 401)


def _holds(says: Callable[[Any], bool], answer: Any) -> bool:
    # A condition is written for good answers; that it does not fit an error's body means nothing.
    try:
        return says(answer)
    except MappingMiss:
        return False


def _failed(detail: str) -> Verdict:
    return Verdict(Outcome.FAILED, detail)


def _json_or_none(reply: Reply) -> Any:
    try:
        return json_of(reply)
    except NotJson:
        return None
