"""`claimdesk search`."""

import asyncio
from dataclasses import asdict

from bot.bootstrap.parts import open_place, ready_retriever
from bot.commands.output import console, print_json, print_table
from bot.settings import read_settings
from knowledge.passages import Audience, Findings


def run(question: str, speaker: Audience, *, as_json: bool) -> None:
    """Search and print the passages, best first."""
    findings = asyncio.run(_search(question, speaker))
    if as_json:
        print_json(asdict(findings))
        return
    verdict = "answers" if findings.answerable else "does not answer"
    console.print(
        f"{verdict}: confidence {findings.confidence:.2f}, needed {findings.threshold:.2f}, by {findings.lane}\n"
    )
    rows = [
        (
            f"{p.score:.2f}",
            f"{p.title} › {p.section.split(' › ')[-1]}",
            f"{p.page or ''}",
            " ".join(p.text.split())[:160],
        )
        for p in findings.passages
    ]
    print_table(("Score", "Where", "Page", "Text"), rows)


async def _search(question: str, speaker: Audience) -> Findings:
    retriever = await ready_retriever(open_place(read_settings()))
    return await retriever.search(question, audience=speaker)
