from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from aiohttp import web

from knowledge.errors import IndexMissingError, IngestRunningError, SourceListError
from knowledge.index.lock import writer_lock
from knowledge.index.storage import Storage
from knowledge.ingest import IngestReport, Progress, ingest
from knowledge.passages import Audience
from knowledge.retriever import Retriever
from knowledge.sources.web import WebFetcher
from tests.knowledge.sources import pdfs

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PAGE = """<html><head><title>Plan help</title></head><body><main><h1>Plan help</h1><h2>Grievances</h2>
<p>A grievance about the parking garage goes to the ombudsman of the plan within sixty days.</p></main></body></html>"""


async def run(folder: Path, uri: str) -> IngestReport:
    web_pages = WebFetcher(allowed=lambda address: address == "127.0.0.1")
    return await ingest(folder, uri, web=web_pages, now=lambda: NOON)


async def found(uri: str, question: str, audience: Audience = "staff") -> list[str]:
    return [passage.source for passage in (await Retriever(uri).search(question, audience=audience)).passages]


async def generation(uri: str) -> int:
    return (await (await Storage.open(uri)).current()).generation


async def test_the_first_ingest_adds_everything(folder: Path, uri: str) -> None:
    report = await run(folder, uri)
    assert report.added == ("denials.md", "money.txt", "queues.md", "times.md")
    assert (report.changed, report.removed, report.unchanged, report.failed) == ((), (), (), ())
    assert report.chunks == 13


async def test_a_repeat_without_a_change_does_nothing(folder: Path, uri: str) -> None:
    await run(folder, uri)
    report = await run(folder, uri)
    assert report.unchanged == ("denials.md", "money.txt", "queues.md", "times.md")
    assert (report.added, report.changed, report.removed) == ((), (), ())
    assert await generation(uri) == 1


async def test_only_what_changed_is_changed(folder: Path, uri: str) -> None:
    await run(folder, uri)
    (folder / "denials.md").write_text("# Denial Guide\n\nAsk the ombudsman.\n")
    (folder / "money.txt").unlink()
    (folder / "new.txt").write_text("Parking is free behind the building.")
    report = await run(folder, uri)
    assert (report.added, report.changed, report.removed) == (("new.txt",), ("denials.md",), ("money.txt",))
    assert report.unchanged == ("queues.md", "times.md")
    assert await found(uri, "ombudsman") == ["denials.md"]
    assert await found(uri, "parking") == ["new.txt"]
    assert await found(uri, "refunds overpayment") == []


async def test_an_unchanged_passage_keeps_its_id(folder: Path, uri: str) -> None:
    await run(folder, uri)
    [before] = (await Retriever(uri).search("parts over six months", audience="staff", limit=1)).passages
    (folder / "denials.md").unlink()
    await run(folder, uri)
    after = await Retriever(uri).passage(before.id, audience="staff")
    assert after == replace(before, score=0.0)


async def test_new_words_on_a_document_reach_its_chunks(folder: Path, uri: str) -> None:
    await run(folder, uri)
    (folder / "sources.yml").write_text(
        "- file: money.txt\n  title: Paying\n  topic: money\n  review_date: 2027-05-01\n"
    )
    report = await run(folder, uri)
    passage = await Retriever(uri).section("Paying", ("Refunds",), audience="patient")
    assert report.changed == ("money.txt",)
    assert passage is not None
    assert (passage.topic, passage.review_date) == ("money", date(2027, 5, 1))


async def test_a_document_made_staff_only_is_hidden_from_patients(folder: Path, uri: str) -> None:
    await run(folder, uri)
    assert "money.txt" in await found(uri, "refund by check", "patient")
    (folder / "sources.yml").write_text("- file: money.txt\n  audience: staff\n")
    await run(folder, uri)
    assert "money.txt" not in await found(uri, "refund by check", "patient")


async def test_the_list_cannot_open_what_the_document_itself_closes(folder: Path, uri: str) -> None:
    (folder / "sources.yml").write_text("- file: queues.md\n  audience: patient\n")
    await run(folder, uri)
    assert "queues.md" not in await found(uri, "clearinghouse rejections", "patient")


async def test_an_unreadable_file_is_named_and_the_rest_goes_on(folder: Path, uri: str) -> None:
    pdfs.encrypted(folder / "locked.pdf")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "empty.md").touch()
    pdfs.protocol(folder / "good.pdf")
    report = await run(folder, uri)
    assert [error.source for error in report.failed] == ["broken.pdf", "empty.md", "locked.pdf"]
    assert "good.pdf" in report.added
    assert await found(uri, "post the payment on the day it arrives") != []


async def test_a_pdf_gives_page_and_section(folder: Path, uri: str) -> None:
    pdfs.protocol(folder / "protocol.pdf")
    await run(folder, uri)
    passage = await Retriever(uri).section("Routing Protocol", ("Paid claims",), audience="patient")
    assert passage is not None
    assert (passage.page, passage.text) == (3, "Post the payment on the day it arrives.")


async def test_a_file_that_broke_loses_its_chunks_and_is_named(folder: Path, uri: str) -> None:
    await run(folder, uri)
    (folder / "money.txt").write_bytes(b"\xff\xfe")
    report = await run(folder, uri)
    assert report.removed == ("money.txt",)
    assert [error.source for error in report.failed] == ["money.txt"]


async def test_a_mistake_in_the_list_leaves_the_index_as_it_was(folder: Path, uri: str) -> None:
    await run(folder, uri)
    (folder / "sources.yml").write_text("- file: money.txt\n  audience: stff\n")
    with pytest.raises(SourceListError):
        await run(folder, uri)
    assert "money.txt" in await found(uri, "refund by check", "patient")


async def test_an_empty_folder_makes_an_empty_index(folder: Path, uri: str) -> None:
    for path in folder.iterdir():
        path.unlink()
    report = await run(folder, uri)
    findings = await Retriever(uri).search("why was my claim denied", audience="patient")
    assert (report.chunks, findings.passages, findings.answerable) == (0, (), False)


async def test_progress_tells_source_stage_and_share(folder: Path, uri: str) -> None:
    pdfs.protocol(folder / "protocol.pdf")
    heard: list[Progress] = []
    await ingest(folder, uri, on_progress=heard.append)
    assert Progress("protocol.pdf", "read", 2, 3) in heard
    assert heard[-1] == Progress("", "publish", 1, 1)


async def test_a_second_ingest_at_the_same_time_is_refused(folder: Path, uri: str) -> None:
    with writer_lock(uri), pytest.raises(IngestRunningError):
        await run(folder, uri)


async def test_only_the_current_and_the_last_generation_are_kept(folder: Path, uri: str) -> None:
    for number in range(4):
        (folder / "new.txt").write_text(f"Version {number}.")
        await run(folder, uri)
    assert sorted(path.name for path in Path(uri).glob("chunks_*")) == ["chunks_000003.lance", "chunks_000004.lance"]


class Page:
    """A web page that can change and break."""

    def __init__(self) -> None:
        self.text, self.status, self.sent = PAGE, 200, 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        etag = f'"{len(self.text)}"'
        if self.status == 200 and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        self.sent += 1
        return web.Response(text=self.text, status=self.status, content_type="text/html", headers={"ETag": etag})


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[dict[str, Handler]], Awaitable[str]]


@pytest.fixture
async def page(folder: Path, serve: Serve) -> Page:
    served = Page()
    url = await serve({"/faq": served.handle})
    (folder / "sources.yml").write_text(f"- url: {url}/faq\n  topic: plans\n")
    return served


async def test_a_web_page_is_indexed_and_an_unchanged_one_not_sent_again(folder: Path, uri: str, page: Page) -> None:
    await run(folder, uri)
    report = await run(folder, uri)
    assert page.sent == 1
    assert report.changed == ()
    passage = await Retriever(uri).section("Plan help", ("Grievances",), audience="patient")
    assert passage is not None
    assert passage.topic == "plans"


async def test_a_changed_web_page_is_indexed_anew(folder: Path, uri: str, page: Page) -> None:
    await run(folder, uri)
    page.text = PAGE.replace("parking garage", "helicopter deck")
    report = await run(folder, uri)
    assert len(report.changed) == 1
    assert report.changed[0].endswith("/faq")
    assert (await found(uri, "helicopter"))[0].endswith("/faq")


async def test_a_failing_web_page_keeps_its_text_under_new_words(folder: Path, uri: str, page: Page) -> None:
    await run(folder, uri)
    page.status = 500
    listed = folder / "sources.yml"
    listed.write_text(listed.read_text() + "  audience: staff\n")
    report = await run(folder, uri)
    assert [error.problem for error in report.failed] == ["the web server answered 500"]
    assert (await found(uri, "ombudsman", "staff"))[0].endswith("/faq")
    assert await found(uri, "ombudsman", "patient") == []


async def test_a_page_taken_off_the_list_is_removed(folder: Path, uri: str, page: Page) -> None:
    await run(folder, uri)
    (folder / "sources.yml").unlink()
    assert len((await run(folder, uri)).removed) == 1


async def test_an_index_of_another_version_is_said_to_be_missing_and_made_anew(
    folder: Path, uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.index.state.FORMAT", 0)
    first = await ingest(folder, uri)
    monkeypatch.undo()
    with pytest.raises(IndexMissingError, match="another version"):
        await Retriever(uri).refresh()
    assert (await ingest(folder, uri)).added == first.added
    await Retriever(uri).refresh()


async def test_a_file_that_breaks_its_parser_is_named_and_the_rest_goes_on(folder: Path, uri: str) -> None:
    (folder / "deep.html").write_text("<div>" * 50_000 + "text")
    (folder / "folder.md").mkdir()
    report = await run(folder, uri)
    assert "folder.md" in [error.source for error in report.failed]
    assert "money.txt" in report.added
