"""The app package that a Teams administrator uploads: a manifest of version 1.29 and two icons, in one zip."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from jsonschema import Draft4Validator

from bot.channels.teams.icons import ACCENT, colour_icon, outline_icon
from bot.domain.errors import ClaimDeskError

VERSION = "1.29"
SCHEMA = Path(__file__).parent / "schema" / f"manifest-{VERSION}.schema.json"
_MADE = (2026, 1, 1, 0, 0, 0)
"""The time of every file in the zip, so that the same settings give the same bytes."""

Json = Mapping[str, Any]


class ManifestRefused(ClaimDeskError):
    """Teams would not take the manifest; the lines say where and why."""


@dataclass(frozen=True, slots=True)
class App:
    """What is particular to one office. `address` is where Teams reaches the desk; `example` is a claim number."""

    bot_id: str
    version: str
    office: str
    address: str
    website: str
    privacy_notice: str
    terms_of_use: str
    example: str


def package(app: App) -> bytes:
    """Return the zip; raises `ManifestRefused`."""
    told = manifest(app)
    problems = [f"{'.'.join(map(str, e.path)) or 'manifest'}: {e.message}" for e in validator().iter_errors(told)]
    if problems:
        raise ManifestRefused("\n".join(problems))
    files = {
        "manifest.json": json.dumps(told, indent=2, ensure_ascii=False).encode(),
        "color.png": colour_icon(),
        "outline.png": outline_icon(),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@cache
def validator() -> Draft4Validator:
    """Return Microsoft's schema of the manifest, as it is kept here."""
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def manifest(app: App) -> Json:
    """Return the manifest. It asks for no message in which the bot is not mentioned (45 CFR 164.502(b))."""
    office = " ".join(app.office.split())
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": app.version,
        "id": str(uuid5(NAMESPACE_URL, f"claimdesk:{app.bot_id.lower()}")),
        "developer": {
            "name": office[:32].strip(),
            "websiteUrl": app.website,
            "privacyUrl": app.privacy_notice,
            "termsOfUseUrl": app.terms_of_use,
        },
        "name": {"short": "ClaimDesk", "full": f"ClaimDesk of {office}"[:100].strip()},
        "description": {
            "short": "Where is my claim? Answers from the billing office, and a person when needed.",
            "full": (
                f"Ask the billing desk of {office} where a claim stands or how a bill works. In a personal chat "
                "you first prove who you are; then you get the status from the billing system, with its source. What "
                "needs a person goes to a billing specialist, who answers in the same chat. In channels and group "
                "chats nothing about a claim is said, except in the office's own front-desk channels."
            ),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [
            {
                "botId": app.bot_id,
                "scopes": ["personal", "team", "groupChat"],
                "supportsFiles": True,
                "isNotificationOnly": False,
                "commandLists": [
                    _prompts(
                        ["personal"], "Where is my claim?", "How long does insurance take to pay?", "Talk to a person"
                    ),
                    _prompts(["team", "groupChat"], f"Where is claim {app.example}?", "What does CO-16 mean?"),
                ],
            }
        ],
        "validDomains": [urlsplit(app.address).netloc],
    }


def _prompts(scopes: list[str], *prompts: str) -> Json:
    commands = [{"title": each, "description": each, "type": "prompt", "prompt": each} for each in prompts]
    return {"scopes": scopes, "commands": commands}
