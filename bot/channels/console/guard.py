"""Keeps the desk for this machine: it shows patients' words, and in the demo nobody signs in.

A page of a foreign site must not reach it through the visitor's own browser either, so the Host must name this
machine (a rebound DNS name does not) and a browser's Origin must be our own.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.assets import Handler
from bot.channels.bodies import refuse


def guard(handler: Handler) -> Handler:
    """Return `handler` for requests from this machine and from our own pages only."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if not _is_loopback(request.remote or ""):
            raise refuse(web.HTTPForbidden, "not_local", "The console desk can be used on this machine only.")
        host = urlsplit(f"//{request.host}").hostname or ""
        origin = request.headers.get("Origin")
        if not (host == "localhost" or _is_loopback(host)) or (origin and urlsplit(origin).netloc != request.host):
            raise refuse(web.HTTPForbidden, "foreign_site", "Open the console desk by its own address.")
        return await handler(request)

    return guarded


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
