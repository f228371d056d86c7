"""What the environment says: read once, frozen, secrets hidden. A mistake stops the start and names its cure."""

import os
import re
import secrets
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import fuzz, process

from bot.domain.errors import ClaimDeskError

SHORTEST_KEY = 32
"""Characters. A session key that can be guessed lets anybody read a stranger's conversation."""

APP_TYPES = ("SingleTenant", "MultiTenant")


class SettingsError(ClaimDeskError):
    """The environment has mistakes; each line names a setting, the mistake and the cure, never a secret."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def _long_enough(key: SecretStr) -> SecretStr:
    if len(key.get_secret_value()) < SHORTEST_KEY:
        raise ValueError(
            f"is shorter than {SHORTEST_KEY} characters; use a long random one, or unset it to have one made"
        )
    return key


def _known_database(address: SecretStr) -> SecretStr:
    if not re.match(r"(postgres(ql)?|sqlite)(\+\w+)?://", address.get_secret_value()):
        raise ValueError("is no database address; write postgresql://USER:PASSWORD@HOST/NAME, or unset it for SQLite")
    return address


def _web_address(address: str) -> str:
    if not re.match(r"https?://[^/\s]+", address):
        raise ValueError("is no web address; write one that begins with https:// or http://")
    return address.rstrip("/")


def _app_id(name: str) -> str:
    try:
        return str(UUID(name))
    except ValueError:
        raise ValueError(
            "is no application id; copy the one of the bot's page in Azure, such as 00000000-..."
        ) from None


def _app_type(name: str) -> str:
    if name not in APP_TYPES:
        raise ValueError(f"{name} is not known; write {' or '.join(APP_TYPES)}, as the bot's page in Azure says")
    return name


def _yes(word: str) -> str:
    if word != "yes":
        raise ValueError("is neither yes nor unset; write yes, or unset it")
    return word


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError("names the home of somebody unknown; write the whole path") from None


Folder = Annotated[Path, AfterValidator(_at_home)]


class Settings(BaseSettings):
    """The settings of one process. The names in the environment are the field aliases."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="ignore", env_file_encoding="utf-8")

    office: Annotated[Folder | None, Field(alias="CLAIMDESK_OFFICE")] = None
    """The office folder; the packaged sample when unset."""
    data: Annotated[Folder, Field(alias="CLAIMDESK_DATA")] = Path(".claimdesk")
    """Where the database, the index and the session key are kept."""
    backups: Annotated[Folder | None, Field(alias="CLAIMDESK_BACKUPS")] = None
    """Where nightly backups go; `backups` in the data folder when unset, which a lost disk takes with it."""
    secret_key: Annotated[SecretStr | None, AfterValidator(lambda key: key and _long_enough(key))] = Field(
        None, alias="CLAIMDESK_SECRET_KEY"
    )
    """Signs chat sessions; `session_key` makes one when unset."""
    host: Annotated[str, Field(alias="CLAIMDESK_HOST")] = "127.0.0.1"
    port: Annotated[int, Field(alias="CLAIMDESK_PORT", ge=0, le=65535)] = 8080
    """0 takes any free port."""
    database_url: Annotated[SecretStr | None, AfterValidator(lambda url: url and _known_database(url))] = Field(
        None, alias="DATABASE_URL"
    )
    """PostgreSQL; SQLite in the data folder when unset. A secret, because it may hold a password."""
    knowledge_uri: Annotated[str | None, Field(alias="CLAIMDESK_KNOWLEDGE_URI")] = None
    """Where the document index is; in the data folder when unset."""
    slack_bot_token: Annotated[SecretStr | None, Field(alias="SLACK_BOT_TOKEN")] = None
    """Makes Slack the billing desk. Beside it one of the next two: how Slack reaches us."""
    slack_app_token: Annotated[SecretStr | None, Field(alias="SLACK_APP_TOKEN")] = None
    """Socket Mode, which needs no public address."""
    slack_signing_secret: Annotated[SecretStr | None, Field(alias="SLACK_SIGNING_SECRET")] = None
    """Signed requests to `/slack/events`, where no app token is set."""
    slack_api_url: Annotated[str, AfterValidator(_web_address), Field(alias="SLACK_API_URL")] = "https://slack.com/api"
    microsoft_app_id: Annotated[str | None, AfterValidator(lambda name: name and _app_id(name))] = Field(
        None, alias="MICROSOFT_APP_ID"
    )
    """Makes Microsoft Teams a channel. Beside it the password, and the tenant of a single-tenant bot."""
    microsoft_app_password: Annotated[SecretStr | None, Field(alias="MICROSOFT_APP_PASSWORD")] = None
    microsoft_app_tenant_id: Annotated[str | None, Field(alias="MICROSOFT_APP_TENANT_ID")] = None
    microsoft_app_type: Annotated[str | None, AfterValidator(lambda name: name and _app_type(name))] = Field(
        None, alias="MICROSOFT_APP_TYPE"
    )
    """`SingleTenant` when unset."""
    teams_development: Annotated[str | None, AfterValidator(lambda word: word and _yes(word))] = Field(
        None, alias="CLAIMDESK_TEAMS_DEVELOPMENT"
    )
    """`yes` lets anybody on this machine play Teams, unverified: for the Agents Playground, never for an office."""
    openai_api_key: Annotated[SecretStr | None, Field(alias="OPENAI_API_KEY")] = None
    openai_base_url: Annotated[str | None, AfterValidator(lambda url: url and _web_address(url))] = Field(
        None, alias="OPENAI_BASE_URL"
    )
    model: Annotated[str | None, Field(alias="CLAIMDESK_MODEL")] = None
    """The name of a language model at that endpoint; rules, templates and quotations alone when unset."""
    otel_endpoint: Annotated[str | None, AfterValidator(lambda url: url and _web_address(url))] = Field(
        None, alias="OTEL_EXPORTER_OTLP_ENDPOINT"
    )
    """Where spans go by OTLP over HTTP; they hold times and ways, and nothing that anybody said."""
    embedding_model: Annotated[str | None, Field(alias="CLAIMDESK_EMBEDDING_MODEL")] = None
    """The name of an OpenAI model or the folder of a local ONNX model; no vectors when unset."""


def wants_teams(settings: Settings) -> bool:
    """Say whether anything of Teams is set; half of it stops the start."""
    return any(
        (
            settings.microsoft_app_id,
            settings.microsoft_app_password,
            settings.microsoft_app_tenant_id,
            settings.microsoft_app_type,
            settings.teams_development,
        )
    )


PREFIX = "CLAIMDESK_"
NAMES: tuple[str, ...] = tuple(str(field.alias) for field in Settings.model_fields.values())


def read_settings(env_file: Path = Path(".env")) -> Settings:
    """Read the environment, and for what it leaves unset `env_file`; raises `SettingsError` with all mistakes."""
    try:
        problems = [*_misspelt({*os.environ, *dotenv_values(env_file)})]
        settings = Settings(_env_file=env_file)
    except UnicodeDecodeError:
        raise SettingsError([f"{env_file}: is not UTF-8 text. Save it again with the encoding UTF-8"]) from None
    except ValidationError as error:
        # The cause is dropped on purpose: pydantic's own text repeats the values, and some are secrets.
        raise SettingsError([*problems, *map(_in_words, error.errors(include_input=False))]) from None
    if problems:
        raise SettingsError(problems)
    return settings


def _misspelt(names: set[str]) -> Iterator[str]:
    """Name what nearly is a setting of ours. Left alone, a slip in CLAIMDESK_OFFICE would run the sample office."""
    ours = [name for name in NAMES if name.startswith(PREFIX)]
    for name in sorted(name for name in names if name.upper().startswith(PREFIX) and name.upper() not in ours):
        if close := process.extractOne(name.upper(), ours, scorer=_without_prefix, score_cutoff=75):
            yield f"{name}: is not a setting. Write {close[0]}, or unset it"


def _without_prefix(one: str, other: str, **_: Any) -> float:
    return fuzz.ratio(one.removeprefix(PREFIX), other.removeprefix(PREFIX))


def _in_words(error: Any) -> str:
    """Put one mistake into words: a port is the only value that is not text, the rest failed a check of this file."""
    name = str(error["loc"][0])
    if name == "CLAIMDESK_PORT":
        return f"{name}: is no port. Use a whole number from 0 to 65535"
    problem, _, cure = str(error["ctx"]["error"]).partition("; ")
    return f"{name}: {problem}. {cure[:1].upper()}{cure[1:]}"


def session_key(settings: Settings) -> SecretStr:
    """Return the key that signs sessions: the one set, else one made once and kept in the data folder, mode 0600.

    Two processes that start together end with the same key. Raises `SettingsError` when it cannot be kept.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.data / "session.key"
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise SettingsError(
                [f"{path}: others may read it. Run chmod 600 on it, or delete it to have a new one made"]
            )
        return SecretStr(path.read_text("ascii").strip())
    except OSError as error:
        cure = "Name a folder that this user may write to"
        raise SettingsError([f"CLAIMDESK_DATA: {settings.data} cannot be used ({error.strerror}). {cure}"]) from error


def backups_of(settings: Settings) -> Path:
    """Return the folder of nightly backups."""
    return settings.backups or settings.data / "backups"


def _write_once(path: Path, text: str) -> None:
    """Write `path` whole or not at all; when another process was first, its file stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
