"""`claimdesk report insight`: last week in figures, as words, a page, a table or JSON."""

import asyncio
from dataclasses import asdict
from pathlib import Path

from bot.bootstrap.insight import insight_of
from bot.bootstrap.opened import opened
from bot.bootstrap.parts import Place, open_place
from bot.commands.output import console, print_json
from bot.settings import read_settings
from scheduler.insight import Insight
from scheduler.insight_page import page, table
from scheduler.insight_words import headline, lines


def run(*, page_file: Path | None, csv_file: Path | None, as_json: bool) -> None:
    """Print the week, and write the files that were asked for."""
    place = open_place(read_settings())
    found = asyncio.run(_found(place))
    office = place.folder.office
    if page_file:
        page_file.write_text(page(found, office.name), "utf-8")
    if csv_file:
        csv_file.write_text(table(found), "utf-8")
    if as_json:
        print_json(asdict(found))
        return
    for line in (headline(found), *lines(found, office.timetable.owners.lead)):
        console.print(line.replace("**", ""), markup=False)


async def _found(place: Place) -> Insight:
    async with opened(place) as parts:
        return await insight_of(parts)
