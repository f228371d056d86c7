"""The inputs of one run: each checked against its own rule before anything is sent."""

from collections.abc import Mapping

from actions import allowed, dates
from actions.spec import Input


class InvalidInput(Exception):
    """An input is missing or does not fit; `words` is what a person should read. Holds no part of the value."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(f"the input {name} is missing or does not fit")
        self.name = name
        self.words = words


def accept(rules: Mapping[str, Input], given: Mapping[str, str]) -> dict[str, str]:
    """Return the inputs as they are sent; raises `InvalidInput` for the first that does not fit.

    What `rules` does not name is left behind: a caller may offer all that it knows, and the file takes what it needs.
    """
    accepted: dict[str, str] = {}
    for name, rule in rules.items():
        value = given.get(name, "")
        if value.strip():
            accepted[name] = _accepted(name, rule, value)
        elif rule.required:
            raise InvalidInput(name, rule.message)
    return accepted


def _accepted(name: str, rule: Input, value: str) -> str:
    try:
        if rule.type == "date":
            return dates.write(allowed.day(value), rule.sent_as)
        return allowed.text(value, rule.pattern)
    except allowed.NotAllowed:
        raise InvalidInput(name, rule.message) from None
