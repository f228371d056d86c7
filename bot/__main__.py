"""`python -m bot` is `claimdesk`."""

from bot.cli import main

main()
