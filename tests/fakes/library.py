"""A handful of the office's passages, searched by their words."""

import re
from dataclasses import replace
from typing import Any

from knowledge.passages import Audience, Findings, Passage

PROTOCOL = "Claim Status Routing Protocol"
WORDING = {
    "In process": "The plan is still working on your claim. Most plans answer within 30 days.",
    "Paid": "The plan has paid its part. We send a statement for what is left within 14 days.",
    "Denied": "The plan did not approve payment. A billing specialist looks at it before you pay anything.",
}


def passage(title: str, section: str, text: str, **fields: Any) -> Passage:
    values: dict[str, Any] = {
        "id": f"{title}#{section}",
        "source": f"{title.lower().replace(' ', '-')}.md",
        "title": title,
        "section": section,
        "page": None,
        "text": text,
        "topic": "",
        "payer": "",
        "audience": "patient",
        "review_date": None,
        "codes": (),
    }
    return Passage(**values | fields)


PASSAGES = (
    *(
        passage(PROTOCOL, f"{PROTOCOL} › {state} › What we tell patients", text, page=2)
        for state, text in WORDING.items()
    ),
    passage(PROTOCOL, f"{PROTOCOL} › In process › What staff do", "Set a note to look again.", audience="staff"),
    passage(
        "Payment plans",
        "Payment plans › How they work",
        "You can pay a balance in monthly parts.\nThere is no interest on payment plans.",
    ),
    passage(
        "Denial reasons",
        "Denial reasons › CO-16",
        "CO-16 says that something was missing.\nOur office corrects the claim and sends it again.",
        codes=("CO-16",),
    ),
    passage("Appeals", "Appeals › Who handles appeals", "A billing specialist handles every appeal."),
)


class FakeLibrary:
    """`bot.ports.knowledge.Knowledge` that answers when two words of a question stand in a passage."""

    def __init__(self, passages: tuple[Passage, ...] = PASSAGES) -> None:
        self.passages = passages
        self.asked: list[str] = []

    async def search(self, question: str, *, audience: Audience, limit: int = 5) -> Findings:
        self.asked.append(question)
        wanted = _words(question)
        hits = [replace(p, score=float(len(wanted & _words(p.text)))) for p in self._readable(audience)]
        best = sorted((h for h in hits if h.score), key=lambda h: -h.score)[:limit]
        confidence = min(1.0, best[0].score / 2) if best else 0.0
        closest = tuple(dict.fromkeys(h.title for h in best))
        return Findings(
            tuple(best), confidence >= 1, confidence, 1.0, "text", closest, {"text": 0.1}, int(2 * confidence)
        )

    async def section(self, title: str, headings: tuple[str, ...], *, audience: Audience) -> Passage | None:
        ending = " › ".join(headings).casefold()
        return next(
            (p for p in self._readable(audience) if p.title == title and p.section.casefold().endswith(f" › {ending}")),
            None,
        )

    async def passage(self, passage_id: str, *, audience: Audience) -> Passage | None:
        return next((p for p in self._readable(audience) if p.id == passage_id), None)

    def _readable(self, audience: Audience) -> list[Passage]:
        return [p for p in self.passages if audience == "staff" or p.audience == "patient"]


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z0-9-]{4,}", text.casefold())}
