"""`claimdesk teams-package`."""

from importlib.metadata import version
from pathlib import Path

from bot.bootstrap.parts import open_place
from bot.channels.teams.app_package import App, package
from bot.commands.output import console
from bot.domain.policy import TeamsPolicy
from bot.settings import SettingsError, read_settings


def run(file: Path) -> None:
    """Write the package and say what to do with it."""
    place = open_place(read_settings())
    office, bot_id = place.folder.office, place.settings.microsoft_app_id
    if problems := [*([] if bot_id else [_NO_BOT]), *_missing(office.teams)]:
        raise SettingsError(problems)
    app = App(
        bot_id=bot_id or "",
        version=version("claimdesk"),
        office=office.name,
        address=office.teams.public_address,
        website=office.teams.website,
        privacy_notice=office.teams.privacy_notice,
        terms_of_use=office.teams.terms_of_use,
        example=office.claim_numbers[0].example,
    )
    file.write_bytes(package(app))
    console.print(f"{file} is ready, and fits Microsoft's schema.", soft_wrap=True)
    console.print("Upload it in the Teams admin center under Teams apps, Manage apps.")


_NO_BOT = "MICROSOFT_APP_ID: is not set. Copy it from the bot's page in Azure"


def _missing(policy: TeamsPolicy) -> list[str]:
    needed = ("public_address", "website", "privacy_notice", "terms_of_use")
    return [
        f"office.yml: teams.{name} is empty. Teams shows it to everybody who installs the app"
        for name in needed
        if not getattr(policy, name)
    ]
