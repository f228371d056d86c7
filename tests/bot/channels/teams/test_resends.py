"""What Teams sends again under another id, because it waited too long, is one message; what people repeat is two."""

import asyncio

import pytest

from bot.channels.teams.resends import SLOW, WINDOW, Resends
from bot.channels.teams.text import said
from tests.bot.channels.teams.conftest import Bot
from tests.fakes.fake_teams import FakeTeams

NAME = ("chat", "rosa", "yes")


class Kept:
    def __init__(self, *, fails: int = 0) -> None:
        self.times = 0
        self.now = 0.0
        self._fails = fails

    async def keep(self) -> None:
        self.times += 1
        if self.times <= self._fails:
            raise RuntimeError("the database is away")


@pytest.mark.parametrize(("took", "gap", "times"), [(15.0, 16.0, 1), (15.0, WINDOW + 1, 2), (0.2, 16.0, 2)])
async def test_only_a_slow_answer_makes_the_same_words_a_repeat(took: float, gap: float, times: int) -> None:
    kept = Kept()
    resends = Resends(lambda: kept.now)
    kept.now = took
    assert await resends.once(NAME, 0.0, kept.keep)
    kept.now = gap
    assert await resends.once(NAME, gap, kept.keep) is (times == 2)
    assert kept.times == times


async def test_other_words_or_another_person_are_another_message() -> None:
    kept = Kept()
    resends = Resends(lambda: kept.now)
    kept.now = SLOW * 2
    await resends.once(NAME, 0.0, kept.keep)
    for name in (("chat", "rosa", "no"), ("chat", "fred", "yes"), ("other", "rosa", "yes")):
        assert await resends.once(name, kept.now, kept.keep)


async def test_a_repeat_waits_for_the_first_and_takes_its_place_when_that_fails() -> None:
    kept, gate = Kept(fails=1), asyncio.Event()
    resends = Resends(lambda: kept.now)

    async def slowly() -> None:
        await gate.wait()
        await kept.keep()

    first = asyncio.create_task(resends.once(NAME, 0.0, slowly))
    await asyncio.sleep(0)
    again = asyncio.create_task(resends.once(NAME, 15.0, kept.keep))
    await asyncio.sleep(0)
    kept.now = 20.0
    gate.set()
    with pytest.raises(RuntimeError):
        await first
    assert await again
    assert kept.times == 2


async def test_a_resend_after_fifteen_seconds_is_taken_once_and_answered(
    bot: Bot, teams: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock stands in for the wait: the first request takes 15 s, then the same comes under a new id and time."""
    clock = [1000.0]
    monkeypatch.setattr(bot.parts.edge._arrivals, "_resends", Resends(lambda: clock[0]))
    monkeypatch.setattr("bot.channels.teams.edge.time.monotonic", lambda: clock[0] - 15.0)
    assert (await teams.post(bot.url, teams.activity("I want to appeal"))).status == 200
    clock[0] += 16.0
    assert (await teams.post(bot.url, teams.activity("I want to appeal"))).status == 200
    assert (await teams.post(bot.url, teams.activity("I want to appeal now"))).status == 200
    assert [message.text for message in bot.accepted] == ["I want to appeal", "I want to appeal now"]


def mention(span: str, whom: str = "28:us", name: str = "ClaimDesk") -> dict[str, object]:
    return {"type": "mention", "text": span, "mentioned": {"id": whom, "name": name}}


@pytest.mark.parametrize(
    ("text", "entities", "words"),
    [
        ("<at>A</at> how does A handle denials?", [mention("<at>A</at>")], "how does A handle denials?"),
        ("<at>A</at>&nbsp;5 &lt; 6 &amp; more", [mention("<at>A</at>")], "5 < 6 & more"),
        ("hi <at>Bob</at>!", [mention("<at>Bob</at>", "29:bob", "Bob B.")], "hi Bob B.!"),
        ("<at>A</at> <at>A</at> hello", [mention("<at>A</at>"), mention("<at>A</at>")], "hello"),
        ("hello", [{"type": "mention", "text": None, "mentioned": None}, mention("")], "hello"),
        ("line one\r\nline two", [], "line one\nline two"),
    ],
)
def test_only_mentions_are_taken_out_and_only_where_they_stand(
    text: str, entities: list[dict[str, object]], words: str
) -> None:
    assert said(text, entities, "28:us") == words
