"""What a turn costs around the LanceDB query that it contains: `python -m tests.bench.bench_turn`.

A documents question at 10,000 passages, from recognition to check, is held against the bare query; then the same
with storage: claimed from the inbox, answered, and committed with transcript, trace, tags and parcels.
"""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter

import structlog

from bot.domain.conversation import Conversation
from bot.domain.ids import Address
from bot.domain.messages import Surface
from bot.domain.policy import ClaimNumberFormat, Messages, Office, OpeningHours
from bot.engine.access import OpenLedger, StoredLedger
from bot.engine.asking import Asking
from bot.engine.intake import Intake
from bot.engine.turn import Turn
from bot.engine.turns import Turns
from bot.store.migrations import migrate
from bot.store.unit_of_work import SqlStore, open_store
from knowledge.index.storage import Storage
from knowledge.ingest import ingest
from knowledge.ranking.lanes import match_query
from knowledge.retriever import Retriever
from tests.bench.bench_knowledge import CHUNKS, Text, show, timed, write_markdown
from tests.fakes.messages import inbound

QUESTIONS = 200
ROUNDS = 3
OFFICE = Office(
    name="Bench",
    time_zone="America/Boise",
    hours=OpeningHours(monday="08:00-17:00"),
    phone="",
    claim_numbers=(ClaimNumberFormat(r"\d{5}-[A-Z]", "45012-A", "five digits, a hyphen and one letter"),),
    messages=Messages({"en": "Hello"}, {"en": "A person will answer."}),
)


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class NoActions:
    async def run(self, name: str, inputs: object) -> object:
        raise AssertionError("a documents question looks nothing up")


async def no_typing(_: Conversation, __: str) -> None:
    return


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        docs, index = folder / "docs", str(folder / "index")
        docs.mkdir()
        write_markdown(docs, CHUNKS)
        await ingest(docs, index)
        retriever = Retriever(index)
        await retriever.refresh()
        url = f"sqlite:///{folder / 'claimdesk.db'}"
        await migrate(url)
        store = await open_store(url)
        try:
            await measure(retriever, index, store)
        finally:
            await store.close()


async def measure(retriever: Retriever, index: str, store: SqlStore) -> None:
    storage = await Storage.open(index)
    table = await storage.table((await storage.current()).generation)
    clock = SystemClock()
    asking = Asking(Turn(OFFICE, retriever, NoActions(), clock, OpenLedger()), clock)  # type: ignore[arg-type]
    questions = await _answered(asking, Text(3))

    async def bare(question: str) -> object:
        shown = ["id", "title", "section", "text", "_score"]
        return await table.query().nearest_to_text(match_query(question)).select(shown).limit(5).to_list()

    async def turn(question: str) -> object:
        return await asking.ask(question, Surface.PATIENT)

    runs: dict[str, list[float]] = {"bare LanceDB query": [], "the turn, storage aside": []}
    stored = _stored_turns(retriever, store, clock)
    runs["the whole turn with storage"] = []
    ways: tuple[Callable[[str], Awaitable[object]], ...] = (bare, turn)
    for way in ways:
        await timed(way, questions[:50])
    for _ in range(ROUNDS):
        for name, way in zip(runs, ways, strict=False):
            runs[name] += await timed(way, questions)
        runs["the whole turn with storage"] += [await stored(question) for question in questions]
    print(f"\na documents question, {CHUNKS:,} passages, ms   median      p95    ratio")
    for name, taken in runs.items():
        show(name, taken, runs["bare LanceDB query"])


async def _answered(asking: Asking, text: Text) -> list[str]:
    """Return questions that the documents answer: quoting and checking are part of what is measured."""
    found: list[str] = []
    while len(found) < QUESTIONS:
        question = f"how does the {' '.join(text.words(2))} work with insurance {text.words(1)[0]}"
        if (await asking.ask(question, Surface.PATIENT)).said.citations:
            found.append(question)
    return found


def _stored_turns(retriever: Retriever, store: SqlStore, clock: SystemClock) -> Callable[[str], Awaitable[float]]:
    ledger = StoredLedger(store, OFFICE.identity, clock, b"bench")
    turn = Turn(OFFICE, retriever, NoActions(), clock, ledger)  # type: ignore[arg-type]
    turns = Turns(OFFICE, turn, store, clock, ledger, desk="console", typing=no_typing)
    intake, numbers = Intake(store, clock), count()

    async def stored(question: str) -> float:
        number = next(numbers)
        message = inbound(f"q{number}", question)
        await intake(replace(message, address=Address(f"w{number % 50}"), hosted=True))
        started = perf_counter()
        async with store.write() as work:
            batch = await work.inbox.claim(clock.now(), timedelta(seconds=60))
        assert batch is not None
        await turns.handle(batch)
        return (perf_counter() - started) * 1000

    return stored


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    asyncio.run(main())
