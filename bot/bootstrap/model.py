"""The language model, where the settings name one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.policy import Office
from bot.llm.model import OpenAICompatible
from bot.ports.clock import Clock
from bot.ports.usage import UsageLedger
from bot.ports.writer import LanguageModel
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.bootstrap.parts import Place

NO_MODEL = "none"
"""The name by which commands mean: without a model."""


def with_model(place: "Place", name: str) -> "Place":
    """Return the place with this one model for every task, or without any."""
    settings = place.settings.model_copy(update={"model": None if name == NO_MODEL else name})
    one_for_all = replace(place.folder.office.model, understand="", write="", translate="", summarize="")
    folder = replace(place.folder, office=replace(place.folder.office, model=one_for_all))
    return replace(place, settings=settings, folder=folder)


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
