"""By what a message is known that Teams sends again under another id: place, person, words and files. Pure."""

import hashlib
import hmac
import json

from bot.channels.teams.inbound import Said
from bot.channels.teams.patient_files import origins


def likeness(said: Said, secret: bytes) -> str:
    """Return one name for the same message however often it comes, from which nobody can read its words."""
    known = [said.address, said.activity.sender.id, said.text, *origins(said.activity)]
    return f"teams:{hmac.new(secret, json.dumps(known).encode(), hashlib.sha256).hexdigest()}"
