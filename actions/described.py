"""What an action file says of itself, for who must choose among actions without seeing how they work."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """One action: what it does, what it may be told, each input in the words that a person would read."""

    name: str
    title: str
    inputs: Mapping[str, str]
    required: frozenset[str]
