"""`kill -9` between a specialist's reply and the document made of it: what waits stays, what was approved answers."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.channels.slack.document_forms import APPROVE, TEXT, TITLE, TOPIC
from tests.acceptance.test_slack_kill import desk_process, patient, slack
from tests.fakes.local_slack import DANA, DESK, FRAN, LocalSlack, free_port
from tests.fakes.slack_office import Desk, until
from tests.fakes.slack_shortcuts import shortcut_line
from tests.flows.test_slack_front_desk import whispered
from tests.flows.test_slack_knowledge import QUESTION, values

__all__ = ["slack"]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return tmp_path / "office" / "knowledge"


async def connected(slack: LocalSlack, times: int) -> None:
    await until(slack.log, lambda log: log.count("socket connected") >= times, f"connection {times}")


async def test_an_answer_that_waits_and_one_that_was_approved_survive_kills(
    slack: LocalSlack, tmp_path: Path, knowledge: Path
) -> None:
    async with shortcut_line(slack, free_port(), 0) as line:
        process = desk_process(tmp_path, line.api)
        office = tmp_path / "office" / "office.yml"
        office.write_text(office.read_text("utf-8").replace("leads: []", f"leads: [{DANA}]"), "utf-8")
        for slow in ("claim-status-routing-protocol.pdf", "sources.yml"):
            (knowledge / slow).unlink()
        process.start()
        try:
            desk = Desk(slack, data=tmp_path / "data")
            async with patient(process) as page:
                await connected(slack, 1)
                await page.say("I want to talk to a person")
                thread = await desk.thread()
                reply = await slack.say(DANA, "Zelle works for bills under $500.", thread)
                await page.reads("Zelle works")
            await slack.shortcut(DANA, "save_as_answer", DESK, reply)
            await until(slack.log, lambda log: "Save as answer" in log, "the form")
            saved = {TITLE: QUESTION, TEXT: "Zelle works for bills under $500.", TOPIC: "paying"}
            await slack.submit(DANA, values(**saved))
            await desk.thread_says(thread, APPROVE)
            process.kill()
            [waits] = (knowledge / "pending").iterdir()

            process.start()
            await connected(slack, 2)
            [asking] = [m for m in await slack.in_thread(thread) if APPROVE in str(m.get("blocks"))]
            await slack.press_whisper(DANA, asking, APPROVE, channel=DESK)
            await until(_is_there(knowledge / waits.name), bool, "the document in the folder")
            process.kill()

            process.start()
            await connected(slack, 3)

            async def asked() -> str:
                told = len(await whispered(slack, 0))
                await slack.command(FRAN, QUESTION)
                return str((await whispered(slack, told + 1))[-1]["blocks"])

            shown = await until(asked, lambda told: "under $500" in told, "an answer from the document")
            assert f"[1] {QUESTION}" in shown
        finally:
            process.kill()


def _is_there(path: Path) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        return path.exists()

    return look
