"""The loop that ticks: it goes on after a tick that fails, and ends when the desk does."""

import asyncio
from typing import cast

from bot.bootstrap.desk_clocks import ticking
from bot.engine.desk_tick import DeskClocks


class Clocks:
    def __init__(self) -> None:
        self.ticks = 0
        self.thrice = asyncio.Event()

    async def tick(self) -> int:
        self.ticks += 1
        if self.ticks == 1:
            raise ConnectionError("the database is away")
        if self.ticks == 3:
            self.thrice.set()
        return 0


async def test_a_tick_that_fails_does_not_end_the_clocks() -> None:
    clocks = Clocks()
    async with ticking(cast("DeskClocks", clocks), seconds=0.001):
        async with asyncio.timeout(5):
            await clocks.thrice.wait()
    ended = clocks.ticks
    await asyncio.sleep(0.01)
    assert clocks.ticks == ended
