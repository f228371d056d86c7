"""What the desk reads on Monday."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.health_check import Finding, HealthReport
from scheduler.health_words import health_message

BOISE = ZoneInfo("America/Boise")
MONDAY = datetime(2026, 11, 30, 15, tzinfo=UTC)
WELL = tuple(Finding(part, True, "answers") for part in ("web chat", "Slack", "database"))
DISK = Finding("disk", False, "is 97 % full", "Make room", "Technical contact")
LETTERS = Finding("dead letters", False, "2, the oldest of 27 November", "Run claimdesk redrive.", "Billing lead")
GREEN = HealthReport(MONDAY, WELL)
LAST_WEEK = replace(GREEN, at=MONDAY - timedelta(weeks=1))


def test_all_well_is_a_short_message() -> None:
    message = health_message(GREEN, LAST_WEEK, BOISE)

    assert message.headline == "🟢 Health check: nothing needs a person"
    assert message.lines == ("All 3 checks are well.", "Since 23 November: nothing changed.")


def test_what_is_wrong_comes_first_a_line_each_with_who_should_do_what() -> None:
    message = health_message(replace(GREEN, findings=(DISK, *WELL, LETTERS)), LAST_WEEK, BOISE)

    assert message.headline == "🔴 Health check: 2 things need a person"
    assert message.lines == (
        "- **disk**: is 97 % full. → **Technical contact**: Make room.",
        "- **dead letters**: 2, the oldest of 27 November. → **Billing lead**: Run claimdesk redrive.",
        "The other 3 checks are well; the whole list is below.",
        "Since 23 November: new: disk, dead letters.",
    )


def test_what_changed_is_told_apart_from_what_was_known() -> None:
    now = replace(GREEN, findings=(LETTERS, *WELL))
    message = health_message(now, replace(LAST_WEEK, findings=(DISK, LETTERS)), BOISE)

    assert message.headline == "🔴 Health check: 1 thing needs a person"
    assert message.lines[-1] == "Since 23 November: not fixed yet: dead letters; well again: disk."


def test_the_first_check_has_nothing_to_compare_with_and_nothing_may_be_well() -> None:
    message = health_message(HealthReport(MONDAY, (DISK,)), None, BOISE)

    assert message.lines == (
        "- **disk**: is 97 % full. → **Technical contact**: Make room.",
        "This is the first check, so there is nothing to compare with.",
    )


def test_the_whole_list_stands_below_in_as_many_messages_as_it_needs() -> None:
    many = HealthReport(MONDAY, tuple(Finding(f"canary {n}", n != 3, "found") for n in range(41)))
    first, second = health_message(many, None, BOISE).details

    assert len(first.splitlines()) == 40
    assert first.splitlines()[2:4] == ["- ✅ **canary 2**: found", "- ❌ **canary 3**: found"]
    assert second == "- ✅ **canary 40**: found"


def test_the_report_itself_is_kept_with_the_run() -> None:
    assert HealthReport.from_json(health_message(GREEN, None, BOISE).data) == GREEN
