"""What people call their files: private details are taken out of the names as out of what they write. Pure."""

from dataclasses import replace
from datetime import date

from bot.domain.attachments import Attachment
from bot.domain.policy import Office
from bot.engine.recognise import normalise, recognise, redact


def redacted_files(files: tuple[Attachment, ...], office: Office, today: date) -> tuple[Attachment, ...]:
    """Return `files` under names without private details. What is inside them nobody can redact."""
    return tuple(replace(file, name=_redacted(file.name, office, today)) for file in files)


def _redacted(name: str, office: Office, today: date) -> str:
    """Read a name as words, for which people write underlines."""
    clean = normalise(name)
    found = recognise(clean.replace("_", " "), office, today)
    return redact(clean, found.entities)
