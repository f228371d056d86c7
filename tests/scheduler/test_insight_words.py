"""The week in words, as charts, as a page and as a table."""

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from PIL import Image

from scheduler.charts import Bars, draw
from scheduler.insight import Asked, Case, Compared, Count, Insight, LookedUp, Rated, Rows, Tagged, insight
from scheduler.insight_page import page, table
from scheduler.insight_words import charts, duration, headline, lines, plain, rate, span

STARTS = (date(2026, 11, 9), date(2026, 11, 16))
EDGES = tuple(datetime(2026, 11, day, 7, tzinfo=UTC) for day in (9, 16, 23))
THEN = datetime(2026, 11, 18, 12, tzinfo=UTC)


def week(**more: object) -> Insight:
    rows = Rows(asked=[Asked(f"c{n}", THEN) for n in range(30)] + [Asked("c1", THEN - timedelta(weeks=1))])
    return insight(replace(rows, **more), EDGES, STARTS)  # type: ignore[arg-type]


def case(number: int, reason: str = "appeal", reply: float | None = 10.0, end: float | None = 100.0) -> Case:
    def after(minutes: float | None) -> datetime | None:
        return None if minutes is None else THEN + timedelta(minutes=minutes)

    return Case(f"c{number}", reason, THEN, after(reply), after(end))


BUSY = week(
    cases=[case(n, "appeal" if n else "denied", 10.0 * (n + 1), 90.0 * n if n % 2 else None) for n in range(24)],
    tagged=[
        Tagged("c1", "payer:northwind-health-plan", THEN),
        Tagged("c2", "payer:northwind-health-plan", THEN - timedelta(weeks=1)),
        Tagged("c1", "code:CO-16", THEN),
        Tagged("c2", "code:CO-226", THEN),
        Tagged("c3", "route:docs", THEN),
    ],
    looked_up=[LookedUp(f"c{n}", "get_claim_status", "found" if n else "unavailable", THEN) for n in (0, 1, 2)],
    rated=[Rated(True, "", THEN), Rated(False, "the date", THEN), Rated(False, "old", THEN - timedelta(weeks=1))],
    shadowed=[Compared(True, THEN), Compared(False, THEN), Compared(None, THEN), Compared(True, EDGES[0])],
    unanswered=[(f"c{n}", f"who pays for acupuncture and mr{n} things 12345") for n in range(3)],
    documented=frozenset({"CO-16"}),
    common_words=frozenset({"pays", "things"}),
)


def test_a_week_is_told_with_a_count_beside_every_rate_and_what_to_do_about_it() -> None:
    assert headline(BUSY) == "📊 16 to 22 November 2026: 30 conversations, 24 of 30 (80%) handed over"
    assert lines(BUSY, "Lead") == (
        "The week before: 1 conversation, 0 of 1 handed over.",
        "- **Why**: Appeal 23, Denied 1",
        "- **First reply of a person**: 24 of 24, half of them within 2 h, nine in ten within 4 h",
        "- **Resolved**: 12 of 24, half of them within 16 h",
        "- **Payers**: Northwind Health Plan 1",
        "- **Codes asked about**: CO-16 1, CO-226 1",
        "- **Codes without a document**: CO-226 (1) → **Lead**: write a section about each.",
        "- **Look-ups that failed**: get_claim_status: payer not known 1 of 1",
        "- **Answers rated**: 👍 1, 👎 1",
        "- **In shadow**: 1 of 2 answers said what a person said; see `claimdesk report shadow`.",
        (
            "- **Questions without an answer**: 3; words that several share: acupuncture (3) → **Lead**: see "
            "which a document could answer."
        ),
    )
    assert BUSY.wrong == ("the date",)


def test_a_quiet_week_is_short() -> None:
    quiet = insight(Rows(asked=[Asked("c1", THEN)]), EDGES[1:], STARTS[1:])

    assert headline(quiet) == "📊 16 to 22 November 2026: 1 conversation, 0 of 1 handed over"
    assert lines(quiet, "Lead") == ()
    assert [name for name, _ in charts(quiet)] == ["conversations"]


def test_nobody_has_answered_yet() -> None:
    waiting = week(cases=[case(1, reply=None, end=None)])

    assert "- **First reply of a person**: none of 1 yet" in lines(waiting, "Lead")


def test_what_lies_outside_of_the_weeks_is_not_counted() -> None:
    outside = week(
        cases=[replace(case(1), opened_at=EDGES[0] - timedelta(seconds=1)), replace(case(2), opened_at=EDGES[-1])],
        tagged=[Tagged("c1", "payer:a", EDGES[-1])],
    )

    assert [each.handed_over for each in outside.weeks] == [0, 0]
    assert (outside.reasons, outside.payers) == ((), ())


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (rate(1, 19), "1 of 19"),
        (rate(5, 20), "5 of 20 (25%)"),
        (duration(119), "119 min"),
        (duration(120), "2 h"),
        (duration(3 * 24 * 60), "3 days"),
        (span(date(2026, 11, 30)), "30 November to 6 December 2026"),
        (plain("topic:workplace-injury"), "Workplace injury"),
        (plain("never_answer"), "Never answer"),
        (plain("CO-16"), "CO-16"),
        (plain("payer:granite-peak-health"), "Granite Peak Health"),
    ],
)
def test_words_for_figures(told: str, expected: str) -> None:
    assert told == expected


def test_every_chart_has_words_for_who_cannot_see_it() -> None:
    told = dict(charts(BUSY))

    assert list(told) == ["conversations", "reasons", "payers", "codes"]
    assert told["codes"].alt == "Bars. CO-16: 1; CO-226: 1, no document."
    assert told["conversations"].alt.endswith("week of 16 Nov: 6 without a person, 24 handed over.")


def luminance(colour: tuple[int, ...]) -> float:
    """The relative luminance of WCAG 2."""
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lying", [False, True])
def test_a_picture_has_its_own_paper_and_bars_that_stand_out_from_it(dark: bool, lying: bool) -> None:
    bars = Bars("Codes", ("CO-16", "CO-97"), (("One", (60, 0)), ("Two", (40, 80))), "Bars.", lying)
    picture = Image.open(BytesIO(draw(bars, dark=dark))).convert("RGBA")
    pixels: list[tuple[int, tuple[int, ...]]] = picture.getcolors(1 << 20)  # type: ignore[assignment]
    colours = sorted(pixels, reverse=True)
    (_, paper), *_ = colours
    drawn = [colour for number, colour in colours if number > 15_000 and colour != paper]

    assert {colour[3] for _, colour in colours} == {255}
    assert (luminance(paper[:3]) < 0.05) == dark
    assert len(drawn) == 2
    for colour in drawn:
        light, low = sorted((luminance(colour[:3]), luminance(paper[:3])), reverse=True)
        assert (light + 0.05) / (low + 0.05) >= 3


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "@SUM(1)"])
def test_a_spreadsheet_never_reckons_with_a_name_that_came_from_outside(name: str) -> None:
    told = replace(BUSY, payers=(Count(name, 1, 0),))
    names = [row["name"] for row in csv.DictReader(StringIO(table(told)))]
    assert f"'{name}" in names
    assert name not in names


def test_the_table_holds_every_figure_with_what_it_is_of() -> None:
    rows = {(row["subject"], row["name"]): row for row in csv.DictReader(StringIO(table(BUSY)))}

    assert rows["Handed over by week", "2026-11-16"]["count"] == "24"
    assert rows["Handed over by week", "2026-11-16"]["of_or_before"] == "30"
    assert rows["Payers", "Northwind Health Plan"] | {"subject": ""} == {
        "subject": "",
        "name": "Northwind Health Plan",
        "count": "1",
        "of_or_before": "1",
    }
    assert rows["Denial codes", "CO-226 (no document)"]["count"] == "1"
    assert rows["Cases", "Resolved"]["of_or_before"] == "24"
    assert rows["Questions without an answer", "“acupuncture”"]["count"] == "3"


def test_the_page_is_one_file_with_pictures_for_light_and_dark_and_their_words() -> None:
    html = page(BUSY, "Testing & Co")

    assert "<h1>Testing &amp; Co: 16 to 22 November 2026</h1>" in html
    assert (
        len(re.findall(r'<img src="data:image/png', html)) == len(re.findall("prefers-color-scheme: dark", html)) == 4
    )
    assert 'alt="Denial codes asked about. Bars. CO-16: 1; CO-226: 1, no document."' in html
    assert not re.search(r'(src|href)="http', html)


def test_a_word_that_is_always_written_like_a_name_is_told_to_nobody() -> None:
    asked = [(f"c{number}", "Mrs. Delgado asks about acupuncture") for number in range(3)]
    starts = (date(2026, 11, 16),)
    edges = (datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))
    found = insight(Rows(unanswered=asked), edges, starts)
    assert [word for word, _ in found.words] == ["about", "acupuncture", "asks"]
