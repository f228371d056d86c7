"""Check a draft against what it may rest on: every number, date, amount, status word and citation has a source.

What stands in a block quote must stand word for word in the cited passage; everything else must be a fact of the
looked-up claims. A draft with a problem is never sent.
"""

import re
from collections.abc import Iterable, Iterator

from bot.domain.claims import Claim
from bot.domain.messages import Citation
from bot.engine.answer import Draft, facts, label
from bot.engine.formats import moment
from knowledge.passages import Passage

_MARK = re.compile(r"\[(\d{1,2})\]")
_FIGURE = re.compile(r"\$?\d[\d,.:/-]*\d|\$?\d")
_WORD = re.compile(r"[^\W_]+")
_STATUS = {
    "en": (
        "received",
        "in process",
        "pending",
        "denied",
        "rejected",
        "paid",
        "approved",
        "processed",
        "not found",
        "correction",
    ),
    "es": (
        "recibido",
        "en proceso",
        "pendiente",
        "denegado",
        "rechazado",
        "pagado",
        "aprobado",
        "procesado",
        "corrección",
    ),
}


def problems(draft: Draft, *, language: str, zone: str, allowed: Iterable[str] = ()) -> list[str]:
    """Return what in the draft has no source, in words for the trace; an empty list means that it may be sent.

    `allowed` holds further strings that the office itself vouches for (its fixed sentences).
    """
    quoted, own = _split(draft.text)
    sources = [*_fact_strings(draft.claims, language, zone), *allowed]
    return [
        *_citation_problems(draft),
        *_quote_problems(quoted, draft.passages),
        *_figure_problems(own, sources, draft.passages),
        *_status_problems(own, draft.claims, sources, language),
        *_payer_problems(own, draft.claims),
    ]


def _split(text: str) -> tuple[list[str], str]:
    """Part quotations from the bot's own words."""
    lines = text.splitlines()
    quoted = [_MARK.sub("", line[1:]).strip() for line in lines if line.startswith(">")]
    return [q for q in quoted if q], "\n".join(_MARK.sub("", line) for line in lines if not line.startswith(">"))


def _citation_problems(draft: Draft) -> Iterator[str]:
    numbers = {c.number for c in draft.citations}
    used = {int(n) for n in _MARK.findall(draft.text)}
    yield from (f"[{n}] is cited but is no source" for n in sorted(used - numbers))
    yield from (f"source [{n}] is never cited" for n in sorted(numbers - used))
    known = {p.id: p for p in draft.passages}
    yield from (f"[{c.number}] quotes what its passage does not say" for c in draft.citations if not _stands(c, known))


def _stands(citation: Citation, known: dict[str, Passage]) -> bool:
    passage = known.get(citation.passage_id)
    return passage is not None and all(
        _flat(line) in _flat(passage.text) for line in citation.quote.splitlines() if line.strip()
    )


def _quote_problems(quoted: list[str], passages: tuple[Passage, ...]) -> Iterator[str]:
    texts = [_flat(p.text) for p in passages]
    yield from ("a quotation stands in no cited passage" for q in quoted if not any(_flat(q) in t for t in texts))


def _figure_problems(own: str, sources: list[str], passages: tuple[Passage, ...]) -> Iterator[str]:
    """A figure of the bot's own words must be a figure of a fact, or of the heading that names a quotation."""
    known = {f for source in [*sources, *_headings(passages)] for f in _FIGURE.findall(source)}
    yield from (f"the figure {f} has no source" for f in _FIGURE.findall(own) if f not in known)


def _status_problems(own: str, claims: tuple[Claim, ...], sources: list[str], language: str) -> Iterator[str]:
    if not claims:
        return
    vouched = " ".join([*(label(c.state, language) for c in claims), *sources]).casefold()
    said = own.casefold()
    for word in _STATUS.get(language, _STATUS["en"]):
        if re.search(rf"\b{word}\b", said) and not re.search(rf"\b{word}\b", vouched):
            yield f"the status word “{word}” has no source"
    for claim in claims:
        if claim.number in own and label(claim.state, language).casefold() not in said:
            yield "a claim is named without its state"


def _payer_problems(own: str, claims: tuple[Claim, ...]) -> Iterator[str]:
    for claim in claims:
        if claim.payer and claim.number in own and claim.payer not in own:
            yield "a claim is named without its own payer"


def _fact_strings(claims: tuple[Claim, ...], language: str, zone: str) -> list[str]:
    strings = []
    for claim in claims:
        strings += [claim.number, label(claim.state, language), moment(claim.as_of, zone, language), claim.source]
        strings += [f"{name} {value}" for name, value in facts(claim, language, staff=True)]
    return strings


def _headings(passages: tuple[Passage, ...]) -> list[str]:
    return [text for p in passages for text in (p.title, p.section)]


def _flat(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
