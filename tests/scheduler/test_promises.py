"""What the Monday check says of promised replies."""

from datetime import date, timedelta

from scheduler.health_check import Finding
from scheduler.promises import PromisedWord, promise_findings

DAY = date(2026, 3, 3)


def word(number: int, *, overdue: bool, days: int = 0) -> PromisedWord:
    return PromisedWord(number, "Ana Specialist", DAY + timedelta(days=days), overdue)


def test_nothing_overdue_is_well() -> None:
    assert promise_findings([], "Lead") == [Finding("promised replies", True, "none is open")]
    assert promise_findings([word(1001, overdue=False)], "Lead")[0].says == "1 to come, none overdue"


def test_what_is_overdue_is_named_with_its_owner_and_its_day_the_oldest_first() -> None:
    words = [word(1002, overdue=True, days=1), word(1001, overdue=True), word(1003, overdue=False, days=9)]
    [found] = promise_findings(words, "Lead")
    assert not found.well
    assert found.says == (
        "2 of 3 overdue: case 1001 (Ana Specialist, by Tue Mar 3), 1002 (Ana Specialist, by Wed Mar 4)"
    )
    assert (found.owner, found.cure) == ("Lead", "Have them answered in their threads, or resolved")


def test_a_long_list_is_cut() -> None:
    [found] = promise_findings([word(1001 + number, overdue=True) for number in range(7)], "Lead")
    assert found.says.startswith("7 of 7 overdue: case 1001")
    assert found.says.endswith("1005 (Ana Specialist, by Tue Mar 3) and 2 more")
