"""The guard of every test: nothing but this machine can be reached."""

import asyncio

import httpx
import pytest


async def test_a_connection_to_elsewhere_fails_before_it_is_made() -> None:
    with pytest.raises(PermissionError, match=r"tried to reach 192\.0\.2\.1"):
        await asyncio.open_connection("192.0.2.1", 443)


async def test_a_model_client_cannot_reach_a_provider() -> None:
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.post("http://192.0.2.1/v1/chat/completions", json={})
