"""Where the Bot Framework is: who signs what it sends us, where we sign in, and whom we may send anything to."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Cloud:
    """One cloud of Microsoft's. `services` are origins: scheme, host and, where it is not the usual one, port."""

    issuer: str = "https://api.botframework.com"
    keys: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    login: str = "https://login.microsoftonline.com"
    scope: str = "https://api.botframework.com/.default"
    services: frozenset[str] = frozenset(
        {"https://smba.trafficmanager.net", "https://smba.infra.gcc.teams.microsoft.com"}
    )

    def keeps(self, address: str) -> bool:
        """Say whether a file's address is where Teams keeps what people attach: OneDrive and SharePoint."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return False
        return (parts.scheme == "https" and (parts.hostname or "").endswith(".sharepoint.com")) or self.serves(address)

    def serves(self, address: str) -> bool:
        """Say whether a service address is one of Teams' own.

        The match is exact: anybody can register other names under trafficmanager.net, and whoever receives a message
        of ours also receives our token.
        """
        try:
            parts = urlsplit(address)
            port = f":{parts.port}" if parts.port is not None else ""
        except ValueError:
            return False
        # Braces are blanks to fill in for the SDK.
        plain = parts.username is None and parts.hostname and "{" not in address and "}" not in address
        return bool(plain) and f"{parts.scheme}://{parts.hostname}{port}" in self.services


PUBLIC = Cloud()


@dataclass(frozen=True, slots=True)
class OnThisMachine(Cloud):
    """For development: whatever listens on this machine is taken for Teams."""

    def serves(self, address: str) -> bool:
        """Say whether an address is on this machine."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return False
        return parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
