"""What becomes of an answer: it goes out, it waits for a specialist, or a person answers instead.

Held back are answers about claims and from the documents. What says nothing of either goes out at once in every
mode: safety texts, questions who somebody is and which claim they mean, small talk, and the hand-off itself. A
payer's mode is asked for only when a claim was found and its patient proved themselves, so that nobody can learn
from the mode that a claim exists. Staff see the sources beside their answers, and get them at once.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.conversation import Conversation, State
from bot.domain.escalation import Reason
from bot.domain.ids import ConversationId
from bot.domain.messages import Surface
from bot.domain.policy import Mode, Modes, Office
from bot.domain.policy.modes import fold_payer
from bot.engine import notices
from bot.engine.expectation import escalation, expectation
from bot.engine.handoff import Handoff, hand_off
from bot.engine.notices import say
from bot.engine.said import Held, ModeChoice, Said

_FREEST_FIRST = list(Mode)


def mode_for(payers: Iterable[str | None], conversation: ConversationId, modes: Modes) -> ModeChoice:
    """Choose for an answer about claims of these payers, or of none; of several modes the most careful counts."""
    choices = [_of_payer(payer, conversation, modes) for payer in payers]
    default = ModeChoice(modes.default, f"the office's mode is {modes.default}")
    return max(choices or [default], key=lambda choice: _FREEST_FIRST.index(choice.mode))


def _of_payer(payer: str | None, conversation: ConversationId, modes: Modes) -> ModeChoice:
    known = modes.payers.get(fold_payer(payer)) if payer else None
    if known is None:
        who = payer or "a payer that is not named"
        return ModeChoice(modes.default, f"{who} has no mode of its own, and the office's is {modes.default}")
    share = f"{payer} is {known.mode} for {known.percent} % of the conversations"
    if _place(conversation, fold_payer(payer or "")) < known.percent:
        return ModeChoice(known.mode, share if known.percent < 100 else f"{payer} is {known.mode}")
    return ModeChoice(modes.default, f"{share}, and this one is not among them: the office's mode is {modes.default}")


def _place(conversation: ConversationId, payer: str) -> int:
    """Return 0 to 99, always the same for one conversation and payer: nobody changes modes between two questions."""
    digest = hashlib.sha256(f"{conversation}\n{payer}".encode()).digest()
    return int.from_bytes(digest[:8]) % 100


def in_mode(said: Said, before: Conversation, asked: str, office: Office, now: datetime) -> Said:
    """Hold an answer back where the mode says so; `asked` is the masked message, for the case's summary."""
    # Fail closed: what quotes a source answers from it, whatever its branch says of itself.
    answer = said.answer or (said.text if said.citations else "")
    if not answer or before.surface is not Surface.PATIENT:
        return said
    choice = mode_for([v.claim.payer for v in said.verdicts], before.id, office.modes)
    if choice.mode is Mode.LIVE:
        return replace(said, mode=choice)
    return replace(
        said,
        text=_instead(choice.mode, before, said.conversation.language, office, now),
        citations=(),
        suggestions=(),
        asks=(),
        handoff=said.handoff or _to_desk(choice.mode, said, asked),
        held=Held(answer, said.citations),
        mode=choice,
        audit=tuple(replace(line, action=_HELD_BACK.get(line.action, line.action)) for line in said.audit),
    )


_HELD_BACK = {"claim_disclosed": "claim_held_back"}
"""What was not said was not disclosed."""


def _instead(mode: Mode, before: Conversation, language: str, office: Office, now: datetime) -> str:
    if mode is Mode.SUPERVISED:
        waits = say(notices.WAITS, language, minutes=str(office.modes.tell_patient_after_minutes))
        return f"{waits} {expectation(office.calendar, language, now)}".strip()
    return say(notices.ADDED, language) if before.state is State.WAITING else escalation(office, language, now)


def _to_desk(mode: Mode, said: Said, asked: str) -> Handoff:
    reason = Reason.ANSWER_CHECK if mode is Mode.SUPERVISED else Reason.SHADOW
    verified = said.conversation.verified
    return hand_off(reason, asked, verdicts=said.verdicts, patient=verified.initials if verified else "")
