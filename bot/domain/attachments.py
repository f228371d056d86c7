"""Files that people send each other: what they are by their bytes, and which may pass. Pure."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.domain.errors import ClaimDeskError
from bot.domain.ids import FileId

MEGABYTE = 1_000_000

EXTENSIONS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/heic": "heic",
    "text/plain": "txt",
}
"""The kinds of files that pass: none of them runs anything where it is opened."""

_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_HEIC = frozenset({b"heic", b"heix", b"heim", b"mif1"})
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NO_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff<>:\"|?*]")
_LONGEST_STEM = 80


class FileRefused(ClaimDeskError):
    """A file may not pass; the text is the end of a sentence that begins with its name, for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message, whose bytes we keep under `id`.

    `name` is what its sender called it and may hold anything private; `type` is the media type that its bytes show.
    """

    id: FileId
    name: str
    type: str
    size: int

    @property
    def in_words(self) -> str:
        """Return kind and size as people say them."""
        kind = {"application/pdf": "PDF", "text/plain": "text"}.get(self.type, "picture")
        return f"{kind}, {_size(self.size)}"


def attach(file: FileId, name: str, content: bytes, largest: int) -> Attachment:
    """Return the file as an attachment of at most `largest` bytes; raises `FileRefused`."""
    if not content:
        raise FileRefused("is empty")
    if len(content) > largest:
        raise FileRefused(too_large(largest))
    kind = kind_of(content)
    if not kind:
        raise FileRefused("is neither a PDF, a picture nor plain text")
    return Attachment(file, safe_name(name, kind), kind, len(content))


def too_large(largest: int) -> str:
    """Return the words for a file of more than `largest` bytes."""
    return f"is larger than {_size(largest)}" if largest else "cannot be sent: this office passes no files on"


def kind_of(content: bytes) -> str:
    """Return the media type that the bytes show, empty for what may not pass; a name proves nothing."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "image/heic"
    return "text/plain" if _is_text(content) else ""


def safe_name(name: str, kind: str) -> str:
    """Return a name that harms no file system and does not lie about what the file is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = _NO_NAME.sub("", last.rpartition(".")[0] or last).strip(". ")[:_LONGEST_STEM]
    return f"{stem or 'file'}.{EXTENSIONS[kind]}"


def _is_text(content: bytes) -> bool:
    try:
        return not _NO_TEXT.search(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB".replace(".0 ", " ") if size >= MEGABYTE else f"{max(1, round(size / 1000))} KB"
