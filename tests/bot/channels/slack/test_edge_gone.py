"""What is gone at Slack's side, or in our records, before its event reaches us."""

from collections.abc import Mapping
from datetime import timedelta

from bot.channels.slack.replies import FILE_TAKEN_BACK
from bot.domain.ids import MessageId
from bot.domain.messages import Author, AuthorKind
from bot.ports.store import Entry
from bot.store.unit_of_work import SqlStore
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, DESK, LocalSlack
from tests.fakes.slack_changes import changed


async def test_a_file_that_is_deleted_takes_its_words_back_and_its_author_is_told(
    edge: Edge, slack: LocalSlack
) -> None:
    said = edge.reply("Your form", subtype="file_share", files=[])
    await edge.send(said)
    before, after = ({**said, "files": [{"id": "F1", "mode": mode}]} for mode in ("hosted", "tombstone"))
    event = {"type": "message", "subtype": "message_changed", "channel": DESK}
    await edge.send({**event, "message": after, "previous_message": before})
    assert edge.told == [("message", "Your form"), ("delete", "")]
    assert await slack.whispers() == [(DANA, FILE_TAKEN_BACK)]


async def test_a_file_of_a_note_or_of_what_was_never_sent_takes_nothing_back(
    edge: Edge, one_store: SqlStore, slack: LocalSlack
) -> None:
    note, unsent = edge.reply("note: look", ts="9.000200"), edge.reply("Your form", ts="9.000300")
    await edge.send(note)
    async with one_store.write() as work:
        case = await work.escalations.at("slack", edge.thread.address)
        assert case is not None
        author, key = Author(AuthorKind.SPECIALIST, "dana"), f"{DESK}/{note['ts']}"
        entry = Entry(MessageId("n"), case.conversation, author, "look", edge.clock.now(), "slack", key, internal=True)
        await work.transcript.add([entry])
    for said in (note, unsent):
        before, after = ({**said, "files": [{"id": "F1", "mode": mode}]} for mode in ("hosted", "tombstone"))
        event = {"type": "message", "subtype": "message_changed", "channel": DESK}
        await edge.send({**event, "message": after, "previous_message": before})
    assert (edge.told, await slack.whispers()) == ([("note", "look")], [])


async def records_go(edge: Edge, store: SqlStore, words: Mapping[str, str]) -> None:
    """Let the desk's records of what it took go, as `retention` says; `words` is what was said, by its ts."""
    async with store.write() as work:
        while batch := await work.inbox.claim(edge.clock.now(), timedelta(minutes=1)):
            await work.inbox.finish(batch, "done", edge.clock.now())
        case = await work.escalations.at("slack", edge.thread.address)
        assert case is not None
        for ts, text in words.items():
            author, at = Author(AuthorKind.SPECIALIST, "dana"), edge.clock.now()
            await work.transcript.add(
                [Entry(MessageId(ts), case.conversation, author, text, at, "slack", f"{DESK}/{ts}")]
            )
        await work.retention.forget_records(edge.clock.now() + timedelta(seconds=1))
    edge.accepted.clear()


async def test_an_old_reply_of_a_long_case_is_not_sent_again_when_records_of_it_have_gone(
    edge: Edge, one_store: SqlStore, slack: LocalSlack
) -> None:
    ts = await slack.say(DANA, "Your claim is paid.", edge.thread.ts)
    await slack.say(DANA, "<@U0BOT> take over", edge.thread.ts)
    await edge.edge.catch_up(edge.thread)
    assert edge.told == [("message", "Your claim is paid."), ("take_over", "")]
    await records_go(edge, one_store, {ts: "Your claim is paid."})
    edge.clock.advance(timedelta(days=31))
    await edge.edge.catch_up(edge.thread)
    assert edge.accepted == []
    said = edge.reply("Your claim is paid.", ts=ts)
    await edge.send(said)
    await edge.send(changed(said, "Your claim is denied."))
    assert edge.told == [("edit", "Your claim is denied.")]
