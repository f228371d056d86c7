"""Have a model write what the templates and quotations say, under the same check; without a good draft theirs stands.

A draft is checked sentence by sentence against what each names as its source, then as a whole like every answer. What
fails is sent back once with the findings. What fails again is dropped.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.claims import Claim
from bot.domain.conversation import Conversation
from bot.domain.messages import Citation, Surface
from bot.domain.policy import Office
from bot.domain.routes import Decision
from bot.engine.aliases import Aliases, outgoing
from bot.engine.answer import Draft, checked_line, cite, fact_lines, fact_names, facts, headline, label, quoted
from bot.engine.check import problems
from bot.engine.documents import Documents
from bot.engine.offers import offers
from bot.engine.prose import Evidence, faults, is_foreign
from bot.engine.quotation import sentences_around
from bot.engine.routing import Asked
from bot.engine.said import Drafting, Said
from bot.engine.sayable import LANGUAGES
from bot.ports.writer import Brief, Fact, ModelFailed, ModelSession, Source, Written
from knowledge.passages import Passage

REPAIRS = 1
"""How often a model may mend its draft."""

_KEYS = ("payer", "date_of_service", "billed", "paid", "owed", "received", "decided", "category", "codes")
_READERS = {Surface.PATIENT: "the patient", Surface.STAFF: "a colleague at the front desk"}


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be written, what it may rest on, and how the sentences become an answer."""

    brief: Brief
    evidence: Evidence
    compose: Callable[[Written], Draft]


class Writing:
    """Puts a model's answer in the place of the template's where it is as well founded."""

    def __init__(self, office: Office, documents: Documents) -> None:
        self._office = office
        self._documents = documents

    async def improve(self, session: ModelSession, asked: Asked, decision: Decision, said: Said) -> Said:
        """Return `said` in the model's words, or as it was. Never raises for what the model does."""
        if said.conversation.language not in LANGUAGES or said.handoff or said.problems:
            return said
        if said.verdicts:
            return await self._status(session, asked, said)
        if said.findings and said.citations:
            return await self._from_documents(session, asked, decision, said)
        return said

    async def _status(self, session: ModelSession, asked: Asked, said: Said) -> Said:
        """Only one claim at a time: with several the template's list is clearer than prose."""
        if len(said.verdicts) != 1 or len(said.looked) != 1 or asked.recognised.over_limit:
            return said
        claim, conversation = said.verdicts[0].claim, said.conversation
        staff = conversation.surface is Surface.STAFF
        wording = await self._documents.wording(claim, staff=staff)
        aliases = Aliases.of([claim.number], asked.recognised.claim_numbers)
        language, zone = conversation.language, self._office.time_zone
        evidence = _evidence([claim], [wording] if wording else [], aliases, language, staff=staff)

        def compose(written: Written) -> Draft:
            prose, citations, used = _prose(written, evidence)
            lines = [headline(claim, language), prose, "", *fact_lines(claim, language, staff=staff)]
            return Draft("\n".join([*lines, "", checked_line(claim, language, zone)]), citations, (claim,), used)

        task = _Task(_brief(asked, conversation, evidence, [claim]), evidence, compose)
        return await self._drafted(session, task, said)

    async def _from_documents(self, session: ModelSession, asked: Asked, decision: Decision, said: Said) -> Said:
        assert said.findings is not None  # noqa: S101 - the caller has looked
        language = said.conversation.language
        aliases = Aliases.of(asked.recognised.claim_numbers)
        evidence = _evidence([], said.findings.passages, aliases, language, staff=asked.staff)

        def compose(written: Written) -> Draft:
            prose, citations, used = _prose(written, evidence)
            return Draft("\n\n".join([prose, *_originals(citations, used, language)]), citations, (), used)

        task = _Task(_brief(asked, said.conversation, evidence, []), evidence, compose)
        return await self._drafted(session, task, said, offers(asked, decision, language))

    async def _drafted(self, session: ModelSession, task: _Task, said: Said, tail: Sequence[str] = ()) -> Said:
        """Ask for a draft, and once for a better one."""
        brief = task.brief
        tried: tuple[tuple[str, ...], ...] = ()
        for _ in range(1 + REPAIRS):
            try:
                written = await session.write(brief)
            except ModelFailed as failure:
                return replace(said, drafting=Drafting(str(failure), tried))
            if not written.answered:
                return replace(said, drafting=Drafting("found no answer in what it was given", tried))
            draft, found = self._checked(written, task)
            tried = (*tried, tuple(found))
            if not found:
                text = "\n\n".join([draft.text, *tail])
                drafting = Drafting("", tried)
                return replace(said, text=text, answer=text, citations=draft.citations, drafting=drafting)
            brief = replace(task.brief, draft=written, findings=tuple(found))
        return replace(said, drafting=Drafting("its drafts did not pass the check", tried))

    def _checked(self, written: Written, task: _Task) -> tuple[Draft, list[str]]:
        found = faults(written, task.evidence, task.brief.language)
        if found:
            return Draft(""), found
        draft = task.compose(written)
        return draft, problems(draft, language=task.brief.language, zone=self._office.time_zone)


def _evidence(
    claims: Sequence[Claim], passages: Iterable[Passage], aliases: Aliases, language: str, *, staff: bool
) -> Evidence:
    every = [fact for claim in claims for fact in _facts(claim, aliases, language, staff=staff)]
    named = {f"p{n}": passage for n, passage in enumerate(passages, start=1)}
    return Evidence({fact.id: fact for fact in every}, named, aliases)


def _facts(claim: Claim, aliases: Aliases, language: str, *, staff: bool) -> list[Fact]:
    """Name the facts that this reader may see, state first, as the template says them."""
    alias = aliases.name(claim.number).strip("[]")
    keys = dict(zip(fact_names(language), _KEYS, strict=True))
    shown = [Fact(f"{alias}.{keys[name]}", f"{name}: {value}") for name, value in facts(claim, language, staff=staff)]
    return [Fact(f"{alias}.state", label(claim.state, language)), *shown]


def _brief(asked: Asked, conversation: Conversation, evidence: Evidence, records: Sequence[Claim]) -> Brief:
    return Brief(
        question=outgoing(asked.recognised, evidence.aliases, records),
        language=conversation.language,
        reader=_READERS[conversation.surface],
        facts=tuple(evidence.facts.values()),
        sources=tuple(
            Source(name, passage.title, passage.section, passage.text) for name, passage in evidence.passages.items()
        ),
    )


def _prose(written: Written, evidence: Evidence) -> tuple[str, tuple[Citation, ...], tuple[Passage, ...]]:
    """Join the sentences, each with the mark of its source; return the sources in the order of their numbers."""
    used = list(dict.fromkeys(s.passage for s in written.sentences if s.passage))
    sentences = [
        _marked(evidence.aliases.resolved(s.text.strip()), used.index(s.passage) + 1 if s.passage else 0)
        for s in written.sentences
    ]
    citations = tuple(
        cite(evidence.passages[name], number, _quotes(written, name, evidence.passages[name]))
        for number, name in enumerate(used, start=1)
    )
    return " ".join(sentences), citations, tuple(evidence.passages[name] for name in used)


def _originals(citations: Sequence[Citation], passages: Sequence[Passage], language: str) -> list[str]:
    """Quote below an answer what it renders from another language."""
    both = zip(citations, passages, strict=True)
    return [quoted(c.quote, c.number, language) for c, passage in both if is_foreign(passage, language)]


def _marked(sentence: str, number: int) -> str:
    """Put the mark of the source before the sentence's end."""
    end = sentence[-1:] if sentence[-1:] in {".", "!"} else ""
    return f"{sentence.removesuffix(end)} [{number}]{end}" if number else sentence


def _quotes(written: Written, name: str, passage: Passage) -> str:
    found = [sentences_around(s.quote, passage) for s in written.sentences if s.passage == name]
    return "\n".join(dict.fromkeys(found))
