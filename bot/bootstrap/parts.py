"""The parts that a command needs: the office folder, its documents, its billing system, one question answered."""

import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from dotenv import dotenv_values

from actions.catalogue import Action, load_catalogue
from actions.errors import ActionFileError, Problem
from actions.runner import ActionRunner
from bot.bootstrap.model import language_model
from bot.engine.access import OpenLedger
from bot.engine.asking import Asking, answering
from bot.engine.turn import Turn
from bot.llm.usage import PassingUsage
from bot.office import OfficeFolder, load_office, sample_office
from bot.office_problems import OfficeError
from bot.settings import Settings
from bot.store.migrations import migrate
from bot.store.unit_of_work import SqlStore, open_store
from knowledge.embedding import Embedder
from knowledge.errors import IndexMissingError
from knowledge.ingest import IngestReport, OnProgress, ingest, silent
from knowledge.retriever import Retriever

BILLING_SETTINGS = ("BILLING_URL", "BILLING_API_KEY")
"""What the sample office's actions need to know of a billing system."""


class SystemClock:
    """`bot.ports.clock.Clock` on the machine's clock."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """A valid office folder with its actions, and the settings it runs under."""

    settings: Settings
    folder: OfficeFolder
    catalogue: Mapping[str, Action]

    @property
    def is_sample(self) -> bool:
        """Say whether this is the packaged sample office, whose patients are invented."""
        return self.settings.office is None

    @property
    def knowledge_uri(self) -> str:
        """Where the document index is: each office folder has its own, so that none answers from another's."""
        root = self.folder.root.resolve()
        own = f"{root.name}-{sha256(str(root).encode()).hexdigest()[:8]}"
        return self.settings.knowledge_uri or str(self.settings.data / "knowledge" / own)


def open_place(settings: Settings) -> Place:
    """Read and check the office folder; raises `OfficeError` with every mistake in it, actions included."""
    root = settings.office or sample_office()
    problems: list[Problem] = []
    folder: OfficeFolder | None = None
    catalogue: Mapping[str, Action] = {}
    try:
        folder = load_office(root)
    except OfficeError as error:
        problems += error.problems
    try:
        catalogue = load_catalogue(root / "actions")
    except ActionFileError as error:
        problems += error.problems
    if folder and not problems:
        problems += _unknown_actions(folder, catalogue)
    if problems or folder is None:
        raise OfficeError(problems)
    return Place(settings, folder, catalogue)


def _unknown_actions(folder: OfficeFolder, catalogue: Mapping[str, Action]) -> Iterator[Problem]:
    lookups = folder.office.lookups
    named = [
        ("office.yml", "lookups.claim_status", lookups.claim_status),
        ("office.yml", "lookups.find_claim", lookups.find_claim),
        *(("checks.yml", f"canaries[{n}].action", c.action) for n, c in enumerate(folder.checks.canaries, 1)),
    ]
    for file, setting, name in named:
        if name and name not in catalogue:
            cure = f"Write one of {', '.join(catalogue)}, or add actions/{name}.yml" if catalogue else "Add the file"
            yield Problem(file, None, f"{setting}: there is no action “{name}”", cure)


def desk_of(settings: Settings) -> str:
    """Return the name of the desk that cases and reports go to."""
    return "slack" if settings.slack_bot_token else "console"


def embedder_of(settings: Settings) -> Embedder | None:
    """Return the embedder that the settings name: a folder is a local model, any other name one of an endpoint."""
    model = settings.embedding_model
    if not model:
        return None
    if Path(model).is_dir():
        from knowledge.embedding.onnx import OnnxEmbedder

        return OnnxEmbedder(Path(model))
    from knowledge.embedding.openai import OpenAIEmbedder

    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"
    return OpenAIEmbedder(model, key, settings.openai_base_url)


async def index_documents(place: Place, on_progress: OnProgress = silent) -> IngestReport:
    """Bring the document index up to the office's knowledge folder."""
    return await ingest(
        place.folder.knowledge, place.knowledge_uri, embedder=embedder_of(place.settings), on_progress=on_progress
    )


def retriever_of(place: Place) -> Retriever:
    """Return a searcher of the office's documents; the index may not be there yet."""
    return Retriever(place.knowledge_uri, embedder_of(place.settings))


async def ready_retriever(place: Place) -> Retriever:
    """Return a searcher with its index in memory; the documents are indexed first if they never were."""
    retriever = retriever_of(place)
    try:
        await retriever.refresh()
    except IndexMissingError:
        await index_documents(place)
        await retriever.refresh()
    return retriever


@asynccontextmanager
async def billing(place: Place, *, sample: bool = True) -> AsyncIterator[ActionRunner]:
    """Run the office's actions. Where no billing system is set and `sample` allows it, the sample one is started.

    Raises `OfficeError` when a setting that an action needs is missing and the sample may not stand in.
    """
    environ = {name: value for name, value in {**dotenv_values(".env"), **os.environ}.items() if value is not None}
    stand_in = None
    if sample and not environ.get(BILLING_SETTINGS[0]):
        from actions import sandbox

        stand_in = await sandbox.start()
        environ |= dict(zip(BILLING_SETTINGS, (stand_in.url, sandbox.SAMPLE_KEY), strict=True))
    runner = ActionRunner(place.catalogue, environ, now=SystemClock().now)
    try:
        if not sample and (problems := runner.problems()):
            raise OfficeError(problems)
        yield runner
    finally:
        await runner.close()
        if stand_in:
            await stand_in.close()


@asynccontextmanager
async def asking(place: Place) -> AsyncIterator[Asking]:
    """Answer single questions without a server; the documents are indexed first if they never were."""
    retriever = await ready_retriever(place)
    clock = SystemClock()
    office = answering(place.folder.office)
    async with billing(place) as actions, language_model(place.settings, office, clock, PassingUsage()) as model:
        yield Asking(Turn(office, retriever, actions, clock, OpenLedger(), model), clock)


def database_address(settings: Settings) -> str:
    """Return where the database is, with its password if it has one."""
    if settings.database_url:
        return settings.database_url.get_secret_value()
    return f"sqlite:///{settings.data}/claimdesk.db"


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[SqlStore]:
    """Open the database, brought up to the present tables."""
    settings.data.mkdir(parents=True, exist_ok=True)
    url = database_address(settings)
    await migrate(url)
    store = await open_store(url)
    try:
        yield store
    finally:
        await store.close()
