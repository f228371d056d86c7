"""Reads what a page posted, and words a refusal so that a page and a person both understand it."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError


class Body(BaseModel):
    """Base of every posted body: unknown fields are mistakes. `id` is the page's own, so that a repeat is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Numbered(Body):
    """A body that makes something happen once, however often it is sent."""

    id: UUID


B = TypeVar("B", bound=Body)
E = TypeVar("E", bound=web.HTTPError)


def refuse(error: type[E], code: str, message: str, headers: Mapping[str, str] | None = None) -> E:
    """Return an HTTP error whose JSON body names the problem for the page (`code`) and the person (`message`)."""
    text = json.dumps({"error": {"code": code, "message": message}})
    return error(text=text, content_type="application/json", headers=headers)


def too_large(size: int, limit: int) -> web.HTTPError:
    """Return the refusal of a body or text that is longer than `limit`."""
    return refuse(_TooLarge, "too_large", f"This is too long: {size:,} where at most {limit:,} are taken.")


async def read_body(request: web.Request, shape: type[B]) -> B:
    """Return the posted JSON as `shape`; raises 415, 413 or 400 in words that hold nothing of what was posted."""
    if request.content_type != "application/json":
        raise refuse(web.HTTPUnsupportedMediaType, "not_json", "Send JSON, with Content-Type: application/json.")
    try:
        text = (await request.read()).decode("utf-8")
    except UnicodeDecodeError:
        raise refuse(web.HTTPBadRequest, "invalid_utf8", "The text is not valid UTF-8.") from None
    try:
        return shape.model_validate_json(text)
    except ValidationError as error:
        raise refuse(web.HTTPBadRequest, "invalid_body", _words(error)) from None


def _words(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return "The body is not JSON."
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}." if where else f"{first['msg']}."


class _TooLarge(web.HTTPClientError):
    status_code = 413


def reply(status: int, body: Mapping[str, Any]) -> web.Response:
    """Return a JSON response."""
    return web.json_response(body, status=status)
