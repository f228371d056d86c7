"""Where a message goes, on the tests' own office."""

from bot.domain.messages import Surface
from bot.domain.routes import Decision
from bot.engine.recognise import recognise
from bot.engine.routing import read, route
from tests.fakes.offices import OFFICE, TODAY

PATIENT, STAFF = Surface.PATIENT, Surface.STAFF


def routed(
    text: str,
    surface: Surface = PATIENT,
    *,
    proving: bool = False,
    verified: bool = False,
    has_recent: bool = False,
) -> Decision:
    found = recognise(text, OFFICE, TODAY, proving=proving)
    asked = read(found, surface, proving=proving, verified=verified, has_recent=has_recent)
    return route(asked, OFFICE.routing)
