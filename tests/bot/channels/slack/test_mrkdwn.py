import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.mrkdwn import addressed_to, escaped, in_sections, mentioned, to_markdown, to_mrkdwn


@pytest.mark.parametrize(
    ("markdown", "mrkdwn"),
    [
        ("Claim **45012-A** is *in process*", "Claim *45012-A* is _in process_"),
        ("- one\n- two", "• one\n• two"),
        ("[How to appeal](https://example.org/appeal)", "<https://example.org/appeal|How to appeal>"),
        ("[a|b](https://example.org/x|y)", "[a|b](https://example.org/x|y)"),
        ("> our words\n> more", "> our words\n> more"),
        ("5 < 6 & 7 > 2", "5 &lt; 6 &amp; 7 &gt; 2"),
        ("<!channel> <@U01DANA> @here", "&lt;!channel&gt; &lt;@U01DANA&gt; @here"),
        ("[<!channel>](https://example.org)", "<https://example.org|&lt;!channel&gt;>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_our_markdown_is_shown_as_slack_writes_it_and_mentions_nobody(markdown: str, mrkdwn: str) -> None:
    assert to_mrkdwn(markdown) == mrkdwn


@pytest.mark.parametrize(
    ("mrkdwn", "markdown"),
    [
        ("Your claim is *paid*, _really_", "Your claim is **paid**, *really*"),
        ("~old~ new", "old new"),
        ("• one\n◦ two", "- one\n- two"),
        ("<https://example.org/a|our page>", "[our page](https://example.org/a)"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("<mailto:billing@example.org|billing@example.org>", "[billing@example.org](mailto:billing@example.org)"),
        ("<@U01DANA> will call", "@Dana Biller will call"),
        ("<@U09NOBODY|nora> and <@U09NOBODY>", "@nora and @somebody"),
        ("see <#C01FRONT|front-desk> and <#C01FRONT>", "see #front-desk and #channel"),
        ("<!here> <!subteam^S01|@billing> <!date^1^{date}|Jan 1>", "@here @billing Jan 1"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("`CO-16` and ```\ntwo lines\n```", "CO-16 and two lines"),
    ],
)
def test_what_is_written_in_slack_reads_well_for_a_patient(mrkdwn: str, markdown: str) -> None:
    assert to_markdown(mrkdwn, {"U01DANA": "Dana Biller"}) == markdown


def test_the_people_that_a_text_mentions_are_known() -> None:
    assert mentioned("<@U01DANA> and <@W02FRAN|fran>, not <#C01FRONT>") == {"U01DANA", "W02FRAN"}


@pytest.mark.parametrize(
    ("text", "whom", "rest"),
    [
        ("<@U02FRAN> have you seen it?", "U02FRAN", "have you seen it?"),
        ("  <@U02FRAN|fran>: hm", "U02FRAN", "hm"),
        ("ask <@U02FRAN>", "", "ask <@U02FRAN>"),
    ],
)
def test_a_text_is_addressed_to_whom_it_begins_with(text: str, whom: str, rest: str) -> None:
    assert addressed_to(text) == (whom, rest)


@given(st.text(max_size=400))
def test_no_text_can_open_one_of_slacks_own_tokens(text: str) -> None:
    assert "<!" not in to_mrkdwn(text)
    assert "<@" not in to_mrkdwn(text)
    assert "<#" not in to_mrkdwn(text)


@given(st.text(alphabet="ab &<\n", max_size=300), st.integers(12, 60))
def test_parts_fit_and_lose_no_word_and_cut_no_entity(text: str, longest: int) -> None:
    parts = in_sections(escaped(text), longest)
    assert all(0 < len(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(escaped(text).split())
    assert all(part.count("&") == part.count("&amp;") + part.count("&lt;") for part in parts)
