import pytest

from bot.domain.policy import Staff


def test_staff_are_answered_everywhere_until_channels_are_named() -> None:
    assert Staff().answered_in("C1")
    assert Staff(channels=("C1",)).answered_in("C1")
    assert not Staff(channels=("C1",)).answered_in("C2")


@pytest.mark.parametrize("name", ["#front-desk", "@dana", "Dana Biller", ""])
def test_a_name_in_the_place_of_an_id_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"leads holds .* write the id"):
        Staff(leads=(name,))
