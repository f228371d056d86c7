"""Whether the platforms still let us in: tokens, scopes, membership, a round trip."""

from collections.abc import Iterator, Sequence

from bot.bootstrap.health.hearing import hearing
from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.health.web_chat import PART, web_findings
from scheduler.health_check import Finding, Probe


def channel_probes(parts: HealthParts) -> Iterator[Probe]:
    """Yield a probe for each platform that is set up; only then its SDK is loaded."""
    settings, owner = parts.place.settings, parts.owners.technical
    if settings.slack_bot_token:
        yield Probe("Slack", lambda: _slack(parts), owner, "See status.slack.com, then SLACK_API_URL", 40.0)
    if settings.microsoft_app_id:
        yield Probe("Teams", lambda: _teams(parts), owner, "See whether Microsoft can be reached", 40.0)
    yield Probe(PART, lambda: web_findings(parts), owner, "See whether claimdesk serve runs, and what its log says")


async def _slack(parts: HealthParts) -> Sequence[Finding]:
    from bot.bootstrap.slack import checkup_of

    looked = await checkup_of(parts.place).look()
    says = f"{looked.says}{await hearing(parts.place.settings)}"
    return [Finding("Slack", not looked.cure, says, looked.cure, parts.owners.technical if looked.cure else "")]


async def _teams(parts: HealthParts) -> Sequence[Finding]:
    from bot.bootstrap.teams import checkup_of

    looked = await checkup_of(parts.place.settings, parts.store).look()
    owner = parts.owners.technical
    return [Finding("Teams", not each.cure, each.says, each.cure, owner if each.cure else "") for each in looked]
