"""A message's words are what the person wrote, without what Teams puts around them."""

import pytest

from bot.channels.teams.text import said


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
