"""No window of Teams is ever exceeded, whoever sends how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.teams.pace import CONVERSATION, LONGEST_WAIT, TENANT, Pace, due
from bot.domain.errors import RetryLater


@given(st.lists(st.floats(0, 3, allow_nan=False), max_size=150))
def test_messages_of_one_conversation_keep_every_window(gaps: list[float]) -> None:
    now, sent = 0.0, list[float]()
    for gap in gaps:
        now += gap
        sent.append(max(due(sent, now, CONVERSATION), sent[-1] if sent else 0.0))
    for most, seconds in CONVERSATION:
        assert all(later - earlier > seconds for earlier, later in zip(sent, sent[most:], strict=False))


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def test_a_burst_is_spaced_and_an_hours_worth_goes_back_into_the_outbox() -> None:
    time, sent = Time(), list[float]()
    pace = Pace(lambda: time.now, time.sleep)
    for _ in range(14):
        await pace.keep("tenant", "chat")
        sent.append(time.now - 1000.0)
    assert sent[6] == 0.0
    assert sent[7] > 1.0
    assert sent[8] > 2.0
    for _ in range(46):
        await pace.keep("tenant", "chat")
    with pytest.raises(RetryLater) as later:
        await pace.keep("tenant", "chat")
    assert later.value.after is not None
    assert later.value.after > LONGEST_WAIT


async def test_1800_in_an_hour_is_the_end_for_a_chat_and_not_for_its_tenant() -> None:
    time = Time()
    pace = Pace(lambda: time.now, time.sleep)
    for _ in range(1800):
        time.now += 0.51
        await pace.keep("tenant", "chat")
    with pytest.raises(RetryLater):
        await pace.keep("tenant", "chat")
    await pace.keep("tenant", "another chat")


async def test_a_tenant_gets_thirty_a_second_over_all_chats() -> None:
    time = Time()
    pace = Pace(lambda: time.now, time.sleep)
    for chat in range(TENANT[0][0]):
        await pace.keep("tenant", f"chat {chat}")
    assert time.now == 1000.0
    await pace.keep("another tenant", "chat")
    assert time.now == 1000.0
    await pace.keep("tenant", "one more")
    assert time.now > 1001.0


async def test_a_chat_that_is_full_holds_up_no_other_and_no_lane_for_long() -> None:
    time, slept = Time(), list[float]()
    pace = Pace(lambda: time.now, time.sleep)
    for chat in range(3):
        for _ in range(8):
            await pace.keep("tenant", f"busy {chat}")

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    pace._sleep = sleep
    for chat in range(3):
        await pace.keep("tenant", f"busy {chat}")
    assert 0 < max(slept) <= LONGEST_WAIT
    slept.clear()
    time.now += 0.1
    await pace.keep("tenant", "quiet")
    assert slept == []
