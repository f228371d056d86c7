"""Whatever the platforms answer and whenever the process dies: nothing lost, order kept, one repeat a crash at most."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, invariant, multiple, rule

from bot.delivery.outbox_relay import LEASE, OutboxRelay
from bot.delivery.retry import DELIVERY
from bot.domain.errors import RetryLater, Uncertain, Undeliverable
from bot.domain.ids import Address
from bot.domain.messages import Post
from bot.ports.store import OutboxRow
from tests.fakes.messages import post, to_patient
from tests.fakes.recording_channel import RecordingChannel, Script
from tests.properties.messages_at_rest import POSTGRES, SQLITE, NewDatabase, StoreMachine, check, emptied, sqlite_files

CONVERSATIONS = st.sampled_from(["c1", "c2"])
ANSWERS = st.sampled_from(
    [None, RetryLater("503"), RetryLater("429", after=20), Undeliverable("gone"), Uncertain("cut")]
)


class Platform(RecordingChannel):
    """Remembers what patients have seen, also when the sender never learned of it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    async def send(self, address: Address, post: Post) -> str:
        external_id = await super().send(address, post)
        self.seen.append(post.message_id)
        return external_id


class Relay(StoreMachine):
    in_hand = Bundle("in_hand")

    def __init__(self, new_database: NewDatabase) -> None:
        super().__init__(new_database)
        self.platform = Platform()
        self.relay = OutboxRelay(self.store, {"web": self.platform}, {}, self.clock, jitter=lambda: 1.0)
        self.put: dict[str, list[str]] = defaultdict(list)
        self.names: dict[int, str] = {}
        self.leased: dict[str, tuple[str, datetime]] = {}
        self.may_repeat: Counter[str] = Counter()
        self.out_of_order: set[str] = set()

    @rule(conversation=CONVERSATIONS, size=st.integers(1, 3))
    def a_turn_commits_replies(self, conversation: str, size: int) -> None:
        ids = [f"{conversation}-{len(self.put[conversation]) + n}" for n in range(size)]

        async def commit() -> None:
            async with self.store.write() as work:
                await work.outbox.add([to_patient(post(name), conversation) for name in ids], self.clock.now())

        self.do(commit())
        self.put[conversation] += ids

    @rule(target=in_hand)
    def a_worker_claims(self) -> object:
        row = self.do(self.relay.claim())
        if row is None:
            return multiple()
        conversation = row.parcel.conversation
        token, until = self.leased.get(conversation, ("", self.clock.now()))
        assert until <= self.clock.now(), f"{conversation} is leased to {token} and was claimed again"
        self.leased[conversation] = (row.token, self.clock.now() + LEASE)
        self.names[row.id] = _id(row)
        return row

    @rule(row=consumes(in_hand), answer=ANSWERS)
    def it_delivers(self, row: OutboxRow, answer: Exception | None) -> None:
        if answer is None and self._token(row) != row.token:
            self.may_repeat[_id(row)] += 1
        self.platform.script.then(answer)
        self.do(self.relay.work(row))
        self._gone(row)

    @rule(row=consumes(in_hand))
    def it_dies_before_the_platform_had_it(self, row: OutboxRow) -> None:
        """Its lease runs out by itself."""

    @rule(row=consumes(in_hand))
    def it_dies_before_it_recorded_the_delivery(self, row: OutboxRow) -> None:
        assert isinstance(row.parcel.content, Post)
        self.do(self.platform.send(row.parcel.address, row.parcel.content))
        self.may_repeat[_id(row)] += 1

    @rule(time=st.sampled_from([timedelta(seconds=20), LEASE]))
    def time_passes(self, time: timedelta) -> None:
        self.clock.advance(time)

    @rule()
    def the_process_starts_again(self) -> None:
        self.do(self.store.release_leases())
        self.leased.clear()

    @rule()
    def a_person_redrives_the_dead_letters(self) -> None:
        self.do(self._redrive())

    @invariant()
    def patients_see_each_conversation_in_order(self) -> None:
        for conversation, ids in self.put.items():
            seen = [name for name in dict.fromkeys(self.platform.seen) if name.startswith(conversation)]
            expected = [name for name in ids if name in seen and name not in self.out_of_order]
            assert [name for name in seen if name not in self.out_of_order] == expected

    @invariant()
    def nothing_is_repeated_without_a_crash(self) -> None:
        for name, times in Counter(self.platform.seen).items():
            assert times <= 1 + self.may_repeat[name], name

    def teardown(self) -> None:
        try:
            self.do(self._work_off())
            put = {name for ids in self.put.values() for name in ids}
            assert put == set(self.platform.seen) | set(self.do(self._dead()))
            self.do(self._redrive())
            self.do(self._work_off())
            assert self.do(self._dead()) == []
            assert put == set(self.platform.seen)
            self.nothing_is_repeated_without_a_crash()
        finally:
            super().teardown()

    async def _work_off(self) -> None:
        """All is well again: deliver until nothing waits."""
        self.platform.script = Script()
        for _ in range(3):
            self.clock.advance(LEASE + DELIVERY.longest)
            while (row := await self.relay.claim()) is not None:
                self.names[row.id] = _id(row)
                await self.relay.work(row)

    async def _redrive(self) -> None:
        async with self.store.write() as work:
            for letter in await work.dead_letters.all():
                assert await work.dead_letters.redrive(letter.box, letter.id, self.clock.now())
                self.out_of_order.add(self.names[letter.id])

    async def _dead(self) -> list[str]:
        async with self.store.read() as work:
            return [self.names[letter.id] for letter in await work.dead_letters.all()]

    def _token(self, row: OutboxRow) -> str:
        return self.leased.get(row.parcel.conversation, ("", self.clock.now()))[0]

    def _gone(self, row: OutboxRow) -> None:
        if self._token(row) == row.token:
            del self.leased[row.parcel.conversation]


def _id(row: OutboxRow) -> str:
    assert isinstance(row.parcel.content, Post)
    return row.parcel.content.message_id


def test_the_relay_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    check(Relay, sqlite_files(sqlite_template, tmp_path), SQLITE)


def test_the_relay_on_postgresql(postgres_url: str) -> None:
    check(Relay, emptied(postgres_url), POSTGRES)
