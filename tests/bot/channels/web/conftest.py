import aiohttp
import pytest

from tests.fakes.chat_visitor import Visitor


@pytest.fixture
async def visitor(http: aiohttp.ClientSession) -> Visitor:
    visitor = Visitor(http)
    await visitor.begin()
    return visitor
