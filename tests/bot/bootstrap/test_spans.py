"""Spans go to the endpoint that is set, over HTTP, and say nothing of anybody."""

import asyncio
import subprocess
import sys

from aiohttp import web

from bot.bootstrap.spans import spans
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from bot.settings import Settings
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import NOW, OFFICE
from tests.fakes.scripted_model import answer, scripted_model
from tests.fakes.turns import Talk


async def test_a_turn_is_told_in_spans_without_a_word_of_it() -> None:
    bodies: list[bytes] = []

    async def collect(request: web.Request) -> web.Response:
        bodies.append(await request.read())
        return web.Response()

    app = web.Application()
    app.router.add_post("/v1/traces", collect)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    settings = Settings(OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{runner.addresses[0][1]}")

    async with scripted_model() as server:
        server.play(answer({"text": "Your secret plan is zebra.", "facts": ["claim 1.state"]}))
        model = OpenAICompatible(OFFICE, "scripted", "k", server.url, ManualClock(NOW), PassingUsage())
        turned = await Talk(model=model).prove()
        await model.close()
    recording = spans(settings)
    observe = recording.__enter__()
    assert observe
    observe(turned)
    await asyncio.to_thread(recording.__exit__, None, None, None)
    await runner.cleanup()

    sent = b"".join(bodies)
    for name in (b"turn", b"recognise", b"lookup", b"model write", b"model repair", b"gen_ai.usage.input_tokens"):
        assert name in sent
    for word in (b"45012", b"Jane", b"Testcase", b"zebra", b"Northwind", b"240.00", b"still working"):
        assert word not in sent


def test_without_an_endpoint_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys\nfrom bot.bootstrap.spans import spans\nfrom bot.settings import Settings\n"
        "with spans(Settings()) as observe:\n    print(observe, 'opentelemetry' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["None", "False"]
