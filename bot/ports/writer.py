"""A language model as the engine sees it: one session for each turn, and proposals that the engine checks.

Whatever is handed over here is seen by a third party: texts are redacted, claims go by case-local aliases, and facts
are the few that the reader may see. Whatever comes back is a draft by a stranger.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.errors import ClaimDeskError
from bot.ports.desk_writing import Story, Summary
from bot.ports.understanding import Inquiry, Understood


class ModelFailed(ClaimDeskError):
    """The model gave nothing usable: too slow, down, refused, over budget, malformed. The text says which, for staff.

    Never tried again within the turn: the answer without a model is there.
    """


@dataclass(frozen=True, slots=True)
class Fact:
    """One mapped fact of a claim, under the name by which a sentence cites it: `claim 1.paid`."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A passage of the office's documents, under the name by which a sentence cites it: `p1`."""

    id: str
    title: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Tool:
    """Something a model may ask for while it writes. `inputs` says of each what it is; `run` never raises.

    `run` checks its arguments itself and answers in words; what it brings is as filtered as everything else here.
    """

    name: str
    description: str
    inputs: Mapping[str, str]
    run: Callable[[Mapping[str, str]], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft and what it rests on: a passage with the words in it that carry it, or facts."""

    text: str
    passage: str = ""
    quote: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A draft. `answered` is False when the model says that facts and passages do not answer."""

    sentences: tuple[Sentence, ...]
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Brief:
    """What to answer, and all that the answer may rest on. `draft` and `findings` ask for a repair."""

    question: str
    language: str
    reader: str
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    tools: tuple[Tool, ...] = ()
    draft: Written | None = None
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool that the model called: arguments and answer as the model saw them."""

    name: str
    arguments: Mapping[str, str]
    answer: str


@dataclass(frozen=True, slots=True)
class ModelStep:
    """One task as the trace shows it: the redacted prompt, what came back, and what it cost."""

    task: str
    model: str
    sent: str
    came: str
    outcome: str
    calls: int
    tokens_in: int
    tokens_out: int
    took_ms: float
    tools: tuple[ToolUse, ...] = field(default=())


class ModelSession(Protocol):
    """The model for one turn, within one turn's budget. Every method raises `ModelFailed` and nothing else."""

    @property
    def steps(self) -> Sequence[ModelStep]:
        """What was done so far, failures included."""
        ...

    async def understand(self, inquiry: Inquiry) -> Understood:
        """Say what a message is about."""
        ...

    async def write(self, brief: Brief) -> Written:
        """Draft an answer."""
        ...

    async def translate(self, texts: tuple[str, ...], into: str) -> tuple[str, ...]:
        """Translate each text; as many come back, in this order."""
        ...

    async def summarize(self, story: Story) -> Summary:
        """Summarise a case for the desk."""
        ...


class LanguageModel(Protocol):
    """Opens sessions. Costs nothing until a session is used."""

    def session(self) -> ModelSession:
        """Begin a turn."""
        ...
