"""What is kept: one unit of work, and the repositories reached through it.

`async with store.write() as work:` is one transaction: it commits when the block ends and rolls back when it
raises. `store.read()` sees committed rows only. One contract suite (`tests/contracts/`) holds SQLite and
PostgreSQL to the same behaviour.
"""

from bot.ports.store.audit import Audit
from bot.ports.store.conversations import Conversations
from bot.ports.store.dead_letters import DeadLetter, DeadLetters
from bot.ports.store.desk_steps import DeskSteps
from bot.ports.store.drafts import Drafts, KeptDraft
from bot.ports.store.escalations import Escalations
from bot.ports.store.feedback import Feedbacks
from bot.ports.store.files import Files
from bot.ports.store.history import History, Moment, TagAdded, TraceLeft
from bot.ports.store.inbox import Inbox, InboxBatch, InboxRow
from bot.ports.store.outbox import Delayed, Outbox, OutboxRow
from bot.ports.store.proofs import Proofs
from bot.ports.store.references import Reference, References
from bot.ports.store.retention import RetentionStore
from bot.ports.store.runs import RunLease, Runs, StoredRun
from bot.ports.store.shadows import Shadows
from bot.ports.store.timeline import Timeline, TimelineEvent
from bot.ports.store.transcript import Entry, Transcript
from bot.ports.store.usage import Usage
from bot.ports.store.work import Store, Topic, Wakeup, Work

__all__ = [
    "Audit",
    "Conversations",
    "DeadLetter",
    "DeadLetters",
    "Delayed",
    "DeskSteps",
    "Drafts",
    "Entry",
    "Escalations",
    "Feedbacks",
    "Files",
    "History",
    "Inbox",
    "InboxBatch",
    "InboxRow",
    "KeptDraft",
    "Moment",
    "Outbox",
    "OutboxRow",
    "Proofs",
    "Reference",
    "References",
    "RetentionStore",
    "RunLease",
    "Runs",
    "Shadows",
    "Store",
    "StoredRun",
    "TagAdded",
    "Timeline",
    "TimelineEvent",
    "Topic",
    "TraceLeft",
    "Transcript",
    "Usage",
    "Wakeup",
    "Work",
]
