"""A scripted endpoint, and the real client that talks to it."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.policy import ModelPolicy
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import NOW, office
from tests.fakes.scripted_model import ScriptedModel, scripted_model


@pytest.fixture
async def server() -> AsyncIterator[ScriptedModel]:
    async with scripted_model() as running:
        yield running


@pytest.fixture
def policy() -> ModelPolicy:
    return ModelPolicy()


@pytest.fixture
async def model(server: ScriptedModel, policy: ModelPolicy) -> AsyncIterator[OpenAICompatible]:
    opened = OpenAICompatible(office(model=policy), "scripted", "a-key", server.url, ManualClock(NOW), PassingUsage())
    yield opened
    await opened.close()
