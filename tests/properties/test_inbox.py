"""Whatever fails and whenever a worker dies: each accepted message ends once, in order, one lane at a time."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, invariant, multiple, rule

from bot.domain.errors import LeaseLost
from bot.domain.messages import Kind, Sender
from bot.ports.store import InboxBatch
from tests.fakes.messages import inbound
from tests.properties.messages_at_rest import POSTGRES, SQLITE, NewDatabase, StoreMachine, check, emptied, sqlite_files

LANES = st.sampled_from(["web:w1", "web:w2"])
LEASE = timedelta(seconds=60)
End = Literal["finish", "retry", "bury"]


class Inbox(StoreMachine):
    in_hand = Bundle("in_hand")

    def __init__(self, new_database: NewDatabase) -> None:
        super().__init__(new_database)
        self.accepted: dict[str, list[str]] = defaultdict(list)
        self.leased: dict[str, tuple[str, datetime]] = {}
        self.done: list[str] = []
        self.dead: list[str] = []
        self.redriven: set[str] = set()

    @rule(lane=LANES, kind=st.sampled_from([Kind.MESSAGE, Kind.MESSAGE, Kind.EDIT]), sender=st.sampled_from("ab"))
    def a_message_comes_in(self, lane: str, kind: Kind, sender: str) -> None:
        name = f"{lane}-{len(self.accepted[lane])}"
        assert self.do(self._accept(name, lane, kind, sender))
        self.accepted[lane].append(name)

    @rule(lane=LANES)
    def the_platform_repeats_itself(self, lane: str) -> None:
        for name in self.accepted[lane]:
            assert not self.do(self._accept(name, lane, Kind.MESSAGE, "a"))

    @rule(target=in_hand)
    def a_worker_claims(self) -> object:
        batch = self.do(self._claim())
        if batch is None:
            return multiple()
        token, until = self.leased.get(batch.lane, ("", self.clock.now()))
        assert until <= self.clock.now(), f"{batch.lane} is leased to {token} and was claimed again"
        waiting = [name for name in self.accepted[batch.lane] if name not in {*self.done, *self.dead}]
        assert _names(batch) == waiting[: len(batch.rows)]
        self.leased[batch.lane] = (batch.token, self.clock.now() + LEASE)
        return batch

    @rule(batch=consumes(in_hand), end=st.sampled_from(["finish", "retry", "bury"]))
    def it_ends_a_batch(self, batch: InboxBatch, end: End) -> None:
        holds = self.leased.get(batch.lane, ("", None))[0] == batch.token
        try:
            self.do(self._end(batch, end))
        except LeaseLost:
            assert not holds, "a lease that nobody took over was lost"
            return
        assert holds, "a lease that was taken over still counted"
        del self.leased[batch.lane]
        if end != "retry":
            (self.done if end == "finish" else self.dead).extend(_names(batch))

    @rule(batch=consumes(in_hand))
    def it_dies(self, batch: InboxBatch) -> None:
        """Its lease runs out by itself."""

    @rule(time=st.sampled_from([timedelta(seconds=10), LEASE]))
    def time_passes(self, time: timedelta) -> None:
        self.clock.advance(time)

    @rule()
    def the_process_starts_again(self) -> None:
        self.do(self.store.release_leases())
        self.leased.clear()

    @rule()
    def a_person_redrives_the_dead_letters(self) -> None:
        self.do(self._redrive())
        self.redriven.update(self.dead)
        self.dead.clear()

    @invariant()
    def each_message_ends_once(self) -> None:
        assert all(times == 1 for times in Counter([*self.done, *self.dead]).values())

    @invariant()
    def each_lane_is_answered_in_order(self) -> None:
        for lane, names in self.accepted.items():
            done = [name for name in self.done if name.startswith(lane) and name not in self.redriven]
            assert done == [name for name in names if name in done]

    def teardown(self) -> None:
        try:
            self.clock.advance(timedelta(hours=1))
            self.leased.clear()
            while (batch := self.do(self._claim())) is not None:
                self.do(self._end(batch, "finish"))
                self.done.extend(_names(batch))
            self.each_message_ends_once()
            self.each_lane_is_answered_in_order()
            assert {*self.done, *self.dead} == {name for names in self.accepted.values() for name in names}
        finally:
            super().teardown()

    async def _accept(self, name: str, lane: str, kind: Kind, sender: str) -> bool:
        async with self.store.write() as work:
            return await work.inbox.add(inbound(name, kind=kind, sender=Sender(sender)), lane, self.clock.now())

    async def _claim(self) -> InboxBatch | None:
        async with self.store.write() as work:
            return await work.inbox.claim(self.clock.now(), LEASE)

    async def _end(self, batch: InboxBatch, end: End) -> None:
        now = self.clock.now()
        async with self.store.write() as work:
            if end == "finish":
                await work.inbox.finish(batch, "answered", now)
            elif end == "retry":
                await work.inbox.retry(batch, now + timedelta(seconds=10), "busy")
            else:
                await work.inbox.bury(batch, "failed", now)

    async def _redrive(self) -> None:
        async with self.store.write() as work:
            for letter in await work.dead_letters.all():
                assert await work.dead_letters.redrive(letter.box, letter.id, self.clock.now())


def _names(batch: InboxBatch) -> list[str]:
    return [row.message.external_id for row in batch.rows]


def test_the_inbox_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    check(Inbox, sqlite_files(sqlite_template, tmp_path), SQLITE)


def test_the_inbox_on_postgresql(postgres_url: str) -> None:
    check(Inbox, emptied(postgres_url), POSTGRES)
