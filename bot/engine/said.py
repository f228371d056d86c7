"""What a branch of a turn comes back with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.conversation import Conversation
from bot.domain.messages import Ask, Citation
from bot.domain.policy import Mode
from bot.engine.handoff import Handoff
from bot.engine.lookups import Looked
from bot.engine.rules import Verdict
from knowledge.passages import Findings


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit; `detail` holds masked values only."""

    action: str
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drafting:
    """What became of a model's drafts: why none was used (empty: one was), and what the check found in each."""

    refused: str
    findings: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ModeChoice:
    """What becomes of an answer, and why, in words for a lead."""

    mode: Mode
    because: str


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that the patient does not get now."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A branch's reply and all that led to it.

    `answer` is what of the text says something of a claim or from the documents; empty where nothing does. `held`
    is that answer where the mode keeps it from the patient: the text is then what they read instead. `raised` says
    why a person is needed where one is awaited already: no second case, but the first must not end without them.
    """

    text: str
    conversation: Conversation
    answer: str = ""
    held: Held | None = None
    mode: ModeChoice | None = None
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    handoff: Handoff | None = None
    raised: Handoff | None = None
    looked: tuple[Looked, ...] = ()
    findings: Findings | None = None
    identity: str = ""
    problems: tuple[str, ...] = ()
    proof_failed: bool = False
    audit: tuple[AuditLine, ...] = field(default=())
    drafting: Drafting | None = None
    asks: tuple[Ask, ...] = ()
