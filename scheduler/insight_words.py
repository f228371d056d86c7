"""The week's figures in words and as charts. Pure. A count stands with every rate, and small numbers get none."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from scheduler.charts import Bars
from scheduler.insight import UNKNOWN_PAYER, Count, Failure, Insight, Spread, Week

FEWEST = 20
"""A rate of fewer than so many says more about chance than about the office, so it is not told."""
_TOLD = 5
_DRAWN = 10


def headline(insight: Insight) -> str:
    """Return the week in one line."""
    week = insight.week
    return f"📊 {span(week.start)}: {talks(week)}, {rate(week.handed_over, week.conversations)} handed over"


def talks(week: Week) -> str:
    """Return how many conversations a week had."""
    return f"{week.conversations} conversation{'' if week.conversations == 1 else 's'}"


def lines(insight: Insight, lead: str) -> tuple[str, ...]:
    """Return what a lead should know of the week, and do about it; empty subjects are left out."""
    return tuple(_lines(insight, lead))


def rate(part: int, whole: int) -> str:
    """Return a share with its counts; the percentage only where it means something."""
    percent = f" ({part / whole:.0%})" if whole >= FEWEST else ""
    return f"{part} of {whole}{percent}"


def span(start: date) -> str:
    """Return a week as people say it."""
    end = start + timedelta(days=6)
    return f"{start.day}{f' {start:%B}' if start.month != end.month else ''} to {end.day} {end:%B %Y}"


def duration(minutes: float) -> str:
    """Return a time as people say it."""
    if minutes < 120:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 60 / 24:.0f} days"


def charts(insight: Insight) -> Iterator[tuple[str, Bars]]:
    """Yield each chart under its name; one without anything to show is left out."""
    labels = tuple(f"{week.start.day} {week.start:%b}" for week in insight.weeks)
    alone = tuple(week.conversations - week.handed_over for week in insight.weeks)
    handed = tuple(week.handed_over for week in insight.weeks)
    weeks = zip(labels, alone, handed, strict=True)
    alt = "; ".join(f"week of {label}: {a} without a person, {h} handed over" for label, a, h in weeks)
    yield (
        "conversations",
        Bars("Conversations by week", labels, (("Without a person", alone), ("Handed over", handed)), f"Bars. {alt}."),
    )
    for name, title, counts in (
        ("reasons", "Why conversations were handed over", insight.reasons),
        ("payers", "Conversations by payer", insight.payers),
    ):
        if told := [count for count in counts if count.now][:_DRAWN]:
            yield name, _lying(title, told)
    if codes := insight.codes[:_DRAWN]:
        explained = tuple(code.conversations if code.documented else 0 for code in codes)
        missing = tuple(0 if code.documented else code.conversations for code in codes)
        alt = "; ".join(f"{c.code}: {c.conversations}{'' if c.documented else ', no document'}" for c in codes)
        series = (("Explained by a document", explained), ("No document", missing))
        yield (
            "codes",
            Bars("Denial codes asked about", tuple(c.code for c in codes), series, f"Bars. {alt}.", lying=True),
        )


def _lying(title: str, counts: Sequence[Count]) -> Bars:
    alt = "; ".join(f"{plain(count.name)}: {count.now}" for count in counts)
    values = tuple(count.now for count in counts)
    return Bars(title, tuple(plain(count.name) for count in counts), (("", values),), f"Bars. {alt}.", lying=True)


def plain(name: str) -> str:
    """Return a tag's or a reason's name as people write it; payers' names begin each word large."""
    if name.startswith("payer:"):
        return name.removeprefix("payer:").replace("-", " ").title()
    words = name.partition(":")[2] or name
    spaced = words.replace("_", " ").replace("-", " ") if words == words.casefold() else words
    return spaced[:1].upper() + spaced[1:]


def _lines(insight: Insight, lead: str) -> Iterator[str]:
    week = insight.week
    if len(insight.weeks) > 1:
        before = insight.weeks[-2]
        yield f"The week before: {talks(before)}, {rate(before.handed_over, before.conversations)} handed over."
    if week.handed_over:
        yield f"- **Why**: {_counts(insight.reasons)}"
        yield f"- **First reply of a person**: {_spread(insight.first_reply)}"
        yield f"- **Resolved**: {_spread(insight.resolution)}"
    if any(count.now for count in insight.payers):
        yield f"- **Payers**: {_counts(insight.payers)}"
    if insight.codes:
        yield f"- **Codes asked about**: {', '.join(f'{c.code} {c.conversations}' for c in insight.codes[:_TOLD])}"
    if missing := [code for code in insight.codes if not code.documented]:
        named = ", ".join(f"{code.code} ({code.conversations})" for code in missing[:_TOLD])
        yield f"- **Codes without a document**: {named} → **{lead}**: write a section about each."
    if insight.failures:
        yield f"- **Look-ups that failed**: {'; '.join(_failures(insight.failures[:_TOLD]))}"
    if insight.up or insight.down:
        yield f"- **Answers rated**: 👍 {insight.up}, 👎 {insight.down}"
    if insight.shadow_told:
        agreed = rate(insight.shadow_agreed, insight.shadow_told)
        yield f"- **In shadow**: {agreed} answers said what a person said; see `claimdesk report shadow`."
    if insight.unanswered:
        words = ", ".join(f"{word} ({number})" for word, number in insight.words)
        about = f"; words that several share: {words}" if words else ""
        cure = f"**{lead}**: see which a document could answer."
        yield f"- **Questions without an answer**: {insight.unanswered}{about} → {cure}"


def _counts(counts: Sequence[Count]) -> str:
    told = [count for count in counts if count.now]
    more = sum(count.now for count in told[_TOLD:])
    named = ", ".join(f"{plain(count.name)} {count.now}" for count in told[:_TOLD])
    return f"{named}, others {more}" if more else named


def _failures(failures: Sequence[Failure]) -> Iterator[str]:
    for action in dict.fromkeys(failure.action for failure in failures):
        of = ", ".join(f"{_whose(each)} {rate(each.failed, each.of)}" for each in failures if each.action == action)
        yield f"{action}: {of}"


def _whose(failure: Failure) -> str:
    return failure.payer if failure.payer == UNKNOWN_PAYER else plain(failure.payer)


def _spread(spread: Spread) -> str:
    if not spread.done:
        return f"none of {spread.of} yet"
    counted = f"{spread.done} of {spread.of}"
    if spread.done < FEWEST:
        return f"{counted}, half of them within {duration(spread.half)}"
    return f"{counted}, half of them within {duration(spread.half)}, nine in ten within {duration(spread.most)}"
