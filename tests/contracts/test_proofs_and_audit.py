from datetime import timedelta

from bot.domain.ids import ConversationId
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON


async def test_failed_proofs_are_counted_by_subject_since_a_moment(store: SqlStore) -> None:
    async with store.write() as work:
        await work.proofs.failed([], NOON)
        await work.proofs.failed(["claim:1", "address:1"], NOON)
        await work.proofs.failed(["claim:1"], NOON + timedelta(hours=1))
        assert await work.proofs.count("claim:1", NOON) == 2
        assert await work.proofs.count("claim:1", NOON + timedelta(minutes=1)) == 1
        assert await work.proofs.count("address:1", NOON) == 1
        assert await work.proofs.count("claim:2", NOON) == 0


async def test_audit_lines_come_back_in_order(store: SqlStore) -> None:
    one, other = ConversationId("c1"), ConversationId("c2")
    async with store.write() as work:
        await work.audit.add(NOON, one, "patient", "verified", {"patient": "W. T."})
        await work.audit.add(NOON, other, "bot", "look_up", {})
        await work.audit.add(NOON, one, "bot", "look_up", {"claim": "...12-A"})
    async with store.read() as work:
        assert await work.audit.of(one) == [
            {"at": NOON, "actor": "patient", "action": "verified", "detail": {"patient": "W. T."}},
            {"at": NOON, "actor": "bot", "action": "look_up", "detail": {"claim": "...12-A"}},
        ]
