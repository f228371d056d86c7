"""Check a draft against what it may rest on: every number, date, amount, status word and citation has a source.

What stands in a block quote must stand word for word in the cited passage. Everything else is the bot's own words:
from the line that names a claim on, they must be facts of that claim, and turn no state round, promise nothing, set no
deadline and name nobody else. A draft with a problem is never sent, and the conversation is tagged `check:failed`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.claims import Claim
from bot.domain.messages import Citation
from bot.engine.answer import Draft, fact_names, facts, label
from bot.engine.dates import find_dates
from bot.engine.formats import moment
from bot.engine.own_words import own_word_problems
from bot.engine.readings import amounts, counted, with_days

_MARK = re.compile(r"\[(\d{1,2})\]")
_FIGURE = re.compile(r"\$?\d[\d,.:/-]*\d|\$?\d")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_AT_IT = re.compile(r"\bbeing processed\b")
_FACT = re.compile(r"- (?P<name>[^:]+): (?P<value>.+)")
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
        "no encontrado",
        "corrección",
    ),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the bot's own words, the claims that it is about, and what vouches for it.

    `cited` are the passages whose [n] stands in it: they vouch for figures and days. `fact` holds name and value
    where the line is one fact of a list.
    """

    text: str
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    headings: tuple[str, ...]
    cited: tuple[str, ...]
    fact: tuple[str, str] | None


def problems(draft: Draft, *, language: str, zone: str) -> list[str]:
    """Return what in the draft has no source, in words for the trace; an empty list means that it may be sent."""
    quoted, own = _split(draft.text)
    lines = list(_lines(own, draft, language, zone))
    texts = {passage.id: _flat(passage.text) for passage in draft.passages}
    return [
        *_citation_problems(draft, texts),
        *_quote_problems(quoted, texts),
        *_claim_problems(lines, draft.claims, language),
        *(problem for line in lines for problem in _line_problems(line, language)),
    ]


def _split(text: str) -> tuple[list[str], list[str]]:
    """Part quotations from the bot's own words; these keep their marks."""
    lines = [(line.startswith(">"), line) for line in text.splitlines()]
    quoted = [_MARK.sub("", line[1:]).strip() for is_quote, line in lines if is_quote]
    return [q for q in quoted if q], [line for is_quote, line in lines if not is_quote]


def _citation_problems(draft: Draft, texts: Mapping[str, str]) -> Iterator[str]:
    numbers = {c.number for c in draft.citations}
    used = {int(n) for n in _MARK.findall(draft.text)}
    yield from (f"[{n}] is cited but is no source" for n in sorted(used - numbers))
    yield from (f"source [{n}] is never cited" for n in sorted(numbers - used))
    yield from (f"[{c.number}] quotes what its passage does not say" for c in draft.citations if not _stands(c, texts))


def _stands(citation: Citation, texts: Mapping[str, str]) -> bool:
    text = texts.get(citation.passage_id)
    return text is not None and all(_flat(line) in text for line in citation.quote.splitlines() if line.strip())


def _quote_problems(quoted: list[str], texts: Mapping[str, str]) -> Iterator[str]:
    for quotation in map(_flat, quoted):
        if not any(quotation in text for text in texts.values()):
            yield "a quotation stands in no cited passage"


def _flat(text: str) -> str:
    """Whole words only, with a blank at both ends, so that `0 days` does not stand in `30 days`."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _lines(own: list[str], draft: Draft, language: str, zone: str) -> Iterator[_Line]:
    """A line is about the claims named last; before any is named it may be about each of them."""
    about = draft.claims
    headings = tuple(text for p in draft.passages for text in (p.title, p.section))
    passages = {passage.id: passage.text for passage in draft.passages}
    numbered = {str(c.number): passages.get(c.passage_id, "") for c in draft.citations}
    for marked in own:
        text = _MARK.sub("", marked)
        cited = tuple(numbered.get(number, "") for number in _MARK.findall(marked))
        about = tuple(c for c in draft.claims if c.number in text) or about
        vouching = [string for claim in about for string in _strings(claim, language, zone)]
        yield _Line(text, about, tuple(vouching), headings, cited, _fact(text, language))


def _fact(line: str, language: str) -> tuple[str, str] | None:
    found = _FACT.fullmatch(line)
    return (found["name"], found["value"]) if found and found["name"] in fact_names(language) else None


def _strings(claim: Claim, language: str, zone: str) -> list[str]:
    named = [f"{name} {value}" for name, value in facts(claim, language, staff=True)]
    return [claim.number, label(claim.state, language), moment(claim.as_of, zone, language), claim.source, *named]


def _claim_problems(lines: list[_Line], claims: tuple[Claim, ...], language: str) -> Iterator[str]:
    for claim in claims:
        about = [line for line in lines if claim in line.claims]
        said = "\n".join(line.text for line in about)
        sentences = "\n".join(line.text.casefold() for line in about if not line.fact)
        if claim.number not in said:
            yield "a claim is not named"
        elif label(claim.state, language).casefold() not in sentences:
            yield "a claim is named without its state"
        elif claim.payer and claim.payer not in said:
            yield "a claim is named without its own payer"


def _line_problems(line: _Line, language: str) -> Iterator[str]:
    days = [day for source in (*line.sources, *line.cited) for day in _days(source)]
    yield from (f"the day {day} has no source" for day in _days(line.text) if day not in days)
    known = {figure for source in (*line.sources, *line.headings, *line.cited) for figure in _figures(source)}
    rest = _ISO.sub(" ", with_days(line.text, days, language))
    yield from (f"the figure {f} has no source" for f in _figures(rest) if f not in known)
    if line.claims and not line.cited and not line.fact:
        labels = [label(claim.state, language) for claim in line.claims]
        yield from own_word_problems(line.text, labels, [*line.sources, *line.headings, *fact_names(language)])
    if line.claims:
        yield from _status_problems(line, language)
        yield from _fact_problems(line, language)


def _figures(text: str) -> list[str]:
    return [amounts(figure) for figure in _FIGURE.findall(counted(text))]


def _days(text: str) -> list[date]:
    return [found.day for found in find_dates(text, date.max, [], packed=False)]


def _status_problems(line: _Line, language: str) -> Iterator[str]:
    said, vouched = _AT_IT.sub("in process", line.text.casefold()), " ".join(line.sources).casefold()
    for word in _STATUS.get(language, _STATUS["en"]):
        if re.search(rf"\b{word}\b", said) and not re.search(rf"\b{word}\b", vouched):
            yield f"the status word “{word}” has no source"


def _fact_problems(line: _Line, language: str) -> Iterator[str]:
    """A value stands beside the name of its own fact: an amount billed is not an amount paid."""
    known = [pair for claim in line.claims for pair in facts(claim, language, staff=True)]
    if line.fact and line.fact not in known:
        yield f"“{line.fact[0]}” does not say this"
