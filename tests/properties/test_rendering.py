import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.rendering import clean, plain

ANY_TEXT = st.text(st.characters(), max_size=300)
MARKED = st.text("*_[]()>-ab1 \n:/htps.", max_size=200)


@given(ANY_TEXT)
def test_clean_text_can_be_stored_and_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in once if c not in "\n\t")


@given(MARKED)
def test_plain_text_is_one_line_and_invents_nothing(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert set(shown) <= set(text) | {" "}
