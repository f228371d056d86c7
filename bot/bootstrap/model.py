"""The language model, where the settings name one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.domain.policy import Office
from bot.llm.model import OpenAICompatible
from bot.ports.clock import Clock
from bot.ports.usage import UsageLedger
from bot.ports.writer import LanguageModel
from bot.settings import Settings


@asynccontextmanager
async def language_model(
    settings: Settings, office: Office, clock: Clock, usage: UsageLedger
) -> AsyncIterator[LanguageModel | None]:
    """Open the model inside the block; None where no model is set, and everything works without one."""
    if not settings.model:
        yield None
        return
    # A server of one's own needs no key, but its client wants one.
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"
    model = OpenAICompatible(office, settings.model, key, settings.openai_base_url, clock, usage)
    try:
        yield model
    finally:
        await model.close()
