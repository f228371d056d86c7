"""The scripts, styles and pages that we serve, read once and kept compressed."""

import gzip
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

SHARED = Path(__file__).parent / "browser"
"""Browser code that more than one page needs."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent. Browsers ask each time whether `etag` still holds, so an update shows at once."""

    body: bytes
    gzipped: bytes
    content_type: str
    etag: str

    def handler(self, headers: Mapping[str, str] | None = None) -> Handler:
        """Return the request handler that serves it, with these extra headers."""

        async def serve(request: web.Request) -> web.Response:
            known = {**(headers or {}), "ETag": self.etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
            if request.headers.get("If-None-Match") == self.etag:
                return web.Response(status=304, headers=known)
            packed = "gzip" in request.headers.get("Accept-Encoding", "")
            if packed:
                known["Content-Encoding"] = "gzip"
            body = self.gzipped if packed else self.body
            return web.Response(body=body, content_type=self.content_type, charset="utf-8", headers=known)

        return serve


def asset(text: str, content_type: str) -> Asset:
    """Return `text` ready to serve."""
    body = text.encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return Asset(body, gzip.compress(body, 9, mtime=0), content_type, etag)


def script(parts: Sequence[Path], styles: Path | None = None) -> Asset:
    """Join `parts` in this order into one classic script with a scope of its own; `styles` arrive in it as `STYLES`.

    One request, and nothing to build: an edited part is served after the next start.
    """
    lines = ["(() => {", '"use strict";']
    if styles is not None:
        lines.append(f"const STYLES = {json.dumps(styles.read_text('utf-8'))};")
    lines += [part.read_text("utf-8") for part in parts]
    return asset("\n".join([*lines, "})();\n"]), "text/javascript")


def style(path: Path) -> Asset:
    """Return a style sheet ready to serve."""
    return asset(path.read_text("utf-8"), "text/css")


def page(path: Path, *, framed_by: str, frames: str = "'none'") -> Handler:
    """Return the handler of an HTML page that runs only our own files.

    `framed_by` and `frames` are the sources of the policy's `frame-ancestors` and `frame-src`.
    """
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-src {frames}; frame-ancestors {framed_by}"
    )
    return asset(path.read_text("utf-8"), "text/html").handler({"Content-Security-Policy": policy})
