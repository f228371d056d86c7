import pytest

from bot.domain.policy import TeamsPolicy


@pytest.mark.parametrize("channel", ["Front desk", "19:abc@thread.tacv2;messageid=1", "C0123456789", ""])
def test_a_front_desk_in_teams_is_named_by_its_id(channel: str) -> None:
    assert TeamsPolicy(("19:abc_1@thread.tacv2", "19:def@thread.v2")).front_desk_channels
    with pytest.raises(ValueError, match="is not the id of a channel"):
        TeamsPolicy((channel,))


@pytest.mark.parametrize("address", ["http://desk.example.org", "desk.example.org", "https://desk.example.org/path"])
def test_teams_reaches_the_desk_at_a_server_of_its_own_name(address: str) -> None:
    assert TeamsPolicy(public_address="https://desk.example.org").public_address
    with pytest.raises(ValueError, match="is not the address of a server"):
        TeamsPolicy(public_address=address)
