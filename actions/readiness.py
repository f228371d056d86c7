"""What an action needs from the environment before it can run, checked at the start and before every run."""

from collections.abc import Iterator, Mapping

from actions import placeholders
from actions.catalogue import Action
from actions.errors import Problem
from actions.outgoing import Unsendable, sendable


def unready(action: Action, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Yield every setting that is missing, cannot be sent, or is no safe address. Never shows a value."""
    for name, line in action.settings.items():
        value = environ.get(name, "")
        if not value.strip():
            cure = f"Set {name} in the environment or in .env"
            yield Problem(action.file, line, f"the setting {name} is not set", cure)
        elif any(ord(mark) < 32 for mark in value):
            yield Problem(action.file, line, f"the setting {name} holds a line break", "Remove the line break")
        elif name in leading_settings(action):
            yield from _address(action, name, value, line)


def leading_settings(action: Action) -> frozenset[str]:
    """Return the settings that addresses of the action begin with."""
    spec = action.spec
    urls = [spec.request.url]
    if spec.oauth2:
        urls.append(spec.oauth2.token_url)
    if spec.poll and spec.poll.url:
        urls.append(spec.poll.url)
    starts = (placeholders.parts(url)[0] for url in urls)
    return frozenset(start.value for start in starts if start.kind == "env")


def _address(action: Action, name: str, value: str, line: int | None) -> Iterator[Problem]:
    try:
        sendable(value)
    except Unsendable as error:
        yield Problem(action.file, line, f"{name}: {error}", f"Set {name} to the https:// address of the system")
