"""Tags by which a lead finds and counts conversations. They hold no patient data."""

from collections.abc import Iterable, Iterator

from bot.domain.claims import Claim
from bot.domain.escalation import Reason
from bot.domain.policy.desk_routes import slug
from bot.domain.recognition import EntityKind, Recognised
from bot.domain.routes import Decision


def tags_of(
    decision: Decision, found: Recognised, claims: Iterable[Claim], handoff: Reason | None, language: str
) -> tuple[str, ...]:
    """Return the tags of one turn, sorted, each once."""
    return tuple(sorted(set(_tags(decision, found, claims, handoff, language))))


def located(location: str) -> tuple[str, ...]:
    """Return the tag of the place that somebody wrote from, if one is known."""
    return (f"location:{slug(location)}",) if slug(location) else ()


def for_card(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that tell a specialist something the card does not say anyway."""
    return tuple(tag for tag in tags if tag.partition(":")[0] in _ON_CARD and tag != "lang:en")


_ON_CARD = frozenset({"payer", "state", "code", "topic", "lang", "location"})


def _tags(
    decision: Decision, found: Recognised, claims: Iterable[Claim], handoff: Reason | None, language: str
) -> Iterator[str]:
    yield f"route:{decision.route}"
    yield f"lang:{language}"
    if decision.topic:
        yield f"topic:{slug(decision.topic)}"
    if handoff:
        yield f"handoff:{handoff}"
    for entity in found.of(EntityKind.ADJUSTMENT_CODE, EntityKind.REMARK_CODE):
        yield f"code:{entity.canonical}"
    for claim in claims:
        yield f"state:{claim.state}"
        if claim.payer:
            yield f"payer:{slug(claim.payer)}"
