"""One transaction over all repositories, and the database that gives it."""

from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol

from bot.domain.ids import MessageId
from bot.domain.messages import Destination
from bot.ports.store.audit import Audit
from bot.ports.store.conversations import Conversations
from bot.ports.store.dead_letters import DeadLetters
from bot.ports.store.desk_steps import DeskSteps
from bot.ports.store.drafts import Drafts
from bot.ports.store.escalations import Escalations
from bot.ports.store.feedback import Feedbacks
from bot.ports.store.files import Files
from bot.ports.store.history import History
from bot.ports.store.inbox import Inbox
from bot.ports.store.outbox import Outbox
from bot.ports.store.proofs import Proofs
from bot.ports.store.references import References
from bot.ports.store.retention import RetentionStore
from bot.ports.store.runs import Runs
from bot.ports.store.shadows import Shadows
from bot.ports.store.timeline import Timeline
from bot.ports.store.transcript import Transcript
from bot.ports.store.usage import Usage


class Work(Protocol):
    """One transaction."""

    inbox: Inbox
    outbox: Outbox
    dead_letters: DeadLetters
    conversations: Conversations
    transcript: Transcript
    files: Files
    escalations: Escalations
    drafts: Drafts
    desk_steps: DeskSteps
    shadows: Shadows
    timeline: Timeline
    proofs: Proofs
    audit: Audit
    usage: Usage
    feedback: Feedbacks
    references: References
    runs: Runs
    history: History
    retention: RetentionStore

    async def delivered_as(self, message: MessageId, destination: Destination) -> str | None:
        """Return the external id under which a message reached a destination."""
        ...


Topic = Literal["inbox", "outbox", "timeline"]


class Wakeup(Protocol):
    """One listener's bell."""

    async def wait(self, seconds: float) -> None:
        """Return at once when something was committed on the topic since the last return, else after `seconds`.

        It may ring for nothing and, between processes, may miss a commit; polling is the safety net.
        """
        ...


class Store(Protocol):
    """The database."""

    def write(self) -> AbstractAsyncContextManager[Work]:
        """Begin a transaction; after its commit, loops waiting for the topics that it touched are woken."""
        ...

    def read(self) -> AbstractAsyncContextManager[Work]:
        """Begin a read-only view."""
        ...

    def wakeup(self, topic: Topic) -> Wakeup:
        """Return a new listener for commits on `topic`; made once by each loop."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...
