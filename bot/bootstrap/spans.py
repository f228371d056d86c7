"""OpenTelemetry spans of turns, where an endpoint is set: which way a message took and how long each step was.

Nothing that anybody said is in them: no text, no prompt, no claim number, no name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import time_ns
from typing import TYPE_CHECKING

from bot.engine.turn import Turned
from bot.engine.turns import Observe
from bot.ports.writer import ModelStep
from bot.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer


@contextmanager
def spans(settings: Settings) -> Iterator[Observe | None]:
    """Yield what records a turn; None where no endpoint is set, and then nothing of OpenTelemetry is loaded."""
    if not settings.otel_endpoint:
        yield None
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "claimdesk"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(f"{settings.otel_endpoint}/v1/traces")))
    try:
        yield partial(_record, provider.get_tracer("claimdesk"))
    finally:
        provider.shutdown()


def _record(tracer: "Tracer", turned: Turned) -> None:
    """Write a turn that has just ended, with a span for each step and for each task of a model."""
    from opentelemetry.trace import set_span_in_context

    end = time_ns()
    at = end - _nanoseconds(sum(turned.took_ms.values()))
    turn = tracer.start_span("turn", start_time=at, attributes=_of_turn(turned))
    context = set_span_in_context(turn)
    for step, took in turned.took_ms.items():
        tracer.start_span(step, context, start_time=at).end(at + _nanoseconds(took))
        at += _nanoseconds(took)
    for done in turned.model:
        start = end - _nanoseconds(done.took_ms)
        tracer.start_span(f"model {done.task}", context, start_time=start, attributes=_of_step(done)).end(end)
    turn.end(end)


def _nanoseconds(milliseconds: float) -> int:
    return int(milliseconds * 1_000_000)


def _of_step(done: ModelStep) -> dict[str, str | int]:
    return {
        "gen_ai.request.model": done.model,
        "gen_ai.usage.input_tokens": done.tokens_in,
        "gen_ai.usage.output_tokens": done.tokens_out,
        "claimdesk.calls": done.calls,
        "claimdesk.outcome": done.outcome,
    }


def _of_turn(turned: Turned) -> dict[str, str | bool]:
    drafting = turned.said.drafting
    return {
        "claimdesk.route": turned.decision.route.value,
        "claimdesk.reason": turned.decision.why.value,
        "claimdesk.surface": turned.said.conversation.surface.value,
        "claimdesk.language": turned.said.conversation.language,
        "claimdesk.to_a_person": turned.said.handoff is not None,
        "claimdesk.check_ok": not turned.said.problems,
        "claimdesk.model_refused": drafting.refused if drafting else "",
    }
