import pytest

from bot.channels.slack.refusals import refused
from bot.domain.errors import LockedOut, RetryLater, Undeliverable


def test_too_fast_waits_as_long_as_slack_says() -> None:
    error = refused("ratelimited", 429, retry_after=30.0, needed="")
    assert isinstance(error, RetryLater)
    assert error.after == 30.0


@pytest.mark.parametrize(("code", "status"), [("internal_error", 200), ("fatal_error", 200), ("", 502), ("x", 503)])
def test_slacks_own_trouble_is_tried_again(code: str, status: int) -> None:
    assert isinstance(refused(code, status, retry_after=None, needed=""), RetryLater)


@pytest.mark.parametrize(
    "code",
    [
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "token_revoked",
        "account_inactive",
        "msg_too_long",
        "new_one",
    ],
)
def test_what_no_repeat_can_mend_is_buried_with_its_reason(code: str) -> None:
    error = refused(code, 200, retry_after=None, needed="")
    assert isinstance(error, Undeliverable)
    assert code in error.reason


@pytest.mark.parametrize("code", ["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"])
def test_a_key_that_slack_takes_no_longer_locks_us_out_until_it_is_renewed(code: str) -> None:
    error = refused(code, 200, retry_after=None, needed="")
    assert isinstance(error, LockedOut)
    assert "install" in error.reason or "copy it again" in error.reason


def test_a_missing_scope_is_named() -> None:
    assert (
        "add the scope reactions:write"
        in refused("missing_scope", 200, retry_after=None, needed="reactions:write").reason
    )
