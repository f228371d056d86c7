"""A patient's file is fetched at once, from where Teams keeps files and nowhere else, and kept with its message."""

import asyncio
import gzip
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.channels.teams import patient_files
from bot.channels.teams.offers import Offers
from bot.channels.teams.patient_files import DOWNLOAD, MOST
from bot.domain.messages import Kind
from bot.http import create_app, serving
from tests.bot.channels.teams.conftest import Bot
from tests.fakes.fake_teams import FRED, TENANT, FakeTeams
from tests.fakes.messages import LETTER, NOON

PDF = b"%PDF-1.7 an invented letter"
PNG = b"\x89PNG\r\n\x1a\n an invented picture"


def file(address: str, name: str = "EOB of Rosa.pdf") -> dict[str, Any]:
    return {
        "contentType": DOWNLOAD,
        "name": name,
        "content": {"downloadUrl": address, "uniqueId": "u", "fileType": "pdf"},
    }


def with_text(*files: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"contentType": "text/html", "content": "<p>here</p>"}, *files]


async def test_a_file_and_a_pasted_picture_come_with_their_message_once(bot: Bot, teams: FakeTeams) -> None:
    teams.files = {"letter": PDF, "picture": PNG}
    pasted = {"contentType": "image/png", "contentUrl": f"{teams.url}/download/picture"}
    sent = teams.activity("here", attachments=with_text(file(f"{teams.url}/download/letter"), pasted))
    for _ in range(2):
        assert (await teams.post(bot.url, sent)).status == 200
    [message] = bot.accepted
    assert [(each.name, each.type) for each in message.attachments] == [
        ("EOB of Rosa.pdf", "application/pdf"),
        ("picture.png", "image/png"),
    ]
    async with bot.store.read() as work:
        assert [await work.files.read(each.id) for each in message.attachments] == [PDF, PNG]
    # Only the connector itself is shown our token.
    assert set(teams.fetched) == {("letter", ""), ("picture", "Bearer bearer-1")}


async def test_a_file_without_words_is_a_message(bot: Bot, teams: FakeTeams) -> None:
    teams.files = {"letter": PDF}
    await teams.post(bot.url, teams.activity("", attachments=[file(f"{teams.url}/download/letter")]))
    assert len(bot.accepted[0].attachments) == 1


@pytest.mark.parametrize(
    ("address", "content", "says"),
    [
        ("https://evil.example/letter", PDF, "is not kept by Teams"),
        ("https://sharepoint.com.evil.example/letter", PDF, "is not kept by Teams"),
        ("http://contoso.sharepoint.com/letter", PDF, "is not kept by Teams"),
        ("http://[broken", PDF, "is not kept by Teams"),
        ("{here}/download/letter", b"MZ\x90\x00 an invented program", "is neither a PDF, a picture nor plain text"),
        ("{here}/download/letter", b"%PDF-" + b"x" * 10_000_001, "is larger than 10 MB"),
        ("{here}/download/letter", b"", "is empty"),
        ("{here}/download/gone", PDF, "could not be fetched"),
        ("https://contoso.sharepoint.com./letter", PDF, "is not kept by Teams"),
        ("https://evil.example\\.sharepoint.com/letter", PDF, "could not be fetched"),
        ("https://evil.example#.sharepoint.com", PDF, "is not kept by Teams"),
        ("https://169.254.169.254/latest/meta-data", PDF, "is not kept by Teams"),
        ("file:///etc/passwd", PDF, "is not kept by Teams"),
    ],
)
async def test_what_is_not_taken_is_said_and_the_words_are_taken_all_the_same(
    bot: Bot, teams: FakeTeams, address: str, content: bytes, says: str
) -> None:
    teams.files = {"letter": content}
    sent = teams.activity("here", attachments=[file(address.format(here=teams.url))])
    assert (await teams.post(bot.url, sent)).status == 200
    assert [(message.text, message.attachments) for message in bot.accepted] == [("here", ())]
    await asyncio.gather(*bot.parts.channel._shown)
    assert says in teams.texts()[0]


async def test_a_redirect_is_not_followed(bot: Bot, teams: FakeTeams) -> None:
    teams.files = {"inside": PDF}
    teams.moved = {"letter": f"{teams.url}/download/inside"}
    await teams.post(bot.url, teams.activity("here", attachments=[file(f"{teams.url}/download/letter")]))
    assert (bot.accepted[0].attachments, [name for name, _ in teams.fetched]) == ((), ["letter"])


async def test_what_is_packed_to_burst_is_cut_off_and_what_lies_about_its_kind_is_not_taken(
    bot: Bot, teams: FakeTeams
) -> None:
    teams.files = {"bomb": gzip.compress(b"%PDF-" + bytes(40_000_000)), "program": b"MZ\x90\x00 an invented program"}
    teams.packed = {"bomb"}
    lying = {"contentType": "image/png", "name": "scan.png", "contentUrl": f"{teams.url}/download/program"}
    await teams.post(bot.url, teams.activity("x", attachments=[file(f"{teams.url}/download/bomb"), lying]))
    await asyncio.gather(*bot.parts.channel._shown)
    assert bot.accepted[0].attachments == ()
    assert "is larger than 10 MB" in teams.texts()[0]
    assert "is neither a PDF" in teams.texts()[0]


async def test_a_file_that_only_drips_in_is_given_up(
    bot: Bot, teams: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patient_files, "SECONDS", 0.1)
    teams.files, teams.download_seconds = {"letter": PDF}, 5.0
    await teams.post(bot.url, teams.activity("here", attachments=[file(f"{teams.url}/download/letter")]))
    assert [(message.text, message.attachments) for message in bot.accepted] == [("here", ())]


async def test_a_message_takes_so_many_files_and_names_the_others(bot: Bot, teams: FakeTeams) -> None:
    teams.files = {"letter": PDF}
    many = [file(f"{teams.url}/download/letter", f"page {number}.pdf") for number in range(MOST + 1)]
    await teams.post(bot.url, teams.activity("here", attachments=many))
    await asyncio.gather(*bot.parts.channel._shown)
    assert len(bot.accepted[0].attachments) == MOST
    assert teams.texts() == ["“page 10.pdf” is one file too many for a message; please send it in another."]


async def test_what_is_written_after_a_file_does_not_overtake_it_nor_does_its_edit(bot: Bot, teams: FakeTeams) -> None:
    teams.files, teams.download_seconds = {"letter": PDF}, 0.3
    first = teams.activity("here it is", attachments=[file(f"{teams.url}/download/letter")])
    edit = first | {"type": "messageUpdate", "channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"}}
    sending = []
    for activity in (first, edit, teams.activity("thank you"), teams.activity("elsewhere", chat="a:fred", who=FRED)):
        sending.append(asyncio.create_task(teams.post(bot.url, activity)))
        await asyncio.sleep(0.05)
    await asyncio.gather(*sending)
    assert [(message.kind, message.text) for message in bot.accepted] == [
        (Kind.MESSAGE, "elsewhere"),
        (Kind.MESSAGE, "here it is"),
        (Kind.EDIT, "here it is"),
        (Kind.MESSAGE, "thank you"),
    ]


async def test_where_the_desk_sees_no_files_none_is_fetched(bot: Bot, teams: FakeTeams) -> None:
    bot.parts.edge._arrivals._files._largest = 0
    await teams.post(bot.url, teams.activity("", attachments=[file(f"{teams.url}/download/letter")]))
    await asyncio.gather(*bot.parts.channel._shown)
    assert (bot.accepted, teams.fetched) == ([], [])
    assert "this office passes no files on" in teams.texts()[0]


async def test_a_specialists_file_is_handed_out_by_its_link_until_it_is_taken_back(bot: Bot) -> None:
    async with bot.store.write() as work:
        await work.files.keep(LETTER.id, PDF, NOON)
    offers = Offers(bot.store, "secret", "https://desk.example.org/")
    path = offers.lines((LETTER,)).partition("https://desk.example.org")[2].partition(")")[0]
    app = create_app(offers.routes(), probes={}, counters=_nothing)
    async with serving(app, "127.0.0.1", 0) as url, ClientSession() as http:
        async with http.get(url + path) as answer:
            assert (answer.status, await answer.read()) == (200, PDF)
            assert answer.headers["Content-Disposition"].startswith("attachment;")
        for broken in (path + "x", path[:-3], "/teams/files/nothing"):
            async with http.get(url + broken) as answer:
                assert answer.status == 404
        unkept = Offers(bot.store, "another secret", "https://desk.example.org").lines((LETTER,))
        async with http.get(url + unkept.partition("https://desk.example.org")[2].partition(")")[0]) as answer:
            assert answer.status == 404


async def _nothing() -> dict[str, float]:
    return {}
