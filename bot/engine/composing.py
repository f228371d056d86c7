"""Make an answer of a model's sentences: claims under their headlines with the facts beside, sources numbered. Pure.

Facts are listed by the template whatever the sentences say of them, so that none is missing or hidden in prose.
"""

from collections.abc import Sequence

from bot.domain.messages import Citation
from bot.engine.answer import Draft, checked_line, cite, fact_lines, headline, quoted
from bot.engine.materials import Materials
from bot.engine.prose import is_foreign
from bot.engine.quotation import sentences_around
from bot.ports.writer import Sentence, Written
from knowledge.passages import Passage


def composed(written: Written, materials: Materials, main: str, zone: str) -> Draft:
    """Return the answer; `main` is the claim that was asked about, empty for a question to the documents.

    What rests on documents alone stands with the main claim, or first where there is none.
    """
    passages = materials.evidence().passages
    used = list(dict.fromkeys(s.passage for s in written.sentences if s.passage))
    groups = _by_claim(written, materials, main)
    blocks = [_block(number, sentences, used, materials, zone) for number, sentences in groups.items()]
    citations = tuple(_citation(written, name, passages[name], n) for n, name in enumerate(used, start=1))
    sources = tuple(passages[name] for name in used)
    text = "\n\n".join([*blocks, *_originals(citations, sources, materials.language)])
    return Draft(text, citations, tuple(materials.claims[number] for number in groups if number), sources)


def _by_claim(written: Written, materials: Materials, main: str) -> dict[str, list[Sentence]]:
    groups: dict[str, list[Sentence]] = {main: []}
    for sentence in written.sentences:
        groups.setdefault(_about(sentence, materials, main), []).append(sentence)
    return {number: sentences for number, sentences in groups.items() if number or sentences}


def _about(sentence: Sentence, materials: Materials, main: str) -> str:
    """Return the claim whose facts a sentence rests on."""
    claims = (materials.aliases.number(name.rpartition(".")[0]) for name in sentence.facts)
    return next(claims, main)


def _block(number: str, sentences: Sequence[Sentence], used: Sequence[str], materials: Materials, zone: str) -> str:
    prose = " ".join(_marked(materials.aliases.resolved(s.text.strip()), s.passage, used) for s in sentences)
    if not number:
        return prose
    claim, language = materials.claims[number], materials.language
    lines = [headline(claim, language), prose, "", *fact_lines(claim, language, staff=materials.staff)]
    return "\n".join([*lines, "", checked_line(claim, language, zone)])


def _marked(sentence: str, passage: str, used: Sequence[str]) -> str:
    """Put the mark of the source before the sentence's end."""
    if not passage:
        return sentence
    end = sentence[-1:] if sentence[-1:] in {".", "!"} else ""
    return f"{sentence.removesuffix(end)} [{used.index(passage) + 1}]{end}"


def _citation(written: Written, name: str, passage: Passage, number: int) -> Citation:
    found = [sentences_around(s.quote, passage) for s in written.sentences if s.passage == name]
    return cite(passage, number, "\n".join(dict.fromkeys(found)))


def _originals(citations: Sequence[Citation], passages: Sequence[Passage], language: str) -> list[str]:
    """Quote below an answer what it renders from another language."""
    both = zip(citations, passages, strict=True)
    return [quoted(c.quote, c.number, language) for c, passage in both if is_foreign(passage, language)]
