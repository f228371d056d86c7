"""One HTTP request, filled and ready to send. The same filling with masked settings is what people are shown."""

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

from actions import placeholders
from actions.spec import ActionSpec, Request


class Unsendable(Exception):
    """The request would go to no good address. The text is for staff and holds neither secret nor input."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request as it goes over the wire."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None

    def shown(self) -> str:
        """Write it out the way HTTP would."""
        head = [f"{self.method} {self.url}", *(f"{name}: {value}" for name, value in self.headers.items())]
        return "\n".join(head) + (f"\n\n{self.body.decode()}" if self.body else "")


def prepare(spec: ActionSpec, inputs: Mapping[str, str], environ: Mapping[str, str]) -> Outgoing:
    """Fill the request of `spec`; raises `KeyError` for an unset setting, `Unsendable` for a bad address."""
    request = spec.request
    url = _with_query(placeholders.fill_url(request.url, inputs, environ), request.query, inputs, environ)
    headers = {"Accept": "application/json", **_filled(request.headers, inputs, environ)}
    kind, body = _body(request, inputs, environ)
    if kind:
        headers = {"Content-Type": kind, **headers}
    return Outgoing(request.method, sendable(url), headers, body)


def follow_up(before: Outgoing, url: str) -> Outgoing:
    """Return the request that asks again at `url`; raises `Unsendable` when that is another system's address.

    The headers carry the key, so they only ever go to where the first request went.
    """
    if _origin(url) != _origin(before.url):
        raise Unsendable("the pending answer points to another system")
    headers = {name: value for name, value in before.headers.items() if name.lower() != "content-type"}
    return Outgoing("GET", sendable(url), headers)


def sendable(url: str) -> str:
    """Return `url` if patient data may go there: https, or http on this very machine; else raise `Unsendable`."""
    try:
        address = urlsplit(url)
        host, _ = address.hostname or "", address.port
    except ValueError:
        raise Unsendable("the address of the billing system is not a URL") from None
    if not host or address.scheme not in {"https", "http"} or any(mark.isspace() for mark in url):
        raise Unsendable("the address of the billing system is not a URL that begins with https://")
    if address.username is not None or address.password is not None:
        raise Unsendable("the address of the billing system holds a user name or password; send them as a header")
    if address.scheme == "http" and not _is_loopback(host):
        raise Unsendable("the address of the billing system is http; patient data travels over https only")
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _origin(url: str) -> tuple[str, str]:
    address = urlsplit(url)
    return address.scheme, address.netloc


def _with_query(url: str, query: Mapping[str, str], inputs: Mapping[str, str], environ: Mapping[str, str]) -> str:
    filled = urlencode(_filled(query, inputs, environ), quote_via=quote, safe="")
    return f"{url}{'&' if '?' in url else '?'}{filled}" if filled else url


def _filled(texts: Mapping[str, str], inputs: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    filled = {name: placeholders.fill(text, inputs, environ) for name, text in texts.items()}
    return {name: value for name, value in filled.items() if value is not None}


def _body(request: Request, inputs: Mapping[str, str], environ: Mapping[str, str]) -> tuple[str | None, bytes | None]:
    if request.form is not None:
        return "application/x-www-form-urlencoded", urlencode(_filled(request.form, inputs, environ)).encode()
    if request.json_body is not None:
        filled = placeholders.fill_json(request.json_body, inputs, environ)
        return "application/json", json.dumps(filled).encode()
    return None, None
