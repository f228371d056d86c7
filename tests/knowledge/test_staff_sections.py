from pathlib import Path

import pytest

from knowledge.errors import SourceListError
from knowledge.ingest import ingest
from knowledge.passages import Audience
from knowledge.retriever import Retriever

PROTOCOL = """---
title: Protocol
staff_sections: [What staff do]
---
# States

## Paid

### What we tell patients

The plan has paid its part of the claim.

### What staff do

Post the payment before noon.

#### Late payments

Call the zebra line.
"""


@pytest.fixture
async def retriever(tmp_path: Path) -> Retriever:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "protocol.md").write_text(PROTOCOL)
    await ingest(folder, str(tmp_path / "index"))
    return Retriever(str(tmp_path / "index"))


@pytest.mark.parametrize(("audience", "found"), [("patient", False), ("staff", True)])
async def test_only_staff_find_a_staff_section_and_what_stands_below_it(
    retriever: Retriever, audience: Audience, found: bool
) -> None:
    for question, words in (("post the payment before noon", "Post the payment"), ("zebra line", "zebra")):
        findings = await retriever.search(question, audience=audience)
        assert any(words in passage.text for passage in findings.passages) is found
    assert (await retriever.section("Protocol", ("Paid", "What staff do"), audience=audience) is not None) is found


async def test_the_rest_of_the_document_stays_for_patients(retriever: Retriever) -> None:
    passage = await retriever.section("Protocol", ("Paid", "What we tell patients"), audience="patient")
    assert passage is not None
    assert passage.audience == "patient"


async def test_a_list_that_is_none_refuses_the_ingest_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Something to read.")
    (tmp_path / "sources.yml").write_text("- file: note.txt\n  staff_sections: {a: b}\n")
    with pytest.raises(SourceListError, match=r"sources.yml:2.*staff_sections is not a list of headings"):
        await ingest(tmp_path, str(tmp_path / "index"))
