"""What a turn adds around the model's own time: `python -m tests.bench.bench_model`.

The endpoint runs in a process of its own and says how long it took for each answer; what is left of the turn is ours:
prompt, LangChain, HTTP, check. Beside it stands the same turn without a model, and what loading LangChain costs once.
"""

import asyncio
import json
import subprocess
import sys
from dataclasses import replace
from statistics import median, quantiles
from time import perf_counter

import psutil

from bot.bootstrap.parts import SystemClock
from bot.domain.policy import ModelPolicy
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from tests.fakes.offices import OFFICE
from tests.fakes.turns import Talk

TURNS = 300
ENDLESS = ModelPolicy(calls_per_day=10**9, tokens_per_day=10**12)
QUESTION = "Can I pay a balance in monthly parts?"
ENDPOINT = """
import asyncio, sys
from tests.fakes.scripted_model import answer, scripted_model
PARTS = {"text": "You can pay a balance in monthly parts.", "passage": "p1", "quote": "pay a balance in monthly parts"}
async def main():
    async with scripted_model() as server:
        server.play(answer(PARTS))
        print(server.url, flush=True)
        await asyncio.to_thread(sys.stdin.read)
asyncio.run(main())
"""


async def main() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", ENDPOINT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    memory = psutil.Process().memory_info
    before = memory().rss / 1e6
    model = OpenAICompatible(replace(OFFICE, model=ENDLESS), "m", "k", url, SystemClock(), PassingUsage())
    try:
        started = perf_counter()
        first = await Talk(model=model).say(QUESTION)
        loading = perf_counter() - started
        assert first.said.text == "You can pay a balance in monthly parts [1]."
        without = [await timed(None) for _ in range(TURNS)]
        with_model = [await timed(model) for _ in range(TURNS)]
        calls = [await called(model, url) for _ in range(TURNS)]
    finally:
        await model.close()
        process.communicate()
    show("turn without a model", without)
    show("turn with a model, 1 call", with_model)
    show("the bare call over HTTP", calls)
    show("what the turn adds", [max(0.0, took - median(calls)) for took in with_model])
    after = memory().rss / 1e6
    print(f"\nfirst use, LangChain loaded in it: {loading:.2f} s; memory {before:.0f} MB before, {after:.0f} MB after")


async def timed(model: OpenAICompatible | None) -> float:
    talk = Talk(model=model)
    started = perf_counter()
    await talk.say(QUESTION)
    return (perf_counter() - started) * 1000


async def called(model: OpenAICompatible, url: str) -> float:
    """The same request without anything of ours around it."""
    body = json.dumps({"model": "m", "messages": [], "tools": [{"function": {"name": "Answer"}}]})
    started = perf_counter()
    await model._http.post(f"{url}/chat/completions", content=body)
    return (perf_counter() - started) * 1000


def show(name: str, took: list[float]) -> None:
    print(f"{name:28} median {median(took):7.2f} ms   p99 {quantiles(took, n=100)[98]:7.2f} ms")


if __name__ == "__main__":
    asyncio.run(main())
