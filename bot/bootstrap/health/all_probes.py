"""Everything that the health check looks at."""

from bot.bootstrap.health.boxes import box_probes
from bot.bootstrap.health.channels import channel_probes
from bot.bootstrap.health.documents import document_probes
from bot.bootstrap.health.lookups import lookup_probes
from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.health.surroundings import surrounding_probes
from scheduler.health_check import Probe


def all_probes(parts: HealthParts) -> list[Probe]:
    """Return the probes in the order in which people read of them."""
    return [
        *lookup_probes(parts),
        *document_probes(parts),
        *channel_probes(parts),
        *box_probes(parts),
        *surrounding_probes(parts),
    ]
