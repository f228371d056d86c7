"""Read PDFs through a child process that may break: limits, and words for each way in which a file fails."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.errors import SourceError
from knowledge.sources.pdf_layout import Line, PdfPage, PdfText

CHILD = Path(__file__).with_name("pdf_child.py")
SAVE_AGAIN = "Open it in a PDF viewer and save it again, or export it from the program that made it."
SCANNED_CURE = "Run text recognition (OCR) on it, or supply the original text file."
PROBLEMS: dict[str, tuple[str, str]] = {
    "empty": ("the file is empty", "Copy the file again."),
    "encrypted": ("the PDF is locked with a password", "Save a copy without a password."),
    "corrupt": ("the PDF is damaged and cannot be opened", SAVE_AGAIN),
    "too_many_pages": ("the PDF has too many pages", "Split it into smaller files."),
    "too_complex": ("the PDF unpacks to far more than a document needs", SAVE_AGAIN),
    "memory": ("the PDF needs too much memory to read", "Split it into smaller files, or save it again."),
    "time": ("the PDF took too long to read", "Split it into smaller files, or save it again."),
    "died": ("the PDF broke its limits of time or memory", "Split it into smaller files, or save it again."),
    "no_text": ("the PDF holds no text", "Check that it is the right file."),
    "scanned": ("the PDF holds scanned pictures and no text", SCANNED_CURE),
}


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What one file may cost. Seconds of processor and of wall clock, megabytes of memory and of file."""

    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    memory_mb: int = 1024
    size_mb: int = 50
    pages: int = 2000


@dataclass(slots=True)
class PdfReader:
    """Reads one file after another in one child, which is started when needed and again when it broke."""

    limits: PdfLimits = PdfLimits()
    _child: Process | None = field(default=None, init=False)

    async def read(self, path: Path, source: str, on_page: Callable[[int, int], None]) -> PdfText:
        """Return the text of every page; raises `SourceError`. `on_page` hears of each page and their number."""
        self._refuse_at_sight(path, source)
        try:
            async with asyncio.timeout(self.limits.wall_seconds):
                answer = await self._ask(path, on_page)
        except TimeoutError:
            await self._end()
            raise _error(source, "time") from None
        except (OSError, ValueError):
            await self._end()
            raise _error(source, "died") from None
        if isinstance(answer, str):
            raise _error(source, answer)
        return _with_text(answer, source)

    async def start(self) -> None:
        """Start the child ahead of the first file, so that its imports run beside other work."""
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable, "-I", str(CHILD), str(self.limits.memory_mb),
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=8 << 20,
            )  # fmt: skip

    @property
    def child_pid(self) -> int | None:
        """The running child, if there is one."""
        return self._child.pid if self._child else None

    async def close(self) -> None:
        """End the child."""
        await self._end()

    def _refuse_at_sight(self, path: Path, source: str) -> None:
        size = path.stat().st_size
        if size == 0:
            raise _error(source, "empty")
        if size > self.limits.size_mb << 20:
            problem = f"the PDF is larger than {self.limits.size_mb} MB"
            raise SourceError(source, problem, "Split it into smaller files.")
        with path.open("rb") as file:
            start = file.read(1024).lstrip().lower()
        if start.startswith((b"<!doctype html", b"<html")):
            raise SourceError(
                source, "the file is a web page, not a PDF", "Download the PDF itself, or rename to .html."
            )

    async def _ask(self, path: Path, on_page: Callable[[int, int], None]) -> PdfText | str:
        await self.start()
        child = self._child
        assert child is not None  # noqa: S101 - just started
        assert child.stdin is not None  # noqa: S101 - a pipe by construction
        assert child.stdout is not None  # noqa: S101 - a pipe by construction
        request = {"path": str(path), "cpu_seconds": self.limits.cpu_seconds, "most_pages": self.limits.pages}
        child.stdin.write(json.dumps(request).encode() + b"\n")
        await child.stdin.drain()
        pages: list[PdfPage] = []
        while line := await child.stdout.readline():
            answer = json.loads(line)
            if "error" in answer:
                return str(answer["error"])
            if "done" in answer:
                outline = tuple((level, title) for level, title, _ in answer["outline"])
                return PdfText(answer["title"], outline, tuple(pages))
            pages.append(_page(answer))
            on_page(answer["page"], answer["of"])
        await self._end()
        return "died"

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            child.kill()
        await child.communicate()


def _page(answer: dict[str, Any]) -> PdfPage:
    lines = tuple(Line(*line) for line in answer["lines"])
    return PdfPage(answer["page"], lines, scanned=answer.get("images", False), broken="broken" in answer)


def _error(source: str, kind: str) -> SourceError:
    return SourceError(source, *PROBLEMS[kind])


def _with_text(text: PdfText, source: str) -> PdfText:
    if any(page.lines for page in text.pages):
        return text
    if any(page.broken for page in text.pages):
        raise _error(source, "too_complex")
    raise _error(source, "scanned" if any(page.scanned for page in text.pages) else "no_text")
