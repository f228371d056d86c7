"""The app package is what Teams takes: three files, a manifest that fits its schema, icons of the right form."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.channels.teams.app_package import SCHEMA, VERSION, App, ManifestRefused, package
from tests.fakes.fake_teams import APP
from tests.fakes.npm_packages import installed

OURS = App(
    bot_id=APP,
    version="0.1.0",
    office="Brightwater Family Care Billing Office",
    address="https://desk.example.org",
    website="https://www.example.org",
    privacy_notice="https://www.example.org/privacy",
    terms_of_use="https://www.example.org/terms",
    example="45012-A",
)


def files(app: App = OURS) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(package(app))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_three_files_at_the_root_and_the_same_bytes_each_time() -> None:
    assert set(files()) == {"manifest.json", "color.png", "outline.png"}
    assert package(OURS) == package(OURS)


def test_the_manifest_names_the_bot_its_scopes_and_its_prompts_and_reads_no_other_messages() -> None:
    told = json.loads(files()["manifest.json"])
    [bot] = told["bots"]
    assert (told["manifestVersion"], bot["botId"]) == (VERSION, APP)
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert {command["type"] for each in bot["commandLists"] for command in each["commands"]} == {"prompt"}
    assert told["validDomains"] == ["desk.example.org"]
    assert "authorization" not in told
    assert told["id"] != APP


def test_icons_have_the_size_and_colours_that_teams_asks_for() -> None:
    colour, outline = (Image.open(BytesIO(files()[name])) for name in ("color.png", "outline.png"))
    assert (colour.size, outline.size) == ((192, 192), (32, 32))
    pixels: Any = outline.convert("RGBA").get_flattened_data()
    assert {pixel[:3] for pixel in pixels} == {(255, 255, 255)}
    assert {0, 255} <= {pixel[3] for pixel in pixels}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"bot_id": "my-bot"}, "bots.0.botId"),
        ({"website": "ftp://x"}, "websiteUrl"),
        ({"website": ""}, "websiteUrl"),
        ({"example": "9" * 200}, "commands.0.title"),
        ({"office": "A" * 5000}, "description.full"),
    ],
)
def test_what_teams_would_refuse_is_refused_here(change: dict[str, str], says: str) -> None:
    with pytest.raises(ManifestRefused, match=says):
        package(replace(OURS, **change))


def test_a_long_office_name_is_cut_to_what_fits() -> None:
    told = json.loads(files(replace(OURS, office="The Very Long Name of a Practice " * 5))["manifest.json"])
    assert (len(told["developer"]["name"]) <= 32, len(told["name"]["full"]) <= 100) == (True, True)


def test_the_same_bot_is_the_same_app_however_its_id_is_written() -> None:
    shouted = replace(OURS, bot_id="ABCDEF00-0000-4000-8000-000000000000")
    whispered = replace(shouted, bot_id=shouted.bot_id.lower())
    assert json.loads(files(shouted)["manifest.json"])["id"] == json.loads(files(whispered)["manifest.json"])["id"]


def test_a_name_over_several_lines_is_one_line_and_marks_in_it_stay_marks() -> None:
    told = json.loads(files(replace(OURS, office='Dr. "Q"\n & Söhne <b>'))["manifest.json"])
    assert told["developer"]["name"] == 'Dr. "Q" & Söhne <b>'


def test_the_schema_is_microsofts_own_without_its_descriptions() -> None:
    theirs = (
        installed("@microsoft/app-manifest@1.1.2") / f"build/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
    )
    whole = json.loads(theirs.read_text("utf-8"))
    assert structure(whole) == json.loads(SCHEMA.read_text("utf-8"))


_WORDS = {"description", "default", "example", "examples", "title", "$comment"}


def structure(schema: Any, *, names: bool = False) -> Any:
    """Return a schema without what only people read; `names`: its keys are names of properties."""
    if isinstance(schema, list):
        return [structure(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: structure(value, names=key in {"properties", "definitions", "patternProperties"} and not names)
        for key, value in schema.items()
        if names or key not in _WORDS
    }
