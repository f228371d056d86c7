"""One run against a billing system: tries, fresh sign-ins and polls, under one deadline. The one owner of retries."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from secrets import SystemRandom
from typing import Any
from urllib.parse import urljoin

import aiohttp

from actions import http, placeholders
from actions.catalogue import Action
from actions.expressions import Expression, ExpressionError
from actions.http import NoReply
from actions.outgoing import Outgoing, Unsendable, follow_up, prepare
from actions.reply import Reply
from actions.results import Outcome
from actions.retry import backoff, retry_after
from actions.sign_in import SignInFailed, SignIns
from actions.verdict import Verdict, judge

Pause = Callable[[float], Awaitable[None]]

_random = SystemRandom()


class Inquiry:
    """Everything that is asked and answered in one run.

    `requests` counts what was sent to the system itself; `asked`, `token` and `reply` are the last of their kind.
    """

    def __init__(
        self,
        action: Action,
        inputs: Mapping[str, str],
        environ: Mapping[str, str],
        session: aiohttp.ClientSession,
        sign_ins: SignIns,
        request_id: str,
        now: Callable[[], datetime],
        pause: Pause,
    ) -> None:
        self._action = action
        self._spec = action.spec
        self._inputs = inputs
        self._environ = environ
        self._session = session
        self._sign_ins = sign_ins
        self._request_id = request_id
        self._now = now
        self._pause = pause
        self._pending: Verdict | None = None
        self._ends_at = 0.0
        self._renewed = False
        self.requests = 0
        self.asked: Outgoing | None = None
        self.token = ""
        self.reply: Reply | None = None

    async def verdict(self) -> Verdict:
        """Ask until there is an answer, nothing more to try, or no time left. Never raises for what a system does."""
        total = self._spec.timeout.total
        self._ends_at = asyncio.get_running_loop().time() + total
        try:
            async with asyncio.timeout(total):
                return await self._ask()
        except TimeoutError:
            return self._pending or Verdict(Outcome.UNAVAILABLE, f"it did not answer within {total:g} seconds")
        except Unsendable as error:
            return Verdict(Outcome.FAILED, str(error))

    async def _ask(self) -> Verdict:
        first = request = prepare(self._spec, self._inputs, self._environ)
        tries = 0
        while True:
            verdict = await self._once(request)
            tries += 1
            if verdict.outcome is Outcome.PENDING and self._spec.poll:
                self._pending = verdict
                request, tries = self._next_poll(first, request, verdict), 0
                wait = max(self._spec.poll.every, self._asked_wait() or 0)
            elif self._worth_another(request, verdict, tries):
                wait = backoff(tries, self._spec.retries.wait, self._asked_wait(), _random.random())
            else:
                return verdict
            if wait >= self._ends_at - asyncio.get_running_loop().time():
                return verdict
            await self._pause(wait)

    def _worth_another(self, request: Outgoing, verdict: Verdict, tries: int) -> bool:
        # A poll is a GET; the first request is safe if the file says so, or if it certainly never arrived.
        safe = request.method == "GET" or self._spec.request.safe_to_retry or not verdict.sent
        return verdict.again and safe and tries < self._spec.retries.attempts

    def _asked_wait(self) -> float | None:
        return retry_after(self.reply.headers.get("retry-after"), self._now()) if self.reply else None

    async def _once(self, request: Outgoing) -> Verdict:
        verdict = await self._send(request)
        if verdict.sign_in and self._spec.oauth2 and not self._renewed:
            self._renewed = True
            self._sign_ins.refused(self._spec.oauth2, self.token)
            verdict = await self._send(request)
        return verdict

    async def _send(self, request: Outgoing) -> Verdict:
        self.reply = None
        headers = {**request.headers, "X-Request-ID": self._request_id}
        connect = self._spec.timeout.connect
        try:
            if self._spec.oauth2:
                self.token = await self._sign_ins.token(self._session, self._spec.oauth2, connect)
                headers["Authorization"] = f"Bearer {self.token}"
            self.asked = replace(request, headers=headers)
            self.requests += 1
            self.reply = await http.send(self._session, self.asked, connect)
        except SignInFailed as error:
            outcome = Outcome.UNAVAILABLE if error.down else Outcome.FAILED
            return Verdict(outcome, error.detail, again=error.down, sent=False)
        except NoReply as error:
            outcome = Outcome.UNAVAILABLE if error.again else Outcome.FAILED
            return Verdict(outcome, error.detail, again=error.again, sent=error.sent)
        return judge(self.reply, self._action.reader)

    def _next_poll(self, first: Outgoing, before: Outgoing, pending: Verdict) -> Outgoing:
        """Return where to ask next; a poll that does not name another place is asked again where it was."""
        url = self._poll_url(before, pending.answer)
        if url is not None:
            return follow_up(first, url)
        if before is first:
            raise Unsendable("it is still working on it, but its answer does not say where to ask again (poll)")
        return before

    def _poll_url(self, before: Outgoing, answer: Any) -> str | None:
        poll = self._spec.poll
        if poll is None or poll.url is None:
            location = self.reply.headers.get("location") if self.reply else None
            return urljoin(before.url, location) if location else None
        taken = {name: _taken(text, answer) for name, text in poll.take.items()}
        given = {name: value for name, value in taken.items() if value is not None}
        if len(given) < len(taken):
            return None
        if link := given.get(placeholders.only_input(poll.url) or ""):
            return urljoin(before.url, link)
        return placeholders.fill_url(poll.url, {**self._inputs, **given}, self._environ)


def _taken(text: str, answer: Any) -> str | None:
    try:
        found = Expression(text).of(answer)
    except ExpressionError:
        return None
    if isinstance(found, bool) or not isinstance(found, str | int):
        return None
    # As with inputs: a bare ".." would climb out of the path it is put into.
    return str(found) if any(map(str.isalnum, str(found))) else None
