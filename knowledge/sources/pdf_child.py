"""The program that reads PDFs in its own process: one JSON request a line in, one JSON answer a page out.

It is started as a plain script in an isolated interpreter and imports nothing of ours, so that a hostile file meets
a process that knows and may do nothing but parse. Limits are set here, before the parser is imported; the parent
holds the clock.
"""

import json
import resource
import sys
from collections import Counter
from math import hypot
from pathlib import Path
from typing import Any

MEGABYTE = 1 << 20
TIGHT: Any = {
    "zlib_maximum_output_length": 10_000_000,
    "stream_decoding_work_maximum_length": 50_000_000,
    "stream_parsing_work_maximum_count": 200_000,
    "array_maximum_element_count": 20_000,
}
NOWHERE = (0.0, 0.0, 0.0, False)
"""The place of a blank fragment, which nobody asks for."""
LONGEST_PAGE = 200_000
"""Characters taken from one page: some fifty printed pages, so that one page cannot fill the parent's memory."""


def limit(memory_mb: int) -> None:
    """Bound this process for good: memory, no files written, no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def limit_cpu(seconds: int) -> None:
    """Let the next file use so much processor time; the kernel ends the process when it is used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY))


def main() -> None:
    """Serve requests until standard input ends."""
    limit(int(sys.argv[1]))
    import pypdf

    with pypdf.apply_configuration(**TIGHT):
        for line in sys.stdin:
            request = json.loads(line)
            limit_cpu(request["cpu_seconds"])
            try:
                read(pypdf, request["path"], request["most_pages"])
            except MemoryError:
                say(error="memory")
            except pypdf.errors.LimitReachedError:
                say(error="too_complex")
            except pypdf.errors.EmptyFileError:
                say(error="empty")
            except pypdf.errors.FileNotDecryptedError:
                say(error="encrypted")
            except Exception as error:
                say(error="corrupt", detail=type(error).__name__)


def say(**answer: Any) -> None:
    """Write one answer line."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def read(pypdf: Any, path: str, most_pages: int) -> None:
    """Answer every page of one file, then its title and outline."""
    with Path(path).open("rb") as file:
        document = pypdf.PdfReader(file)
        if document.is_encrypted and not document.decrypt(""):
            say(error="encrypted")
            return
        pages = len(document.pages)
        if pages > most_pages:
            say(error="too_many_pages", detail=str(pages))
            return
        for number in range(pages):
            read_page(pypdf, document, number, pages)
        say(done=True, title=title_of(document), outline=outline_of(document))


def read_page(pypdf: Any, document: Any, number: int, pages: int) -> None:
    """Answer one page; a page that breaks is named and the others go on."""
    try:
        page = document.pages[number]
        lines = page_lines(page)
        images = not lines and has_images(page)
        say(page=number + 1, of=pages, lines=lines, images=images)
    except (MemoryError, pypdf.errors.FileNotDecryptedError):
        raise
    except Exception as error:
        say(page=number + 1, of=pages, lines=[], broken=type(error).__name__)


def page_lines(page: Any) -> list[list[Any]]:
    """Return the lines of a page in reading order as [text, x, y, size, bold]."""
    lines: list[list[Any]] = []
    current: list[tuple[str, float, float, float, bool]] = []

    def fragment(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if not text:
            return
        place = NOWHERE if text.isspace() else place_of(cm, tm, font, size)
        if "\n" not in text:
            current.append((text, *place))
            return
        first, *rest = text.split("\n")
        current.append((first, *place))
        for part in rest:
            close_line(current, lines)
            current.append((part, *place))

    text = page.extract_text(visitor_text=fragment)
    close_line(current, lines)
    if len(text) > LONGEST_PAGE:
        raise ValueError
    return lines


def place_of(
    cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float
) -> tuple[float, float, float, bool]:
    """Return where a fragment begins, how high its type is, and whether it is bold."""
    bold = font is not None and "bold" in str(font.get("/BaseFont", "")).lower()
    if cm[0] == cm[3] == 1.0 and cm[1] == cm[2] == 0.0:
        return tm[4] + cm[4], tm[5] + cm[5], size * hypot(tm[2], tm[3]), bold
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return x, y, size * hypot(tm[2], tm[3]) * hypot(cm[2], cm[3]), bold


def close_line(current: list[tuple[str, float, float, float, bool]], lines: list[list[Any]]) -> None:
    """Move the fragments of one line to `lines`; its size and weight are those of most of its characters."""
    text = "".join(part[0] for part in current)
    if text.strip():
        seen = [part for part in current if part[0].strip()]
        size, bold = seen[0][3:] if len(seen) == 1 else most_used(seen)
        lines.append([text.strip(), round(seen[0][1], 1), round(seen[0][2], 1), round(size, 1), bold])
    current.clear()


def most_used(parts: list[tuple[str, float, float, float, bool]]) -> tuple[float, bool]:
    """Return the size and weight of most characters."""
    used: Counter[tuple[float, bool]] = Counter()
    for text, _, _, size, bold in parts:
        used[size, bold] += len(text)
    [(kind, _)] = used.most_common(1)
    return kind


def has_images(page: Any) -> bool:
    """Say whether the page draws a picture: a page of pictures without text was scanned."""
    objects = (page.get("/Resources") or {}).get("/XObject") or {}
    return any(objects[name].get_object().get("/Subtype") == "/Image" for name in objects)


def title_of(document: Any) -> str:
    """Return the title in the file's own particulars, if a person gave one."""
    try:
        title = str((document.metadata or {}).get("/Title") or "").strip()
    except Exception:
        return ""
    return "" if title.lower() in {"untitled", "anonymous", "unspecified"} else title


def outline_of(document: Any) -> list[list[Any]]:
    """Return the bookmarks as [level, title, page]; bookmarks that break are none."""
    found: list[list[Any]] = []

    def walk(items: list[Any], level: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            else:
                page = document.get_destination_page_number(item)
                found.append([level, str(item.title).strip(), None if page is None else page + 1])

    try:
        walk(document.outline, 1)
    except Exception:
        return []
    return found[:5000]


if __name__ == "__main__":
    main()
