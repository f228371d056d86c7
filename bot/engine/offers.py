"""What naturally follows an answer from the documents. Pure."""

from bot.domain.messages import Surface
from bot.domain.routes import Decision
from bot.engine import notices
from bot.engine.notices import say
from bot.engine.routing import Asked
from bot.engine.vocabulary import Concept


def offers(asked: Asked, decision: Decision, language: str) -> list[str]:
    """Offer a look at one's own claim, or a person for an appeal."""
    if decision.topic == Concept.APPEAL.value:
        return [say(notices.OFFER_PERSON, language)]
    if asked.surface is Surface.PATIENT and asked.has(Concept.DENIAL, Concept.CLAIM) and asked.has(Concept.OWN):
        return [say(notices.OFFER_LOOKUP, language)]
    return []
