"""Whether the time of an answer tells a stranger that there is a claim: `python -m tests.bench.bench_same_time`.

Sessions of the real program ask at the same time for a claim that is there, one that is not, one whose payer is down,
somebody else's, and one with a slow payer, each with a proof that fails. Printed is how often an answer of each kind
came later than one for a missing claim: 0.50 is a coin, and what lies outside the band is no chance. First the naked
program, then with its answers held to one moment (`no_match_after_seconds`, shortened here).
"""

import asyncio
import logging
import os
import random
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from math import sqrt
from pathlib import Path
from statistics import median
from time import perf_counter

import aiohttp

from actions import sandbox
from bot.bootstrap.parts import Place, open_place
from bot.bootstrap.server import running
from bot.domain.policy import TimetablePolicy
from bot.logs import configure_logs
from bot.settings import Settings
from tests.fakes.chat_visitor import Visitor
from tests.fakes.slack_office import QUIET

ROUNDS = 60
WARM_UP = 5
SLOW_PAYER = 0.25
HELD = 0.8
MANY = 1_000_000
NOBODY = "Nobody, born 01/02/1950, phone ends in 9999, claim {}"
MISSING = "not there"
KINDS = {
    "there": NOBODY.format("45012-A"),
    MISSING: NOBODY.format("77777-Z"),
    "payer down": NOBODY.format("45020-B"),
    "another's": "Rosa Delgado, born 03/12/1984, phone ends in 0142, claim 45012-B",
    "slow payer": NOBODY.format("45021-A"),
}


def place(data: Path, held: float) -> Place:
    """Return the sample office without limits that would change the answers, and without remembered look-ups."""
    opened = open_place(Settings.model_validate({"CLAIMDESK_DATA": data}))
    office = opened.folder.office
    identity = replace(
        office.identity,
        failures_per_session=MANY,
        failures_per_claim_per_day=MANY,
        failures_per_address_per_hour=MANY,
        no_match_after_seconds=held,
    )
    timetable: TimetablePolicy = QUIET
    quiet = replace(office, identity=identity, web=replace(office.web, messages_per_minute=MANY), timetable=timetable)
    catalogue = {
        name: replace(action, spec=action.spec.model_copy(update={"cache_seconds": 0}))
        for name, action in opened.catalogue.items()
    }
    return replace(opened, folder=replace(opened.folder, office=quiet), catalogue=catalogue)


async def measured(held: float) -> Mapping[str, list[float]]:
    """Return milliseconds from question to answer by kind."""
    taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
    async with AsyncExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = await stack.enter_async_context(running(place(data, held), demo=True, port=0))
        http = await stack.enter_async_context(aiohttp.ClientSession(url))
        for number in range(WARM_UP + ROUNDS):
            kinds = random.sample(list(KINDS), len(KINDS))
            times = await asyncio.gather(*(answered(http, KINDS[kind]) for kind in kinds))
            for kind, milliseconds in zip(kinds, times, strict=True):
                taken[kind] += [milliseconds] if number >= WARM_UP else []
    return taken


async def answered(http: aiohttp.ClientSession, question: str) -> float:
    """Ask in a session of its own and wait for the answer."""
    visitor = Visitor(http)
    await visitor.begin()
    async with visitor.following() as events:
        started = perf_counter()
        await visitor.say(question)
        while (event := await events.next()) is not None:
            if event.kind == "message" and event.data["author"]["kind"] == "bot":
                assert event.data["text"].startswith("I couldn't match")
                return (perf_counter() - started) * 1000
    raise AssertionError("the stream ended")


def later_than(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how often a value of `one` is above one of `other`: Mann and Whitney's statistic, as a share."""
    above = sum((a > b) + (a == b) / 2 for a in one for b in other)
    return above / (len(one) * len(other))


def show(taken: Mapping[str, list[float]]) -> None:
    band = 3 * sqrt((2 * ROUNDS + 1) / (12 * ROUNDS * ROUNDS))
    for kind, values in taken.items():
        share = later_than(values, taken[MISSING])
        verdict = "" if kind == MISSING else "a coin" if abs(share - 0.5) <= band else "can be told apart"
        ranked = sorted(values)
        print(f"  {kind:12} {median(ranked):9.1f} {ranked[len(ranked) * 95 // 100]:9.1f} {share:9.2f}   {verdict}")


async def main() -> None:
    system = await sandbox.start(slow_seconds=SLOW_PAYER)
    os.environ |= {"BILLING_URL": system.url, "BILLING_API_KEY": sandbox.SAMPLE_KEY}
    print(f"\nno match, {ROUNDS} answers of each kind    median       p95   later than for a missing claim, ms")
    try:
        for held in (0.0, HELD):
            print(f"answers held {held:g} s")
            show(await measured(held))
    finally:
        await system.close()


if __name__ == "__main__":
    configure_logs(level=logging.ERROR)
    asyncio.run(main())
