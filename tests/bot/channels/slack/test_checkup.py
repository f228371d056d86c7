"""Whether the desk's channels are ours to write in, and closed to everybody else."""

from typing import Any

import pytest

from bot.channels.slack.api import SlackApi
from bot.channels.slack.checkup import Checkup
from tests.fakes.local_slack import DESK, FRONT
from tests.fakes.slack_faults import Answer, FaultProxy


def checkup(api: SlackApi, *channels: str, guarded: bool = True) -> Checkup:
    return Checkup(api, channels, "", guarded=guarded)


async def test_a_private_channel_of_the_office_alone_is_good(api: SlackApi) -> None:
    looked = await checkup(api, DESK).look()
    assert looked.cure == ""
    assert looked.says.startswith("the token, its scopes and the desk's channel are good")


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"is_private": False}, "is open to the whole workspace"),
        ({"is_private": True, "is_ext_shared": True}, "is shared with another organisation"),
        ({"is_private": True, "is_pending_ext_shared": True}, "is shared with another organisation"),
    ],
)
async def test_a_channel_that_others_read_is_none_for_patients_data(
    api: SlackApi, proxy: FaultProxy, about: dict[str, Any], says: str
) -> None:
    proxy.always("conversations.info", Answer(body={"ok": True, "channel": {"id": DESK, **about}}))
    looked = await checkup(api, DESK).look()
    assert says in looked.says
    assert looked.cure
    assert (await checkup(api, DESK, guarded=False).look()).cure == ""


async def test_every_channel_of_the_desk_is_looked_at(api: SlackApi, proxy: FaultProxy) -> None:
    proxy.then("conversations.members", None, Answer(body={"ok": True, "members": []}))
    looked = await checkup(api, DESK, FRONT).look()
    assert looked.says == f"The app is not in the desk's channel {FRONT}"
    assert looked.cure == "Invite it there with /invite @ClaimDesk"
