from datetime import timedelta

import pytest

from bot.channels.web.sessions import NoSession, Sessions
from tests.fakes.manual_clock import ManualClock

LIFE = timedelta(hours=24)


def test_a_session_is_known_again() -> None:
    sessions = Sessions("secret", ManualClock())
    token = sessions.start()
    assert sessions.address(token) == sessions.address(token)


def test_no_two_sessions_share_an_address() -> None:
    sessions = Sessions("secret", ManualClock())
    assert len({sessions.address(sessions.start()) for _ in range(100)}) == 100


def test_another_secret_cannot_make_a_session() -> None:
    token = Sessions("another", ManualClock()).start()
    with pytest.raises(NoSession):
        Sessions("secret", ManualClock()).address(token)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "WyJ3ZWItMSIsMV0", "é", "\ud800"])
def test_what_was_never_a_token_is_no_session(token: str) -> None:
    with pytest.raises(NoSession):
        Sessions("secret", ManualClock()).address(token)


def test_one_changed_character_is_noticed_wherever_it_stands() -> None:
    sessions = Sessions("secret", ManualClock())
    token = sessions.start()
    for at in range(len(token) - 1):
        forged = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        with pytest.raises(NoSession):
            sessions.address(forged)


def test_a_session_ends_after_its_life_and_lives_on_when_renewed() -> None:
    clock = ManualClock()
    sessions = Sessions("secret", clock, LIFE)
    token = sessions.start()
    clock.advance(LIFE)
    renewed = sessions.renew(sessions.address(token))
    clock.advance(timedelta(seconds=1))
    with pytest.raises(NoSession):
        sessions.address(token)
    assert sessions.address(renewed).startswith("web-")


def test_a_session_remembers_the_place_that_its_page_named(clock: ManualClock) -> None:
    sessions = Sessions("secret", clock)
    token = sessions.start("Boise")
    assert sessions.location(token) == "Boise"
    assert sessions.location(sessions.renew(sessions.address(token))) == ""
