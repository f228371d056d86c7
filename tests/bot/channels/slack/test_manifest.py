"""`manifest.yml` and the code agree both ways: every scope and event that is asked for is used, and the reverse."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.channels.slack import api, document_listeners, edge, front_listeners, listeners
from bot.channels.slack.agent_view import prompts
from bot.channels.slack.checkup import SCOPES
from bot.channels.slack.listeners import EVENTS

ROOT = Path(__file__).parents[4]
SCOPES_OF_CALLS = {
    "auth_test": set[str](),
    "apps_connections_open": set[str](),  # an app-level token's own
    "views_open": set[str](),
    "views_publish": set[str](),
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_delete": {"chat:write"},
    "chat_startStream": {"chat:write"},
    "chat_appendStream": {"chat:write"},
    "chat_stopStream": {"chat:write"},
    "assistant_threads_setStatus": {"chat:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "conversations_open": {"im:write"},
    "chat_postEphemeral": {"chat:write"},
    "reactions_add": {"reactions:write"},
    "reactions_remove": {"reactions:write"},
    "conversations_replies": {"channels:history", "groups:history"},
    "conversations_history": {"channels:history", "groups:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "files_delete": {"files:write"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "usergroups_users_list": {"usergroups:read"},
}
SCOPES_OF_EVENTS = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
}


@pytest.fixture(scope="module")
def manifest() -> Any:
    return YAML(typ="safe").load((ROOT / "manifest.yml").read_text("utf-8"))


def calls() -> set[str]:
    return set(re.findall(r"self\.client\.([a-z_A-Z0-9]+)", Path(api.__file__).read_text("utf-8")))


def test_every_call_is_known_with_the_scopes_that_it_needs() -> None:
    assert calls() == set(SCOPES_OF_CALLS)


def test_the_app_asks_for_the_scopes_of_its_calls_and_events_and_for_no_other(manifest: Any) -> None:
    needed = set().union(*SCOPES_OF_CALLS.values(), *SCOPES_OF_EVENTS.values(), {"commands"})
    assert sorted(manifest["oauth_config"]["scopes"]["bot"]) == sorted(needed)


def test_the_app_subscribes_to_the_events_that_have_a_listener_and_to_no_other(manifest: Any) -> None:
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert set(subscribed) == set(SCOPES_OF_EVENTS)
    assert {name.partition(".")[0] for name in subscribed} == set(EVENTS)


def test_buttons_and_forms_are_switched_on_because_listeners_take_them(manifest: Any) -> None:
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert listeners.DEEDS


def test_the_home_page_and_direct_messages_are_switched_on_because_they_are_answered(manifest: Any) -> None:
    home = manifest["features"]["app_home"]
    assert (home["home_tab_enabled"], home["messages_tab_enabled"], home["messages_tab_read_only_enabled"]) == (
        True,
        True,
        False,
    )


def test_every_command_has_its_listener(manifest: Any) -> None:
    assert [each["command"] for each in manifest["features"]["slash_commands"]] == [front_listeners.COMMAND]


def test_every_shortcut_has_its_listener(manifest: Any) -> None:
    shortcuts = {each["callback_id"]: each["type"] for each in manifest["features"]["shortcuts"]}
    assert shortcuts == {
        listeners.SEND_SHORTCUT: "message",
        front_listeners.LOOK_UP_SHORTCUT: "global",
        document_listeners.SAVE_SHORTCUT: "message",
    }


def test_what_the_agent_suggests_is_the_same_before_and_after_its_messages_are_opened(manifest: Any) -> None:
    view = manifest["features"]["agent_view"]
    suggested = tuple((each["title"], each["message"]) for each in view["suggested_prompts"])
    assert suggested == prompts("45012-A")
    assert len(view["agent_description"]) <= 300


def test_socket_mode_is_the_default(manifest: Any) -> None:
    assert manifest["settings"]["socket_mode_enabled"] is True


def test_what_slack_limits_is_within_its_limits(manifest: Any) -> None:
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    assert manifest["_metadata"] == {"major_version": 2, "minor_version": 1}


def test_only_the_api_module_calls_slack() -> None:
    folder = Path(edge.__file__).parent
    found = [
        path.name
        for path in folder.glob("*.py")
        if re.search(r"\.(chat|users|conversations|reactions|views|assistant|files)_\w+\(", path.read_text("utf-8"))
    ]
    assert found == ["api.py"]


def test_the_health_check_wants_just_the_scopes_of_the_manifest(manifest: Any) -> None:
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
