"""Certificates of a real TLS server, models of a real endpoint, and a disk that fills."""

import asyncio
import shutil
import ssl
from collections import namedtuple
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from actions.runner import ActionRunner
from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.health.surroundings import surrounding_probes
from bot.bootstrap.parts import Place, database, open_place, retriever_of
from bot.bootstrap.server import running
from bot.http import serving
from bot.settings import Settings
from bot.store.unit_of_work import SqlStore, open_store
from scheduler.health_check import Finding, check
from tests.fakes.manual_clock import ManualClock

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return open_place(Settings.model_validate({"CLAIMDESK_DATA": tmp_path}))


async def found(place: Place, store: SqlStore, **environ: str) -> dict[str, Finding]:
    actions = ActionRunner(place.catalogue, environ, now=lambda: NOW)
    parts = HealthParts(place, store, retriever_of(place), actions, ManualClock(NOW), "slack")
    report = await check(list(surrounding_probes(parts)), NOW)
    await actions.close()
    return {finding.part: finding for finding in report.findings}


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


def certificate(folder: Path, days: int) -> Path:
    """Write a certificate of this machine that trusts itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=30))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"certificate-{days}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path


@asynccontextmanager
async def tls_server(path: Path) -> AsyncIterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)

    async def close(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    ("days", "trusted", "says"),
    [
        (90, True, f"good until {NOW + timedelta(days=90):%d %B %Y}"),
        (20, True, f"good until {NOW + timedelta(days=20):%d %B %Y} only"),
        (-1, True, "is refused: certificate has expired"),
        (90, False, "is refused: self-signed certificate"),
    ],
)
async def test_the_certificate_of_the_billing_system_is_read_and_its_end_is_told_in_time(
    place: Place,
    store: SqlStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    trusted: bool,
    says: str,
) -> None:
    path = certificate(tmp_path, days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    async with tls_server(path) as port:
        one = (await found(place, store, BILLING_URL=f"https://127.0.0.1:{port}"))["certificate of 127.0.0.1"]

    assert one.says == says
    assert one.well == (trusted and days == 90)
    assert one.cure == ("" if one.well else "Have the certificate renewed")


async def test_an_address_that_nobody_answers_at_is_a_finding(place: Place, store: SqlStore) -> None:
    web_chat = replace(place.folder.office.web, allowed_origins=("https://127.0.0.1:1", "http://localhost"))
    office = replace(place.folder.office, web=web_chat)
    there = replace(place, folder=replace(place.folder, office=office))
    one = (await found(there, store))["certificate of 127.0.0.1"]

    assert not one.well
    assert one.cure == "See whether the address is right and up"


@pytest.mark.parametrize(
    ("status", "well", "says"),
    [
        (200, True, "gpt-test, the endpoint answers"),
        (401, False, "the key is not accepted"),
        (503, False, "its server answers 503"),
    ],
)
async def test_a_model_is_asked_for_nothing_but_its_name(
    tmp_path: Path, store: SqlStore, status: int, well: bool, says: str
) -> None:
    async def models(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer invented"
        return web.json_response({"data": []}, status=status)

    app = web.Application()
    app.router.add_get("/v1/models", models)
    async with serving(app, "127.0.0.1", 0) as url:
        settings: dict[str, Any] = {
            "CLAIMDESK_DATA": tmp_path,
            "OPENAI_BASE_URL": f"{url}/v1",
            "OPENAI_API_KEY": "invented",
            "CLAIMDESK_MODEL": "gpt-test",
        }
        one = (await found(open_place(Settings.model_validate(settings)), store))["language model"]

    assert (one.well, one.says) == (well, says)


async def test_a_disk_that_is_nearly_full_is_told_in_time(
    place: Place, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100 * 10**9, 95 * 10**9, 5 * 10**9))
    full = (await found(place, store))["disk"]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100 * 10**9, 50 * 10**9, 50 * 10**9))
    roomy = (await found(place, store))["disk"]

    assert (full.well, full.says) == (False, "only 5 GB free, 5%")
    assert full.cure == "Make room: claimdesk purge, older backups, logs"
    assert (roomy.well, roomy.says) == (True, "50 GB free, 50%")


async def test_a_model_that_gives_no_answer_is_told_though_its_endpoint_is_up(tmp_path: Path, store: SqlStore) -> None:
    settings: dict[str, Any] = {"CLAIMDESK_DATA": tmp_path, "CLAIMDESK_MODEL": "m", "OPENAI_BASE_URL": "http://[::1]:9"}
    there = open_place(Settings.model_validate(settings))
    fine = (await found(there, store))["model's answers"]
    async with store.write() as work:
        for _ in range(3):
            await work.usage.failed("m", NOW, 3, timedelta(minutes=1))

    silent = (await found(there, store))["model's answers"]

    assert (fine.well, fine.says) == (True, "0 calls, 0 tokens today")
    assert (silent.well, silent.says) == (False, "m gave none 3 times in a row; patients are answered without it")


async def test_the_metrics_count_models_that_are_left_alone(tmp_path: Path) -> None:
    there = open_place(Settings.model_validate({"CLAIMDESK_DATA": tmp_path, "CLAIMDESK_MODEL": "m"}))
    async with database(there.settings) as opened, opened.write() as work:
        await work.usage.failed("m", NOW, 1, timedelta(minutes=1))
        await work.usage.failed("another", NOW, 2, timedelta(minutes=1))

    async with running(there, demo=False, port=0) as url, aiohttp.ClientSession() as http:
        shown = await (await http.get(f"{url}/metrics")).text()

    assert "claimdesk_model_paused 1\n" in shown
