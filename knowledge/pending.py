"""Documents that wait for somebody's approval: files in the knowledge folder's `pending`, which ingest does not read.

The folder is all there is: what waits survives any crash, is fit for git, and may as well be moved by hand. A text
carries its particulars between `---` lines; a PDF cannot, so they wait beside it in a file of the same name and move
into `sources.yml` before it does: a document must never be read without its audience.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from textwrap import indent
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import YAMLError

from knowledge.errors import SourceError
from knowledge.proposal import Proposal
from knowledge.sources.details import Details, details_from
from knowledge.sources.front_matter import split_front_matter
from knowledge.sources.listing import LIST_NAME

PENDING = "pending"
_TEXT, _PDF, _BESIDE = ".md", ".pdf", ".yml"


class Proposals:
    """The proposals of one knowledge folder. Every change is whole or not made, and safe to repeat."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pending = folder / PENDING

    def propose(self, proposal: Proposal, content: bytes = b"") -> bool:
        """Keep a document, or the PDF `content`, until it is approved; False when its name is taken already."""
        place = self._pending / proposal.file
        if place.exists() or (self._folder / proposal.file).exists():
            return False
        self._pending.mkdir(exist_ok=True)
        if content:
            _write(place.with_suffix(_BESIDE), _yaml(_particulars(proposal)))
            _write(place, content)
        else:
            _write(place, b"---\n%b---\n\n%b\n" % (_yaml(_particulars(proposal)), proposal.text.strip().encode()))
        return True

    def waiting(self) -> list[Proposal]:
        """Return what waits, by name. What somebody has spoilt by hand is left out: it can be approved by hand too."""
        return [proposal for path in self._files() if (proposal := _read(path))]

    def approve(self, file: str) -> Proposal | None:
        """Move a document to where ingest reads it; None when it does not wait any more."""
        proposal = self._of(file)
        if proposal is None:
            return None
        place = self._pending / file
        if not proposal.text:
            self._list(proposal)
        place.replace(self._folder / file)
        _settle(self._folder)
        place.with_suffix(_BESIDE).unlink(missing_ok=True)
        return proposal

    def discard(self, file: str) -> Proposal | None:
        """Delete a document that waits; None when it does not wait any more."""
        proposal = self._of(file)
        if proposal is not None:
            (self._pending / file).unlink(missing_ok=True)
            (self._pending / file).with_suffix(_BESIDE).unlink(missing_ok=True)
        return proposal

    def finish(self) -> None:
        """End approvals that a crash broke off after the document's entry was written."""
        listed = {entry.get("file") for entry in _entries(self._folder / LIST_NAME)}
        for proposal in self.waiting():
            if proposal.file in listed:
                self.approve(proposal.file)

    def _of(self, file: str) -> Proposal | None:
        return next((proposal for proposal in self.waiting() if proposal.file == file), None)

    def _files(self) -> Iterator[Path]:
        if self._pending.is_dir():
            yield from sorted(path for path in self._pending.iterdir() if path.suffix in {_TEXT, _PDF})

    def _list(self, proposal: Proposal) -> None:
        """Add the entry to `sources.yml`, whose comments and order stay as they are."""
        path = self._folder / LIST_NAME
        entries = _entries(path)
        if all(entry.get("file") != proposal.file for entry in entries):
            added = _yaml([{"file": proposal.file, **_particulars(proposal)}]).decode()
            before = path.read_text("utf-8").rstrip() + "\n\n" if path.exists() else ""
            _write(path, (before + indent(added, " " * (entries.lc.col or 0))).encode())


def _read(path: Path) -> Proposal | None:
    """Read a document that waits; None when its particulars cannot be read, or name no audience."""
    try:
        if path.suffix == _PDF:
            details, mistakes = details_from(YAML(typ="safe").load(path.with_suffix(_BESIDE).read_bytes()))
            return None if mistakes else _proposal(path.name, details)
        details, text = split_front_matter(path.read_text("utf-8"), path.name)
        return _proposal(path.name, details, text.strip())
    except (OSError, UnicodeDecodeError, YAMLError, AttributeError, SourceError):
        return None


def _proposal(file: str, details: Details, text: str = "") -> Proposal | None:
    if details.audience is None:
        return None  # ingest would take it for a document for patients
    return Proposal(
        file=file,
        title=details.title,
        topic=details.topic,
        owner=details.owner,
        audience=details.audience,
        review_date=details.review_date,
        text=text,
    )


def _entries(path: Path) -> CommentedSeq:
    entries = YAML(typ="rt").load(path.read_bytes()) if path.exists() else None
    return entries if isinstance(entries, CommentedSeq) else CommentedSeq()


def _particulars(proposal: Proposal) -> dict[str, Any]:
    return {
        "title": proposal.title,
        "topic": proposal.topic,
        "owner": proposal.owner,
        "review_date": proposal.review_date,
        "audience": proposal.audience,
    }


def _yaml(value: Any) -> bytes:
    stream = io.BytesIO()
    writer = YAML()
    writer.width = 1000
    writer.dump(value, stream)
    return stream.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, so that it is there after a power cut too."""
    draft = path.with_name(f".{path.name}.{token_hex(4)}")
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
