"""Whether the machine and what lies around it will carry the desk through the week: disk, certificates, models."""

import asyncio
import shutil
import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from bot.bootstrap.backups import kept_backups
from bot.bootstrap.health.documents import today_of
from bot.bootstrap.health.parts import HealthParts
from bot.settings import Settings, backups_of
from scheduler.health_check import Finding, Look, Probe
from scheduler.wording import day_in_words

LEAST_SHARE, LEAST_BYTES = 0.1, 2 * 10**9
"""A disk is too full when less than this share is free, or less than this many bytes."""
CERTIFICATE_SOON = timedelta(days=21)
EXPIRY_SOON = timedelta(days=30)
BACKUP_LATE = timedelta(days=2)
_RENEW = "Have the certificate renewed"


def surrounding_probes(parts: HealthParts) -> Iterator[Probe]:
    """Yield the probes of the disk, of every https address that we depend on, and of models where there are any."""
    technical, settings = parts.owners.technical, parts.place.settings
    yield Probe("disk", _disk(settings.data, technical), technical, "See whether the disk is mounted")
    yield Probe("backups", _backups(parts), technical, "See whether CLAIMDESK_BACKUPS is there")
    yield Probe("what expires", _expiries(parts), technical, "Look at expiries in office.yml")
    for host, port in sorted(_hosts(parts)):
        part = f"certificate of {host}"
        yield Probe(part, _certificate(part, host, port, parts), technical, "See whether the address is right and up")
    if settings.model:
        yield _model_probe("language model", settings.model, settings, technical)
        yield Probe("model's answers", _answers(parts), technical, "See whether the database is up")
    if settings.embedding_model and not Path(settings.embedding_model).is_dir():
        yield _model_probe("embedding model", settings.embedding_model, settings, technical)


def _disk(folder: Path, owner: str) -> Look:
    async def look() -> Sequence[Finding]:
        usage = await asyncio.to_thread(shutil.disk_usage, folder)
        says = f"{usage.free / 10**9:.0f} GB free, {usage.free / usage.total:.0%}"
        if usage.free < LEAST_BYTES or usage.free / usage.total < LEAST_SHARE:
            cure = "Make room: claimdesk purge, older backups, logs"
            return [Finding("disk", False, f"only {says}", cure, owner)]
        return [Finding("disk", True, says)]

    return look


def _backups(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        if not parts.office.timetable.housekeeping.days:
            return [Finding("backups", True, "switched off in office.yml: housekeeping has no days")]
        async with parts.store.read() as work:
            ran = await work.runs.latest("housekeeping")
        kept = await asyncio.to_thread(kept_backups, backups_of(parts.place.settings))
        if not kept and ran is None:
            return [Finding("backups", True, "the first one comes with the next housekeeping")]
        if not kept or parts.clock.now() - kept[0][1].made_at > BACKUP_LATE:
            says = f"the newest is of {day_in_words(kept[0][1].made_at)}" if kept else "there is none"
            return [Finding("backups", False, says, "Run claimdesk run housekeeping", parts.owners.technical)]
        return [
            Finding(
                "backups",
                True,
                f"{len(kept)}, the newest of {day_in_words(kept[0][1].made_at)}, {kept[0][1].made_at:%H:%M} UTC",
            )
        ]

    return look


def _expiries(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        today, known = today_of(parts), parts.office.timetable.expiries
        ending = [each for each in known if each.on - today <= EXPIRY_SOON]
        found = [
            Finding(
                each.name,
                False,
                f"{'ended' if each.on < today else 'ends'} on {day_in_words(each.on, year=True)}",
                "Renew it, and move its day under expiries in office.yml",
                each.owner or parts.owners.technical,
            )
            for each in ending
        ]
        says = f"{len(known)} known, none within a month" if known else "nothing is listed under expiries in office.yml"
        return found or [Finding("what expires", True, says)]

    return look


def _hosts(parts: HealthParts) -> set[tuple[str, int]]:
    addresses = [urlsplit(each) for each in (*parts.actions.addresses(), *parts.office.web.allowed_origins)]
    return {(each.hostname, each.port or 443) for each in addresses if each.scheme == "https" and each.hostname}


def _certificate(part: str, host: str, port: int, parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        owner = parts.owners.technical
        try:
            until = await certificate_end(host, port)
        except ssl.SSLCertVerificationError as error:
            return [Finding(part, False, f"is refused: {error.verify_message}", _RENEW, owner)]
        says = f"good until {day_in_words(until, year=True)}"
        if until - parts.clock.now() < CERTIFICATE_SOON:
            return [Finding(part, False, f"{says} only", _RENEW, owner)]
        return [Finding(part, True, says)]

    return look


async def certificate_end(host: str, port: int) -> datetime:
    """Return when the certificate of an address ends; raises `SSLCertVerificationError` when it is not trusted."""
    _, writer = await asyncio.open_connection(host, port, ssl=ssl.create_default_context())
    try:
        certificate = writer.get_extra_info("peercert")
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    finally:
        writer.close()


def _model_probe(part: str, model: str, settings: Settings, owner: str) -> Probe:
    """Ask the endpoint which models it has: that shows address and key, costs nothing and carries nothing."""
    address = f"{settings.openai_base_url or 'https://api.openai.com/v1'}/models"
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"

    async def look() -> Sequence[Finding]:
        async with aiohttp.ClientSession() as http:
            answer = await http.get(address, headers={"Authorization": f"Bearer {key}"})
            status = answer.status
        if status in {401, 403}:
            return [Finding(part, False, "the key is not accepted", "Set a new OPENAI_API_KEY", owner)]
        if status >= 500:
            return [
                Finding(part, False, f"its server answers {status}", "Ask its operator; answers go on without", owner)
            ]
        return [Finding(part, True, f"{model}, the endpoint answers")]

    return Probe(part, look, owner, "See whether OPENAI_BASE_URL is right and up; answers go on without it")


def _answers(parts: HealthParts) -> Look:
    """An endpoint may be there, and its models still give no answer: turns have seen it."""

    async def look() -> Sequence[Finding]:
        async with parts.store.read() as work:
            pauses, used = await work.usage.pauses(), await work.usage.of(today_of(parts))
        silent = [
            Finding(
                "model's answers",
                False,
                f"{model} gave none {pause.failures} times in a row; patients are answered without it",
                "Ask its operator; it is tried again by itself",
                parts.owners.technical,
            )
            for model, pause in pauses.items()
            if pause.until
        ]
        return silent or [Finding("model's answers", True, f"{used.calls} calls, {used.tokens} tokens today")]

    return look
