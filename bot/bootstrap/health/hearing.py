"""How well the desk that runs on this machine hears Slack: its `/metrics` know, a command beside it does not."""

from datetime import timedelta

import aiohttp

from bot.settings import Settings

_PATIENCE = aiohttp.ClientTimeout(total=2)
_AGE, _SOCKETS, _UNHEARD = (f"claimdesk_slack_{name}" for name in ("event_age_seconds", "sockets", "unheard"))


async def hearing(settings: Settings) -> str:
    """Return what the desk says of itself, empty where none runs here."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as http,
            http.get(f"http://{settings.host}:{settings.port}/metrics") as answer,
        ):
            told = dict(line.split(" ", 1) for line in (await answer.text()).splitlines())
        age, sockets, unheard = (float(told[name]) for name in (_AGE, _SOCKETS, _UNHEARD))
    except (aiohttp.ClientError, TimeoutError, OSError, LookupError, ValueError):
        return ""
    opened = f" ({_count(sockets, 'socket')} since the start)" if sockets else ""
    late = f", and had to read {_count(unheard, 'message')} of which Slack did not tell" if unheard else ""
    return f"; the desk last heard Slack {timedelta(seconds=round(age))} ago{opened}{late}"


def _count(number: float, what: str) -> str:
    return f"{number:.0f} {what}{'' if number == 1 else 's'}"
