"""A quotation brings the whole sentences that it stands in."""

import pytest

from bot.engine.quotation import sentences_around
from tests.fakes.library import passage

PASSAGE = passage("Guide", "Guide", "Do not pay it yet. Ask us\nfirst, please!\n\nThen: wait\n- Call us.\n- Or write")


@pytest.mark.parametrize(
    ("quote", "around"),
    [
        ("pay it", "Do not pay it yet."),
        ("us first", "Ask us\nfirst, please!"),
        ("YET ask", "Do not pay it yet. Ask us\nfirst, please!"),
        ("wait", "wait"),
        ("call us", "- Call us."),
        ("or write", "- Or write"),
        ("ay it", ""),
        ("pay her", ""),
        ("?!", ""),
    ],
)
def test_sentences_around(quote: str, around: str) -> None:
    assert sentences_around(quote, PASSAGE) == around
