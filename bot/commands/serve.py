"""`claimdesk serve` and `claimdesk demo`."""

import asyncio
import errno
import logging
import signal

from bot.bootstrap.parts import Place, open_place
from bot.bootstrap.server import running
from bot.commands.output import console
from bot.domain.errors import ClaimDeskError
from bot.logs import configure_logs
from bot.settings import read_settings


def run(*, demo: bool, port: int | None) -> None:
    """Run until SIGTERM or Ctrl-C; what is in hand is finished first."""
    configure_logs(level=logging.WARNING if demo else logging.INFO)
    place = open_place(read_settings())
    try:
        asyncio.run(_until_stopped(place, demo=demo, port=port))
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}:
            raise
        where = f"{place.settings.host}:{place.settings.port if port is None else port}"
        raise ClaimDeskError(
            f"{where} cannot be opened ({error.strerror}). Set CLAIMDESK_PORT to a free port."
        ) from error


async def _until_stopped(place: Place, *, demo: bool, port: int | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with running(place, demo=demo, port=port) as url:
        _announce(url, demo=demo)
        await stop.wait()
        console.print("Stopping: finishing what is in hand.")


def _announce(url: str, *, demo: bool) -> None:
    if not demo:
        console.print(f"ClaimDesk is listening on {url}", soft_wrap=True)
        return
    console.print(f"\n[bold]ClaimDesk is running.[/bold] Open [bold]{url}[/bold]\n", soft_wrap=True)
    console.print("  1. Ask:    What's the status of claim 45012-A?")
    console.print("  2. Prove:  Rosa Delgado, born 12 March 1984, phone ending 0142")
    console.print("  3. Ask:    I want to appeal claim 45014-A")
    console.print("  4. Answer as the billing specialist in the desk beside the chat.\n")
    console.print("Ctrl-C stops it. Everything here is invented, and stays on this machine.")
