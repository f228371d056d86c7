"""The clocks of the desk, once a minute: a small loop until the timetable's `minutely` takes `DeskClocks.tick`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from bot.delivery.faults import named
from bot.engine.desk_tick import DeskClocks

TICK_SECONDS = 60.0

_log = structlog.get_logger()


@asynccontextmanager
async def ticking(clocks: DeskClocks, seconds: float = TICK_SECONDS) -> AsyncIterator[None]:
    """Tick inside the block; a tick that fails is logged, and the next one comes all the same."""
    task = asyncio.create_task(_tick(clocks, seconds), name="desk-clocks")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _tick(clocks: DeskClocks, seconds: float) -> None:
    while True:
        try:
            await clocks.tick()
        except Exception as failure:
            _log.error("desk_clocks.failed", fault=named(failure))
        await asyncio.sleep(seconds)
