"""Runs the office's actions: the one thing of this package that the rest of the house calls."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import aiohttp

from actions import http, masking
from actions.catalogue import Action
from actions.described import ActionInfo
from actions.errors import Problem
from actions.inputs import InvalidInput, accept
from actions.inquiry import Inquiry, Pause
from actions.readiness import leading_settings, unready
from actions.result_cache import Key, ResultCache
from actions.results import ActionResult, Exchange, Outcome
from actions.sign_in import SignIns

_STOPPING = "the look-up was broken off because the desk is stopping"


class ActionRunner:
    """Look-ups with their deadlines, retries, sign-ins and short memory; one HTTP session for all of them.

    `environ` holds the settings that the files name. Make it anywhere; run and close it in one event loop.
    """

    def __init__(
        self,
        catalogue: Mapping[str, Action],
        environ: Mapping[str, str],
        *,
        now: Callable[[], datetime],
        pause: Pause = asyncio.sleep,
        open_session: Callable[[], aiohttp.ClientSession] = http.open_session,
    ) -> None:
        self._catalogue = catalogue
        self._environ = environ
        self._now = now
        self._pause = pause
        self._open_session = open_session
        self._session: aiohttp.ClientSession | None = None
        self._sign_ins = SignIns(environ, now)
        self._cache = ResultCache()
        self._flights: dict[Key, asyncio.Task[ActionResult]] = {}
        self._closed = False

    def addresses(self) -> frozenset[str]:
        """Return the addresses, out of settings, that the actions call."""
        names = {name for action in self._catalogue.values() for name in leading_settings(action)}
        return frozenset(self._environ[name] for name in names if self._environ.get(name))

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps actions from running here: settings that are missing or lead nowhere safe."""
        return tuple(problem for action in self._catalogue.values() for problem in unready(action, self._environ))

    def described(self) -> tuple[ActionInfo, ...]:
        """Return what each action says of itself."""
        return tuple(action.info for action in self._catalogue.values())

    async def run(self, name: str, inputs: Mapping[str, str], *, capture: bool = False) -> ActionResult:
        """Run action `name`. The result says how it ended; nothing that a billing system does is raised.

        Look-ups with the same inputs at the same time share one request, and within the file's `cache_seconds`
        its answer, with its `as_of`. With `capture` the system is always asked, and `exchange` shows what was said.
        """
        started = time.perf_counter()
        action = self._catalogue.get(name)
        if action is None:
            detail = "the office folder has no action of this name"
            return ActionResult(name, Outcome.FAILED, (), "", self._now(), detail, 0, 0.0)
        try:
            accepted = accept(action.spec.inputs, inputs)
        except InvalidInput as error:
            result = self._ended(action, Outcome.INVALID_INPUT, str(error))
            return replace(result, invalid=(error.name, error.words))
        if problem := next(unready(action, self._environ), None):
            return self._ended(action, Outcome.FAILED, f"{problem.problem}. {problem.cure}")
        if self._closed:
            return self._ended(action, Outcome.UNAVAILABLE, _STOPPING)
        if capture:
            return await self._ask(action, accepted, capture=True)
        result = await self._shared(action, accepted)
        return replace(result, took_ms=_since(started))

    async def close(self) -> None:
        """Break off what is under way (it ends as `UNAVAILABLE`) and give back connections."""
        self._closed = True
        flights = tuple(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _shared(self, action: Action, inputs: Mapping[str, str]) -> ActionResult:
        key: Key = (action.spec.name, tuple(sorted(inputs.items())))
        kept = self._cache.fresh(key, action.spec.cache_seconds, self._now())
        if kept is not None:
            return replace(kept, attempts=0)
        flight = self._flights.get(key)
        if flight is None:
            flight = asyncio.create_task(self._ask(action, inputs))
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._landed(key, action, done))
        # Shielded: one caller that goes away must not take the answer from the others.
        try:
            return await asyncio.shield(flight)
        except asyncio.CancelledError:
            caller = asyncio.current_task()
            if not flight.cancelled() or (caller and caller.cancelling()):
                raise
            return self._ended(action, Outcome.UNAVAILABLE, _STOPPING)

    def _landed(self, key: Key, action: Action, flight: asyncio.Task[ActionResult]) -> None:
        del self._flights[key]
        if action.spec.cache_seconds and not flight.cancelled() and flight.exception() is None:
            self._cache.keep(key, flight.result())

    async def _ask(self, action: Action, inputs: Mapping[str, str], *, capture: bool = False) -> ActionResult:
        started = time.perf_counter()
        if self._session is None:
            self._session = self._open_session()
        request_id = uuid4().hex
        inquiry = Inquiry(
            action, inputs, self._environ, self._session, self._sign_ins, request_id, self._now, self._pause
        )
        verdict = await inquiry.verdict()
        answered = verdict.outcome in {Outcome.FOUND, Outcome.NOT_FOUND}
        detail = verdict.detail if answered else f"{verdict.detail}; request {request_id}"
        result = self._ended(action, verdict.outcome, f"{action.spec.source}: {detail}")
        return replace(
            result,
            records=verdict.records,
            attempts=inquiry.requests,
            took_ms=_since(started),
            exchange=self._exchange(action, inquiry, verdict.detail) if capture else None,
        )

    def _exchange(self, action: Action, inquiry: Inquiry, detail: str) -> Exchange:
        secrets = masking.secrets_of(action, self._environ)
        if inquiry.token:
            secrets[inquiry.token] = "token"
        request = inquiry.asked.shown() if inquiry.asked else "(nothing was sent)"
        response = inquiry.reply.shown() if inquiry.reply else f"(no answer: {detail})"
        return Exchange(masking.masked(request, secrets), masking.masked(response, secrets))

    def _ended(self, action: Action, outcome: Outcome, detail: str) -> ActionResult:
        return ActionResult(action.spec.name, outcome, (), action.spec.source, self._now(), detail, 0, 0.0)


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
