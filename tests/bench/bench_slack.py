"""Measure how long a specialist's reply takes from Slack's signed request to the patient's open page.

Run it from the project root: `python -m tests.bench.bench_slack`. Everything is the real desk on a SQLite file, with
no hold; Slack is the local server, and the requests are signed and sent here, one after the other. Beside the figure
stands the answer to Slack itself, which comes when the reply is committed.
"""

import asyncio
import json
import logging
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import aiohttp
import pytest
import structlog
from slack_sdk.signature import SignatureVerifier

from tests.fakes.local_slack import DANA, DESK, SECRET, TEAM, free_port, local_slack, program
from tests.fakes.slack_office import Office, slack_office

REPLIES = 150


async def replied(http: aiohttp.ClientSession, thread: str, text: str) -> None:
    """Send one reply as Slack does, and wait for its 200."""
    event = {"type": "message", "channel": DESK, "user": DANA, "text": text, "thread_ts": thread}
    event["ts"] = event["event_ts"] = f"{time.time():.6f}"
    body = json.dumps({"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{text}", "event": event})
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
    }
    async with http.post("/slack/events", data=body, headers=headers) as answer:
        assert answer.status == 200


async def timed(office: Office, http: aiohttp.ClientSession, thread: str) -> tuple[list[float], list[float]]:
    """Return the milliseconds to Slack's 200 and to the patient's page, for each reply."""
    accepted, shown = [], []
    for number in range(REPLIES + 1):
        started = perf_counter()
        await replied(http, thread, f"reply number {number} of many")
        accepted.append((perf_counter() - started) * 1000)
        await office.page.reads(f"reply number {number} of many")
        shown.append((perf_counter() - started) * 1000)
    return accepted[1:], shown[1:]


async def main() -> None:
    """Print both figures."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    try:
        program()
    except pytest.skip.Exception as why:
        print(f"not measured: {why}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        with local_slack(folder, requests_to=f"http://127.0.0.1:{port}/slack/events") as slack:
            async with slack_office(slack, folder / "data", port=port) as office:
                await office.page.say("I want to appeal a denial")
                thread = await office.thread()
                async with aiohttp.ClientSession(office.url) as http:
                    accepted, shown = await timed(office, http, thread)
    for words, took in (("Slack has its 200", accepted), ("the patient reads it", shown)):
        print(f"{words:<22} median {median(took):6.1f} ms   p99 {quantiles(took, n=100)[98]:6.1f} ms")


if __name__ == "__main__":
    asyncio.run(main())
