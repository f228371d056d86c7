from typing import Any

import pytest

from bot.channels.slack.events import Change, Said, read_event


def written(**more: Any) -> dict[str, Any]:
    base = {
        "type": "message",
        "channel": "C02DESK",
        "user": "U01DANA",
        "text": "hello",
        "ts": "2.0",
        "thread_ts": "1.0",
    }
    return base | more


def changed(before: dict[str, Any] | None = None, **now: Any) -> dict[str, Any]:
    message = written(text="hello again", edited={"user": "U01DANA", "ts": "3.0"}) | now
    previous = {} if before is None else {"previous_message": before}
    return {"type": "message", "subtype": "message_changed", "channel": "C02DESK", "message": message, **previous}


@pytest.mark.parametrize("subtype", [None, "thread_broadcast", "me_message"])
def test_a_reply_is_a_reply_however_it_is_also_shown(subtype: str | None) -> None:
    event = written(subtype=subtype) if subtype else written()
    assert read_event(event) == Said(Change.WRITTEN, "C02DESK", "2.0", "1.0", "U01DANA", "hello")


def test_a_reply_with_files_names_them() -> None:
    said = read_event(written(subtype="file_share", files=[{"id": "F1"}, {"id": "F2"}]))
    assert said is not None
    assert [file.id for file in said.files] == ["F1", "F2"]


def test_a_file_that_slack_took_away_is_none() -> None:
    said = read_event(written(subtype="file_share", files=[{"id": "F1", "mode": "tombstone"}]))
    assert said is not None
    assert said.files == ()


def test_a_message_that_was_only_a_file_goes_with_it() -> None:
    before = written(text="", subtype="file_share", files=[{"id": "F1"}])
    gone = read_event(changed(before, **{**before, "files": [{"id": "F1", "mode": "tombstone"}]}))
    assert gone is not None
    assert (gone.change, gone.ts, gone.files) == (Change.DELETED, "2.0", ())


@pytest.mark.parametrize("left", [[], [{"id": "F2"}]])
def test_words_are_taken_back_with_a_file_of_theirs_that_was_deleted(left: list[dict[str, Any]]) -> None:
    before = written(subtype="file_share", files=[{"id": "F1"}, *left])
    gone = read_event(changed(before, **{**before, "files": [{"id": "F1", "mode": "tombstone"}, *left]}))
    assert gone is not None
    assert (gone.change, gone.ts, gone.text) == (Change.DELETED, "2.0", "hello")


def test_a_file_that_slack_hides_from_a_full_workspace_is_not_deleted() -> None:
    before = written(subtype="file_share", files=[{"id": "F1"}])
    assert read_event(changed(before, **{**before, "files": [{"id": "F1", "mode": "hidden_by_limit"}]})) is None


def sign(name: str, code: str = "", **more: Any) -> dict[str, Any]:
    return {"type": "emoji", "name": name, **({"unicode": code} if code else {}), **more}


def test_signs_are_shown_as_signs_and_not_by_slacks_names_of_them() -> None:
    elements = [sign("wave", "1f44b-1f3fd", skin_tone=4), sign("+1", "1f44d"), sign("our-logo"), {"type": "text"}]
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]
    said = read_event(written(text=":wave::skin-tone-4: It is paid :+1: at 10:30: :our-logo:", blocks=blocks))
    assert said is not None
    assert said.text == "👋🏽 It is paid 👍 at 10:30: :our-logo:"


def test_a_message_that_begins_a_thread_is_in_none() -> None:
    said = read_event(written(thread_ts="2.0"))
    assert said is not None
    assert said.thread == ""


def test_an_edit_says_what_stood_there_and_when_it_was_made() -> None:
    said = read_event(changed(written()))
    assert said == Said(Change.EDITED, "C02DESK", "2.0", "1.0", "U01DANA", "hello again", "hello", "3.0")


def test_an_unfurled_link_is_no_edit() -> None:
    assert read_event(changed(written(), text="hello", attachments=[{"title": "a page"}])) is None


def test_an_edit_without_the_earlier_text_still_counts() -> None:
    said = read_event(changed())
    assert said is not None
    assert (said.text, said.before) == ("hello again", None)


def test_a_deletion_names_what_is_gone() -> None:
    event = {"type": "message", "subtype": "message_deleted", "channel": "C02DESK", "deleted_ts": "2.0"}
    said = read_event({**event, "previous_message": written()})
    assert said == Said(Change.DELETED, "C02DESK", "2.0", "1.0", "U01DANA", "hello", "hello")


def test_a_hidden_reply_names_its_thread() -> None:
    message = {"type": "message", "user": "U0BOT", "text": "card", "ts": "1.0", "thread_ts": "1.0", "reply_count": 1}
    said = read_event({"subtype": "message_replied", "hidden": True, "channel": "C02DESK", "message": message})
    assert said is not None
    assert (said.change, said.thread) == (Change.REPLIED, "1.0")


@pytest.mark.parametrize(
    "event",
    [
        written(bot_id="B07OTHER"),
        written(subtype="bot_message", bot_id="B07OTHER"),
        written(subtype="channel_join"),
        changed(written(bot_id="B07OTHER"), bot_id="B07OTHER"),
        {"subtype": "message_deleted", "channel": "C1", "deleted_ts": "2.0", "previous_message": written(bot_id="B1")},
        {"subtype": "message_replied", "channel": "C1"},
    ],
)
def test_what_no_person_wrote_says_nothing(event: dict[str, Any]) -> None:
    assert read_event(event) is None


def test_an_unknown_subtype_is_not_guessed_at() -> None:
    with pytest.raises(LookupError, match="sparkle"):
        read_event(written(subtype="sparkle"))
