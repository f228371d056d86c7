from dataclasses import replace

from bot.channels.slack.posts import MOST_BLOCKS, in_messages, places, post_blocks
from bot.channels.slack.privacy import WITHHELD, withheld
from bot.domain.ids import MessageId
from bot.domain.messages import Author, AuthorKind
from tests.fakes.messages import post


def as_it_is(text: str, author: AuthorKind) -> str:
    return text


def text_of(message: list[dict[str, object]]) -> str:
    return str([block.get("text") for block in message])


def test_a_patient_has_no_name_in_slack_and_their_marks_are_shown_as_they_are() -> None:
    line, text = post_blocks(post("m1", "I owe **nothing** [x](https://example.org)", AuthorKind.PATIENT), as_it_is)
    assert line["elements"][0]["text"].startswith("*Patient* · ")
    assert text["text"]["text"] == "I owe **nothing** [x](https://example.org)"


def test_staff_have_their_own_name_which_can_hold_no_mark_of_slacks() -> None:
    named = replace(post("m1"), author=Author(AuthorKind.STAFF, "<!here>"))
    assert post_blocks(named, as_it_is)[0]["elements"][0]["text"].startswith("*&lt;!here&gt;* · ")


def test_a_text_that_slack_would_refuse_is_cut_and_says_so() -> None:
    blocks = post_blocks(post("m1", "word " * 5000), as_it_is)
    assert len(blocks) == 5
    assert blocks[-1]["text"]["text"] == "… (The rest is too long for Slack.)"


def test_an_empty_text_is_no_block_that_slack_refuses() -> None:
    assert post_blocks(post("m1", ""), as_it_is)[1]["text"]["text"] == "_(no text)_"


def test_a_long_story_takes_several_messages_and_loses_no_post() -> None:
    story = [post(f"m{number}", "word " * 200) for number in range(60)]
    messages = list(in_messages(story, as_it_is))
    assert len(messages) > 1
    assert all(len(blocks) <= MOST_BLOCKS for blocks in messages)
    found = [mid for blocks in messages for mid, _ in places({"ts": "1.0", "blocks": blocks})]
    assert found == [MessageId(f"m{number}") for number in range(60)]


def test_a_short_story_is_one_message() -> None:
    assert len(list(in_messages([post(f"m{number}") for number in range(10)], as_it_is))) == 1


def test_with_no_phi_only_our_own_lines_are_told() -> None:
    assert withheld("Case taken", AuthorKind.SYSTEM) == "Case taken"
    for author in (AuthorKind.PATIENT, AuthorKind.BOT, AuthorKind.STAFF, AuthorKind.SPECIALIST):
        assert withheld("45012-A", author) == WITHHELD
