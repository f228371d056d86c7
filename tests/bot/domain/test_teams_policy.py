from typing import Any

import pytest

from bot.domain.policy import TeamsPolicy


@pytest.mark.parametrize("channel", ["Front desk", "19:abc@thread.tacv2;messageid=1", "C0123456789", ""])
def test_a_front_desk_in_teams_is_named_by_its_id(channel: str) -> None:
    assert TeamsPolicy(("19:abc_1@thread.tacv2", "19:def@thread.v2", "19:a_b@unq.gbl.spaces")).front_desk_channels
    with pytest.raises(ValueError, match="is not the id of a channel"):
        TeamsPolicy((channel,))


@pytest.mark.parametrize(
    "address",
    [
        "http://desk.example.org",
        "desk.example.org",
        "https://desk.example.org/path",
        "https://me:secret@desk.example.org",
        "https://desk.example.org?a=b",
        "https://desk.example.org#a",
    ],
)
def test_teams_reaches_the_desk_at_a_server_of_its_own_name(address: str) -> None:
    assert TeamsPolicy(public_address="https://desk.example.org").public_address
    with pytest.raises(ValueError, match="is not the address of a server"):
        TeamsPolicy(public_address=address)


@pytest.mark.parametrize("name", ["website", "privacy_notice", "terms_of_use"])
def test_pages_that_teams_shows_are_addresses(name: str) -> None:
    good: dict[str, Any] = {name: "https://www.example.org/privacy"}
    assert getattr(TeamsPolicy(**good), name) == good[name]
    with pytest.raises(ValueError, match=f"{name} 'our page' is not the address of a page"):
        TeamsPolicy(**good | {name: "our page"})
