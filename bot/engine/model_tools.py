"""What a model may ask for while it writes: the documents, and the office's own actions as their files describe them.

An argument is the alias of a claim that the person named, or something else that recognition saw in their message and
that says nothing of who they are; the action's own file checks it once more. What comes back is filtered to the proved
patient, and a claim that needs a person brings no facts at all.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import get_args

from actions.described import ActionInfo
from bot.domain.conversation import Conversation
from bot.domain.messages import Surface
from bot.domain.policy import Field, Office
from bot.domain.recognition import EntityKind
from bot.engine.claim_facts import asked_for, claims_of
from bot.engine.documents import Documents
from bot.engine.lookups import Looked
from bot.engine.materials import Materials
from bot.engine.routing import Asked
from bot.engine.rules import Rules, Verdict
from bot.ports.actions import Actions
from bot.ports.writer import Tool

SEARCH = "search_documents"
_MOST_FOUND = 3
_IDENTITY = frozenset(get_args(Field))
"""Inputs that say who somebody is: no model gives them, so no action that needs one is offered."""

_SAYABLE = (
    EntityKind.DATE,
    EntityKind.MONEY,
    EntityKind.ADJUSTMENT_CODE,
    EntityKind.REMARK_CODE,
    EntityKind.STATUS_CATEGORY,
    EntityKind.PROCEDURE_CODE,
)
"""What somebody may have written that a model may hand to an action as it stands."""

_NOTHING = "The documents do not answer this."
_NOT_SAID = "Refused: the person has not said “{name}”. Give the alias of a claim they named, or leave it out."
_NOT_FOUND = "Nothing was found. Do not say that there is no such claim."
_A_PERSON = "{claim} needs a person. Say nothing about it."


class ModelTools:
    """Makes the tools of one draft."""

    def __init__(self, office: Office, documents: Documents, actions: Actions) -> None:
        self._office = office
        self._documents = documents
        self._actions = actions

    def of(self, asked: Asked, conversation: Conversation, materials: Materials) -> tuple[Tool, ...]:
        """Return the tools; an unproved patient's turn can read documents and nothing else."""
        search = Tool(
            SEARCH,
            "Search the office's documents. Brings passages with ids that sentences can rest on.",
            {"query": "What to look for, in a few words."},
            partial(self._search, conversation.surface, materials),
        )
        if conversation.surface is Surface.PATIENT and not conversation.verified:
            return (search,)
        offered = [info for info in self._actions.described() if not _IDENTITY.intersection(info.required)]
        return (search, *(self._tool(info, asked, conversation, materials) for info in offered))

    def _tool(self, info: ActionInfo, asked: Asked, conversation: Conversation, materials: Materials) -> Tool:
        inputs = {name: words for name, words in info.inputs.items() if name not in _IDENTITY}
        run = partial(self._run, info, asked, conversation, materials)
        return Tool(info.name, f"{info.title}. Brings facts with ids.", inputs, run)

    async def _search(self, surface: Surface, materials: Materials, given: Mapping[str, str]) -> str:
        findings = await self._documents.find(given.get("query", ""), surface)
        if not findings.answerable:
            return _NOTHING
        return _data([asdict(source) for source in materials.add_passages(findings.passages[:_MOST_FOUND])])

    async def _run(
        self, info: ActionInfo, asked: Asked, conversation: Conversation, materials: Materials, given: Mapping[str, str]
    ) -> str:
        inputs = {name: _said(value, asked, materials) for name, value in given.items() if name in info.inputs}
        unsaid = [name for name, value in inputs.items() if not value]
        if unsaid or _IDENTITY.intersection(inputs):
            return _NOT_SAID.format(name=", ".join(unsaid) or "who they are")
        result = await self._actions.run(info.name, inputs)
        if result.invalid:
            return result.invalid[1]
        number = inputs.get("claim_number", "")
        claims = claims_of(result, self._office.routing.status_aliases)
        looked = Looked(number, result, asked_for(number, claims) if number else claims)
        if conversation.verified:
            looked = looked.of_patient(conversation.verified.patient)
        materials.looked.append(looked)
        verdicts = Rules.of(self._office, conversation.last_at).judge(looked.claims)
        return "\n".join(_told(verdict, materials) for verdict in verdicts) or _NOT_FOUND


def _told(verdict: Verdict, materials: Materials) -> str:
    claim = verdict.claim
    if verdict.handoff:
        known = claim.number in materials.aliases.numbers
        return _A_PERSON.format(claim=materials.aliases.name(claim.number) if known else "That claim")
    materials.verdicts.append(verdict)
    return _data([asdict(fact) for fact in materials.add_claim(verdict.claim)])


def _said(value: str, asked: Asked, materials: Materials) -> str:
    """Return what an argument means if the person has said it, else nothing."""
    if number := materials.aliases.number(value):
        return number
    for entity in asked.recognised.of(*_SAYABLE):
        shown = entity.day.isoformat() if entity.day else entity.canonical
        if not entity.birth and value.strip() in {shown, entity.text}:
            return shown
    return ""


def _data(value: Sequence[Mapping[str, str]]) -> str:
    return json.dumps(value, ensure_ascii=False)
