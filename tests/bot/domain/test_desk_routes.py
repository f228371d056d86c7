"""Which channel a case goes to."""

from typing import Any

import pytest

from bot.domain.policy import SlackPolicy
from bot.domain.policy.desk_routes import DeskRoute

POLICY = SlackPolicy(
    desk_channel="C0DESK",
    routes=(
        DeskRoute("C0NORTH", payers=("Northwind Health",), topics=("appeal", "Claim denied")),
        DeskRoute("C0BOISE", locations=("Boise", "Nampa")),
        DeskRoute("C0LEGAL", topics=("legal threat",)),
        DeskRoute("C0NORTH2", payers=("northwind  health",)),
    ),
)


@pytest.mark.parametrize(
    ("payer", "reason", "tags", "channel"),
    [
        ("Northwind Health", "Appeal", (), "C0NORTH"),
        ("northwind health", "Claim denied", (), "C0NORTH"),
        ("Northwind Health", "Asked for a person", (), "C0NORTH2"),
        ("Harbor", "Appeal", (), "C0DESK"),
        ("Harbor", "Appeal", ("location:nampa",), "C0BOISE"),
        ("", "A subject only a person may answer", ("topic:legal-threat", "lang:es"), "C0LEGAL"),
        ("", "Not understood", (), "C0DESK"),
    ],
)
def test_the_first_route_that_fits_all_it_names_takes_the_case(
    payer: str, reason: str, tags: tuple[str, ...], channel: str
) -> None:
    assert POLICY.channel_for(payer, reason, tags) == channel


def test_every_channel_is_the_desks_once() -> None:
    twice = SlackPolicy(desk_channel="C0DESK", routes=(DeskRoute("C0DESK", payers=("a",)),))
    assert twice.channels == ("C0DESK",)
    assert POLICY.channels == ("C0DESK", "C0NORTH", "C0BOISE", "C0LEGAL", "C0NORTH2")


@pytest.mark.parametrize(
    ("settings", "says"),
    [({"channel": "#appeals", "topics": ("appeal",)}, "channel '#appeals'"), ({"channel": "C0LEGAL"}, "are all empty")],
)
def test_a_route_that_cannot_be_meant_is_refused(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        DeskRoute(**settings)
