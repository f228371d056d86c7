"""Slack at its worst in both directions: nothing is lost, nothing is doubled, and nobody gets in who may not."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.fakes.local_slack import DANA, LocalSlack, free_port, local_slack
from tests.fakes.slack_deliveries import deliveries
from tests.fakes.slack_faults import BROKEN, LOST, Answer, fault_proxy
from tests.fakes.slack_office import Office, slack_office, until
from tests.fakes.slack_view import seen_in

REPLIES = 48
ANSWERS = 8
SLOW_DOWN = Answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "1"})


def shown_to_patient(office: Office) -> list[str]:
    return [line.text for line in office.page.lines.values() if line.author == "dana"]


async def answers_in(slack: LocalSlack, thread: str) -> list[str]:
    return [seen.text for seen in seen_in(await slack.in_thread(thread)) if seen.text.startswith("answer")]


async def test_slacks_worst_loses_nothing_doubles_nothing_and_lets_nobody_in(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    port, between = free_port(), free_port()
    app = f"http://127.0.0.1:{port}/slack/events"
    with local_slack(tmp_path, requests_to=f"http://127.0.0.1:{between}/slack/events") as slack:
        async with (
            deliveries(app, between) as proxy,
            fault_proxy(slack.api) as api,
            slack_office(slack, tmp_path / "data", port=port, api=api.api) as office,
        ):
            api.then("chat.postMessage", LOST)
            await office.page.say("I want to appeal a denial")
            thread = await office.thread()
            # Posts are slowed down, done without an answer, and refused, each with good ones between.
            api.then("chat.postMessage", None, SLOW_DOWN, None, LOST, None, BROKEN)
            api.then("reactions.add", SLOW_DOWN, BROKEN, LOST)
            wanted = []
            for number in range(REPLIES):
                ts = await slack.say(DANA, f"reply {number}", thread)
                if number % 6 == 1:
                    await slack.edit(DANA, ts, f"reply {number}, corrected")
                if number % 6 == 3:
                    await slack.delete(DANA, ts)
                if number % 6 == 5 and number // 6 < ANSWERS:
                    await office.page.say(f"answer {number // 6}")
                wanted.append({1: f"reply {number}, corrected", 3: ""}.get(number % 6, f"reply {number}"))
            visible = Counter(text for text in wanted if text)
            await office.page.shows(
                lambda _: not visible - Counter(shown_to_patient(office)), "every reply that was not deleted"
            )
            told = await until(
                lambda: answers_in(slack, thread),
                lambda told: len(set(told)) >= ANSWERS,
                "every answer in the thread",
                seconds=60.0,
            )
            shown = Counter(text for text in shown_to_patient(office) if text)
            record_property(
                "slack_faults",
                {
                    **proxy.counts,
                    "api calls": len(api.calls),
                    "replies sent": REPLIES,
                    "replies relayed": shown.total(),
                    "replies lost": (visible - shown).total(),
                    "replies doubled": (shown - visible).total(),
                    "answers": ANSWERS,
                    "answers lost": ANSWERS - len(set(told)),
                    "answers doubled": len(told) - len(set(told)),
                },
            )
            assert shown == visible
            assert told == [f"answer {number}" for number in range(ANSWERS)]
            assert proxy.let_in == []
            assert not any("FORGED" in text or "STALE" in text for text in office.page.texts)
