"""`claimdesk report shadow`: how far the bot's answers agree with what people wrote."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.bootstrap.parts import database
from bot.commands.output import console, print_json, print_table
from bot.domain.claims import LABELS, ClaimState
from bot.domain.shadow import Compared, FactKind, Match, PayerReport, ShadowAnswer, Share, by_payer
from bot.settings import read_settings

_TOLD = {Match.DIFFERS, Match.LEFT_OUT}
_NAMES = {FactKind.STATE: "State", FactKind.AMOUNT: "Amount", FactKind.DATE: "Date", FactKind.NEXT_STEP: "Next step"}


def shadow(*, days: int, as_json: bool) -> None:
    """Print agreement by payer, and each answer in which a person said something else."""
    answers = asyncio.run(_since(datetime.now(UTC) - timedelta(days=days)))
    reports, disagreements = by_payer(answers), [one for one in reversed(answers) if one.agrees is False]
    if as_json:
        print_json(
            {"days": days, "payers": [_payer(one) for one in reports], "disagreements": [*map(_answer, disagreements)]}
        )
    elif not answers:
        console.print(f"No answers in shadow in the last {days} days. `modes:` in office.yml puts a payer in shadow.")
    else:
        _print_payers(reports, days)
        _print_disagreements(disagreements)


async def _since(moment: datetime) -> Sequence[ShadowAnswer]:
    async with database(read_settings()) as store, store.read() as work:
        return await work.shadows.since(moment)


def _print_payers(reports: Sequence[PayerReport], days: int) -> None:
    kinds = [_NAMES[kind] for kind in FactKind]
    print_table(
        ("Payer", "Agree", *kinds, "Unclear", "No reply"),
        [
            (
                one.payer,
                _in_words(one.answers),
                *(_in_words(one.facts[kind]) for kind in FactKind),
                str(one.unclear),
                str(one.unanswered),
            )
            for one in reports
        ],
        title=f"The bot's answers in shadow beside people's, the last {days} days",
    )
    console.print(
        "Agree: nothing that the person said differs, and the bot left nothing of it out.\n"
        "Unclear: the person's reply named nothing that can be compared."
    )


def _print_disagreements(answers: Sequence[ShadowAnswer]) -> None:
    rows = [
        (f"{one.case}", one.payer, _NAMES[fact.kind], _shown(fact, fact.bot), _shown(fact, fact.person))
        for one in answers
        for fact in one.compared or ()
        if fact.match in _TOLD
    ]
    if rows:
        print_table(("Case", "Payer", "What", "The bot", "The person"), rows, title="\nTo read in their threads")


def _in_words(share: Share) -> str:
    return f"{share.agree * 100 // share.of} %\n{share.agree}/{share.of}" if share.of else "-"


def _shown(fact: Compared, values: Sequence[str]) -> str:
    return "\n".join(_WORDS.get(fact.kind, str)(value) for value in values) or "nothing"


_WORDS: dict[FactKind, Callable[[str], str]] = {
    FactKind.STATE: lambda value: LABELS[ClaimState(value)],
    FactKind.AMOUNT: lambda value: f"${value}",
    FactKind.NEXT_STEP: lambda value: value.replace("_", " "),
}


def _payer(report: PayerReport) -> dict[str, Any]:
    return {
        "payer": report.payer,
        "answers": _share(report.answers),
        "facts": {kind.value: _share(share) for kind, share in report.facts.items()},
        "unclear": report.unclear,
        "unanswered": report.unanswered,
    }


def _share(share: Share) -> dict[str, Any]:
    return {**asdict(share), "rate": round(share.agree / share.of, 4) if share.of else None}


def _answer(answer: ShadowAnswer) -> dict[str, Any]:
    facts = [asdict(fact) for fact in answer.compared or () if fact.match in _TOLD]
    return {"case": answer.case, "payer": answer.payer, "at": answer.at.isoformat(), "facts": facts}
