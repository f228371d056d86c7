"""An office's documents, invented, and the servers that lie across a network."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web

Serve = Callable[[dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]], Awaitable[str]]

DENIALS = """# Denial Guide

What our patients ask most about denials.

## Why was my claim denied?

A health plan denies a claim for many reasons. Look at the code in your letter.

## CO-16: something is missing

Our instruction: please wait. A specialist completes the claim and sends it again.

## Codes at a glance

| Code | In short | Who acts |
|---|---|---|
| CO-16 | A detail is missing | Our office |
| CO-45 | Contract price cut | Nobody |
| N290 | The provider number is missing | Our office |
| A7:562 | Rejected for the provider number | Our office |
"""
TIMES = """---
title: Processing Times
topic: timelines
review_date: 2027-03-31
---
# How long plans take

## How long does insurance take to pay?

Most plans answer within 30 days after they receive the claim.

## When will I get a statement?

We send a statement after the plan has answered.
"""
MONEY = """Statements

PAYMENT PLANS

You can pay your balance in equal monthly parts over six months.

DEDUCTIBLE

The deductible is the amount that you pay before the plan pays.

REFUNDS

We return an overpayment by check within ten days.
"""
STAFF = """---
audience: staff
title: Work Queues
---
# Work Queues

## Clearinghouse rejections

Open the rejection list each morning and correct what the clearinghouse names.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder with four documents, one of them for staff only."""
    documents = tmp_path / "knowledge"
    documents.mkdir()
    for name, text in {"denials.md": DENIALS, "times.md": TIMES, "money.txt": MONEY, "queues.md": STAFF}.items():
        (documents / name).write_text(text)
    return documents


@pytest.fixture
def uri(tmp_path: Path) -> str:
    """Where an index may be written."""
    return str(tmp_path / "index")


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Start loopback web servers from paths and handlers; gives each one's address."""
    runners: list[web.AppRunner] = []

    async def start(routes: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]) -> str:
        app = web.Application()
        for path, handler in routes.items():
            app.router.add_route("*", path, handler)
        runner = web.AppRunner(app)
        await runner.setup()
        runners.append(runner)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()
