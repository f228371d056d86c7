"""Measure retrieval against the bare engine query, and ingest against bare pypdf, as ratios in one run.

Run it from the project root: `python -m tests.bench.bench_knowledge [FILE.pdf]`. Without a file of your own the
documents are invented word by word with the frequencies of a natural language, so that the vocabulary is as wide and
as uneven as that of real ones; the invented PDF is light to parse, which makes our own part look larger.
"""

import asyncio
import random
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import pypdf
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from knowledge.index.storage import Storage
from knowledge.ingest import ingest
from knowledge.ranking.lanes import match_query
from knowledge.retriever import Retriever

CHUNKS = 10_000
QUESTIONS = 300
PAGES = 150
FIELD = """
claim denied payment plan deductible coinsurance copay appeal authorization eligibility statement balance payer provider
corrected timely filing coordination benefits remittance refund records coverage referral modifier
"""


class Text:
    """Invented text: field words are frequent, thousands of others follow a Zipf law."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        syllables = [first + second for first in "bcdfglmnprstv" for second in "aeiou"]
        others = ["".join(self._random.choices(syllables, k=self._random.randint(2, 4))) for _ in range(15_000)]
        self._words = FIELD.split() + others
        self._weights = [1 / (rank + 3) for rank in range(len(self._words))]

    def words(self, count: int) -> list[str]:
        return self._random.choices(self._words, self._weights, k=count)

    def sentence(self) -> str:
        return " ".join(self.words(self._random.randint(8, 20))).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(8))


def write_markdown(folder: Path, chunks: int) -> None:
    text = Text(1)
    for number in range(chunks // 100):
        sections = [f"## {' '.join(text.words(4))}\n\n{text.paragraph()}\n" for _ in range(100)]
        (folder / f"guide-{number:03}.md").write_text(f"# Guide {number}\n\n" + "\n".join(sections))


def write_pdf(path: Path, pages: int) -> None:
    text, styles = Text(2), getSampleStyleSheet()
    story: list[Flowable] = []
    for number in range(pages * 4):
        if number % 6 == 0:
            story.append(Paragraph(" ".join(text.words(4)).title(), styles["Heading2"]))
            story.append(Table([[" ".join(text.words(2)) for _ in range(5)] for _ in range(12)]))
        story.append(Paragraph(text.paragraph(), styles["BodyText"]))
    SimpleDocTemplate(str(path)).build(story)


async def timed(run: Callable[[str], Awaitable[object]], questions: list[str]) -> list[float]:
    taken = []
    for question in questions:
        started = perf_counter()
        await run(question)
        taken.append((perf_counter() - started) * 1000)
    return taken


def show(name: str, taken: list[float], base: list[float]) -> None:
    ratio = median(taken) / median(base)
    print(f"{name:34} {median(taken):8.2f} {quantiles(taken, n=20)[-1]:8.2f} {ratio:8.2f}")


async def bench_retrieval(folder: Path) -> None:
    docs, index = folder / "docs", str(folder / "index")
    docs.mkdir()
    write_markdown(docs, CHUNKS)
    report = await ingest(docs, index)
    retriever = Retriever(index)
    await retriever.refresh()
    storage = await Storage.open(index)
    table = await storage.table((await storage.current()).generation)
    text = Text(3)
    questions = [f"how do I {' '.join(text.words(2))} with my {' '.join(text.words(2))}" for _ in range(QUESTIONS)]
    shown = ["id", "title", "section", "text", "_score"]

    async def bare(question: str) -> object:
        return await table.query().nearest_to_text(match_query(question)).select(shown).limit(5).to_list()

    async def ours(question: str) -> object:
        return await retriever.search(question, audience="staff")

    async def ours_patient(question: str) -> object:
        return await retriever.search(question, audience="patient")

    await timed(bare, questions[:50])
    await timed(ours, questions[:50])
    runs: dict[str, list[float]] = {"bare LanceDB full text": [], "search as staff": [], "search as patient": []}
    for _ in range(3):
        for name, run in zip(runs, (bare, ours, ours_patient), strict=True):
            runs[name] += await timed(run, questions)
    print(f"\nretrieval, {report.chunks:,} chunks, ms{'':7} median      p95    ratio")
    for name, taken in runs.items():
        show(name, taken, runs["bare LanceDB full text"])
    print(f"(ingested in {report.seconds:.1f} s)")


async def bench_ingest(folder: Path, given: Path | None) -> None:
    docs = folder / "pdf"
    docs.mkdir()
    path = docs / "manual.pdf"
    if given:
        shutil.copy(given, path)
    else:
        write_pdf(path, PAGES)
    bare, whole = [], []
    for round_number in range(3):
        started = perf_counter()
        pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
        bare.append((perf_counter() - started) * 1000)
        started = perf_counter()
        await ingest(docs, str(folder / f"pdf-index-{round_number}"))
        whole.append((perf_counter() - started) * 1000)
    print(f"\ningest of a PDF of {len(pages)} pages, ms{'':6} median      p95    ratio")
    show("bare pypdf extraction", bare, bare)
    show("whole ingest, child process and all", whole, bare)


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        await bench_retrieval(Path(folder))
        await bench_ingest(Path(folder), Path(sys.argv[1]) if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
