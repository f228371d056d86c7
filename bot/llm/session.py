"""One turn's use of the model: budget, trace and canary around every task."""

import asyncio
import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from bot.domain.policy import ModelPolicy
from bot.llm import prompts
from bot.llm.forms import Answer, CaseSummary, Translation, Understanding
from bot.llm.gate import Gate
from bot.ports.clock import Clock
from bot.ports.desk_writing import Story, Summary
from bot.ports.understanding import Inquiry, Understood
from bot.ports.usage import UsageLedger
from bot.ports.writer import Brief, ModelFailed, ModelStep, Tool, Written

if TYPE_CHECKING:
    from bot.llm.agent import Run

Form = TypeVar("Form", bound=BaseModel)

ANSWERED = "answered"
_AS = {"repair": "write"}
"""Tasks that another task's model does."""

_SEALED = "[sealed]"


@dataclass(frozen=True, slots=True)
class Setup:
    """What all sessions share. `names` gives each task's model, `chat` the client for a model's name."""

    office: str
    policy: ModelPolicy
    names: Mapping[str, str]
    chat: Callable[[str], Any]
    usage: UsageLedger


class Session:
    """`bot.ports.writer.ModelSession`."""

    def __init__(self, setup: Setup, clock: Clock, today: date, canary: str) -> None:
        self._setup = setup
        self._canary = canary
        self._gate = Gate(setup.policy, setup.usage, clock, today)
        self._steps: list[ModelStep] = []

    @property
    def steps(self) -> Sequence[ModelStep]:
        """What was done so far."""
        return tuple(self._steps)

    async def understand(self, inquiry: Inquiry) -> Understood:
        """Say what a message is about."""
        message = prompts.understanding(inquiry)
        filled = await self._fill("understand", prompts.UNDERSTAND, message, Understanding)
        return filled.understood()

    async def write(self, brief: Brief) -> Written:
        """Draft an answer, or mend one."""
        task = "repair" if brief.draft else "write"
        filled = await self._fill(task, prompts.WRITE, prompts.writing(brief), Answer, brief.tools)
        return filled.written()

    async def translate(self, texts: tuple[str, ...], into: str) -> tuple[str, ...]:
        """Translate each text."""
        message = prompts.translating(texts, into)
        filled = await self._fill("translate", prompts.TRANSLATE, message, Translation)
        if len(filled.texts) != len(texts):
            raise ModelFailed("the model did not keep to the form")
        return tuple(filled.texts)

    async def summarize(self, story: Story) -> Summary:
        """Summarise a case for the desk."""
        filled = await self._fill("summarize", prompts.SUMMARIZE, prompts.summarizing(story), CaseSummary)
        return filled.summary()

    async def _fill(
        self, task: str, instructions: str, message: str, form: type[Form], tools: Sequence[Tool] = ()
    ) -> Form:
        """Have one form filled in; whatever happens is counted and stands in the trace."""
        name = self._setup.names[_AS.get(task, task)]
        # LangChain takes seconds to load: in a thread, so that everybody else's messages go on.
        agent = await asyncio.to_thread(importlib.import_module, "bot.llm.agent")
        client = await asyncio.to_thread(self._setup.chat, name)
        run: Run = agent.Run(self._gate, name)
        before, started, outcome = self._gate.meter.spent(), perf_counter(), ANSWERED
        try:
            system = prompts.system(self._setup.office, self._setup.policy.voice, self._canary, instructions)
            filled: Form = await agent.fill(client, system, message, form, tools, run)
            self._guard(run)
        except ModelFailed as failure:
            outcome = str(failure)
            raise
        finally:
            spent = self._gate.meter.spent().since(before)
            took = round((perf_counter() - started) * 1000, 1)
            told = f"{instructions}\n{message}", self._sealed("\n".join(run.came)), outcome
            counted = spent.calls, spent.tokens_in, spent.tokens_out
            self._steps.append(ModelStep(task, name, *told, *counted, took, tuple(run.used)))
        return filled

    def _guard(self, run: "Run") -> None:
        """Refuse everything that a model says once it has begun to tell its instructions."""
        letters = re.sub(r"\W|_", "", "\n".join(run.came)).casefold()
        if self._canary.casefold() in letters or self._canary.casefold() in letters[::-1]:
            raise ModelFailed("the model told its instructions")

    def _sealed(self, text: str) -> str:
        return re.sub(re.escape(self._canary), _SEALED, text, flags=re.IGNORECASE)
