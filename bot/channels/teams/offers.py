"""Files that a specialist sends: Teams takes none from a bot by itself, so the patient gets a link to us.

Whoever has the link can open the file, as with any link to a file in Teams; it stands in a personal chat only, lives
for some days, and ends at once when the specialist takes the message back.
"""

from datetime import timedelta
from urllib.parse import quote

from aiohttp import web
from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot.channels.bodies import refuse
from bot.domain.attachments import Attachment
from bot.domain.ids import FileId
from bot.ports.store import Store

LIFE = timedelta(days=7)
PATH = "/teams/files/{token}"


class Offers:
    """Makes the links and answers them. `address` is where Teams reaches us, empty where nobody has said."""

    def __init__(self, store: Store, secret: str, address: str) -> None:
        self._store = store
        self._signer = URLSafeTimedSerializer(secret, salt="claimdesk teams file")
        self._address = address.rstrip("/")

    def routes(self) -> list[web.RouteDef]:
        """Return what this adds to the application."""
        return [web.get(PATH, self.hand_out)]

    def lines(self, attachments: tuple[Attachment, ...]) -> str:
        """Return the files of a message as lines of Markdown."""
        return "\n\n".join(self._line(each) for each in attachments)

    def _line(self, attachment: Attachment) -> str:
        if not self._address:
            return f"({attachment.name} cannot be shown here; please ask us for it.)"
        token = self._signer.dumps([attachment.id, attachment.name, attachment.type])
        name = attachment.name.replace("[", "(").replace("]", ")")  # which would end the link's words
        return f"[{name}]({self._address}/teams/files/{token}) ({attachment.in_words})"

    async def hand_out(self, request: web.Request) -> web.Response:
        """Return a file's bytes, to be saved and never opened on our own origin."""
        try:
            file, name, kind = self._signer.loads(request.match_info["token"], max_age=int(LIFE.total_seconds()))
        except (BadSignature, ValueError):
            raise _gone() from None
        async with self._store.read() as work:
            content = await work.files.read(FileId(file))
        if content is None:
            raise _gone()
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return web.Response(body=content, headers=headers, content_type=kind)


def _gone() -> web.HTTPError:
    return refuse(web.HTTPNotFound, "no_file", "This file is not here any more. Please ask for it again.")
