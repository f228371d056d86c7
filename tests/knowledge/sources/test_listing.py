from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import SourceError, SourceListError
from knowledge.sources.listing import Source, listed_sources


def listing(folder: Path, text: str) -> list[Source]:
    (folder / "sources.yml").write_text(text)
    return listed_sources(folder)


def problems(folder: Path, text: str) -> list[SourceError]:
    with pytest.raises(SourceListError) as caught:
        listing(folder, text)
    return list(caught.value.problems)


def test_files_are_taken_with_defaults_and_others_left(folder: Path) -> None:
    (folder / "notes.docx").touch()
    assert [source.key for source in listed_sources(folder)] == ["denials.md", "money.txt", "queues.md", "times.md"]


def test_an_entry_gives_particulars_and_a_url_a_page(folder: Path) -> None:
    sources = listing(
        folder,
        "- file: money.txt\n  title: Money\n  owner: Ann\n  review_date: 2027-02-01\n  audience: staff\n"
        "- url: https://plan.example/faq\n  payer: Northwind\n",
    )
    by_key = {source.key: source for source in sources}
    details = by_key["money.txt"].details
    assert (details.title, details.owner, details.audience) == ("Money", "Ann", "staff")
    assert details.review_date == date(2027, 2, 1)
    assert by_key["https://plan.example/faq"].path is None
    assert by_key["https://plan.example/faq"].details.payer == "Northwind"


def test_an_empty_list_is_no_mistake(folder: Path) -> None:
    assert len(listing(folder, "# nothing yet\n")) == 4


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("- file: money.txt\n  audience: stff\n", 2, "audience 'stff' is not known"),
        ("- file: money.txt\n\n  review_date: soon\n", 3, "review_date 'soon' is not a date"),
        ("- file: money.txt\n  ower: Ann\n", 2, "unknown key 'ower'"),
        ("- file: money.txt\n  title: [a]\n", 2, "title is not a text"),
        ("- file: gone.pdf\n", 1, "'gone.pdf' is not in the folder"),
        ("- file: ../secret.txt\n", 1, "'../secret.txt' is outside the knowledge folder"),
        ("- file: sources.yml\n", 1, "'sources.yml' is of a kind that is not read"),
        ("- url: ftp://x.example\n", 1, "'ftp://x.example' is not a web address"),
        ("- url: https://ann:invented@x.example/\n", 1, "the address holds a name or password"),
        ("- title: nothing\n", 1, "an entry needs one of file and url"),
        ("- file: money.txt\n- file: money.txt\n", 2, "'money.txt' is listed twice"),
        ("- money.txt\n", 1, "an entry is not a list of keys"),
        ("file: money.txt\n", 1, "not a list"),
        ("- file: 'money.txt\n", 2, "not valid YAML"),
    ],
)
def test_a_mistake_is_reported_with_line_problem_and_cure(folder: Path, text: str, line: int, problem: str) -> None:
    [found] = problems(folder, text)
    assert found.source == f"knowledge/sources.yml:{line}"
    assert found.problem.startswith(problem)
    assert found.cure


def test_all_mistakes_are_reported_at_once(folder: Path) -> None:
    assert len(problems(folder, "- file: gone.md\n- url: nowhere\n  audience: all\n")) == 3


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceListError, match="there is no such folder"):
        listed_sources(tmp_path / "knowledge")


def test_bytes_that_are_not_text_are_named(folder: Path) -> None:
    (folder / "sources.yml").write_bytes(b"- file: \xff\xfe\n")
    with pytest.raises(SourceListError, match="UTF-8"):
        listed_sources(folder)
