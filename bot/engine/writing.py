"""Have a model write what the templates and quotations say, under the same check; without a good draft theirs stands.

A draft is checked sentence by sentence against what each names as its source, then as a whole like every answer. What
fails is sent back once with the findings. What fails again is dropped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.domain.conversation import Conversation
from bot.domain.messages import Surface
from bot.domain.policy import Office
from bot.domain.routes import Decision, Route
from bot.engine.aliases import outgoing
from bot.engine.answer import Draft
from bot.engine.check import problems
from bot.engine.composing import composed
from bot.engine.documents import Documents
from bot.engine.materials import Materials
from bot.engine.model_tools import ModelTools
from bot.engine.offers import offers
from bot.engine.prose import faults
from bot.engine.readings import without_opener
from bot.engine.routing import Asked
from bot.engine.said import Drafting, Said
from bot.engine.sayable import LANGUAGES
from bot.engine.status import disclosed
from bot.ports.actions import Actions
from bot.ports.progress import Progress, Stage
from bot.ports.writer import Brief, ModelFailed, ModelSession, Written
from knowledge.passages import Findings

REPAIRS = 1
"""How often a model may mend its draft."""

_READERS = {Surface.PATIENT: "the patient", Surface.STAFF: "a colleague at the front desk"}


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be written, what it may rest on, and how the sentences become an answer.

    `needed` is the passage that an answer may not leave out: the office's own words for a claim's state.
    """

    brief: Brief
    materials: Materials
    compose: Callable[[Written], Draft]
    needed: str = ""


class Writing:
    """Puts a model's answer in the place of the template's where it is as well founded."""

    def __init__(self, office: Office, documents: Documents, actions: Actions) -> None:
        self._zone = office.time_zone
        self._documents = documents
        self._tools = ModelTools(office, documents, actions)

    async def improve(
        self, session: ModelSession, asked: Asked, decision: Decision, said: Said, progress: Progress
    ) -> Said:
        """Return `said` in the model's words, or as it was. Never raises for what the model does."""
        task, tail = await self._task_for(asked, decision, said)
        if task is None:
            return said
        await progress(Stage.WRITING, said.conversation.language)
        return await self._drafted(session, task, said, tail)

    async def _task_for(self, asked: Asked, decision: Decision, said: Said) -> tuple[_Task | None, Sequence[str]]:
        """Return what a model may write here, and what is said after it; None where templates speak alone."""
        if said.conversation.language not in LANGUAGES or said.handoff or said.problems:
            return None, ()
        if said.verdicts:
            return await self._status(asked, said), ()
        if said.findings and (said.citations or decision.route is Route.DOCS):
            return self._from_documents(asked, said, said.findings), offers(asked, decision, said.conversation.language)
        return None, ()

    async def _status(self, asked: Asked, said: Said) -> _Task | None:
        """Only one claim at a time: with several the template's list is clearer than prose."""
        if len(said.verdicts) != 1 or len(said.looked) != 1 or asked.recognised.over_limit:
            return None
        claim = said.verdicts[0].claim
        materials = self._materials(asked, said.conversation, claim.number)
        materials.add_claim(claim)
        task = self._task(asked, said.conversation, materials, claim.number)
        if wording := await self._documents.wording(claim, staff=materials.staff):
            [needed] = materials.add_passages([wording])
            materials.own = needed.id
            task = replace(task, brief=replace(task.brief, sources=materials.sources), needed=needed.id)
        return task

    def _from_documents(self, asked: Asked, said: Said, findings: Findings) -> _Task:
        """Where the search found nothing, the model may search in other words."""
        materials = self._materials(asked, said.conversation)
        materials.add_passages(findings.passages if said.citations else ())
        return self._task(asked, said.conversation, materials)

    def _materials(self, asked: Asked, conversation: Conversation, *numbers: str) -> Materials:
        recent = conversation.recent_claims if conversation.verified else ()
        staff = conversation.surface is Surface.STAFF
        return Materials(
            conversation.language, staff=staff, numbers=[*numbers, *asked.recognised.claim_numbers, *recent]
        )

    def _task(self, asked: Asked, conversation: Conversation, materials: Materials, number: str = "") -> _Task:
        brief = Brief(
            question=outgoing(asked.recognised, materials.aliases, list(materials.claims.values())),
            language=conversation.language,
            reader=_READERS[conversation.surface],
            facts=materials.facts,
            sources=materials.sources,
            tools=self._tools.of(asked, conversation, materials),
        )
        return _Task(brief, materials, lambda written: composed(written, materials, number, self._zone))

    async def _drafted(self, session: ModelSession, task: _Task, said: Said, tail: Sequence[str]) -> Said:
        """Ask for a draft, and once for a better one."""
        brief, materials = task.brief, task.materials
        tried: tuple[tuple[str, ...], ...] = ()
        for _ in range(1 + REPAIRS):
            try:
                written = _without_openers(await session.write(brief))
            except ModelFailed as failure:
                return replace(said, drafting=Drafting(str(failure), tried))
            if not written.answered:
                return replace(said, drafting=Drafting("found no answer in what it was given", tried))
            draft, found = self._checked(written, task)
            tried = (*tried, tuple(found))
            if not found:
                return _in_its_words(said, draft, materials, Drafting("", tried), tail)
            brief = replace(
                task.brief,
                facts=materials.facts,
                sources=materials.sources,
                tools=(),
                draft=written,
                findings=tuple(found),
            )
        return replace(said, drafting=Drafting("its drafts did not pass the check", tried))

    def _checked(self, written: Written, task: _Task) -> tuple[Draft, list[str]]:
        found = faults(written, task.materials.evidence(), task.brief.language)
        if task.needed and all(sentence.passage != task.needed for sentence in written.sentences):
            found.append(f"it leaves out what the office says of this state ({task.needed})")
        if found:
            return Draft(""), found
        draft = task.compose(written)
        return draft, problems(draft, language=task.brief.language, zone=self._zone)


def _without_openers(written: Written) -> Written:
    return replace(written, sentences=tuple(replace(s, text=without_opener(s.text)) for s in written.sentences))


def _in_its_words(said: Said, draft: Draft, materials: Materials, drafting: Drafting, tail: Sequence[str]) -> Said:
    """Put the draft in, and account for the claims that the model's own look-ups brought into it."""
    told = {claim.number for claim in draft.claims} - {v.claim.number for v in said.verdicts}
    verdicts = tuple({v.claim.number: v for v in materials.verdicts if v.claim.number in told}.values())
    text = "\n\n".join([draft.text, *tail])
    return replace(
        said,
        text=text,
        answer=text,
        citations=draft.citations,
        verdicts=(*said.verdicts, *verdicts),
        looked=(*said.looked, *materials.looked),
        audit=(*said.audit, *(disclosed(verdict, said.conversation) for verdict in verdicts)),
        drafting=drafting,
    )
