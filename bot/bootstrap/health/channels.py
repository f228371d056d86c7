"""Whether the platforms still let us in: tokens, scopes, membership, a round trip."""

from collections.abc import Iterator, Sequence

from bot.bootstrap.health.hearing import hearing
from bot.bootstrap.health.parts import HealthParts
from bot.domain.errors import DeliveryError
from scheduler.health_check import Finding, Probe


def channel_probes(parts: HealthParts) -> Iterator[Probe]:
    """Yield a probe for each platform that is set up; only then its SDK is loaded."""
    settings, owner = parts.place.settings, parts.owners.technical
    if settings.slack_bot_token:
        yield Probe("Slack", lambda: _slack(parts), owner, "See status.slack.com, then SLACK_API_URL", 40.0)
    if settings.microsoft_app_id:
        yield Probe("Teams", lambda: _teams(parts), owner, "See whether Microsoft's sign-in can be reached")


async def _slack(parts: HealthParts) -> Sequence[Finding]:
    from bot.bootstrap.slack import checkup_of

    looked = await checkup_of(parts.place).look()
    says = f"{looked.says}{await hearing(parts.place.settings)}"
    return [Finding("Slack", not looked.cure, says, looked.cure, parts.owners.technical if looked.cure else "")]


async def _teams(parts: HealthParts) -> Sequence[Finding]:
    from bot.bootstrap.teams import sign_in_of

    try:
        await sign_in_of(parts.place.settings).token()
    except DeliveryError as error:
        says, _, cure = error.reason.partition(": ")
        cure = cure or "See whether Microsoft's sign-in can be reached"
        return [Finding("Teams", False, says, cure[:1].upper() + cure[1:], parts.owners.technical)]
    return [Finding("Teams", True, "Microsoft takes our secret and gives a token")]
