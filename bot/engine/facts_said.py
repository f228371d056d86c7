"""Read out of an answer, whoever wrote it, what it says of a claim. Pure; English and Spanish."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.domain.claims import ClaimState
from bot.domain.policy import Office
from bot.domain.recognition import EntityKind, Recognised
from bot.domain.shadow import FactsSaid, NextStep
from bot.engine.dates import nearest_days
from bot.engine.lexicon import fold, mentions
from bot.engine.recognise import recognise
from bot.engine.vocabulary.answers import LIFE, NEGATED, STATES, STEPS


def facts_said(text: str, office: Office, today: date) -> FactsSaid:
    """Return what `text` says; a day without a year is the one nearest to `today`."""
    found = recognise(text, office, today)
    folded = fold(found.text)
    days = {e.day for e in found.of(EntityKind.DATE) if e.day and not e.birth}
    days |= set(nearest_days(_without(found), today))
    return FactsSaid(
        state=_sorted(_states(folded, office)),
        amount=_sorted(_amount(e.canonical) for e in found.of(EntityKind.MONEY)),
        date=_sorted(day.isoformat() for day in days),
        next_step=_sorted(step for step, stems in STEPS.items() if _is_told(step, stems, folded)),
    )


def facts_of_bot(text: str, states: Iterable[ClaimState], office: Office, today: date) -> FactsSaid:
    """Return what the bot's answer says; its states are those that were looked up, not what its words may mean."""
    known = _sorted(states)
    # The last line says when this was looked up, which is no fact of the claim.
    lines = [line for line in text.splitlines() if not line.startswith("_")]
    said = facts_said("\n".join(lines), office, today)
    return replace(said, state=known) if known else said


def _states(folded: str, office: Office) -> set[ClaimState]:
    """Return where a claim is said to stand now: what every claim passes gives way to what it has become."""
    said = {state for state, stems in STATES.items() if _asserted(stems, folded)}
    said |= {state for word, state in office.routing.status_aliases.items() if mentions(folded, (word,))}
    if ClaimState.PROCESSED_NO_PAYMENT in said:
        said.discard(ClaimState.PAID)
    final = said - set(LIFE)
    return final or set([state for state in LIFE if state in said][-1:])


def _is_told(step: NextStep, stems: re.Pattern[str], folded: str) -> bool:
    """Say whether a step is told; `you need not do anything` is one, and `do not pay` is none."""
    return bool(stems.search(folded)) if step is NextStep.WAIT else _asserted(stems, folded)


def _asserted(stems: re.Pattern[str], folded: str) -> bool:
    return any(not NEGATED.search(folded[: match.start()]) for match in stems.finditer(folded))


def _amount(canonical: str) -> str:
    return f"{Decimal(re.sub(r'[^0-9.]', '', canonical)):.2f}"


def _without(found: Recognised) -> str:
    """Return the text with whole dates taken out, so that none is read a second time without its year."""
    text = found.text
    for entity in reversed(found.of(EntityKind.DATE)):
        text = f"{text[: entity.start]}{' ' * (entity.end - entity.start)}{text[entity.end :]}"
    return text


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({str(value) for value in values}))
