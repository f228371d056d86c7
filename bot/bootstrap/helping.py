"""What a turn may have beside itself, put together from settings: a language model, its help for the desk, spans."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog

from bot.bootstrap.model import language_model
from bot.bootstrap.parts import Place
from bot.bootstrap.spans import spans
from bot.engine.desk_help import DeskHelp
from bot.engine.turns import Observe
from bot.llm.usage import StoredUsage
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.ports.writer import LanguageModel

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Helping:
    """Each None where the settings do not ask for it."""

    model: LanguageModel | None
    desk_help: DeskHelp | None
    observe: Observe | None


@asynccontextmanager
async def helping(place: Place, store: Store, clock: Clock) -> AsyncIterator[Helping]:
    """Have them inside the block."""
    office = place.folder.office
    async with AsyncExitStack() as stack:
        observe = stack.enter_context(spans(place.settings))
        model = await stack.enter_async_context(language_model(place.settings, office, clock, StoredUsage(store)))
        desk_help = DeskHelp(office, model, store, clock, _not_helped) if model else None
        if desk_help:
            stack.push_async_callback(desk_help.close)
        yield Helping(model, desk_help, observe)


def _not_helped(fault: str) -> None:
    _log.warning("desk_help_failed", fault=fault)
