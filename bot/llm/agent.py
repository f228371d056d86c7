"""LangChain: one agent run that ends in a filled form. The only module that imports it; import it late.

Nothing is kept on the provider's side (`store: false`) and nothing goes to a tracing service. Calls are never retried:
the answer without a model is there at once.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import httpx
from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain.agents.structured_output import StructuredOutputError, ToolStrategy
from langchain_core.exceptions import OutputParserException
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.tools import StructuredTool
from langchain_openai import ChatOpenAI
from langgraph.errors import GraphRecursionError
from langsmith import tracing_context
from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError
from pydantic import BaseModel, SecretStr, ValidationError

from bot.llm.gate import Gate
from bot.ports.writer import ModelFailed, Tool, ToolUse

Form = TypeVar("Form", bound=BaseModel)

LONGEST_REPLY = 4000
"""Tokens, thoughts of a reasoning model among them. A good answer needs a fraction; a model that runs on is stopped."""

_ENDED = {"length": f"the model's answer was cut off at {LONGEST_REPLY} tokens", "content_filter": "the model refused"}
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_MOST_OBJECTS = 20


@dataclass(slots=True)
class Run:
    """One agent run: the model that it asks, what it must pass for that, and what it did, also when it failed."""

    gate: Gate
    model: str
    came: list[str] = field(default_factory=list)
    used: list[ToolUse] = field(default_factory=list)


def chat(model: str, key: str, base_url: str | None, http: httpx.AsyncClient) -> ChatOpenAI:
    """Return a client of an OpenAI-compatible endpoint."""
    return ChatOpenAI(
        model=model,
        api_key=SecretStr(key),
        base_url=base_url,
        max_completion_tokens=LONGEST_REPLY,
        max_retries=0,
        store=False,
        use_responses_api=False,
        http_async_client=http,
    )


async def fill(
    client: ChatOpenAI, system: str, message: str, form: type[Form], tools: Sequence[Tool], run: Run
) -> Form:
    """Run the agent until it hands in `form`; raises `ModelFailed` for whatever else happens."""
    agent = create_agent(
        client,
        [_tool(tool, run) for tool in tools],
        system_prompt=system,
        middleware=[_Counted(run)],
        response_format=ToolStrategy(form, handle_errors=False),
    )
    try:
        with tracing_context(enabled=False):
            state = await agent.ainvoke({"messages": [HumanMessage(message)]})
        filled: Form = state["structured_response"]
    except _Spoken as spoken:
        return _read(spoken.message, form)
    except ModelFailed:
        raise
    except Exception as error:
        raise ModelFailed(_why(error)) from error
    return filled


class _Spoken(Exception):
    """The model spoke instead of handing in the form; left to itself the agent would ask it again and again."""

    def __init__(self, message: AIMessage) -> None:
        super().__init__()
        self.message = message


def _read(message: AIMessage, form: type[Form]) -> Form:
    """Return the form from a message of text: some servers do not know that a tool can be required."""
    if message.additional_kwargs.get("refusal"):
        raise ModelFailed("the model refused")
    for found in islice(_objects(_THOUGHTS.sub("", message.text)), _MOST_OBJECTS):
        with suppress(ValidationError):
            return form.model_validate(found)
    ended = str(message.response_metadata.get("finish_reason"))
    raise ModelFailed(_ENDED.get(ended, "the model did not keep to the form"))


def _objects(text: str) -> Iterator[Any]:
    """Yield what could be the form in a text: an object, bare or in a fence, or the arguments of a call written out."""
    decoder = json.JSONDecoder()
    for start in (found.start() for found in re.finditer(r"\{", text)):
        try:
            found, _ = decoder.raw_decode(text, start)
        except ValueError:
            continue
        yield found.get("arguments") or found.get("parameters") or found


_WHY: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((APITimeoutError, TimeoutError), "the model did not answer in time"),
    ((APIConnectionError, httpx.HTTPError), "the model could not be reached, or its answer broke off"),
    ((StructuredOutputError, OutputParserException, ValidationError), "the model did not keep to the form"),
    ((GraphRecursionError,), "the model kept calling tools"),
)


def _why(error: Exception) -> str:
    """Put a failure into words that hold nothing of what was sent or came back."""
    if isinstance(error, APIStatusError):
        return f"the model's server answered {error.status_code}"
    for kinds, words in _WHY:
        if isinstance(error, kinds):
            return words
    refused = isinstance(error, OpenAIError) and "refusal" in type(error).__name__.casefold()
    return "the model refused" if refused else f"the model's answer could not be used ({type(error).__name__})"


class _Counted(AgentMiddleware[Any, Any, Any]):
    """Holds every call to the turn's budget, and keeps what came back for the trace."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        """Make one call."""
        run = self._run
        seconds, before = await run.gate.enter(run.model), run.gate.meter.spent()
        answered: bool | None = None  # of a call that was cancelled nothing is known
        came = None
        try:
            async with asyncio.timeout(seconds):
                response = await handler(request)
            answered, came = True, next((m for m in response.result if isinstance(m, AIMessage)), None)
        except Exception as error:
            answered, came = not _silent(error), getattr(error, "ai_message", None)
            raise
        finally:
            self._keep(came, sum(len(message.text) for message in _every(request)))
            spent = run.gate.meter.spent().since(before)
            await run.gate.leave(run.model, spent.tokens_in + spent.tokens_out, answered=answered)
        last = response.result[-1]
        if isinstance(last, AIMessage) and not last.tool_calls:
            raise _Spoken(last)
        return response

    def _keep(self, message: BaseMessage | None, sent: int) -> None:
        """Count a call and keep what came; one that brought nothing was read all the same."""
        if not isinstance(message, AIMessage):
            self._run.gate.meter.read(None, sent)
            return
        came = "\n".join([message.text, *(str(call["args"]) for call in message.tool_calls)]).strip()
        usage = message.usage_metadata
        self._run.gate.meter.read(usage["input_tokens"] if usage else None, sent)
        self._run.gate.meter.wrote(usage["output_tokens"] if usage else None, len(came))
        self._run.came.append(came)


_SILENT = (APITimeoutError, TimeoutError, APIConnectionError, httpx.HTTPError)
_NOT_NOW = frozenset({401, 403, 404, 408, 429})
"""What a server says to whatever it is asked. It says 400 to what is in one request: a filter, a length."""


def _silent(error: Exception) -> bool:
    """Say whether an endpoint would give no answer to anybody else either."""
    if isinstance(error, APIStatusError):
        return error.status_code >= 500 or error.status_code in _NOT_NOW
    return isinstance(error, _SILENT)


def _every(request: ModelRequest[Any]) -> list[BaseMessage]:
    return [*([request.system_message] if request.system_message else []), *request.messages]


def _tool(tool: Tool, run: Run) -> StructuredTool:
    async def call(**arguments: Any) -> str:
        given = {name: str(value) for name, value in arguments.items() if value is not None}
        answer = await tool.run(given) if run.gate.meter.tool() else "No more tools for this message. Answer now."
        run.used.append(ToolUse(tool.name, given, answer))
        return answer

    schema = {
        "type": "object",
        "properties": {name: {"type": "string", "description": words} for name, words in tool.inputs.items()},
    }
    return StructuredTool.from_function(
        coroutine=call, name=tool.name, description=tool.description, args_schema=schema
    )
