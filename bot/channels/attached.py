"""Files of a hosted message, handed out to whoever may see that message."""

from urllib.parse import quote

from aiohttp import web

from bot.channels.bodies import refuse
from bot.domain.ids import FileId
from bot.ports.store import Files, TimelineEvent


async def file_response(files: Files, shown: TimelineEvent | None, file: str) -> web.Response:
    """Return the bytes of a file that an event shows, to be saved and never opened on our own origin; raises 404."""
    attachments = shown.data.get("attachments", ()) if shown else ()
    named = next((each for each in attachments if each["id"] == file), None)
    content = await files.read(FileId(file)) if named else None
    if named is None or content is None:
        raise refuse(web.HTTPNotFound, "no_file", "This file is not here any more.")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(named['name'])}"}
    return web.Response(body=content, headers=headers, content_type=named["type"])
