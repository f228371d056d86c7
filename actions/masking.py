"""Hide secrets in what people are shown of a request and its answer."""

import json
from collections.abc import Mapping
from urllib.parse import quote, quote_plus

from actions.catalogue import Action
from actions.readiness import leading_settings


def secrets_of(action: Action, environ: Mapping[str, str]) -> dict[str, str]:
    """Return every setting of the action, value to name, but for those that an address begins with."""
    names = action.settings.keys() - leading_settings(action)
    return {environ[name]: name for name in names if environ.get(name)}


def masked(text: str, secrets: Mapping[str, str]) -> str:
    """Put `•••NAME` in the place of every secret, also where it was encoded for a URL, a form or JSON."""
    for value in sorted(secrets, key=len, reverse=True):
        for written in {value, quote(value, safe=""), quote_plus(value), json.dumps(value)[1:-1]}:
            text = text.replace(written, f"•••{secrets[value]}")
    return text
