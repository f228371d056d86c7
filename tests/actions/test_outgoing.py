"""Where requests may go, and how they are filled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import placeholders
from actions.outgoing import Outgoing, Unsendable, follow_up, sendable


@pytest.mark.parametrize(
    "url",
    [
        "https://billing.example.invalid/v1",
        "http://127.0.0.1:8080",
        "http://127.9.9.9",
        "http://[::1]:8080/x",
        "http://localhost/x",
    ],
)
def test_https_or_this_very_machine(url: str) -> None:
    assert sendable(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://billing.example.invalid",
        "http://10.0.0.7",
        "http://localhost.example.invalid",
        "http://127.0.0.1.example.invalid",
        "ftp://127.0.0.1",
        "https://",
        "https://user:pass@billing.example.invalid",
        "https://key@billing.example.invalid",
        "https://billing.example.invalid/a b",
        "https://billing.example.invalid:port",
        "https://[::1",
        "/v1/claims",
        "",
    ],
)
def test_anywhere_else_is_refused(url: str) -> None:
    with pytest.raises(Unsendable):
        sendable(url)


@given(st.text(min_size=1, max_size=50).filter(lambda text: text.isprintable()))
def test_no_input_changes_the_shape_of_an_address(value: str) -> None:
    url = placeholders.fill_url("https://x.invalid/claims/{n}/status?q={n}", {"n": value}, {})
    path, _, query = url.removeprefix("https://x.invalid/claims/").partition("/status?q=")
    assert path == query
    assert not set(path) & set("/?#&= ")


@given(st.text(max_size=30))
def test_what_is_filled_in_is_never_filled_again(value: str) -> None:
    environ = {"KEY": "a-secret"}
    assert placeholders.fill("n={n}", {"n": value}, environ) == f"n={value}"
    assert placeholders.fill_json({"n": "{n}"}, {"n": value}, environ) == {"n": value}


def test_a_setting_at_the_start_of_an_address_is_the_address_and_elsewhere_is_encoded() -> None:
    environ = {"URL": "https://x.invalid/base/", "TENANT": "a/b"}
    assert placeholders.fill_url("${env:URL}/t/${env:TENANT}", {}, environ) == "https://x.invalid/base/t/a%2Fb"


def test_asking_again_stays_with_the_same_system() -> None:
    before = Outgoing("POST", "https://x.invalid/a", {"Content-Type": "application/json", "X-Key": "k"}, b"{}")
    assert follow_up(before, "https://x.invalid/b") == Outgoing("GET", "https://x.invalid/b", {"X-Key": "k"})
    for other in (
        "https://y.invalid/b",
        "http://x.invalid/b",
        "https://x.invalid:444/b",
        "https://x.invalid@y.invalid/",
    ):
        with pytest.raises(Unsendable):
            follow_up(before, other)
