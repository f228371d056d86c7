import pytest

from bot.channels.rendering import clean, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  hello\r\nthere\r\n", "hello\nthere"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("claim \u202e21054\u202c", "claim 21054"),
        ("\ufeffhi \ud800there", "hi there"),
        ("tabs\tand\nlines stay", "tabs\tand\nlines stay"),
        ("👩‍⚕️ José, 中文, שלום", "👩‍⚕️ José, 中文, שלום"),
    ],
)
def test_clean_drops_only_what_can_do_harm(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Claim **45012-A** is *in process*.", "Claim 45012-A is in process."),
        ("- one\n- two", "one two"),
        ("> Most plans decide\n> in 30 days. [1]", "Most plans decide in 30 days. [1]"),
        ("See [the guide](https://lakeside.example/guide) or [us](tel:+12085550100)", "See the guide or us"),
        ("snake_case and 2 * 3 * 4 stay", "snake_case and 2 * 3 * 4 stay"),
        ("[no](javascript:alert) link", "[no](javascript:alert) link"),
    ],
)
def test_plain_keeps_the_words_and_drops_the_marks(text: str, expected: str) -> None:
    assert plain(text) == expected
