"""All parts of a desk that is not running, for commands that look at it or run one of its jobs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.parts import Place, SystemClock, billing, database, desk_of, retriever_of


@asynccontextmanager
async def opened(place: Place) -> AsyncIterator[HealthParts]:
    """Open the database and the billing system inside the block; nothing is served and no document is read anew."""
    async with database(place.settings) as store, billing(place) as actions:
        yield HealthParts(place, store, retriever_of(place), actions, SystemClock(), desk_of(place.settings))
