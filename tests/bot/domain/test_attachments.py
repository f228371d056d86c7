"""Which files pass, told by their bytes; a name proves nothing."""

import pytest

from bot.domain.attachments import Attachment, FileRefused, attach, kind_of, safe_name, too_large
from bot.domain.ids import FileId

F = FileId("f1")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0 JFIF", "image/jpeg"),
        (b"II*\x00....", "image/tiff"),
        (b"MM\x00*....", "image/tiff"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        ("Señora, Ihre Nummer".encode(), "text/plain"),
        (b"MZ\x90\x00", ""),
        (b"PK\x03\x04", ""),
        (b"RIFF....WAVE", "text/plain"),
        (b"\xfe\xff\x00a", ""),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_a_file_that_passes_keeps_its_name_with_the_extension_of_what_it_is() -> None:
    assert attach(F, "My letter.exe", b"%PDF-1.7", 100) == Attachment(F, "My letter.pdf", "application/pdf", 8)


@pytest.mark.parametrize(
    ("content", "largest", "why"),
    [
        (b"", 100, "is empty"),
        (b"%PDF-1.7", 7, "is larger than 1 KB"),
        (b"MZ\x90\x00", 100, "is neither a PDF, a picture nor plain text"),
        (b"%PDF-1.7", 0, "cannot be sent: this office passes no files on"),
    ],
)
def test_a_file_that_may_not_pass_is_refused_in_words(content: bytes, largest: int, why: str) -> None:
    with pytest.raises(FileRefused, match=f"^{why}$"):
        attach(F, "letter", content, largest)


def test_sizes_are_said_as_people_say_them() -> None:
    assert too_large(10_000_000) == "is larger than 10 MB"
    assert Attachment(F, "a.pdf", "application/pdf", 1_250_000).in_words == "PDF, 1.2 MB"
    assert Attachment(F, "a.txt", "text/plain", 210_400).in_words == "text, 210 KB"
    assert Attachment(F, "a.png", "image/png", 3).in_words == "picture, 1 KB"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("letter.pdf", "letter.pdf"),
        ("C:\\Users\\rosa\\letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("\ud800...", "file.pdf"),
        ("", "file.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 80}.pdf"),
    ],
)
def test_a_name_can_neither_lie_nor_harm(name: str, safe: str) -> None:
    assert safe_name(name, "application/pdf") == safe
