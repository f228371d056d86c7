import pytest

from bot.channels.slack.pace import BURST, LONGEST_WAIT, Pace
from bot.domain.errors import RetryLater


async def test_a_few_messages_go_at_once_and_a_flood_goes_back_to_the_outbox() -> None:
    pace = Pace(60.0)
    for _ in range(BURST):
        await pace.keep("C1")
    with pytest.raises(RetryLater) as later:
        await pace.keep("C1")
    assert later.value.after == pytest.approx(60.0, abs=1.0)
    assert later.value.after is not None
    assert later.value.after > LONGEST_WAIT


async def test_one_channel_does_not_wait_for_another() -> None:
    pace = Pace(60.0)
    for _ in range(BURST):
        await pace.keep("C1")
    await pace.keep("C2")
