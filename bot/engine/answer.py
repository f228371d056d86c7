"""Write answers without a model: live facts by template with the office's own words, documents by quotation."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.claims import LABELS, Claim, ClaimState
from bot.domain.messages import Citation
from bot.engine.formats import day, moment, money
from bot.engine.lexicon import fold, language_of
from knowledge.passages import Passage

LONGEST_QUOTE = 620
"""Characters of a passage that people read in one go; the rest is a click away."""

_LABELS_ES: dict[ClaimState, str] = {
    ClaimState.RECEIVED: "Recibido",
    ClaimState.IN_PROCESS: "En proceso",
    ClaimState.NEEDS_INFO_PATIENT: "Espera información del paciente",
    ClaimState.NEEDS_INFO_OFFICE: "Espera información de la oficina",
    ClaimState.NEEDS_CORRECTION: "Necesita corrección",
    ClaimState.DENIED: "Denegado",
    ClaimState.PAID: "Pagado",
    ClaimState.PROCESSED_NO_PAYMENT: "Procesado sin pago",
    ClaimState.PROCESSED_OTHER: "Procesado",
    ClaimState.NOT_FOUND: "No encontrado por el seguro",
    ClaimState.REQUEST_ERROR: "No se pudo revisar",
    ClaimState.PAYER_UNAVAILABLE: "El seguro no responde",
    ClaimState.UNKNOWN: "No se pudo leer",
}
_FACTS = {
    "en": (
        "Insurance",
        "Date of service",
        "Billed",
        "Insurance paid",
        "You may owe",
        "Received by the plan",
        "Decided",
    ),
    "es": (
        "Seguro",
        "Fecha de servicio",
        "Facturado",
        "Pagado por el seguro",
        "Usted podría deber",
        "Recibido",
        "Decidido",
    ),
}
_STAFF_FACTS = ("Status category", "Codes")
_CHECKED = {"en": "Checked in {source} on {when}.", "es": "Consultado en {source} el {when}."}
_SOURCES_ES = {"our billing system": "nuestro sistema de facturación"}

_FOOTNOTE = re.compile(r"\[(\d{1,2})\]")
"""A document's own mark, which must not read like a citation of ours."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before the check: `claims` and `passages` are all that it may rest on."""

    text: str
    citations: tuple[Citation, ...] = ()
    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()


def label(state: ClaimState, language: str) -> str:
    """Return the state as people read it."""
    return _LABELS_ES[state] if language == "es" else LABELS[state]


def status_answer(
    claim: Claim, wording: Passage | None, *, number: int, language: str, zone: str, staff: bool
) -> Draft:
    """Write one claim's status; `number` is the [n] of the office's wording, if it has any for this state."""
    lines = [headline(claim, language), *fact_lines(claim, language, staff=staff), *_cause(claim, language)]
    citations: tuple[Citation, ...] = ()
    if wording:
        lines += ["", quoted(wording.text, number, language)]
        citations = (cite(wording, number, wording.text),)
    text = "\n".join([*lines, "", checked_line(claim, language, zone)])
    return Draft(text, citations, (claim,), (wording,) if wording else ())


_CAUSES = {
    "E1": {"en": "Their own system is down.", "es": "Su sistema no funciona."},
    "E2": {"en": "They gave no answer in time.", "es": "No contestaron a tiempo."},
}
"""What keeps a payer from telling, where its code says so: the one is theirs to mend, the other may have passed."""


def _cause(claim: Claim, language: str) -> list[str]:
    said = _CAUSES.get(claim.category.upper())
    return ["", said.get(language, said["en"])] if said else []


def headline(claim: Claim, language: str) -> str:
    """Return the line that names a claim with its state."""
    title = "Reclamo" if language == "es" else "Claim"
    return f"**{title} {claim.number}: {label(claim.state, language)}**"


def fact_lines(claim: Claim, language: str, *, staff: bool) -> list[str]:
    """Return a claim's facts as a list, one a line."""
    return [f"- {name}: {value}" for name, value in facts(claim, language, staff=staff)]


def checked_line(claim: Claim, language: str, zone: str) -> str:
    """Return the line that says where and when this was looked up."""
    source = _SOURCES_ES.get(claim.source, claim.source) if language == "es" else claim.source
    checked = _CHECKED.get(language, _CHECKED["en"]).format(source=source, when=moment(claim.as_of, zone, language))
    return f"_{checked}_"


def facts(claim: Claim, language: str, *, staff: bool) -> list[tuple[str, str]]:
    """Return the facts that this reader may see. A patient hears no reason codes: a specialist explains those."""
    names = fact_names(language)
    values = (
        claim.payer,
        _day(claim.date_of_service, language),
        _money(claim.billed),
        _money(claim.paid if claim.state in _WITH_PAYMENT else None),
        _money(claim.patient_owes if claim.state in _WITH_PAYMENT else None),
        _day(claim.received_on, language),
        _day(claim.finalized_on, language),
    )
    codes = ", ".join([*claim.reason_codes, *claim.remark_codes])
    every = (*values, *((claim.category, codes) if staff else ("", "")))
    return [(name, value) for name, value in zip(names, every, strict=True) if value]


def fact_names(language: str) -> tuple[str, ...]:
    """Return what the facts are called, in the order in which they are shown."""
    return (*_FACTS.get(language, _FACTS["en"]), *_STAFF_FACTS)


def _day(when: date | None, language: str) -> str:
    return day(when, language) if when else ""


def _money(amount: Decimal | None) -> str:
    return money(amount) if amount is not None else ""


_WITH_PAYMENT = frozenset({ClaimState.PAID, ClaimState.PROCESSED_OTHER})


def documents_answer(passages: Sequence[Passage], question: str, *, language: str) -> Draft:
    """Quote the passages that answer, each under the place where it stands."""
    parts, citations = [], []
    for number, passage in enumerate(passages, start=1):
        quote = extract(passage.text, question)
        parts.append(f"**{place(passage)}**\n{quoted(quote, number, language)}")
        citations.append(cite(passage, number, quote))
    return Draft("\n\n".join(parts), tuple(citations), (), tuple(passages))


def quoted(text: str, number: int, language: str) -> str:
    """Return a block quotation with its mark; English words in a Spanish answer are announced."""
    foreign = language == "es" and language_of(fold(text), "es") == "en"
    intro = "_De nuestros documentos, en inglés:_\n" if foreign else ""
    lines = [_FOOTNOTE.sub(r"(\1)", line.strip()) for line in text.strip().splitlines()]
    return intro + "\n".join(f"> {line}" for line in lines if line) + f" [{number}]"


def place(passage: Passage) -> str:
    """Return the title and the last heading, as a person would name the place."""
    heading = passage.section.split(" › ")[-1]
    return passage.title if heading in {"", passage.title} else f"{passage.title} › {heading}"


def cite(passage: Passage, number: int, quote: str) -> Citation:
    """Return the citation [number] of `quote`."""
    return Citation(number, passage.id, passage.source, passage.title, passage.section, passage.page, quote.strip())


def extract(text: str, question: str) -> str:
    """Return the part of a passage that says most about the question: whole lines or sentences, in their order."""
    if len(text) <= LONGEST_QUOTE:
        return text.strip()
    pieces = [p.strip() for p in re.split(r"\n+|(?<=[.!?])\s+(?=[A-ZÁÉÍÓÚ¿¡])", text) if p.strip()]
    wanted = _terms(question)
    ranked = sorted(range(len(pieces)), key=lambda i: (-len(wanted & _terms(pieces[i])), i))
    kept: set[int] = set()
    length = 0
    for i in ranked:
        if length + len(pieces[i]) > LONGEST_QUOTE and kept:
            continue
        kept.add(i)
        length += len(pieces[i])
    return "\n".join(pieces[i] for i in sorted(kept))


def _terms(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[^\W_]{3,}", text.casefold())}


def joined(drafts: Iterable[Draft]) -> Draft:
    """Return several drafts as one."""
    every = list(drafts)
    return Draft(
        "\n\n".join(d.text for d in every if d.text),
        tuple(c for d in every for c in d.citations),
        tuple(c for d in every for c in d.claims),
        tuple(p for d in every for p in d.passages),
    )
