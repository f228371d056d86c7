"""Settings come from the environment and `.env`, and a mistake names the setting and the cure."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import NAMES, SettingsError, read_settings, session_key

KEY = "an-invented-key-of-more-than-32-characters"


@pytest.fixture(autouse=True)
def empty_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def mistakes() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert caught.value.__cause__ is None
    return caught.value.problems


def test_nothing_set_gives_the_embedded_defaults() -> None:
    assert read_settings().model_dump() == {
        "office": None,
        "data": Path(".claimdesk"),
        "backups": None,
        "secret_key": None,
        "host": "127.0.0.1",
        "port": 8080,
        "database_url": None,
        "knowledge_uri": None,
        "slack_bot_token": None,
        "slack_app_token": None,
        "slack_signing_secret": None,
        "slack_api_url": "https://slack.com/api",
        "microsoft_app_id": None,
        "microsoft_app_password": None,
        "microsoft_app_tenant_id": None,
        "microsoft_app_type": None,
        "teams_development": None,
        "openai_api_key": None,
        "openai_base_url": None,
        "model": None,
        "otel_endpoint": None,
        "embedding_model": None,
    }


def test_the_environment_wins_over_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("CLAIMDESK_PORT=9001\nCLAIMDESK_HOST=0.0.0.0\n")
    monkeypatch.setenv("CLAIMDESK_PORT", "9002")

    settings = read_settings()

    assert (settings.host, settings.port) == ("0.0.0.0", 9002)


def test_an_empty_value_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMDESK_PORT", "")
    monkeypatch.setenv("DATABASE_URL", "")

    assert (read_settings().port, read_settings().database_url) == (8080, None)


def test_every_setting_has_its_name_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "CLAIMDESK_OFFICE": "office",
        "CLAIMDESK_DATA": "data",
        "CLAIMDESK_BACKUPS": "backups",
        "CLAIMDESK_SECRET_KEY": KEY,
        "CLAIMDESK_HOST": "localhost",
        "CLAIMDESK_PORT": "0",
        "DATABASE_URL": "postgresql://desk:invented@localhost/desk",
        "CLAIMDESK_KNOWLEDGE_URI": "s3://bucket/index",
        "SLACK_BOT_TOKEN": "invented",
        "SLACK_APP_TOKEN": "invented",
        "SLACK_SIGNING_SECRET": "invented",
        "SLACK_API_URL": "http://localhost:3100/api",
        "MICROSOFT_APP_ID": "10000000-0000-4000-8000-000000000000",
        "MICROSOFT_APP_PASSWORD": "invented",
        "MICROSOFT_APP_TENANT_ID": "20000000-0000-4000-8000-000000000000",
        "MICROSOFT_APP_TYPE": "MultiTenant",
        "CLAIMDESK_TEAMS_DEVELOPMENT": "yes",
        "OPENAI_API_KEY": "invented",
        "OPENAI_BASE_URL": "http://localhost:1234/v1/",
        "CLAIMDESK_MODEL": "a-model",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318",
        "CLAIMDESK_EMBEDDING_MODEL": "models/small",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    settings = read_settings()

    assert set(values) == set(NAMES)
    assert settings.database_url == SecretStr(values["DATABASE_URL"])
    assert (settings.openai_base_url, settings.port) == ("http://localhost:1234/v1", 0)


def test_all_mistakes_come_at_once_and_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMDESK_SECRET_KEY", "short-and-secret")
    monkeypatch.setenv("CLAIMDESK_PORT", "web")
    monkeypatch.setenv("DATABASE_URL", "mysql://desk:secret@localhost/desk")
    monkeypatch.setenv("OPENAI_BASE_URL", "localhost")

    problems = mistakes()

    assert problems == (
        "CLAIMDESK_SECRET_KEY: is shorter than 32 characters. Use a long random one, or unset it to have one made",
        "CLAIMDESK_PORT: is no port. Use a whole number from 0 to 65535",
        "DATABASE_URL: is no database address. Write postgresql://USER:PASSWORD@HOST/NAME, or unset it for SQLite",
        "OPENAI_BASE_URL: is no web address. Write one that begins with https:// or http://",
    )


def test_a_slip_in_a_name_is_refused_wherever_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMDESK_OFICE", "office")
    (tmp_path / ".env").write_text("claimdesk_prot=9001\nCLAIMDESK_SOMETHING_ELSE=1\nOTHER_OFFICE=1\n")

    assert mistakes() == (
        "CLAIMDESK_OFICE: is not a setting. Write CLAIMDESK_OFFICE, or unset it",
        "claimdesk_prot: is not a setting. Write CLAIMDESK_PORT, or unset it",
    )


def test_a_slip_and_a_bad_value_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMDESK_OFICE", "office")
    monkeypatch.setenv("CLAIMDESK_PORT", "web")

    assert [problem.partition(":")[0] for problem in mistakes()] == ["CLAIMDESK_OFICE", "CLAIMDESK_PORT"]


def test_a_folder_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMDESK_DATA", "~/desk")

    assert read_settings().data == Path.home() / "desk"


def test_an_office_path_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CLAIMDESK_HOST=localhost\nCLAIMDESK_DATA=~nobody-of-this-name/desk\n")

    assert mistakes() == ("CLAIMDESK_DATA: names the home of somebody unknown. Write the whole path",)


@pytest.mark.parametrize("port", ["-1", "65536", "80.5"])
def test_a_port_must_exist(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMDESK_PORT", port)

    assert mistakes() == ("CLAIMDESK_PORT: is no port. Use a whole number from 0 to 65535",)


def test_an_env_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"CLAIMDESK_HOST=\xff\n")

    assert mistakes() == (".env: is not UTF-8 text. Save it again with the encoding UTF-8",)


def test_settings_cannot_change_and_hide_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "invented-secret")

    settings = read_settings()

    assert "invented-secret" not in repr(settings)
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc] # that it cannot be done is the point


def test_a_session_key_that_is_set_is_used_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMDESK_SECRET_KEY", KEY)

    assert session_key(read_settings()).get_secret_value() == KEY
    assert list(tmp_path.iterdir()) == []


def test_a_session_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    first, second = session_key(read_settings()), session_key(read_settings())

    (kept,) = (tmp_path / ".claimdesk").iterdir()
    assert first == second
    assert len(first.get_secret_value()) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_session_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    session_key(read_settings())
    (tmp_path / ".claimdesk" / "session.key").chmod(0o644)

    with pytest.raises(SettingsError, match="Run chmod 600"):
        session_key(read_settings())


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".claimdesk").write_text("")

    with pytest.raises(SettingsError, match=r"^CLAIMDESK_DATA: \.claimdesk cannot be used"):
        session_key(read_settings())


def test_processes_that_start_together_share_one_session_key(tmp_path: Path) -> None:
    code = "from bot.settings import *; print(session_key(read_settings()).get_secret_value())"
    root = Path(__file__).parents[2]
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(root)}, stdout=-1)
        for _ in range(4)
    ]

    keys = {process.communicate()[0] for process in started}

    assert [process.returncode for process in started] == [0] * 4
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / ".claimdesk").iterdir()] == ["session.key"]


def test_settings_import_nothing_heavy() -> None:
    code = "import bot.settings, sys; print({'lancedb', 'langchain', 'sqlalchemy', 'aiohttp'} & set(sys.modules))"
    root = Path(__file__).parents[2]

    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
