"""What an office may decide about Slack and files, and what it may not."""

from typing import Any

import pytest

from bot.domain.policy import FilePolicy, SlackPolicy
from bot.domain.policy.slack import ATTESTED

SIGNED = f"{ATTESTED}. Ruth Palmer, 2 October 2026"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"relay_hold_seconds": 301}, "relay_hold_seconds is 301"),
        ({"desk_channel": "#billing"}, "desk_channel '#billing' is not a channel's id"),
        ({"alarms_to": "@ruth"}, "alarms_to '@ruth' is no channel's id"),
        ({"note_prefixes": ("note:", " ")}, "note_prefixes holds an empty one"),
        ({"phi": "full"}, "attestation is missing"),
        ({"phi": "full", "attestation": ATTESTED}, "attestation is missing"),
        ({"phi": "full", "attestation": "yes. Ruth Palmer, 2 October 2026"}, "attestation is missing"),
        ({"phi": "none", "patient_files": True}, "patient_files is true"),
    ],
)
def test_a_setting_that_would_do_harm_is_refused(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        SlackPolicy(**settings)


def test_everything_may_stand_in_slack_once_somebody_attests_what_slack_asks_for() -> None:
    assert SlackPolicy(phi="full", attestation=SIGNED.replace(" and ", "\n  and ")).phi == "full"


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({"phi": "full", "attestation": SIGNED}, True),
        ({"patient_files": True}, True),
        ({}, False),
        ({"phi": "none"}, False),
    ],
)
def test_files_of_patients_stand_in_slack_only_where_the_office_says_so(settings: dict[str, Any], shown: bool) -> None:
    assert SlackPolicy(**settings).shows_files is shown


def test_a_file_may_have_so_many_bytes() -> None:
    assert (FilePolicy().largest, FilePolicy(0).largest) == (10_000_000, 0)


@pytest.mark.parametrize("size", [-1, 26])
def test_no_file_is_larger_than_a_chat_should_carry(size: int) -> None:
    with pytest.raises(ValueError, match="largest_megabytes"):
        FilePolicy(size)
