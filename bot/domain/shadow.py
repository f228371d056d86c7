"""The bot's answer beside a person's, fact by fact: what a payer is promoted or demoted by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import CaseNumber, ConversationId, MessageId


class FactKind(StrEnum):
    """What of an answer is compared."""

    STATE = "state"
    AMOUNT = "amount"
    DATE = "date"
    NEXT_STEP = "next_step"


class NextStep(StrEnum):
    """What a patient is told to do, or that the office or the plan does."""

    WAIT = "wait"
    SEND_INFORMATION = "send_information"
    PAY = "pay"
    STATEMENT_COMES = "statement_comes"
    APPEAL = "appeal"
    OFFICE_CORRECTS = "office_corrects"
    CALL_PLAN = "call_plan"


class Match(StrEnum):
    """How the two stand to each other. `LEFT_OUT`: the person said something of this kind and the bot nothing."""

    AGREES = "agrees"
    DIFFERS = "differs"
    LEFT_OUT = "left_out"
    NOT_NAMED = "not_named"


Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactsSaid:
    """What an answer says, each kind sorted: states, amounts in dollars, days in ISO form, next steps."""

    state: Values = ()
    amount: Values = ()
    date: Values = ()
    next_step: Values = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One kind of fact in both answers; a kind that neither names is not compared."""

    kind: FactKind
    match: Match
    bot: Values
    person: Values


@dataclass(frozen=True, slots=True)
class ShadowAnswer:
    """An answer of the bot that a patient did not get, and how the person's compares; None until there is one."""

    id: MessageId
    conversation: ConversationId
    case: CaseNumber
    payer: str
    said: FactsSaid
    at: datetime
    compared: tuple[Compared, ...] | None = None

    @property
    def agrees(self) -> bool | None:
        """Whether the person said nothing else; None when there is nothing to tell by."""
        return verdict(self.compared or ())


def compare(bot: FactsSaid, person: FactsSaid) -> tuple[Compared, ...]:
    """Compare what both said.

    A state must be the same. Of amounts and days the person may name fewer than the bot, for nobody repeats a whole
    statement, but none that the bot did not. Of next steps one in common is enough.
    """
    results = []
    for kind, fits in _RULES.items():
        ours, theirs = getattr(bot, kind), getattr(person, kind)
        if ours or theirs:
            results.append(Compared(kind, _match(ours, theirs, fits), ours, theirs))
    return tuple(results)


_Rule = Callable[[frozenset[str], frozenset[str]], bool]
_RULES: dict[FactKind, _Rule] = {
    FactKind.STATE: lambda ours, theirs: ours == theirs,
    FactKind.AMOUNT: lambda ours, theirs: theirs <= ours,
    FactKind.DATE: lambda ours, theirs: theirs <= ours,
    FactKind.NEXT_STEP: lambda ours, theirs: bool(ours & theirs),
}


def _match(ours: Values, theirs: Values, fits: _Rule) -> Match:
    if not theirs:
        return Match.NOT_NAMED
    if not ours:
        return Match.LEFT_OUT
    return Match.AGREES if fits(frozenset(ours), frozenset(theirs)) else Match.DIFFERS


def verdict(compared: Iterable[Compared]) -> bool | None:
    """Say whether an answer as a whole agrees: nothing differs, nothing was left out, and something was the same."""
    matches = {one.match for one in compared}
    if matches & {Match.DIFFERS, Match.LEFT_OUT}:
        return False
    return True if Match.AGREES in matches else None


@dataclass(frozen=True, slots=True)
class Share:
    """How many agree of how many that could be compared."""

    agree: int
    of: int


@dataclass(frozen=True, slots=True)
class PayerReport:
    """One payer: whole answers, each kind of fact, and what no figure is made of.

    `unanswered`: no person has replied yet. `unclear`: they did, and named no fact that the bot named.
    """

    payer: str
    answers: Share
    facts: dict[FactKind, Share]
    unclear: int
    unanswered: int


def by_payer(answers: Sequence[ShadowAnswer]) -> list[PayerReport]:
    """Report on each payer, the one with most answers first."""
    payers = {one.payer for one in answers}
    reports = [_report(payer, [one for one in answers if one.payer == payer]) for payer in payers]
    return sorted(reports, key=lambda report: (-report.answers.of, report.payer))


def _report(payer: str, answers: Sequence[ShadowAnswer]) -> PayerReport:
    replied = [one for one in answers if one.compared is not None]
    judged = [one.agrees for one in replied]
    return PayerReport(
        payer,
        Share(judged.count(True), len(judged) - judged.count(None)),
        {kind: _share(kind, replied) for kind in FactKind},
        judged.count(None),
        len(answers) - len(replied),
    )


def _share(kind: FactKind, answers: Iterable[ShadowAnswer]) -> Share:
    matches = [one.match for answer in answers for one in answer.compared or () if one.kind is kind]
    counted = [match for match in matches if match is not Match.NOT_NAMED]
    return Share(counted.count(Match.AGREES), len(counted))
