"""What the desk's channel reads on Monday at eight: all well, and each thing that can be wrong, with its cure."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.bootstrap.parts import Place, index_documents
from bot.bootstrap.timetable import checked
from bot.commands.doctor import examine, show
from bot.office import sample_office
from tests.fakes.local_slack import BOT, LocalSlack, local_slack
from tests.fakes.monday import monday
from tests.fakes.slack_faults import FaultProxy, fault_proxy, refusal
from tests.fakes.slack_office import slack_place


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("monday") / "office"
    shutil.copytree(sample_office(), folder)
    return folder


@pytest.fixture(scope="module")
def index(slack: LocalSlack, office: Path) -> Path:
    """The office's documents, indexed once."""
    place = slack_place(slack, office.parent / "data", office=office)
    asyncio.run(index_documents(place))
    return Path(place.knowledge_uri)


@pytest.fixture
async def proxy(slack: LocalSlack) -> AsyncIterator[FaultProxy]:
    await slack.forget()
    async with fault_proxy(slack.api) as running:
        yield running


@pytest.fixture
def place(slack: LocalSlack, proxy: FaultProxy, office: Path, index: Path, tmp_path: Path) -> Place:
    mine = shutil.copytree(office, tmp_path / "office")
    shutil.copytree(index, tmp_path / "index")
    return slack_place(slack, tmp_path / "data", api=proxy.api, office=mine, index=tmp_path / "index")


def change(place: Place, file: str, old: str, new: str) -> None:
    path = place.folder.root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


async def posts(slack: LocalSlack) -> list[dict[str, Any]]:
    """Return our messages outside threads."""
    return [m for m in await slack.messages() if m["user"] == BOT and m["ts"] == m.get("thread_ts", m["ts"])]


def lines_of(message: dict[str, Any]) -> list[str]:
    return [line for block in message["blocks"] for line in block["text"]["text"].splitlines()]


async def test_all_green_is_one_short_message_with_the_whole_list_below(slack: LocalSlack, place: Place) -> None:
    async with monday(place) as office:
        report = await office.run()
    [post] = await posts(slack)
    first, *lines = lines_of(post)

    assert post["text"] == "🟢 Health check: nothing needs a person", report.lines
    assert first == f"*{post['text']}*"
    assert lines == [
        f"All {len(report.data['findings'])} checks are well.",
        "This is the first check, so there is nothing to compare with.",
    ]
    [below] = await slack.in_thread(post["ts"])
    for part in ("canary …12-A by find_claim", "golden questions", "documents", "Slack", "disk", "dead letters"):
        assert f"✅ *{part}*" in str(below["blocks"]), part


async def test_everything_that_is_wrong_is_named_with_its_cure_and_who_should_see_to_it(
    slack: LocalSlack, place: Place, proxy: FaultProxy
) -> None:
    async with monday(place, weeks=-1) as office:
        await office.run()
    change(place, "actions/find_claim.yml", "/api/v1/claims/search", "/api/v1/claims/lookup")
    change(place, "knowledge/appeals.md", "review_date: 2027-02-28", "review_date: 2026-11-01")
    broken = slack_place(
        slack, place.settings.data, api=proxy.api, office=place.folder.root, index=Path(place.knowledge_uri)
    )
    await index_documents(broken)
    async with monday(broken) as office:
        await office.bury_a_letter("the visitor's chat was closed")
        case = await office.leave_a_case(timedelta(days=4))
        promised = await office.leave_a_promise(timedelta(days=3))
        proxy.then("auth.test", refusal("token_revoked"))
        await office.run()
    _, post = await posts(slack)
    first, *lines = lines_of(post)

    assert first == "*🔴 Health check: 6 things need a person*"
    told = {line.partition("*: ")[0].removeprefix("• *"): line for line in lines if line.startswith("•")}
    assert list(told) == [
        "canary …12-A by find_claim",
        "document “How Appeals Work”",
        "Slack",
        "dead letters",
        "cases nobody took",
        "promised replies",
    ]
    assert told["canary …12-A by find_claim"].endswith(
        "→ *Technical contact*: Run claimdesk action test find_claim and compare; correct the action or the canary."
    )
    assert told["document “How Appeals Work”"].partition("*: ")[2] == (
        "was to be reviewed by 1 November 2026, 29 days ago. → *Appeals specialist*: Read appeals.md, correct it, and "
        "move its review_date."
    )
    assert told["Slack"].partition("*: ")[2] == (
        "Slack refused (token_revoked). → *Technical contact*: SLACK_BOT_TOKEN was revoked: install the app again and "
        "set the new token."
    )
    assert "1, the oldest of 30 November: the visitor's chat was closed" in told["dead letters"]
    assert told["dead letters"].endswith("Read them with claimdesk dead-letters, then claimdesk redrive.")
    assert f"1 case has waited half a working day or longer: {case} (" in told["cases nobody took"]
    assert "→ *Billing lead*: Take them over" in told["cases nobody took"]
    assert told["promised replies"].partition("*: ")[2] == (
        f"1 of 1 overdue: case {promised} (dana, by Fri Nov 27). → *Billing lead*: Have them answered in their "
        "threads, or resolved."
    )
    assert lines[-1].startswith("Since 23 November: new: canary …12-A by find_claim, document “How Appeals Work”")


async def test_a_slack_that_lacks_scopes_or_the_channel_is_told_apart(
    slack: LocalSlack, place: Place, proxy: FaultProxy
) -> None:
    async with monday(place) as office:
        proxy.then("conversations.members", refusal("channel_not_found"))
        [found] = [each for each in (await office.run()).lines if each.startswith("- **Slack**")]
        assert "invite it with /invite" in found
        proxy.answer_headers["auth.test"] = {"x-oauth-scopes": "chat:write,users:read"}
        [found] = [each for each in (await office.run()).lines if each.startswith("- **Slack**")]
        assert "The app lacks the scopes app_mentions:read, assistant:write" in found


async def test_a_report_whose_own_token_was_revoked_is_kept_shown_and_posted_once_the_token_works_again(
    slack: LocalSlack, place: Place, proxy: FaultProxy, capsys: pytest.CaptureFixture[str]
) -> None:
    revoked = ("auth.test", "conversations.history", "chat.postMessage")
    for method in revoked:
        proxy.always(method, refusal("token_revoked"))
    async with monday(place) as office:
        with capture_logs() as logged:
            await office.run()
        assert await posts(slack) == []
        [log] = [each for each in logged if each["event"] == "health.finding"]
        assert (log["part"], log["says"]) == ("Slack", "Slack refused (token_revoked)")
        cure = "SLACK_BOT_TOKEN was revoked: install the app again and set the new token"
        assert log["cure"] == cure

        office.clock.advance(timedelta(minutes=20))
        await office.relay()
        report = await checked(office.parts)
        broken = {each.part: (each.says, each.cure) for each in report.broken}
        kept = "1 is kept and tried again, the oldest since 30 November: Slack refused (token_revoked)"
        assert broken == {"Slack": ("Slack refused (token_revoked)", cure), "messages on their way": (kept, cure)}

        examined = await examine(office.parts)
        show(examined, as_json=False)
        told = " ".join(capsys.readouterr().out.split())
        assert f"Slack refused (token_revoked) Technical contact: {cure}." in told
        assert "Its report is kept until it can be posted. Slack refused (token_revoked)" in told
        show(examined, as_json=True)
        [run] = json.loads(capsys.readouterr().out)["runs"]
        assert run["not_posted"].endswith(cure)

        for method in revoked:
            proxy.forgive(method)
        office.clock.advance(timedelta(hours=47))
        await office.relay()
        await office.relay()
    [post] = await posts(slack)
    assert post["text"] == "🔴 Health check: 1 thing needs a person"
    assert "it could not be posted until now" in str(post["blocks"])
    assert len(await slack.in_thread(post["ts"])) == 1
