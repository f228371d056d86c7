"""Microsoft Teams, put together from settings."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address

import requests
from aiohttp import web

from bot.bootstrap.parts import Place
from bot.channels.teams.arrivals import Arrivals
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.checkup import Checkup
from bot.channels.teams.clouds import PUBLIC, Cloud, OnThisMachine
from bot.channels.teams.edge import TeamsEdge
from bot.channels.teams.framework import Framework
from bot.channels.teams.front_desk import FrontDesk
from bot.channels.teams.offers import Offers
from bot.channels.teams.patient_files import PatientFiles
from bot.channels.teams.places import Places
from bot.channels.teams.presses import Presses
from bot.channels.teams.sign_in import Credentials, SignIn
from bot.channels.teams.tokens import Keys, Tokens
from bot.ports.channel import Accept
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class TeamsParts:
    """The channel, and the edge through which Teams comes in."""

    channel: TeamsChannel
    edge: TeamsEdge
    offers: Offers
    framework: Framework

    def routes(self) -> list[web.RouteDef]:
        """Return what this adds to the application."""
        return [*self.edge.routes(), *self.offers.routes()]

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Hold connections to Teams inside the block."""
        try:
            yield
        finally:
            await self.framework.close()


def teams_of(
    place: Place,
    store: Store,
    clock: Clock,
    accept: Accept,
    secret: str,
    *,
    takes_files: bool,
    cloud: Cloud = PUBLIC,
    login: requests.Session | None = None,
) -> TeamsParts:
    """Return the parts of Teams; raises `SettingsError` where something is missing. Needs a running event loop.

    `takes_files`: the people of the desk see what patients send. `cloud` and `login` are stand-ins of tests.
    """
    settings = place.settings
    if problems := [*_problems(settings)]:
        raise SettingsError(problems)
    sign_in, tokens, tenant = None, None, ""
    if settings.microsoft_app_id:
        credentials = _credentials(settings)
        sign_in = SignIn(credentials, cloud, login)
        tokens = Tokens(credentials.app_id, cloud, Keys(cloud.keys))
        tenant = credentials.tenant
    else:
        cloud = OnThisMachine()
    places = Places(store, clock)
    framework = Framework(cloud, sign_in)
    office = place.folder.office
    front_desk = FrontDesk(framework, clock, office.teams.front_desk_channels, office.staff)
    offers = Offers(store, secret, office.teams.public_address)
    channel = TeamsChannel(framework, places, store, offers, front_desk)
    arrivals = Arrivals(
        accept,
        places,
        Presses(accept, store),
        front_desk,
        PatientFiles(framework, store, clock, cloud, office.files.largest if takes_files else 0),
        channel,
        secret,
        office.web.longest_message,
    )
    return TeamsParts(channel, TeamsEdge(arrivals, cloud, tokens, tenant, clock), offers, framework)


def checkup_of(
    settings: Settings, store: Store, cloud: Cloud = PUBLIC, login: requests.Session | None = None
) -> Checkup:
    """Return what looks whether Teams works; `cloud` and `login` are stand-ins of tests."""
    return Checkup(SignIn(_credentials(settings), cloud, login), Keys(cloud.keys), cloud, store)


def _credentials(settings: Settings) -> Credentials:
    password = settings.microsoft_app_password
    tenant = settings.microsoft_app_tenant_id if _single(settings) else ""
    return Credentials(settings.microsoft_app_id or "", password.get_secret_value() if password else "", tenant or "")


def _single(settings: Settings) -> bool:
    return settings.microsoft_app_type != "MultiTenant"


def _problems(settings: Settings) -> Iterator[str]:
    if settings.teams_development:
        if settings.microsoft_app_id or settings.microsoft_app_password:
            yield (
                "CLAIMDESK_TEAMS_DEVELOPMENT: is set beside the settings of a real bot, whose requests would then "
                "not be verified. Unset it"
            )
        if not _loopback(settings.host):
            yield (
                f"CLAIMDESK_TEAMS_DEVELOPMENT: is set while CLAIMDESK_HOST is {settings.host}, where others could post "
                "as anybody. Listen on 127.0.0.1, or unset it"
            )
        return
    if not settings.microsoft_app_id:
        yield (
            "MICROSOFT_APP_ID: is empty beside other settings of Teams, so nobody's requests could be verified. Copy "
            "it from the bot's page in Azure, or unset the others"
        )
    if not settings.microsoft_app_password:
        yield "MICROSOFT_APP_PASSWORD: is not set. Make a client secret on the app registration's page in Azure"
    if _single(settings) and not settings.microsoft_app_tenant_id:
        yield (
            "MICROSOFT_APP_TENANT_ID: is not set for a single-tenant bot. Copy it from the bot's page in Azure, or set "
            "MICROSOFT_APP_TYPE to MultiTenant for an older bot of that kind"
        )


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
