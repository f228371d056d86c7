"""The week's figures as a page and as a table for spreadsheets. Pure but for the drawing of the charts."""

import csv
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from io import StringIO

from scheduler.charts import Bars, draw
from scheduler.insight import Insight
from scheduler.insight_words import charts, headline, plain, span

Row = tuple[str, str, str, str]
COLUMNS = ("subject", "name", "count", "of_or_before")

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem;
  background: light-dark(#fff, #1a1d21); color: light-dark(#1d1c1d, #e8e8e8); }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin: .5rem 0; } caption { text-align: left; font-weight: 600; }
th, td { text-align: left; padding: .2rem 1.2rem .2rem 0; border-bottom: 1px solid light-dark(#ddd, #3c4046); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
"""


def table(insight: Insight) -> str:
    """Return every figure as CSV, one in each line."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_calm(cell) for cell in row] for row in _rows(insight))
    return text.getvalue()


def _calm(cell: str) -> str:
    """Keep a spreadsheet from reckoning with a name that a payer or a person gave (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def page(insight: Insight, office: str) -> str:
    """Return one file of HTML that needs nothing else; it reads light and dark."""
    title = f"{office}: {span(insight.week.start)}"
    parts = [_picture(bars) for _, bars in charts(insight)]
    tables = [_table(name, rows) for name, rows in _by_subject(insight)]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f"<h1>{escape(title)}</h1><p>{escape(headline(insight).removeprefix('📊 '))}.</p>"
        f"{''.join(parts)}<h2>All figures</h2>{''.join(tables)}</html>\n"
    )


def _picture(bars: Bars) -> str:
    light, dark = (f"data:image/png;base64,{b64encode(draw(bars, dark=look)).decode()}" for look in (False, True))
    return (
        f'<p><picture><source srcset="{dark}" media="(prefers-color-scheme: dark)">'
        f'<img src="{light}" alt="{escape(bars.title)}. {escape(bars.alt)}"></picture></p>'
    )


def _table(subject: str, rows: Sequence[Row]) -> str:
    body = "".join(
        f'<tr><td>{escape(name)}</td><td class="n">{count}</td><td class="n">{of}</td></tr>'
        for _, name, count, of in rows
    )
    head = '<tr><th></th><th class="n">Count</th><th class="n">Of, or the week before</th></tr>'
    return f"<table><caption>{escape(subject)}</caption>{head}{body}</table>"


def _by_subject(insight: Insight) -> Iterator[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in _rows(insight):
        found.setdefault(row[0], []).append(row)
    yield from found.items()


def _rows(insight: Insight) -> Iterator[Row]:
    for week in insight.weeks:
        yield ("Handed over by week", week.start.isoformat(), str(week.handed_over), str(week.conversations))
    subjects = (("Why handed over", insight.reasons), ("Payers", insight.payers), ("Tags", insight.tags))
    for subject, counts in subjects:
        for count in counts:
            yield (subject, plain(count.name), str(count.now), str(count.before))
    for code in insight.codes:
        name = code.code if code.documented else f"{code.code} (no document)"
        yield ("Denial codes", name, str(code.conversations), "")
    for failure in insight.failures:
        name = f"{failure.action}, {plain(failure.payer)}"
        yield ("Failed look-ups", name, str(failure.failed), str(failure.of))
    for name, spread in (("First reply of a person", insight.first_reply), ("Resolved", insight.resolution)):
        yield ("Cases", name, str(spread.done), str(spread.of))
        yield ("Minutes", f"{name}, half within", f"{spread.half:.1f}", "")
        yield ("Minutes", f"{name}, nine in ten within", f"{spread.most:.1f}", "")
    yield ("Answers rated", "Helped", str(insight.up), str(insight.up + insight.down))
    yield ("In shadow", "Answers that agree with a person's", str(insight.shadow_agreed), str(insight.shadow_told))
    yield ("Questions without an answer", "Conversations", str(insight.unanswered), "")
    for word, number in insight.words:
        yield ("Questions without an answer", f"“{word}”", str(number), "")
