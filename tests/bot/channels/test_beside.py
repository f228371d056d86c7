"""What goes on beside a block ends with it, however the block ends."""

import asyncio

import pytest

from bot.channels.beside import beside


class Round:
    """Goes on until it is ended, and takes a moment to end."""

    running = False
    ended = False

    async def go(self) -> None:
        self.running = True
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            self.ended = True


async def test_it_runs_inside_the_block_and_has_ended_after_it() -> None:
    round_ = Round()
    async with beside(round_.go(), "round"):
        await asyncio.sleep(0)
        assert (round_.running, round_.ended) == (True, False)
    assert round_.ended


async def test_it_ends_with_a_block_that_fails() -> None:
    round_ = Round()

    async def block() -> None:
        async with beside(round_.go(), "round"):
            await asyncio.sleep(0)
            raise KeyError

    with pytest.raises(KeyError):
        await block()
    assert round_.ended


async def test_its_own_failure_is_not_kept_quiet() -> None:
    async def fail() -> None:
        raise ValueError

    async def block() -> None:
        async with beside(fail(), "round"):
            await asyncio.sleep(0)

    with pytest.raises(ValueError):
        await block()
